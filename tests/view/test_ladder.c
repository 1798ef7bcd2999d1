/* The ladder: what became of each segment, in rows that keep their order. */
#include <string.h>

#include "scenes.h"
#include "tap.h"
#include "view/ladder.h"

static struct trace trace;
static struct grid *grid;
static struct area area;
static struct str text;

static void
setup(void)
{
	trace_init(&trace, "model", NULL);
	grid = grid_new(12, 37);
	area = grid_area(grid);
	text = (struct str){ 0 };
}

static void
teardown(void)
{
	trace_fini(&trace);
	grid_free(grid);
	str_free(&text);
}

static int
draw(size_t count, int offset)
{
	grid_clear(grid);
	str_clear(&text);
	int most = ladder_draw(&area, &trace, count, offset);
	grid_text(&text, grid);
	return most;
}

static void
assert_row(const char *row)
{
	ck_assert_msg(strstr(str_text(&text), row) != NULL,
	    "no \"%s\" in\n%s", row, str_text(&text));
}

static void
assert_no_row(const char *row)
{
	ck_assert_msg(strstr(str_text(&text), row) == NULL,
	    "\"%s\" in\n%s", row, str_text(&text));
}

START_TEST(nothing_yet)
{
	ck_assert_int_eq(draw(0, 0), 0);
	assert_row(" A CLOSED                   CLOSED B\n │   ");
}
END_TEST

START_TEST(a_segment_is_under_way_then_arrives)
{
	scene_handshake(&trace);
	draw(2, 0);
	assert_row(" ● connect() → SYN-SENT            │\n");
	assert_row(" │ S 100:100(0) ━━━━━━━▶ in flight │\n");
	draw(3, 0);
	assert_row(" ○ connect() → SYN-SENT            │\n"
	    " │ S 100:100(0) ━━━━━━━━━━━━━━━━━▶ │\n"
	    " │                  → SYN-RECEIVED │\n"
	    " │     ◀━━━━ S. 300:300(0) ack 101 │\n");
	draw(4, 0);
	assert_row(" │ S 100:100(0) ─────────────────▶ │\n");
	assert_row(" │ ◀━━━━━━━━ S. 300:300(0) ack 101 │\n"
	    " │ → ESTABLISHED                   │\n");
}
END_TEST

/* Looking back, what came later has not happened. */
START_TEST(the_past_does_not_know_the_future)
{
	scene_handshake(&trace);
	scene_close(&trace);
	draw(2, 0);
	assert_row(" │ S 100:100(0) ━━━━━━━▶ in flight │\n");
	assert_no_row("ack");
}
END_TEST

START_TEST(crossing_segments_keep_the_order_of_things)
{
	scene_call(&trace, END_A, KIND_CONNECT, STATE_SYN_SENT, CAUSE_ACTIVE_OPEN);
	scene_send(&trace, END_A, SEG_SYN, 100, 0, 0);
	scene_call(&trace, END_B, KIND_CONNECT, STATE_SYN_SENT, CAUSE_ACTIVE_OPEN);
	scene_send(&trace, END_B, SEG_SYN, 300, 0, 0);
	scene_deliver(&trace, STATE_SYN_RECEIVED, CAUSE_RCV_SYN);
	draw(trace.count, 0);
	assert_row(" │ S 100:100(0) ────────┐          │\n"
	    " │            connect() → SYN-SENT ○\n"
	    " │ in flight ◀─────── S 300:300(0) │\n"
	    " │           └─ S 100:100(0) ━━━━▶ │\n"
	    " │                  → SYN-RECEIVED │\n");
}
END_TEST

START_TEST(a_lost_segment_ends_in_a_cross)
{
	scene_call(&trace, END_A, KIND_CONNECT, STATE_SYN_SENT, CAUSE_ACTIVE_OPEN);
	scene_send(&trace, END_A, SEG_SYN, 100, 0, 0);
	scene_drop(&trace);
	draw(trace.count, 0);
	assert_row(" │ S 100:100(0) ━━━━━━━━✗ lost     │\n");
	ck_assert_int_eq(grid_cell(grid, 2, 3)->style, STYLE_LOST);

	/* Not the newest that left: its end has a row of its own. */
	scene_timer(&trace, END_A, TIMER_RETRANSMISSION, STATE_SYN_SENT, 0);
	uint32_t again = scene_send(&trace, END_A, SEG_SYN, 100, 0, 0);
	trace.flights[again].again_of = 1;
	scene_call(&trace, END_B, KIND_LISTEN, STATE_LISTEN, CAUSE_PASSIVE_OPEN);
	scene_drop(&trace);
	draw(trace.count, 0);
	assert_row(" ○ retransmission timer            │\n"
	    " │ S 100:100(0) again ─────┐       │\n");
	assert_row(" │   S 100:100(0) again ━━━━✗ lost │\n");

	/* Once more, and the number of the try is said. */
	scene_timer(&trace, END_A, TIMER_RETRANSMISSION, STATE_SYN_SENT, 0);
	again = scene_send(&trace, END_A, SEG_SYN, 100, 0, 0);
	trace.flights[again].again_of = 1;
	draw(trace.count, 0);
	assert_row(" │ S 100:100(0) again ×2 ━━━━▶     │\n");
}
END_TEST

/* Overtaken by what its sender sent later. */
START_TEST(a_late_segment_is_called_late)
{
	scene_handshake(&trace);
	scene_call(&trace, END_A, KIND_SEND, STATE_ESTABLISHED, 0);
	uint32_t first = scene_send(&trace, END_A, SEG_ACK, 101, 5, 301);
	scene_call(&trace, END_A, KIND_SEND, STATE_ESTABLISHED, 0);
	uint32_t second = scene_send(&trace, END_A, SEG_ACK, 106, 5, 301);
	struct happening happening = { .kind = KIND_DELIVER, .end = END_B,
	    .has_end = true, .flight = second };
	trace_begin(&trace, &happening, 0, 0, 0);
	trace_end_flight(&trace, second, FATE_DELIVERED);
	happening.flight = first;
	trace_begin(&trace, &happening, 0, 0, 0);
	trace_end_flight(&trace, first, FATE_DELIVERED);
	draw(trace.count, 0);
	assert_row(". 101:106(5) ack 301 late ━");
	assert_no_row("106:111(5) ack 301 late");

	/* The arrow is more than the word: its corner says that it took long. */
	trace.flights[first].copy = true;
	trace.flights[first].seg.flags |= SEG_PSH;
	trace.flights[first].seg.len = 10;
	draw(trace.count, 0);
	assert_row(" │ P. 101:111(10) ack 301 copy ━━▶ │\n");
	assert_no_row("late");
}
END_TEST

START_TEST(copies_and_forgeries_come_from_nobody)
{
	scene_call(&trace, END_A, KIND_CONNECT, STATE_SYN_SENT, CAUSE_ACTIVE_OPEN);
	uint32_t flight = scene_send(&trace, END_A, SEG_SYN, 100, 0, 0);
	struct happening happening = { .kind = KIND_DUPLICATE, .end = END_B,
	    .has_end = true, .flight = flight };
	trace_begin(&trace, &happening, 0, 0, 0);
	trace_duplicate(&trace, flight);
	happening = (struct happening){ .kind = KIND_INJECT, .end = END_A,
	    .has_end = true };
	trace_begin(&trace, &happening, 0, 0, 0);
	struct segment rst = { .seq = seq_make(7), .flags = SEG_RST };
	trace_forge(&trace, END_A, &rst);
	draw(trace.count, 0);
	assert_row(" │ = S 100:100(0) copy ─────▶      │\n"
	    " │ ◀━━━━━━━━━━━━ R 7:7(0) forged * │\n");
	/* That it was sent again says the row that it is a copy of. */
	trace.flights[flight + 1].again_of = 1;
	draw(trace.count, 0);
	assert_row(" │ = S 100:100(0) copy ─────▶      │\n");
	trace.flights[flight + 1].again_of = 0;
	draw(trace.count, 0);
	/* Once, although it also is a segment of this moment. */
	ck_assert_ptr_null(strstr(strstr(str_text(&text), "forged") + 1,
	    "forged"));
}
END_TEST

START_TEST(inferred_segments_are_dotted)
{
	scene_call(&trace, END_A, KIND_CONNECT, STATE_SYN_SENT, CAUSE_ACTIVE_OPEN);
	uint32_t flight = scene_send(&trace, END_A, SEG_SYN, 100, 0, 0);
	trace.flights[flight].inferred = true;
	trace_end_flight(&trace, flight, FATE_DELIVERED);
	trace.moments[0].at_once = true;
	draw(1, 0);
	assert_row(" │ S 100:100(0) ┅┅┅┅┅┅┅┅┅┅┅┅┅┅┅┅┅▶ │\n");
}
END_TEST

START_TEST(errors_and_signals_are_told)
{
	scene_call(&trace, END_A, KIND_SEND, STATE_CLOSED, 0);
	trace.moments[0].reply = REPLY_NOT_EXIST;
	trace.moments[0].cause.octets = 10;
	trace_signal(&trace, END_B, SIGNAL_RESET);
	draw(1, 0);
	assert_row(" ● send(10)                        │\n"
	    " │ connection does not exist       │\n");
	assert_row("user: connection reset │\n");
	trace_signal(&trace, END_A, SIGNAL_PROBLEM);
	trace_signal(&trace, END_A, SIGNAL_TIMEOUT);
	draw(1, 0);
	assert_row("│ user: excessive retransmissions │\n");
	assert_row("│ user: aborted: user timeout     │\n");
}
END_TEST

START_TEST(time_passes_between_the_lifelines)
{
	struct happening happening = { .kind = KIND_WAIT, .duration = 1500000 };

	trace_begin(&trace, &happening, 0, 0, 0);
	draw(1, 0);
	assert_row("┄ 1.5 s ┄");
}
END_TEST

START_TEST(it_follows_the_newest_unless_one_looks_back)
{
	scene_handshake(&trace);
	scene_close(&trace);
	ck_assert_int_eq(draw(trace.count, 0), 1);
	assert_row("CLOSED         ↑         CLOSED");
	assert_row("● 2MSL are over → CLOSED");

	draw(trace.count, 3);
	assert_row("↑↓");
	assert_no_row("2MSL");

	int most = draw(trace.count, 1000000);
	assert_row("│               listen() → LISTEN ○");
	assert_row("        ↓        ");
	struct str top = text;
	text = (struct str){ 0 };
	ck_assert_int_eq(draw(trace.count, most), most);
	ck_assert_str_eq(str_text(&text), str_text(&top));
	str_free(&top);
}
END_TEST

/* Of a long trace, what is seen costs as much as of a short one. */
START_TEST(a_long_trace_is_drawn_from_its_end)
{
	scene_handshake(&trace);
	for (int i = 0; i < 20000; i++)
		scene_call(&trace, END_A, KIND_RECEIVE, STATE_ESTABLISHED, 0);
	for (int i = 0; i < 2000; i++)
		draw(trace.count, 0);
	assert_row("● recv()");
}
END_TEST

START_TEST(ascii_tells_now_from_before)
{
	grid->ascii = true;
	scene_handshake(&trace);
	draw(3, 0);
	assert_row(" o connect() -> SYN-SENT           |\n"
	    " | S 100:100(0) =================> |\n");
	draw(4, 0);
	assert_row(" | S 100:100(0) -----------------> |\n");
}
END_TEST

START_TEST(a_wide_ladder_shows_windows)
{
	grid_free(grid);
	grid = grid_new(12, 77);
	area = grid_area(grid);
	scene_handshake(&trace);
	draw(3, 0);
	assert_row("│ S 100:100(0) win 65535 ━");
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("ladder");
	TCase *tcase = tcase_create("ladder");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, nothing_yet);
	tcase_add_test(tcase, a_segment_is_under_way_then_arrives);
	tcase_add_test(tcase, the_past_does_not_know_the_future);
	tcase_add_test(tcase, crossing_segments_keep_the_order_of_things);
	tcase_add_test(tcase, a_lost_segment_ends_in_a_cross);
	tcase_add_test(tcase, a_late_segment_is_called_late);
	tcase_add_test(tcase, copies_and_forgeries_come_from_nobody);
	tcase_add_test(tcase, inferred_segments_are_dotted);
	tcase_add_test(tcase, errors_and_signals_are_told);
	tcase_add_test(tcase, time_passes_between_the_lifelines);
	tcase_add_test(tcase, it_follows_the_newest_unless_one_looks_back);
	tcase_add_test(tcase, a_long_trace_is_drawn_from_its_end);
	tcase_add_test(tcase, ascii_tells_now_from_before);
	tcase_add_test(tcase, a_wide_ladder_shows_windows);
	suite_add_tcase(suite, tcase);
	return tap_main(suite);
}
