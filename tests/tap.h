/*
 * What every suite's main() calls. Check runs the tests, each in a process of
 * its own unless CK_FORK=no; the outcome goes to standard output as TAP, one
 * line a test, for automake's tap-driver.
 */
#ifndef TAP_H
#define TAP_H

#include <check.h>

/*
 * Runs all tests of the suite, which it frees. Returns what main() returns:
 * 0 if none failed and at least one ran.
 */
int tap_main(Suite *suite);

/*
 * Leaves the running test, which then counts as skipped. The reason is a
 * format and its arguments: what is missing here, in one line.
 */
#define tap_skip(...) ck_abort_msg("SKIP " __VA_ARGS__)

#endif
