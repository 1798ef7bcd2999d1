/*
 * What the tools print:
 *
 *	  $ ss -tano
 *	  State    Recv-Q Send-Q Local Address:Port ...
 *	▸ SYN-SENT 0      1           10.0.0.1:40000 ...
 *
 *	  $ tcpdump -n -S
 *	  00:00:00.000000 IP 10.0.0.1.40000 > 10.0.0.2.7: Flags [S], ...
 */
#include "sheet_tools.h"

#include "base/i18n.h"
#include "sheet_list.h"

/* So many lines of tcpdump, the newest, are shown. */
#define DUMP_LINES 200

enum line_kind {
	LINE_SS,
	LINE_SS_HEAD,
	LINE_SOCKET,		/* index: of the row */
	LINE_DUMP,
	LINE_SEGMENT		/* index: of the flight */
};

struct tools {
	struct sockets	sockets;
	size_t		first, last;	/* flights: from first to before last */
};

static void
tools_find(struct tools *tools, const struct sheet_view *view)
{
	sockets_find(&tools->sockets, view->trace, view->count);
	tools->last = flight_first(view->trace, view->count);
	tools->first = tools->last > DUMP_LINES ? tools->last - DUMP_LINES : 0;
}

static int
tools_lines(const struct tools *tools)
{
	return 3 + tools->sockets.n + (int)(tools->last - tools->first);
}

static enum line_kind
tools_line(const struct tools *tools, int line, size_t *index)
{
	int sockets = tools->sockets.n;

	*index = 0;
	if (line < 2)
		return line == 0 ? LINE_SS : LINE_SS_HEAD;
	if (line < 2 + sockets) {
		*index = (size_t)line - 2;
		return LINE_SOCKET;
	}
	if (line == 2 + sockets)
		return LINE_DUMP;
	*index = tools->first + (size_t)(line - 3 - sockets);
	return LINE_SEGMENT;
}

/* The line of what the moment sent or brought, else of its end. */
static int
suggested_line(const struct tools *tools, const struct sheet_view *view)
{
	if (view->count == 0)
		return 0;

	const struct moment *moment = &view->trace->moments[view->count - 1];
	size_t flight = tools->last;

	if (moment->sent_count > 0)
		flight = moment->sent;
	else if (kind_is_segment(moment->cause.kind))
		flight = moment->cause.flight;
	if (flight >= tools->first && flight < tools->last)
		return 3 + tools->sockets.n + (int)(flight - tools->first);
	for (int i = tools->sockets.n; i-- > 0;)
		if (tools->sockets.row[i].end == moment->cause.end)
			return 2 + i;
	return 1;
}

static void
line_text(struct str *out, const struct tools *tools,
    const struct trace *trace, int line)
{
	size_t index;

	switch (tools_line(tools, line, &index)) {
	case LINE_SS:
		str_add(out, "$ ss -tano");
		break;
	case LINE_SS_HEAD:
		sockets_head(out, &tools->sockets);
		break;
	case LINE_SOCKET:
		sockets_line(out, &tools->sockets, (int)index);
		break;
	case LINE_DUMP:
		str_add(out, "$ tcpdump -n -S tcp");
		break;
	case LINE_SEGMENT:
		dump_line(out, &trace->flights[index]);
		break;
	}
}

static void
line_explain(struct str *out, const struct tools *tools,
    const struct sheet_view *view, int line)
{
	size_t index;

	switch (tools_line(tools, line, &index)) {
	case LINE_SS:
		str_add(out, _("-t: TCP; -a: all, listeners too; -n: numbers for names; -o: timers. The "
		    "addresses and ports here stand in: A is 10.0.0.1:40000, B is 10.0.0.2:7."));
		break;
	case LINE_SS_HEAD:
		str_add(out, _("The state in the kernel's words; octets not read by the program; octets not "
		    "acknowledged by the other end; this end; the other end."));
		break;
	case LINE_SOCKET:
		socket_explain(out, &tools->sockets, (int)index, view->trace,
		    view->count);
		break;
	case LINE_DUMP:
		str_add(out, _("-n: numbers for names; -S: sequence numbers as they are, not counted from "
		    "the first SYN. The clock began with the scene."));
		break;
	case LINE_SEGMENT:
		dump_explain(out, &view->trace->flights[index]);
		break;
	}
}

static void
draw_lines(const struct area *area, const struct tools *tools,
    const struct sheet_view *view, int cursor)
{
	struct list list;

	list_init(&list, area);
	for (int line = 0; line < tools_lines(tools); line++) {
		struct str text = { 0 };
		size_t index;
		enum line_kind kind = tools_line(tools, line, &index);

		if (kind == LINE_DUMP)
			page_gap(&list.page);
		list_entry(&list);
		line_text(&text, tools, view->trace, line);
		page_text(&list.page, LIST_INDENT, kind == LINE_SS ||
		    kind == LINE_DUMP ? STYLE_STRONG :
		    kind == LINE_SS_HEAD ? STYLE_DIM : STYLE_CODE,
		    str_text(&text));
		str_free(&text);
	}
	list_draw(&list, area, cursor);
	list_fini(&list);
}

struct sheet_room
sheet_draw_tools(const struct area *area, const struct sheet_view *view)
{
	struct tools tools;
	struct str text = { 0 };

	tools_find(&tools, view);
	int lines = tools_lines(&tools);
	int cursor = sheet_pick(view->cursor, suggested_line(&tools, view),
	    lines);
	line_explain(&text, &tools, view, cursor);
	struct area above = sheet_explain(area, "", str_text(&text));
	draw_lines(&above, &tools, view, cursor);
	sockets_free(&tools.sockets);
	str_free(&text);
	return (struct sheet_room){ .cursor = cursor, .cursors = lines };
}
