#include "sql/query.h"

#include <stdlib.h>
#include "base/mem.h"
#include "sql/evaluate.h"
#include "sql/rewrite.h"
#include "sql/show.h"

bool query_begin(struct query *query, const struct reading_place *place, const char *sql, struct err *err)
{
    *query = (struct query){.sql = mem_dup(sql), .place = *place};
    texts_copy(&query->regions, backend_regions(place->backend));
    query->tables = (struct tables){place->store, &query->regions, place->domains, &query->wants};
    reading_begin(&query->reading, &query->place, &query->wants);
    query->is_placed = !rewrite_names(query->sql, &query->fault, err);
    return !query->is_placed;
}

/* ---- one run over what the store has ---- */

struct taking {
    struct result *result;
    bool (*stopped)(void *context);
    void *context;
    bool was_stopped;
};

static void take_column(const char *name, void *context)
{
    struct taking *taking = context;
    texts_add(&taking->result->columns, name);
}

static void take_cell(const char *text, bool is_number, void *context)
{
    struct taking *taking = context;
    result_add(taking->result, text, is_number);
}

static bool is_stopped(void *context)
{
    struct taking *taking = context;
    taking->was_stopped |= taking->stopped != NULL && taking->stopped(taking->context);
    return taking->was_stopped;
}

/* False and is_placed: the statement's fault, or what follows from rows that are not there yet. */
static bool evaluate(struct query *query, struct taking *taking, struct err *err)
{
    const struct evaluate_taker taker = {take_column, take_cell, is_stopped, taking};
    result_release(&query->result);
    bool fine = show_is(query->sql) ? show_run(query->sql, &taker, &query->fault, err)
                                    : evaluate_select(query->sql, &query->tables, &taker, &query->fault, err);
    query->is_placed = !fine && !taking->was_stopped;
    return fine;
}

static bool say_no_region(struct err *err)
{
    err_set(err, ERR_USAGE, "no region is given");
    return err_hint(err, "write WHERE region = '…', give --region NAME, or set AWS_REGION");
}

static bool ask(struct query *query, struct err *err)
{
    query->is_placed = false;
    err_clear(err); /* of rows that are not all there */
    query->is_asked = !query->wants.no_region && reading_ask(&query->reading, err);
    return query->is_asked || (query->wants.no_region && say_no_region(err));
}

enum query_step query_step(struct query *query, bool (*stopped)(void *context), void *context,
                           struct err *err)
{
    struct taking taking = {&query->result, stopped, context, false};
    query->is_placed = false;
    if (query->is_asked && !reading_settle(&query->reading, err))
        return QUERY_FAILED;
    query->is_asked = false;
    bool fine = evaluate(query, &taking, err);
    if (taking.was_stopped) {
        err_set(err, ERR_INTERRUPTED, "interrupted");
        return QUERY_FAILED;
    }
    if (query->wants.no_region || wants_any(&query->wants))
        return ask(query, err) ? QUERY_READS : QUERY_FAILED;
    return fine ? QUERY_DONE : QUERY_FAILED;
}

bool query_has_come(struct query *query)
{
    return !query->is_asked || reading_has_come(&query->reading);
}

void query_stop(struct query *query)
{
    if (query->is_asked)
        reading_stop(&query->reading);
}

void query_end(struct query *query)
{
    reading_end(&query->reading);
    wants_release(&query->wants);
    texts_release(&query->regions);
    result_release(&query->result);
    free(query->sql);
    *query = (struct query){0};
}
