/* The comparing half of json.h: in order directly, as sets by canonical texts. */
#include "base/json.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/mem.h"
#include "base/texts.h"

static void add_canonical(struct strbuf *out, const cJSON *tree);

static int compare_texts(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Members are sorted by their names, the items of arrays by their own canonical texts. */
static void add_canonical_items(struct strbuf *out, const cJSON *tree)
{
    bool is_object = cJSON_IsObject(tree);
    struct texts items = {0};
    const cJSON *item;

    cJSON_ArrayForEach(item, tree)
    {
        struct strbuf text = STRBUF_INIT;

        if (is_object) {
            json_quote(&text, item->string ? item->string : "");
            strbuf_addc(&text, ':');
        }
        add_canonical(&text, item);
        ARRAY_GROW(items.items, items.count + 1, items.capacity);
        items.items[items.count++] = strbuf_detach(&text);
    }
    if (items.count)
        qsort(items.items, items.count, sizeof *items.items, compare_texts);
    strbuf_addc(out, is_object ? '{' : '[');
    for (size_t i = 0; i < items.count; i++) {
        strbuf_adds(out, items.items[i]);
        strbuf_addc(out, ',');
    }
    strbuf_addc(out, is_object ? '}' : ']');
    texts_release(&items);
}

static void add_canonical(struct strbuf *out, const cJSON *tree)
{
    if (cJSON_IsObject(tree) || cJSON_IsArray(tree)) {
        add_canonical_items(out, tree);
    } else {
        char *text = json_print(tree);

        strbuf_adds(out, text);
        free(text);
    }
}

/* Members may stand in any order; nearly always they stand in the same one. */
static bool same_members(const cJSON *a, const cJSON *b)
{
    const cJSON *x, *y = b->child;

    for (x = a->child; x; x = x->next, y = y->next) {
        const cJSON *other = y;

        if (!y)
            return false;
        if (strcmp(x->string ? x->string : "", y->string ? y->string : "") != 0)
            other = json_get(b, x->string);
        if (!other || !json_equal(x, other))
            return false;
    }
    return !y;
}

static bool same_items(const cJSON *a, const cJSON *b)
{
    const cJSON *x = a->child, *y = b->child;

    for (; x && y; x = x->next, y = y->next)
        if (!json_equal(x, y))
            return false;
    return !x && !y;
}

bool json_equal(const cJSON *a, const cJSON *b)
{
    if (!a || !b)
        return a == b;
    if ((a->type & 0xff) != (b->type & 0xff))
        return false;
    if (cJSON_IsObject(a))
        return same_members(a, b);
    if (cJSON_IsArray(a))
        return same_items(a, b);
    if (cJSON_IsNumber(a))
        return a->valuedouble == b->valuedouble;
    return !cJSON_IsString(a) || strcmp(a->valuestring, b->valuestring) == 0;
}

/* The items of two arrays that differ in their place, as arrays of borrowed items. */
struct leftovers {
    const cJSON **a, **b; /* owned, not the items */
    size_t count, capacity_a, capacity_b;
};

/* False if the arrays are not of one length. */
static bool collect_leftovers(const cJSON *a, const cJSON *b, struct leftovers *out)
{
    const cJSON *x = a->child, *y = b->child;

    for (; x && y; x = x->next, y = y->next) {
        if (json_equal(x, y))
            continue;
        ARRAY_GROW(out->a, out->count + 1, out->capacity_a);
        ARRAY_GROW(out->b, out->count + 1, out->capacity_b);
        out->a[out->count] = x;
        out->b[out->count++] = y;
    }
    return !x && !y;
}

static void add_sorted(const cJSON *const *items, size_t count, struct texts *out)
{
    for (size_t i = 0; i < count; i++) {
        struct strbuf text = STRBUF_INIT;

        add_canonical(&text, items[i]);
        texts_add(out, text.text);
        strbuf_release(&text);
    }
    if (count)
        qsort(out->items, out->count, sizeof *out->items, compare_texts);
}

static bool same_multiset(const struct leftovers *left)
{
    struct texts a = {0}, b = {0};
    bool same = true;

    add_sorted(left->a, left->count, &a);
    add_sorted(left->b, left->count, &b);
    for (size_t i = 0; same && i < left->count; i++)
        same = strcmp(a.items[i], b.items[i]) == 0;
    texts_release(&a);
    texts_release(&b);
    return same;
}

/* What is equal in its place is taken out first, so that canonical texts are made of little, and nearly
 * always of nothing. */
static bool same_sets(const cJSON *a, const cJSON *b)
{
    struct leftovers left = {0};
    bool same = collect_leftovers(a, b, &left);

    if (same && left.count == 1)
        same = json_equal_as_sets(left.a[0], left.b[0]);
    else if (same && left.count > 1)
        same = same_multiset(&left);
    free(left.a);
    free(left.b);
    return same;
}

static bool same_members_as_sets(const cJSON *a, const cJSON *b)
{
    size_t members = 0;

    for (const cJSON *x = a->child; x; x = x->next, members++)
        if (!json_equal_as_sets(x, json_get(b, x->string)))
            return false;
    return members == (size_t)cJSON_GetArraySize(b);
}

bool json_equal_as_sets(const cJSON *a, const cJSON *b)
{
    if (cJSON_IsObject(a) && cJSON_IsObject(b))
        return same_members_as_sets(a, b);
    if (cJSON_IsArray(a) && cJSON_IsArray(b))
        return same_sets(a, b);
    return json_equal(a, b);
}
