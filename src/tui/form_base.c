#include "tui/form_base.h"

#include <stdlib.h>

#include "base/mem.h"

/* Lists with more items (none that AWS takes) are paired by place alone: likeness costs their product. */
enum { PAIR_MAX = 64 };

struct pairing {
    const cJSON **now, **was; /* the items of both lists; was[j] becomes NULL once it is paired */
    size_t now_count, was_count;
    const cJSON **pairs; /* for each of now */
};

static size_t count_of(const cJSON *list)
{
    return cJSON_IsArray(list) ? (size_t)cJSON_GetArraySize(list) : 0;
}

static const cJSON **items_of(const cJSON *list, size_t count)
{
    const cJSON **items = mem_alloc(count + 1, sizeof(*items)), *item = count ? list->child : NULL;

    for (size_t i = 0; i < count; i++, item = item->next)
        items[i] = item;
    return items;
}

bool form_base_same(const cJSON *a, const cJSON *b)
{
    if (!a || !b)
        return a == b;
    return json_equal(a, b) || json_equal_as_sets(a, b);
}

static void pair(struct pairing *p, size_t i, size_t j)
{
    p->pairs[i] = p->was[j];
    p->was[j] = NULL;
}

/* Equal items that kept their place: nearly all, nearly always. */
static void pair_kept(struct pairing *p)
{
    for (size_t i = 0; i < p->now_count && i < p->was_count; i++)
        if (json_equal(p->now[i], p->was[i]))
            pair(p, i, i);
}

static size_t left_over(const struct pairing *p)
{
    size_t left = 0;

    for (size_t j = 0; j < p->was_count; j++)
        left += p->was[j] != NULL;
    return left;
}

/* Equal items at another place, or in another order inside. A single one left over is paired by likeness
 * anyway. */
static void pair_equal(struct pairing *p)
{
    if (left_over(p) <= 1)
        return;
    for (size_t i = 0; i < p->now_count; i++)
        for (size_t j = 0; j < p->was_count && !p->pairs[i]; j++)
            if (p->was[j] && json_equal_as_sets(p->now[i], p->was[j]))
                pair(p, i, j);
}

/* How many members two items have in common, lists by their equal items; a common place decides between
 * equals. */
static size_t likeness(const cJSON *a, const cJSON *b, bool same_place)
{
    size_t alike = same_place;

    if (!cJSON_IsObject(a) || !cJSON_IsObject(b))
        return alike;
    for (const cJSON *member = a->child; member; member = member->next) {
        const cJSON *other = json_get(b, member->string);

        if (!other)
            continue;
        if (json_equal(member, other))
            alike += 4;
        else if (cJSON_IsArray(member) && cJSON_IsArray(other) && member->child && other->child)
            alike += likeness(member->child, other->child, true);
    }
    return alike;
}

/* Pairs the two items left over that are most alike. false: none is left. */
static bool pair_likest(struct pairing *p)
{
    size_t best = 0, best_i = 0, best_j = 0;
    bool found = false;

    for (size_t i = 0; i < p->now_count; i++)
        for (size_t j = 0; j < p->was_count && !p->pairs[i]; j++) {
            size_t alike = p->was[j] ? likeness(p->now[i], p->was[j], i == j) : 0;

            if (p->was[j] && (!found || alike > best)) {
                best = alike;
                best_i = i;
                best_j = j;
                found = true;
            }
        }
    if (found)
        pair(p, best_i, best_j);
    return found;
}

const cJSON **form_base_pair_keys(const cJSON *list, const cJSON *base)
{
    size_t count = count_of(list);
    const cJSON **pairs = count ? mem_alloc(count, sizeof(*pairs)) : NULL, *item = count ? list->child : NULL,
                *was;

    for (size_t i = 0; i < count; i++, item = item->next) {
        cJSON_ArrayForEach(was, base)
        {
            if (!pairs[i] && json_get(item, "Key") && json_equal(json_get(item, "Key"), json_get(was, "Key")))
                pairs[i] = was;
        }
    }
    return pairs;
}

const cJSON **form_base_pair(const cJSON *list, const cJSON *base)
{
    struct pairing p = {.now_count = count_of(list), .was_count = count_of(base)};

    if (!p.now_count)
        return NULL;
    p.now = items_of(list, p.now_count);
    p.was = items_of(base, p.was_count);
    p.pairs = mem_alloc(p.now_count, sizeof(*p.pairs));
    pair_kept(&p);
    if (p.now_count <= PAIR_MAX && p.was_count <= PAIR_MAX) {
        pair_equal(&p);
        while (pair_likest(&p))
            ;
    } else {
        for (size_t i = 0; i < p.now_count && i < p.was_count; i++)
            if (p.was[i])
                pair(&p, i, i);
    }
    free(p.now);
    free(p.was);
    return p.pairs;
}
