/*
 * tables: the virtual tables of SELECT over the store.
 *
 * region, Identifier, domain_name and object_type_name compared by = (or IN) reach the tables, so that no more is read
 * than the statement looks at; a trigger is read in full only when a column is looked at that the listing lacks. The store
 * must not change while a statement runs. UI thread.
 */
#ifndef SQL_TABLES_H
#define SQL_TABLES_H

#include "base/err.h"
#include "base/texts.h"
#include "model/store.h"
#include "sql/wants.h"

struct sqlite3;

/* All borrowed. */
struct tables {
    const struct store *store;
    const struct texts *regions; /* where no region is given */
    const struct texts *domains; /* --domain; empty: all */
    struct wants *wants;
};

/* Makes the tables in a database, which must not outlive `tables`; before its authorizer is set. ERR_LOCAL. */
bool tables_install(struct sqlite3 *database, struct tables *tables, struct err *err);

#endif
