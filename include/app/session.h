/*
 * What a person does with keys: the menu, a lesson stepped forth and back,
 * the sandbox, the sheets that look closer. It knows no terminal: strokes come in, and it
 * draws itself into a grid.
 */
#ifndef APP_SESSION_H
#define APP_SESSION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/asking.h"
#include "app/challenge.h"
#include "app/engines.h"
#include "app/forge.h"
#include "app/options.h"
#include "app/prompt.h"
#include "app/review.h"
#include "app/sandbox.h"
#include "app/shelf.h"
#include "lesson/player.h"
#include "lesson/progress.h"
#include "view/grid.h"

/* What the keys mean now; bits, as a key may work in several. */
enum mode {
	MODE_MENU = 0x01,
	MODE_LESSON = 0x02,
	MODE_SANDBOX = 0x04,
	MODE_SHEET = 0x08,	/* a sheet lies on top of one of these */
	MODE_PROMPT = 0x10,	/* a line is typed */
	MODE_BLANK = 0x20,	/* nothing is shown, until a key */
	MODE_FORGET = 0x40,	/* is a lesson to be forgotten? */
	MODE_ASK = 0x80,	/* in a lesson, a question is to be answered */
	MODE_FORM = 0x100,	/* a segment is forged */
	MODE_WORDS = 0x200,	/* the glossary, in which letters search */
	MODE_VOTE = 0x400,	/* before a class, a question can be voted on */
	MODE_CHALLENGE = 0x800,	/* in the sandbox, with goals to be met */
	MODE_REVEAL = 0x1000,	/* before a class, a question whose answer can be shown */
	MODE_MENU_HELP = 0x2000	/* the sheet of help lies on the menu, where nothing was played */
};

/* As a file was, to see whether it changes; all zero: there is none. */
struct stamp {
	int64_t		 size, seconds, nanoseconds;
	uint64_t	 inode;
};

struct watched {
	struct stamp	 seen;		/* when it was looked at last */
	struct stamp	 shown;		/* when it was read last */
	struct str	 problems;	/* a line each */
};

/* What the menu offers. */
enum entry_kind {
	ENTRY_GO_ON,		/* with the lesson that was left in its middle */
	ENTRY_REVIEW,		/* what was missed and is due */
	ENTRY_LESSON,
	ENTRY_SANDBOX
};

struct entry {
	enum entry_kind		 kind;
	const struct lesson	*lesson;	/* or NULL */
	const char		*heading;	/* what stands above it, or NULL */
};

enum sheet {
	SHEET_NONE,
	SHEET_HELP,	/* all keys, and how to read the screen */
	SHEET_EDGES,	/* which were walked */
	SHEET_PROBLEMS,	/* what is wrong with a file that is watched */
	SHEET_CHECKS,	/* from here on those of view/sheet.h */
	SHEET_SEGMENT,
	SHEET_NUMBERS,
	SHEET_TOOLS,
	SHEET_CALLS,
	SHEET_STATE,
	SHEET_GLOSSARY
};

/* Time that runs, or stands. */
struct clock {
	int		 rate;		/* so many seconds a second; 0: it stands */
	int64_t		 at;		/* us, the caller's clock at the last tick; 0: none yet */
	int64_t		 elapsed;	/* us since the newest moment that no engine knows of yet */
	const struct branch *branch;	/* the one it has elapsed on */
	int		 looks;		/* at a real engine, in quick succession, still to come */
};

struct session {
	const struct options	 *options;
	const struct engine_kind *kind;
	struct shelf		  shelf;
	struct player		  player;
	bool			  has_player;
	const struct lesson	 *original;	/* the lesson, whichever roles are played */
	struct lesson		 *mirrored;	/* its roles exchanged; NULL: they are not */
	VEC(struct asking *)	  asked;	/* the lesson's questions that one has come to */
	struct sandbox		  sandbox;
	struct challenge	  challenge;	/* played in the sandbox */
	enum mode		  below;	/* MODE_MENU, MODE_LESSON or MODE_SANDBOX */
	enum mode		  resumed;	/* where the menu goes back to, or MODE_MENU */
	bool			  of_lesson;	/* the sandbox goes back to the lesson */
	enum sheet		  sheet;
	int			  sheet_choice, sheet_cursor;
	char			  sought[16];	/* typed in the glossary */
	bool			  sheet_ends;	/* as last drawn: there is no more of it below */
	bool			  has_sheet_flight;	/* the sheet of a segment is this one's */
	uint32_t		  sheet_flight;
	bool			  forging;	/* the form is filled in */
	struct forge		  forge;
	struct clock		  clock;
	struct hits		  hits;		/* what was drawn where last, until a key is struck ... */
	int			  rows, columns;	/* ... on a grid so large; 0: on none yet ... */
	bool			  ascii;	/* ... in ASCII */
	struct prompt		  prompt;
	bool			  blank;
	VEC(struct entry)	  entries;	/* of the menu */
	size_t			  cursor;	/* the one chosen */
	unsigned		  typed;	/* a lesson's number so far; 0: none */
	bool			  forgetting;	/* the question is asked whether to */
	struct progress		  progress;
	struct review		  review;
	struct watched		  watched;	/* the file of --watch */
	int64_t			  saved_at;	/* when it was written last */
	struct error		  unsaved;	/* why it could not be, as said last; "": it could */
	uint32_t		  stroke;	/* the key that is struck */
	int			  scroll;	/* rows of the lower panel above its top; below 0, under it */
	int			  words_below;	/* rows of it that are still below, as last drawn */
	int			  words_rows;	/* rows of it that one sees */
	int			  back;		/* rows of the ladder below its bottom */
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

/*
 * Keep progress in the user's folder from now on, beginning with what is
 * there; without this nothing is written. What cannot be had or read is said
 * on the screen, and one learns all the same.
 */
void session_keep(struct session *session);

/* Write what was noted. As progress_save. */
bool session_save(struct session *session, struct error *error);

/* To the menu. False with *error if there are no lessons to choose from. */
bool session_menu(struct session *session, struct error *error);

/* Opened by its name a lesson begins at its beginning; a message tells where one was last time. */
void session_recall(struct session *session);

/* Open a lesson of the shelf. False with *error if the engine cannot run. */
bool session_open(struct session *session, const struct lesson *lesson,
    struct error *error);

/* Into the sandbox, as it was left or empty. False with *error as above. */
bool session_sandbox(struct session *session, struct error *error);

/* Ask again what is due. False with *error: nothing is, or as above. */
bool session_review(struct session *session, struct error *error);

/*
 * --watch: open a file, whatever is wrong with it; then look now and then
 * whether it has changed. Begin: false with *error if the engine cannot run.
 * True of the other: there is something new to be drawn.
 */
bool session_watch_begin(struct session *session, const char *file,
    struct error *error);
bool session_watch(struct session *session);

/* A key was struck. False: the session is left. */
bool session_stroke(struct session *session, uint32_t stroke);

/*
 * In how many ms session_tick is to be called without any key; -1: not at
 * all, as nothing goes on. Something does where time runs on the model, and
 * on a real engine while one of its timers runs, and shortly after a key.
 */
int session_wait(const struct session *session);

/*
 * So late it is (us, on any clock that does not jump): take in what a real
 * engine did by itself (a segment that is sent again while it is held is only
 * counted, without a moment), and let a timer of the model run out that is
 * due. To be called before a key, too.
 */
void session_tick(struct session *session, int64_t now);

/* What works now. */
enum mode session_mode(const struct session *session);

/* What there is to look at now: a trace, and so many of its moments. NULL in the menu. */
const struct trace *session_trace(const struct session *session, size_t *count);

/* Draw it all, whatever the grid's size. It may clamp how far is scrolled. */
void session_draw(struct session *session, struct grid *grid);

#endif
