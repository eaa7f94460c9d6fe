/* SELECTs of a command, and what they want read (sql_run.h). */
#include "cli/sql_run.h"

#include "sql/evaluate.h"

static void take_column(const char *name, void *context)
{
    struct output_rows *rows = context;
    texts_add(&rows->columns, name);
}

static void take_cell(const char *text, bool is_number, void *context)
{
    output_rows_add(context, text, is_number);
}

bool sql_run_select(struct sql_run *run, const struct sql_run_statement *statement, const char *sql,
                    const struct place_map *map, struct output_rows *rows, struct err *err)
{
    const struct evaluate_taker taker = {take_column, take_cell, rows};
    size_t fault = 0;
    if (evaluate_select(sql, &taker, &fault, err))
        return true;
    sql_run_say_place(run, place_find(&statement->map, map != NULL ? place_find(map, fault) : fault), err);
    if (err->hint[0] == '\0')
        err_hint(err, "sql changes triggers; etrig list and etrig get read them");
    return false;
}
