/*
 * The notes: every id has words that can be printed, and some event leaves it.
 */
#include <stdio.h>
#include <string.h>

#include "stories.h"
#include "tap.h"
#include "tcp/call.h"
#include "tcp/edge.h"
#include "tcp/note.h"
#include "tcp/note_words.h"

/* {N} or {N:k} with k out of s t c r, and no other brace. */
static void
check_placeholders(int id, const char *words)
{
	for (const char *p = strpbrk(words, "{}"); p != NULL; p = strpbrk(p, "{}")) {
		if (strncmp(p, "{end}", 5) == 0 || strncmp(p, "{other}", 7) == 0) {
			p = strchr(p, '}') + 1;
			continue;
		}
		ck_assert_msg(p[0] == '{' && p[1] >= '0' && p[1] < '0' + NOTE_ARGS,
		    "note %d: \"%s\"", id, words);
		if (p[2] == ':') {
			ck_assert_msg(p[3] != '\0' && strchr("stcr", p[3]) != NULL &&
			    p[4] == '}', "note %d: \"%s\"", id, words);
			p += 5;
		} else {
			ck_assert_msg(p[2] == '}', "note %d: \"%s\"", id, words);
			p += 3;
		}
	}
}

START_TEST(every_id_has_words)
{
	static const char *const steps[] = { "", "first", "second", "third",
	    "fourth", "fifth", "sixth", "seventh", "eighth" };

	for (int id = 1; id < NOTE_ID_COUNT; id++) {
		const struct note_words *words = &note_words[id];
		bool known = false;

		ck_assert_msg(words->text != NULL && strlen(words->text) > 3 &&
		    words->meaning != NULL && strlen(words->meaning) > 10 &&
		    words->section != NULL && words->step != NULL,
		    "note %d has no words", id);
		ck_assert_msg(section_exists(words->section), "note %d: section %s", id,
		    words->section);
		for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++)
			known |= strcmp(steps[i], words->step) == 0;
		ck_assert_msg(known, "note %d: step %s", id, words->step);
		size_t n = strlen(words->meaning);
		ck_assert_msg(strchr(".)", words->meaning[n - 1]) != NULL,
		    "note %d: \"%s\" does not end", id, words->meaning);
		check_placeholders(id, words->text);
		check_placeholders(id, words->meaning);
	}
}
END_TEST

/* With the longest numbers there are, nothing is cut off. */
START_TEST(all_fit_in_note_text)
{
	char text[2 * NOTE_TEXT];

	for (int id = 1; id < NOTE_ID_COUNT; id++) {
		struct note note = { .id = (uint16_t)id };

		for (int i = 0; i < NOTE_ARGS; i++)
			note.arg[i] = UINT32_MAX;
		if (id == NOTE_CALL_REFUSED || id == NOTE_RECEIVE_END)
			note.arg[1] = REPLY_EXISTS;
		ck_assert_uint_lt(strlen(note_text(text, sizeof(text), &note, 'A')), NOTE_TEXT);
		ck_assert_uint_lt(strlen(note_meaning(text, sizeof(text), &note, 'A')), NOTE_TEXT);
		ck_assert_msg(strchr(text, '{') == NULL, "note %d: %s", id, text);
		ck_assert_str_eq(note_section(&note), note_words[id].section);
		ck_assert_str_eq(note_step(&note), note_words[id].step);
	}
}
END_TEST

START_TEST(numbers_are_filled_in)
{
	static const struct {
		struct note	 note;
		const char	*text;
	} rows[] = {
		{ { NOTE_SEQ, OUTCOME_PASS, { 301, 301, 1301, 0, 0 } },
		    "SEG.SEQ 301 in [301, 1301): acceptable" },
		{ { NOTE_ACK_OF_FIN, OUTCOME_ACT, { 102, STATE_FIN_WAIT_2, 0, 0, 0 } },
		    "SEG.ACK 102 acknowledges B's FIN: FIN-WAIT-2" },
		{ { NOTE_2MSL, OUTCOME_STOP, { 240000, 0, 0, 0, 0 } },
		    "2MSL = 240 s have passed in TIME-WAIT" },
		{ { NOTE_ACK_WAITS, OUTCOME_ACT, { 200, 0, 0, 0, 0 } },
		    "ACK may wait 200 ms" },
		{ { NOTE_R2, OUTCOME_STOP, { 3, 1500, 0, 0, 0 } },
		    "R2 reached: 3 tries in 1.5 s" },
		{ { NOTE_CALL_REFUSED, OUTCOME_STOP,
		    { STATE_CLOSED, REPLY_NOT_EXIST, CALL_SEND, 0, 0 } },
		    "send in CLOSED: \"error: connection does not exist\"" },
		{ { NOTE_RECEIVE_END, OUTCOME_STOP,
		    { STATE_CLOSE_WAIT, REPLY_CLOSING, 0, 0, 0 } },
		    "RECEIVE in CLOSE-WAIT: nothing is left, \"error: connection closing\"" }
	};
	char text[NOTE_TEXT];

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		ck_assert_str_eq(note_text(text, sizeof(text), &rows[i].note, 'B'), rows[i].text);
}
END_TEST

/* Who "we" are changes with every event, so no sentence says it. */
START_TEST(the_ends_are_named)
{
	static const char *const ambiguous[] = { " we ", " We ", " our ", "Our ", " us ",
	    " theirs", "the peer", "The peer", "this end", "This end" };
	struct note note = { .id = NOTE_FIN_WAITS };
	char text[NOTE_TEXT];

	for (size_t i = 0; i < sizeof(ambiguous) / sizeof(ambiguous[0]); i++) {
		for (int id = 1; id < NOTE_ID_COUNT; id++) {
			ck_assert_ptr_null(strstr(note_words[id].text, ambiguous[i]));
			ck_assert_ptr_null(strstr(note_words[id].meaning, ambiguous[i]));
		}
		for (size_t k = 0; k < edge_count; k++)
			ck_assert_ptr_null(strstr(edges[k].sentence, ambiguous[i]));
	}
	ck_assert_ptr_nonnull(strstr(note_meaning(text, sizeof(text), &note, 'A'),
	    "What A was to send"));
	ck_assert_ptr_nonnull(strstr(text, "room in B's window"));
	edge_sentence(text, sizeof(text), edge_find(STATE_FIN_WAIT_1, STATE_FIN_WAIT_2,
	    CAUSE_RCV_ACK_OF_FIN), 'B');
	ck_assert_str_eq(text, "B's FIN is acknowledged: the direction from B to A is closed. "
	    "A may still send, for as long as it likes.");
}
END_TEST

START_TEST(a_small_buffer_is_respected)
{
	struct note note = { NOTE_SEQ, OUTCOME_PASS, { 301, 301, 1301, 0, 0 } };
	char whole[NOTE_TEXT], text[NOTE_TEXT];

	note_text(whole, sizeof(whole), &note, 'A');
	for (size_t size = 1; size < strlen(whole) + 3; size++) {
		memset(text, 'x', sizeof(text));
		note_text(text, size, &note, 'A');
		ck_assert_uint_lt(strlen(text), size);
		ck_assert(strncmp(whole, text, strlen(text)) == 0);
		ck_assert_int_eq(text[size], 'x');
	}
}
END_TEST

static void
collect(const struct run *run, void *arg)
{
	bool *left = arg;

	for (int i = 0; i < run->fx.note_count; i++)
		left[run->fx.notes[i].id] = true;
}

START_TEST(every_note_is_left_by_some_event)
{
	bool left[NOTE_ID_COUNT] = { [NOTE_NONE] = true };
	struct run run;
	char report[4000] = "";
	size_t n = 0;

	for (size_t i = 0; i < story_count; i++)
		story_run(&run, stories[i].events, collect, left);
	for (size_t i = 0; i < side_story_count; i++)
		story_run(&run, side_stories[i], collect, left);
	for (int id = 0; id < NOTE_ID_COUNT; id++)
		if (!left[id] && n < sizeof(report))
			n += (size_t)snprintf(report + n, sizeof(report) - n, "\n    %s",
			    note_words[id].text);
	ck_assert_msg(n == 0, "no event leaves:%s", report);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("note");
	TCase *tcase = tcase_create("note");

	tcase_add_test(tcase, every_id_has_words);
	tcase_add_test(tcase, all_fit_in_note_text);
	tcase_add_test(tcase, numbers_are_filled_in);
	tcase_add_test(tcase, the_ends_are_named);
	tcase_add_test(tcase, a_small_buffer_is_respected);
	tcase_add_test(tcase, every_note_is_left_by_some_event);
	suite_add_tcase(suite, tcase);
	return tap_main(suite);
}
