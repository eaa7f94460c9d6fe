/*
 * plan: what one statement wants, cut at its top-level keywords.
 *
 * SELECT, WITH, VALUES, SHOW and DESCRIBE read; INSERT, UPDATE and DELETE change event_triggers; everything else is
 * refused. A change never reaches SQLite: its values become SELECTs (plan_sources, plan_values, plan_returning), and what
 * those give becomes calls to AWS. The forms are StackQL's:
 *
 *     INSERT INTO event_triggers (COLUMN, …) { SELECT … | VALUES (…), … } [RETURNING …]
 *     UPDATE event_triggers SET PatchDocument = …[, ClientToken = …] WHERE region = … AND Identifier = … [RETURNING …]
 *     DELETE FROM event_triggers WHERE Identifier = … AND region = … [AND ClientToken = …] [RETURNING …]
 *
 * WITH may stand before each. Columns are written as AWS or as SQL writes them (DomainName, domain_name), in any case.
 * WHERE is of = and AND alone, so that it names one trigger; values are any expressions. Any thread.
 */
#ifndef SQL_PLAN_H
#define SQL_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include "base/err.h"
#include "base/strbuf.h"
#include "sql/place.h"

enum plan_kind { PLAN_READ, PLAN_INSERT, PLAN_UPDATE, PLAN_DELETE };

/* Bytes of the statement; equal: not there. */
struct plan_range {
    size_t start, end;
};

/* A column and the expression for it (of INSERT's list: no expression). */
struct plan_value {
    char *name; /* owned: as AWS writes it: "DomainName", "region", "ClientToken" */
    size_t at;  /* where the statement names it */
    struct plan_range value;
};

struct plan {
    enum plan_kind kind;
    struct plan_range with;    /* WITH … before INSERT, UPDATE and DELETE */
    struct plan_range source;  /* INSERT's SELECT or VALUES */
    struct plan_value *values; /* owned: INSERT's columns; UPDATE's SET and WHERE; DELETE's WHERE */
    size_t count, capacity;
    struct plan_range returning; /* without the keyword */
};

/* Cuts one statement (no ; in it) whose {{ }} are filled in. plan is filled anew: release it in any case. ERR_INVALID and
 * *fault, the place, for what is no such statement. */
bool plan_cut(const char *sql, struct plan *plan, size_t *fault, struct err *err);
void plan_release(struct plan *plan);
/* "INSERT". */
const char *plan_word(enum plan_kind kind);

/* The SELECT whose rows INSERT writes, a column for each of values; one whose only row has the values of UPDATE and
 * DELETE. Appended to out; map gets the places of the statement. */
void plan_values_select(const struct plan *plan, const char *sql, struct strbuf *out, struct place_map *map);

#endif
