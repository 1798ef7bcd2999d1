/*
 * What stands beside a segment's arrow: its flags and numbers, and in a word
 * or two what is special about it.
 */
#include "ladder.h"

#include <string.h>

#include "base/i18n.h"
#include "base/text.h"

/* Width from which a segment's window is shown too. */
#define WIDE_COLUMNS 50
/* What is left for the arrow, for which a count stands without its word. */
#define ARROW_COLUMNS 8

/* How often what it carries had been sent before: by retransmissions, by a kernel that repeats a held one. */
static unsigned
times_again(const struct trace *trace, const struct flight *flight)
{
	unsigned times = flight->repeats;

	if (flight->again_of == 0)
		return times;
	for (size_t i = (size_t)(flight - trace->flights) + 1; i-- > 0;) {
		const struct flight *other = &trace->flights[i];

		if (other->number == flight->again_of && !other->copy)
			break;
		times += other->from == flight->from && !other->copy &&
		    other->again_of == flight->again_of;
	}
	return times;
}

bool
ladder_is_late(const struct trace *trace, const struct flight *flight)
{
	for (size_t i = (size_t)(flight - trace->flights) + 1;
	    i < trace->flight_count &&
	    trace->flights[i].sent_at < flight->ended_at; i++) {
		const struct flight *other = &trace->flights[i];

		if (other->from == flight->from && !other->forged &&
		    other->number != flight->number &&
		    other->ended_at < flight->ended_at &&
		    other->fate == FATE_DELIVERED)
			return true;
	}
	return false;
}

void
ladder_label(struct str *out, const struct trace *trace,
    const struct flight *flight, int room)
{
	char text[SEGMENT_TEXT];

	segment_print(text, sizeof(text), &flight->seg);
	if (room < WIDE_COLUMNS) {
		char *window = strstr(text, " win ");

		if (window != NULL)
			*window = '\0';
	}
	str_add(out, text);
	if (flight->forged)
		str_addf(out, " %s", _("forged"));
	if (flight->copy)
		str_addf(out, " %s", _("copy"));
	/* What it is a copy of says that itself. */
	unsigned again = flight->copy ? 0 : times_again(trace, flight);
	const char *word = _("again");
	int left = room - text_width(str_text(out)) - text_width(word);

	/* The count says it too, where the word would leave no room for the arrow. */
	if (again == 1 || (again > 1 && left >= ARROW_COLUMNS))
		str_addf(out, " %s", word);
	if (again > 1)
		str_addf(out, " ×%u", again);
}
