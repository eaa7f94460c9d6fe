/*
 * catalogue: the tables that SELECT reads, and their columns.
 *
 * event_triggers has a column for each property of the field table; event_triggers_list_only those that a listing gives.
 * All begin with region. Constant after the first call; UI thread.
 */
#ifndef SQL_CATALOGUE_H
#define SQL_CATALOGUE_H

#include <stdbool.h>
#include <stddef.h>
#include "base/err.h"

enum catalogue_table {
    CATALOGUE_TRIGGERS,
    CATALOGUE_TRIGGERS_LIST,
    CATALOGUE_DOMAINS,
    CATALOGUE_OBJECT_TYPES,
    CATALOGUE_OBJECT_FIELDS,
    CATALOGUE_SEGMENTS,
    CATALOGUE_INTEGRATIONS,
    CATALOGUE_OPERATIONS,
    CATALOGUE_COUNT
};

enum { CATALOGUE_COLUMNS_MOST = 32 };

struct catalogue_column {
    const char *sql;    /* "event_trigger_name" */
    const char *member; /* of the document that makes a row: "EventTriggerName" */
    const char *help;
};

const char *catalogue_name(enum catalogue_table table);
const char *catalogue_help(enum catalogue_table table);
/* By name in any case; CATALOGUE_COUNT: there is none. */
enum catalogue_table catalogue_find(const char *name);
/* Hints at the table that may have been meant, or at how to see all. */
void catalogue_hint(const char *name, struct err *err);
/* Fills columns (CATALOGUE_COLUMNS_MOST) and gives their number. */
size_t catalogue_columns(enum catalogue_table table, struct catalogue_column *columns);

#endif
