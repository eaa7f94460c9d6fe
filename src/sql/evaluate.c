#include "sql/evaluate.h"

#include <string.h>
#include <strings.h>
#include <sqlite3.h>
#include "base/array.h"

enum { STEPS_BETWEEN = 1000000, ROUNDS_MOST = 100 };

static int authorize(void *context, int action, const char *first, const char *second, const char *database,
                     const char *trigger)
{
    static const char *const outside[] = {"load_extension", "readfile", "writefile", "edit",
                                          "fts3_tokenizer"};
    (void)context;
    (void)first;
    (void)database;
    (void)trigger;
    if (action == SQLITE_SELECT || action == SQLITE_READ || action == SQLITE_RECURSIVE)
        return SQLITE_OK;
    if (action != SQLITE_FUNCTION)
        return SQLITE_DENY;
    for (size_t i = 0; i < ARRAY_COUNT(outside); i++)
        if (second != NULL && strcasecmp(second, outside[i]) == 0)
            return SQLITE_DENY;
    return SQLITE_OK;
}

static void string_function(sqlite3_context *context, int count, sqlite3_value **values)
{
    (void)count;
    sqlite3_result_value(context, values[0]);
}

/* Values are made at once: a SELECT that goes on and on is cut off. */
static int count_round(void *context)
{
    int *rounds = context;
    return ++*rounds > ROUNDS_MOST;
}

static bool fail(sqlite3 *database, size_t *fault, struct err *err)
{
    int offset = sqlite3_error_offset(database);
    *fault = offset > 0 ? (size_t)offset : 0;
    return err_set(err, ERR_INVALID, "%s", sqlite3_errmsg(database));
}

static void take_row(sqlite3_stmt *statement, const struct evaluate_taker *taker)
{
    for (int i = 0; i < sqlite3_column_count(statement); i++) {
        int type = sqlite3_column_type(statement, i);
        taker->cell((const char *)sqlite3_column_text(statement, i),
                    type == SQLITE_INTEGER || type == SQLITE_FLOAT, taker->context);
    }
}

static bool run(sqlite3 *database, sqlite3_stmt *statement, const struct evaluate_taker *taker, size_t *fault,
                struct err *err)
{
    for (int i = 0; i < sqlite3_column_count(statement); i++)
        taker->column(sqlite3_column_name(statement, i), taker->context);
    int result;
    while ((result = sqlite3_step(statement)) == SQLITE_ROW)
        take_row(statement, taker);
    return result == SQLITE_DONE || fail(database, fault, err);
}

bool evaluate_select(const char *sql, const struct evaluate_taker *taker, size_t *fault, struct err *err)
{
    sqlite3 *database = NULL;
    sqlite3_stmt *statement = NULL;
    const char *rest = NULL;
    int rounds = 0;
    *fault = 0;
    bool fine =
        sqlite3_open_v2(":memory:", &database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY, NULL) == SQLITE_OK;
    if (fine) {
        sqlite3_create_function(database, "string", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL,
                                string_function, NULL, NULL);
        sqlite3_set_authorizer(database, authorize, NULL);
        sqlite3_progress_handler(database, STEPS_BETWEEN, count_round, &rounds);
        fine = sqlite3_prepare_v2(database, sql, -1, &statement, &rest) == SQLITE_OK;
    }
    if (!fine)
        fail(database, fault, err);
    else
        fine = run(database, statement, taker, fault, err);
    sqlite3_finalize(statement);
    sqlite3_close(database);
    return fine;
}
