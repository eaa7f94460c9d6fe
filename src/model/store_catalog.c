#include "model/store_catalog.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/mem.h"
#include "model/table.h"

static const char *or_empty(const char *text)
{
    return text ? text : "";
}

uint32_t store_catalog_hash(const struct store_catalog_key *key)
{
    uint32_t hash = table_hash(key->region, (uint32_t)key->kind);

    return table_hash(or_empty(key->object_type), table_hash(key->domain, hash));
}

bool store_catalog_is(const void *item, const void *wanted)
{
    const struct store_catalog *catalog = item;
    const struct store_catalog_key *key = wanted;

    return catalog->kind == key->kind && strcmp(catalog->region, key->region) == 0 &&
           strcmp(catalog->domain, key->domain) == 0 &&
           strcmp(or_empty(catalog->object_type), or_empty(key->object_type)) == 0;
}

struct store_catalog *store_catalog_new(const struct store_catalog_key *key)
{
    struct store_catalog *catalog = mem_alloc(1, sizeof *catalog);

    catalog->kind = key->kind;
    catalog->region = mem_dup(key->region);
    catalog->domain = mem_dup(key->domain);
    catalog->object_type = mem_dup(key->object_type);
    return catalog;
}

void store_catalog_free(struct store_catalog *catalog)
{
    store_catalog_reset(catalog);
    free(catalog->items);
    free(catalog->region);
    free(catalog->domain);
    free(catalog->object_type);
    free(catalog);
}

void store_catalog_add(struct store_catalog *catalog, const char *name, const char *detail, const char *names,
                       const char *object_types)
{
    ARRAY_GROW(catalog->items, catalog->count + 1, catalog->capacity);
    catalog->items[catalog->count++] = (struct store_item){
        .name = mem_dup(name),
        .detail = mem_dup(detail),
        .names = mem_dup(names),
        .object_types = mem_dup(object_types),
    };
}

void store_catalog_reset(struct store_catalog *catalog)
{
    for (size_t i = 0; i < catalog->count; i++) {
        free(catalog->items[i].name);
        free(catalog->items[i].detail);
        free(catalog->items[i].names);
        free(catalog->items[i].object_types);
    }
    catalog->count = 0;
}

/* True if the comma separated list has this name. */
static bool list_has(const char *list, const char *name)
{
    size_t length = strlen(name);

    for (const char *p = or_empty(list); *p;) {
        size_t piece;

        p += strspn(p, ", ");
        piece = strcspn(p, ",");
        if (piece == length && strncmp(p, name, length) == 0)
            return true;
        p += piece;
    }
    return false;
}

size_t store_catalog_count_naming(const struct store_catalog *catalog, const char *trigger,
                                  const struct store_item **first)
{
    size_t count = 0;

    for (size_t i = 0; i < catalog->count; i++) {
        if (!list_has(catalog->items[i].names, trigger))
            continue;
        if (count++ == 0 && first)
            *first = &catalog->items[i];
    }
    return count;
}
