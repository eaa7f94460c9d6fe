/*
 * output_rows: rows of named columns, as a query gives them: a table, or a list of objects.
 */
#ifndef CLI_OUTPUT_ROWS_H
#define CLI_OUTPUT_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include "base/texts.h"
#include "cli/cli.h"

struct output_cell {
    char *text;     /* owned; NULL for SQL's NULL */
    bool is_number; /* of SQL's numbers */
};

/* {0} is empty. */
struct output_rows {
    struct texts columns;
    struct output_cell *cells; /* owned; row after row */
    size_t count, capacity;    /* of cells */
};

/* The next cell; text NULL is NULL. Copies. */
void output_rows_add(struct output_rows *rows, const char *text, bool is_number);
/* Prints as asked. Of objects with two members of one name the later is NAME:1. */
void output_rows_print(const struct cli_options *options, const struct output_rows *rows);
void output_rows_release(struct output_rows *rows);

#endif
