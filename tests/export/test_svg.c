/*
 * The figures: well-formed whatever the title is, with all that happened in
 * them. How they look is for eyes.
 */
#include <ctype.h>
#include <math.h>
#include <stdlib.h>

#include "export/played.h"
#include "export/svg.h"

static struct played played;
static char *text;
static size_t text_count;
static FILE *out;

static void
setup(void)
{
	played_init(&played, STORY);
	out = open_memstream(&text, &text_count);
	ck_assert_ptr_nonnull(out);
}

static void
teardown(void)
{
	free(text);
	played_fini(&played);
}

static const struct svg_paper *
paper(void)
{
	return svg_paper_find("light");
}

#define DEEPEST 16

/* Every element that is opened is closed in its turn, and no & or < stands alone. */
static void
assert_well_formed(void)
{
	const char *open[DEEPEST];
	size_t length[DEEPEST];
	int depth = 0;

	fclose(out);
	for (const char *p = text; *p != '\0'; p++) {
		if (*p == '&')
			ck_assert_msg(strchr(p, ';') != NULL && strchr(p, ';') < p + 7, "%.20s", p);
		ck_assert_msg((unsigned char)*p >= ' ' || *p == '\n' || *p == '\t', "%d", *p);
		if (*p != '<' || p[1] == '?')
			continue;
		size_t n = strcspn(p + 1, " >/\n");
		const char *end = strchr(p, '>');
		ck_assert_ptr_nonnull(end);
		if (p[1] == '/') {
			ck_assert_int_gt(depth--, 0);
			ck_assert_msg(strncmp(open[depth], p + 2, length[depth]) == 0, "%.20s", p);
		} else if (end[-1] != '/') {
			ck_assert_msg(isalpha((unsigned char)p[1]), "%.20s", p);
			ck_assert_int_lt(depth, DEEPEST);
			open[depth] = p + 1;
			length[depth++] = n;
		}
	}
	ck_assert_int_eq(depth, 0);
}

static size_t
count_of(const char *words)
{
	size_t count = 0;

	for (const char *p = text; (p = strstr(p, words)) != NULL; p++)
		count++;
	return count;
}

START_TEST(a_ladder_has_every_segment)
{
	svg_ladder(out, paper(), played.trace, played.lesson->title);
	assert_well_formed();
	ck_assert_uint_eq(count_of("<g><title>"), played.trace->flight_count);
	ck_assert_uint_ge(count_of("S 100:100(0) win 65535"), 2);
	ck_assert_uint_eq(count_of("(lost)"), 1);
	ck_assert_uint_eq(count_of("(forged)"), 1);
	ck_assert_uint_eq(count_of("(copy)"), 1);
	ck_assert_uint_eq(count_of("1 s later"), 1);
	ck_assert_uint_eq(count_of(">connect()<"), 1);
}
END_TEST

/* There is room beside a life line, but not for as much as one likes. */
START_TEST(long_words_take_several_lines)
{
	struct played long_words;

	played_init(&long_words, "# Too late\n\n```scene\nB listen\nA connect\ndeliver all\n"
	    "A shutdown\nA send 5\n```\n");
	svg_ladder(out, paper(), long_words.trace, "Too late");
	assert_well_formed();
	ck_assert_uint_eq(count_of(">send(5): error: connection<"), 1);
	ck_assert_uint_eq(count_of(">closing<"), 1);
	ck_assert_uint_eq(count_of(">shutdown(SHUT_WR)<"), 1);
	played_fini(&long_words);
}
END_TEST

START_TEST(a_title_is_text_and_nothing_else)
{
	svg_ladder(out, paper(), played.trace, "</svg><script>alert(1)</script> & \x1b[2J\"");
	assert_well_formed();
	ck_assert_uint_eq(count_of("<script"), 0);
	ck_assert_uint_eq(count_of("</svg>"), 1);
}
END_TEST

START_TEST(a_diagram_counts_the_steps_taken)
{
	svg_diagram(out, paper(), played.trace, played.trace->count, played.lesson->title);
	assert_well_formed();
	ck_assert_uint_eq(count_of(">B: passive OPEN / create TCB<"), 1);
	ck_assert_uint_eq(count_of(">A: rcv SYN,ACK / snd ACK<"), 1);
	ck_assert_uint_eq(count_of(">TIME-WAIT<"), 1);
	ck_assert_uint_eq(count_of(">CLOSED<"), 1);
}
END_TEST

/* LAST-ACK's way home shares a piece with TIME-WAIT's: the thin one lies below. */
START_TEST(a_way_not_taken_covers_none_that_was)
{
	svg_diagram(out, paper(), played.trace, played.trace->count, played.lesson->title);
	fclose(out);
	const char *heavy = strstr(text, "marker-end=\"url(#to-ink)\"");
	ck_assert_ptr_nonnull(strstr(text, "marker-end=\"url(#to-dim)\""));
	ck_assert_ptr_nonnull(heavy);
	ck_assert_ptr_null(strstr(heavy, "marker-end=\"url(#to-dim)\""));
}
END_TEST

#define BADGES_MAX 128

/* Draws the story's diagram, in which no step's number hides another. */
static void
assert_numbers_apart(const char *story, size_t least)
{
	struct { double x, y; } badges[BADGES_MAX];
	struct played many;
	size_t count = 0;

	played_init(&many, story);
	svg_diagram(out, paper(), many.trace, many.trace->count, many.lesson->title);
	fclose(out);
	for (const char *p = text; (p = strchr(p, '<')) != NULL; p++) {
		double x, y;
		if (sscanf(p, "<rect x=\"%lf\" y=\"%lf\" width=\"18\"", &x, &y) == 2) {
			x += 9;
			y += 9;
		} else if (strstr(p, "r=\"9\"") == NULL || strstr(p, "r=\"9\"") > strchr(p, '>') ||
		    sscanf(p, "<circle cx=\"%lf\" cy=\"%lf\"", &x, &y) != 2) {
			continue;
		}
		ck_assert_uint_lt(count, BADGES_MAX);
		badges[count].x = x;
		badges[count++].y = y;
	}
	ck_assert_uint_ge(count, 2 * least);
	for (size_t i = 0; i < count; i++) {
		for (size_t k = 0; k < i; k++)
			ck_assert_msg(fabs(badges[i].x - badges[k].x) >= 18 ||
			    fabs(badges[i].y - badges[k].y) >= 18, "%.1f %.1f and %.1f %.1f",
			    badges[i].x, badges[i].y, badges[k].x, badges[k].y);
	}
	played_fini(&many);
}

/* Three connections walk the same edges: no number of theirs hides another. */
START_TEST(no_number_of_a_diagram_hides_another)
{
	static const char again[] = "A abort\ndrop\nB abort\ndrop\nB listen\nA connect\ndeliver all\n";
	struct str story = { 0 };

	str_add(&story, "# Again\n\n```scene\nB listen\nA connect\ndeliver all\n");
	str_addf(&story, "%s%s```\n", again, again);
	assert_numbers_apart(str_text(&story), 15);
	str_free(&story);
}
END_TEST

/* LAST-ACK and TIME-WAIT go back to CLOSED up the same margin, as often as there is a close. */
START_TEST(no_number_of_a_margin_hides_another)
{
	static const char one[] = "B listen\nA connect\ndeliver all\nA shutdown\ndeliver all\n"
	    "B shutdown\ndeliver all\nwait 2msl\n";
	struct str story = { 0 };

	str_addf(&story, "# Again\n\n```scene\n%s%s%s```\n", one, one, one);
	assert_numbers_apart(str_text(&story), 36);
	str_free(&story);
}
END_TEST

START_TEST(an_empty_run_is_a_figure_too)
{
	struct trace empty;

	trace_init(&empty, "model", NULL);
	svg_diagram(out, paper(), &empty, 0, "Nothing yet");
	svg_ladder(out, paper(), &empty, "Nothing yet");
	fclose(out);
	ck_assert_uint_eq(count_of("</svg>"), 2);
	trace_fini(&empty);
}
END_TEST

START_TEST(a_screen_keeps_its_characters_and_styles)
{
	struct grid *grid = grid_new(3, 20);
	struct area area = grid_area(grid);

	area_put(&area, 0, 0, STYLE_BAR, "a bar");
	area_put(&area, 1, 2, STYLE_LOST, "<lost> & 三次握手");
	svg_screen(out, paper(), grid, "A screen");
	assert_well_formed();
	ck_assert_uint_eq(count_of("&lt;lost&gt; &amp; 三次"), 1);
	ck_assert_uint_ge(count_of("<rect"), 2);
	grid_free(grid);
}
END_TEST

START_TEST(there_are_three_papers)
{
	fclose(out);
	ck_assert_ptr_nonnull(svg_paper_find("light"));
	ck_assert_ptr_nonnull(svg_paper_find("dark"));
	ck_assert_ptr_nonnull(svg_paper_find("contrast"));
	ck_assert_ptr_null(svg_paper_find("purple"));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("svg");
	TCase *tc = tcase_create("svg");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, a_ladder_has_every_segment);
	tcase_add_test(tc, long_words_take_several_lines);
	tcase_add_test(tc, a_title_is_text_and_nothing_else);
	tcase_add_test(tc, a_diagram_counts_the_steps_taken);
	tcase_add_test(tc, a_way_not_taken_covers_none_that_was);
	tcase_add_test(tc, no_number_of_a_diagram_hides_another);
	tcase_add_test(tc, no_number_of_a_margin_hides_another);
	tcase_add_test(tc, an_empty_run_is_a_figure_too);
	tcase_add_test(tc, a_screen_keeps_its_characters_and_styles);
	tcase_add_test(tc, there_are_three_papers);
	suite_add_tcase(suite, tc);
	return tap_main(suite);
}
