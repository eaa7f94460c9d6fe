/*
 * undone: undoes an operation of the journal for `operations undo`: shows the plan, asks, sends, waits.
 */
#ifndef CLI_UNDONE_H
#define CLI_UNDONE_H

#include <stdbool.h>
#include "base/err.h"
#include "cli/wait.h"
#include "model/operation.h"

/* False with ERR_USAGE where it would have to ask and there is no terminal. Before the session is opened. */
bool undone_may_ask(const struct cli_options *options, struct err *err);
/* Undoes it, or says why not: ERR_CONFLICT with both sides on stderr if somebody changed since what it changed. The
 * session has loaded the journal, and works in the operation's region from then on. */
void undone_run(struct wait_session *session, const struct operation *operation, struct err *err);

#endif
