/* Progress, line by line: the file is read and written whenever there is something to note. */
#include "app/plain_keep.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "app/playing.h"
#include "app/say.h"

/* The same is not said at every step. */
static void
trouble_say(struct error *said, const struct error *error)
{
	if (strcmp(error->text, said->text) != 0)
		say_problem("%s", error->text);
	*said = *error;
}

static void
load(struct plain_keep *keep, struct progress *progress)
{
	struct error error;
	char *folder = progress_folder(&error);

	progress_init(progress, folder);
	if (folder == NULL || !progress_load(progress, &error))
		trouble_say(&keep->unread, &error);
	free(folder);
}

static void
save(struct plain_keep *keep, struct progress *progress)
{
	struct error error;

	if (!progress_save(progress, &error))
		trouble_say(&keep->unwritten, &error);
	progress_fini(progress);
}

void
plain_keep_place(struct plain_keep *keep, const struct player *player)
{
	struct progress progress;

	if (!keep->of_shelf)
		return;
	load(keep, &progress);
	playing_note(player, player->lesson->id, &progress, (int64_t)time(NULL));
	save(keep, &progress);
}

void
plain_keep_answer(struct plain_keep *keep, const struct answer_event *event)
{
	int64_t now = (int64_t)time(NULL);
	struct progress progress;

	if (!keep->of_shelf)
		return;
	load(keep, &progress);
	progress_asked(&progress, event->question, event->answer, now);
	if (event->answer == ANSWER_WRONG && event->misconception > 0)
		progress_met(&progress, event->misconception, now);
	save(keep, &progress);
}

void
plain_keep_best(struct plain_keep *keep, const struct lesson *lesson, size_t statements)
{
	int64_t now = (int64_t)time(NULL);
	struct progress progress;

	if (!keep->of_shelf)
		return;
	load(keep, &progress);
	progress_best(&progress, lesson->id, (uint32_t)statements, now);
	progress_done(&progress, lesson->id, now);
	save(keep, &progress);
}

void
plain_keep_edges(struct plain_keep *keep, const bool walked[EDGES_MAX])
{
	struct progress progress;

	load(keep, &progress);
	edges_note(walked, &progress, (int64_t)time(NULL));
	save(keep, &progress);
}

void
plain_recall_edges(struct plain_keep *keep, bool walked[EDGES_MAX])
{
	struct progress progress;

	load(keep, &progress);
	edges_recall(walked, &progress);
	progress_fini(&progress);
}
