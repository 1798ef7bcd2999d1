/*
 * Every key of the table, in every mode in which it works, struck in the whole
 * program: tmux is the terminal, and what it shows must be what a session
 * without any terminal draws after the same keys. A mode that nobody here
 * knows the way to fails, so that no key can be forgotten.
 *
 * tmux is asked again and again until both agree, with a bound.
 */
#include <stdint.h>
#include <time.h>
#include <unistd.h>

#include "desk.h"

#define COLUMNS 80
#define ROWS 24
#define PATIENCE 20	/* s */

static char scratch[] = "/tmp/tcptutor-bindings-XXXXXX";
static struct str cannot;	/* why tmux cannot run here; empty: it can */

/* ---- tmux */

/* What it prints. */
static void
mux(struct str *out, const char *arguments)
{
	struct str command = { 0 };
	char buf[4096];
	size_t n;

	str_addf(&command, "TMUX_TMPDIR=%s tmux -u -f /dev/null -L keys %s 2>&1", scratch, arguments);
	FILE *pipe = popen(str_text(&command), "r");
	ck_assert_ptr_nonnull(pipe);
	str_clear(out);
	while ((n = fread(buf, 1, sizeof(buf), pipe)) > 0)
		str_addn(out, buf, n);
	pclose(pipe);
	str_free(&command);
}

static void
mux_start(void)
{
	unsetenv("TMUX");
	ck_assert_ptr_nonnull(mkdtemp(scratch));
	if (system("command -v tmux >/dev/null 2>&1") != 0) {
		str_add(&cannot, "tmux is missing");
		return;
	}
	mux(&cannot, "new-session -d -x 80 -y 24 'exec cat' \\; set -g remain-on-exit on \\; "
	    "set -g status off");
}

static void
mux_stop(void)
{
	struct str said = { 0 };
	char command[128];

	mux(&said, "kill-server");
	str_free(&said);
	/* The program may still be writing. */
	snprintf(command, sizeof(command), "rm -rf %s 2>/dev/null", scratch);
	for (int tries = 0; tries < 100 && system(command) != 0; tries++)
		;
}

/* As tmux calls them; NULL: it is a character. */
static const char *
mux_name(uint32_t stroke)
{
	static const struct {
		uint32_t	 stroke;
		const char	*name;
	} names[] = {
		{ STROKE_ESCAPE, "Escape" }, { STROKE_ENTER, "Enter" }, { STROKE_TAB, "Tab" },
		{ STROKE_BACKSPACE, "BSpace" }, { STROKE_UP, "Up" }, { STROKE_DOWN, "Down" },
		{ STROKE_LEFT, "Left" }, { STROKE_RIGHT, "Right" }, { STROKE_PAGE_UP, "PPage" },
		{ STROKE_PAGE_DOWN, "NPage" }, { STROKE_HOME, "Home" }, { STROKE_END, "End" },
		{ STROKE_CLEAR, "C-u" },
		/* The wheel, in the middle of the screen. */
		{ STROKE_WHEEL_UP, "-H 1b 5b 4d 60 30 30" },
		{ STROKE_WHEEL_DOWN, "-H 1b 5b 4d 61 30 30" },
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (names[i].stroke == stroke)
			return names[i].name;
	}
	return NULL;
}

static void
mux_strike(uint32_t stroke)
{
	const char *name = mux_name(stroke);
	char arguments[64];
	struct str said = { 0 };

	if (name == NULL)
		snprintf(arguments, sizeof(arguments), "send-keys -H %02x", (unsigned)stroke);
	else
		snprintf(arguments, sizeof(arguments), "send-keys %s", name);
	mux(&said, arguments);
	str_free(&said);
}

/* ---- both, side by side */

static void
expected_screen(struct str *out)
{
	struct grid *grid = grid_new(ROWS, COLUMNS);

	session_draw(&session, grid);
	grid_text(out, grid);
	grid_free(grid);
}

/* Does tmux show what the session draws, or will it in good time? */
static void
compare(const char *after)
{
	struct str expected = { 0 }, seen = { 0 };
	time_t until = time(NULL) + PATIENCE;

	expected_screen(&expected);
	do {
		mux(&seen, "capture-pane -p");
	} while (strcmp(str_text(&seen), str_text(&expected)) != 0 && time(NULL) < until);
	ck_assert_msg(strcmp(str_text(&seen), str_text(&expected)) == 0,
	    "after %s: expected\n%s\nand seen\n%s", after, str_text(&expected), str_text(&seen));
	str_free(&expected);
	str_free(&seen);
}

static void
strike_both(uint32_t stroke)
{
	session_stroke(&session, stroke);
	mux_strike(stroke);
	/* So that an Escape is one, and does not begin what comes next. */
	if (stroke == STROKE_ESCAPE)
		compare("Escape");
}

/* A fresh session, and a fresh program on a fresh terminal; before a class, if that is needed. */
static void
begin(enum mode mode)
{
	struct str arguments = { 0 }, said = { 0 };
	char state[128];
	struct error error;

	snprintf(folder, sizeof(folder), "%s/tests/app/keys", getenv("top_srcdir"));
	options = (struct options){ .on = "model", .lessons = folder,
	    .in_class = mode == MODE_VOTE || mode == MODE_REVEAL };
	session_init(&session, &options, engine_kind_find("model", false));
	snprintf(state, sizeof(state), "%s/state-XXXXXX", scratch);
	ck_assert_ptr_nonnull(mkdtemp(state));
	setenv("XDG_STATE_HOME", state, 1);
	session_keep(&session);
	ck_assert(session_menu(&session, &error));
	snprintf(state, sizeof(state), "%s/state-XXXXXX", scratch);
	ck_assert_ptr_nonnull(mkdtemp(state));
	str_addf(&arguments, "respawn-pane -k 'cd %s; env LC_ALL=C.UTF-8 TERM=screen "
	    "XDG_STATE_HOME=%s XDG_RUNTIME_DIR=%s %s/tcptutor %s --no-motion --lessons %s; "
	    "echo left with $?; exec cat'", state, state, state, getenv("top_builddir"),
	    options.in_class ? "--class" : "", folder);
	mux(&said, str_text(&arguments));
	str_free(&arguments);
	str_free(&said);
	compare("the start");
}

/* ---- ways into the modes */

static const struct way {
	enum mode	mode;
	uint32_t	strokes[16];
} ways[] = {
	{ MODE_MENU, { 0 } },
	{ MODE_LESSON, { STROKE_ENTER, ' ', ' ', ' ' } },
	{ MODE_SANDBOX, { STROKE_ENTER, ' ', ' ', 'f' } },
	{ MODE_SHEET, { STROKE_ENTER, ' ', ' ', 's' } },
	{ MODE_PROMPT, { STROKE_ENTER, ' ', ' ', ':', 'A', ' ' } },
	{ MODE_BLANK, { STROKE_ENTER, ' ', 'b' } },
	{ MODE_FORGET, { STROKE_DOWN, STROKE_ENTER, ' ', ' ', ' ', 'm', 'x' } },
	{ MODE_ASK, { STROKE_DOWN, STROKE_ENTER, ' ', ' ', ' ' } },
	{ MODE_WORDS, { STROKE_ENTER, ' ', ' ', 'l' } },
	{ MODE_VOTE, { STROKE_DOWN, STROKE_ENTER, ' ', ' ', ' ' } },
	{ MODE_CHALLENGE, { STROKE_DOWN, STROKE_DOWN, STROKE_ENTER, ' ' } },
	{ MODE_REVEAL, { STROKE_DOWN, STROKE_ENTER, ' ', ' ', ' ' } },
	{ MODE_MENU_HELP, { 'h' } },
	{ MODE_FORM, { STROKE_ENTER, ' ', ' ', 'f', STROKE_RIGHT, STROKE_ENTER } },
};

static bool
go_to(enum mode mode)
{
	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		for (const uint32_t *p = ways[i].strokes; ways[i].mode == mode && *p != 0; p++)
			strike_both(*p);
	}
	return session_mode(&session) & mode;
}

static void
leaves_or_shows(const char *after)
{
	struct str seen = { 0 };
	time_t until = time(NULL) + PATIENCE;

	if (!session.left) {
		compare(after);
		return;
	}
	do {
		mux(&seen, "capture-pane -p");
	} while (strstr(str_text(&seen), "left with ") == NULL && time(NULL) < until);
	ck_assert_msg(strstr(str_text(&seen), "left with 0") != NULL, "after %s:\n%s", after,
	    str_text(&seen));
	str_free(&seen);
}

/* Every stroke of a binding in the first of its modes, its first one in all others. */
static void
press(const struct binding *binding)
{
	unsigned modes = binding->modes;

	for (unsigned mode = 1; modes != 0; modes &= ~mode, mode <<= 1) {
		if (!(modes & mode))
			continue;
		for (int i = 0; i < BINDING_STROKES && binding->strokes[i] != 0; i++) {
			char after[160], name[STROKE_NAME];

			if (i > 0 && modes != binding->modes)
				break;
			snprintf(after, sizeof(after), "%s in mode 0x%02x (%s)",
			    stroke_name(name, binding->strokes[i]), mode, binding->help);
			begin((enum mode)mode);
			ck_assert_msg(go_to((enum mode)mode), "no way is known: %s", after);
			compare(after);
			strike_both(binding->strokes[i]);
			leaves_or_shows(after);
			tear_down();
		}
	}
}

START_TEST(a_key_of_the_table_does_what_the_session_does)
{
	if (cannot.n > 0)
		tap_skip("%s", str_text(&cannot));
	press(&bindings[_i]);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("bindings");
	TCase *keys = tcase_create("keys");

	tcase_set_timeout(keys, 600);
	tcase_add_unchecked_fixture(keys, mux_start, mux_stop);
	tcase_add_loop_test(keys, a_key_of_the_table_does_what_the_session_does, 0,
	    (int)binding_count);
	suite_add_tcase(suite, keys);
	return tap_main(suite);
}
