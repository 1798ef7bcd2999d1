/*
 * A conversation with one end, as its peer has it: say a segment, hear what
 * comes back. Events are written as in vectors/README. What is not heard is
 * not forgotten: the next event fails the test while something is unheard.
 *
 * The end has ISS 100 and window 1000, the peer ISS 300; the peer announces 1000
 * octets unless it says otherwise, and no MSS, so that SND.MSS is 536.
 */
#ifndef TALK_H
#define TALK_H

#include "vector.h"

struct talk {
	struct run	run;
	int		heard;		/* of run.fx.sent */
};

/* A CLOSED end. The constructors below begin with it, too. */
void	talk_closed(struct talk *talk);

/* Events parted by semicolons, one after the other; what they send counts as heard. */
void	talk_so_far(struct talk *talk, const char *events);

/* The shortest ways into the states. */
void	talk_listen(struct talk *talk);
void	talk_syn_sent(struct talk *talk);
void	talk_syn_received(struct talk *talk);
void	talk_established(struct talk *talk);	/* by a passive OPEN */
void	talk_connected(struct talk *talk);	/* by an active OPEN */
void	talk_fin_wait_1(struct talk *talk);
void	talk_fin_wait_2(struct talk *talk);
void	talk_close_wait(struct talk *talk);
void	talk_closing(struct talk *talk);
void	talk_last_ack(struct talk *talk);
void	talk_time_wait(struct talk *talk);

/* The peer says a segment; or the user makes a call, or a timer runs out, or a switch is set. */
void	say(struct talk *talk, const char *event);

/* The next unheard segments are these, parted by ", ", and then there is silence. */
void	hear(struct talk *talk, const char *segments);
void	hear_nothing(struct talk *talk);

/* So many ms go by, and whatever timer is due in them runs out; what it sent last may be heard. */
void	pass(struct talk *talk, int64_t ms);

/* The next timer runs out: that one, so many ms from now. */
void	expect_timer(struct talk *talk, enum timer timer, int64_t ms);

void	expect_state(const struct talk *talk, enum state state);
void	expect_reply(const struct talk *talk, enum reply reply);

/* Was the user told, by the last event? */
bool	was_told(const struct talk *talk, enum signal signal);

/* Did the last event leave the note? */
bool	was_noted(const struct talk *talk, enum note_id id);

#endif
