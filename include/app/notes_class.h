/*
 * The class's side of the speaker's notes: it listens on a socket, tells
 * whoever comes what it is at, and does what it is asked. Whether anybody
 * comes, goes or dies changes nothing for the class.
 */
#ifndef APP_NOTES_CLASS_H
#define APP_NOTES_CLASS_H

#include "app/notes.h"
#include "app/session.h"
#include "base/error.h"

struct event_base;
struct notes_class;

/*
 * Listen. changed(arg) is called when something is to be drawn again. NULL
 * with *error if it cannot be; a class goes on without. All three outlive it.
 */
struct notes_class *notes_class_open(struct event_base *base, struct session *session,
    void (*changed)(void *arg), void *arg, struct error *error);
void notes_class_close(struct notes_class *class);

/* Something may be different from what was told last. NULL is fine. */
void notes_class_tell(struct notes_class *class);

/* Are letters typed there, or is it asked for a y? Then keys from afar do nothing. */
bool class_is_busy(const struct session *session);

/* What the session is at, as notes have it; began is the caller's. */
void telling_of(struct telling *telling, struct session *session);

#endif
