/* SELECTs of a command, and what they want read (sql_run.h). */
#include "cli/sql_run.h"

#include <stdlib.h>
#include "base/mem.h"
#include "cli/sql_read.h"
#include "sql/evaluate.h"
#include "sql/rewrite.h"
#include "sql/show.h"
#include "sql/tables.h"

static void take_column(const char *name, void *context)
{
    struct output_rows *rows = context;
    texts_add(&rows->columns, name);
}

static void take_cell(const char *text, bool is_number, void *context)
{
    output_rows_add(context, text, is_number);
}

static bool is_stopped(void *context)
{
    (void)context;
    return wait_is_interrupted();
}

/* One run over what the store has. */
static bool evaluate(const char *sql, struct tables *tables, struct output_rows *rows, size_t *fault,
                     struct err *err)
{
    const struct evaluate_taker taker = {take_column, take_cell, is_stopped, rows};
    output_rows_release(rows);
    return show_is(sql) ? show_run(sql, &taker, fault, err)
                        : evaluate_select(sql, tables, &taker, fault, err);
}

static bool say_no_region(struct err *err)
{
    err_set(err, ERR_USAGE, "no region is given");
    return err_hint(err, "write WHERE region = '…', give --region NAME, or set AWS_REGION");
}

/* Runs it again and again, each time over more, until nothing is wanted. placed: the failure has a place. */
static bool run_until_read(struct sql_run *run, const char *sql, struct output_rows *rows, size_t *fault,
                           bool *placed, struct err *err)
{
    struct wants wants = {0};
    struct texts own = {0};
    texts_copy(&own, backend_regions(run->session.backend));
    struct tables tables = {&run->session.store, &own, &run->options.domains, &wants};
    bool fine = true, again = true;
    while (fine && again) {
        fine = evaluate(sql, &tables, rows, fault, err);
        *placed = !fine;
        again = wants_any(&wants);
        if (wants.no_region || again) {
            *placed = false;
            err_clear(err); /* of rows that are not all there */
            fine = wants.no_region ? say_no_region(err) : sql_read(&run->session, &wants, err);
        }
    }
    sql_read_end(&run->session, &own, &wants);
    wants_release(&wants);
    texts_release(&own);
    return fine;
}

bool sql_run_select(struct sql_run *run, const struct sql_run_statement *statement, const char *sql,
                    const struct place_map *map, struct output_rows *rows, struct err *err)
{
    size_t fault = 0;
    bool placed = true;
    char *text = mem_dup(sql);
    bool fine = rewrite_names(text, &fault, err) && run_until_read(run, text, rows, &fault, &placed, err);
    free(text);
    if (!fine && !wait_take_signal(err) && placed)
        sql_run_say_place(run, place_find(&statement->map, map != NULL ? place_find(map, fault) : fault),
                          err);
    return fine;
}
