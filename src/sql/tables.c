#include "sql/tables.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sqlite3.h>
#include "base/mem.h"
#include "base/strbuf.h"
#include "sql/catalogue.h"
#include "sql/tables_rows.h"

struct virtual_table {
    sqlite3_vtab base; /* SQLite's: first */
    enum catalogue_table kind;
    struct tables *tables; /* borrowed */
    struct catalogue_column columns[CATALOGUE_COLUMNS_MOST];
    size_t column_count;
};

struct cursor {
    sqlite3_vtab_cursor base; /* SQLite's: first */
    struct tables_rows rows;
    size_t at;
};

/* What SQLite may hand down, in the order of bits and arguments. */
static const char *const keys[TABLES_KEY_COUNT] = {
    [TABLES_REGION] = "region",
    [TABLES_IDENTIFIER] = "Identifier",
    [TABLES_DOMAIN] = "domain_name",
    [TABLES_OBJECT_TYPE] = "object_type_name",
};

static int connect_table(sqlite3 *database, void *context, int argc, const char *const *argv,
                         sqlite3_vtab **out, char **error)
{
    (void)argc;
    (void)error;
    struct virtual_table *table = mem_alloc(1, sizeof *table);
    struct strbuf sql = STRBUF_INIT;
    table->tables = context;
    table->kind = catalogue_find(argv[2]);
    table->column_count = catalogue_columns(table->kind, table->columns);
    strbuf_adds(&sql, "CREATE TABLE x (");
    for (size_t i = 0; i < table->column_count; i++)
        strbuf_addf(&sql, "%s\"%s\" TEXT", i > 0 ? ", " : "", table->columns[i].sql);
    strbuf_addc(&sql, ')');
    int result = sqlite3_declare_vtab(database, sql.text);
    strbuf_release(&sql);
    if (result != SQLITE_OK) {
        free(table);
        return result;
    }
    *out = &table->base;
    return SQLITE_OK;
}

static int disconnect_table(sqlite3_vtab *base)
{
    free(base);
    return SQLITE_OK;
}

/* ---- what is asked of a table ---- */

static int key_of(const struct virtual_table *table, int column)
{
    for (int key = 0; column >= 0 && key < TABLES_KEY_COUNT; key++)
        if (strcasecmp(keys[key], table->columns[column].sql) == 0)
            return key;
    return -1;
}

/* The constraint that fixes the key, or -1. */
static int constraint_of(const struct virtual_table *table, sqlite3_index_info *info, int key)
{
    for (int i = 0; i < info->nConstraint; i++)
        if (info->aConstraint[i].usable && info->aConstraint[i].op == SQLITE_INDEX_CONSTRAINT_EQ &&
            key_of(table, info->aConstraint[i].iColumn) == key &&
            strcmp(sqlite3_vtab_collation(info, i), "BINARY") == 0)
            return i;
    return -1;
}

static bool wants_whole(const struct virtual_table *table, sqlite3_uint64 used)
{
    if (table->kind != CATALOGUE_TRIGGERS)
        return false;
    for (size_t i = 0; i < table->column_count; i++)
        if ((used & ((sqlite3_uint64)1 << i)) != 0 && tables_rows_lack(table->columns[i].member))
            return true;
    return false;
}

static int best_index(sqlite3_vtab *base, sqlite3_index_info *info)
{
    static const double cheaper[TABLES_KEY_COUNT] = {20, 1000, 5, 2};
    const struct virtual_table *table = (const struct virtual_table *)base;
    int argument = 0;
    info->estimatedCost = 1000000;
    info->idxNum = wants_whole(table, info->colUsed) ? TABLES_WHOLE : 0;
    for (int key = 0; key < TABLES_KEY_COUNT; key++) {
        int found = constraint_of(table, info, key);
        if (found < 0)
            continue;
        info->aConstraintUsage[found].argvIndex = ++argument;
        info->idxNum |= 1 << key;
        info->estimatedCost /= cheaper[key];
    }
    info->estimatedRows = (sqlite3_int64)info->estimatedCost / 100 + 1;
    return SQLITE_OK;
}

/* ---- rows ---- */

static int open_cursor(sqlite3_vtab *base, sqlite3_vtab_cursor **out)
{
    (void)base;
    struct cursor *cursor = mem_alloc(1, sizeof *cursor);
    *out = &cursor->base;
    return SQLITE_OK;
}

static int close_cursor(sqlite3_vtab_cursor *base)
{
    struct cursor *cursor = (struct cursor *)base;
    tables_rows_release(&cursor->rows);
    free(cursor);
    return SQLITE_OK;
}

static int filter(sqlite3_vtab_cursor *base, int bits, const char *unused, int argc, sqlite3_value **argv)
{
    (void)unused;
    (void)argc;
    struct cursor *cursor = (struct cursor *)base;
    const struct virtual_table *table = (const struct virtual_table *)base->pVtab;
    struct tables_query query = {.table = table->kind, .whole = (bits & TABLES_WHOLE) != 0};
    bool never = false;
    int argument = 0;
    for (int key = 0; key < TABLES_KEY_COUNT; key++) {
        if ((bits & (1 << key)) == 0)
            continue;
        query.keys[key] = (const char *)sqlite3_value_text(argv[argument++]);
        never |= query.keys[key] == NULL; /* nothing equals NULL */
    }
    tables_rows_release(&cursor->rows);
    cursor->at = 0;
    if (!never)
        tables_rows_find(table->tables, &query, &cursor->rows);
    return SQLITE_OK;
}

static int next(sqlite3_vtab_cursor *base)
{
    struct cursor *cursor = (struct cursor *)base;
    tables_rows_leave(&cursor->rows.items[cursor->at++]);
    return SQLITE_OK;
}

static int at_end(sqlite3_vtab_cursor *base)
{
    const struct cursor *cursor = (const struct cursor *)base;
    return cursor->at >= cursor->rows.count;
}

static int column(sqlite3_vtab_cursor *base, sqlite3_context *context, int number)
{
    struct cursor *cursor = (struct cursor *)base;
    const struct virtual_table *table = (const struct virtual_table *)base->pVtab;
    const cJSON *value = tables_rows_value(table->tables, table->kind, &cursor->rows.items[cursor->at],
                                           table->columns[number].member);
    if (cJSON_IsString(value)) {
        sqlite3_result_text(context, value->valuestring, -1, SQLITE_TRANSIENT);
    } else if (value != NULL && !cJSON_IsNull(value)) {
        char *text = json_print(value);
        sqlite3_result_text(context, text, -1, SQLITE_TRANSIENT);
        free(text);
    }
    return SQLITE_OK;
}

static int row_id(sqlite3_vtab_cursor *base, sqlite3_int64 *out)
{
    *out = (sqlite3_int64)((const struct cursor *)base)->at;
    return SQLITE_OK;
}

static const sqlite3_module module = {
    .iVersion = 1,
    .xCreate = connect_table, /* another than NULL: only what is made by CREATE is a table */
    .xConnect = connect_table,
    .xBestIndex = best_index,
    .xDisconnect = disconnect_table,
    .xDestroy = disconnect_table,
    .xOpen = open_cursor,
    .xClose = close_cursor,
    .xFilter = filter,
    .xNext = next,
    .xEof = at_end,
    .xColumn = column,
    .xRowid = row_id,
};

bool tables_install(sqlite3 *database, struct tables *tables, struct err *err)
{
    bool fine = sqlite3_create_module(database, "etrig", &module, tables) == SQLITE_OK;
    for (int i = 0; fine && i < CATALOGUE_COUNT; i++) {
        char *sql =
            mem_printf("CREATE VIRTUAL TABLE \"%s\" USING etrig", catalogue_name((enum catalogue_table)i));
        fine = sqlite3_exec(database, sql, NULL, NULL, NULL) == SQLITE_OK;
        free(sql);
    }
    return fine || err_set(err, ERR_LOCAL, "the tables cannot be made: %s", sqlite3_errmsg(database));
}
