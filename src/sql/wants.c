#include "sql/wants.h"

#include <stdlib.h>
#include <string.h>
#include "base/array.h"
#include "base/mem.h"

static bool is(const void *thing, const void *key)
{
    const struct wants_item *item = thing, *other = key;
    return item->kind == other->kind && item->catalog == other->catalog &&
           strcmp(item->name, other->name) == 0 && strcmp(item->domain, other->domain) == 0 &&
           strcmp(item->region, other->region) == 0;
}

static uint32_t hash(const struct wants_item *item)
{
    uint32_t seed = (uint32_t)item->kind * 16 + (uint32_t)item->catalog;
    return table_hash(item->name, table_hash(item->domain, table_hash(item->region, seed)));
}

static void note(struct wants *wants, const struct wants_item *key)
{
    struct wants_item *item = mem_alloc(1, sizeof *item);
    *item = *key;
    item->region = mem_dup(key->region);
    item->domain = mem_dup(key->domain);
    item->name = mem_dup(key->name);
    ARRAY_GROW(wants->items, wants->count + 1, wants->capacity);
    wants->items[wants->count++] = item;
    table_add(&wants->index, hash(item), item);
}

bool wants_have(struct wants *wants, enum wants_kind kind, enum store_catalog_kind catalog,
                const char *region, const char *domain, const char *name)
{
    char none[] = "";
    const struct wants_item key = {kind,
                                   WANTS_NEW,
                                   catalog,
                                   region != NULL ? (char *)region : none,
                                   domain != NULL ? (char *)domain : none,
                                   name != NULL ? (char *)name : none};
    const struct wants_item *found = table_find(&wants->index, hash(&key), is, &key);
    if (found != NULL)
        return found->state == WANTS_READ;
    if (kind == WANTS_LISTING && *key.domain != '\0') { /* the whole region was read already */
        const struct wants_item all = {WANTS_LISTING, WANTS_NEW, catalog, key.region, none, none};
        found = table_find(&wants->index, hash(&all), is, &all);
        if (found != NULL && found->state == WANTS_READ)
            return true;
    }
    note(wants, &key);
    return false;
}

bool wants_any(const struct wants *wants)
{
    for (size_t i = 0; i < wants->count; i++)
        if (wants->items[i]->state == WANTS_NEW)
            return true;
    return false;
}

void wants_regions(const struct wants *wants, struct texts *regions)
{
    for (size_t i = 0; i < wants->count; i++)
        if (wants->items[i]->kind == WANTS_LISTING && !texts_has(regions, wants->items[i]->region))
            texts_add(regions, wants->items[i]->region);
}

static int compare(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

void wants_domains(const struct wants *wants, const char *region, struct texts *domains)
{
    for (size_t i = 0; i < wants->count; i++) {
        const struct wants_item *item = wants->items[i];
        if (item->kind != WANTS_LISTING || strcmp(item->region, region) != 0)
            continue;
        if (*item->domain == '\0') {
            texts_release(domains);
            return;
        }
        texts_add(domains, item->domain);
    }
    if (domains->count > 1)
        qsort(domains->items, domains->count, sizeof *domains->items, compare);
}

void wants_settle(struct wants *wants)
{
    bool whole = false;
    for (size_t i = 0; i < wants->count; i++) {
        struct wants_item *item = wants->items[i];
        if (item->state != WANTS_ASKED)
            continue;
        item->state = WANTS_READ;
        whole |= item->kind == WANTS_WHOLE;
    }
    wants->whole_rounds += whole;
}

void wants_release(struct wants *wants)
{
    for (size_t i = 0; i < wants->count; i++) {
        free(wants->items[i]->region);
        free(wants->items[i]->domain);
        free(wants->items[i]->name);
        free(wants->items[i]);
    }
    free(wants->items);
    table_release(&wants->index);
    *wants = (struct wants){0};
}
