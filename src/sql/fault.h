/* fault: what SQLite has against a statement, with the place that it names and what may have been meant. UI thread. */
#ifndef SQL_FAULT_H
#define SQL_FAULT_H

#include <stdbool.h>
#include <stddef.h>
#include "base/err.h"

struct sqlite3;

/* ERR_INVALID with SQLite's sentence of its last failure, which was about sql, and *fault, the place. Always false. */
bool fault_say(struct sqlite3 *database, const char *sql, size_t *fault, struct err *err);

#endif
