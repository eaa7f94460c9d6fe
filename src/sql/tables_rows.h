/*
 * tables_rows: the rows of one virtual table, as far as the store has them. Part of tables.
 */
#ifndef SQL_TABLES_ROWS_H
#define SQL_TABLES_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include "base/json.h"
#include "sql/catalogue.h"
#include "sql/tables.h"

enum {
    TABLES_REGION,
    TABLES_IDENTIFIER,
    TABLES_DOMAIN,
    TABLES_OBJECT_TYPE,
    TABLES_KEY_COUNT,
    TABLES_WHOLE = 1 << 8
};

struct tables_query {
    enum catalogue_table table;
    bool whole;                         /* columns are used that a listing lacks */
    const char *keys[TABLES_KEY_COUNT]; /* borrowed; NULL: any */
};

/* A document a row. {0} is empty. */
struct tables_rows {
    cJSON **items; /* owned */
    size_t count, capacity;
};

/* Adds what the store has; what it lacks is noted in tables->wants. */
void tables_rows_find(struct tables *tables, const struct tables_query *query, struct tables_rows *rows);
/* True for members that a listing lacks. */
bool tables_rows_lack(const char *member);
void tables_rows_release(struct tables_rows *rows);

#endif
