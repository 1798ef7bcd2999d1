/*
 * The language of what is shown to a person: gettext, under marks of two
 * letters. _() is for a string in code, N_() for one in a const table, which
 * is then shown through _(); _n() for a sentence that counts.
 *
 * What is never translated: JSON, the scene language, flags and names of
 * states, section numbers.
 */
#ifndef BASE_I18N_H
#define BASE_I18N_H

#include <libintl.h>
#include <stdbool.h>

#define _(s)		i18n_text(s)
#define N_(s)		(s)
#define _n(one, many, n) ngettext(one, many, n)

/*
 * What _() stands for. English is what is written, and not looked up. Empty is
 * empty: gettext("") is the catalog's own head.
 */
const char *i18n_text(const char *text) __attribute__((format_arg(1)));

/*
 * Take the locale of the environment, or the language asked for (as in
 * lessons/LANGUAGE and po/LANGUAGE.po; "zh", "zh-CN" and "zh_CN.UTF-8" are
 * zh_CN); folder is where the catalogs are. NULL: as the environment says.
 * Called before anything is shown; called again, the later call counts. False
 * if language is no language's name; then nothing changes but the locale.
 */
bool i18n_init(const char *language, const char *folder);

/*
 * From here on everything is said as it is written in the sources: what comes is
 * for a program, and the same in every language. Lessons keep their language.
 */
void i18n_plain(void);

/*
 * What is spoken: "en", "zh_CN", ... as the folders of lessons are called.
 * It is a wish: a catalog or a lesson may be missing in it.
 */
const char *i18n_language(void);

#endif
