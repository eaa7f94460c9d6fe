/*
 * store_row: one row of the store, seen alone. Used by the store only; UI thread.
 */
#ifndef MODEL_STORE_ROW_H
#define MODEL_STORE_ROW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/json.h"
#include "model/store.h"

/* What a row is found by. All borrowed. */
struct store_row_key {
    const char *region, *domain, *name;
    size_t domain_length; /* domain need not end there */
};

/* The key that "domain|name" stands for; false if there is no bar. */
bool store_row_key_parse(const char *region, const char *identifier, struct store_row_key *key);
/* Borrowed from the row. */
struct store_row_key store_row_key_of(const struct store_row *row);
/* For the table of store_row_is. */
uint32_t store_row_hash(const struct store_row_key *key);
/* table_equal_fn: a struct store_row and a struct store_row_key. */
bool store_row_is(const void *row, const void *key);
/* Compares without joining domain and name. */
bool store_row_has_identifier(const struct store_row *row, const char *region, const char *identifier);

/* Puts a copy in the place of an owned text; an empty text counts as none
 * (NULL). True if that changes anything. */
bool store_row_copy_text(char **slot, const char *text);
/* Notes the times of a listing (0: not known). A newer updated_ms throws away what was read in full. True if
 * anything changed. */
bool store_row_put_times(struct store_row *row, int64_t created_ms, int64_t updated_ms);
/* Takes over all that follows from the document, but for the interned names. */
void store_row_put_document(struct store_row *row, const cJSON *tree, const char *document);
/* Frees the row with its texts; the interned names are the store's. */
void store_row_free(struct store_row *row);

#endif
