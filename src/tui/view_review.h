/*
 * view_review: what a change would do, before it is sent.
 *
 * Side by side what is and what would be, the patch, whom it reaches, the equal aws command, and where:
 * account, region, profile. Back has the focus; keys typed before it was drawn are dropped. What is sent goes
 * through the backend's journal and guards.
 */
#ifndef TUI_VIEW_REVIEW_H
#define TUI_VIEW_REVIEW_H

#include <stdint.h>
#include "base/json.h"
#include "tui/change_options.h"
#include "tui/view.h"

struct view_review_request {
    const char *account; /* that the person saw; "" if it was unknown */
    const char *region;
    const cJSON *before; /* as the person saw it; NULL for a new trigger */
    const cJSON *after;
    const char *undo; /* it takes a change back: "Undo of the update of parcel-late, 12m ago"; else NULL */
    struct change_options options;
    /* It was submitted as this operation; the review still stands. NULL: nobody wants to know. */
    void (*sent)(struct tui *tui, uint64_t number, void *context);
    void *context; /* borrowed */
};

/* To be pushed. When the change is submitted it is taken off, and a form below that it comes from. Texts and documents
 * are copied. */
struct view *view_review_new(struct tui *tui, const struct view_review_request *request);

#endif
