/*
 * RFC 6298, with the clock granularity G taken as 1 ms.
 */
#include "tcp/rto.h"

#define RTO_INITIAL 1000u	/* 2.1 */
#define RTO_MIN 1000u		/* 2.4 */
#define RTO_MAX 60000u		/* 2.5 */
#define RTO_AFTER_SYN 3000u	/* 5.7 */
#define GRANULARITY 1u

void
rto_init(struct rto *rto)
{
	*rto = (struct rto){ .rto = RTO_INITIAL };
}

uint32_t
rto_current(const struct rto *rto)
{
	uint64_t backed_off = (uint64_t)rto->rto << rto->shift;

	return backed_off < RTO_MAX ? (uint32_t)backed_off : RTO_MAX;
}

void
rto_sent(struct rto *rto, struct seq end, int64_t now)
{
	if (rto->timing)
		return;
	rto->timing = true;
	rto->timed = end;
	rto->since = now;
}

static uint32_t
difference(uint32_t a, uint32_t b)
{
	return a > b ? a - b : b - a;
}

static void
measure(struct rto *rto, uint32_t r)
{
	if (!rto->measured) {			/* 2.2 */
		rto->srtt = r;
		rto->rttvar = r / 2;
		rto->measured = true;
	} else {				/* 2.3: alpha 1/8, beta 1/4 */
		rto->rttvar = (3 * rto->rttvar + difference(rto->srtt, r)) / 4;
		rto->srtt = (7 * rto->srtt + r) / 8;
	}
	uint32_t spread = 4 * rto->rttvar;
	rto->rto = rto->srtt + (spread > GRANULARITY ? spread : GRANULARITY);
	if (rto->rto < RTO_MIN)
		rto->rto = RTO_MIN;
	if (rto->rto > RTO_MAX)
		rto->rto = RTO_MAX;
}

void
rto_acked(struct rto *rto, struct seq ack, int64_t now)
{
	if (rto->timing && seq_ge(ack, rto->timed)) {
		int64_t r = now - rto->since;

		rto->timing = false;
		measure(rto, r < 0 ? 0 : r > RTO_MAX ? RTO_MAX : (uint32_t)r);
		rto->shift = 0;		/* section 5: a measurement ends the backoff */
	}
}

void
rto_backoff(struct rto *rto)
{
	if (rto_current(rto) < RTO_MAX)
		rto->shift++;
	rto->timing = false;
}

void
rto_after_syn(struct rto *rto, bool syn_was_retransmitted)
{
	if (!syn_was_retransmitted)
		return;
	if (rto->rto < RTO_AFTER_SYN)
		rto->rto = RTO_AFTER_SYN;
	rto->shift = 0;
}
