/* A lesson from a string, played on the model. */
#ifndef EXPORT_PLAYED_H
#define EXPORT_PLAYED_H

#include <string.h>

#include "lesson/player.h"
#include "model/model.h"
#include "tap.h"

struct played {
	struct lesson	*lesson;
	struct player	 player;
	const struct trace *trace;
};

static inline void
played_init(struct played *played, const char *text)
{
	struct errors errors;

	errors_init(&errors, "test.md");
	played->lesson = lesson_parse("test.md", text, strlen(text), &errors);
	ck_assert_msg(errors.list.n == 0, "%s", errors.list.n > 0 ? errors.list.v[0].text : "");
	player_init(&played->player, played->lesson, model_new());
	player_run(&played->player);
	ck_assert_uint_eq(played->player.failed + played->player.errors, 0);
	played->trace = engine_trace(played->player.engine);
	errors_fini(&errors);
}

static inline void
played_fini(struct played *played)
{
	player_fini(&played->player);
	lesson_free(played->lesson);
}

/* Losses, a retransmission, data, a copy, a forgery, a close. */
#define STORY \
	"# A <hard> & long story\n\nProse.\n\n```scene\nB listen\nA connect\nduplicate S\ndeliver S\n" \
	"deliver S.\ndrop .\ndeliver\nwait timer\ndeliver all\nA send 10\ndeliver all\n" \
	"inject to A R 900:900(0)\nA close\ndeliver F.\nA abort\n```\n"

#endif
