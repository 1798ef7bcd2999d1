/*
 * What `set` sets, and what sockets have that RFC 9293 has not.
 */
#include "base/i18n.h"
#include "model_private.h"

static enum done
skip(struct error *why, const char *reason)
{
	error_set(why, why->line, 0, "%s", reason);
	return DONE_SKIPPED;
}

/* What sockets have and RFC 9293 has not. */
enum done
model_sockets(struct model *model, const struct command *command, struct error *why)
{
	switch ((enum verb)command->verb) {
	case VERB_ACCEPT:
		return skip(why, _("RFC 9293 knows no accept(): the listener itself becomes "
		    "the connection"));
	case VERB_FILL:
		model->queued = true;
		return skip(why, _("RFC 9293 knows no accept queue, so none can be full"));
	case VERB_SET_BACKLOG:
		return skip(why, _("RFC 9293 knows no accept queue, and so no backlog"));
	case VERB_SET_REUSEADDR:
		return command->value == 0 ? DONE : skip(why, _("RFC 9293 knows no "
		    "SO_REUSEADDR: while a connection is in TIME-WAIT, another OPEN of it "
		    "is refused"));
	case VERB_SET_ABORT_ON_OVERFLOW:
		return command->value == 0 ? DONE :
		    skip(why, _("RFC 9293 knows no queue that could overflow"));
	default:
		return command->value == SYNCOOKIES_OFF ? DONE :
		    skip(why, _("RFC 9293 knows no SYN cookies"));
	}
}

enum done
model_set(struct model *model, const struct command *command)
{
	struct config *config = &model->tcb[command->end].config;
	struct policy *policy = &model->tcb[END_A].config.policy;

	switch ((enum verb)command->verb) {
	case VERB_SET_ISS:
		config->iss = seq_make(command->value);
		break;
	case VERB_SET_WINDOW:
		config->window = command->value;
		break;
	case VERB_SET_MSS:
		config->mss = (uint16_t)command->value;
		break;
	case VERB_SET_RFC5961:
		policy->rfc5961 = command->value != 0;
		break;
	case VERB_SET_RFC1337:
		policy->rfc1337 = command->value != 0;
		break;
	case VERB_SET_DELAYED_ACK:
		policy->delayed_ack = command->value != 0;
		break;
	case VERB_SET_NAGLE:
		policy->nagle = command->value != 0;
		break;
	case VERB_SET_MSL:
		policy->msl = command->value;
		break;
	case VERB_SET_USER_TIMEOUT:
		policy->user_timeout = command->value;
		break;
	case VERB_SET_KEEPALIVE:
		for (int i = 0; i < END_COUNT; i++)
			tcb_keepalive(&model->tcb[i], command->value, model->now / 1000);
		break;
	default:
		break;
	}
	model->tcb[END_B].config.policy = *policy;
	return DONE;
}
