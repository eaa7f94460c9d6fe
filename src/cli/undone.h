/*
 * undone: undoes operations of the journal for `operations undo`: shows the plan, asks once, sends, waits.
 */
#ifndef CLI_UNDONE_H
#define CLI_UNDONE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/err.h"
#include "cli/wait.h"

/* False with ERR_USAGE where it would have to ask and there is no terminal. Before the session is opened. */
bool undone_may_ask(const struct cli_options *options, struct err *err);
/* Undoes them side by side, each guarded by itself. One that cannot be undone is left alone and is a failure: ERR_CONFLICT
 * with both sides on stderr if somebody changed since what it changed. The session has loaded the journal. */
void undone_run(struct wait_session *session, const uint64_t *numbers, size_t count, struct err *err);

#endif
