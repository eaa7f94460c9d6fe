#include "tui/promote_review.h"

#include "base/mem.h"
#include "tui/many_review.h"
#include "tui/tui.h"

static enum many_review_state state_of(const struct promote *plan)
{
    return plan->kind == PROMOTE_WAITS    ? MANY_REVIEW_WAITS
           : plan->kind == PROMOTE_CANNOT ? MANY_REVIEW_CANNOT
                                          : MANY_REVIEW_SETTLED;
}

/* What lacks something, and what goes where nobody could look, is sent only if the person takes it in. */
static struct many_review_target target_of(const struct promote *plan, const char *notes)
{
    return (struct many_review_target){.region = plan->region,
                                       .identifier = plan->identifier,
                                       .state = state_of(plan),
                                       .before = plan->before,
                                       .after = plan->after,
                                       .note = notes,
                                       .left_out = promote_lacks(plan) || plan->blind};
}

static void follow(struct many_review *review, struct promotion *promotion)
{
    promotion_follow(promotion);
    for (size_t i = 0; i < promotion->count; i++) {
        const struct promote *plan = &promotion->plans[i];
        if (many_review_waits(review, i) && plan->kind != PROMOTE_WAITS) {
            char *notes = promote_notes(plan);
            struct many_review_target target = target_of(plan, notes);
            many_review_set(review, i, &target);
            free(notes);
        }
    }
}

static void refresh(struct many_review *review, void *context)
{
    follow(review, context);
}

static void release(void *context)
{
    promotion_release(context);
    free(context);
}

struct view *promote_review_new(struct tui *tui, struct promotion *promotion, const char *title,
                                struct view *home)
{
    struct promotion *own = mem_alloc(1, sizeof *own);
    *own = *promotion;
    *promotion = (struct promotion){.count = 0};
    struct view *view =
        many_review_new(tui, &(struct many_review_options){.title = title,
                                                           .account = tui_store(tui)->connection.account,
                                                           .home = home,
                                                           .refresh = refresh,
                                                           .context = own,
                                                           .free_context = release});
    struct many_review *review = (struct many_review *)view;
    promotion_start(own);
    for (size_t i = 0; i < own->count; i++)
        many_review_add(review, &(struct many_review_target){.region = own->plans[i].region,
                                                             .identifier = own->plans[i].identifier,
                                                             .state = MANY_REVIEW_WAITS});
    follow(review, own);
    return view;
}
