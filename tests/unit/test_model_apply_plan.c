/* apply_plan: what makes regions equal to documents (changes.md, Documents). */
#include "helpers.h"

#include <string.h>

#include "generated.h"
#include "model/apply_plan.h"
#include "model/change.h"
#include "model/patch.h"

#define CART "'DomainName':'retail','EventTriggerName':'cart','ObjectTypeName':'Cart'"

static void add(struct apply_plan *plan, const char *document, const char *live)
{
    cJSON *wanted = document ? helpers_json(document) : NULL, *there = live ? helpers_json(live) : NULL;
    if (wanted)
        apply_plan_document(plan, "eu", "retail|cart", wanted, there);
    else
        apply_plan_leftover(plan, "eu", "retail|cart", there);
    cJSON_Delete(wanted);
    cJSON_Delete(there);
}

static void each_step_is_what_the_two_come_to(void **state)
{
    static const struct {
        const char *document, *live;
        enum apply_plan_action action;
        bool stale;
    } cases[] = {
        {"{" CART "}", NULL, APPLY_PLAN_CREATE, false},
        {"{" CART "}", "{" CART "}", APPLY_PLAN_EQUAL, false},
        {"{" CART "}", "{" CART ",'SegmentFilter':'vip'}", APPLY_PLAN_UPDATE, false},
        {"{" CART ",'New':1}", "{" CART "}", APPLY_PLAN_UPDATE, false},
        {NULL, "{" CART "}", APPLY_PLAN_PRUNE, false},
        /* read-only properties and aws: tags are no difference */
        {"{" CART "}", "{" CART ",'CreatedAt':'2024-01-01T00:00:00Z','Tags':[{'Key':'aws:x','Value':'1'}]}",
         APPLY_PLAN_EQUAL, false},
        /* LastUpdatedAt is the base */
        {"{" CART ",'LastUpdatedAt':'2024-01-01T00:00:00Z'}",
         "{" CART ",'SegmentFilter':'vip','LastUpdatedAt':'2024-01-01T00:00:01Z'}", APPLY_PLAN_UPDATE, true},
        {"{" CART ",'LastUpdatedAt':'2024-01-01T00:00:01Z'}",
         "{" CART ",'SegmentFilter':'vip','LastUpdatedAt':'2024-01-01T00:00:01Z'}", APPLY_PLAN_UPDATE, false},
        {"{" CART ",'LastUpdatedAt':'2024-01-01T00:00:00Z'}",
         "{" CART ",'LastUpdatedAt':'2024-01-01T00:00:01Z'}", APPLY_PLAN_EQUAL, false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct apply_plan plan = {0};
        add(&plan, cases[i].document, cases[i].live);
        assert_int_equal(plan.count, 1);
        assert_int_equal(plan.steps[0].action, cases[i].action);
        assert_int_equal(plan.counts[cases[i].action], 1);
        assert_int_equal(plan.steps[0].stale, cases[i].stale);
        apply_plan_release(&plan);
    }
}

static void what_is_not_the_persons_is_not_sent(void **state)
{
    struct apply_plan plan = {0};
    (void)state;
    add(&plan,
        "{'Region':'eu','Identifier':'retail|cart'," CART
        ",'LastUpdatedAt':'x','Odd':[1],'Tags':[{'Key':'aws:x','Value':'1'},{'Key':'a','Value':'1'}]}",
        NULL);
    helpers_assert_json(plan.steps[0].after, "{" CART ",'Tags':[{'Key':'a','Value':'1'}],'Odd':[1]}");
    apply_plan_release(&plan);
}

static void creates_come_first_and_prunes_last(void **state)
{
    struct apply_plan plan = {0};
    (void)state;
    add(&plan, NULL, "{" CART "}");
    add(&plan, "{" CART "}", "{" CART "}");
    add(&plan, "{" CART ",'SegmentFilter':'1'}", "{" CART "}");
    add(&plan, "{" CART ",'SegmentFilter':'2'}", NULL);
    add(&plan, "{" CART ",'SegmentFilter':'3'}", NULL);
    apply_plan_sort(&plan);
    assert_int_equal(apply_plan_changes(&plan), 4);
    assert_string_equal(json_text(plan.steps[0].after, "SegmentFilter"), "2");
    assert_string_equal(json_text(plan.steps[1].after, "SegmentFilter"), "3");
    assert_int_equal(plan.steps[2].action, APPLY_PLAN_UPDATE);
    assert_int_equal(plan.steps[3].action, APPLY_PLAN_PRUNE);
    assert_int_equal(plan.steps[4].action, APPLY_PLAN_EQUAL);
    apply_plan_release(&plan);
}

/* ---- a property: carried out, the plan makes the region equal, and then there is nothing left to do ---- */

enum { TRIGGERS = 6, ROUNDS = 400 };

struct world {
    cJSON *documents[TRIGGERS], *live[TRIGGERS]; /* NULL: none */
};

static const char *const names[TRIGGERS] = {"d|0", "d|1", "d|2", "d|3", "d|4", "d|5"};

static void generate(struct world *world)
{
    for (size_t i = 0; i < TRIGGERS; i++) {
        world->documents[i] = generated_below(4) > 0 ? generated_document() : NULL;
        world->live[i] = generated_below(3) == 0       ? NULL
                         : world->documents[i] != NULL ? generated_change(world->documents[i])
                                                       : generated_document();
    }
}

static void plan_of(const struct world *world, struct apply_plan *plan)
{
    for (size_t i = 0; i < TRIGGERS; i++) {
        if (world->documents[i] != NULL)
            apply_plan_document(plan, "eu", names[i], world->documents[i], world->live[i]);
        else if (world->live[i] != NULL)
            apply_plan_leftover(plan, "eu", names[i], world->live[i]);
    }
    apply_plan_sort(plan);
}

/* As AWS would: an update is its patch. */
static void carry_out(struct world *world, const struct apply_plan_step *step)
{
    const struct change_guards guards = {.unguarded = true};
    cJSON **live = &world->live[step->identifier[2] - '0'], *now = NULL;
    if (step->action == APPLY_PLAN_EQUAL)
        return;
    if (step->action == APPLY_PLAN_CREATE) {
        now = cJSON_Duplicate(step->after, true);
    } else if (step->action == APPLY_PLAN_UPDATE) {
        cJSON *patch = change_patch(step->before, step->after, &guards);
        enum patch_failure failure;
        struct err err;
        now = patch_apply(*live, patch, &failure, &err);
        assert_non_null(now);
        cJSON_Delete(patch);
    }
    cJSON_Delete(*live);
    *live = now;
}

static void a_plan_carried_out_leaves_nothing_to_do(void **state)
{
    size_t changes = 0;
    (void)state;
    generated_seed(6);
    for (int round = 0; round < ROUNDS; round++) {
        struct world world;
        struct apply_plan plan = {0}, again = {0};
        generate(&world);
        plan_of(&world, &plan);
        changes += apply_plan_changes(&plan);
        for (size_t i = 0; i < plan.count; i++)
            carry_out(&world, &plan.steps[i]);
        for (size_t i = 0; i < TRIGGERS; i++) {
            assert_int_equal(world.documents[i] != NULL, world.live[i] != NULL);
            assert_true(world.live[i] == NULL || !change_differs(world.live[i], world.documents[i]));
        }
        plan_of(&world, &again);
        assert_int_equal(apply_plan_changes(&again), 0);
        apply_plan_release(&plan);
        apply_plan_release(&again);
        for (size_t i = 0; i < TRIGGERS; i++) {
            cJSON_Delete(world.documents[i]);
            cJSON_Delete(world.live[i]);
        }
    }
    assert_true(changes > ROUNDS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_step_is_what_the_two_come_to),
        cmocka_unit_test(what_is_not_the_persons_is_not_sent),
        cmocka_unit_test(creates_come_first_and_prunes_last),
        cmocka_unit_test(a_plan_carried_out_leaves_nothing_to_do),
    };
    json_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
