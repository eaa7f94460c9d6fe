/* The comparing half of json.h: in order directly, as sets by canonical texts. */
#include "base/json.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/mem.h"

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

bool json_equal_as_sets(const cJSON *a, const cJSON *b)
{
    struct strbuf left = STRBUF_INIT, right = STRBUF_INIT;
    bool equal;

    if (json_equal(a, b))
        return true;
    if (!a || !b)
        return false;
    add_canonical(&left, a);
    add_canonical(&right, b);
    equal = strcmp(left.text, right.text) == 0;
    strbuf_release(&left);
    strbuf_release(&right);
    return equal;
}
