/* The comparing half of json.h: two trees are equal if their canonical texts are. */
#include "base/json.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/mem.h"

static void add_canonical(struct strbuf *out, const cJSON *tree, bool as_sets);

static int compare_texts(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Members are sorted by their names, the items of arrays by their own canonical texts when they are sets. */
static void add_canonical_items(struct strbuf *out, const cJSON *tree, bool as_sets)
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
        add_canonical(&text, item, as_sets);
        ARRAY_GROW(items.items, items.count + 1, items.capacity);
        items.items[items.count++] = strbuf_detach(&text);
    }
    if (items.count && (is_object || as_sets))
        qsort(items.items, items.count, sizeof *items.items, compare_texts);
    strbuf_addc(out, is_object ? '{' : '[');
    for (size_t i = 0; i < items.count; i++) {
        strbuf_adds(out, items.items[i]);
        strbuf_addc(out, ',');
    }
    strbuf_addc(out, is_object ? '}' : ']');
    texts_release(&items);
}

static void add_canonical(struct strbuf *out, const cJSON *tree, bool as_sets)
{
    if (cJSON_IsObject(tree) || cJSON_IsArray(tree)) {
        add_canonical_items(out, tree, as_sets);
    } else {
        char *text = json_print(tree);

        strbuf_adds(out, text);
        free(text);
    }
}

static bool are_equal(const cJSON *a, const cJSON *b, bool as_sets)
{
    struct strbuf left = STRBUF_INIT, right = STRBUF_INIT;
    bool equal;

    if (!a || !b)
        return a == b;
    add_canonical(&left, a, as_sets);
    add_canonical(&right, b, as_sets);
    equal = strcmp(left.text, right.text) == 0;
    strbuf_release(&left);
    strbuf_release(&right);
    return equal;
}

bool json_equal(const cJSON *a, const cJSON *b)
{
    return are_equal(a, b, false);
}

bool json_equal_as_sets(const cJSON *a, const cJSON *b)
{
    return are_equal(a, b, true);
}
