/*
 * A step's text: paragraphs, lists, code, with the styles that Markdown has.
 */
#include "prose.h"

#include <stdio.h>

#define INDENT_COLUMNS 2

static const enum style span_styles[] = {
	[SPAN_TEXT] = STYLE_TEXT,
	[SPAN_EMPHASIS] = STYLE_EMPHASIS,
	[SPAN_STRONG] = STYLE_STRONG,
	[SPAN_CODE] = STYLE_CODE,
};

/* Inside of a heading, of code, all is of one style. */
static enum style
run_style(const struct block *block, const struct span *span)
{
	if (block->kind == BLOCK_HEADING)
		return STYLE_STRONG;
	if (block->kind == BLOCK_CODE)
		return STYLE_CODE;
	return span_styles[span->kind];
}

static void
add_block(struct page *page, const struct block *block)
{
	int level = block->level > 0 ? block->level : 1;
	char mark[16] = "";
	int indent = 0;

	for (size_t i = 0; i < block->span_count; i++)
		page_run(page, run_style(block, &block->spans[i]),
		    block->spans[i].text);
	switch (block->kind) {
	case BLOCK_ITEM:
		if (block->number > 0)
			snprintf(mark, sizeof(mark), "%d.", block->number);
		else
			snprintf(mark, sizeof(mark), "•");
		indent = INDENT_COLUMNS * level + (block->number > 0 ? 1 : 0) +
		    (block->number > 9 ? 1 : 0);
		break;
	case BLOCK_QUOTE:
		snprintf(mark, sizeof(mark), "│");
		indent = INDENT_COLUMNS;
		break;
	case BLOCK_CODE:
		indent = INDENT_COLUMNS;
		break;
	case BLOCK_PARAGRAPH:
	case BLOCK_HEADING:
		break;
	}
	page_end(page, indent, STYLE_DIM, mark);
}

void
prose_add(struct page *page, const struct step *step, bool gaps)
{
	for (size_t i = 0; i < step->block_count; i++) {
		const struct block *block = &step->blocks[i];
		bool in_list = i > 0 && block->kind == BLOCK_ITEM &&
		    step->blocks[i - 1].kind == BLOCK_ITEM;

		if (gaps && i > 0 && !in_list)
			page_gap(page);
		add_block(page, block);
	}
}
