#include "sql/evaluate.h"

#include <string.h>
#include <strings.h>
#include <sqlite3.h>
#include "base/array.h"

enum { STEPS_BETWEEN = 100000, ROUNDS_MOST = 5000 };

static int authorize(void *context, int action, const char *first, const char *second, const char *database,
                     const char *trigger)
{
    static const char *const outside[] = {"load_extension", "readfile", "writefile", "edit",
                                          "fts3_tokenizer"};
    (void)context;
    (void)database;
    (void)trigger;
    if (action == SQLITE_READ && first != NULL && strncasecmp(first, "sqlite_", 7) == 0)
        return SQLITE_DENY;
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

struct rounds {
    const struct evaluate_taker *taker;
    int count;
};

/* Rows come out of memory: a SELECT that goes on and on is cut off. */
static int count_round(void *context)
{
    struct rounds *rounds = context;
    const struct evaluate_taker *taker = rounds->taker;
    return ++rounds->count > ROUNDS_MOST || (taker->stopped != NULL && taker->stopped(taker->context));
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

/* SQLite declares its own virtual tables when they are first used, which the authorizer would refuse; so what is not named
 * here (pragma_…, dbstat) cannot be used. */
static void declare_json(sqlite3 *database)
{
    sqlite3_exec(database, "SELECT 1 FROM json_each('[]'), json_tree('[]')", NULL, NULL, NULL);
}

static bool open_database(sqlite3 **database, struct tables *tables, struct err *err)
{
    if (sqlite3_open_v2(":memory:", database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY, NULL) != SQLITE_OK)
        return err_set(err, ERR_LOCAL, "%s", sqlite3_errmsg(*database));
    sqlite3_create_function(*database, "string", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL, string_function,
                            NULL, NULL);
    if (tables != NULL && !tables_install(*database, tables, err))
        return false;
    declare_json(*database);
    sqlite3_limit(*database, SQLITE_LIMIT_ATTACHED, 0);
    sqlite3_set_authorizer(*database, authorize, NULL);
    return true;
}

bool evaluate_select(const char *sql, struct tables *tables, const struct evaluate_taker *taker,
                     size_t *fault, struct err *err)
{
    sqlite3 *database = NULL;
    sqlite3_stmt *statement = NULL;
    struct rounds rounds = {taker, 0};
    *fault = 0;
    bool fine = open_database(&database, tables, err);
    if (fine) {
        sqlite3_progress_handler(database, STEPS_BETWEEN, count_round, &rounds);
        fine = sqlite3_prepare_v2(database, sql, -1, &statement, NULL) == SQLITE_OK
                   ? run(database, statement, taker, fault, err)
                   : fail(database, fault, err);
    }
    sqlite3_finalize(statement);
    sqlite3_close(database);
    return fine;
}
