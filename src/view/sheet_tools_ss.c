/*
 * ss -tano. Its columns, as the program itself lays them out when no terminal
 * tells it a width:
 *
 *	State    Recv-Q Send-Q Local Address:Port  Peer Address:Port Process
 *	SYN-SENT 0      1           10.0.0.1:40000     10.0.0.2:7     timer:(on,1sec,0)
 *
 * The model's B is one TCB from listen() to the end, as in the RFC. On Linux
 * the listener stays, and the connection is a socket beside it; here it stays
 * until accept() has returned, for a program that then closes it.
 */
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "sheet_list.h"
#include "sheet_tools.h"

/* What the program calls listen() with. */
#define BACKLOG 128

static const char *const ss_names[STATE_COUNT] = {
	[STATE_LISTEN] = "LISTEN",
	[STATE_SYN_SENT] = "SYN-SENT",
	[STATE_SYN_RECEIVED] = "SYN-RECV",
	[STATE_ESTABLISHED] = "ESTAB",
	[STATE_FIN_WAIT_1] = "FIN-WAIT-1",
	[STATE_FIN_WAIT_2] = "FIN-WAIT-2",
	[STATE_CLOSE_WAIT] = "CLOSE-WAIT",
	[STATE_CLOSING] = "CLOSING",
	[STATE_LAST_ACK] = "LAST-ACK",
	[STATE_TIME_WAIT] = "TIME-WAIT",
};

/* Did that end come from LISTEN? The last edge into a SYN state says. */
static bool
end_is_passive(const struct trace *trace, size_t count, enum end end)
{
	while (count-- > 0) {
		const struct moment *moment = &trace->moments[count];

		for (uint32_t i = moment->edge_count; i-- > 0;) {
			const struct edge_at *edge = &moment->edges[i];

			if (edge->end != end)
				continue;
			if (edge->to == STATE_SYN_RECEIVED &&
			    edge->from != STATE_SYN_SENT)
				return true;
			if (edge->to == STATE_SYN_SENT)
				return false;
		}
	}
	return false;
}

/* A FIN has come, and no recv() has gone past it: the kernel counts it as one. */
static bool
fin_is_unread(const struct trace *trace, size_t count, enum end end)
{
	const struct endpoint *now = trace_before(trace, count, end);

	switch (now->state) {
	case STATE_CLOSE_WAIT:
	case STATE_CLOSING:
	case STATE_LAST_ACK:
		break;
	default:
		return false;
	}
	if (now->receive_queue > 0)
		return true;
	while (count-- > 0) {
		const struct moment *moment = &trace->moments[count];

		if (moment->cause.kind == KIND_RECEIVE &&
		    moment->cause.end == end)
			return false;
		for (uint32_t i = 0; i < moment->edge_count; i++)
			if (moment->edges[i].end == end &&
			    (moment->edges[i].to == STATE_CLOSE_WAIT ||
			    moment->edges[i].to == STATE_CLOSING))
				return true;
	}
	return true;
}

/* Our SYN or FIN counts as one until it is acknowledged. */
static uint32_t
send_q(const struct endpoint *now, bool passive)
{
	switch (now->state) {
	case STATE_SYN_RECEIVED:
		/* Not a whole socket yet, and so without queues. */
		return passive ? 0 : now->send_queue + 1;
	case STATE_SYN_SENT:
	case STATE_FIN_WAIT_1:
	case STATE_CLOSING:
	case STATE_LAST_ACK:
		return now->send_queue + 1;
	case STATE_TIME_WAIT:
		return 0;
	default:
		return now->send_queue;
	}
}

/* As ss's print_ms_timer does it, "1.200ms" for 1.2 s included. */
static void
add_ms(struct str *out, int64_t ms)
{
	int64_t seconds = ms / 1000, minutes = seconds / 60;

	seconds %= 60;
	ms %= 1000;
	if (minutes > 0) {
		ms = 0;
		str_addf(out, "%lldmin", (long long)minutes);
		if (minutes > 9)
			seconds = 0;
	}
	if (seconds > 0) {
		if (seconds > 9)
			ms = 0;
		str_addf(out, "%lld%s", (long long)seconds,
		    ms > 0 ? "." : "sec");
	}
	if (ms > 0)
		str_addf(out, "%03lldms", (long long)ms);
}

static void
add_timer(struct str *out, const struct endpoint *now, int64_t time)
{
	static const struct {
		enum timer	 kind;
		const char	*name;
	} shown[] = {
		{ TIMER_TIME_WAIT, "timewait" },
		{ TIMER_RETRANSMISSION, "on" },
		{ TIMER_PERSIST, "persist" },
		{ TIMER_KEEPALIVE, "keepalive" },
	};

	for (size_t i = 0; i < sizeof(shown) / sizeof(shown[0]); i++)
		for (int j = 0; j < now->timer_count; j++) {
			const struct running_timer *timer = &now->timers[j];
			int64_t rest = timer->due - time;

			if (timer->kind != shown[i].kind)
				continue;
			str_addf(out, "timer:(%s,", shown[i].name);
			add_ms(out, rest > 0 ? rest / 1000 : 0);
			str_addf(out, ",%u)", timer->count);
			return;
		}
}

static struct socket_row *
add_row(struct sockets *sockets, enum end end, enum state state)
{
	struct socket_row *row = &sockets->row[sockets->n++];

	memset(row, 0, sizeof(*row));
	row->end = end;
	row->listener = state == STATE_LISTEN;
	row->state = ss_names[state];
	str_add(&row->local, end_addresses[end]);
	str_addf(&row->local_port, "%u", end_ports[end]);
	if (row->listener) {
		row->send_q = BACKLOG;
		str_add(&row->peer, "0.0.0.0");
		str_addc(&row->peer_port, '*');
	} else {
		str_add(&row->peer, end_addresses[end_other(end)]);
		str_addf(&row->peer_port, "%u", end_ports[end_other(end)]);
	}
	return row;
}

void
sockets_find(struct sockets *sockets, const struct trace *trace, size_t count)
{
	bool passive[END_COUNT];
	int64_t time = trace_time(trace, count);

	sockets->n = 0;
	for (int end = 0; end < END_COUNT; end++) {
		enum state state = trace_before(trace, count, end)->state;

		passive[end] = state == STATE_SYN_RECEIVED &&
		    end_is_passive(trace, count, end);
		const struct endpoint *now = trace_before(trace, count, end);

		if (state != STATE_LISTEN && !now->has_listener &&
		    !(state == STATE_SYN_RECEIVED && passive[end]))
			continue;

		struct socket_row *row = add_row(sockets, end, STATE_LISTEN);

		if (now->has_listener) {
			row->recv_q = now->accept_queue;
			row->send_q = now->backlog;
		}
	}
	for (int end = 0; end < END_COUNT; end++) {
		const struct endpoint *now = trace_before(trace, count, end);

		if (now->state == STATE_LISTEN || now->state == STATE_CLOSED)
			continue;
		struct socket_row *row = add_row(sockets, end, now->state);
		if (now->state != STATE_TIME_WAIT)
			row->recv_q = now->receive_queue +
			    (fin_is_unread(trace, count, end) ? 1 : 0);
		row->send_q = send_q(now, passive[end]);
		add_timer(&row->timer, now, time);
	}
}

void
sockets_free(struct sockets *sockets)
{
	for (int i = 0; i < sockets->n; i++) {
		struct socket_row *row = &sockets->row[i];

		str_free(&row->local);
		str_free(&row->local_port);
		str_free(&row->peer);
		str_free(&row->peer_port);
		str_free(&row->timer);
	}
}

struct widths {
	int	state, local, local_port, peer, peer_port;
};

static void
widen(int *width, const char *s)
{
	if (text_width(s) > *width)
		*width = text_width(s);
}

static struct widths
widths_of(const struct sockets *sockets)
{
	struct widths widths = { 5, 13, 4, 12, 4 };	/* of the names */

	for (int i = 0; i < sockets->n; i++) {
		const struct socket_row *row = &sockets->row[i];

		widen(&widths.state, row->state);
		widen(&widths.local, str_text(&row->local));
		widen(&widths.local_port, str_text(&row->local_port));
		widen(&widths.peer, str_text(&row->peer));
		widen(&widths.peer_port, str_text(&row->peer_port));
	}
	return widths;
}

void
sockets_head(struct str *out, const struct sockets *sockets)
{
	struct widths w = widths_of(sockets);

	str_addf(out, "%-*s Recv-Q Send-Q %*s:%-*s %*s:%-*sProcess", w.state,
	    "State", w.local, "Local Address", w.local_port, "Port", w.peer,
	    "Peer Address", w.peer_port, "Port");
}

void
sockets_line(struct str *out, const struct sockets *sockets, int row)
{
	const struct socket_row *r = &sockets->row[row];
	struct widths w = widths_of(sockets);

	str_addf(out, "%-*s %-6u %-6u %*s:%-*s %*s:%s", w.state, r->state,
	    r->recv_q, r->send_q, w.local, str_text(&r->local), w.local_port,
	    str_text(&r->local_port), w.peer, str_text(&r->peer),
	    str_text(&r->peer_port));
	if (r->timer.n > 0)
		str_addf(out, "%*s %s",
		    w.peer_port - text_width(str_text(&r->peer_port)), "",
		    str_text(&r->timer));
}

static void
explain_queues(struct str *out, const struct socket_row *row,
    const struct endpoint *now)
{
	if (row->recv_q > 0)
		str_addf(out, row->recv_q > now->receive_queue ?
		    _(" Recv-Q %u: not read yet, the FIN counted as one.") :
		    _(" Recv-Q %u: octets not read yet."), row->recv_q);
	if (row->send_q > 0)
		str_addf(out, row->send_q > now->send_queue ?
		    _(" Send-Q %u: not acknowledged, SYN or FIN counted as one.") :
		    _(" Send-Q %u: octets not acknowledged yet."), row->send_q);
}

static void
explain_timer(struct str *out, const struct socket_row *row)
{
	const char *timer = str_text(&row->timer);

	if (strncmp(timer, "timer:(on", 9) == 0)
		str_add(out, _(" timer:(on, when the retransmission timer runs out, how often it has)."));
	else if (strncmp(timer, "timer:(timewait", 15) == 0)
		str_add(out, _(" timer:(timewait, what is left of 2MSL, 0); Linux takes 60 s."));
	else if (strncmp(timer, "timer:(persist", 14) == 0)
		str_add(out, _(" timer:(persist, when the next probe of a zero window is sent, how many were)."));
	else if (strncmp(timer, "timer:(keepalive", 16) == 0)
		str_add(out, _(" timer:(keepalive, when the next question is asked, 0)."));
	else
		str_add(out, _(" No timer runs: by itself this end does nothing."));
}

void
socket_explain(struct str *out, const struct sockets *sockets, int row,
    const struct trace *trace, size_t count)
{
	const struct socket_row *r = &sockets->row[row];
	const struct endpoint *now = trace_before(trace, count, r->end);

	if (r->listener) {
		str_addf(out, _("%c's listener. Send-Q is the backlog it asked for, Recv-Q how many "
		    "connections wait for accept(). 0.0.0.0:* : anybody may come."),
		    end_letter(r->end));
		return;
	}
	str_addf(out, _("%c is in %s."), end_letter(r->end),
	    state_name(now->state));
	explain_queues(out, r, now);
	explain_timer(out, r);
}
