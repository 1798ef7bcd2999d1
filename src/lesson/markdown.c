/*
 * Markdown as cmark reads it, turned into headings, blocks of spans, and
 * scenes. The tree is walked by cmark's iterator, never by recursion: a
 * stranger's file may nest as deep as it is long.
 */
#include "markdown.h"

#include <assert.h>
#include <cmark.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "suggest.h"

#define LEVEL_MAX 8		/* deeper ones are shown as this deep */
#define MINUTES_MAX 600

/* A list being walked: the number of its next item, 0 for bullets. */
struct list {
	bool	ordered;
	int	next;
};

struct walk {
	struct build	*build;
	cmark_node	*node;		/* where the walk is */
	VEC(struct list) lists;
	int		 quotes;	/* block quotes around here */
	bool		 item;		/* an item has begun whose first paragraph is to come */
	int		 number;	/* of that item */
	int		 emphasis, strong;
	VEC(struct span) spans;		/* of the paragraph or heading being walked */
	struct str	 text;		/* of the newest span, not cleaned yet */
	enum span_kind	 kind;		/* of that */
	bool		 soft;		/* a line of the source has just ended */
	enum span_kind	 soft_kind;	/* of the space that it may be */
};

static void
complain(struct walk *walk, const char *what)
{
	errors_add(walk->build->errors, cmark_node_get_start_line(walk->node),
	    cmark_node_get_start_column(walk->node), "%s", what);
}

static int
level_of(size_t depth)
{
	return depth < LEVEL_MAX ? (int)depth : LEVEL_MAX;
}

/* The text collected so far becomes a span. */
static void
span_close(struct walk *walk)
{
	struct str clean = { 0 };

	if (walk->text.n == 0)
		return;
	text_clean(&clean, walk->text.p, walk->text.n);
	vec_push(&walk->spans, (struct span){ walk->kind, str_take(&clean) });
	str_clear(&walk->text);
}

/* A line's end is a space, unless Chinese stands on both of its sides. */
static bool
soft_is_space(const struct walk *walk, const char *next)
{
	const char *before = str_text(&walk->text);

	if (walk->text.n == 0 && walk->spans.n > 0)
		before = walk->spans.v[walk->spans.n - 1].text;
	return !text_joins(before, strlen(before), next, strlen(next));
}

/*
 * Does the newest span end with a full-width mark?  Markdown ends strong text
 * behind one only where a space follows: "**目标。** 先". That is not meant.
 */
static bool
ends_wide(const struct walk *walk)
{
	return walk->text.n > 0 && text_joins(walk->text.p, walk->text.n, "a", 1);
}

static void
span_add(struct walk *walk, enum span_kind kind, const char *text)
{
	if (walk->soft) {
		walk->soft = false;
		if (soft_is_space(walk, text))
			span_add(walk, walk->soft_kind, " ");
	}
	if (kind != walk->kind && text[0] == ' ' && ends_wide(walk))
		text++;
	if (kind != walk->kind || kind == SPAN_CODE)
		span_close(walk);
	walk->kind = kind;
	str_add(&walk->text, text);
}

/* Does the prose hold what its source does not, by a character reference such as &#27;? */
static bool
hides_control(const struct walk *walk, const char *text)
{
	size_t n = strlen(text), lines;

	if (source_find_control(text, n) == n)
		return false;
	const char *source = source_lines(walk->build->source,
	    cmark_node_get_start_line(walk->node), cmark_node_get_end_line(walk->node), &lines);
	return source_find_control(source, lines) == lines;
}

static enum span_kind
prose_kind(const struct walk *walk)
{
	if (walk->strong > 0)
		return SPAN_STRONG;
	return walk->emphasis > 0 ? SPAN_EMPHASIS : SPAN_TEXT;
}

static void
prose_add(struct walk *walk, const char *text)
{
	if (hides_control(walk, text))
		complain(walk, _("here a character reference stands for a control character"));
	span_add(walk, prose_kind(walk), text);
}

/* The spans as text alone, for a title. */
static char *
take_title(struct walk *walk)
{
	struct str title = { 0 };

	span_close(walk);
	walk->soft = false;
	for (size_t i = 0; i < walk->spans.n; i++) {
		text_clean_line(&title, walk->spans.v[i].text, strlen(walk->spans.v[i].text));
		free(walk->spans.v[i].text);
	}
	vec_free(&walk->spans);
	str_add(&title, "");
	return str_take(&title);
}

/* Of code behind a fence, the line below that. */
static int
first_line(const struct walk *walk, enum block_kind kind)
{
	int first = cmark_node_get_start_line(walk->node);
	int last = cmark_node_get_end_line(walk->node), lines = 0;

	if (kind != BLOCK_CODE || walk->spans.n == 0)
		return first;
	for (const char *p = walk->spans.v[0].text; (p = strchr(p, '\n')) != NULL; p++)
		lines++;
	return last - first + 1 == lines ? first : first + 1;
}

static void
emit_block(struct walk *walk, enum block_kind kind, int level, int number)
{
	span_close(walk);
	walk->soft = false;
	const struct block block = {
		.kind = kind,
		.line = first_line(walk, kind),
		.level = level,
		.number = number,
		.spans = walk->spans.v,
		.span_count = walk->spans.n,
	};
	walk->spans.v = NULL;
	vec_free(&walk->spans);
	if (block.span_count > 0)
		build_block(walk->build, cmark_node_get_start_line(walk->node), &block);
}

static void
paragraph_end(struct walk *walk)
{
	int level = level_of(walk->lists.n);

	if (walk->item)
		emit_block(walk, BLOCK_ITEM, level, walk->number);
	else if (walk->quotes > 0)
		emit_block(walk, BLOCK_QUOTE, level_of((size_t)walk->quotes), 0);
	else
		emit_block(walk, BLOCK_PARAGRAPH, level, 0);
	walk->item = false;
}

static bool
at_top(const struct walk *walk)
{
	return cmark_node_get_type(cmark_node_parent(walk->node)) == CMARK_NODE_DOCUMENT;
}

static void
heading_end(struct walk *walk)
{
	int level = cmark_node_get_heading_level(walk->node);
	int line = cmark_node_get_start_line(walk->node);

	walk->item = false;
	if (level > 2 || !at_top(walk))
		emit_block(walk, BLOCK_HEADING, level, 0);
	else if (level == 2)
		build_step(walk->build, line, take_title(walk));
	else
		build_title(walk->build, line, cmark_node_get_start_column(walk->node),
		    take_title(walk));
}

/* Lines are found again where they stand at the top, in a block that ends. */
static void
lines_block(struct walk *walk, const char *literal, const char *name)
{
	struct str what = { 0 };
	int first = cmark_node_get_start_line(walk->node) + 1;
	int last = cmark_node_get_end_line(walk->node);
	int lines = 0;

	bool top = at_top(walk);
	if (!top)
		str_addf(&what, _("a block '%s' may not stand inside a list or a quotation"), name);
	for (const char *p = literal; (p = strchr(p, '\n')) != NULL; p++)
		lines++;
	if (top && last - first != lines)
		str_addf(&what, _("this block '%s' is not closed: a line with its fence is missing"),
		    name);
	if (what.n > 0)
		complain(walk, str_text(&what));
	str_free(&what);
	if (!top) {
		build_scene_broken(walk->build, first);
		return;
	}
	if (strcmp(name, "scene") == 0)
		build_scene(walk->build, first, first + lines - 1);
	else if (strcmp(name, "ask") == 0)
		build_question(walk->build, first - 1, first, first + lines - 1);
	else if (strcmp(name, "goal") == 0)
		build_goals(walk->build, first, first + lines - 1);
	else
		build_solution(walk->build, first, first + lines - 1);
}

/* The kinds of blocks that are no text: the name of one, or NULL. */
static const char *
block_name(const char *info, size_t n)
{
	static const char *const names[] = { "scene", "ask", "goal", "solution" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (n == strlen(names[i]) && strncasecmp(info, names[i], n) == 0)
			return names[i];
	return NULL;
}

static void
code_block(struct walk *walk)
{
	const char *info = cmark_node_get_fence_info(walk->node);
	const char *literal = cmark_node_get_literal(walk->node);
	size_t n = strcspn(info, " \t");
	const char *name = block_name(info, n);

	walk->item = false;
	if (name != NULL && info[n] == '\0') {
		lines_block(walk, literal, name);
	} else if (name != NULL) {
		complain(walk, _("nothing may follow the name of a block here"));
		build_scene_broken(walk->build, cmark_node_get_start_line(walk->node));
	} else if (suggest_distance(info, n, "scene") != SIZE_MAX) {
		complain(walk, _("unknown kind of block; did you mean 'scene'?"));
		build_scene_broken(walk->build, cmark_node_get_start_line(walk->node));
	} else {
		span_add(walk, SPAN_CODE, literal);
		emit_block(walk, BLOCK_CODE, level_of(walk->lists.n), 0);
	}
}

/* <!-- notes: ... -->: its lines are one paragraph, but for empty ones between. */
static void
comment_notes(struct walk *walk, const char *p)
{
	const char *end = strstr(p, "-->");
	struct str joined = { 0 }, clean = { 0 };

	if (end == NULL) {
		complain(walk, _("this comment is not closed: --> is missing"));
		return;
	}
	for (p += strspn(p, " \t\n"); p < end; ) {
		size_t n = strcspn(p, "\n"), rest = (size_t)(end - p);
		const char *next = p + (n < rest ? n : rest);
		str_addn(&joined, p, (size_t)(next - p));
		size_t blank = next < end ? strspn(next, " \t\n") : 0;
		bool paragraph = blank > 1 && memchr(next + 1, '\n', blank - 1) != NULL;
		p = next + blank < end ? next + blank : end;
		if (p < end && paragraph)
			str_addc(&joined, '\n');
		else if (p < end && !text_joins(joined.p, joined.n, p, (size_t)(end - p)))
			str_addc(&joined, ' ');
	}
	while (joined.n > 0 && joined.p[joined.n - 1] == ' ')
		joined.p[--joined.n] = '\0';
	if (joined.n > 0) {
		text_clean(&clean, joined.p, joined.n);
		build_notes(walk->build, str_take(&clean));
	}
	str_free(&joined);
}

/* <!-- minutes: 8 --> */
static void
comment_minutes(struct walk *walk, const char *p)
{
	p += strspn(p, " \t");
	size_t digits = strspn(p, "0123456789");
	int minutes = digits > 0 && digits < 4 ? atoi(p) : 0;
	p += digits + strspn(p + digits, " \t");
	if (minutes < 1 || minutes > MINUTES_MAX || strncmp(p, "-->", 3) != 0) {
		complain(walk, _("the minutes are written <!-- minutes: 8 -->, from 1 to 600"));
		return;
	}
	build_minutes(walk->build, cmark_node_get_start_line(walk->node),
	    cmark_node_get_start_column(walk->node), minutes);
}

/* <!-- engines: model, kernel: why not on the others --> */
static void
comment_engines(struct walk *walk, const char *p)
{
	const char *end = strstr(p, "-->");

	if (end == NULL)
		complain(walk, _("this comment is not closed: --> is missing"));
	else
		build_engines(walk->build, cmark_node_get_start_line(walk->node),
		    cmark_node_get_start_column(walk->node), p, (size_t)(end - p));
}

static void
html_block(struct walk *walk)
{
	const char *p = cmark_node_get_literal(walk->node);

	if (strncmp(p, "<!--", 4) != 0)
		return;
	p += 4 + strspn(p + 4, " \t\n");
	if (strncasecmp(p, "minutes:", 8) == 0)
		comment_minutes(walk, p + 8);
	else if (strncasecmp(p, "engines:", 8) == 0)
		comment_engines(walk, p + 8);
	else if (strncasecmp(p, "notes:", 6) == 0)
		comment_notes(walk, p + 6);
}

static void
list_enter(struct walk *walk)
{
	bool ordered = cmark_node_get_list_type(walk->node) == CMARK_ORDERED_LIST;

	vec_push(&walk->lists,
	    (struct list){ ordered, cmark_node_get_list_start(walk->node) });
}

static void
item_enter(struct walk *walk)
{
	/* cmark has items in lists only */
	assert(walk->lists.n > 0 && walk->lists.v != NULL);
	struct list *list = &walk->lists.v[walk->lists.n - 1];

	walk->item = true;
	walk->number = list->ordered ? list->next++ : 0;
}

static void
node_enter(struct walk *walk)
{
	switch (cmark_node_get_type(walk->node)) {
	case CMARK_NODE_BLOCK_QUOTE:
		walk->quotes++;
		break;
	case CMARK_NODE_LIST:
		list_enter(walk);
		break;
	case CMARK_NODE_ITEM:
		item_enter(walk);
		break;
	case CMARK_NODE_CODE_BLOCK:
		code_block(walk);
		break;
	case CMARK_NODE_HTML_BLOCK:
		html_block(walk);
		break;
	case CMARK_NODE_EMPH:
		walk->emphasis++;
		break;
	case CMARK_NODE_STRONG:
		walk->strong++;
		break;
	case CMARK_NODE_TEXT:
		prose_add(walk, cmark_node_get_literal(walk->node));
		break;
	case CMARK_NODE_CODE:
		span_add(walk, SPAN_CODE, cmark_node_get_literal(walk->node));
		break;
	case CMARK_NODE_SOFTBREAK:
		walk->soft = true;
		walk->soft_kind = prose_kind(walk);
		break;
	case CMARK_NODE_LINEBREAK:
		prose_add(walk, "\n");
		break;
	default:
		break;
	}
}

static void
node_exit(struct walk *walk)
{
	switch (cmark_node_get_type(walk->node)) {
	case CMARK_NODE_BLOCK_QUOTE:
		walk->quotes--;
		break;
	case CMARK_NODE_LIST:
		walk->lists.n--;
		break;
	case CMARK_NODE_ITEM:
		walk->item = false;
		break;
	case CMARK_NODE_PARAGRAPH:
		paragraph_end(walk);
		break;
	case CMARK_NODE_HEADING:
		heading_end(walk);
		break;
	case CMARK_NODE_EMPH:
		walk->emphasis--;
		break;
	case CMARK_NODE_STRONG:
		walk->strong--;
		break;
	default:
		break;
	}
}

void
markdown_read(struct build *build)
{
	struct walk walk = { .build = build };
	cmark_node *document = cmark_parse_document(build->source->text, build->source->n,
	    CMARK_OPT_DEFAULT);
	cmark_iter *iter = cmark_iter_new(document);

	for (;;) {
		cmark_event_type event = cmark_iter_next(iter);
		if (event == CMARK_EVENT_DONE)
			break;
		walk.node = cmark_iter_get_node(iter);
		if (event == CMARK_EVENT_ENTER)
			node_enter(&walk);
		else
			node_exit(&walk);
	}
	cmark_iter_free(iter);
	cmark_node_free(document);
	vec_free(&walk.lists);
	vec_free(&walk.spans);
	str_free(&walk.text);
}
