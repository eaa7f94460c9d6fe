#include "backend/guard.h"

#include <string.h>
#include "model/change.h"
#include "model/pointer.h"

#define TIME_PROPERTY "LastUpdatedAt"

static void differing(const cJSON *a, const cJSON *b, struct texts *properties)
{
    struct change change;
    change_between(a, b, &change);
    texts_copy(properties, &change.properties);
    change_release(&change);
}

/* Adds those of the touched properties in which a and b differ. */
static void differing_touched(const cJSON *a, const cJSON *b, const struct texts *touched,
                              struct texts *properties)
{
    struct texts all = {0};
    differing(a, b, &all);
    for (size_t i = 0; i < all.count; i++)
        if (texts_has(touched, all.items[i]))
            texts_add(properties, all.items[i]);
    texts_release(&all);
}

/* A touched property's test would fail now: its value, or for an absent
 * one the time, is not exactly as seen. */
static bool has_moved(const cJSON *seen, const cJSON *live, const char *property)
{
    const cJSON *was = json_get(seen, property);
    const char *guarded = was != NULL ? property : TIME_PROPERTY;
    const cJSON *before = json_get(seen, guarded), *now = json_get(live, guarded);
    return before != NULL && (now == NULL || !json_equal(before, now));
}

void guard_moved(const cJSON *seen, const cJSON *live, const cJSON *after, struct texts *properties)
{
    struct texts touched = {0};
    differing(seen, after, &touched);
    for (size_t i = 0; i < touched.count; i++)
        if (has_moved(seen, live, touched.items[i]))
            texts_add(properties, touched.items[i]);
    texts_release(&touched);
}

enum guard_verdict guard_compare(const cJSON *seen, const cJSON *live, const cJSON *after)
{
    struct texts touched = {0}, changed = {0}, moved = {0};
    guard_kept(seen, after, live, &touched); /* what both sides made the same needs no guard */
    differing_touched(seen, live, &touched, &changed);
    guard_moved(seen, live, after, &moved);
    enum guard_verdict verdict = changed.count > 0 ? GUARD_CONFLICT
                                 : moved.count > 0 ? GUARD_MOVED
                                                   : GUARD_SAME;
    texts_release(&touched);
    texts_release(&changed);
    texts_release(&moved);
    return verdict;
}

static bool tests(const cJSON *operation, const char *property)
{
    const char *op = json_text(operation, "op"), *path = json_text(operation, "path");
    struct strbuf wanted = STRBUF_INIT;
    pointer_add(&wanted, property);
    bool is_it = op != NULL && path != NULL && strcmp(op, "test") == 0 && strcmp(path, wanted.text) == 0;
    strbuf_release(&wanted);
    return is_it;
}

/* Takes the test of a property out of the patch. */
static void drop_test(cJSON *patch, const char *property)
{
    for (cJSON *operation = patch->child, *next; operation != NULL; operation = next) {
        next = operation->next;
        if (tests(operation, property))
            cJSON_Delete(cJSON_DetachItemViaPointer(patch, operation));
    }
}

cJSON *guard_patch(const cJSON *seen, const cJSON *after, const struct guard_how *how)
{
    struct change_guards guards = {.test_absent_by_time = !how->no_time, .unguarded = how->unguarded};
    cJSON *patch = change_patch(seen, after, &guards);
    for (size_t i = 0; how->without != NULL && i < how->without->count; i++) {
        const char *property = how->without->items[i];
        drop_test(patch, json_get(seen, property) != NULL ? property : TIME_PROPERTY);
    }
    return patch;
}

bool guard_has_time(const cJSON *patch)
{
    const cJSON *operation;
    cJSON_ArrayForEach(operation, patch)
    {
        if (tests(operation, TIME_PROPERTY))
            return true;
    }
    return false;
}

bool guard_lacks(const cJSON *seen, const cJSON *after, const cJSON *patch)
{
    struct texts touched = {0};
    bool lacks = false;
    differing(seen, after, &touched);
    for (size_t i = 0; i < touched.count; i++)
        lacks |= json_get(seen, touched.items[i]) == NULL;
    texts_release(&touched);
    return lacks && !guard_has_time(patch);
}

cJSON *guard_rebase(const cJSON *seen, const cJSON *live, const cJSON *after)
{
    struct texts touched = {0};
    cJSON *result = cJSON_Duplicate(live, true);
    differing(seen, after, &touched);
    for (size_t i = 0; i < touched.count; i++) {
        const cJSON *value = json_get(after, touched.items[i]);
        json_set(result, touched.items[i], value != NULL ? cJSON_Duplicate(value, true) : NULL);
    }
    texts_release(&touched);
    return result;
}

void guard_kept(const cJSON *seen, const cJSON *after, const cJSON *live, struct texts *properties)
{
    struct texts touched = {0};
    differing(seen, after, &touched);
    differing_touched(after, live, &touched, properties);
    texts_release(&touched);
}
