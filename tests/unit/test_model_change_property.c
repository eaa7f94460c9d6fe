/*
 * change, over thousands of generated pairs of documents: the patch that is computed, carried out by patch.c,
 * makes the one into the other; order is no change; every difference has a line; undoing gives back what was before and
 * leaves what others did. The generator's numbers are fixed, so a failure comes again.
 */
#include "helpers.h"

#include <string.h>

#include "base/array.h"
#include "base/mem.h"
#include "model/change.h"
#include "model/patch.h"
#include "model/pointer.h"
#include "model/undo.h"

enum { PAIRS = 4000 };

static uint32_t seed;

/* xorshift: below n. */
static unsigned any(unsigned n)
{
    seed ^= seed << 13;
    seed ^= seed >> 17;
    seed ^= seed << 5;
    return seed % n;
}

/* Few texts, so that equal items and near ones are common. */
static cJSON *any_text(void)
{
    static const char *const texts[] = {"a", "b", "total", "\xc3\xa9", "", "x/y~z"};

    return cJSON_CreateString(texts[any(ARRAY_COUNT(texts))]);
}

static cJSON *list_of(cJSON *(*make)(void), unsigned most)
{
    cJSON *list = cJSON_CreateArray();

    for (unsigned i = any(most + 1); i > 0; i--)
        cJSON_AddItemToArray(list, make());
    return list;
}

static cJSON *any_attribute(void)
{
    static const char *const operators[] = {"CONTAINS", "BETWEEN", "LIKE"};
    cJSON *attribute = cJSON_CreateObject();

    json_set(attribute, any(4) ? "FieldName" : "Source", any_text());
    json_set_text(attribute, "ComparisonOperator", operators[any(3)]);
    json_set(attribute, "Values", list_of(any_text, 3));
    return attribute;
}

static cJSON *any_dimension(void)
{
    cJSON *dimension = cJSON_CreateObject();

    json_set(dimension, "ObjectAttributes", list_of(any_attribute, 3));
    return dimension;
}

static cJSON *any_condition(void)
{
    cJSON *condition = cJSON_CreateObject();

    json_set(condition, "EventTriggerDimensions", list_of(any_dimension, 2));
    json_set_text(condition, "LogicalOperator", any(2) ? "ALL" : "NONE");
    return condition;
}

static cJSON *any_period(void)
{
    cJSON *period = cJSON_CreateObject();

    json_set_text(period, "Unit", any(2) ? "DAYS" : "HOURS");
    json_set_integer(period, "Value", any(3));
    if (any(2))
        json_set_integer(period, "MaxInvocationsPerProfile", any(3));
    return period;
}

static cJSON *any_limits(void)
{
    cJSON *limits = cJSON_CreateObject();

    if (any(2))
        json_set_integer(limits, "EventExpiration", any(3) * 1000);
    if (any(2))
        json_set(limits, "Periods", list_of(any_period, 3));
    return limits;
}

static cJSON *any_tag(void)
{
    static const char *const keys[] = {"team", "env", "aws:stack", "aws:id"};
    cJSON *tag = cJSON_CreateObject();

    json_set_text(tag, "Key", keys[any(4)]);
    json_set(tag, "Value", any_text());
    return tag;
}

static cJSON *any_unknown(void)
{
    return any(2) ? list_of(any_text, 3) : any_tag();
}

/* What a property of a generated document may be; now and then of a wrong kind. */
static cJSON *any_value(const char *property)
{
    if (!any(12))
        return any(2) ? cJSON_CreateNull() : any_text();
    if (strcmp(property, "EventTriggerConditions") == 0)
        return list_of(any_condition, 3);
    if (strcmp(property, "EventTriggerLimits") == 0)
        return any_limits();
    if (strcmp(property, "Tags") == 0)
        return list_of(any_tag, 4);
    return strcmp(property, "Un/heard~") == 0 ? any_unknown() : any_text();
}

static const char *const properties[] = {
    "DomainName",         "Description",   "EventTriggerConditions",
    "EventTriggerLimits", "SegmentFilter", "Tags",
    "Un/heard~",          "LastUpdatedAt", "Region",
};

static cJSON *any_document(void)
{
    cJSON *document = cJSON_CreateObject();

    for (size_t i = 0; i < ARRAY_COUNT(properties); i++)
        if (any(3))
            json_set(document, properties[i], any_value(properties[i]));
    return document;
}

/* A copy with all lists in another order. */
static cJSON *shuffled(const cJSON *tree)
{
    cJSON *out = cJSON_Duplicate(tree, false);
    const cJSON *item;

    cJSON_ArrayForEach(item, tree)
    {
        if (cJSON_IsObject(tree))
            json_set(out, item->string, shuffled(item));
        else
            json_insert(out, any((unsigned)cJSON_GetArraySize(out) + 1), shuffled(item));
    }
    return out;
}

/* A copy in another order, with a few properties made anew or taken away. */
static cJSON *changed(const cJSON *document)
{
    cJSON *out = shuffled(document);

    for (unsigned i = any(3); i > 0; i--) {
        const char *property = properties[any(ARRAY_COUNT(properties))];

        json_set(out, property, any(4) ? any_value(property) : NULL);
    }
    return out;
}

static bool is_managed(const cJSON *tag)
{
    const char *key = json_text(tag, "Key");

    return key && strncmp(key, "aws:", 4) == 0;
}

/* What a difference is about, said once more in the test's own way. */
static cJSON *essence(const cJSON *document)
{
    cJSON *out = cJSON_Duplicate(document, true), *tags = json_get(out, "Tags");
    cJSON *tag = cJSON_IsArray(tags) ? tags->child : NULL;

    json_set(out, "LastUpdatedAt", NULL);
    json_set(out, "Region", NULL);
    while (tag) {
        cJSON *next = tag->next;

        if (is_managed(tag))
            cJSON_Delete(cJSON_DetachItemViaPointer(tags, tag));
        tag = next;
    }
    if (cJSON_IsArray(tags) && !tags->child)
        json_set(out, "Tags", NULL);
    return out;
}

static bool have_same_essence(const cJSON *a, const cJSON *b)
{
    cJSON *left = essence(a), *right = essence(b);
    bool same = json_equal_as_sets(left, right);

    cJSON_Delete(left);
    cJSON_Delete(right);
    return same;
}

static void assert_patched(const cJSON *seen, const cJSON *after, const struct change_guards *guards)
{
    cJSON *patch = change_patch(seen, after, guards);
    struct err err = {0};
    cJSON *result = patch_apply(seen, patch, NULL, &err);

    if (!result)
        fail_msg("%s", err.text);
    assert_true(have_same_essence(result, after));
    assert_true(json_equal(json_get(result, "LastUpdatedAt"), json_get(seen, "LastUpdatedAt")));
    assert_int_equal(cJSON_GetArraySize(patch) > 0, change_differs(seen, after));
    cJSON_Delete(result);
    cJSON_Delete(patch);
}

static void assert_lines(const cJSON *before, const cJSON *after)
{
    struct change change;

    assert_int_equal(change_between(before, after, &change), !have_same_essence(before, after));
    for (size_t i = 0; i < change.count; i++) {
        const struct change_line *line = &change.lines[i];

        assert_true(line->before || line->after);
        assert_false(line->before && line->after && strcmp(line->before, line->after) == 0);
        assert_non_null(pointer_get(line->after ? after : before, line->pointer));
    }
    assert_true(change.count >= change.properties.count);
    change_release(&change);
}

static void a_patch_makes_the_one_into_the_other(void **state)
{
    (void)state;
    for (seed = 1; seed <= PAIRS; seed++) {
        uint32_t start = seed;
        cJSON *a = any_document(), *b = any(4) ? changed(a) : any_document();

        assert_patched(a, b, &(struct change_guards){.test_absent_by_time = any(2), .unguarded = any(2)});
        assert_patched(b, a, &(struct change_guards){.test_absent_by_time = true});
        assert_lines(a, b);
        cJSON_Delete(a);
        cJSON_Delete(b);
        seed = start;
    }
}

static void another_order_is_no_change(void **state)
{
    (void)state;
    for (seed = 1; seed <= PAIRS / 4; seed++) {
        uint32_t start = seed;
        cJSON *a = any_document(), *b = shuffled(a);

        assert_false(change_differs(a, b));
        assert_patched(a, b, &(struct change_guards){false, false});
        cJSON_Delete(a);
        cJSON_Delete(b);
        seed = start;
    }
}

/* ---- undoing ---- */

static void plan(const cJSON *before, const cJSON *after, const cJSON *live, struct undo *out)
{
    struct operation operation = {.kind = OPERATION_UPDATE,
                                  .state = OPERATION_SUCCEEDED,
                                  .identifier = mem_dup("d|t"),
                                  .before = json_print(before),
                                  .after = json_print(after)};

    undo_plan(&operation, live, out);
    operation_release(&operation);
}

static void undoing_alone_gives_back_what_was_before(void **state)
{
    (void)state;
    for (seed = 1; seed <= PAIRS; seed++) {
        uint32_t start = seed;
        cJSON *before = any_document(), *after = any(4) ? changed(before) : any_document(),
              *live = shuffled(after);
        struct undo undo, redo;

        plan(before, after, live, &undo);
        assert_int_equal(undo.kind, change_differs(before, after) ? UNDO_UPDATE : UNDO_NOTHING);
        assert_int_equal(undo.collides.count, 0);
        assert_true(have_same_essence(undo.after, before));
        plan(live, undo.after, undo.after, &redo); /* an undo is undone like any other change */
        assert_true(have_same_essence(redo.after, live));
        undo_release(&redo);
        undo_release(&undo);
        cJSON_Delete(before);
        cJSON_Delete(after);
        cJSON_Delete(live);
        seed = start;
    }
}

/* Where the person's change is undone, what others did to other properties stays. */
static void assert_undone(const struct undo *undo, const cJSON *before, const cJSON *live, const char *name)
{
    bool ours = !change_same_property(before, undo->made, name),
         again = !change_same_property(live, undo->made, name),
         back = change_same_property(live, before, name);
    bool collides = ours && again && !back;

    assert_int_equal(texts_has(&undo->collides, name), collides);
    assert_true(change_same_property(undo->after, ours && !collides ? before : live, name));
    assert_true(change_same_property(undo->over, ours ? before : live, name));
}

static void undoing_leaves_what_others_changed(void **state)
{
    (void)state;
    for (seed = 1; seed <= PAIRS; seed++) {
        uint32_t start = seed;
        cJSON *before = any_document(), *after = changed(before), *live = changed(after);
        struct undo undo;

        plan(before, after, live, &undo);
        for (size_t i = 0; i < ARRAY_COUNT(properties); i++)
            if (strcmp(properties[i], "LastUpdatedAt") != 0 && strcmp(properties[i], "Region") != 0)
                assert_undone(&undo, before, live, properties[i]);
        assert_int_equal(undo.kind, change_differs(live, undo.over) ? UNDO_UPDATE : UNDO_NOTHING);
        assert_patched(live, undo.over, &(struct change_guards){.test_absent_by_time = true});
        undo_release(&undo);
        cJSON_Delete(before);
        cJSON_Delete(after);
        cJSON_Delete(live);
        seed = start;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_patch_makes_the_one_into_the_other),
        cmocka_unit_test(another_order_is_no_change),
        cmocka_unit_test(undoing_alone_gives_back_what_was_before),
        cmocka_unit_test(undoing_leaves_what_others_changed),
    };

    return cmocka_run_group_tests_name("model change, generated", tests, NULL, NULL);
}
