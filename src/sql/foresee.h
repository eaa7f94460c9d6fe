/*
 * foresee: what is wrong with the values of a change, as far as that can be seen before anything is read or sent.
 *
 * Of several statements the later ones are looked at before the first is sent: a patch that is none, JSON that does not parse,
 * an INSERT that breaks a rule. Values that come from tables are seen when their turn comes. UI thread.
 */
#ifndef SQL_FORESEE_H
#define SQL_FORESEE_H

#include <stdbool.h>
#include <stddef.h>
#include "base/err.h"
#include "sql/plan.h"

/* sql is what plan was cut from. ERR_INVALID and *fault, the place in sql. */
bool foresee_values(const char *sql, const struct plan *plan, size_t *fault, struct err *err);

#endif
