#include "local/state.h"

#include <fcntl.h>
#include <unistd.h>
#include <sqlite3.h>
#include "base/array.h"
#include "base/file.h"
#include "base/mem.h"

enum { BUSY_MS = 5000, STATE_VERSION = 1, APPLICATION = 0x65747267 /* "etrg" */ };

#define IS_RUNNING "status IN ('IN_PROGRESS', 'CANCEL_IN_PROGRESS')"

enum statement {
    BEGIN,
    COMMIT,
    ROLLBACK,
    PUT,
    GET,
    REMOVE,
    EACH,
    PUT_OPERATION,
    BY_TOKEN,
    BY_CLIENT_TOKEN,
    RUNNING,
    DUE,
    BEFORE,
    FORGET,
    STATEMENTS
};

#define COLUMNS                                                                                              \
    "number, token, region, kind, identifier, client_token, body_hash, document, status, error_code, "       \
    "message, "                                                                                              \
    "started_ms, changed_ms, ends_ms"

static const char *const sql[STATEMENTS] = {
    [BEGIN] = "BEGIN IMMEDIATE",
    [COMMIT] = "COMMIT",
    [ROLLBACK] = "ROLLBACK",
    [PUT] = "INSERT OR REPLACE INTO thing (kind, region, domain, parent, name, document) VALUES (?, ?, ?, ?, "
            "?, ?)",
    [GET] =
        "SELECT document FROM thing WHERE kind = ? AND region = ? AND domain = ? AND parent = ? AND name = ?",
    [REMOVE] = "DELETE FROM thing WHERE kind = ? AND region = ? AND domain = ? AND parent = ? AND name = ?",
    [EACH] = "SELECT name, document FROM thing WHERE kind = ? AND region = ? AND domain = ? AND parent = ? "
             "AND name > ? "
             "ORDER BY name",
    [PUT_OPERATION] =
        "INSERT INTO operation (token, region, kind, identifier, client_token, body_hash, document, status, "
        "error_code, message, started_ms, changed_ms, ends_ms) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?) "
        "ON CONFLICT (token) DO UPDATE SET status = excluded.status, error_code = excluded.error_code, "
        "message = excluded.message, changed_ms = excluded.changed_ms, ends_ms = excluded.ends_ms",
    [BY_TOKEN] = "SELECT " COLUMNS " FROM operation WHERE region = ? AND token = ?",
    [BY_CLIENT_TOKEN] =
        "SELECT " COLUMNS " FROM operation WHERE region = ? AND client_token = ? AND started_ms >= ? "
        "ORDER BY number DESC LIMIT 1",
    [RUNNING] =
        "SELECT " COLUMNS " FROM operation WHERE region = ? AND identifier = ? AND " IS_RUNNING " LIMIT 1",
    [DUE] = "SELECT " COLUMNS " FROM operation WHERE " IS_RUNNING
            " AND ends_ms <= ? ORDER BY ends_ms, number LIMIT 1",
    [BEFORE] =
        "SELECT " COLUMNS " FROM operation WHERE region = ? AND number < ? ORDER BY number DESC LIMIT 1",
    [FORGET] = "DELETE FROM operation WHERE started_ms < ? AND NOT " IS_RUNNING,
};

static const char schema[] = "CREATE TABLE thing (kind INTEGER NOT NULL, region TEXT NOT NULL, domain TEXT "
                             "NOT NULL, parent TEXT NOT NULL, "
                             "name TEXT NOT NULL, document TEXT NOT NULL, PRIMARY KEY (kind, region, domain, "
                             "parent, name)) WITHOUT ROWID;"
                             "CREATE TABLE operation (number INTEGER PRIMARY KEY AUTOINCREMENT, token TEXT "
                             "NOT NULL UNIQUE, region TEXT NOT NULL, "
                             "kind TEXT NOT NULL, identifier TEXT NOT NULL, client_token TEXT, body_hash "
                             "TEXT NOT NULL, document TEXT, "
                             "status TEXT NOT NULL, error_code TEXT, message TEXT, started_ms INTEGER NOT "
                             "NULL, changed_ms INTEGER NOT NULL, "
                             "ends_ms INTEGER NOT NULL);"
                             "CREATE INDEX operation_client_token ON operation (region, client_token);"
                             "CREATE INDEX operation_started ON operation (started_ms);"
                             "CREATE INDEX operation_running ON operation (ends_ms) WHERE " IS_RUNNING ";";

struct state {
    sqlite3 *db;
    sqlite3_stmt *statements[STATEMENTS];
    struct err failure; /* of the present transaction */
};

/* ---- opening ---- */

/* In the system's words where it was the system. */
static bool fail(struct state *state, const char *path, struct err *err)
{
    bool of_system =
        sqlite3_errcode(state->db) == SQLITE_IOERR || sqlite3_errcode(state->db) == SQLITE_CANTOPEN;
    int number = of_system ? sqlite3_system_errno(state->db) : 0;
    return err_set(err, ERR_LOCAL, "cannot use the local cloud's data in %s: %s", path,
                   number != 0 ? strerror(number) : sqlite3_errmsg(state->db));
}

/* The file is made before SQLite sees it, so that it is never readable by others nor a link. */
static bool make_private(const char *path, struct err *err)
{
    if (strcmp(path, ":memory:") == 0)
        return true;
    int fd = file_open_private(path, O_RDWR | O_CREAT, err);
    if (fd < 0)
        return false;
    close(fd);
    return true;
}

static int64_t pragma(struct state *state, const char *text)
{
    sqlite3_stmt *statement = NULL;
    int64_t value = -1;
    if (sqlite3_prepare_v2(state->db, text, -1, &statement, NULL) == SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_ROW)
        value = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return value;
}

static bool check_version(struct state *state, const char *path, bool *fresh, struct err *err)
{
    int64_t version = pragma(state, "PRAGMA user_version");
    *fresh = version == 0 && pragma(state, "SELECT count(*) FROM sqlite_schema") == 0;
    if (version < 0)
        return fail(state, path, err);
    if (*fresh)
        return true;
    if (pragma(state, "PRAGMA application_id") != APPLICATION) {
        err_set(err, ERR_LOCAL, "%s is a database of another program", path);
        return err_hint(err, "name another file, or none for the usual one");
    }
    if (version > STATE_VERSION) {
        err_set(err, ERR_LOCAL, "the local cloud's data in %s was made by a newer etrig", path);
        return err_hint(err, "name another file, or move that one away to begin anew");
    }
    return true;
}

static bool make_schema(struct state *state, const char *path, struct err *err)
{
    char *numbers =
        mem_printf("PRAGMA application_id = %d; PRAGMA user_version = %d", APPLICATION, STATE_VERSION);
    bool made = sqlite3_exec(state->db, schema, NULL, NULL, NULL) == SQLITE_OK &&
                sqlite3_exec(state->db, numbers, NULL, NULL, NULL) == SQLITE_OK;
    free(numbers);
    return made || fail(state, path, err);
}

static bool prepare(struct state *state, enum statement which, const char *path, struct err *err)
{
    if (sqlite3_prepare_v3(state->db, sql[which], -1, SQLITE_PREPARE_PERSISTENT, &state->statements[which],
                           NULL) == SQLITE_OK)
        return true;
    return fail(state, path, err);
}

static bool open_database(struct state *state, const char *path, bool *fresh, struct err *err)
{
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;
    if (strcmp(path, ":memory:") == 0)
        flags |= SQLITE_OPEN_MEMORY;
    if (sqlite3_open_v2(path, &state->db, flags, NULL) != SQLITE_OK)
        return fail(state, path, err);
    sqlite3_busy_timeout(state->db, BUSY_MS);
    const char *mode = file_on_network(path) ? "PRAGMA journal_mode = TRUNCATE" : "PRAGMA journal_mode = WAL";
    if (sqlite3_exec(state->db, mode, NULL, NULL, NULL) != SQLITE_OK ||
        sqlite3_exec(state->db, "PRAGMA synchronous = NORMAL; BEGIN IMMEDIATE", NULL, NULL, NULL) !=
            SQLITE_OK)
        return fail(state, path, err);
    if (!check_version(state, path, fresh, err) || (*fresh && !make_schema(state, path, err)))
        return false;
    for (int i = 0; i < STATEMENTS; i++)
        if (!prepare(state, (enum statement)i, path, err))
            return false;
    return true;
}

struct state *state_open(const char *path, bool *fresh, struct err *err)
{
    if (!make_private(path, err))
        return NULL;
    struct state *state = mem_alloc(1, sizeof *state);
    if (open_database(state, path, fresh, err))
        return state;
    state_close(state);
    return NULL;
}

void state_close(struct state *state)
{
    if (state == NULL)
        return;
    for (int i = 0; i < STATEMENTS; i++)
        sqlite3_finalize(state->statements[i]);
    sqlite3_close(state->db);
    free(state);
}

/* ---- statements ---- */

static void note(struct state *state)
{
    if (state->failure.code == ERR_NONE)
        err_set(&state->failure, ERR_LOCAL, "the local cloud's data: %s", sqlite3_errmsg(state->db));
}

/* One step: true for a row. What fails is noted; nothing more is done until state_undo. */
static bool step(struct state *state, sqlite3_stmt *statement)
{
    if (state->failure.code != ERR_NONE)
        return false;
    int result = sqlite3_step(statement);
    if (result != SQLITE_ROW && result != SQLITE_DONE)
        note(state);
    return result == SQLITE_ROW;
}

static void reset(sqlite3_stmt *statement)
{
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
}

static void run(struct state *state, sqlite3_stmt *statement)
{
    step(state, statement);
    reset(statement);
}

static void bind_text(sqlite3_stmt *statement, int index, const char *text)
{
    if (text != NULL)
        sqlite3_bind_text(statement, index, text, -1, SQLITE_TRANSIENT);
}

static char *column(sqlite3_stmt *statement, int index)
{
    return mem_dup((const char *)sqlite3_column_text(statement, index));
}

void state_begin(struct state *state)
{
    err_clear(&state->failure);
    run(state, state->statements[BEGIN]);
}

bool state_end(struct state *state, struct err *err)
{
    if (state->failure.code == ERR_NONE)
        run(state, state->statements[COMMIT]);
    if (state->failure.code == ERR_NONE)
        return true;
    *err = state->failure;
    state_undo(state);
    return false;
}

void state_undo(struct state *state)
{
    err_clear(&state->failure);
    if (sqlite3_get_autocommit(state->db) == 0)
        run(state, state->statements[ROLLBACK]);
    err_clear(&state->failure);
}

/* ---- things ---- */

static sqlite3_stmt *bind_key(struct state *state, enum statement which, const struct state_key *key)
{
    sqlite3_stmt *statement = state->statements[which];
    sqlite3_bind_int(statement, 1, (int)key->kind);
    bind_text(statement, 2, key->region);
    bind_text(statement, 3, key->domain);
    bind_text(statement, 4, key->parent);
    bind_text(statement, 5, key->name);
    return statement;
}

void state_put(struct state *state, const struct state_key *key, const char *document)
{
    sqlite3_stmt *statement = bind_key(state, PUT, key);
    bind_text(statement, 6, document);
    run(state, statement);
}

char *state_get(struct state *state, const struct state_key *key)
{
    sqlite3_stmt *statement = bind_key(state, GET, key);
    char *document = step(state, statement) ? column(statement, 0) : NULL;
    reset(statement);
    return document;
}

bool state_remove(struct state *state, const struct state_key *key)
{
    run(state, bind_key(state, REMOVE, key));
    return state->failure.code == ERR_NONE && sqlite3_changes(state->db) > 0;
}

void state_each(struct state *state, const struct state_key *key, state_visit_fn visit, void *context)
{
    sqlite3_stmt *statement = bind_key(state, EACH, key);
    while (step(state, statement) && visit(context, (const char *)sqlite3_column_text(statement, 0),
                                           (const char *)sqlite3_column_text(statement, 1)))
        continue;
    reset(statement);
}

/* ---- operations ---- */

void state_operation_release(struct state_operation *operation)
{
    free(operation->region);
    free(operation->kind);
    free(operation->identifier);
    free(operation->client_token);
    free(operation->body_hash);
    free(operation->document);
    free(operation->status);
    free(operation->error_code);
    free(operation->message);
    memset(operation, 0, sizeof *operation);
}

void state_put_operation(struct state *state, const struct state_operation *operation)
{
    sqlite3_stmt *statement = state->statements[PUT_OPERATION];
    const char *const texts[] = {operation->token,      operation->region,       operation->kind,
                                 operation->identifier, operation->client_token, operation->body_hash,
                                 operation->document,   operation->status,       operation->error_code,
                                 operation->message};
    for (size_t i = 0; i < ARRAY_COUNT(texts); i++)
        bind_text(statement, (int)i + 1, texts[i]);
    sqlite3_bind_int64(statement, 11, operation->started_ms);
    sqlite3_bind_int64(statement, 12, operation->changed_ms);
    sqlite3_bind_int64(statement, 13, operation->ends_ms);
    run(state, statement);
}

/* Runs a statement that selects COLUMNS and takes its first row. */
static bool take_operation(struct state *state, sqlite3_stmt *statement, struct state_operation *out)
{
    memset(out, 0, sizeof *out);
    bool found = step(state, statement);
    if (found) {
        out->number = sqlite3_column_int64(statement, 0);
        snprintf(out->token, sizeof out->token, "%s", (const char *)sqlite3_column_text(statement, 1));
        out->region = column(statement, 2);
        out->kind = column(statement, 3);
        out->identifier = column(statement, 4);
        out->client_token = column(statement, 5);
        out->body_hash = column(statement, 6);
        out->document = column(statement, 7);
        out->status = column(statement, 8);
        out->error_code = column(statement, 9);
        out->message = column(statement, 10);
        out->started_ms = sqlite3_column_int64(statement, 11);
        out->changed_ms = sqlite3_column_int64(statement, 12);
        out->ends_ms = sqlite3_column_int64(statement, 13);
    }
    reset(statement);
    return found;
}

bool state_find_operation(struct state *state, const char *region, const char *token,
                          struct state_operation *out)
{
    sqlite3_stmt *statement = state->statements[BY_TOKEN];
    bind_text(statement, 1, region);
    bind_text(statement, 2, token);
    return take_operation(state, statement, out);
}

bool state_find_client_token(struct state *state, const char *region, const char *client_token,
                             int64_t since_ms, struct state_operation *out)
{
    sqlite3_stmt *statement = state->statements[BY_CLIENT_TOKEN];
    bind_text(statement, 1, region);
    bind_text(statement, 2, client_token);
    sqlite3_bind_int64(statement, 3, since_ms);
    return take_operation(state, statement, out);
}

bool state_find_running(struct state *state, const char *region, const char *identifier,
                        struct state_operation *out)
{
    sqlite3_stmt *statement = state->statements[RUNNING];
    bind_text(statement, 1, region);
    bind_text(statement, 2, identifier);
    return take_operation(state, statement, out);
}

bool state_find_due(struct state *state, int64_t now_ms, struct state_operation *out)
{
    sqlite3_stmt *statement = state->statements[DUE];
    sqlite3_bind_int64(statement, 1, now_ms);
    return take_operation(state, statement, out);
}

bool state_find_before(struct state *state, const char *region, int64_t number, struct state_operation *out)
{
    sqlite3_stmt *statement = state->statements[BEFORE];
    bind_text(statement, 1, region);
    sqlite3_bind_int64(statement, 2, number);
    return take_operation(state, statement, out);
}

void state_forget_operations(struct state *state, int64_t before_ms)
{
    sqlite3_stmt *statement = state->statements[FORGET];
    sqlite3_bind_int64(statement, 1, before_ms);
    run(state, statement);
}
