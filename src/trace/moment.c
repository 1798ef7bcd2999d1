/*
 * A moment in words: what caused it, and at which end. The words are those
 * of the sockets calls and of packetdrill's segments.
 */
#include "trace/moment.h"

#include <assert.h>

#include "base/i18n.h"
#include "trace/trace.h"

static const char *const kind_names[KIND_COUNT] = {
	[KIND_LISTEN] = "listen",
	[KIND_CONNECT] = "connect",
	[KIND_ACCEPT] = "accept",
	[KIND_SEND] = "send",
	[KIND_RECEIVE] = "receive",
	[KIND_SHUTDOWN] = "shutdown",
	[KIND_CLOSE] = "close",
	[KIND_ABORT] = "abort",
	[KIND_CRASH] = "crash",
	[KIND_FILL] = "fill",
	[KIND_DELIVER] = "deliver",
	[KIND_DROP] = "drop",
	[KIND_DUPLICATE] = "duplicate",
	[KIND_INJECT] = "inject",
	[KIND_TIMER] = "timer",
	[KIND_WAIT] = "wait",
};

const char *
kind_name(enum cause_kind kind)
{
	assert((unsigned)kind < KIND_COUNT);
	return kind_names[kind];
}

bool
kind_is_call(enum cause_kind kind)
{
	return kind <= KIND_FILL;
}

bool
kind_is_segment(enum cause_kind kind)
{
	return kind >= KIND_DELIVER && kind <= KIND_INJECT;
}

enum fate
flight_fate(const struct flight *flight, size_t at)
{
	if (flight->ended_at == NO_MOMENT || flight->ended_at > at)
		return FATE_IN_FLIGHT;
	return flight->fate;
}

int64_t
duration_told(int64_t us)
{
	int64_t second = 1000000;
	int64_t grain = us < second / 10 ? second / 1000 : us < second ? second / 100 :
	    us < 10 * second ? second / 10 : second;

	return us % 1000 == 0 ? us : (us + grain / 2) / grain * grain;
}

void
duration_print(struct str *out, int64_t us)
{
	static const struct {
		const char	*name;
		int64_t		 us;
	} units[] = {
		{ N_("min"), 60000000 },
		{ N_("s"), 1000000 },
		{ N_("ms"), 1000 },
		{ N_("us"), 1 },
	};
	size_t i = 0;

	/* Minutes only where they come out even: 90 s, but 4 min. */
	if (us % units[0].us != 0 || us == 0)
		i = 1;
	while (us != 0 && i < 3 && us < units[i].us)
		i++;

	int64_t whole = us / units[i].us;
	int64_t part = us % units[i].us;

	str_addf(out, "%lld", (long long)whole);
	if (part > 0) {
		int digits = units[i].us == 1000 ? 3 : 6;

		for (; part % 10 == 0; digits--)
			part /= 10;
		str_addf(out, ".%0*lld", digits, (long long)part);
	}
	str_addf(out, " %s", _(units[i].name));
}

static void
print_segment(struct str *out, const struct trace *trace,
    const struct moment *moment)
{
	char text[SEGMENT_TEXT];

	assert(moment->cause.flight < trace->flight_count);
	str_add(out, segment_print(text, sizeof(text),
	    &trace->flights[moment->cause.flight].seg));
}

static void
print_call(struct str *out, const struct happening *cause)
{
	switch (cause->kind) {
	case KIND_SEND:
		str_addf(out, "send(%u)", cause->octets);
		break;
	case KIND_RECEIVE:
		if (cause->octets > 0)
			str_addf(out, "recv(%u)", cause->octets);
		else
			str_add(out, "recv()");
		break;
	case KIND_SHUTDOWN:
		str_add(out, "shutdown(SHUT_WR)");
		break;
	case KIND_ABORT:
		str_add(out, _("abort (SO_LINGER 0, close())"));
		break;
	case KIND_CRASH:
		str_add(out, _("crash"));
		break;
	case KIND_FILL:
		str_add(out, _("strangers fill the accept queue"));
		break;
	case KIND_CONNECT:
		str_add(out, cause->self ? _("connect() to itself") : "connect()");
		break;
	default:
		str_addf(out, "%s()", kind_name(cause->kind));
		break;
	}
}

void
moment_cause(struct str *out, const struct trace *trace,
    const struct moment *moment)
{
	const struct happening *cause = &moment->cause;

	if (kind_is_segment(cause->kind))
		print_segment(out, trace, moment);
	else if (cause->kind == KIND_TIMER)
		str_addf(out, _("%s timer"), _(timer_name(cause->timer)));
	else if (cause->kind == KIND_WAIT)
		duration_print(out, cause->duration);
	else
		print_call(out, cause);
}

/* "1 s passes", "1.5 s pass". */
static void
print_wait(struct str *out, const struct happening *cause)
{
	struct str time = { 0 };

	duration_print(&time, cause->duration);

	bool one = str_text(&time)[0] == '1' && str_text(&time)[1] == ' ';

	str_addf(out, one ? _("%s passes") : _("%s pass"), str_text(&time));
	str_free(&time);
}

static void
print_timer(struct str *out, const struct happening *cause)
{
	char letter = end_letter(cause->end);

	switch (cause->timer) {
	case TIMER_TIME_WAIT:
		str_addf(out, _("TIME-WAIT is over at %c"), letter);
		break;
	case TIMER_USER:
		str_addf(out, _("%c: the user timeout runs out"), letter);
		break;
	default:
		str_addf(out, _("%c: %s timer runs out"), letter,
		    _(timer_name(cause->timer)));
		break;
	}
}

void
moment_headline(struct str *out, const struct trace *trace,
    const struct moment *moment)
{
	const struct happening *cause = &moment->cause;
	char letter = end_letter(cause->end);

	switch (cause->kind) {
	case KIND_TIMER:
		print_timer(out, cause);
		return;
	case KIND_WAIT:
		print_wait(out, cause);
		return;
	case KIND_DELIVER:
		str_addf(out, _("%c receives "), letter);
		break;
	case KIND_INJECT:
		str_addf(out, _("%c receives a forged "), letter);
		break;
	case KIND_DROP:
		str_addf(out, _("lost on the way to %c: "), letter);
		break;
	case KIND_DUPLICATE:
		str_addf(out, _("duplicated on the way to %c: "), letter);
		break;
	default:
		str_addf(out, "%c: ", letter);
		break;
	}
	moment_cause(out, trace, moment);
}
