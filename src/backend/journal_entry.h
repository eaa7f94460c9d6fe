/*
 * journal_entry: the columns of the journal's table and the members that they hold. Used by the journal only.
 *
 * One table: what is inserted, updated and read follows from it. A new column is a row there and one in the
 * schema beside it. There is none for a secret, and none may come.
 */
#ifndef BACKEND_JOURNAL_ENTRY_H
#define BACKEND_JOURNAL_ENTRY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "backend/journal.h"

enum journal_entry_form {
    JOURNAL_ENTRY_TEXT,    /* char *, owned, may be NULL */
    JOURNAL_ENTRY_CHARS,   /* an array of char within the struct */
    JOURNAL_ENTRY_INTEGER, /* int64_t */
    JOURNAL_ENTRY_KIND,    /* enum operation_kind, stored as "CREATE" … */
    JOURNAL_ENTRY_STATE,   /* enum operation_state, stored as "not sent" … */
    JOURNAL_ENTRY_CODE     /* enum err_code, stored as a number */
};

struct journal_entry_column {
    const char *name;
    enum journal_entry_form form;
    size_t offset, size;
    bool moves; /* journal_update writes it; the others are fixed when the row is added */
};

extern const struct journal_entry_column journal_entry_columns[];
extern const size_t journal_entry_column_count;

enum { JOURNAL_ENTRY_VERSION = 1 }; /* of the schema; user_version in the file */
extern const char journal_entry_schema[];

/* "SELECT id, kind, … FROM operations ", its columns in the table's order after the id. free(). */
char *journal_entry_select(void);
/* "INSERT INTO operations …", its parameters from 1 in the table's order. free(). */
char *journal_entry_insert(void);
/* "UPDATE operations …": ?1 the id, ?2 the owner that the row must still have, from ?3 on the columns that
 * move. free(). */
char *journal_entry_update(void);

/* True if the column is a number in the database. */
bool journal_entry_is_number(const struct journal_entry_column *column);
/* The value to store, a text or a number. borrowed. A text that is always there is "" instead of NULL. */
const char *journal_entry_get_text(const struct journal_entry *entry,
                                   const struct journal_entry_column *column);
/* For columns of which journal_entry_is_number is true. */
int64_t journal_entry_get_number(const struct journal_entry *entry,
                                 const struct journal_entry_column *column);
/* Takes over what was stored into an entry of zeroes; a text that is no value for this column is false. */
bool journal_entry_set_text(struct journal_entry *entry, const struct journal_entry_column *column,
                            const char *text);
/* The same for a column that is a number. */
void journal_entry_set_number(struct journal_entry *entry, const struct journal_entry_column *column,
                              int64_t number);

#endif
