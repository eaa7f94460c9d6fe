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
    bool whole;                         /* a column that a listing lacks is looked at somewhere */
    const char *keys[TABLES_KEY_COUNT]; /* borrowed; NULL: any */
};

struct tables_row {
    const struct store_row *listed; /* borrowed; NULL: it is not of a listing */
    cJSON *document;                /* owned; of a listing NULL until a column is looked at */
};

/* {0} is empty. */
struct tables_rows {
    struct tables_row *items; /* owned */
    size_t count, capacity;
};

/* Adds what the store has, a region's triggers by domain and name; what it lacks is noted in tables->wants. */
void tables_rows_find(struct tables *tables, const struct tables_query *query, struct tables_rows *rows);
/* The value in a row, borrowed; NULL: none. Of a trigger that is to be read in full for it that is noted, and NULL is
 * given: so no more are read than those whose other columns fit WHERE. */
const cJSON *tables_rows_value(struct tables *tables, enum catalogue_table table, struct tables_row *row,
                               const char *member);
/* The row is left: what was made of it goes. */
void tables_rows_leave(struct tables_row *row);
/* True for members that a listing lacks. */
bool tables_rows_lack(const char *member);
void tables_rows_release(struct tables_rows *rows);

#endif
