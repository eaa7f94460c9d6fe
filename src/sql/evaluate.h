/*
 * evaluate: a SELECT without tables, by SQLite: the values of a change, and RETURNING over its progress events.
 *
 * The database is in memory and empty; SQLite's authorizer lets nothing but reading through, and none of the functions
 * that reach files. string(x) is StackQL's: it gives x back, a text of JSON as a text. A SELECT that goes on and on is cut
 * off. UI thread.
 */
#ifndef SQL_EVALUATE_H
#define SQL_EVALUATE_H

#include <stdbool.h>
#include <stddef.h>
#include "base/err.h"

/* Who takes the answer: the columns' names first, then the cells, row after row. */
struct evaluate_taker {
    void (*column)(const char *name, void *context);
    void (*cell)(const char *text, bool is_number, void *context); /* text NULL: NULL */
    void *context;
};

/* Runs one SELECT. ERR_INVALID: SQLite's sentence, and *fault the place in sql. */
bool evaluate_select(const char *sql, const struct evaluate_taker *taker, size_t *fault, struct err *err);

#endif
