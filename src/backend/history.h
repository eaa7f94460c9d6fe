/*
 * history: the console's statements in state_dir/sql_history (model/statements.h), written anew with each.
 *
 * Several etrigs share it: each adds to what the others have written. 0600; one that cannot be read is left where it is
 * until something is added. Worker thread.
 */
#ifndef BACKEND_HISTORY_H
#define BACKEND_HISTORY_H

#include <stdbool.h>
#include "base/err.h"
#include "base/texts.h"

/* Into an empty list; a file that is not there is empty. ERR_LOCAL. */
bool history_read(const char *state_dir, struct texts *list, struct err *err);
/* ERR_LOCAL; the old file is whole then. */
bool history_add(const char *state_dir, const char *text, struct err *err);

#endif
