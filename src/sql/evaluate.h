/*
 * evaluate: a SELECT by SQLite, over the tables of etrig or none: of a person, of the values of a change, of RETURNING.
 *
 * The database is in memory and has no more than those tables; SQLite's authorizer lets nothing but reading of them through, and
 * the functions of functions.h. A SELECT that goes on and on, or takes more than 1 GiB, is cut
 * off. UI thread.
 */
#ifndef SQL_EVALUATE_H
#define SQL_EVALUATE_H

#include <stdbool.h>
#include <stddef.h>
#include "base/err.h"
#include "sql/tables.h"

/* Who takes the answer: the columns' names first, then the cells, row after row. */
struct evaluate_taker {
    void (*column)(const char *name, void *context);
    void (*cell)(const char *text, bool is_number, void *context); /* text NULL: NULL */
    bool (*stopped)(void *context); /* asked every 10 ms: true cuts it off; may be NULL */
    void *context;
};

/* Runs one SELECT; tables may be NULL. What they lack is in tables->wants: the rows are not all there then.
 * ERR_INVALID: SQLite's sentence, and *fault the place in sql. */
bool evaluate_select(const char *sql, struct tables *tables, const struct evaluate_taker *taker,
                     size_t *fault, struct err *err);
/* True if evaluate_select would begin: nothing is run. */
bool evaluate_check(const char *sql, size_t *fault, struct err *err);

#endif
