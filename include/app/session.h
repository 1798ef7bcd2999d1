/*
 * What a person does with keys: the menu, a lesson stepped forth and back,
 * the sheet that explains. It knows no terminal: strokes come in, and it
 * draws itself into a grid.
 */
#ifndef APP_SESSION_H
#define APP_SESSION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/engines.h"
#include "app/options.h"
#include "app/shelf.h"
#include "lesson/player.h"
#include "view/grid.h"

/* What the keys mean now; bits, as a key may work in several. */
enum mode {
	MODE_MENU = 0x01,
	MODE_LESSON = 0x02,
	MODE_SHEET = 0x04	/* a sheet lies on top of either */
};

enum sheet {
	SHEET_NONE,
	SHEET_EXPLAIN,	/* the moment, check by check */
	SHEET_HELP	/* all keys, and how to read the screen */
};

struct session {
	const struct options	 *options;
	const struct engine_kind *kind;
	struct shelf		  shelf;
	struct player		  player;
	bool			  has_player;
	enum mode		  below;	/* MODE_MENU or MODE_LESSON */
	enum sheet		  sheet;
	size_t			  cursor;	/* the menu's row */
	int			  scroll;	/* rows of the lower panel above its top */
	int			  back;		/* rows of the ladder below its bottom */
	int			  sheet_scroll;
	struct str		  message;	/* shown until the next key; empty: none */
	bool			  left;
};

#define BINDING_STROKES 5

/* A row of the one table of keys: it dispatches, it is the key bar and the help. */
struct binding {
	uint32_t	 strokes[BINDING_STROKES];	/* the first is named in the bar; ended by 0 */
	unsigned	 modes;		/* MODE_* in which it works */
	const char	*bar;		/* a word for the key bar, or NULL */
	const char	*help;
	void		(*act)(struct session *session);
};

extern const struct binding bindings[];
extern const size_t binding_count;

void session_init(struct session *session, const struct options *options,
    const struct engine_kind *kind);
void session_fini(struct session *session);

/* To the menu. False with *error if there are no lessons to choose from. */
bool session_menu(struct session *session, struct error *error);

/* Open a lesson of the shelf. False with *error if the engine cannot run. */
bool session_open(struct session *session, const struct lesson *lesson,
    struct error *error);

/* A key was struck. False: the session is left. */
bool session_stroke(struct session *session, uint32_t stroke);

/* What works now. */
enum mode session_mode(const struct session *session);

/* Draw it all, whatever the grid's size. It may clamp how far is scrolled. */
void session_draw(struct session *session, struct grid *grid);

#endif
