/*
 * sql_run: the statements of one command, made ready together and run one after the other. Part of cmd_sql.
 */
#ifndef CLI_SQL_RUN_H
#define CLI_SQL_RUN_H

#include <stdbool.h>
#include <stddef.h>
#include "base/err.h"
#include "cli/wait.h"
#include "sql/batch.h"
#include "sql/result.h"

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
 * and reads what it wants. rows are filled anew. */
bool sql_run_select(struct sql_run *run, const struct batch_statement *statement, const char *sql,
                    const struct place_map *map, struct result *rows, struct err *err);
/* Carries out INSERT, UPDATE or DELETE, and prints what RETURNING wants. */
bool sql_run_change(struct sql_run *run, const struct batch_statement *statement, struct err *err);

#endif
