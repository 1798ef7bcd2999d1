/*
 * The class's side of the speaker's notes. Each who comes is a buffered
 * connection; lines go out whenever they differ from the last one, and come
 * in one at a time. Who does not read, or sends what has no end, is let go.
 */
#include "app/notes_class.h"

#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <event2/event.h>
#include <event2/listener.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/vec.h"
#include "host/pause.h"
#include "host/rendezvous.h"
#include "session_acts.h"
#include "ui/stroke.h"

/* Who may listen at once; octets that one may leave unread. */
#define GUESTS_MAX 8
#define UNREAD_MAX (1024 * 1024)

struct guest {
	struct notes_class	*class;
	struct bufferevent	*link;
};

struct notes_class {
	struct session		*session;
	void			(*changed)(void *arg);
	void			*arg;
	struct rendezvous	 place;
	struct evconnlistener	*listener;
	VEC(struct guest *)	 guests;
	struct str		 told;		/* the last line */
	int64_t			 began;		/* s */
};

static void
guest_free(struct guest *guest)
{
	bufferevent_free(guest->link);
	free(guest);
}

/* The notes were closed, or died: the class hears of it, unless it has others. */
static void
guest_leave(struct guest *guest)
{
	struct notes_class *class = guest->class;
	size_t i = 0;

	while (class->guests.v[i] != guest)
		i++;
	class->guests.v[i] = class->guests.v[--class->guests.n];
	guest_free(guest);
	if (class->guests.n > 0)
		return;
	message_set(class->session, _("The speaker's notes are gone; the class goes on."));
	class->changed(class->arg);
}

/* ---- what is asked */

static void
drive_do(struct session *session, const struct drive *drive)
{
	if (class_is_busy(session))
		return;
	if (drive->stroke == STROKE_NONE)
		vote_put(session, drive->counts, drive->count);
	else if (drive->stroke != '?' || session_mode(session) & MODE_ASK)
		session_stroke(session, drive->stroke);
}

static void
on_line(struct bufferevent *link, void *arg)
{
	struct guest *guest = arg;
	struct notes_class *class = guest->class;
	struct evbuffer *input = bufferevent_get_input(link);
	char *line;
	size_t n;
	bool done = false;

	while ((line = evbuffer_readln(input, &n, EVBUFFER_EOL_LF)) != NULL) {
		struct drive drive;
		if (drive_read(&drive, line, n)) {
			drive_do(class->session, &drive);
			done = true;
		}
		free(line);
	}
	if (evbuffer_get_length(input) >= NOTES_LINE_MAX)
		guest_leave(guest);
	else if (done)
		class->changed(class->arg);
}

static void
on_end(struct bufferevent *link, short what, void *arg)
{
	(void)link;
	(void)what;
	guest_leave(arg);
}

/* ---- what is told */

static void
tell(struct guest *guest)
{
	struct evbuffer *output = bufferevent_get_output(guest->link);

	/* Who reads nothing hears of the next change after that. */
	if (evbuffer_get_length(output) < UNREAD_MAX)
		bufferevent_write(guest->link, guest->class->told.p, guest->class->told.n);
}

void
notes_class_tell(struct notes_class *class)
{
	struct telling telling = { .began = 0 };
	struct str line = { 0 };

	if (class == NULL || class->guests.n == 0)
		return;
	telling_of(&telling, class->session);
	telling.began = class->began;
	telling_write(&line, &telling);
	telling_fini(&telling);
	if (class->told.n == line.n && memcmp(class->told.p, line.p, line.n) == 0) {
		str_free(&line);
		return;
	}
	str_free(&class->told);
	class->told = line;
	for (size_t i = 0; i < class->guests.n; i++)
		tell(class->guests.v[i]);
}

static void
on_guest(struct evconnlistener *listener, evutil_socket_t fd, struct sockaddr *address, int n,
    void *arg)
{
	struct notes_class *class = arg;

	(void)address;
	(void)n;
	struct bufferevent *link = class->guests.n < GUESTS_MAX ?
	    bufferevent_socket_new(evconnlistener_get_base(listener), fd, BEV_OPT_CLOSE_ON_FREE) : NULL;
	if (link == NULL) {
		evutil_closesocket(fd);
		return;
	}
	struct guest *guest = mem_alloc(1, sizeof(*guest));
	*guest = (struct guest){ class, link };
	vec_push(&class->guests, guest);
	bufferevent_setcb(link, on_line, NULL, on_end, guest);
	bufferevent_setwatermark(link, EV_READ, 0, NOTES_LINE_MAX);
	bufferevent_enable(link, EV_READ | EV_WRITE);
	message_set(class->session, _("The speaker's notes are open in another terminal."));
	/* To be told whatever was told before. */
	str_clear(&class->told);
	class->changed(class->arg);
}

/* ---- beginning and end */

struct notes_class *
notes_class_open(struct event_base *base, struct session *session, void (*changed)(void *arg),
    void *arg, struct error *error)
{
	struct notes_class *class = mem_alloc(1, sizeof(*class));

	/* Whom one talks to may be gone. */
	signal(SIGPIPE, SIG_IGN);
	*class = (struct notes_class){ .session = session, .changed = changed, .arg = arg,
	    .began = pause_clock() / 1000000 };
	int fd = rendezvous_open(&class->place, error);
	if (fd != -1)
		class->listener = evconnlistener_new(base, on_guest, class,
		    LEV_OPT_CLOSE_ON_FREE | LEV_OPT_CLOSE_ON_EXEC, 0, fd);
	if (class->listener != NULL)
		return class;
	if (fd != -1) {
		error_set(error, 0, 0, _("%s cannot be listened to"), class->place.path);
		evutil_closesocket(fd);
		rendezvous_close(&class->place);
	}
	free(class);
	return NULL;
}

void
notes_class_close(struct notes_class *class)
{
	if (class == NULL)
		return;
	evconnlistener_free(class->listener);
	rendezvous_close(&class->place);
	for (size_t i = 0; i < class->guests.n; i++)
		guest_free(class->guests.v[i]);
	vec_free(&class->guests);
	str_free(&class->told);
	free(class);
}
