/*
 * view_merge: a trigger was changed elsewhere while it was edited here: as you saw it, theirs now, yours.
 *
 * Nothing is sent from here. What only one side changed is taken; the rest is answered line by line: theirs,
 * yours, or by hand in the form. Once all is answered F2 leads to Review, which is guarded by theirs. Esc
 * keeps the draft. It stands above the form or the undo that it comes from, whose merge it shows and answers. UI
 * thread.
 */
#ifndef TUI_VIEW_MERGE_H
#define TUI_VIEW_MERGE_H

#include "model/merge.h"
#include "tui/view.h"

struct view_merge_request {
    const char *name; /* of the trigger; copied */
    const char *undo; /* copied; "Undo of the update of …": what was there before is yours; NULL: an edit */
    struct merge *merge; /* borrowed: the owner's, which may begin it anew meanwhile; outlives the screen */
    /* The person writes this part (borrowed during the call) by hand. The screen is closed already, as it is for
     * done: all is answered. */
    void (*by_hand)(const struct merge_part *part, void *context);
    void (*done)(void *context);
    void *context; /* the owner's; outlives the screen */
};

/* To be pushed. */
struct view *view_merge_new(struct tui *tui, const struct view_merge_request *request);

#endif
