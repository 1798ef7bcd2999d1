/* The sandbox line by line: the scene language in, what happened out. */
#include "app/plain.h"

#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

#include "app/branch.h"
#include "app/say.h"
#include "base/i18n.h"
#include "base/text.h"
#include "lesson/scene.h"

#define HELP _("A line of the scene language: A listen, B connect, deliver, drop,\n" \
    "wait timer, expect A ESTABLISHED. ?: explain, q: quit\n")

static void
expect_say(struct str *out, const struct branch *branch, const struct expect *expect)
{
	struct str expected = { 0 }, found = { 0 };

	if (expect_holds(expect, engine_trace(branch->engine), branch->engine->statements,
	    &expected, &found))
		str_add(out, _("It is so.\n"));
	else
		str_addf(out, _("Expected: %s. Found: %s.\n"), str_text(&expected),
		    str_text(&found));
	str_free(&expected);
	str_free(&found);
}

static void
statement_play(struct str *out, struct branch *branch, const struct statement *statement)
{
	const struct trace *trace = engine_trace(branch->engine);
	size_t before = trace->count;
	struct error why;

	if (!(statement->on & scene_on(branch->engine->ops->name)))
		return;
	if (statement->is_expect) {
		expect_say(out, branch, &statement->expect);
		return;
	}
	if (branch_do(branch, &statement->command, &why) != DONE)
		str_addf(out, "%s\n", why.text);
	for (size_t i = before; i < trace->count; i++)
		plain_moment(out, trace, &trace->moments[i]);
}

void
plain_line(struct str *out, struct branch *branch, const char *line)
{
	struct scene scene = { .count = 0 };
	struct errors errors;

	errors_init(&errors, "");
	scene_parse(&scene, line, strlen(line), 1, 1, &errors);
	errors_print(&errors, out);
	for (size_t i = 0; i < scene.count; i++)
		statement_play(out, branch, &scene.statements[i]);
	scene_fini(&scene);
	errors_fini(&errors);
}

void
plain_why(struct str *out, const struct branch *branch)
{
	const struct moment *moment = branch_moment(branch);

	if (moment == NULL || moment->note_count == 0)
		str_add(out, _("There is nothing to explain here yet.\n"));
	else
		plain_checks(out, moment);
}

bool
plain_prompt(struct str *out)
{
	str_add(out, "> ");
	say_text(out);
	str_clear(out);
	return say_flush();
}

static void
line_play(struct str *out, struct branch *branch, const char *line, bool walked[EDGES_MAX],
    struct plain_keep *keep)
{
	plain_line(out, branch, line);
	edges_walk(walked, engine_trace(branch->engine), 0);
	plain_keep_edges(keep, walked);
}

void
plain_sandbox(struct engine *engine, FILE *in, struct plain_keep *keep)
{
	struct branch *branch = branch_new(engine);
	bool walked[EDGES_MAX] = { false };
	struct str out = { 0 };
	char *line = NULL;
	size_t room = 0;

	str_add(&out, _("Two ends, A and B, and nothing yet.\n"));
	str_add(&out, HELP);
	engine_watch_waits(say_waits, NULL);
	while (plain_prompt(&out) && getline(&line, &room, in) != -1) {
		line[strcspn(line, "\r\n")] = '\0';
		if (strcmp(line, "q") == 0)
			break;
		if (strcmp(line, "?") == 0)
			plain_why(&out, branch);
		else if (line[0] == '\0')
			str_add(&out, HELP);
		else
			line_play(&out, branch, line, walked, keep);
	}
	engine_watch_waits(NULL, NULL);
	free(line);
	str_free(&out);
	branch_free(branch);
}
