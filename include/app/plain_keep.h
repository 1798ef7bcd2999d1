/*
 * What one does line by line is written as it is done: ^C, or a window that is
 * closed, leaves no time for it later.
 */
#ifndef APP_PLAIN_KEEP_H
#define APP_PLAIN_KEEP_H

#include <stdbool.h>
#include <stddef.h>

#include "app/asking.h"
#include "app/edges.h"
#include "base/error.h"
#include "lesson/player.h"

struct plain_keep {
	bool		 of_shelf;	/* what is played is no file that somebody named */
	struct error	 unread;	/* the trouble with reading it that was said last ... */
	struct error	 unwritten;	/* ... and with writing it */
};

/* Where one stands in a lesson, or that it is done. */
void plain_keep_place(struct plain_keep *keep, const struct player *player);

/* What a question was answered. */
void plain_keep_answer(struct plain_keep *keep, const struct answer_event *event);

/* A challenge is won, in so many statements. */
void plain_keep_best(struct plain_keep *keep, const struct lesson *lesson, size_t statements);

/* Edges that were walked; and those of other days, which are added to walked. */
void plain_keep_edges(struct plain_keep *keep, const bool walked[EDGES_MAX]);
void plain_recall_edges(struct plain_keep *keep, bool walked[EDGES_MAX]);

#endif
