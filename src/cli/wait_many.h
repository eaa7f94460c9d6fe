/*
 * wait_many: several operations that were started side by side.
 */
#ifndef CLI_WAIT_MANY_H
#define CLI_WAIT_MANY_H

#include <stddef.h>
#include <stdint.h>
#include "cli/wait.h"

/* Waits for each (wait_operation) and prints those that went well: a list, unless one alone was asked for. err: that of
 * the only one; of several, each failure is said on stderr and it is ERR_FAILED, or ERR_CONFLICT if nothing but conflicts
 * stood against it: "2 of 3 triggers were not deleted". what: "deleted". */
void wait_many(struct wait_session *session, const uint64_t *numbers, size_t count, bool alone,
               const char *what, struct err *err);

#endif
