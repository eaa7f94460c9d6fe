#include "model/apply_plan.h"

#include <stdint.h>
#include <stdlib.h>

#include "base/array.h"
#include "base/clock.h"
#include "base/mem.h"
#include "model/change.h"
#include "model/export.h"

/* Takes before and after over. */
static struct apply_plan_step *add(struct apply_plan *plan, const char *region, const char *identifier,
                                   cJSON *before, cJSON *after)
{
    ARRAY_GROW(plan->steps, plan->count + 1, plan->capacity);
    struct apply_plan_step *step = &plan->steps[plan->count++];
    *step = (struct apply_plan_step){
        .region = mem_dup(region), .identifier = mem_dup(identifier), .before = before, .after = after};
    step->action = !before                         ? APPLY_PLAN_CREATE
                   : !after                        ? APPLY_PLAN_PRUNE
                   : change_differs(before, after) ? APPLY_PLAN_UPDATE
                                                   : APPLY_PLAN_EQUAL;
    plan->counts[step->action]++;
    return step;
}

static bool is_newer(const cJSON *live, const cJSON *document)
{
    const char *base = json_text(document, "LastUpdatedAt"), *now = json_text(live, "LastUpdatedAt");
    int64_t base_ms, now_ms;

    return base && now && clock_parse(base, &base_ms) && clock_parse(now, &now_ms) && now_ms > base_ms;
}

void apply_plan_document(struct apply_plan *plan, const char *region, const char *identifier,
                         const cJSON *document, const cJSON *live)
{
    struct apply_plan_step *step = add(plan, region, identifier, live ? cJSON_Duplicate(live, true) : NULL,
                                       export_document(document, NULL));

    step->stale = step->action == APPLY_PLAN_UPDATE && is_newer(live, document);
}

void apply_plan_leftover(struct apply_plan *plan, const char *region, const char *identifier,
                         const cJSON *live)
{
    add(plan, region, identifier, cJSON_Duplicate(live, true), NULL);
}

void apply_plan_sort(struct apply_plan *plan)
{
    struct apply_plan_step *sorted = mem_alloc(plan->count, sizeof *sorted);
    size_t count = 0;

    for (int action = 0; action < APPLY_PLAN_ACTIONS; action++)
        for (size_t i = 0; i < plan->count; i++)
            if ((int)plan->steps[i].action == action)
                sorted[count++] = plan->steps[i];
    free(plan->steps);
    plan->steps = sorted;
    plan->capacity = count;
}

size_t apply_plan_changes(const struct apply_plan *plan)
{
    return plan->count - plan->counts[APPLY_PLAN_EQUAL];
}

const char *apply_plan_word(enum apply_plan_action action)
{
    static const char *const words[] = {[APPLY_PLAN_CREATE] = "create",
                                        [APPLY_PLAN_UPDATE] = "update",
                                        [APPLY_PLAN_PRUNE] = "prune",
                                        [APPLY_PLAN_EQUAL] = "equal"};
    return words[action];
}

const char *apply_plan_name(enum apply_plan_action action)
{
    static const char *const names[] = {[APPLY_PLAN_CREATE] = "CREATE",
                                        [APPLY_PLAN_UPDATE] = "UPDATE",
                                        [APPLY_PLAN_PRUNE] = "PRUNE",
                                        [APPLY_PLAN_EQUAL] = "NONE"};
    return names[action];
}

void apply_plan_release(struct apply_plan *plan)
{
    for (size_t i = 0; i < plan->count; i++) {
        free(plan->steps[i].region);
        free(plan->steps[i].identifier);
        cJSON_Delete(plan->steps[i].before);
        cJSON_Delete(plan->steps[i].after);
    }
    free(plan->steps);
    *plan = (struct apply_plan){0};
}
