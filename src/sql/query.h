/*
 * query: one SELECT, SHOW or DESCRIBE on its way from its text to its rows.
 *
 * It is evaluated over what the store has; what that lacks the worker reads; then it is evaluated anew, over more. The
 * face waits between the steps, in its own way:
 *
 *     fine = query_begin(&query, &place, sql, &err);
 *     while (fine && (step = query_step(&query, stopped, context, &err)) == QUERY_READS)
 *         fine = …;                                       until query_has_come
 *     …query.result…
 *     query_end(&query);                                  in any case
 *
 * UI thread.
 */
#ifndef SQL_QUERY_H
#define SQL_QUERY_H

#include "sql/reading.h"
#include "sql/result.h"
#include "sql/tables.h"

enum query_step { QUERY_DONE, QUERY_READS, QUERY_FAILED };

struct query {
    char *sql; /* owned */
    struct reading_place place;
    struct texts regions; /* where no region is given */
    struct tables tables;
    struct wants wants;
    struct reading reading;
    bool is_asked;        /* something was asked for, and is not settled yet */
    struct result result; /* of the last step; whole after QUERY_DONE */
    size_t fault;         /* of QUERY_FAILED: the place in the text */
    bool is_placed;       /* the failure has a place */
};

/* sql is copied; what place points to stays the caller's until query_end. ERR_INVALID with fault. */
bool query_begin(struct query *query, const struct reading_place *place, const char *sql, struct err *err);
/* Evaluates, and asks for what is wanted. stopped (may be NULL) is asked every 10 ms: true cuts it off
 * (ERR_INTERRUPTED). */
enum query_step query_step(struct query *query, bool (*stopped)(void *context), void *context,
                           struct err *err);
/* True once the next step may be taken. */
bool query_has_come(struct query *query);
/* What is being read is given up: only query_end may follow. */
void query_stop(struct query *query);
/* Ends it wherever it stands. */
void query_end(struct query *query);

#endif
