/* The sheets, of a lesson played on the model, as golden files. */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "golden.h"
#include "sheet_play.h"
#include "tap.h"

static const char whole_life[] = LESSON(
    "B listen\n"
    "A connect\n"
    "deliver\n"
    "deliver\n"
    "deliver\n"			/* moment 5: both are ESTABLISHED */
    "A send 10\n"
    "deliver\n"
    "deliver\n"
    "A shutdown\n"		/* moment 9 */
    "deliver\n"
    "deliver\n"
    "B receive\n"
    "B receive\n"
    "B close\n"
    "drop\n"			/* moment 15 */
    "wait timer\n"
    "deliver\n"
    "deliver\n"
    "wait 2msl\n");

/* The three sizes that a sheet must stand. */
static struct sheet_room
draw_sizes(struct sheet_room (*draw)(const struct area *,
    const struct sheet_view *), const struct sheet_view *view, const char *name)
{
	static const struct {
		int rows, columns;
	} sizes[] = { { 40, 120 }, { 12, 40 }, { 24, 80 } };
	struct sheet_room room = { 0 };

	for (size_t i = 0; i < 3; i++) {
		char golden[80];
		struct area area = frame_of(sizes[i].rows, sizes[i].columns,
		    false);

		room = draw(&area, view);
		snprintf(golden, sizeof(golden), "sheet-%s-%dx%d", name,
		    sizes[i].columns, sizes[i].rows);
		golden_check(golden, grid);
	}
	return room;
}

static struct sheet_room
draw_usual(struct sheet_room (*draw)(const struct area *,
    const struct sheet_view *), const struct sheet_view *view, const char *name)
{
	struct area area = frame_of(24, 80, false);
	char golden[80];
	struct sheet_room room = draw(&area, view);

	snprintf(golden, sizeof(golden), "sheet-%s-80x24", name);
	golden_check(golden, grid);
	return room;
}

/* In ASCII, at any size, wherever the cursor: nothing else, and no fault. */
static void
draw_anyhow(struct sheet_room (*draw)(const struct area *,
    const struct sheet_view *), size_t count)
{
	for (int rows = 1; rows < 70; rows += 4)
		for (int columns = 1; columns < 210; columns += 13) {
			struct area area = frame_of(rows, columns, true);
			struct sheet_view view = view_of(count);

			view.choice = view.cursor = 1000000;
			draw(&area, &view);
			view.choice = view.cursor = -1000000;
			draw(&area, &view);
			bool ascii = true;
			for (int i = 0; i < rows * columns; i++)
				ascii = ascii && !(grid->cells[i].text[0] & 0x80);
			ck_assert(ascii);
		}
}

START_TEST(a_segment_as_figure_1_draws_it)
{
	play(whole_life);
	struct sheet_view view = view_of(3);
	struct sheet_room room = draw_sizes(sheet_draw_segment, &view, "syn");
	ck_assert_int_eq(room.choices, 2);
	ck_assert_int_eq(room.choice, 0);

	/* The SYN,ACK that it was answered with, and its option. */
	view.choice = 1;
	view.cursor = 17;
	draw_usual(sheet_draw_segment, &view, "syn-ack");
}
END_TEST

START_TEST(bits_that_changed_are_marked)
{
	play(whole_life);
	struct sheet_view view = view_of(9);
	view.cursor = 13;
	draw_usual(sheet_draw_segment, &view, "fin");
	ck_assert_int_eq(grid_cell(grid, 14, 32)->style, STYLE_CHANGED);
	ck_assert_str_eq(grid_cell(grid, 15, 32)->text, "▲");
	ck_assert_str_eq(grid_cell(grid, 15, 38)->text, "▲");
}
END_TEST

START_TEST(a_moment_without_segments)
{
	play(whole_life);
	struct sheet_view view = view_of(1);
	struct sheet_room room = draw_usual(sheet_draw_segment, &view,
	    "no-segment");
	ck_assert_int_eq(room.choices, 0);
	view.count = 0;
	struct area area = frame_of(24, 80, false);
	sheet_draw_segment(&area, &view);
}
END_TEST

START_TEST(a_segment_that_is_there_no_more)
{
	play(LESSON("A connect\n"));
	struct sheet_view view = view_of(1);
	view.has_flight = true;
	view.flight = 1000;
	struct area area = frame_of(24, 80, false);
	struct sheet_room room = sheet_draw_segment(&area, &view);
	ck_assert_int_eq(room.choices, 1);
}
END_TEST

START_TEST(segments_at_any_size)
{
	play(whole_life);
	for (size_t count = 0; count <= view_of(0).trace->count; count += 3)
		draw_anyhow(sheet_draw_segment, count);
}
END_TEST

START_TEST(every_check_and_the_one_that_decided)
{
	play(whole_life);
	struct sheet_view view = view_of(3);
	struct sheet_room room = draw_sizes(sheet_draw_checks, &view, "checks");
	ck_assert_int_eq(room.choices, 0);
	view.cursor = 1000;
	room = draw_usual(sheet_draw_checks, &view, "checks-end");
	ck_assert_int_eq(room.cursor, room.cursors - 1);
	draw_anyhow(sheet_draw_checks, 3);
}
END_TEST

START_TEST(each_state_has_its_page)
{
	play(whole_life);
	struct sheet_view view = view_of(3);
	struct sheet_room room = draw_sizes(sheet_draw_state, &view, "state");
	ck_assert_int_eq(room.choice, STATE_SYN_RECEIVED);
	ck_assert_int_eq(room.choices, STATE_COUNT);
	for (int state = 0; state < STATE_COUNT; state++) {
		char name[40];

		view.choice = state;
		snprintf(name, sizeof(name), "state-%s",
		    state_name((enum state)state));
		struct area area = frame_of(60, 80, false);
		sheet_draw_state(&area, &view);
		struct str golden = { 0 };
		str_addf(&golden, "sheet-%s-80x60", name);
		golden_check(str_text(&golden), grid);
		str_free(&golden);
	}
	draw_anyhow(sheet_draw_state, 0);
}
END_TEST

START_TEST(a_glossary_with_a_cursor)
{
	play(whole_life);
	struct sheet_view view = view_of(0);
	struct sheet_room room = draw_sizes(sheet_draw_glossary, &view,
	    "glossary");
	ck_assert_int_gt(room.cursors, 60);
	view.cursor = sheet_glossary_find("t");
	draw_usual(sheet_draw_glossary, &view, "glossary-t");
	ck_assert_int_gt(sheet_glossary_find("TIME"), view.cursor);
	ck_assert_int_eq(sheet_glossary_find("time-w"), sheet_glossary_find("TIME"));
	ck_assert_int_eq(sheet_glossary_find("xyz"), -1);
	draw_anyhow(sheet_draw_glossary, 0);
}
END_TEST

START_TEST(the_numbers_on_their_lines)
{
	play(whole_life);
	struct sheet_view view = view_of(3);
	draw_sizes(sheet_draw_numbers, &view, "numbers-syn");
	view.count = 7;		/* 10 octets have arrived */
	struct sheet_room room = draw_usual(sheet_draw_numbers, &view,
	    "numbers-data");
	view.cursor = room.cursors - 1;
	draw_usual(sheet_draw_numbers, &view, "numbers-data-end");
	for (size_t count = 0; count <= view.trace->count; count += 3)
		draw_anyhow(sheet_draw_numbers, count);
}
END_TEST

/* A small window is drawn to scale, and a segment that lies outside of it. */
START_TEST(a_small_window_is_drawn_to_scale)
{
	play(LESSON("set A window 1000\nset B window 1000\n"
	    "B listen\nA connect\ndeliver\ndeliver\ndeliver\n"
	    "A send 400\ninject to B . 50:60(10) ack 301\n"));
	struct sheet_view view = view_of(7);
	draw_usual(sheet_draw_numbers, &view, "numbers-scale");
}
END_TEST

/* What the grid shows, its lines joined where they were wrapped. */
static const char *
draw_tools(struct str *text, size_t count)
{
	struct sheet_view view = view_of(count);
	struct area area = frame_of(60, 160, false);

	str_clear(text);
	sheet_draw_tools(&area, &view);
	grid_text(text, grid);
	return str_text(text);
}

/* Each line as iproute2 6.1 and tcpdump 4.99 were seen to print it. */
START_TEST(tools_print_as_they_do)
{
	struct str text = { 0 };
	const char *shown;

	play(whole_life);
	draw_tools(&text, 3);
	shown = str_text(&text);
	ck_assert_ptr_nonnull(strstr(shown,
	    "   State    Recv-Q Send-Q Local Address:Port  Peer Address:Port Process\n"
	    "   LISTEN   0      128         10.0.0.2:7          0.0.0.0:*\n"
	    "   SYN-SENT 0      1           10.0.0.1:40000     10.0.0.2:7     timer:(on,1sec,0)\n"
	    "   SYN-RECV 0      0           10.0.0.2:7         10.0.0.1:40000 timer:(on,1sec,0)\n"));
	ck_assert_ptr_nonnull(strstr(shown, "00:00:00.000000 IP 10.0.0.1.40000 > "
	    "10.0.0.2.7: Flags [S], seq 100, win 65535, options [mss 1460], length 0\n"));
	ck_assert_ptr_nonnull(strstr(shown, "10.0.0.2.7 > 10.0.0.1.40000: Flags "
	    "[S.], seq 300, ack 101, win 65535, options [mss 1460], length 0\n"));

	/* Ten octets and a FIN, not read; then read. */
	shown = draw_tools(&text, 11);
	ck_assert_ptr_nonnull(strstr(shown,
	    "FIN-WAIT-2 0      0           10.0.0.1:40000     10.0.0.2:7\n"));
	ck_assert_ptr_nonnull(strstr(shown,
	    "CLOSE-WAIT 11     0           10.0.0.2:7         10.0.0.1:40000\n"));
	ck_assert_ptr_nonnull(strstr(shown, "Flags [.], ack 111, win 65525, length 0\n"));
	shown = draw_tools(&text, 12);
	ck_assert_ptr_nonnull(strstr(shown, "CLOSE-WAIT 0      0 "));

	/* The last one is gone: nothing but the names. */
	shown = draw_tools(&text, view_of(0).trace->count);
	ck_assert_ptr_nonnull(strstr(shown,
	    "State Recv-Q Send-Q Local Address:Port Peer Address:PortProcess\n\n"));
	str_free(&text);
}
END_TEST

START_TEST(tools_explained_line_by_line)
{
	play(whole_life);
	struct sheet_view view = view_of(3);
	draw_sizes(sheet_draw_tools, &view, "tools-syn");
	view.cursor = 4;
	draw_usual(sheet_draw_tools, &view, "tools-socket");
	view.cursor = SHEET_SUGGESTED;
	view.count = 18;
	draw_usual(sheet_draw_tools, &view, "tools-time-wait");
	for (size_t count = 0; count <= view.trace->count; count += 3)
		draw_anyhow(sheet_draw_tools, count);
}
END_TEST

START_TEST(both_programs_in_c)
{
	play(whole_life);
	struct sheet_view view = view_of(2);
	draw_sizes(sheet_draw_calls, &view, "calls-connect");
	view.count = 5;
	draw_usual(sheet_draw_calls, &view, "calls-accepted");
	view.count = view.trace->count;
	struct sheet_room room = draw_usual(sheet_draw_calls, &view,
	    "calls-end");
	ck_assert_int_eq(room.choices, 2);
	for (size_t count = 0; count <= view.trace->count; count += 3)
		draw_anyhow(sheet_draw_calls, count);
}
END_TEST

/* As a person looks for them. */
START_TEST(terms_stand_in_the_order_of_the_alphabet)
{
	char before[80] = "";

	play(whole_life);
	struct sheet_view view = view_of(0);
	struct area area = frame_of(24, 80, false);
	int terms = sheet_draw_glossary(&area, &view).cursors;
	for (int i = 0; i < terms; i++) {
		struct str text = { 0 };

		view.cursor = i;
		area = frame_of(24, 80, false);
		sheet_draw_glossary(&area, &view);
		grid_text(&text, grid);
		char *mark = strstr(str_text(&text), "▸ ");
		ck_assert_ptr_nonnull(mark);
		mark += strlen("▸ ");
		size_t n = strcspn(mark, "\n");
		char name[80] = "";
		memcpy(name, mark, n < sizeof(name) ? n : sizeof(name) - 1);
		ck_assert_msg(strcasecmp(before, name) < 0,
		    "%s stands before %s", before, name);
		memcpy(before, name, sizeof(before));
		str_free(&text);
	}
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("sheets");
	TCase *tcase = tcase_create("sheets");

	tcase_add_checked_fixture(tcase, NULL, stop);
	tcase_add_test(tcase, a_segment_as_figure_1_draws_it);
	tcase_add_test(tcase, bits_that_changed_are_marked);
	tcase_add_test(tcase, a_moment_without_segments);
	tcase_add_test(tcase, a_segment_that_is_there_no_more);
	tcase_add_test(tcase, segments_at_any_size);
	tcase_add_test(tcase, every_check_and_the_one_that_decided);
	tcase_add_test(tcase, each_state_has_its_page);
	tcase_add_test(tcase, a_glossary_with_a_cursor);
	tcase_add_test(tcase, terms_stand_in_the_order_of_the_alphabet);
	tcase_add_test(tcase, the_numbers_on_their_lines);
	tcase_add_test(tcase, a_small_window_is_drawn_to_scale);
	tcase_add_test(tcase, tools_print_as_they_do);
	tcase_add_test(tcase, tools_explained_line_by_line);
	tcase_add_test(tcase, both_programs_in_c);
	suite_add_tcase(suite, tcase);
	return tap_main(suite);
}
