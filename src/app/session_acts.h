/*
 * What keys do, for the table that binds them.
 */
#ifndef APP_SESSION_ACTS_H
#define APP_SESSION_ACTS_H

#include "app/session.h"

/* For all of them. */
void message_set(struct session *session, const char *text);
void look_at_now(struct session *session);

/* One moment on in the lesson, or down to the end of what is to be read. */
void next_do(struct session *session);

/* Forth or back to where a step begins, counted from 1; the last if there are not so many. */
void step_goto(struct session *session, size_t step);

/* The menu (session_menu.c). */
void choose_up_do(struct session *session);
void choose_down_do(struct session *session);
void choose_page_up_do(struct session *session);
void choose_page_down_do(struct session *session);
void choose_first_do(struct session *session);
void choose_last_do(struct session *session);
void choose_do(struct session *session);
void number_do(struct session *session);
void forget_do(struct session *session);
void forget_yes_do(struct session *session);

/* The next question of the review; not at it yet, the first (session_review.c). */
void review_next_do(struct session *session);

/* Seconds since 1970 (session_progress.c). */
int64_t session_now(void);

/* Note where one is, after every key; and write what was noted, saying what cannot be. */
void progress_note(struct session *session);
void progress_write(struct session *session);

/* A question (LESSON.N) was answered; misconception is the wrong answer's, or 0. */
void progress_answered(struct session *session, const char *question, enum answer answer,
    unsigned misconception);

/* A challenge's goals were met by so many statements. */
void progress_won(struct session *session, uint32_t statements);

/* The sandbox (session_sandbox.c). */
void fork_do(struct session *session);
void other_do(struct session *session);
void fresh_do(struct session *session);
void leave_sandbox_do(struct session *session);
void choice_do(struct session *session);
void drop_do(struct session *session);
void duplicate_do(struct session *session);
void group_up_do(struct session *session);
void group_down_do(struct session *session);
void choice_left_do(struct session *session);
void choice_right_do(struct session *session);
void history_back_do(struct session *session);
void history_forth_do(struct session *session);
void history_first_do(struct session *session);
void history_last_do(struct session *session);

/* Challenges (session_challenge.c): is the branch that is shown one of its own? */
bool challenge_on(const struct session *session);
/* Where the lesson's text ends, and it has goals: to what is played for them. False: not there. */
bool challenge_enter(struct session *session);
/* Say it where this engine cannot come to the end of the challenge. False: it can, or it is none. */
bool challenge_warn(struct session *session);
/* After every key, and what a real engine did: what was met by that? */
void challenge_watch(struct session *session);
void challenge_again_do(struct session *session);
void challenge_hint_do(struct session *session);

/* Sheets (session_sheet.c). */
void help_do(struct session *session);
void edges_do(struct session *session);
void checks_do(struct session *session);
void segment_do(struct session *session);
void numbers_do(struct session *session);
void tools_do(struct session *session);
void calls_do(struct session *session);
void state_do(struct session *session);
void glossary_do(struct session *session);
void glossary_erase_do(struct session *session);
void glossary_clear_do(struct session *session);
void glossary_type(struct session *session, uint32_t stroke);
void sheet_close_do(struct session *session);
void sheet_up_do(struct session *session);
void sheet_down_do(struct session *session);
void sheet_page_down_do(struct session *session);
void sheet_page_up_do(struct session *session);
void sheet_left_do(struct session *session);
void sheet_right_do(struct session *session);

/* A segment of nobody's (session_forge.c). */
void forge_open(struct session *session, enum end to);
void forge_accept_do(struct session *session);
void forge_leave_do(struct session *session);
void field_next_do(struct session *session);
void field_before_do(struct session *session);
void field_left_do(struct session *session);
void field_right_do(struct session *session);
void field_erase_do(struct session *session);

/* Time (session_clock.c): play what has elapsed; looks at a real engine after a key. */
#define CLOCK_LOOKS 5
void clock_play(struct session *session);
void faster_do(struct session *session);
void slower_do(struct session *session);

/* A click on what was drawn there (session_mouse.c). */
void session_click(struct session *session, int row, int column);

/* Which choice of the sandbox a HIT_CHOICE is. */
static inline uint32_t
choice_hit(enum choice_group group, size_t column)
{
	return (uint32_t)group << 16 | (uint32_t)column;
}

/* What keys mean on the screen that sheets and lines lie on top of. */
enum mode modes_below(const struct session *session);

/* Questions (session_question.c). */
void ask_forget(struct session *session);
void ask_prepare(struct session *session);
struct asking *ask_find(const struct session *session);
bool ask_waits(const struct session *session);
/* The answer that is offered there, from 0; of an order, its first segment. */
void ask_choose(struct session *session, size_t at);
void ask_digit_do(struct session *session);
void ask_before_do(struct session *session);
void ask_after_do(struct session *session);
void ask_enter_do(struct session *session);
void ask_type_do(struct session *session);
void ask_help_do(struct session *session);
void ask_next_do(struct session *session);
void ask_accept(struct session *session);

/*
 * Votes (session_vote.c): can one vote on what is shown? A further vote, as it
 * was counted, or none: the last is taken back. False if there is nothing to
 * vote on, or are not so many answers.
 */
bool vote_waits(const struct session *session);
bool vote_put(struct session *session, const unsigned *counts, size_t count);
void vote_do(struct session *session);
void vote_accept(struct session *session);

/* What is shown, into a file (session_export.c). */
void export_do(struct session *session);
void export_accept(struct session *session);

/* Lines that are typed (session_prompt.c). */
void command_do(struct session *session);
void save_do(struct session *session);
void step_do(struct session *session);
void accept_do(struct session *session);
void cancel_do(struct session *session);
void erase_do(struct session *session);
void clear_do(struct session *session);
void prompt_left_do(struct session *session);
void prompt_right_do(struct session *session);
void prompt_first_do(struct session *session);
void prompt_last_do(struct session *session);
void older_line_do(struct session *session);
void newer_line_do(struct session *session);
void complete_do(struct session *session);

/* Carry a command out in the sandbox; in the past, on a branch of its own. */
bool sandbox_do(struct session *session, const struct command *command);

#endif
