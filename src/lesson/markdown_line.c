/*
 * One line of Markdown, for what a question says: its spans, and nothing else
 * that Markdown knows (a line that begins with "1." is no list).
 */
#include <cmark.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "base/text.h"
#include "base/vec.h"
#include "markdown.h"

struct line {
	struct block	*block;
	size_t		 cap;
	int		 emphasis, strong;
	bool		 fresh;		/* the first letter, which is ours, is to come */
};

static void
span_add(struct line *line, enum span_kind kind, const char *text)
{
	struct str clean = { 0 };

	if (line->fresh) {
		line->fresh = false;
		text++;
	}
	if (text[0] == '\0')
		return;
	text_clean_line(&clean, text, strlen(text));
	struct block *block = line->block;
	block->spans = vec_room(block->spans, &line->cap, block->span_count + 1,
	    sizeof(*block->spans));
	block->spans[block->span_count++] = (struct span){ kind, str_take(&clean) };
}

static void
node_read(struct line *line, cmark_node *node, int by)
{
	enum span_kind kind = line->strong > 0 ? SPAN_STRONG :
	    line->emphasis > 0 ? SPAN_EMPHASIS : SPAN_TEXT;

	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_EMPH:
		line->emphasis += by;
		break;
	case CMARK_NODE_STRONG:
		line->strong += by;
		break;
	case CMARK_NODE_TEXT:
	case CMARK_NODE_HTML_INLINE:
		span_add(line, kind, cmark_node_get_literal(node));
		break;
	case CMARK_NODE_CODE:
		span_add(line, SPAN_CODE, cmark_node_get_literal(node));
		break;
	default:
		break;
	}
}

void
markdown_line(struct block *block, const char *text, size_t n)
{
	struct line line = { .block = block, .fresh = true };
	struct str letter = { 0 };

	/* A letter in front keeps it a paragraph. */
	str_addc(&letter, 'x');
	str_addn(&letter, text, n);
	*block = (struct block){ .kind = BLOCK_PARAGRAPH };
	cmark_node *document = cmark_parse_document(letter.p, letter.n, CMARK_OPT_DEFAULT);
	cmark_iter *iter = cmark_iter_new(document);
	for (;;) {
		cmark_event_type event = cmark_iter_next(iter);
		if (event == CMARK_EVENT_DONE)
			break;
		node_read(&line, cmark_iter_get_node(iter), event == CMARK_EVENT_ENTER ? 1 : -1);
	}
	cmark_iter_free(iter);
	cmark_node_free(document);
	str_free(&letter);
}
