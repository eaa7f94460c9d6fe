/*
 * output_rows: prints the rows that a statement gives: a table, or a list of objects.
 */
#ifndef CLI_OUTPUT_ROWS_H
#define CLI_OUTPUT_ROWS_H

#include "cli/cli.h"
#include "sql/result.h"

/* Prints as asked. Of objects with two members of one name the later is NAME:1. */
void output_rows_print(const struct cli_options *options, const struct result *rows);

#endif
