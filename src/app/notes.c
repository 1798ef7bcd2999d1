/* Speaker's notes, as lines of JSON. */
#include "app/notes.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "ui/stroke.h"

/* The version of what is said here. */
#define CLASS_VERSION 1

/* A year: no class is longer, and no step has a larger number. */
#define SECONDS_MOST (366LL * 24 * 3600 * 100)
#define STEPS_MOST 100000

void
telling_fini(struct telling *telling)
{
	str_free(&telling->title);
	str_free(&telling->now);
	str_free(&telling->notes);
	str_free(&telling->question);
	str_free(&telling->answer);
	for (size_t i = 0; i < OFFERS_MAX; i++)
		str_free(&telling->offers[i]);
	str_free(&telling->next_title);
	str_free(&telling->next_text);
	*telling = (struct telling){ .step = 0 };
}

/* ---- writing */

/* No longer than the other end takes, cut between characters. */
static json_t *
text_json(const struct str *text)
{
	struct str clean = { 0 };
	size_t n = text->n < NOTES_TEXT_MAX ? text->n : NOTES_TEXT_MAX;

	while (n > 0 && n < text->n && (text->p[n] & 0xc0) == 0x80)
		n--;
	if (n > 0)
		text_clean(&clean, text->p, n);
	json_t *json = json_stringn(str_text(&clean), clean.n);
	str_free(&clean);
	return json;
}

static json_t *
counts_json(const unsigned *counts, size_t count)
{
	json_t *list = json_array();

	for (size_t i = 0; i < count; i++)
		json_array_append_new(list, json_integer(counts[i]));
	return list;
}

/* Takes json. */
static void
line_write(struct str *out, json_t *json)
{
	char *text = json_dumps(json, JSON_COMPACT);

	if (text != NULL)
		str_addf(out, "%s\n", text);
	free(text);
	json_decref(json);
}

void
telling_write(struct str *out, const struct telling *telling)
{
	json_t *offers = json_array(), *votes = json_array();

	for (size_t i = 0; i < telling->offer_count; i++)
		json_array_append_new(offers, text_json(&telling->offers[i]));
	for (int round = 0; round < telling->votes.rounds; round++)
		json_array_append_new(votes,
		    counts_json(telling->votes.counts[round], telling->offer_count));
	line_write(out, json_pack("{s:i, s:o, s:I, s:I, s:o, s:o, s:o, s:o, s:o, s:b, s:o, s:o, "
	    "s:o, s:b, s:b, s:I}",
	    "class", CLASS_VERSION, "title", text_json(&telling->title),
	    "step", (json_int_t)telling->step, "steps", (json_int_t)telling->steps,
	    "now", text_json(&telling->now), "notes", text_json(&telling->notes),
	    "question", text_json(&telling->question), "answer", text_json(&telling->answer),
	    "offers", offers, "asks", telling->asks, "votes", votes,
	    "next_title", text_json(&telling->next_title),
	    "next_text", text_json(&telling->next_text),
	    "blank", telling->blank, "busy", telling->busy, "began", (json_int_t)telling->began));
}

/* ---- reading */

static json_t *
line_read(const char *line, size_t n)
{
	json_t *json = n <= NOTES_LINE_MAX ? json_loadb(line, n, 0, NULL) : NULL;

	if (json_is_object(json))
		return json;
	json_decref(json);
	return NULL;
}

/* What is no text is an empty one. */
static void
text_get(struct str *out, const json_t *json)
{
	size_t n = json_string_length(json);

	str_clear(out);
	if (!json_is_string(json) || n > NOTES_LINE_MAX)
		return;
	text_clean(out, json_string_value(json), n);
}

static int64_t
number_get(const json_t *json, int64_t most)
{
	int64_t value = json_integer_value(json);

	return value < 0 ? 0 : value > most ? most : value;
}

/* How many there were. */
static size_t
counts_get(unsigned counts[OFFERS_MAX], const json_t *list)
{
	size_t count = json_array_size(list);

	count = count < OFFERS_MAX ? count : OFFERS_MAX;
	for (size_t i = 0; i < count; i++)
		counts[i] = (unsigned)number_get(json_array_get(list, i), VOTE_MOST);
	return count;
}

static void
votes_get(struct telling *telling, const json_t *list)
{
	unsigned counts[OFFERS_MAX];

	telling->votes = (struct votes){ .rounds = 0 };
	for (size_t i = 0; i < json_array_size(list) && i < VOTE_ROUNDS; i++)
		votes_put(&telling->votes, counts, counts_get(counts, json_array_get(list, i)));
}

static void
offers_get(struct telling *telling, const json_t *list)
{
	size_t count = json_array_size(list);

	telling->offer_count = count < OFFERS_MAX ? count : OFFERS_MAX;
	for (size_t i = 0; i < telling->offer_count; i++)
		text_get(&telling->offers[i], json_array_get(list, i));
}

bool
telling_read(struct telling *telling, const char *line, size_t n)
{
	json_t *json = line_read(line, n);

	if (json == NULL || json_integer_value(json_object_get(json, "class")) != CLASS_VERSION) {
		json_decref(json);
		return false;
	}
	text_get(&telling->title, json_object_get(json, "title"));
	telling->step = (size_t)number_get(json_object_get(json, "step"), STEPS_MOST);
	telling->steps = (size_t)number_get(json_object_get(json, "steps"), STEPS_MOST);
	text_get(&telling->now, json_object_get(json, "now"));
	text_get(&telling->notes, json_object_get(json, "notes"));
	text_get(&telling->question, json_object_get(json, "question"));
	text_get(&telling->answer, json_object_get(json, "answer"));
	offers_get(telling, json_object_get(json, "offers"));
	telling->asks = json_is_true(json_object_get(json, "asks"));
	votes_get(telling, json_object_get(json, "votes"));
	text_get(&telling->next_title, json_object_get(json, "next_title"));
	text_get(&telling->next_text, json_object_get(json, "next_text"));
	telling->blank = json_is_true(json_object_get(json, "blank"));
	telling->busy = json_is_true(json_object_get(json, "busy"));
	telling->began = number_get(json_object_get(json, "began"), SECONDS_MOST);
	json_decref(json);
	return true;
}

/* ---- driving */

static const struct {
	uint32_t	 stroke;
	const char	*name;
} drives[] = {
	{ ' ', "next" },
	{ STROKE_BACKSPACE, "back" },
	{ STROKE_PAGE_DOWN, "page-down" },
	{ STROKE_PAGE_UP, "page-up" },
	{ '?', "answer" },
	{ 'b', "blank" },
};

#define DRIVE_COUNT (sizeof(drives) / sizeof(drives[0]))

bool
drive_takes(uint32_t stroke)
{
	for (size_t i = 0; i < DRIVE_COUNT; i++)
		if (drives[i].stroke == stroke)
			return true;
	return false;
}

void
drive_write(struct str *out, const struct drive *drive)
{
	if (drive->stroke == STROKE_NONE) {
		line_write(out, json_pack("{s:s, s:o}", "do", "votes",
		    "counts", counts_json(drive->counts, drive->count)));
		return;
	}
	for (size_t i = 0; i < DRIVE_COUNT; i++)
		if (drives[i].stroke == drive->stroke)
			line_write(out, json_pack("{s:s}", "do", drives[i].name));
}

bool
drive_read(struct drive *drive, const char *line, size_t n)
{
	json_t *json = line_read(line, n);
	const char *name = json_string_value(json_object_get(json, "do"));
	const json_t *counts = json_object_get(json, "counts");
	bool known = false;

	*drive = (struct drive){ .stroke = STROKE_NONE };
	if (name != NULL && strcmp(name, "votes") == 0 && json_is_array(counts)) {
		drive->count = counts_get(drive->counts, counts);
		known = true;
	}
	for (size_t i = 0; name != NULL && i < DRIVE_COUNT; i++) {
		if (strcmp(name, drives[i].name) == 0) {
			drive->stroke = drives[i].stroke;
			known = true;
		}
	}
	json_decref(json);
	return known;
}
