/* A Markdown file becomes a lesson, or is refused with reasons that have a place. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lesson/lesson.h"
#include "tap.h"

static struct errors errors;
static struct lesson *lesson;

static void
setup(void)
{
	errors_init(&errors, "02-handshake.md");
	lesson = NULL;
}

static void
teardown(void)
{
	lesson_free(lesson);
	errors_fini(&errors);
}

static void
parse_n(const char *text, size_t n)
{
	teardown();
	errors_init(&errors, "02-handshake.md");
	lesson = lesson_parse("lessons/en/02-handshake.md", text, n, &errors);
}

static void
parse(const char *text)
{
	parse_n(text, strlen(text));
}

/* The problem with that index has this place and these words. */
static void
problem(size_t at, int line, int col, const char *words)
{
	ck_assert_msg(at < errors.list.n, "only %zu problems", errors.list.n);
	const struct error *error = &errors.list.v[at];
	ck_assert_msg(error->line == line && error->col == col && strstr(error->text, words) != NULL,
	    "%d:%d: %s", error->line, error->col, error->text);
}

static void
sound(void)
{
	if (errors.list.n > 0)
		ck_abort_msg("%d:%d: %s", errors.list.v[0].line, errors.list.v[0].col,
		    errors.list.v[0].text);
	ck_assert_ptr_nonnull(lesson);
}

START_TEST(a_lesson_has_a_name_a_title_and_minutes)
{
	parse("# The *three* segments\n\n<!-- minutes: 8 -->\n\nHello.\n");
	sound();
	ck_assert_str_eq(lesson->file, "lessons/en/02-handshake.md");
	ck_assert_str_eq(lesson->id, "handshake");
	ck_assert_int_eq(lesson->number, 2);
	ck_assert_str_eq(lesson->title, "The three segments");
	ck_assert_int_eq(lesson->minutes, 8);
	ck_assert_uint_eq(lesson->step_count, 1);
}
END_TEST

START_TEST(names_of_files)
{
	static const struct {
		const char	*file;
		const char	*id;
		int		 number;
	} rows[] = {
		{ "08-close.md", "close", 8 },
		{ "/tmp/my-own.MD", "my-own", 0 },
		{ "-", "-", 0 },
		{ "17-.md", "17-", 0 },
		{ "2026-10-04.md", "2026-10-04", 0 },
		{ ".md", ".md", 0 },
		{ "a/1-\033[2Jx.md", "\u241b[2Jx", 1 }
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		static const char text[] = "# T\n\ntext\n";
		struct lesson *got = lesson_parse(rows[i].file, text, strlen(text), &errors);
		ck_assert_str_eq(got->id, rows[i].id);
		ck_assert_int_eq(got->number, rows[i].number);
		lesson_free(got);
	}
}
END_TEST

START_TEST(steps_begin_with_headings_and_with_prose_after_a_scene)
{
	parse("# T\n\naim\n\n## One\n\ntext\n\n```scene\nA listen\n```\n```scene\nB connect\n```\n\n"
	    "more\n\n- and\n\n``` SCENE\ndeliver\n```\n\n## Two\n\n~~~scene\ndrop\n~~~\n");
	sound();
	ck_assert_uint_eq(lesson->step_count, 4);
	const struct step *step = lesson->steps;
	ck_assert_ptr_null(step[0].title);
	ck_assert_uint_eq(step[0].scene.count, 0);
	ck_assert_str_eq(step[1].title, "One");
	ck_assert_int_eq(step[1].line, 5);
	ck_assert_uint_eq(step[1].block_count, 1);
	ck_assert_uint_eq(step[1].scene.count, 2);
	ck_assert_int_eq(step[1].scene.statements[1].line, 13);
	ck_assert_ptr_null(step[2].title);
	ck_assert_int_eq(step[2].line, 16);
	ck_assert_uint_eq(step[2].block_count, 2);
	ck_assert_uint_eq(step[2].scene.count, 1);
	ck_assert_str_eq(step[3].title, "Two");
	ck_assert_uint_eq(step[3].block_count, 0);
	ck_assert_uint_eq(step[3].scene.count, 1);
}
END_TEST

START_TEST(prose_keeps_its_emphasis)
{
	parse("# T\n\nOne *two **three*** `four` [five](http://x.y)\nsix.\n");
	sound();
	const struct block *block = &lesson->steps[0].blocks[0];
	static const struct span want[] = {
		{ SPAN_TEXT, (char *)"One " },
		{ SPAN_EMPHASIS, (char *)"two " },
		{ SPAN_STRONG, (char *)"three" },
		{ SPAN_TEXT, (char *)" " },
		{ SPAN_CODE, (char *)"four" },
		{ SPAN_TEXT, (char *)" five six." }
	};
	ck_assert_uint_eq(block->span_count, 6);
	for (size_t i = 0; i < 6; i++) {
		ck_assert_int_eq(block->spans[i].kind, want[i].kind);
		ck_assert_str_eq(block->spans[i].text, want[i].text);
	}
}
END_TEST

START_TEST(lines_of_chinese_are_joined_without_a_space)
{
	parse("# T\n\n**目标。**\n先看\n`connect()`\n再看 *关闭*\n的过程。\n**A** 关闭。**好。** 走\n<b>\n\n新的\n一段\n");
	sound();
	struct str seen = { 0 };
	step_text(&seen, &lesson->steps[0]);
	ck_assert_str_eq(str_text(&seen), "目标。先看 connect() 再看 关闭的过程。A 关闭。好。走\n\n新的一段\n");
	str_free(&seen);
}
END_TEST

START_TEST(blocks_of_every_kind)
{
	parse("# T\n\npara\n\n- one\n- two\n  1. deep\n\n     more of it\n  2. deeper\n\n"
	    "### small\n\n> quoted\n> on\n\n```console\n$ ss -tan\n```\n\n"
	    "<b>not</b> shown<br>\n\n<div>\nnot this\n</div>\n");
	sound();
	struct str text = { 0 };
	step_text(&text, &lesson->steps[0]);
	ck_assert_str_eq(str_text(&text),
	    "para\n"
	    "\n"
	    "- one\n"
	    "- two\n"
	    "  1. deep\n"
	    "\n"
	    "    more of it\n"
	    "\n"
	    "  2. deeper\n"
	    "\n"
	    "small\n"
	    "\n"
	    "> quoted on\n"
	    "\n"
	    "    $ ss -tan\n"
	    "\n"
	    "not shown\n");
	str_free(&text);
	const struct block *blocks = lesson->steps[0].blocks;
	ck_assert_int_eq(blocks[0].kind, BLOCK_PARAGRAPH);
	ck_assert_int_eq(blocks[1].kind, BLOCK_ITEM);
	ck_assert_int_eq(blocks[1].level, 1);
	ck_assert_int_eq(blocks[1].number, 0);
	ck_assert_int_eq(blocks[3].level, 2);
	ck_assert_int_eq(blocks[3].number, 1);
	ck_assert_int_eq(blocks[4].kind, BLOCK_PARAGRAPH);
	ck_assert_int_eq(blocks[4].level, 2);
	ck_assert_int_eq(blocks[6].kind, BLOCK_HEADING);
	ck_assert_int_eq(blocks[6].level, 3);
	ck_assert_int_eq(blocks[7].kind, BLOCK_QUOTE);
	ck_assert_int_eq(blocks[8].kind, BLOCK_CODE);
}
END_TEST

START_TEST(what_is_missing_is_said)
{
	parse("");
	ck_assert_ptr_null(lesson);
	problem(0, 1, 1, "a lesson has a title");
	problem(1, 1, 1, "a lesson has steps");

	parse("only prose\n");
	ck_assert_ptr_null(lesson);
	problem(0, 1, 1, "a lesson has a title");

	parse("# Only a title\n");
	ck_assert_ptr_null(lesson);
	problem(0, 1, 1, "a lesson has steps");

	parse("# T\n\n## Empty\n\n## Not\n\ntext\n\n## Empty too\n\n#\n");
	ck_assert_uint_eq(errors.list.n, 3);
	problem(0, 3, 1, "neither text nor a scene");
	problem(1, 9, 1, "neither text nor a scene");
	problem(2, 11, 1, "a second title (the first is in line 1)");
}
END_TEST

START_TEST(problems_of_scenes_have_their_lines)
{
	parse("# T\n\ntext\n\n```scene\nA listen\nB conect\n```\n\nmore\n\n  ```scene\n  wait 5\n  ```\n"
	    "\n\n```scene\ndeliver\n");
	ck_assert_uint_eq(errors.list.n, 3);
	problem(0, 7, 3, "did you mean 'connect'?");
	problem(1, 13, 8, "'5' is no duration");
	problem(2, 17, 1, "this block 'scene' is not closed");
	ck_assert_ptr_nonnull(lesson);
}
END_TEST

START_TEST(kinds_of_blocks)
{
	parse("# T\n\n```scen\nA listen\n```\n\n```scene quick\n```\n\n```ask B\nstate B\n```\n\n"
	    "- list\n\n  ```scene\n  A listen\n  ```\n\n> ```scene\n> A listen\n> ```\n");
	ck_assert_uint_eq(errors.list.n, 5);
	problem(0, 3, 1, "did you mean 'scene'?");
	problem(1, 7, 1, "nothing may follow the name of a block");
	problem(2, 10, 1, "nothing may follow the name of a block");
	problem(3, 16, 3, "may not stand inside a list");
	problem(4, 20, 3, "may not stand inside a list");
}
END_TEST

START_TEST(notes_are_the_steps_in_which_they_stand)
{
	parse("# T\n\n<!-- notes: Wait\nhere. -->\n\nHello.\n\n<!-- notes:\n  One.\n\n  Two: \x1b[2J\n-->\n\n"
	    "## Next\n\ntext\n\n## Last\n\nmore\n\n<!--notes:   -->\n");
	ck_assert_uint_eq(lesson->step_count, 3);
	ck_assert_ptr_nonnull(strstr(lesson->steps[0].notes, "Wait here.\nOne.\nTwo: "));
	ck_assert_ptr_null(strchr(lesson->steps[0].notes, '\x1b'));
	ck_assert_ptr_null(lesson->steps[1].notes);
	ck_assert_ptr_null(lesson->steps[2].notes);
	struct str seen = { 0 };
	step_text(&seen, &lesson->steps[0]);
	ck_assert_str_eq(str_text(&seen), "Hello.\n");
	str_free(&seen);
}
END_TEST

START_TEST(notes_are_closed)
{
	parse("# T\n\ntext\n\n<!-- notes: on and on\n");
	problem(0, 5, 1, "not closed");
}
END_TEST

START_TEST(minutes_are_a_number)
{
	parse("# T\n\n<!-- minutes: eight -->\n\ntext\n");
	problem(0, 3, 1, "the minutes are written");
	parse("# T\n\n<!-- minutes: 8 -->\n\n<!-- minutes: 9 -->\n\ntext\n");
	problem(0, 5, 1, "said twice");
	parse("# T\n\n<!-- minutes: 99999999999999999999 -->\n\n<!-- a comment -->\n\ntext\n");
	ck_assert_uint_eq(errors.list.n, 1);
}
END_TEST

START_TEST(a_challenge_names_the_engines_that_can)
{
#define GOAL "\n\ntext\n\n```goal\nA LISTEN\n```\n"
	parse("# T\n\ntext\n");
	ck_assert_uint_eq(lesson->engines, ON_ALL);
	parse("# T\n\n<!-- engines: model, kernel: there nobody\n  forges -->" GOAL);
	ck_assert_uint_eq(errors.list.n, 0);
	ck_assert_uint_eq(lesson->engines, ON_MODEL | ON_KERNEL);
	ck_assert_str_eq(lesson->engines_why, "there nobody   forges");
	parse("# T\n\n<!-- engines: modell: no -->" GOAL);
	problem(0, 3, 1, "the engines are written");
	parse("# T\n\n<!-- engines: model -->" GOAL);
	problem(0, 3, 1, "the engines are written");
	parse("# T\n\n<!-- engines: model: a -->\n\n<!-- engines: model: b -->" GOAL);
	problem(0, 5, 1, "said twice");
	parse("# T\n\n<!-- engines: model: why -->\n\ntext\n");
	problem(0, 3, 1, "named by a challenge");
#undef GOAL
}
END_TEST

START_TEST(other_octets_than_utf8)
{
	parse("# T\n\nh\xc3\xa9 \xff\n");
	ck_assert_ptr_null(lesson);
	ck_assert_uint_eq(errors.list.n, 1);
	problem(0, 3, 4, "octet 0xFF here is not UTF-8");

	parse_n("\xff\xfe#\0 \0T\0", 8);
	ck_assert_ptr_null(lesson);
	problem(0, 1, 1, "this file is UTF-16");

	parse_n("# T\n\n\0\n", 8);
	ck_assert_ptr_null(lesson);
	problem(0, 3, 1, "octet 0x00 here is not UTF-8");

	parse("\xef\xbb\xbf# T\n\ntext\n");
	sound();
}
END_TEST

START_TEST(control_characters)
{
	parse("# T\n\nred \033[31m\n\n```scene\nA listen # \a\n```\n\nb\u202eidi and \u2028 and \xc2\x9b\n");
	ck_assert_ptr_nonnull(lesson);
	ck_assert_uint_eq(errors.list.n, 5);
	problem(0, 3, 5, "an escape character (U+001B)");
	problem(1, 6, 12, "a control character (U+0007)");
	problem(2, 9, 2, "a character that reorders the text around it (U+202E)");
	problem(3, 9, 11, "(U+2028)");
	problem(4, 9, 17, "a control character (U+009B)");

	parse("# T\n\nsome &#27;[31m\n\nmore &#x202e; of it\n");
	ck_assert_uint_eq(errors.list.n, 2);
	problem(0, 3, 1, "here a character reference stands for a control character");
	problem(1, 5, 1, "here a character reference");
	struct str text = { 0 };
	step_text(&text, &lesson->steps[0]);
	ck_assert_str_eq(str_text(&text), "some \u241b[31m\n\nmore <U+202E> of it\n");
	str_free(&text);
}
END_TEST

START_TEST(line_ends_of_other_systems)
{
	parse("# T\r\n\r\ntext\r\n\r\n```scene\r\nA listen\r\nB conect\r\n```\r\n");
	ck_assert_uint_eq(errors.list.n, 1);
	problem(0, 7, 3, "did you mean 'connect'?");
	ck_assert_str_eq(lesson->steps[0].scene.statements[0].source, "A listen");

	parse("# T\r\rtext\r");
	ck_assert_uint_eq(errors.list.n, 3);
	problem(0, 1, 4, "a carriage return without a newline");
}
END_TEST

START_TEST(too_large)
{
	struct str text = { 0 };

	str_add(&text, "# T\n\n");
	while (text.n <= LESSON_MAX)
		str_add(&text, "nonsense\n\n");
	parse_n(text.p, text.n);
	ck_assert_ptr_null(lesson);
	ck_assert_uint_eq(errors.list.n, 1);
	problem(0, 1, 1, "larger than 1024 KiB");

	str_clear(&text);
	str_add(&text, "# T\n\n\n");
	while (text.n < 64 * 1024)
		str_add(&text, "![[]()");
	parse_n(text.p, text.n);
	ck_assert_ptr_null(lesson);
	ck_assert_uint_eq(errors.list.n, 1);
	problem(0, 4, 1, "without an empty line");
	str_free(&text);
}
END_TEST

START_TEST(nothing_but_control_characters)
{
	struct str text = { 0 };

	str_add(&text, "# T\n\n");
	while (text.n < LESSON_MAX - 40000) {
		for (int i = 0; i < 30000; i++)
			str_addc(&text, '\a');
		str_add(&text, "\n\n");
	}
	parse_n(text.p, text.n);
	ck_assert_uint_eq(errors.list.n, ERRORS_MAX);
	ck_assert_uint_gt(errors.dropped, 900000);
	problem(99, 3, 100, "a control character");
	str_free(&text);
}
END_TEST

START_TEST(too_deep)
{
	struct str text = { 0 };

	str_add(&text, "# T\n\n");
	for (int i = 0; i < 10000; i++)
		str_add(&text, "> ");
	str_add(&text, "deep\n\n");
	for (int i = 0; i < 10000; i++)
		str_add(&text, "- ");
	str_add(&text, "deep\n\n");
	for (int i = 0; i < 4000; i++)
		str_add(&text, "*a **b ");
	parse_n(text.p, text.n);
	sound();
	ck_assert_int_le(lesson->steps[0].blocks[0].level, 8);
	str_clear(&text);
	step_text(&text, &lesson->steps[0]);
	ck_assert_uint_lt(text.n, 100000);
	str_free(&text);
}
END_TEST

START_TEST(too_many_statements)
{
	struct str text = { 0 };

	str_add(&text, "# T\n\n");
	for (int i = 0; i < 3; i++) {
		str_add(&text, "text\n\n```scene\n");
		for (int k = 0; k < 400; k++)
			str_add(&text, "deliver\n");
		str_add(&text, "```\n\n");
	}
	parse_n(text.p, text.n);
	ck_assert_uint_eq(errors.list.n, 1);
	problem(0, 816, 1, "more than 1000 statements");
	str_free(&text);
}
END_TEST

START_TEST(files_that_cannot_be_read)
{
	ck_assert_ptr_null(lesson_load("/nonexistent/lesson.md", &errors));
	problem(0, 1, 1, "cannot be read: No such file");
	ck_assert_ptr_null(lesson_load("/", &errors));
	problem(1, 1, 1, "cannot be read: Is a directory");
	ck_assert_ptr_null(lesson_load("/dev/zero", &errors));
	problem(2, 1, 1, "larger than");
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("lesson");
	TCase *tc = tcase_create("lesson");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, a_lesson_has_a_name_a_title_and_minutes);
	tcase_add_test(tc, names_of_files);
	tcase_add_test(tc, steps_begin_with_headings_and_with_prose_after_a_scene);
	tcase_add_test(tc, prose_keeps_its_emphasis);
	tcase_add_test(tc, lines_of_chinese_are_joined_without_a_space);
	tcase_add_test(tc, blocks_of_every_kind);
	tcase_add_test(tc, what_is_missing_is_said);
	tcase_add_test(tc, problems_of_scenes_have_their_lines);
	tcase_add_test(tc, kinds_of_blocks);
	tcase_add_test(tc, minutes_are_a_number);
	tcase_add_test(tc, a_challenge_names_the_engines_that_can);
	tcase_add_test(tc, notes_are_the_steps_in_which_they_stand);
	tcase_add_test(tc, notes_are_closed);
	tcase_add_test(tc, other_octets_than_utf8);
	tcase_add_test(tc, control_characters);
	tcase_add_test(tc, line_ends_of_other_systems);
	tcase_add_test(tc, too_large);
	tcase_add_test(tc, nothing_but_control_characters);
	tcase_add_test(tc, too_deep);
	tcase_add_test(tc, too_many_statements);
	tcase_add_test(tc, files_that_cannot_be_read);
	suite_add_tcase(suite, tc);
	return tap_main(suite);
}
