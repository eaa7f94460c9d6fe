/*
 * view_conflict: a trigger was changed elsewhere while it was edited here: as you saw it, theirs now, yours.
 *
 * Nothing is sent from here. What only one side changed is no question; going on makes yours of theirs
 * (merge.h) and leads to the form, where review shows it again. Esc keeps the draft.
 */
#ifndef TUI_VIEW_CONFLICT_H
#define TUI_VIEW_CONFLICT_H

#include <stdint.h>
#include "base/json.h"
#include "tui/view.h"

struct view_conflict_request {
    const char *region, *name;
    const cJSON *seen, *theirs, *yours; /* copied */
    /* The person goes on: the screen is closed already. merged is yours on top of theirs, both borrowed
     * during the call. */
    void (*go_on)(struct tui *tui, const cJSON *theirs, const cJSON *merged, void *context);
    void *context; /* the caller's; must outlive the screen */
};

/* To be pushed. */
struct view *view_conflict_new(struct tui *tui, const struct view_conflict_request *request);
/* The same for a change that was sent and found something else: going on leaves that change and opens the
 * form. NULL if this is no update that asks so, or the trigger is gone. */
struct view *view_conflict_of_operation(struct tui *tui, uint64_t number);

#endif
