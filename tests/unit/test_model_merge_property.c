/*
 * merge, over thousands of generated triples: what neither side touched stays, what one side changed is taken, what both
 * changed is counted and becomes what was chosen; what comes out can be sent, guarded by theirs.
 */
#include "generated.h"
#include "helpers.h"

#include <string.h>

#include "base/array.h"
#include "model/change.h"
#include "model/merge.h"
#include "model/patch.h"

enum { TRIPLES = 3000 };

struct triple {
    cJSON *seen, *theirs, *yours; /* owned */
};

/* Each key once, or not at all; AWS's own among them. */
static cJSON *tags_with_keys(void)
{
    static const char *const keys[] = {"team", "aws:id", "env", "cost/~"}, *const values[] = {"a", "b", "c"};
    cJSON *tags = cJSON_CreateArray();

    for (size_t i = 0; i < ARRAY_COUNT(keys); i++) {
        cJSON *tag;

        if (!generated_below(3))
            continue;
        tag = cJSON_CreateObject();
        json_set_text(tag, "Key", keys[i]);
        json_set_text(tag, "Value", values[generated_below(3)]);
        json_insert(tags, generated_below(2) ? 0 : (size_t)cJSON_GetArraySize(tags), tag);
    }
    return tags;
}

static struct triple make_triple(uint32_t seed)
{
    struct triple t;

    generated_seed(seed);
    t.seen = generated_document();
    t.theirs = generated_change(t.seen);
    t.yours = generated_below(8) ? generated_change(t.seen) : generated_document();
    if (seed % 4 == 0) {
        json_set(t.seen, "Tags", tags_with_keys());
        json_set(t.theirs, "Tags", tags_with_keys());
        json_set(t.yours, "Tags", generated_below(4) ? tags_with_keys() : NULL);
    }
    return t;
}

static void free_triple(struct triple *t)
{
    cJSON_Delete(t->seen);
    cJSON_Delete(t->theirs);
    cJSON_Delete(t->yours);
}

static const char *key_of(const cJSON *tag)
{
    const char *key = json_text(tag, "Key");

    return key ? key : "";
}

/* Takes the tags with this key out, or all others. */
static void take_tags(cJSON *tags, const char *key, bool others)
{
    for (cJSON *tag = tags ? tags->child : NULL, *next; tag; tag = next) {
        next = tag->next;
        if ((strcmp(key_of(tag), key) == 0) != others)
            cJSON_Delete(cJSON_DetachItemViaPointer(tags, tag));
    }
}

/* A document with nothing but what stands at this place, so that generated_same can compare it. */
static cJSON *alone(const cJSON *document, const struct merge_part *part)
{
    cJSON *out = cJSON_CreateObject();
    const cJSON *value = json_get(document, part->property);

    if (value && part->member && !part->is_tag)
        value = json_get(value, part->member);
    if (value)
        json_set(out, part->member && !part->is_tag ? part->member : part->property,
                 cJSON_Duplicate(value, true));
    if (part->is_tag)
        take_tags(json_get(out, part->property), part->member, true);
    return out;
}

static bool same_there(const cJSON *a, const cJSON *b, const struct merge_part *part)
{
    cJSON *left = alone(a, part), *right = alone(b, part);
    bool same = generated_same(left, right);

    cJSON_Delete(left);
    cJSON_Delete(right);
    return same;
}

/* Both with the places of all parts taken out. */
static bool same_elsewhere(const cJSON *a, const cJSON *b, const struct merge *merge)
{
    cJSON *sides[] = {cJSON_Duplicate(a, true), cJSON_Duplicate(b, true)};
    bool same;

    for (size_t i = 0; i < merge->count; i++)
        for (int side = 0; side < 2; side++) {
            const struct merge_part *part = &merge->parts[i];

            if (part->is_tag)
                take_tags(json_get(sides[side], part->property), part->member, false);
            else
                json_set(part->member ? json_get(sides[side], part->property) : sides[side],
                         part->member ? part->member : part->property, NULL);
        }
    same = generated_same(sides[0], sides[1]);
    cJSON_Delete(sides[0]);
    cJSON_Delete(sides[1]);
    return same;
}

static void assert_merged(const cJSON *seen, const cJSON *theirs, const cJSON *yours, const cJSON *expected)
{
    struct merge merge = {0};
    cJSON *result;

    merge_begin(&merge, seen, theirs, yours);
    assert_int_equal(merge_count(&merge).both, 0);
    result = merge_result(&merge);
    assert_true(generated_same(result, expected));
    cJSON_Delete(result);
    merge_release(&merge);
}

static void one_side_alone_is_taken_whole(void **state)
{
    (void)state;
    for (uint32_t seed = 1; seed <= TRIPLES; seed++) {
        struct triple t = make_triple(seed);

        assert_merged(t.seen, t.seen, t.yours, t.yours);
        assert_merged(t.seen, t.theirs, t.seen, t.theirs);
        assert_merged(t.seen, t.yours, t.yours, t.yours);
        free_triple(&t);
    }
}

static void the_counts_are_the_same_from_the_other_side(void **state)
{
    (void)state;
    for (uint32_t seed = 1; seed <= TRIPLES; seed++) {
        struct triple t = make_triple(seed);
        struct merge one = {0}, other = {0};
        struct merge_count a, b;

        merge_begin(&one, t.seen, t.theirs, t.yours);
        merge_begin(&other, t.seen, t.yours, t.theirs);
        a = merge_count(&one);
        b = merge_count(&other);
        assert_true(a.both == b.both && a.theirs == b.yours && a.yours == b.theirs && a.open == a.both);
        assert_int_equal(a.both + a.theirs + a.yours, one.count);
        merge_release(&one);
        merge_release(&other);
        free_triple(&t);
    }
}

/* Which side's value a part must have, said once more from the documents themselves. */
static void assert_part(const struct merge_part *part, const struct triple *t, const cJSON *result)
{
    bool they = !same_there(t->seen, t->theirs, part), you = !same_there(t->seen, t->yours, part);
    const cJSON *wanted = part->side == MERGE_THEIRS ? t->theirs : t->yours;

    assert_true(they || you);
    assert_int_equal(part->asked, they && you);
    if (part->asked)
        assert_false(same_there(t->theirs, t->yours, part));
    else
        assert_int_equal(part->side, they ? MERGE_THEIRS : MERGE_YOURS);
    assert_true(same_there(result, wanted, part));
    assert_true(part->is_tag ? part->count == 1 : part->count > 0);
    for (size_t i = 0; i < part->count; i++)
        assert_true(part->lines[i].label && (part->lines[i].they || part->lines[i].you));
}

/* AWS's own tags alone, in their order. */
static cJSON *managed_tags(const cJSON *document)
{
    cJSON *out = cJSON_CreateArray();
    const cJSON *tag;

    cJSON_ArrayForEach(tag, json_get(document, "Tags"))
    {
        if (strncmp(key_of(tag), "aws:", 4) == 0)
            cJSON_AddItemToArray(out, cJSON_Duplicate(tag, true));
    }
    return out;
}

static void assert_same_managed_tags(const cJSON *a, const cJSON *b)
{
    cJSON *left = managed_tags(a), *right = managed_tags(b);

    assert_true(json_equal(left, right));
    cJSON_Delete(left);
    cJSON_Delete(right);
}

static bool writes_tags(const cJSON *patch)
{
    const cJSON *operation;

    cJSON_ArrayForEach(operation, patch)
    {
        if (strcmp(json_text(operation, "op"), "test") != 0 &&
            strcmp(json_text(operation, "path"), "/Tags") == 0)
            return true;
    }
    return false;
}

/* Tags are written as a whole: never over others than those that were merged with. */
static void assert_overwrites_no_other_tags(const cJSON *patch, const cJSON *theirs, const cJSON *others)
{
    cJSON *there;

    if (!writes_tags(patch) || !json_get(theirs, "Tags") ||
        json_equal_as_sets(json_get(theirs, "Tags"), json_get(others, "Tags")))
        return;
    there = patch_apply(others, patch, NULL, NULL);
    assert_null(there);
}

/* The patch that Review shows: it stands on theirs, tests it, and makes the result of it. */
static void assert_can_be_sent(const struct triple *t, const cJSON *result)
{
    const cJSON *theirs = t->theirs;
    cJSON *patch = change_patch(theirs, result, &(struct change_guards){.test_absent_by_time = true});
    cJSON *there = patch_apply(theirs, patch, NULL, NULL);

    assert_non_null(there);
    assert_true(generated_same(there, result));
    if (cJSON_IsArray(json_get(theirs, "Tags")) && cJSON_IsArray(json_get(there, "Tags")))
        assert_same_managed_tags(there, theirs);
    assert_overwrites_no_other_tags(patch, theirs, t->seen);
    assert_overwrites_no_other_tags(patch, theirs, t->yours);
    cJSON_Delete(there);
    cJSON_Delete(patch);
}

static void each_part_is_what_was_chosen_and_the_rest_stays(void **state)
{
    static const enum merge_side sides[] = {MERGE_THEIRS, MERGE_YOURS, MERGE_HAND, MERGE_OPEN};
    size_t asked = 0, members = 0, tags = 0, asked_tags = 0;

    (void)state;
    for (uint32_t seed = 1; seed <= TRIPLES; seed++) {
        struct triple t = make_triple(seed);
        struct merge merge = {0};
        cJSON *result;

        merge_begin(&merge, t.seen, t.theirs, t.yours);
        for (size_t i = 0; i < merge.count; i++) {
            if (merge.parts[i].asked)
                merge.parts[i].side = sides[generated_below(4)];
            asked += merge.parts[i].asked;
            members += merge.parts[i].member && !merge.parts[i].is_tag;
            tags += merge.parts[i].is_tag;
            asked_tags += merge.parts[i].is_tag && merge.parts[i].asked;
        }
        result = merge_result(&merge);
        for (size_t i = 0; i < merge.count; i++)
            assert_part(&merge.parts[i], &t, result);
        assert_true(same_elsewhere(result, t.theirs, &merge));
        assert_true(same_elsewhere(t.theirs, t.yours, &merge)); /* what neither touched, or both alike */
        assert_can_be_sent(&t, result);
        cJSON_Delete(result);
        merge_release(&merge);
        free_triple(&t);
    }
    assert_true(asked > TRIPLES / 10 && members > TRIPLES / 50); /* else this tests nothing */
    assert_true(tags > TRIPLES / 4 && asked_tags > TRIPLES / 10);
}

/* True if each tag has a key, and those of people each another one. */
static bool have_keys(const cJSON *tags)
{
    const cJSON *tag, *other;

    if (tags && !cJSON_IsArray(tags))
        return false;
    cJSON_ArrayForEach(tag, tags)
    {
        for (other = tag->next; other; other = other->next)
            if (strcmp(key_of(tag), key_of(other)) == 0 && strncmp(key_of(tag), "aws:", 4) != 0)
                return false;
    }
    return true;
}

static void tags_with_keys_are_never_one_part(void **state)
{
    (void)state;
    for (uint32_t seed = 1; seed <= TRIPLES; seed++) {
        struct triple t = make_triple(seed);
        struct merge merge = {0};
        bool all = have_keys(json_get(t.seen, "Tags")) && have_keys(json_get(t.theirs, "Tags")) &&
                   have_keys(json_get(t.yours, "Tags"));

        merge_begin(&merge, t.seen, t.theirs, t.yours);
        for (size_t i = 0; i < merge.count; i++) {
            const struct merge_part *part = &merge.parts[i];

            assert_int_equal(part->is_tag, all && strcmp(part->property, "Tags") == 0);
            if (part->is_tag)
                assert_true(strncmp(part->member, "aws:", 4) != 0);
        }
        merge_release(&merge);
        free_triple(&t);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_side_alone_is_taken_whole),
        cmocka_unit_test(the_counts_are_the_same_from_the_other_side),
        cmocka_unit_test(tags_with_keys_are_never_one_part),
        cmocka_unit_test(each_part_is_what_was_chosen_and_the_rest_stays),
    };

    return cmocka_run_group_tests_name("model merge, generated", tests, NULL, NULL);
}
