/* Words, numbers and keys, each on a grid of its own. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "scenes.h"
#include "tap.h"
#include "view/help.h"
#include "view/numbers.h"
#include "view/page.h"
#include "view/why.h"

static struct trace trace;
static struct grid *grid;
static struct area area;
static struct str text;

static void
grid_of(int rows, int columns)
{
	grid_free(grid);
	grid = grid_new(rows, columns);
	area = grid_area(grid);
}

static void
setup(void)
{
	trace_init(&trace, "model", NULL);
	grid_of(4, 30);
	text = (struct str){ 0 };
}

static void
teardown(void)
{
	trace_fini(&trace);
	grid_free(grid);
	grid = NULL;
	str_free(&text);
}

static const char *
shown(void)
{
	str_clear(&text);
	grid_text(&text, grid);
	return str_text(&text);
}

START_TEST(page_wraps_across_styles)
{
	struct page page;

	grid_of(4, 14);
	page_init(&page, &area);
	page_run(&page, STYLE_TEXT, "one ");
	page_run(&page, STYLE_EMPHASIS, "two three");
	page_run(&page, STYLE_TEXT, " four");
	page_end(&page, 2, STYLE_DIM, "•");
	ck_assert_int_eq(page.lines, 2);
	ck_assert_int_eq(page_draw(&page, &area, 0), 0);
	ck_assert_str_eq(shown(), "• one two\n  three four\n\n\n");
	ck_assert_int_eq(grid_cell(grid, 0, 6)->style, STYLE_EMPHASIS);
	ck_assert_int_eq(grid_cell(grid, 1, 2)->style, STYLE_EMPHASIS);
	ck_assert_int_eq(grid_cell(grid, 1, 8)->style, STYLE_TEXT);
	page_fini(&page);
}
END_TEST

START_TEST(page_scrolls_and_says_so)
{
	struct page page;

	grid_of(2, 12);
	page_init(&page, &area);
	page_gap(&page);
	page_text(&page, 0, STYLE_TEXT, "one");
	page_gap(&page);
	page_text(&page, 0, STYLE_TEXT, "two\nthree");
	ck_assert_int_eq(page_draw(&page, &area, 0), 2);
	ck_assert_str_eq(shown(), "one\n           ↓\n");
	grid_clear(grid);
	page_draw(&page, &area, 99);
	ck_assert_str_eq(shown(), "two        ↑\nthree\n");
	page_fini(&page);
}
END_TEST

START_TEST(page_is_cleaned)
{
	struct page page;

	page_init(&page, &area);
	page_text(&page, 0, STYLE_TEXT, "a\033]0;b\007\xff");
	page_draw(&page, &area, 0);
	ck_assert_str_eq(shown(), "a␛]0;b␇\xef\xbf\xbd\n\n\n\n");
	page_fini(&page);
}
END_TEST

/* Prose as the lesson's reader gives it. */
START_TEST(prose_looks_like_its_markdown)
{
	struct span spans[] = {
		{ SPAN_TEXT, mem_strdup("Say ") },
		{ SPAN_CODE, mem_strdup("listen()") },
		{ SPAN_TEXT, mem_strdup("first") },
		{ SPAN_TEXT, mem_strdup("then this, which is longer than a line") },
		{ SPAN_TEXT, mem_strdup("quoted") },
	};
	struct block blocks[] = {
		{ .kind = BLOCK_PARAGRAPH, .spans = spans, .span_count = 2 },
		{ .kind = BLOCK_ITEM, .level = 1, .number = 1,
		    .spans = spans + 2, .span_count = 1 },
		{ .kind = BLOCK_ITEM, .level = 1, .number = 10,
		    .spans = spans + 3, .span_count = 1 },
		{ .kind = BLOCK_QUOTE, .spans = spans + 4, .span_count = 1 },
	};
	struct step step = { .blocks = blocks, .block_count = 4 };
	struct why why = { .trace = &trace, .mode = WHY_PROSE, .step = &step };

	grid_of(8, 30);
	ck_assert_int_eq(why_draw(&area, &why, 0).down, 0);
	ck_assert_str_eq(shown(), "Say listen()\n\n1. first\n"
	    "10. then this, which is\n    longer than a line\n\n│ quoted\n\n");
	ck_assert_int_eq(grid_cell(grid, 0, 4)->style, STYLE_CODE);

	/* One row less, and the empty lines go. */
	grid_of(6, 30);
	ck_assert_int_eq(why_draw(&area, &why, 0).down, 0);
	ck_assert_str_eq(shown(), "Say listen()\n1. first\n"
	    "10. then this, which is\n    longer than a line\n│ quoted\n\n");
	for (size_t i = 0; i < 5; i++)
		free(spans[i].text);
}
END_TEST

START_TEST(why_says_what_failed_first)
{
	char expected[] = "A LISTEN", found[] = "A CLOSED", why_not[] = "no gate";
	struct result results[] = {
		{ .verdict = VERDICT_FAILED, .line = 7, .expected = expected,
		    .found = found },
		{ .verdict = VERDICT_SKIPPED, .line = 8, .why = why_not },
		{ .verdict = VERDICT_HELD, .line = 9 },
	};
	struct why why = { .trace = &trace, .mode = WHY_SENTENCE,
	    .results = results, .result_count = 3 };

	grid_of(6, 60);
	scene_handshake(&trace);
	why.count = 1;
	why_draw(&area, &why, 0);
	ck_assert_str_eq(shown(),
	    "✗ line 7: expected A LISTEN, found A CLOSED\n"
	    "- line 8 is skipped: no gate\n"
	    "listen(), a passive OPEN: B waits for whoever asks, and\n"
	    "sends nothing.\n\n\n");
	ck_assert_int_eq(grid_cell(grid, 0, 0)->style, STYLE_LOST);

	str_clear(&text);
	why_title(&text, &why);
	ck_assert_str_eq(str_text(&text), "B: listen()");
	str_clear(&text);
	why.count = 0;
	why_title(&text, &why);
	ck_assert_str_eq(str_text(&text), "Nothing has happened yet");
}
END_TEST

START_TEST(checks_stand_in_their_order)
{
	struct why why = { .trace = &trace, .mode = WHY_CHECKS, .count = 1 };
	struct note notes[] = {
		{ .id = NOTE_LISTEN_NO_RST, .outcome = OUTCOME_PASS },
		{ .id = NOTE_LISTEN_NO_ACK, .outcome = OUTCOME_ACT },
		{ .id = NOTE_LISTEN_OTHER, .outcome = OUTCOME_STOP },
	};

	grid_of(6, 72);
	scene_call(&trace, END_B, KIND_LISTEN, STATE_LISTEN, CAUSE_PASSIVE_OPEN);
	for (size_t i = 0; i < 3; i++)
		trace_note(&trace, END_B, &notes[i]);
	ck_assert_int_eq(why_draw(&area, &why, 0).down, 0);
	const char *rows = shown();
	const char *pass = strstr(rows, "✓ 3.10.7.2 first ");
	const char *act = strstr(rows, "\n• 3.10.7.2 second ");
	const char *stop = strstr(rows, "\n■ 3.10.7.2 fourth ");
	ck_assert_msg(pass == rows && act > pass && stop > act, "%s", rows);
	ck_assert_int_eq(grid_cell(grid, 0, 0)->style, STYLE_OK);
	ck_assert_int_eq(grid_cell(grid, 2, 0)->style, STYLE_STOP);

	/* Where both ends were at work, each check says whose it is. */
	trace_note(&trace, END_A, &notes[0]);
	grid_clear(grid);
	why_draw(&area, &why, 0);
	ck_assert_ptr_nonnull(strstr(shown(), "✓ B 3.10.7.2 first"));
	ck_assert_ptr_nonnull(strstr(shown(), "✓ A 3.10.7.2 first"));
}
END_TEST

START_TEST(what_has_changed_is_bold_where_it_is_narrow)
{
	scene_handshake(&trace);
	grid_of(3, 37);
	numbers_draw(&area, &trace, 4);
	ck_assert_str_eq(shown(),
	    "──SND.UNA─.NXT─.WND──RCV.NXT─.WND────\n"
	    "A 101     101  65535 301     65535\n"
	    "B 300     301  65535 101     65535\n");
	ck_assert_int_eq(grid_cell(grid, 1, 2)->style, STYLE_CHANGED);
	ck_assert_int_eq(grid_cell(grid, 2, 2)->style, STYLE_TEXT);
}
END_TEST

/* A number is whole or not there: windows give way, and never a part of a number is shown. */
START_TEST(long_numbers_are_whole_where_it_is_narrow)
{
	scene_handshake(&trace);
	for (int end = 0; end < END_COUNT; end++)
		trace.moments[3].end[end].snd_una = trace.moments[3].end[end].snd_nxt =
		    trace.moments[3].end[end].rcv_nxt = 4294967290u + (uint32_t)end;
	grid_of(3, 37);
	numbers_draw(&area, &trace, 4);
	ck_assert_str_eq(shown(),
	    "──SND.UNA────.NXT───────RCV.NXT──────\n"
	    "A 4294967290 4294967290 4294967290\n"
	    "B 4294967291 4294967291 4294967291\n");
}
END_TEST

START_TEST(numbers_have_three_forms)
{
	scene_handshake(&trace);
	grid_of(3, 78);
	numbers_draw(&area, &trace, 4);
	ck_assert_str_eq(shown(),
	    "   SND.UNA  SND.NXT  SND.WND      RCV.NXT  RCV.WND      timers\n"
	    "A  101←100  101      65535←0      301      65535\n"
	    "B  300      301      65535        101      65535        RTO 1 s\n");
	grid_of(9, 40);
	numbers_draw(&area, &trace, 4);
	ck_assert_str_eq(shown(),
	    "          A              B\n"
	    " ISS      100            300\n"
	    " SND.UNA  101←100        300\n"
	    " SND.NXT  101            301\n"
	    " SND.WND  65535←0        65535\n"
	    " IRS      300            100\n"
	    " RCV.NXT  301            101\n"
	    " RCV.WND  65535          65535\n"
	    " timers                  RTO 1 s\n");
	grid_of(3, 78);
	grid->ascii = true;
	numbers_draw(&area, &trace, 4);
	ck_assert_ptr_nonnull(strstr(shown(), "A  101<-100  101 "));
}
END_TEST

START_TEST(numbers_of_nothing_are_dashes)
{
	grid_of(3, 78);
	numbers_draw(&area, &trace, 0);
	ck_assert_str_eq(shown(),
	    "   SND.UNA  SND.NXT  SND.WND      RCV.NXT  RCV.WND      timers\n"
	    "A  -        -        -            -        -\n"
	    "B  -        -        -            -        -\n");

	/* What a closed connection has forgotten is gone without a noise. */
	scene_handshake(&trace);
	scene_close(&trace);
	grid_clear(grid);
	numbers_draw(&area, &trace, trace.count);
	ck_assert_ptr_null(strstr(shown(), "←"));
}
END_TEST

/* Where is a word in the row of names? */
static ptrdiff_t
place_of(const char *name)
{
	const char *found = strstr(shown(), name);

	ck_assert_msg(found != NULL, "no %s in:\n%s", name, shown());
	return found - shown();
}

START_TEST(numbers_keep_their_places)
{
	scene_handshake(&trace);
	scene_close(&trace);
	for (int ascii = 0; ascii < 2; ascii++) {
		grid_of(3, 78);
		grid->ascii = ascii;
		numbers_draw(&area, &trace, 0);
		ptrdiff_t window = place_of("RCV.WND"), timers = place_of("timers");
		for (size_t i = 1; i <= trace.count; i++) {
			grid_clear(grid);
			numbers_draw(&area, &trace, i);
			ck_assert_int_eq(place_of("RCV.WND"), window);
			ck_assert_int_eq(place_of("timers"), timers);
		}
	}

	/* But timers are not cut for that. */
	struct endpoint *end = &trace.moments[trace.count - 1].end[END_A];
	end->timer_count = 2;
	end->timers[0] = (struct running_timer){ .kind = TIMER_RETRANSMISSION, .due = 200000 +
	    trace_time(&trace, trace.count) };
	end->timers[1] = (struct running_timer){ .kind = TIMER_DELAYED_ACK, .due = 40000 +
	    trace_time(&trace, trace.count) };
	grid_clear(grid);
	numbers_draw(&area, &trace, trace.count);
	ck_assert_ptr_nonnull(strstr(shown(), "RTO 200 ms, delayed ACK 40 ms\n"));
}
END_TEST

START_TEST(timers_count_down)
{
	scene_handshake(&trace);
	struct happening happening = { .kind = KIND_WAIT, .duration = 400000 };
	trace_begin(&trace, &happening, 0, 0, 400000);
	trace.moments[trace.count - 1].end[END_A].timer_count = 1;
	trace.moments[trace.count - 1].end[END_A].timers[0] =
	    (struct running_timer){ .kind = TIMER_TIME_WAIT, .due = 240400000 };
	trace.moments[trace.count - 1].end[END_B].timer_count = 1;
	trace.moments[trace.count - 1].end[END_B].timers[0] =
	    (struct running_timer){ .kind = TIMER_RETRANSMISSION, .count = 2,
	    .due = 1000000 };
	grid_of(3, 100);
	numbers_draw(&area, &trace, trace.count);
	ck_assert_ptr_nonnull(strstr(shown(), "2MSL 4 min\n"));
	ck_assert_ptr_nonnull(strstr(shown(), "RTO 600 ms, sent 3 times\n"));
	grid_of(20, 42);
	numbers_draw(&area, &trace, trace.count);
	ck_assert_ptr_nonnull(strstr(shown(), "RTO 600 ms ×3\n"));
}
END_TEST

START_TEST(keys_that_do_not_fit_are_left_out_whole)
{
	static const struct key_help keys[] = {
		{ "Space", "step", "Step.", 0 },
		{ "m", NULL, "Not in the bar.", 0 },
		{ "?", "why", "Why.", 0 },
		{ "q", "leave", "Leave.", 0 },
	};

	grid_of(1, 24);
	keys_draw(&area, keys, 4);
	ck_assert_str_eq(shown(), " Space step  ? why\n");
	ck_assert_int_eq(grid_cell(grid, 0, 1)->style, STYLE_KEY);
	ck_assert_int_eq(grid_cell(grid, 0, 23)->style, STYLE_BAR);
	grid_of(1, 80);
	keys_draw(&area, keys, 4);
	ck_assert_str_eq(shown(), " Space step   ? why   q leave\n");
	/* A question says on the narrowest screen how it is answered. */
	static const struct key_help asking[] = {
		{ "1", "answer", "Answer.", '1' },
		{ "?", "hint", "Hint.", '?' },
		{ "Space", "go on", "Go on.", ' ' },
		{ "h", "help", "Help.", 'h' },
		{ "m", "menu", "Menu.", 'm' },
		{ "q", "leave", "Leave.", 'q' },
	};
	grid_of(1, 40);
	keys_draw(&area, asking, 6);
	ck_assert_str_eq(shown(), " 1 answer  ? hint  h help  q leave\n");

	/* The help has them all. */
	grid_of(60, 60);
	help_draw(&area, keys, 4, 0);
	ck_assert_ptr_nonnull(strstr(shown(), "  m      Not in the bar.\n"));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("panels");
	TCase *tcase = tcase_create("panels");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, page_wraps_across_styles);
	tcase_add_test(tcase, page_scrolls_and_says_so);
	tcase_add_test(tcase, page_is_cleaned);
	tcase_add_test(tcase, prose_looks_like_its_markdown);
	tcase_add_test(tcase, why_says_what_failed_first);
	tcase_add_test(tcase, checks_stand_in_their_order);
	tcase_add_test(tcase, what_has_changed_is_bold_where_it_is_narrow);
	tcase_add_test(tcase, long_numbers_are_whole_where_it_is_narrow);
	tcase_add_test(tcase, numbers_have_three_forms);
	tcase_add_test(tcase, numbers_of_nothing_are_dashes);
	tcase_add_test(tcase, numbers_keep_their_places);
	tcase_add_test(tcase, timers_count_down);
	tcase_add_test(tcase, keys_that_do_not_fit_are_left_out_whole);
	suite_add_tcase(suite, tcase);
	return tap_main(suite);
}
