/* view_change: one change of many, whole, to read: it is sent from the review that it is opened from. */
#ifndef TUI_VIEW_CHANGE_H
#define TUI_VIEW_CHANGE_H

#include "base/json.h"
#include "tui/change_options.h"
#include "tui/view.h"

/* To be pushed. before NULL: it is created; note: what stands against it, or NULL. All is copied. */
struct view *view_change_new(struct tui *tui, const char *region, const cJSON *before, const cJSON *after,
                             const struct change_options *options, const char *note);

#endif
