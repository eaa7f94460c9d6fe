#include "backend/journal.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "backend/journal_entry.h"
#include "backend/journal_failure.h"
#include "backend/journal_owner.h"
#include "backend/journal_path.h"
#include "base/array.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/log.h"
#include "base/mem.h"

enum { JOURNAL_BUSY_MS = 5000 };

#define DAY_MS (24 * 60 * 60 * INT64_C(1000))

#define IS_OPEN "state IN ('intended', 'sent', 'accepted')"

struct journal {
    sqlite3 *db;
    char *path; /* owned */
    struct journal_owner owner;
    int version;
    char *select; /* owned: "SELECT id, kind, … FROM operations " */
};

static bool fail(struct journal *journal, int result, struct err *err)
{
    return journal_failure(journal->db, journal->path, result, err);
}

/* ---- statements ---- */

static sqlite3_stmt *prepare(struct journal *journal, const char *sql, struct err *err)
{
    sqlite3_stmt *statement;
    int result = sqlite3_prepare_v2(journal->db, sql, -1, &statement, NULL);

    if (result == SQLITE_OK)
        return statement;
    fail(journal, result, err);
    return NULL;
}

/* Prepares an SQL text of our own making, which is freed. */
static sqlite3_stmt *prepare_owned(struct journal *journal, char *sql, struct err *err)
{
    sqlite3_stmt *statement = prepare(journal, sql, err);

    free(sql);
    return statement;
}

static void bind_text(sqlite3_stmt *statement, int place, const char *text)
{
    sqlite3_bind_text(statement, place, text, -1, SQLITE_TRANSIENT);
}

/* Runs a statement that yields no rows, and frees it (NULL: it could not be prepared). */
static bool run(struct journal *journal, sqlite3_stmt *statement, struct err *err)
{
    int result;

    if (!statement)
        return false;
    while ((result = sqlite3_step(statement)) == SQLITE_ROW)
        ;
    sqlite3_finalize(statement);
    return result == SQLITE_DONE || fail(journal, result, err);
}

static bool execute(struct journal *journal, const char *sql, struct err *err)
{
    int result = sqlite3_exec(journal->db, sql, NULL, NULL, NULL);

    return result == SQLITE_OK || fail(journal, result, err);
}

/* The number that a query yields. */
static bool query_number(struct journal *journal, const char *sql, int *number, struct err *err)
{
    sqlite3_stmt *statement = prepare(journal, sql, err);
    int result;

    if (!statement)
        return false;
    result = sqlite3_step(statement);
    *number = result == SQLITE_ROW ? sqlite3_column_int(statement, 0) : 0;
    sqlite3_finalize(statement);
    return result == SQLITE_ROW || result == SQLITE_DONE || fail(journal, result, err);
}

/* ---- opening ---- */

/* name: the path, or a URI of it. */
static bool connect_db(struct journal *journal, const char *name, int flags, struct err *err)
{
    int result = sqlite3_open_v2(name, &journal->db, flags | SQLITE_OPEN_NOMUTEX, NULL);

    if (result != SQLITE_OK)
        return fail(journal, result, err);
    sqlite3_extended_result_codes(journal->db, 1);
    sqlite3_busy_timeout(journal->db, JOURNAL_BUSY_MS);
    return true;
}

static void disconnect_db(struct journal *journal)
{
    sqlite3_close_v2(journal->db);
    journal->db = NULL;
}

/* Reads the format without touching the file. A database that is none of ours is refused. Tables are counted first: another
 * etrig may make tables and version, together, between the two. */
static bool check_format(struct journal *journal, struct err *err)
{
    int tables;

    if (!query_number(journal, "SELECT count(*) FROM sqlite_schema", &tables, err) ||
        !query_number(journal, "PRAGMA user_version", &journal->version, err))
        return false;
    if (journal->version == 0 && tables > 0)
        return err_set(err, ERR_LOCAL, "%s is no journal of etrig", journal->path);
    return true;
}

/* Both in one transaction: two that start at the same time make one schema. */
static bool make_schema(struct journal *journal, struct err *err)
{
    if (!execute(journal, "BEGIN IMMEDIATE", err))
        return false;
    if (query_number(journal, "PRAGMA user_version", &journal->version, err) &&
        (journal->version != 0 || execute(journal, journal_entry_schema, err)) &&
        execute(journal, "COMMIT", err)) {
        journal->version = journal->version ? journal->version : JOURNAL_ENTRY_VERSION;
        return true;
    }
    sqlite3_exec(journal->db, "ROLLBACK", NULL, NULL, NULL);
    return false;
}

/* WAL does not work over a network: its shared memory is of one machine. */
static bool set_up_for_writing(struct journal *journal, struct err *err)
{
    bool network = file_on_network(journal->path);

    return execute(journal, network ? "PRAGMA journal_mode = TRUNCATE" : "PRAGMA journal_mode = WAL", err) &&
           execute(journal, "PRAGMA synchronous = FULL", err) &&
           (journal->version != 0 || make_schema(journal, err));
}

/* Makes the file, private from its first moment; SQLite's files beside it get the same mode. */
static bool make_file(struct journal *journal, const char *state_dir, struct err *err)
{
    int fd;

    if (!file_make_private_dir(state_dir, err))
        return false;
    fd = file_open_private(journal->path, 0, err);
    if (fd < 0)
        return false;
    close(fd);
    return true;
}

/* First for reading only, to look at the format: what is damaged, strange or newer must not be touched. */
static bool open_db(struct journal *journal, struct err *err)
{
    if (!connect_db(journal, journal->path, SQLITE_OPEN_READONLY, err) || !check_format(journal, err))
        return false;
    if (journal->version > JOURNAL_ENTRY_VERSION)
        return true;
    disconnect_db(journal);
    return connect_db(journal, journal->path, SQLITE_OPEN_READWRITE, err) && set_up_for_writing(journal, err);
}

static bool owner_is_needed(const char *id, void *context)
{
    struct journal *journal = context;
    sqlite3_stmt *statement =
        prepare(journal, "SELECT 1 FROM operations WHERE owner = ?1 AND " IS_OPEN, NULL);
    int result;

    if (!statement)
        return true;
    bind_text(statement, 1, id);
    result = sqlite3_step(statement);
    sqlite3_finalize(statement);
    return result != SQLITE_DONE;
}

/* What is old goes (rule 9). A full disk must not keep the journal from
 * being read: failures are only logged. */
static void sweep(struct journal *journal, int keep_days)
{
    struct err err;
    sqlite3_stmt *statement;

    journal_owner_sweep(&journal->owner, owner_is_needed, journal);
    if (keep_days <= 0)
        return;
    statement = prepare(journal,
                        "DELETE FROM operations WHERE ended_ms > 0 AND ended_ms < ?1 AND NOT " IS_OPEN, &err);
    if (statement)
        sqlite3_bind_int64(statement, 1, clock_wall_ms() - keep_days * DAY_MS);
    if (!run(journal, statement, &err))
        log_line("journal", "old rows stay: %s", err.text);
}

static struct journal *new_journal(const char *state_dir)
{
    struct journal *journal = mem_alloc(1, sizeof *journal);

    journal->path = file_join(state_dir, "journal.db");
    journal->select = journal_entry_select();
    journal_owner_init(&journal->owner, state_dir);
    return journal;
}

struct journal *journal_open_to_read(const char *state_dir, struct err *err)
{
    struct journal *journal = new_journal(state_dir);
    char *name = journal_path_to_read(journal->path);
    bool done = connect_db(journal, name, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, err) &&
                sqlite3_busy_timeout(journal->db, 0) == SQLITE_OK && check_format(journal, err);

    free(name);
    if (done)
        return journal;
    journal_close(journal);
    return NULL;
}

struct journal *journal_open(const char *state_dir, int keep_days, struct err *err)
{
    struct journal *journal = new_journal(state_dir);

    if (!make_file(journal, state_dir, err) || !open_db(journal, err)) {
        journal_close(journal);
        return NULL;
    }
    if (!journal_writable(journal, NULL))
        return journal;
    if (!journal_owner_take(&journal->owner, err)) {
        journal_close(journal);
        return NULL;
    }
    sweep(journal, keep_days);
    return journal;
}

void journal_close(struct journal *journal)
{
    if (!journal)
        return;
    disconnect_db(journal);
    journal_owner_release(&journal->owner);
    free(journal->select);
    free(journal->path);
    free(journal);
}

bool journal_writable(const struct journal *journal, struct err *err)
{
    if (journal->version <= JOURNAL_ENTRY_VERSION)
        return true;
    err_set(err, ERR_LOCAL, "the journal %s is of a newer etrig", journal->path);
    return err_hint(err, "changes need that version of etrig; reading works");
}

/* ---- rows: reading ---- */

static bool read_column(sqlite3_stmt *statement, int place, const struct journal_entry_column *column,
                        struct journal_entry *entry)
{
    if (journal_entry_is_number(column)) {
        journal_entry_set_number(entry, column, sqlite3_column_int64(statement, place));
        return true;
    }
    return journal_entry_set_text(entry, column, (const char *)sqlite3_column_text(statement, place));
}

/* A row into an entry of its own. An open row whose owner died is interrupted. */
static bool read_row(struct journal *journal, sqlite3_stmt *statement, struct journal_entry *entry,
                     struct err *err)
{
    struct operation *operation = &entry->operation;
    bool elsewhere;

    *entry = (struct journal_entry){0};
    operation->journal_id = sqlite3_column_int64(statement, 0);
    for (size_t i = 0; i < journal_entry_column_count; i++)
        if (!read_column(statement, (int)i + 1, &journal_entry_columns[i], entry)) {
            journal_entry_release(entry);
            return err_set(err, ERR_LOCAL, "the journal %s holds a row that etrig did not write",
                           journal->path);
        }
    operation->mine = strcmp(entry->owner, journal->owner.id) == 0;
    if (!operation_has_ended(operation) && !operation->mine &&
        !journal_owner_alive(journal, entry, &elsewhere))
        operation->wait = OPERATION_INTERRUPTED;
    return true;
}

/* Calls visit with each row of the statement, and frees it. */
static bool visit_rows(struct journal *journal, sqlite3_stmt *statement,
                       void (*visit)(const struct journal_entry *entry, void *context), void *context,
                       struct err *err)
{
    struct journal_entry entry;
    int result;

    if (!statement)
        return false;
    while ((result = sqlite3_step(statement)) == SQLITE_ROW && read_row(journal, statement, &entry, err)) {
        visit(&entry, context);
        journal_entry_release(&entry);
    }
    sqlite3_finalize(statement);
    return result == SQLITE_DONE || (result != SQLITE_ROW && fail(journal, result, err));
}

static sqlite3_stmt *prepare_select(struct journal *journal, const char *rest, struct err *err)
{
    return prepare_owned(journal, mem_printf("%s%s", journal->select, rest), err);
}

bool journal_each(struct journal *journal, size_t limit,
                  void (*visit)(const struct journal_entry *entry, void *context), void *context,
                  struct err *err)
{
    sqlite3_stmt *statement = prepare_select(journal, "ORDER BY id DESC LIMIT ?1", err);

    if (statement)
        sqlite3_bind_int64(statement, 1, limit > 0 && limit < INT64_MAX ? (sqlite3_int64)limit : -1);
    return visit_rows(journal, statement, visit, context, err);
}

/* One row of a prepared statement, which is freed; ERR_NOT_FOUND if there is none. */
static bool read_one(struct journal *journal, sqlite3_stmt *statement, struct journal_entry *entry,
                     struct err *err)
{
    int result;
    bool done = false;

    if (!statement)
        return false;
    result = sqlite3_step(statement);
    if (result == SQLITE_ROW)
        done = read_row(journal, statement, entry, err);
    else if (result == SQLITE_DONE)
        err_set(err, ERR_NOT_FOUND, "the journal holds no such operation");
    else
        fail(journal, result, err);
    sqlite3_finalize(statement);
    return done;
}

/* ---- rows: writing ---- */

static void bind_column(sqlite3_stmt *statement, int place, const struct journal_entry_column *column,
                        const struct journal_entry *entry)
{
    if (journal_entry_is_number(column))
        sqlite3_bind_int64(statement, place, journal_entry_get_number(entry, column));
    else
        bind_text(statement, place, journal_entry_get_text(entry, column));
}

static void set_owner(struct journal *journal, struct journal_entry *entry)
{
    free(entry->owner);
    free(entry->host);
    entry->owner = mem_dup(journal->owner.id);
    entry->host = mem_dup(journal->owner.host);
}

bool journal_add(struct journal *journal, struct journal_entry *entry, struct err *err)
{
    sqlite3_stmt *statement;

    if (!journal_writable(journal, err))
        return false;
    set_owner(journal, entry);
    entry->operation.state = OPERATION_INTENDED;
    statement = prepare_owned(journal, journal_entry_insert(), err);
    for (size_t i = 0; statement && i < journal_entry_column_count; i++)
        bind_column(statement, (int)i + 1, &journal_entry_columns[i], entry);
    if (!run(journal, statement, err))
        return false;
    entry->operation.journal_id = sqlite3_last_insert_rowid(journal->db);
    return true;
}

/* Runs a change of one row that must still be ours: another etrig may have resumed it. */
static bool run_on_ours(struct journal *journal, sqlite3_stmt *statement, struct err *err)
{
    if (!run(journal, statement, err))
        return false;
    if (sqlite3_changes(journal->db) == 1)
        return true;
    return err_set(err, ERR_CONFLICT, "another etrig has taken over this operation");
}

bool journal_update(struct journal *journal, const struct journal_entry *entry, struct err *err)
{
    sqlite3_stmt *statement;
    int place = 3;

    if (!journal_writable(journal, err))
        return false;
    statement = prepare_owned(journal, journal_entry_update(), err);
    if (!statement)
        return false;
    sqlite3_bind_int64(statement, 1, entry->operation.journal_id);
    bind_text(statement, 2, journal->owner.id);
    for (size_t i = 0; i < journal_entry_column_count; i++)
        if (journal_entry_columns[i].moves)
            bind_column(statement, place++, &journal_entry_columns[i], entry);
    return run_on_ours(journal, statement, err);
}

bool journal_mark_sent(struct journal *journal, struct journal_entry *entry, struct err *err)
{
    int64_t first_ms = entry->first_sent_ms ? entry->first_sent_ms : clock_wall_ms();
    enum operation_state state =
        entry->operation.state == OPERATION_INTENDED ? OPERATION_SENT : entry->operation.state;
    sqlite3_stmt *statement;

    if (!journal_writable(journal, err))
        return false;
    statement = prepare(journal,
                        "UPDATE operations SET state = ?3, first_sent_ms = ?4, changed_ms = ?5"
                        " WHERE id = ?1 AND owner = ?2 AND " IS_OPEN,
                        err);
    if (!statement)
        return false;
    sqlite3_bind_int64(statement, 1, entry->operation.journal_id);
    bind_text(statement, 2, journal->owner.id);
    bind_text(statement, 3, operation_state_name(state));
    sqlite3_bind_int64(statement, 4, first_ms);
    sqlite3_bind_int64(statement, 5, clock_wall_ms());
    if (!run_on_ours(journal, statement, err))
        return false;
    entry->operation.state = state;
    entry->first_sent_ms = first_ms;
    return true;
}

/* ---- owners ---- */

bool journal_owner_alive(struct journal *journal, const struct journal_entry *entry, bool *elsewhere)
{
    *elsewhere = strcmp(entry->host, journal->owner.host) != 0;
    if (*elsewhere)
        return true;
    return strcmp(entry->owner, journal->owner.id) != 0 && journal_owner_lives(&journal->owner, entry->owner);
}

/* Only one of several that want the row gets it: the owner that was seen must still stand there. */
static bool take_row(struct journal *journal, const struct journal_entry *entry, struct err *err)
{
    sqlite3_stmt *statement =
        prepare(journal, "UPDATE operations SET owner = ?2, host = ?3 WHERE id = ?1 AND owner = ?4", err);

    if (!statement)
        return false;
    sqlite3_bind_int64(statement, 1, entry->operation.journal_id);
    bind_text(statement, 2, journal->owner.id);
    bind_text(statement, 3, journal->owner.host);
    bind_text(statement, 4, entry->owner);
    return run_on_ours(journal, statement, err);
}

bool journal_take(struct journal *journal, struct journal_entry *entry, struct err *err)
{
    struct journal_entry fresh;
    sqlite3_stmt *statement;

    if (!journal_writable(journal, err) || !take_row(journal, entry, err))
        return false;
    /* Its owner may have gone on after we read it. */
    statement = prepare_select(journal, "WHERE id = ?1", err);
    if (statement)
        sqlite3_bind_int64(statement, 1, entry->operation.journal_id);
    if (!read_one(journal, statement, &fresh, err))
        return false;
    fresh.operation.number = entry->operation.number;
    journal_entry_release(entry);
    *entry = fresh;
    return true;
}

/* Entries that are kept while the statement that read them ends. */
struct journal_entries {
    struct journal_entry *items;
    size_t count, capacity;
};

static void keep_entry(const struct journal_entry *entry, void *context)
{
    struct journal_entries *entries = context;

    ARRAY_GROW(entries->items, entries->count + 1, entries->capacity);
    journal_entry_copy(&entries->items[entries->count++], entry);
}

/* True if the row was given up by its process, and nobody else took it meanwhile. Where taking fails for
 * another reason (a full disk), it is shown nevertheless. */
static bool is_left_to_us(struct journal *journal, struct journal_entry *entry, bool take)
{
    struct err err = {0};
    bool elsewhere;

    if (entry->operation.mine)
        return true;
    if (journal_owner_alive(journal, entry, &elsewhere))
        return false;
    if (take && !journal_take(journal, entry, &err))
        return err.code == ERR_LOCAL;
    return !operation_has_ended(&entry->operation);
}

bool journal_interrupted(struct journal *journal, bool take,
                         void (*visit)(const struct journal_entry *entry, void *context), void *context,
                         struct err *err)
{
    struct journal_entries open = {0};
    bool done = visit_rows(journal, prepare_select(journal, "WHERE " IS_OPEN " ORDER BY id", err), keep_entry,
                           &open, err);

    for (size_t i = 0; i < open.count; i++) {
        if (done && is_left_to_us(journal, &open.items[i], take))
            visit(&open.items[i], context);
        journal_entry_release(&open.items[i]);
    }
    free(open.items);
    return done;
}

/* ---- facts ---- */

char *journal_fact(struct journal *journal, const char *endpoint, const char *name)
{
    sqlite3_stmt *statement =
        prepare(journal, "SELECT value FROM facts WHERE endpoint = ?1 AND name = ?2", NULL);
    char *value = NULL;

    if (!statement)
        return NULL;
    bind_text(statement, 1, endpoint);
    bind_text(statement, 2, name);
    if (sqlite3_step(statement) == SQLITE_ROW)
        value = mem_dup((const char *)sqlite3_column_text(statement, 0));
    sqlite3_finalize(statement);
    return value;
}

void journal_set_fact(struct journal *journal, const char *endpoint, const char *name, const char *value)
{
    struct err err;
    sqlite3_stmt *statement;

    if (!journal_writable(journal, NULL))
        return;
    statement =
        prepare(journal, "INSERT OR REPLACE INTO facts (endpoint, name, value) VALUES (?1, ?2, ?3)", &err);
    if (statement) {
        bind_text(statement, 1, endpoint);
        bind_text(statement, 2, name);
        bind_text(statement, 3, value);
    }
    if (!run(journal, statement, &err))
        log_line("journal", "a fact was not kept: %s", err.text);
}
