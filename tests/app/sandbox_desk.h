/* The desk of desk.h with the sandbox on it: free play by keys and typed lines. */
#ifndef TESTS_APP_SANDBOX_DESK_H
#define TESTS_APP_SANDBOX_DESK_H

#include "desk.h"

static inline void
enter(void)
{
	struct error error;

	ck_assert(session_sandbox(&session, &error));
	ck_assert_int_eq(session_mode(&session), MODE_SANDBOX);
}

static inline struct branch *
branch(void)
{
	return sandbox_branch(&session.sandbox);
}

static inline enum state
state_of(enum end end)
{
	return branch_endpoint(branch(), end)->state;
}

/* A line, right or wrong. */
static inline void
line_type(const char *text)
{
	strike(':', 1);
	type(text);
	strike(STROKE_ENTER, 1);
}

/* A line of the scene language, which is taken. */
static inline void
line(const char *text)
{
	line_type(text);
	ck_assert_int_eq(session_mode(&session), MODE_SANDBOX);
}

static inline void
connect_both(void)
{
	enter();
	line("B listen");
	line("A connect");
	line("deliver all");
}

#endif
