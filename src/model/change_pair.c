#include "model/change_pair.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/mem.h"

/* An item that waits for its partner. */
struct single {
    const cJSON *item; /* borrowed */
    size_t index;
    struct texts keys;
    struct single *partner; /* borrowed; NULL while there is none */
    bool is_equal;          /* to its partner */
};

struct singles {
    struct single *items; /* owned */
    size_t count, capacity;
};

static void collect(const cJSON *list, bool (*skip)(const cJSON *item), struct singles *out)
{
    size_t index = 0;
    const cJSON *item;

    cJSON_ArrayForEach(item, list)
    {
        if (!skip || !skip(item)) {
            ARRAY_GROW(out->items, out->count + 1, out->capacity);
            out->items[out->count++] = (struct single){.item = item, .index = index};
        }
        index++;
    }
}

static void release_singles(struct singles *singles)
{
    for (size_t i = 0; i < singles->count; i++)
        texts_release(&singles->items[i].keys);
    free(singles->items);
}

static void join(struct single *a, struct single *b, bool is_equal)
{
    a->partner = b;
    b->partner = a;
    a->is_equal = b->is_equal = is_equal;
}

static void join_equal_ones(struct singles *before, struct singles *after)
{
    for (size_t i = 0; i < before->count; i++) {
        struct single *old = &before->items[i];

        for (size_t j = 0; j < after->count && !old->partner; j++)
            if (!after->items[j].partner && json_equal_as_sets(old->item, after->items[j].item))
                join(old, &after->items[j], true);
    }
}

/* Those that are equal to one need none. */
static void add_keys(struct singles *singles, const struct change_likeness *likeness)
{
    for (size_t i = 0; i < singles->count; i++)
        if (!singles->items[i].partner)
            likeness->keys(singles->items[i].item, &singles->items[i].keys);
}

static size_t shared_keys(const struct single *a, const struct single *b)
{
    size_t shared = 0;

    for (size_t i = 0; i < a->keys.count; i++)
        shared += texts_has(&b->keys, a->keys.items[i]);
    return shared;
}

/* The best partner that is left for old: the most alike; among those equally alike
 * the one at its place, then the first. */
static struct single *best_partner(const struct single *old, struct singles *after)
{
    struct single *best = NULL;
    size_t best_shared = 0;

    for (size_t j = 0; j < after->count; j++) {
        struct single *candidate = &after->items[j];
        size_t shared = candidate->partner ? 0 : shared_keys(old, candidate);
        bool at_its_place = candidate->index == old->index && shared == best_shared;

        if (shared && (shared > best_shared || at_its_place)) {
            best = candidate;
            best_shared = shared;
        }
    }
    return best;
}

static void join_alike_ones(struct singles *before, struct singles *after)
{
    for (size_t i = 0; i < before->count; i++) {
        struct single *old = &before->items[i];
        struct single *best = old->partner ? NULL : best_partner(old, after);

        if (best)
            join(old, best, false);
    }
}

static void join_in_order(struct singles *before, struct singles *after)
{
    size_t j = 0;

    for (size_t i = 0; i < before->count; i++) {
        while (j < after->count && after->items[j].partner)
            j++;
        if (j < after->count && !before->items[i].partner)
            join(&before->items[i], &after->items[j], false);
    }
}

static void add_pair(struct change_pairs *out, const struct single *before, const struct single *after)
{
    struct change_pair *pair;

    ARRAY_GROW(out->items, out->count + 1, out->capacity);
    pair = &out->items[out->count++];
    *pair = (struct change_pair){0};
    if (before) {
        pair->before = before->item;
        pair->before_index = before->index;
    }
    if (after) {
        pair->after = after->item;
        pair->after_index = after->index;
    }
}

void change_pair_lists(const cJSON *before, const cJSON *after, const struct change_likeness *likeness,
                       bool (*skip)(const cJSON *item), struct change_pairs *out)
{
    struct singles old = {0}, new = {0};

    *out = (struct change_pairs){0};
    collect(before, skip, &old);
    collect(after, skip, &new);
    join_equal_ones(&old, &new);
    add_keys(&old, likeness);
    add_keys(&new, likeness);
    join_alike_ones(&old, &new);
    if (likeness->by_position)
        join_in_order(&old, &new);
    for (size_t j = 0; j < new.count; j++)
        if (!new.items[j].is_equal)
            add_pair(out, new.items[j].partner, &new.items[j]);
    for (size_t i = 0; i < old.count; i++)
        if (!old.items[i].partner)
            add_pair(out, &old.items[i], NULL);
    release_singles(&old);
    release_singles(&new);
}

void change_pair_release(struct change_pairs *pairs)
{
    free(pairs->items);
    *pairs = (struct change_pairs){0};
}
