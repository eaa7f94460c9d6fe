/*
 * promotion: one or several triggers on their way to other places: the plans (model/promote.h), and what is read for them.
 * Knows no screen and no output: view_promote and `etrig promote` both run one. One at a time: it ends all looks of the
 * store. UI thread.
 *
 *     promotion_init -> promotion_add (each trigger, each place) -> promotion_start
 *     -> promotion_follow, whenever the store has moved, until nothing waits -> plans -> promotion_release
 */
#ifndef TUI_PROMOTION_H
#define TUI_PROMOTION_H

#include <stddef.h>
#include "backend/backend.h"
#include "model/promote.h"

struct promotion {
    struct backend *backend; /* borrowed */
    struct store *store;     /* borrowed */
    struct promote *plans;   /* owned */
    size_t count, capacity;
    struct texts asked; /* the lists that were asked for, each once */
};

void promotion_init(struct promotion *promotion, struct backend *backend, struct store *store);
void promotion_add(struct promotion *promotion, const char *region, const char *identifier,
                   const struct promote_where *where);
/* Two plans for one place: the later one cannot be. Then reads the triggers and what stands where they go. */
void promotion_start(struct promotion *promotion);
/* Takes in what has been read and asks for what follows from it. Returns how many plans wait. */
size_t promotion_follow(struct promotion *promotion);
void promotion_release(struct promotion *promotion);

#endif
