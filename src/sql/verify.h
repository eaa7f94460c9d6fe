/* verify: whether a statement would run, before anything is: what SQLite has against its SELECTs, SHOW and DESCRIBE. UI thread. */
#ifndef SQL_VERIFY_H
#define SQL_VERIFY_H

#include <stdbool.h>
#include <stddef.h>
#include "base/err.h"
#include "sql/plan.h"

/* sql is what plan was cut from. Nothing is read or evaluated: a value that is wrong comes up later. ERR_INVALID and
 * *fault, the place in sql. */
bool verify_statement(const char *sql, const struct plan *plan, size_t *fault, struct err *err);

#endif
