/*
 * What keys do, for the table that binds them.
 */
#ifndef APP_SESSION_ACTS_H
#define APP_SESSION_ACTS_H

#include "app/session.h"

/* For all of them. */
void message_set(struct session *session, const char *text);
void look_at_now(struct session *session);

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

/* Lines that are typed (session_prompt.c). */
void command_do(struct session *session);
void save_do(struct session *session);
void step_do(struct session *session);
void accept_do(struct session *session);
void cancel_do(struct session *session);
void erase_do(struct session *session);
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
