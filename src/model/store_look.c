#include "model/store_look.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/mem.h"

static void release(struct store_look *look)
{
    free(look->region);
    free(look->identifier);
    free(look->document);
}

static void take_out(struct store *store, size_t place)
{
    release(&store->looks[place]);
    store->look_count--;
    memmove(store->looks + place, store->looks + place + 1,
            (store->look_count - place) * sizeof *store->looks);
}

static long place_of(const struct store *store, const char *region, const char *identifier)
{
    for (size_t i = 0; i < store->look_count; i++)
        if (strcmp(store->looks[i].identifier, identifier) == 0 &&
            strcmp(store->looks[i].region, region) == 0)
            return (long)i;
    return -1;
}

void store_look_put(struct store *store, const char *region, const char *identifier, const char *document,
                    const struct err *failure)
{
    long old = place_of(store, region, identifier);

    if (old >= 0)
        take_out(store, (size_t)old);
    else if (store->look_count == STORE_LOOKS_MAX)
        take_out(store, 0);
    ARRAY_GROW(store->looks, store->look_count + 1, store->look_capacity);
    store->looks[store->look_count++] = (struct store_look){
        .region = mem_dup(region),
        .identifier = mem_dup(identifier),
        .document = mem_dup(document),
        .failure = failure ? *failure : (struct err){.code = ERR_NONE},
        .number = ++store->look_total,
    };
}

const struct store_look *store_look_find(const struct store *store, const char *region,
                                         const char *identifier, uint64_t after)
{
    long place = place_of(store, region, identifier);

    return place >= 0 && store->looks[place].number > after ? &store->looks[place] : NULL;
}

void store_look_release(struct store *store)
{
    for (size_t i = 0; i < store->look_count; i++)
        release(&store->looks[i]);
    free(store->looks);
    store->looks = NULL;
    store->look_count = store->look_capacity = 0;
}
