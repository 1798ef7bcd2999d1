/*
 * Compares what a kernel did with what a vector expects: the segments sent
 * (flags, numbers, length), the state, SND.UNA, SND.NXT and RCV.NXT, and
 * whether a call failed. Windows, timers and signals are not compared: a
 * kernel has its own idea of the first two, and sockets do not tell the third.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "replay.h"
#include "tap.h"

/* What is expected, as far as it is compared. */
struct expectation {
	const char	*sends;		/* NULL: nothing */
	enum state	state;
	uint32_t	una, nxt, rcv_nxt;
	bool		una_any, nxt_any, rcv_any;
	bool		error, any_answer;
};

static void
expect_tcb(struct expectation *expect, const struct tcb *tcb)
{
	expect->state = (enum state)tcb->state;
	expect->una = tcb->snd.una.n;
	expect->nxt = tcb->snd.nxt.n;
	expect->rcv_nxt = tcb->rcv.nxt.n;
}

/* "una=101"; others are not compared. */
static void
expect_variable(struct expectation *expect, const char *text)
{
	struct {
		const char	*name;
		uint32_t	*value;
		bool		*any;
	} const all[] = {
		{ "una=", &expect->una, &expect->una_any },
		{ "nxt=", &expect->nxt, &expect->nxt_any },
		{ "rcv.nxt=", &expect->rcv_nxt, &expect->rcv_any }
	};

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		size_t n = strlen(all[i].name);

		if (strncmp(text, all[i].name, n) != 0)
			continue;
		*all[i].any = text[n] == '?';
		*all[i].value = (uint32_t)strtoul(text + n, NULL, 10);
	}
}

static void
expect_item(struct expectation *expect, const struct vectors *vectors, char *item)
{
	char *save = NULL;

	if (strncmp(item, "sends ", 6) == 0) {
		expect->sends = text_trim(item + 6);
	} else if (strncmp(item, "-> ", 3) == 0) {
		ck_assert(state_parse(item + 3, strlen(item + 3), &expect->state));
	} else if (strncmp(item, "= ", 2) == 0) {
		struct run other;

		section_start(vectors_find(vectors, text_trim(item + 2)), &other);
		expect_tcb(expect, &other.tcb);
	} else if (strncmp(item, "error: ", 7) == 0) {
		expect->error = true;
	} else if (strcmp(item, "answered") == 0) {
		expect->any_answer = true;
	} else if (strncmp(item, "signals ", 8) != 0 && strncmp(item, "timer ", 6) != 0) {
		for (char *one = strtok_r(item, " ", &save); one != NULL;
		    one = strtok_r(NULL, " ", &save))
			expect_variable(expect, one);
	}
}

/* One alternative: "S 100:100(0), . 101:101(0) ack 301". */
static bool
sent_as(const struct answer *answer, char *list)
{
	char *save = NULL;
	int n = 0;

	for (char *one = strtok_r(list, ",", &save); one != NULL;
	    one = strtok_r(NULL, ",", &save)) {
		struct pattern pattern;
		struct error error;

		one = text_trim(one);
		ck_assert_msg(pattern_parse(&pattern, one, strlen(one), &error),
		    "cannot read \"%s\": %s", one, error.text);
		pattern.given &= PATTERN_SEQ | PATTERN_LEN | PATTERN_ACK;
		if (n >= answer->sent_count || n >= ANSWER_SENT ||
		    !pattern_match(&pattern, &answer->sent[n]))
			return false;
		n++;
	}
	return n == answer->sent_count;
}

static bool
sent_expected(const struct answer *answer, const char *sends)
{
	if (sends == NULL)
		return answer->sent_count == 0;

	char *copy = mem_strdup(sends);
	char *save = NULL;
	bool found = strcmp(sends, "any") == 0;

	for (char *list = strtok_r(copy, "/", &save); list != NULL && !found;
	    list = strtok_r(NULL, "/", &save)) {
		list = text_trim(list);
		found = strcmp(list, "nothing") == 0 ? answer->sent_count == 0 :
		    sent_as(answer, list);
	}
	free(copy);
	return found;
}

bool
answer_expected(const struct answer *answer, const struct replay *replay,
    const struct vectors *vectors, const struct row *row)
{
	struct expectation expect = { 0 };
	char *copy = mem_strdup(row->expected);
	char *save = NULL;

	expect_tcb(&expect, &replay->model.before);
	for (char *item = strtok_r(copy, ";", &save); item != NULL;
	    item = strtok_r(NULL, ";", &save))
		expect_item(&expect, vectors, text_trim(item));

	bool same = sent_expected(answer, expect.sends) &&
	    answer->state == expect.state;

	if (answer->numbered)
		same = same && (expect.una_any || answer->una == expect.una) &&
		    (expect.nxt_any || answer->nxt == expect.nxt) &&
		    (expect.rcv_any || answer->rcv_nxt == expect.rcv_nxt);
	if (answer->called && !expect.any_answer)
		same = same && answer->failed == expect.error;
	free(copy);
	return same;
}

void
answer_print(struct str *out, const struct answer *answer)
{
	str_add(out, answer->sent_count == 0 ? "sends nothing" : "sends ");
	for (int i = 0; i < answer->sent_count && i < ANSWER_SENT; i++) {
		const struct segment *seg = &answer->sent[i];
		struct pattern pattern = { .seg = *seg,
		    .given = PATTERN_SEQ | PATTERN_LEN | PATTERN_ACK };
		char text[SEGMENT_TEXT];

		pattern.seg.flags &= (uint8_t)~SEG_PSH;
		if (!(seg->flags & SEG_ACK))
			pattern.given &= ~(unsigned)PATTERN_ACK;
		str_addf(out, "%s%s", i == 0 ? "" : ", ",
		    pattern_print(text, sizeof(text), &pattern));
	}
	str_addf(out, "; %s", state_name(answer->state));
	if (answer->numbered)
		str_addf(out, " una=%u nxt=%u rcv.nxt=%u", answer->una, answer->nxt,
		    answer->rcv_nxt);
	if (answer->called)
		str_add(out, answer->failed ? "; error" : "; no error");
}
