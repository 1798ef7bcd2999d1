/* A scene that nobody wrote: a statement of any kind, at any time. */
#ifndef HOST_RANDOM_SCENE_H
#define HOST_RANDOM_SCENE_H

#include <stdlib.h>

#include "engine/engine.h"
#include "tap.h"

static inline void
random_statement(struct engine *engine)
{
	static const uint8_t kinds[] = { CALL_LISTEN, CALL_CONNECT, CALL_SEND,
	    CALL_RECEIVE, CALL_SHUTDOWN, CALL_CLOSE, CALL_ABORT, CALL_CRASH };
	struct error why;
	struct command command = { .end = (uint8_t)(rand() % 2) };

	switch (rand() % 10) {
	case 0:
		command.verb = VERB_DROP;
		break;
	case 1:
		command.verb = VERB_DUPLICATE;
		break;
	case 2:
		command.verb = VERB_INJECT;
		command.segment = (struct segment){ .seq = { 90 + (uint32_t)rand() % 250 },
		    .flags = (uint8_t)(rand() & 0x17), .len = rand() % 3 == 0 ? 5 : 0, .wnd = 1000 };
		if (command.segment.flags & SEG_ACK)
			command.segment.ack.n = 90 + (uint32_t)rand() % 250;
		break;
	case 3:
	case 4:
	case 5:
		command.verb = VERB_CALL;
		command.call.kind = kinds[rand() % 8];
		command.call.octets = command.call.kind == CALL_SEND ? 1 + (uint32_t)rand() % 2000 : 0;
		break;
	default:
		command.verb = VERB_DELIVER;
		command.which.has_from = rand() % 4 == 0;
		command.which.from = (uint8_t)(rand() % 2);
		break;
	}
	ck_assert_int_ne(engine_command(engine, &command, &why), DONE_BROKEN);
}

#endif
