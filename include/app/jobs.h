/*
 * What the program can be asked to do. Each takes the options of its command
 * line, says what there is to say, and answers what to leave with.
 */
#ifndef APP_JOBS_H
#define APP_JOBS_H

#include <stdbool.h>

#include "app/options.h"
#include "lesson/progress.h"

/* All of them, ended by the one without a name: to open a lesson, or the menu. */
extern const struct job jobs[];

enum status job_list(const struct options *options);
enum status job_review(const struct options *options);
enum status job_run(const struct options *options);
enum status job_new(const struct options *options);
enum status job_check(const struct options *options);
enum status job_export(const struct options *options);
enum status job_compare(const struct options *options);
enum status job_doctor(const struct options *options);
enum status job_path(const struct options *options);
enum status job_completion(const struct options *options);
enum status job_sandbox(const struct options *options);
enum status job_open(const struct options *options);
enum status job_notes(const struct options *options);

struct svg_paper;

/*
 * export --format svg --figure screen: of LESSON its last moment, of
 * LESSON:STEP that step's.
 */
enum status screen_export(const struct options *options, const struct svg_paper *paper);

struct terminal;

/* Is ours a terminal that curses can use? (jobs_open.c) */
bool terminal_is_able(void);

/* Take it over, as the options say; the theme is one that there is. NULL with *error. */
struct terminal *terminal_take(const struct options *options, struct error *error);

/* What was done, to be looked at alone (progress_fini ends it); where that cannot be, it is said. */
void progress_look(struct progress *progress);

/* Is --format one of those (ended by NULL)? If not, it is said which there are. */
bool job_writes(const struct options *options, const char *const *formats);

#endif
