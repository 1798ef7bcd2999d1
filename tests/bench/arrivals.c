/*
 * Segment arrivals a second in the model: whole lives of a connection, from
 * SYN to TIME-WAIT, over and over, every segment with all of its notes. The
 * yardstick is a hash of 64 octets, so that the ratio says something on any
 * machine.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/hash.h"
#include "tcp/arrive.h"
#include "tcp/call.h"
#include "tcp/expire.h"
#include "tcp/tcb.h"

#define SECONDS 1.0
#define BATCH 2000
#define QUEUE 64

struct conversation {
	struct tcb	tcb[2];
	struct {
		int		to;
		struct segment	seg;
	} queue[QUEUE];
	size_t		head, tail;
	struct effects	fx;
	unsigned long	arrivals;
	unsigned long	notes;
};

static double
now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &ts);
	return (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
}

static void
enqueue(struct conversation *c, int from)
{
	c->notes += (unsigned long)c->fx.note_count;
	for (int i = 0; i < c->fx.sent_count; i++) {
		size_t at = c->tail++ % QUEUE;
		c->queue[at].to = !from;
		c->queue[at].seg = c->fx.sent[i].seg;
	}
}

static void
call(struct conversation *c, int end, enum call_kind kind, uint32_t octets)
{
	effects_init(&c->fx);
	tcb_call(&c->tcb[end], &(struct call){ .kind = (uint8_t)kind,
	    .octets = octets }, 0, &c->fx);
	enqueue(c, end);
	while (c->head != c->tail) {
		size_t at = c->head++ % QUEUE;
		int to = c->queue[at].to;
		effects_init(&c->fx);
		tcb_arrive(&c->tcb[to], &c->queue[at].seg, 0, &c->fx);
		c->arrivals++;
		enqueue(c, to);
	}
}

/* Opened, eight exchanges, closed by both. */
static void
live(struct conversation *c)
{
	tcb_init(&c->tcb[0], (struct seq){ 100 });
	tcb_init(&c->tcb[1], (struct seq){ 300 });
	call(c, 1, CALL_LISTEN, 0);
	call(c, 0, CALL_CONNECT, 0);
	for (int i = 0; i < 8; i++) {
		call(c, 0, CALL_SEND, 100);
		call(c, 1, CALL_RECEIVE, 0);
	}
	call(c, 0, CALL_SHUTDOWN, 0);
	call(c, 1, CALL_SHUTDOWN, 0);
	if (c->tcb[0].state != STATE_TIME_WAIT || c->tcb[1].state != STATE_CLOSED) {
		fprintf(stderr, "arrivals: the connection did not end as it should\n");
		exit(1);
	}
}

static double
hashes_a_second(void)
{
	char octets[64] = "a yardstick";
	double begin = now(), took;
	unsigned long count = 0;
	volatile uint64_t sum = 0;

	do {
		for (int i = 0; i < BATCH * 10; i++)
			sum += hash_bytes(octets, sizeof(octets), sum);
		count += BATCH * 10;
		took = now() - begin;
	} while (took < SECONDS / 5);
	return (double)count / took;
}

int
main(void)
{
	static struct conversation c;
	double begin = now(), took;

	do {
		for (int i = 0; i < BATCH; i++)
			live(&c);
		took = now() - begin;
	} while (took < SECONDS);
	double rate = (double)c.arrivals / took;
	printf("segment arrivals a second in the model      %10.2f million, %.1f notes each\n",
	    rate / 1e6, (double)c.notes / (double)c.arrivals);
	printf("  one arrival costs as much as              %10.1f hashes of 64 octets\n",
	    hashes_a_second() / rate);
	return 0;
}
