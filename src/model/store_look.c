#include "model/store_look.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/mem.h"

static struct store_look *find(const struct store *store, const char *region, const char *identifier)
{
    for (size_t i = 0; i < store->look_count; i++) {
        struct store_look *look = &store->looks[i];
        if (strcmp(look->identifier, identifier) == 0 && strcmp(look->region, region) == 0)
            return look;
    }
    return NULL;
}

void store_look_begin(struct store *store, const char *region, const char *identifier)
{
    struct store_look *look = find(store, region, identifier);
    if (!look) {
        ARRAY_GROW(store->looks, store->look_count + 1, store->look_capacity);
        look = &store->looks[store->look_count++];
        *look = (struct store_look){.region = mem_dup(region), .identifier = mem_dup(identifier)};
    }
    free(look->document);
    look->document = NULL;
    look->state = STORE_READING;
}

const struct store_look *store_look_find(const struct store *store, const char *region,
                                         const char *identifier)
{
    return find(store, region, identifier);
}

void store_look_put(struct store *store, const char *region, const char *identifier, const char *document)
{
    struct store_look *look = find(store, region, identifier);
    if (!look)
        return;
    free(look->document);
    look->document = mem_dup(document);
    look->state = STORE_READ;
}

void store_look_fail(struct store *store, const char *region, const char *identifier,
                     const struct err *failure)
{
    struct store_look *look = find(store, region, identifier);
    if (!look)
        return;
    look->failure = *failure;
    look->state = STORE_FAILED;
}

void store_look_clear(struct store *store)
{
    for (size_t i = 0; i < store->look_count; i++) {
        free(store->looks[i].region);
        free(store->looks[i].identifier);
        free(store->looks[i].document);
    }
    free(store->looks);
    store->looks = NULL;
    store->look_count = store->look_capacity = 0;
}
