/*
 * The engines that a user may name with --on, and whether they can run here.
 */
#ifndef APP_ENGINES_H
#define APP_ENGINES_H

#include <stdbool.h>

#include "base/error.h"
#include "base/str.h"
#include "engine/engine.h"

struct engine_kind {
	const char	*name;
	/* A fresh one, to be freed with engine_free; NULL with the reason. */
	struct engine	*(*open)(struct error *why);
	/* Can it run here? In a sentence, either way. */
	bool		(*probe)(struct str *says);
};

/* In the order of doctor; the last has the name NULL. */
extern const struct engine_kind engine_kinds[];

/* NULL if there is no engine of that name. ipv6: over ::1 or its like; the model has no addresses. */
const struct engine_kind *engine_kind_find(const char *name, bool ipv6);

#endif
