/*
 * store_catalog: one of the account's own lists (object types, segments, integrations, fields), seen alone.
 * Any thread, one struct at a time: the worker fills one and sends it over. store_catalog_add and
 * store_catalog_reset are its public half (store.h).
 */
#ifndef MODEL_STORE_CATALOG_H
#define MODEL_STORE_CATALOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "model/store.h"

/* What a catalog is found by. All borrowed; object_type is NULL but for fields and attributes. */
struct store_catalog_key {
    enum store_catalog_kind kind;
    const char *region, *domain, *object_type;
};

/* For the table of store_catalog_is. */
uint32_t store_catalog_hash(const struct store_catalog_key *key);
/* table_equal_fn: a struct store_catalog and a struct store_catalog_key. */
bool store_catalog_is(const void *catalog, const void *key);
/* An unread catalog. */
struct store_catalog *store_catalog_new(const struct store_catalog_key *key);
/* Frees the list with its items. */
void store_catalog_free(struct store_catalog *catalog);
/* How many items of a list of integrations name this trigger; *first
 * (may be NULL) gets the first, or NULL. */
size_t store_catalog_count_naming(const struct store_catalog *catalog, const char *trigger,
                                  const struct store_item **first);

#endif
