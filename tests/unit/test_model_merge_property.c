/*
 * merge, over thousands of generated triples: what neither side touched stays, what one side changed is taken, what both
 * changed is counted and becomes what was chosen; what comes out can be sent, guarded by theirs.
 */
#include "generated.h"
#include "helpers.h"

#include <string.h>

#include "model/change.h"
#include "model/merge.h"
#include "model/patch.h"
#include "model/pointer.h"

enum { TRIPLES = 3000 };

struct triple {
    cJSON *seen, *theirs, *yours; /* owned */
};

static struct triple make_triple(uint32_t seed)
{
    struct triple t;

    generated_seed(seed);
    t.seen = generated_document();
    t.theirs = generated_change(t.seen);
    t.yours = generated_below(8) ? generated_change(t.seen) : generated_document();
    return t;
}

static void free_triple(struct triple *t)
{
    cJSON_Delete(t->seen);
    cJSON_Delete(t->theirs);
    cJSON_Delete(t->yours);
}

/* A document with nothing but what stands at this place, so that generated_same can compare it. */
static cJSON *alone(const cJSON *document, const struct merge_part *part)
{
    cJSON *out = cJSON_CreateObject();
    const cJSON *value = pointer_get(document, part->pointer);

    if (value)
        json_set(out, part->member ? part->member : part->property, cJSON_Duplicate(value, true));
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
    assert_true(part->count > 0);
    for (size_t i = 0; i < part->count; i++)
        assert_true(part->lines[i].label && (part->lines[i].they || part->lines[i].you));
}

/* The patch that Review shows: it stands on theirs, tests it, and makes the result of it. */
static void assert_can_be_sent(const cJSON *theirs, const cJSON *result)
{
    cJSON *patch = change_patch(theirs, result, &(struct change_guards){.test_absent_by_time = true});
    cJSON *there = patch_apply(theirs, patch, NULL, NULL);

    assert_non_null(there);
    assert_true(generated_same(there, result));
    cJSON_Delete(there);
    cJSON_Delete(patch);
}

static void each_part_is_what_was_chosen_and_the_rest_stays(void **state)
{
    static const enum merge_side sides[] = {MERGE_THEIRS, MERGE_YOURS, MERGE_HAND, MERGE_OPEN};
    size_t asked = 0, members = 0;

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
            members += merge.parts[i].member != NULL;
        }
        result = merge_result(&merge);
        for (size_t i = 0; i < merge.count; i++)
            assert_part(&merge.parts[i], &t, result);
        assert_true(same_elsewhere(result, t.theirs, &merge));
        assert_true(same_elsewhere(t.theirs, t.yours, &merge)); /* what neither touched, or both alike */
        assert_can_be_sent(t.theirs, result);
        cJSON_Delete(result);
        merge_release(&merge);
        free_triple(&t);
    }
    assert_true(asked > TRIPLES / 10 && members > TRIPLES / 50); /* else this tests nothing */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_side_alone_is_taken_whole),
        cmocka_unit_test(the_counts_are_the_same_from_the_other_side),
        cmocka_unit_test(each_part_is_what_was_chosen_and_the_rest_stays),
    };

    return cmocka_run_group_tests_name("model merge, generated", tests, NULL, NULL);
}
