#include "model/table.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"

enum { TABLE_FIRST_CAPACITY = 16 };

void *table_find(const struct table *table, uint32_t hash, table_equal_fn equal, const void *key)
{
    size_t mask = table->capacity - 1;

    if (table->capacity == 0)
        return NULL;
    for (size_t i = hash & mask; table->items[i]; i = (i + 1) & mask)
        if (table->hashes[i] == hash && equal(table->items[i], key))
            return table->items[i];
    return NULL;
}

/* There is always a free slot: grow() keeps a quarter of them free. */
static void place(struct table *table, uint32_t hash, void *item)
{
    size_t mask = table->capacity - 1;
    size_t i = hash & mask;

    while (table->items[i])
        i = (i + 1) & mask;
    table->items[i] = item;
    table->hashes[i] = hash;
}

static void grow(struct table *table)
{
    struct table old = *table;

    table->capacity = old.capacity ? old.capacity * 2 : TABLE_FIRST_CAPACITY;
    table->items = mem_alloc(table->capacity, sizeof *table->items);
    table->hashes = mem_alloc(table->capacity, sizeof *table->hashes);
    for (size_t i = 0; i < old.capacity; i++)
        if (old.items[i])
            place(table, old.hashes[i], old.items[i]);
    table_release(&old);
}

void table_add(struct table *table, uint32_t hash, void *item)
{
    if ((table->count + 1) * 4 > table->capacity * 3)
        grow(table);
    place(table, hash, item);
    table->count++;
}

void table_remove(struct table *table, uint32_t hash, const void *item)
{
    size_t mask = table->capacity - 1;
    size_t gap = hash & mask;

    while (table->items[gap] != item) {
        assert(table->items[gap]);
        gap = (gap + 1) & mask;
    }
    /* Later things of the same run move up into the gap, or they could not be found any more. */
    for (size_t i = (gap + 1) & mask; table->items[i]; i = (i + 1) & mask) {
        size_t home = table->hashes[i] & mask;

        if (((i - home) & mask) < ((i - gap) & mask))
            continue;
        table->items[gap] = table->items[i];
        table->hashes[gap] = table->hashes[i];
        gap = i;
    }
    table->items[gap] = NULL;
    table->count--;
}

void table_release(struct table *table)
{
    free(table->items);
    free(table->hashes);
    *table = (struct table){0};
}

uint32_t table_hash(const char *text, uint32_t seed)
{
    uint64_t hash = hash_fnv(text, strlen(text) + 1, seed);

    return (uint32_t)(hash ^ (hash >> 32));
}
