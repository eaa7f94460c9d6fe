/*
 * bulk_review: the review of one edit of several triggers: a line for each trigger that it changes, before and after in
 * words, each guarded by itself.
 *
 * A trigger that moves while the review stands is looked at again: its line is made anew from what it is now. UI thread.
 */
#ifndef TUI_BULK_REVIEW_H
#define TUI_BULK_REVIEW_H

#include <stddef.h>
#include "base/json.h"
#include "tui/trigger_target.h"
#include "tui/view.h"

struct bulk_review_request {
    const struct trigger_target *targets;
    size_t count;
    const cJSON *before, *after; /* what they shared, and what the person made of it (model/bulk.h) */
    const char *account;         /* that the person saw; "": it was unknown */
    struct view *home;           /* borrowed: the screen that is on top when all is sent */
};

/* To be pushed. All but home is copied. NULL: none of the triggers would change; the message line says so. */
struct view *bulk_review_new(struct tui *tui, const struct bulk_review_request *request);

#endif
