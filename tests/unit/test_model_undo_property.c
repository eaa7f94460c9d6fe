/* undo, over thousands of generated changes: undoing alone gives back what was before; what others changed stays. */
#include "generated.h"
#include "helpers.h"

#include <string.h>

#include "base/mem.h"
#include "model/change.h"
#include "model/patch.h"
#include "model/undo.h"

enum { CHANGES = 4000 };

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
    for (uint32_t seed = 1; seed <= CHANGES; seed++) {
        generated_seed(seed);
        cJSON *before = generated_document(),
              *after = generated_below(4) ? generated_change(before) : generated_document(),
              *live = generated_shuffled(after);
        struct undo undo, redo;

        plan(before, after, live, &undo);
        assert_int_equal(undo.kind, change_differs(before, after) ? UNDO_UPDATE : UNDO_NOTHING);
        assert_int_equal(undo.collides.count, 0);
        assert_true(generated_same(undo.after, before));
        plan(live, undo.after, undo.after, &redo); /* an undo is undone like any other change */
        assert_true(generated_same(redo.after, live));
        undo_release(&redo);
        undo_release(&undo);
        cJSON_Delete(before);
        cJSON_Delete(after);
        cJSON_Delete(live);
    }
}

/* What nobody touched since is as before; what only others touched stays; what both did is named. */
static void assert_property(const struct undo *undo, const cJSON *before, const cJSON *live, const char *name)
{
    bool ours = !change_same_property(before, undo->made, name),
         is_parted = cJSON_IsObject(json_get(live, name)) || strcmp(name, "Tags") == 0,
         again = !change_same_property(live, undo->made, name), collides = texts_has(&undo->collides, name);

    if (!ours)
        assert_true(change_same_property(undo->over, live, name));
    else if (!again)
        assert_true(change_same_property(undo->over, before, name));
    if (!ours || !again)
        assert_false(collides);
    else if (!collides) /* the same as before already, or members of an object and tags that do not collide */
        assert_true(change_same_property(live, before, name) || is_parted);
    if (collides && !is_parted)
        assert_true(change_same_property(undo->after, live, name) &&
                    change_same_property(undo->over, before, name));
    else if (!collides)
        assert_true(change_same_property(undo->after, undo->over, name));
}

static void assert_patched(const cJSON *live, const cJSON *wanted)
{
    cJSON *patch = change_patch(live, wanted, &(struct change_guards){.test_absent_by_time = true});
    cJSON *result = patch_apply(live, patch, NULL, NULL);

    assert_non_null(result);
    assert_true(generated_same(result, wanted));
    cJSON_Delete(result);
    cJSON_Delete(patch);
}

static void undoing_leaves_what_others_changed(void **state)
{
    size_t collided = 0;

    (void)state;
    for (uint32_t seed = 1; seed <= CHANGES; seed++) {
        generated_seed(seed);
        cJSON *before = generated_document(), *after = generated_change(before),
              *live = generated_change(after);
        struct change touched;
        struct undo undo;

        plan(before, after, live, &undo);
        change_between(before, live, &touched);
        for (size_t i = 0; i < touched.properties.count; i++)
            assert_property(&undo, before, live, touched.properties.items[i]);
        assert_int_equal(undo.kind, change_differs(live, undo.over) ? UNDO_UPDATE : UNDO_NOTHING);
        assert_patched(live, undo.after);
        assert_patched(live, undo.over);
        collided += undo.collides.count;
        change_release(&touched);
        undo_release(&undo);
        cJSON_Delete(before);
        cJSON_Delete(after);
        cJSON_Delete(live);
    }
    assert_true(collided > 50);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(undoing_alone_gives_back_what_was_before),
        cmocka_unit_test(undoing_leaves_what_others_changed),
    };

    return cmocka_run_group_tests_name("model undo, generated", tests, NULL, NULL);
}
