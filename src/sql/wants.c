#include "sql/wants.h"

#include <stdlib.h>
#include <string.h>
#include "base/array.h"
#include "base/mem.h"

static bool is(const struct wants_item *item, const struct wants_item *other)
{
    return item->kind == other->kind && item->catalog == other->catalog &&
           strcmp(item->name, other->name) == 0 && strcmp(item->domain, other->domain) == 0 &&
           strcmp(item->region, other->region) == 0;
}

bool wants_have(struct wants *wants, enum wants_kind kind, enum store_catalog_kind catalog,
                const char *region, const char *domain, const char *name)
{
    struct wants_item item = {kind,
                              WANTS_NEW,
                              catalog,
                              mem_dup(region != NULL ? region : ""),
                              mem_dup(domain != NULL ? domain : ""),
                              mem_dup(name != NULL ? name : "")};
    for (size_t i = 0; i < wants->count; i++)
        if (is(&wants->items[i], &item)) {
            free(item.region);
            free(item.domain);
            free(item.name);
            return wants->items[i].state == WANTS_READ;
        }
    ARRAY_GROW(wants->items, wants->count + 1, wants->capacity);
    wants->items[wants->count++] = item;
    return false;
}

bool wants_any(const struct wants *wants)
{
    for (size_t i = 0; i < wants->count; i++)
        if (wants->items[i].state == WANTS_NEW)
            return true;
    return false;
}

void wants_release(struct wants *wants)
{
    for (size_t i = 0; i < wants->count; i++) {
        free(wants->items[i].region);
        free(wants->items[i].domain);
        free(wants->items[i].name);
    }
    free(wants->items);
    *wants = (struct wants){0};
}
