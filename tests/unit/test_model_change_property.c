/*
 * change, over thousands of generated pairs of documents: the patch that is computed, carried out by patch.c,
 * makes the one into the other; order is no change; every difference has a line. generated.h makes them, the
 * same each time.
 */
#include "generated.h"
#include "helpers.h"

#include <string.h>

#include "model/change.h"
#include "model/patch.h"
#include "model/pointer.h"

enum { PAIRS = 4000 };

static void assert_patched(const cJSON *seen, const cJSON *after, const struct change_guards *guards)
{
    cJSON *patch = change_patch(seen, after, guards);
    struct err err = {0};
    cJSON *result = patch_apply(seen, patch, NULL, &err);

    if (!result)
        fail_msg("%s", err.text);
    assert_true(generated_same(result, after));
    assert_true(json_equal(json_get(result, "LastUpdatedAt"), json_get(seen, "LastUpdatedAt")));
    assert_int_equal(cJSON_GetArraySize(patch) > 0, change_differs(seen, after));
    cJSON_Delete(result);
    cJSON_Delete(patch);
}

static void assert_lines(const cJSON *before, const cJSON *after)
{
    struct change change;

    assert_int_equal(change_between(before, after, &change), !generated_same(before, after));
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
    for (uint32_t seed = 1; seed <= PAIRS; seed++) {
        generated_seed(seed);
        cJSON *a = generated_document(), *b = generated_below(4) ? generated_change(a) : generated_document();

        assert_patched(a, b,
                       &(struct change_guards){.test_absent_by_time = generated_below(2),
                                               .unguarded = generated_below(2)});
        assert_patched(b, a, &(struct change_guards){.test_absent_by_time = true});
        assert_lines(a, b);
        cJSON_Delete(a);
        cJSON_Delete(b);
    }
}

static void another_order_is_no_change(void **state)
{
    (void)state;
    for (uint32_t seed = 1; seed <= PAIRS / 4; seed++) {
        generated_seed(seed);
        cJSON *a = generated_document(), *b = generated_shuffled(a);

        assert_false(change_differs(a, b));
        assert_patched(a, b, &(struct change_guards){false, false});
        cJSON_Delete(a);
        cJSON_Delete(b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_patch_makes_the_one_into_the_other),
        cmocka_unit_test(another_order_is_no_change),
    };

    return cmocka_run_group_tests_name("model change, generated", tests, NULL, NULL);
}
