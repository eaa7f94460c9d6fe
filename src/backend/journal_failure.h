/*
 * journal_failure: what SQLite could not do with the journal, in words. Used by the journal only.
 */
#ifndef BACKEND_JOURNAL_FAILURE_H
#define BACKEND_JOURNAL_FAILURE_H

#include <sqlite3.h>
#include "base/err.h"

/* result: SQLite's extended code. db may be NULL. Always false, with ERR_LOCAL. */
bool journal_failure(sqlite3 *db, const char *path, int result, struct err *err);

#endif
