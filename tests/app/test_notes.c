/* The speaker's notes: what is told and asked, and both ends in one process. */
#include <event2/bufferevent.h>
#include <event2/buffer.h>
#include <event2/event.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/notes_class.h"
#include "desk.h"
#include "host/rendezvous.h"

static char runtime[64];
static struct event_base *base;
static struct notes_class *class;
static struct bufferevent *speaker;
static struct telling telling;
static bool gone;

/* ---- both ends */

static void
on_change(void *arg)
{
	notes_class_tell(*(struct notes_class **)arg);
}

static void
on_end(struct bufferevent *link, short what, void *arg)
{
	(void)link;
	(void)what;
	(void)arg;
	gone = true;
}

/* Until nothing more happens by itself. */
static void
settle(void)
{
	for (int i = 0; i < 20; i++)
		event_base_loop(base, EVLOOP_NONBLOCK);
}

/* The newest line that came; false: none did. */
static bool
hear(void)
{
	bool heard = false;
	char *line;
	size_t n;

	settle();
	while ((line = evbuffer_readln(bufferevent_get_input(speaker), &n, EVBUFFER_EOL_LF)) != NULL) {
		ck_assert(telling_read(&telling, line, n));
		heard = true;
		free(line);
	}
	return heard;
}

static void
speaker_come(void)
{
	struct rendezvous classes[2];
	struct error error;

	ck_assert_uint_eq(rendezvous_list(classes, 2, &error), 1);
	int fd = rendezvous_connect(&classes[0]);
	ck_assert_int_ne(fd, -1);
	speaker = bufferevent_socket_new(base, fd, BEV_OPT_CLOSE_ON_FREE);
	bufferevent_setcb(speaker, NULL, NULL, on_end, NULL);
	bufferevent_enable(speaker, EV_READ | EV_WRITE);
}

static void
say(const char *line)
{
	bufferevent_write(speaker, line, strlen(line));
	settle();
}

static void
begin(void)
{
	struct error error;

	set_up();
	options.in_class = true;
	gone = false;
	snprintf(runtime, sizeof(runtime), "/tmp/tcptutor-notes-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(runtime));
	setenv("XDG_RUNTIME_DIR", runtime, 1);
	base = event_base_new();
	class = notes_class_open(base, &session, on_change, &class, &error);
	ck_assert_msg(class != NULL, "%s", error.text);
	open_handshake();
}

static void
end(void)
{
	char command[128];

	if (speaker != NULL)
		bufferevent_free(speaker);
	speaker = NULL;
	notes_class_close(class);
	event_base_free(base);
	telling_fini(&telling);
	tear_down();
	snprintf(command, sizeof(command), "rm -rf %s", runtime);
	ck_assert_int_eq(system(command), 0);
}

/* As under sudo, which takes the variable away: a class must not hide from its user's notes. */
START_TEST(where_no_runtime_folder_is_named_it_is_the_usual_one)
{
	struct rendezvous own;
	struct error error;
	struct stat stat;
	char usual[40], beneath[64];

	unsetenv("XDG_RUNTIME_DIR");
	snprintf(usual, sizeof(usual), "/run/user/%lu", (unsigned long)getuid());
	if (lstat(usual, &stat) == 0 && stat.st_uid == getuid() && (stat.st_mode & 077) == 0)
		snprintf(beneath, sizeof(beneath), "%s/tcptutor/", usual);
	else
		snprintf(beneath, sizeof(beneath), "/tmp/tcptutor-%lu/", (unsigned long)getuid());
	int fd = rendezvous_open(&own, &error);
	ck_assert_msg(fd != -1, "%s", error.text);
	ck_assert_msg(strncmp(own.path, beneath, strlen(beneath)) == 0, "%s", own.path);
	rendezvous_close(&own);
	close(fd);
	setenv("XDG_RUNTIME_DIR", runtime, 1);
}
END_TEST

START_TEST(who_comes_is_told_and_follows)
{
	speaker_come();
	ck_assert(hear());
	ck_assert_uint_eq(telling.step, 1);
	ck_assert_ptr_nonnull(strstr(str_text(&telling.title), session.player.lesson->title));
	ck_assert_uint_eq(telling.steps, session.player.lesson->step_count);
	strike(' ', 1);
	notes_class_tell(class);
	ck_assert(hear());
	ck_assert_ptr_nonnull(strstr(str_text(&telling.now), "listen"));
	notes_class_tell(class);
	ck_assert_msg(!hear(), "what has not changed is not said again");
}
END_TEST

START_TEST(notes_drive_the_class_but_do_not_type)
{
	speaker_come();
	size_t at = session.player.at;
	say("{\"do\":\"next\"}\n{\"do\":\"next\"}\n");
	ck_assert_uint_eq(session.player.at, at + 2);
	say("{\"do\":\"back\"}\n");
	ck_assert_uint_eq(session.player.at, at + 1);
	say("{\"do\":\"blank\"}\n");
	ck_assert(session.blank);
	ck_assert(hear());
	ck_assert(telling.blank);
	say("{\"do\":\"next\"}\n");
	ck_assert(!session.blank);
	strike('x', 1);
	say("{\"do\":\"next\"}\n");
	ck_assert_int_eq(session_mode(&session), MODE_PROMPT);
	ck_assert_ptr_null(strchr(str_text(&session.prompt.text), ' '));
	ck_assert(hear());
	ck_assert(telling.busy);
}
END_TEST

START_TEST(a_stranger_changes_nothing)
{
	struct str heap = { 0 };

	speaker_come();
	size_t at = session.player.at;
	say("\n\n{}\n[1]\n{\"do\":\"q\"}\n{\"do\":7}\nGET / HTTP/1.1\n{\"do\":\"votes\",\"counts\":[1,2]}\n");
	say("{\"do\":\"votes\",\"counts\":{\"a\":1}}\n\xff\xfe\x1b[2J\n");
	ck_assert_uint_eq(session.player.at, at);
	ck_assert(!session.left);
	for (int i = 0; i < NOTES_LINE_MAX; i++)
		str_add(&heap, "[[");
	bufferevent_write(speaker, heap.p, heap.n);
	for (int i = 0; i < 200 && !gone; i++)
		settle();
	ck_assert_msg(gone, "who sends a line without an end is let go");
	ck_assert_ptr_nonnull(strstr(str_text(&session.message), "the class goes on"));
	str_free(&heap);
}
END_TEST

START_TEST(either_goes_on_without_the_other)
{
	speaker_come();
	ck_assert(hear());
	bufferevent_free(speaker);
	speaker = NULL;
	settle();
	ck_assert_ptr_nonnull(strstr(str_text(&session.message), "the class goes on"));
	strike(' ', 1);
	speaker_come();
	ck_assert_msg(hear(), "it may come back");
	notes_class_close(class);
	class = NULL;
	settle();
	ck_assert(gone);
	struct rendezvous left;
	struct error error;
	ck_assert_uint_eq(rendezvous_list(&left, 1, &error), 0);
	ck_assert_str_eq(error.text, "");
}
END_TEST

START_TEST(notes_are_gone_when_the_last_are)
{
	speaker_come();
	struct bufferevent *first = speaker;
	speaker_come();
	ck_assert(hear());
	strike(' ', 1);
	bufferevent_free(first);
	settle();
	ck_assert_ptr_null(strstr(str_text(&session.message), "gone"));
	bufferevent_free(speaker);
	speaker = NULL;
	settle();
	ck_assert_ptr_nonnull(strstr(str_text(&session.message), "notes are gone"));
}
END_TEST

START_TEST(a_folder_of_everybody_is_refused)
{
	struct rendezvous place;
	struct error error;
	char command[160];

	snprintf(command, sizeof(command), "chmod 755 %s/tcptutor", runtime);
	ck_assert_int_eq(system(command), 0);
	ck_assert_int_eq(rendezvous_open(&place, &error), -1);
	ck_assert_ptr_nonnull(strstr(error.text, "yours alone"));
}
END_TEST

/* ---- lines */

START_TEST(what_is_written_is_read)
{
	struct telling before = { .step = 3, .steps = 12, .offer_count = 2, .asks = true, .began = 77 };
	struct str line = { 0 };

	str_add(&before.notes, "One.\nTwo: \"é\" \x1b[2J");
	str_add(&before.offers[0], "SYN-SENT");
	str_add(&before.offers[1], "LISTEN");
	votes_put(&before.votes, (const unsigned[]){ 3, 12 }, 2);
	votes_put(&before.votes, (const unsigned[]){ 1, 14 }, 2);
	telling_write(&line, &before);
	ck_assert(telling_read(&telling, line.p, line.n - 1));
	ck_assert_uint_eq(telling.step, 3);
	ck_assert(telling.asks);
	ck_assert_int_eq(telling.began, 77);
	ck_assert_ptr_nonnull(strstr(str_text(&telling.notes), "One.\nTwo: \"é\" "));
	ck_assert_ptr_null(strchr(str_text(&telling.notes), '\x1b'));
	ck_assert_int_eq(telling.votes.rounds, 2);
	ck_assert_uint_eq(telling.votes.counts[1][1], 14);
	ck_assert_str_eq(str_text(&telling.offers[1]), "LISTEN");
	telling_fini(&before);
	telling_fini(&telling);
	str_free(&line);
}
END_TEST

/* The row that was too short for it. */
START_TEST(what_is_said_is_said_to_its_end)
{
	const char *said = "How many are for each answer? As in: 3 12 5 8 1. "
	    "An empty line takes the last vote back.";
	struct notes_view view = { .telling = &telling, .here = true, .message = said };

	for (int rows = 3; rows <= 24; rows++) {
		struct grid *grid = grid_new(rows, 80);
		struct str seen = { 0 };
		notes_draw(grid, &view);
		grid_text(&seen, grid);
		ck_assert_int_eq(strstr(str_text(&seen), "How many are for each") != NULL, rows > 3);
		ck_assert_int_eq(strstr(str_text(&seen), "takes the last\n vote back.") != NULL, rows > 4);
		str_free(&seen);
		grid_free(grid);
	}
	telling_fini(&telling);
}
END_TEST

START_TEST(votes_are_numbers)
{
	unsigned counts[OFFERS_MAX];
	size_t count;

	ck_assert(votes_typed(" 3 12,5 ", counts, &count));
	ck_assert_uint_eq(count, 3);
	ck_assert_uint_eq(counts[1], 12);
	ck_assert(votes_typed("", counts, &count));
	ck_assert_uint_eq(count, 0);
	ck_assert(!votes_typed("3 x", counts, &count));
	ck_assert(!votes_typed("-3", counts, &count));
	ck_assert(!votes_typed("10000", counts, &count));
	ck_assert(!votes_typed("99999999999999999999999", counts, &count));
	ck_assert(!votes_typed("1 2 3 4 5 6 7 8 9 1", counts, &count));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("notes");
	TCase *ends = tcase_create("ends"), *lines = tcase_create("lines");

	tcase_add_checked_fixture(ends, begin, end);
	tcase_add_test(ends, where_no_runtime_folder_is_named_it_is_the_usual_one);
	tcase_add_test(ends, who_comes_is_told_and_follows);
	tcase_add_test(ends, notes_drive_the_class_but_do_not_type);
	tcase_add_test(ends, a_stranger_changes_nothing);
	tcase_add_test(ends, either_goes_on_without_the_other);
	tcase_add_test(ends, notes_are_gone_when_the_last_are);
	tcase_add_test(ends, a_folder_of_everybody_is_refused);
	suite_add_tcase(suite, ends);
	tcase_add_test(lines, what_is_written_is_read);
	tcase_add_test(lines, what_is_said_is_said_to_its_end);
	tcase_add_test(lines, votes_are_numbers);
	suite_add_tcase(suite, lines);
	return tap_main(suite);
}
