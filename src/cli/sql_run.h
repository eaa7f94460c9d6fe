/*
 * sql_run: the statements of one command, made ready together and run one after the other. Part of cmd_sql.
 */
#ifndef CLI_SQL_RUN_H
#define CLI_SQL_RUN_H

#include <stdbool.h>
#include <stddef.h>
#include "base/err.h"
#include "base/strbuf.h"
#include "cli/output_rows.h"
#include "cli/wait.h"
#include "sql/place.h"
#include "sql/plan.h"

/* One statement, filled in and cut. */
struct sql_run_statement {
    struct strbuf sql;
    struct place_map map; /* from sql to the text that was given */
    struct plan plan;
    bool awaits; /* it says that it is waited for */
};

struct sql_run {
    struct cli_options options; /* the session's */
    struct wait_session session;
    const char *name;     /* borrowed: of the file, for messages; NULL: an argument */
    const char *text;     /* borrowed: as given */
    struct texts missing; /* owned: of --domain, each with the region that lacks it; said already */
};

/* Shows on stderr the line of the text with a mark below the place, and puts the place before the sentence. */
void sql_run_say_place(const struct sql_run *run, size_t offset, struct err *err);
/* Runs a SELECT that was made from parts of the statement (map: where they are in it; NULL: it is the statement itself),
 * and reads what it wants. */
bool sql_run_select(struct sql_run *run, const struct sql_run_statement *statement, const char *sql,
                    const struct place_map *map, struct output_rows *rows, struct err *err);
/* Carries out INSERT, UPDATE or DELETE, and prints what RETURNING wants. */
bool sql_run_change(struct sql_run *run, const struct sql_run_statement *statement, struct err *err);

#endif
