/*
 * Marks for what is shown to a person.  _() is for a string in code, N_() for
 * one in a const table.  They do nothing until gettext stands behind them.
 */
#ifndef BASE_I18N_H
#define BASE_I18N_H

#define _(s)	(s)
#define N_(s)	(s)

#endif
