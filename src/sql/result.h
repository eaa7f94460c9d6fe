/*
 * result: the rows that a statement gives, and how they are written to a file.
 */
#ifndef SQL_RESULT_H
#define SQL_RESULT_H

#include <stdbool.h>
#include <stddef.h>
#include "base/json.h"
#include "base/strbuf.h"
#include "base/texts.h"

struct result_cell {
    char *text;     /* owned; NULL for SQL's NULL */
    bool is_number; /* of SQL's numbers */
};

/* {0} is empty. */
struct result {
    struct texts columns;
    struct result_cell *cells; /* owned; row after row */
    size_t count, capacity;    /* of cells */
};

/* The next cell; text NULL is NULL. Copies. */
void result_add(struct result *result, const char *text, bool is_number);
void result_release(struct result *result);
size_t result_rows(const struct result *result);
/* The names of the columns as members, into an empty list: of two columns of one name the later is NAME:1. */
void result_members(const struct result *result, struct texts *members);
/* The row as an object of these members. Free: cJSON_Delete. */
cJSON *result_record(const struct result *result, const struct texts *members, size_t row);
/* Appends all rows: CSV with a line of names, or a JSON list of objects. */
void result_csv(const struct result *result, struct strbuf *out);
void result_json(const struct result *result, struct strbuf *out);

#endif
