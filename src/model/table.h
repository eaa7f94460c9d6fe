/*
 * table: a hash table of pointers, for the store's indexes.
 *
 * Open addressing; it owns neither the things nor their keys, only the slots. The caller gives the hash and
 * says what is equal, so that a key may consist of several texts without being joined. One thread.
 */
#ifndef MODEL_TABLE_H
#define MODEL_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct table {
    void **items;           /* owned array of borrowed things; NULL: a free slot */
    uint32_t *hashes;       /* owned; of items */
    size_t count, capacity; /* capacity is 0 or a power of two */
};

/* True if this thing has that key. */
typedef bool (*table_equal_fn)(const void *item, const void *key);

/* The thing, or NULL. */
void *table_find(const struct table *table, uint32_t hash, table_equal_fn equal, const void *key);
/* Adds a thing that is not in the table yet. */
void table_add(struct table *table, uint32_t hash, void *item);
/* Takes this very thing out; it must be in the table. */
void table_remove(struct table *table, uint32_t hash, const void *item);
/* Frees the slots. */
void table_release(struct table *table);
/* The hash of a text, continuing from seed (0 to begin), so that several texts make one key: ("ab", "c") is
 * not ("a", "bc"). */
uint32_t table_hash(const char *text, uint32_t seed);

#endif
