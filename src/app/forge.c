/* The fields of a forgery: what they begin as, what they may be, what would be acceptable. */
#include "app/forge.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"

/* Where the scene's defaults for a first number do not say it either. */
#define ISS_UNKNOWN 1000

#define WINDOW_MOST 65535
/* What is left of an IP packet of 65535 octets. */
#define LENGTH_MOST 65495

static const struct field {
	const char	*name;
	uint32_t	 most;		/* of a number; 0: it is none */
	const char	*problem;
} fields[FORGE_FIELDS] = {
	[FORGE_FROM] = { N_("from"), 0, N_("from: A or B") },
	[FORGE_FLAGS] = { N_("flags"), 0,
	    N_("flags: letters of S F R P U E W, and a dot for ACK") },
	[FORGE_SEQ] = { N_("seq"), UINT32_MAX, N_("seq: a number from 0 to 4294967295") },
	[FORGE_ACK] = { N_("ack"), UINT32_MAX, N_("ack: a number from 0 to 4294967295") },
	[FORGE_WINDOW] = { N_("window"), WINDOW_MOST, N_("window: a number from 0 to 65535") },
	[FORGE_LENGTH] = { N_("length"), LENGTH_MOST, N_("length: a number from 0 to 65495") },
	[FORGE_URGENT] = { N_("urgent"), UINT16_MAX, N_("urgent: a number from 0 to 65535") },
	[FORGE_MSS] = { N_("MSS"), UINT16_MAX, N_("MSS: a number from 1 to 65535, or nothing") },
};

static const struct {
	char	letter;
	uint8_t	flag;
} letters[] = {
	{ 'S', SEG_SYN }, { 'F', SEG_FIN }, { 'R', SEG_RST }, { 'P', SEG_PSH },
	{ '.', SEG_ACK }, { 'U', SEG_URG }, { 'E', SEG_ECE }, { 'W', SEG_CWR },
};

const char *
forge_name(enum forge_field field)
{
	return _(fields[field].name);
}

/* ---- what is meant */

static enum end
from_of(const struct forge *forge)
{
	return forge->text[FORGE_FROM][0] == 'A' ? END_A : END_B;
}

static char
upper(char c)
{
	return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

static bool
flags_read(const struct forge *forge, uint8_t *flags)
{
	*flags = 0;
	for (const char *p = forge->text[FORGE_FLAGS]; *p != '\0'; p++) {
		size_t i = 0, count = sizeof(letters) / sizeof(letters[0]);
		while (i < count && letters[i].letter != upper(*p))
			i++;
		if (i == count)
			return false;
		*flags |= letters[i].flag;
	}
	return true;
}

static bool
has_flag(const struct forge *forge, uint8_t flag)
{
	uint8_t flags;

	flags_read(forge, &flags);
	return flags & flag;
}

static bool
number_read(const struct forge *forge, enum forge_field field, uint32_t *number)
{
	const char *text = forge->text[field];
	uint64_t value = 0;

	for (const char *p = text; *p != '\0'; p++) {
		if (*p < '0' || *p > '9')
			return false;
		value = value * 10 + (uint64_t)(*p - '0');
	}
	*number = (uint32_t)value;
	return text[0] != '\0' && value <= fields[field].most;
}

/* Only where its flag is set does the field count. */
static bool
counts(const struct forge *forge, enum forge_field field)
{
	if (field == FORGE_ACK)
		return has_flag(forge, SEG_ACK);
	return field != FORGE_URGENT || has_flag(forge, SEG_URG);
}

const char *
forge_problem(const struct forge *forge, enum forge_field field)
{
	const char *text = forge->text[field];
	uint32_t number = 0;
	uint8_t flags;
	bool fine;

	if (field == FORGE_FROM)
		return NULL;
	if (field == FORGE_FLAGS)
		fine = flags_read(forge, &flags);
	else if (text[0] == '\0')
		fine = field == FORGE_MSS || !counts(forge, field);
	else
		fine = number_read(forge, field, &number) && (field != FORGE_MSS || number > 0);
	return fine ? NULL : _(fields[field].problem);
}

static uint32_t
number_of(const struct forge *forge, enum forge_field field)
{
	uint32_t number;

	return counts(forge, field) && number_read(forge, field, &number) ? number : 0;
}

int
forge_command(const struct forge *forge, struct command *command)
{
	int field = 0;

	while (field < FORGE_FIELDS && forge_problem(forge, (enum forge_field)field) == NULL)
		field++;
	if (field < FORGE_FIELDS)
		return field;
	*command = (struct command){ .verb = VERB_INJECT,
	    .end = (uint8_t)end_other(from_of(forge)) };
	struct segment *seg = &command->segment;
	flags_read(forge, &seg->flags);
	seg->seq = seq_make(number_of(forge, FORGE_SEQ));
	seg->ack = seq_make(number_of(forge, FORGE_ACK));
	seg->wnd = number_of(forge, FORGE_WINDOW);
	seg->len = number_of(forge, FORGE_LENGTH);
	seg->up = (uint16_t)number_of(forge, FORGE_URGENT);
	seg->mss = (uint16_t)number_of(forge, FORGE_MSS);
	return FORGE_FIELDS;
}

/* ---- what it begins as */

static void
number_set(struct forge *forge, enum forge_field field, uint32_t number)
{
	snprintf(forge->text[field], FORGE_TEXT, "%u", number);
}

static void
flags_set(struct forge *forge, const char *flags)
{
	snprintf(forge->text[FORGE_FLAGS], FORGE_TEXT, "%s", flags);
}

void
forge_init(struct forge *forge, const struct branch *branch, enum end to)
{
	const struct endpoint *end = branch_endpoint(branch, to);
	const struct endpoint *peer = branch_endpoint(branch, end_other(to));
	uint32_t first = peer->known & KNOWN_ISS ? peer->iss : ISS_UNKNOWN;
	bool knows = end->known & KNOWN_RCV_NXT;

	memset(forge, 0, sizeof(*forge));
	forge->text[FORGE_FROM][0] = end_letter(end_other(to));
	flags_set(forge, end->state <= STATE_LISTEN ? "S" : knows ? "R" : "S.");
	number_set(forge, FORGE_SEQ, knows ? end->rcv_nxt : first);
	number_set(forge, FORGE_ACK, end->known & KNOWN_SND_NXT ? end->snd_nxt : 0);
	number_set(forge, FORGE_WINDOW, peer->known & KNOWN_RCV_WND &&
	    peer->rcv_wnd < WINDOW_MOST ? peer->rcv_wnd : WINDOW_MOST);
	number_set(forge, FORGE_LENGTH, 0);
	number_set(forge, FORGE_URGENT, 0);
	forge_go(forge, FORGE_FLAGS);
}

/* ---- typing */

void
forge_go(struct forge *forge, int field)
{
	forge->at = (field + FORGE_FIELDS) % FORGE_FIELDS;
	forge->cursor = strlen(forge->text[forge->at]);
}

static void
from_turn(struct forge *forge)
{
	char *letter = &forge->text[FORGE_FROM][0];

	*letter = *letter == 'A' ? 'B' : 'A';
}

void
forge_insert(struct forge *forge, uint32_t uc)
{
	char *text = forge->text[forge->at];
	size_t n = strlen(text);

	if (uc < ' ' || uc > '~')
		return;
	char c = upper((char)uc);
	if (forge->at == FORGE_FROM) {
		if (c == ' ' || ((c == 'A' || c == 'B') && c != text[0]))
			from_turn(forge);
		return;
	}
	if (c == ' ' || n + 1 >= FORGE_TEXT)
		return;
	memmove(text + forge->cursor + 1, text + forge->cursor, n - forge->cursor + 1);
	text[forge->cursor++] = c;
}

void
forge_erase(struct forge *forge)
{
	char *text = forge->text[forge->at];

	if (forge->at == FORGE_FROM || forge->cursor == 0)
		return;
	memmove(text + forge->cursor - 1, text + forge->cursor,
	    strlen(text + forge->cursor) + 1);
	forge->cursor--;
}

void
forge_move(struct forge *forge, int by)
{
	if (forge->at == FORGE_FROM)
		from_turn(forge);
	else if (by < 0)
		forge->cursor -= forge->cursor > 0;
	else
		forge->cursor += forge->cursor < strlen(forge->text[forge->at]);
}

/* ---- what would be acceptable */

/* Is the segment of so many numbers in the window (section 3.10.7.4, first check)? */
static bool
in_window(const struct endpoint *end, uint32_t seq, uint32_t len)
{
	struct seq first = seq_make(seq), next = seq_make(end->rcv_nxt);

	if (end->rcv_wnd == 0)
		return len == 0 && seq_eq(first, next);
	return seq_in(first, next, end->rcv_wnd) ||
	    (len > 0 && seq_in(seq_add(first, len - 1), next, end->rcv_wnd));
}

static void
hint_seq(struct str *out, const struct forge *forge, enum end to, const struct endpoint *end)
{
	struct command command;
	uint32_t seq = number_of(forge, FORGE_SEQ);

	if (!(end->known & KNOWN_RCV_NXT)) {
		str_addf(out, _("any: %c knows no number of its peer yet"), end_letter(to));
		return;
	}
	str_addf(out, _("%c: RCV.NXT %u, RCV.WND %u"), end_letter(to), end->rcv_nxt, end->rcv_wnd);
	if (forge_command(forge, &command) != FORGE_FIELDS)
		return;
	str_add(out, in_window(end, seq, segment_len(&command.segment)) ?
	    _(": in the window") : _(": outside the window"));
}

static void
hint_ack(struct str *out, const struct forge *forge, enum end to, const struct endpoint *end)
{
	struct seq ack = seq_make(number_of(forge, FORGE_ACK));

	if (!counts(forge, FORGE_ACK)) {
		str_add(out, _("counts only with the dot, the flag ACK"));
		return;
	}
	if (!(end->known & KNOWN_SND_NXT)) {
		str_addf(out, _("%c has sent nothing that could be acknowledged"), end_letter(to));
		return;
	}
	str_addf(out, _("%c: SND.UNA %u, SND.NXT %u"), end_letter(to), end->snd_una, end->snd_nxt);
	str_add(out, seq_gt(ack, seq_make(end->snd_nxt)) ? _(": not sent yet") :
	    seq_le(ack, seq_make(end->snd_una)) ? _(": nothing new") : _(": acceptable"));
}

void
forge_hint(struct str *out, const struct forge *forge, enum forge_field field,
    const struct branch *branch)
{
	enum end to = end_other(from_of(forge));
	const struct endpoint *end = branch_endpoint(branch, to);
	const struct endpoint *peer = branch_endpoint(branch, end_other(to));

	switch (field) {
	case FORGE_FROM:
		str_addf(out, _("and to %c; ← or → turns it round"), end_letter(to));
		break;
	case FORGE_FLAGS:
		str_add(out, _("S F R P U E W, and the dot is ACK"));
		break;
	case FORGE_SEQ:
		hint_seq(out, forge, to, end);
		break;
	case FORGE_ACK:
		hint_ack(out, forge, to, end);
		break;
	case FORGE_WINDOW:
		if (peer->known & KNOWN_RCV_WND)
			str_addf(out, _("what %c takes: its RCV.WND is %u"),
			    end_letter(end_other(to)), peer->rcv_wnd);
		else
			str_add(out, _("octets that its sender would take"));
		break;
	case FORGE_LENGTH:
		str_add(out, _("octets of text"));
		if (end->known & KNOWN_RCV_WND)
			str_addf(out, _("; %c has room for %u"), end_letter(to), end->rcv_wnd);
		break;
	case FORGE_URGENT:
		str_add(out, counts(forge, field) ?
		    _("an offset from seq, to behind the urgent octet") :
		    _("counts only with U, the flag URG"));
		break;
	case FORGE_MSS:
		str_add(out, has_flag(forge, SEG_SYN) ? _("empty: no such option") :
		    _("empty: none; only a SYN may have it"));
		break;
	}
}
