/* The engines, and what stands in the way of those that cannot run. */
#include "app/engines.h"

#include <stddef.h>
#include <string.h>

#include "base/i18n.h"
#include "model/model.h"

static struct engine *
model_open(struct error *why)
{
	(void)why;
	return model_new();
}

static bool
model_probe(struct str *says)
{
	str_add(says, _("RFC 9293 itself, with a clock that is moved, not waited for"));
	return true;
}

#define KERNEL_WHY N_("this version has no kernel engine yet; take model or loopback")

static struct engine *
kernel_open(struct error *why)
{
	error_set(why, 0, 0, "%s", _(KERNEL_WHY));
	return NULL;
}

static bool
kernel_probe(struct str *says)
{
	str_add(says, _(KERNEL_WHY));
	return false;
}

const struct engine_kind engine_kinds[] = {
	{ "model", model_open, model_probe },
	{ "kernel", kernel_open, kernel_probe },
	{ NULL, NULL, NULL },
};

const struct engine_kind *
engine_kind_find(const char *name)
{
	for (const struct engine_kind *kind = engine_kinds; kind->name != NULL; kind++) {
		if (strcmp(kind->name, name) == 0)
			return kind;
	}
	return NULL;
}
