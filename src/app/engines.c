/* The engines, and what stands in the way of those that cannot run. */
#include "app/engines.h"

#include <stddef.h>
#include <string.h>

#include "base/i18n.h"
#include "host/kernel.h"
#include "host/loopback.h"
#include "model/model.h"

static struct engine *
model_open(struct error *why)
{
	(void)why;
	return model_new();
}

static bool
model_can(struct str *says)
{
	str_add(says, _("RFC 9293 itself, with a clock that is moved, not waited for"));
	return true;
}

static struct engine *
loopback_open(struct error *why)
{
	return loopback_new(&(struct loopback_options){ .hold = true }, why);
}

static bool
loopback_can(struct str *says)
{
	struct error why;
	struct engine *engine = loopback_new(NULL, &why);

	if (engine == NULL) {
		str_add(says, why.text);
		return false;
	}
	const char *kernel = engine_trace(engine)->kernel;
	str_addf(says, _("two sockets of your own kernel%s%s, on 127.0.0.1; "),
	    kernel != NULL ? ", " : "", kernel != NULL ? kernel : "");
	str_addf(says, _("states from %s; "), loopback_source(engine));
	engine_free(engine);
	if (loopback_probe_gates(NULL, &why))
		str_add(says, _("gates hold its segments"));
	else
		str_addf(says, _("nothing is held there: %s"), why.text);
	return true;
}

static struct engine *
kernel_open(struct error *why)
{
	return kernel_new(NULL, why);
}

static bool
kernel_can(struct str *says)
{
	struct error why;

	if (!kernel_probe(&why)) {
		str_add(says, why.text);
		return false;
	}
	str_add(says, _("two sockets of your own kernel, with every segment in your hand"));
	return true;
}

const struct engine_kind engine_kinds[] = {
	{ "model", model_open, model_can },
	{ "loopback", loopback_open, loopback_can },
	{ "kernel", kernel_open, kernel_can },
	{ NULL, NULL, NULL },
};

static struct engine *
loopback6_open(struct error *why)
{
	return loopback_new(&(struct loopback_options){ .hold = true, .ipv6 = true }, why);
}

static struct engine *
kernel6_open(struct error *why)
{
	return kernel_new(&(struct kernel_options){ .ipv6 = true }, why);
}

/* What --ipv6 makes of them. */
static const struct engine_kind ipv6_kinds[] = {
	{ "model", model_open, model_can },
	{ "loopback", loopback6_open, loopback_can },
	{ "kernel", kernel6_open, kernel_can },
	{ NULL, NULL, NULL },
};

const struct engine_kind *
engine_kind_find(const char *name, bool ipv6)
{
	const struct engine_kind *kind = ipv6 ? ipv6_kinds : engine_kinds;

	for (; kind->name != NULL; kind++) {
		if (strcmp(kind->name, name) == 0)
			return kind;
	}
	return NULL;
}
