#include "tui/promotion.h"

#include <string.h>

#include "base/array.h"
#include "base/mem.h"
#include "model/store_look.h"

void promotion_init(struct promotion *promotion, struct backend *backend, struct store *store)
{
    *promotion = (struct promotion){.backend = backend, .store = store};
}

void promotion_add(struct promotion *promotion, const char *region, const char *identifier,
                   const struct promote_where *where)
{
    ARRAY_GROW(promotion->plans, promotion->count + 1, promotion->capacity);
    promote_begin(&promotion->plans[promotion->count++], region, identifier, where);
}

static const struct promote *earlier_for_same(const struct promotion *promotion, size_t index)
{
    const struct promote *plan = &promotion->plans[index];
    for (size_t i = 0; i < index; i++) {
        const struct promote *other = &promotion->plans[i];
        if (other->kind != PROMOTE_CANNOT && strcmp(other->identifier, plan->identifier) == 0 &&
            strcmp(other->region, plan->region) == 0)
            return other;
    }
    return NULL;
}

static void look(struct promotion *promotion, const char *region, const char *identifier)
{
    store_look_begin(promotion->store, region, identifier);
    backend_read(promotion->backend, region, identifier, true);
}

void promotion_start(struct promotion *promotion)
{
    for (size_t i = 0; i < promotion->count; i++) {
        struct promote *plan = &promotion->plans[i];
        const struct promote *other = plan->kind == PROMOTE_CANNOT ? NULL : earlier_for_same(promotion, i);
        if (other) {
            plan->kind = PROMOTE_CANNOT;
            err_set(&plan->failure, ERR_USAGE, "%s in %s would be made of two: %s in %s and %s in %s",
                    plan->identifier, plan->region, other->from, other->from_region, plan->from,
                    plan->from_region);
            err_hint(&plan->failure, "{name} in the new name stands for each one's own");
        }
    }
    for (size_t i = 0; i < promotion->count; i++) {
        const struct promote *plan = &promotion->plans[i];
        if (plan->kind == PROMOTE_CANNOT)
            continue;
        look(promotion, plan->from_region, plan->from);
        look(promotion, plan->region, plan->identifier);
    }
}

/* Read anew, once for all plans; until then what was known of it does not count. */
static void want_list(enum store_catalog_kind kind, const char *region, const char *domain,
                      const char *object_type, void *context)
{
    struct promotion *promotion = context;
    char *key = mem_printf("%d %s %s %s", (int)kind, region, domain, object_type ? object_type : "");
    if (!texts_has(&promotion->asked, key)) {
        texts_add(&promotion->asked, key);
        store_put_catalog(promotion->store, kind, region, domain, object_type)->state = STORE_READING;
        backend_catalog(promotion->backend, kind, region, domain, object_type, true);
    }
    free(key);
}

size_t promotion_follow(struct promotion *promotion)
{
    size_t waiting = 0;
    for (size_t i = 0; i < promotion->count; i++) {
        struct promote *plan = &promotion->plans[i];
        while (promote_settle(plan, promotion->store)) /* the lists may be there already */
            promote_each_list(plan, want_list, promotion);
        waiting += plan->kind == PROMOTE_WAITS;
    }
    return waiting;
}

void promotion_release(struct promotion *promotion)
{
    for (size_t i = 0; i < promotion->count; i++)
        promote_release(&promotion->plans[i]);
    free(promotion->plans);
    texts_release(&promotion->asked);
    store_look_clear(promotion->store);
    *promotion = (struct promotion){.count = 0};
}
