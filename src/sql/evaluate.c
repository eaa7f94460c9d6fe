#include "sql/evaluate.h"

#include <string.h>
#include <strings.h>
#include <sqlite3.h>
#include "base/array.h"
#include "base/clock.h"
#include "sql/catalogue.h"
#include "sql/fault.h"
#include "sql/functions.h"

/* Some steps move whole texts: they are few between two looks. 500 million take about 10 s. */
enum { STEPS_BETWEEN = 200, LOOKS_MOST = 500000000 / STEPS_BETWEEN, BYTES_MOST = 1 << 30, ASK_EVERY_MS = 10 };
/* The statement; a text or a row; a cell beside its text. */
enum { SQL_MOST = 64 << 20, TEXT_MOST = 16 << 20, CELL_BYTES = 32 };

/* Where a statement looks at no column, only counts, the name may also be that of a WITH. */
static bool is_readable(const char *table, const char *column)
{
    if (*column == '\0')
        return strncasecmp(table, "sqlite_", 7) != 0;
    return strcmp(table, "json_each") == 0 || strcmp(table, "json_tree") == 0 ||
           catalogue_find(table) != CATALOGUE_COUNT;
}

static int authorize(void *context, int action, const char *first, const char *second, const char *database,
                     const char *trigger)
{
    (void)context;
    (void)database;
    (void)trigger;
    bool fine = action == SQLITE_SELECT || action == SQLITE_RECURSIVE ||
                (action == SQLITE_READ && is_readable(first, second)) ||
                (action == SQLITE_FUNCTION && functions_allow(second));
    return fine ? SQLITE_OK : SQLITE_DENY;
}

struct evaluating {
    sqlite3 *database;
    const char *sql;
    const struct evaluate_taker *taker;
    int looks;            /* one every STEPS_BETWEEN */
    int64_t asked_ms;     /* monotonic: when the taker was asked last whether to stop */
    sqlite3_int64 before; /* bytes that SQLite had at the beginning, in both threads */
    sqlite3_int64 given;  /* bytes that the taker got */
    const char *cut;      /* a constant: why it was cut off; NULL: it was not */
};

static bool is_too_large(const struct evaluating *e)
{
    return e->given > BYTES_MOST || sqlite3_memory_used() - e->before > BYTES_MOST;
}

static bool is_stopped(struct evaluating *e)
{
    int64_t now_ms = clock_monotonic_ms();
    if (e->taker->stopped == NULL || now_ms - e->asked_ms < ASK_EVERY_MS)
        return false;
    e->asked_ms = now_ms;
    return e->taker->stopped(e->taker->context);
}

/* Rows come out of memory: a SELECT that goes on and on is cut off. */
static int look_up(void *context)
{
    struct evaluating *e = context;
    if (++e->looks > LOOKS_MOST)
        e->cut = "it goes on and on";
    else if (is_too_large(e))
        e->cut = "it takes more than 1 GiB of memory";
    else if (is_stopped(e))
        e->cut = "interrupted";
    return e->cut != NULL;
}

static bool fail(const struct evaluating *e, size_t *fault, struct err *err)
{
    *fault = 0;
    if (e->cut == NULL)
        return fault_say(e->database, e->sql, fault, err);
    return err_set(err, ERR_INVALID, "the statement was cut off: %s", e->cut);
}

/* False: a value is no text, and would be cut at its first zero. */
static bool take_row(struct evaluating *e, sqlite3_stmt *statement, struct err *err)
{
    for (int i = 0; i < sqlite3_column_count(statement); i++) {
        int type = sqlite3_column_type(statement, i);
        const char *text = (const char *)sqlite3_column_text(statement, i);
        size_t bytes = (size_t)sqlite3_column_bytes(statement, i);
        if (text != NULL && (type == SQLITE_BLOB || strlen(text) != bytes)) {
            err_set(err, ERR_INVALID, "a value of %s is bytes, and no text",
                    sqlite3_column_name(statement, i));
            return err_hint(err, "hex(…) shows them");
        }
        e->taker->cell(text, type == SQLITE_INTEGER || type == SQLITE_FLOAT, e->taker->context);
        e->given += (sqlite3_int64)bytes + CELL_BYTES;
    }
    return true;
}

static bool run(struct evaluating *e, sqlite3_stmt *statement, size_t *fault, struct err *err)
{
    for (int i = 0; i < sqlite3_column_count(statement); i++)
        e->taker->column(sqlite3_column_name(statement, i), e->taker->context);
    int result;
    while ((result = sqlite3_step(statement)) == SQLITE_ROW)
        if (!take_row(e, statement, err))
            return false;
    return result == SQLITE_DONE || fail(e, fault, err);
}

/* SQLite declares its own virtual tables when they are first used, which the authorizer would refuse; all but these are
 * dropped. */
static void declare_json(sqlite3 *database)
{
    const char *kept[] = {"etrig", "json_each", "json_tree", NULL};
    sqlite3_drop_modules(database, kept);
    sqlite3_exec(database, "SELECT 1 FROM json_each('[]'), json_tree('[]')", NULL, NULL, NULL);
}

static void set_limits(sqlite3 *database)
{
    static const struct {
        int what, most;
    } limits[] = {
        {SQLITE_LIMIT_ATTACHED, 0},       {SQLITE_LIMIT_WORKER_THREADS, 0},
        {SQLITE_LIMIT_LENGTH, TEXT_MOST}, {SQLITE_LIMIT_SQL_LENGTH, SQL_MOST},
        {SQLITE_LIMIT_EXPR_DEPTH, 500},   {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1000},
    };
    for (size_t i = 0; i < ARRAY_COUNT(limits); i++)
        sqlite3_limit(database, limits[i].what, limits[i].most);
}

static bool open_database(sqlite3 **database, struct tables *tables, struct err *err)
{
    if (sqlite3_open_v2(":memory:", database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY, NULL) != SQLITE_OK)
        return err_set(err, ERR_LOCAL, "%s", sqlite3_errmsg(*database));
    /* A column misspelt within "…" is no text. */
    sqlite3_db_config(*database, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    /* What does not fit into the memory of a sort goes to no file. */
    sqlite3_exec(*database, "PRAGMA temp_store = MEMORY", NULL, NULL, NULL);
    functions_install(*database);
    if (tables != NULL && !tables_install(*database, tables, err))
        return false;
    declare_json(*database);
    set_limits(*database);
    sqlite3_set_authorizer(*database, authorize, NULL);
    return true;
}

bool evaluate_select(const char *sql, struct tables *tables, const struct evaluate_taker *taker,
                     size_t *fault, struct err *err)
{
    sqlite3 *database = NULL;
    sqlite3_stmt *statement = NULL;
    struct evaluating e = {.sql = sql, .taker = taker, .before = sqlite3_memory_used()};
    *fault = 0;
    bool fine = open_database(&database, tables, err);
    e.database = database;
    if (fine) {
        sqlite3_progress_handler(database, STEPS_BETWEEN, look_up, &e);
        fine = sqlite3_prepare_v2(database, sql, -1, &statement, NULL) == SQLITE_OK
                   ? run(&e, statement, fault, err)
                   : fail(&e, fault, err);
    }
    sqlite3_finalize(statement);
    sqlite3_close(database);
    return fine;
}

bool evaluate_check(const char *sql, size_t *fault, struct err *err)
{
    struct tables unread = {0};
    sqlite3 *database = NULL;
    sqlite3_stmt *statement = NULL;
    *fault = 0;
    bool fine = open_database(&database, &unread, err) &&
                (sqlite3_prepare_v2(database, sql, -1, &statement, NULL) == SQLITE_OK ||
                 fault_say(database, sql, fault, err));
    sqlite3_finalize(statement);
    sqlite3_close(database);
    return fine;
}
