/* The sheet of calls: what it says of each, by what the model played. */
#include <string.h>

#include "sheet_play.h"
#include "tap.h"

#define CONNECTED "B listen\nA connect\ndeliver all\n"

/* All lines of one program, and what each returned. */
static const char *
draw_calls(struct str *text, size_t count, enum end end)
{
	struct sheet_view view = view_of(count);
	struct area area = frame_of(60, 60, false);

	view.choice = end;
	str_clear(text);
	sheet_draw_calls(&area, &view);
	grid_text(text, grid);
	/* Blanks at which no line breaks look like any other. */
	for (char *at = text->p; (at = strstr(at, "\xc2\xa0")) != NULL;) {
		*at = ' ';
		memmove(at + 1, at + 2, strlen(at + 2) + 1);
	}
	return str_text(text);
}

/* Of a long program as much is read as is shown; that is not to be seen. */
START_TEST(a_long_program_ends_as_a_short_one)
{
	struct str seen[2] = { { 0 }, { 0 } };

	for (int times = 0; times < 2; times++) {
		struct str text = { 0 };
		str_add(&text, "# T\n\nT.\n\n```scene\nB listen\nA connect\ndeliver all\n"
		    "A receive\n");
		for (int k = 0; k < 310 * (times + 1); k++)
			str_add(&text, "A send 1\n");
		str_add(&text, "B send 4\ndeliver all\nA close\nA send 1\nA connect\n```\n");
		play(str_text(&text));
		draw_calls(&seen[times], view_of(0).trace->count, END_A);
		stop();
		str_free(&text);
	}
	ck_assert_str_eq(str_text(&seen[0]), str_text(&seen[1]));
	str_free(&seen[0]);
	str_free(&seen[1]);
}
END_TEST

START_TEST(calls_return_what_the_trace_says)
{
	struct str text = { 0 };

	/* Nobody listens; then a send on what is left of the socket. */
	play(LESSON("A connect\ndeliver\ndeliver\nA send 5\nA close\nA close\n"));
	ck_assert_ptr_nonnull(strstr(draw_calls(&text, 1, END_A),
	    "connect(fd, &peer, sizeof(peer));  ... waits\n"));
	ck_assert_ptr_nonnull(strstr(draw_calls(&text, 3, END_A),
	    "connect(fd, &peer, sizeof(peer));  = -1 ECONNREFUSED\n"));
	ck_assert_ptr_nonnull(strstr(draw_calls(&text, 6, END_A),
	    "   send(fd, buf, 5, 0);  = -1 EPIPE\n"
	    "   close(fd);  = 0\n"
	    " ▸ close(fd);  = -1 EBADF\n"));
	stop();

	/* A waiting recv() hears of the reset; the end of the other's text is 0. */
	play(LESSON("B listen\nA connect\ndeliver all\nB receive\nA abort\n"
	    "deliver\n"));
	size_t count = view_of(0).trace->count;
	ck_assert_ptr_nonnull(strstr(draw_calls(&text, count, END_B),
	    "recv(fd, buf, sizeof(buf), 0);  = -1 ECONNRESET\n"));
	ck_assert_ptr_nonnull(strstr(draw_calls(&text, count, END_A),
	    "struct linger now = { 1, 0 };\n"));
	stop();
	play(LESSON("B listen\nA connect\ndeliver all\nA shutdown\n"
	    "deliver all\nB receive\nB shutdown\nB send 1\n"));
	count = view_of(0).trace->count;
	ck_assert_ptr_nonnull(strstr(draw_calls(&text, count, END_B),
	    "   recv(fd, buf, sizeof(buf), 0);  = 0\n"
	    "   shutdown(fd, SHUT_WR);  = 0\n"
	    " ▸ send(fd, buf, 1, 0);  = -1 EPIPE\n"));
	str_free(&text);
}
END_TEST

/* A scene that has set the backlog calls accept() when it likes, or never. */
START_TEST(a_backlog_that_was_set_is_shown_and_nothing_is_accepted_yet)
{
	struct str text = { 0 };

	play(LESSON(CONNECTED));
	struct trace queues = *view_of(0).trace;
	struct endpoint *listening = &queues.moments[0].end[END_B];
	size_t count = queues.count;
	draw_calls(&text, count, END_B);
	ck_assert_ptr_nonnull(strstr(str_text(&text), "listen(fd, 128);  = 0\n"));
	ck_assert_ptr_nonnull(strstr(str_text(&text), "accept(fd"));

	listening->has_listener = true;
	listening->backlog = 1;
	draw_calls(&text, count, END_B);
	ck_assert_ptr_nonnull(strstr(str_text(&text), "listen(fd, 1);  = 0\n"));
	ck_assert_ptr_null(strstr(str_text(&text), "accept(fd"));
	str_free(&text);
}
END_TEST

/* What is explained of the end's last call, in one line. */
static const char *
explain_last(struct str *text, const char *scene, enum end end)
{
	play(scene);
	struct sheet_view view = view_of(0);
	view.count = view.trace->count;
	view.choice = end;
	struct area area = frame_of(24, 250, false);
	sheet_draw_calls(&area, &view);
	str_clear(text);
	grid_text(text, grid);
	stop();
	return str_text(text);
}

/* RFC 9293, 3.10.4 and 3.10.5. */
START_TEST(a_close_is_what_it_does)
{
	static const struct {
		const char *scene, *says;
	} closes[] = {
		{ LESSON(CONNECTED "A close\n"), "TCP goes on closing without it." },
		{ LESSON(CONNECTED "A abort\n"), "ABORT (3.10.5): a RST is sent, no FIN" },
		{ LESSON(CONNECTED "B shutdown\ndeliver all\nA abort\n"),
		    "ABORT (3.10.5): a RST is sent, no FIN" },
		{ LESSON(CONNECTED "B shutdown\ndeliver all\nA shutdown\nA abort\n"),
		    "In this state that sends nothing." },
		{ LESSON(CONNECTED "A close\nA abort\n"),
		    "ABORT (3.10.5): a RST is sent, no FIN" },
		{ LESSON("A listen\nA abort\n"), "In this state that sends nothing." },
		{ LESSON("A connect\nA abort\n"), "In this state that sends nothing." },
		{ LESSON("A connect\nA close\n"), "There is no connection to end" },
		{ LESSON("A listen\nA close\n"), "There is no connection to end" },
		{ LESSON(CONNECTED "A abort\nA close\n"), "There is no connection to end" },
		{ LESSON(CONNECTED "B send 3\ndeliver all\nA close\n"),
		    "A RST says so, and no FIN (3.6.1)" },
		{ LESSON(CONNECTED "A shutdown\n"), "A FIN is sent; one can still receive." },
		{ LESSON(CONNECTED "A shutdown\nA shutdown\n"), "In this state that sends nothing." },
		{ LESSON("A connect\nA shutdown\n"), "In this state that sends nothing." },
	};
	struct str text = { 0 };

	for (size_t i = 0; i < sizeof(closes) / sizeof(closes[0]); i++) {
		const char *seen = explain_last(&text, closes[i].scene, END_A);
		ck_assert_msg(strstr(seen, closes[i].says) != NULL, "%s: not \"%s\" in\n%s",
		    closes[i].scene, closes[i].says, seen);
		if (i > 0)
			ck_assert_ptr_null(strstr(seen, "goes on closing"));
	}
	str_free(&text);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("calls");
	TCase *tcase = tcase_create("calls");

	tcase_add_checked_fixture(tcase, NULL, stop);
	tcase_add_test(tcase, calls_return_what_the_trace_says);
	tcase_add_test(tcase, a_long_program_ends_as_a_short_one);
	tcase_add_test(tcase, a_backlog_that_was_set_is_shown_and_nothing_is_accepted_yet);
	tcase_add_test(tcase, a_close_is_what_it_does);
	suite_add_tcase(suite, tcase);
	return tap_main(suite);
}
