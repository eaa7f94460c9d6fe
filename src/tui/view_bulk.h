/*
 * view_bulk: several triggers edited at once: a form of what they share, which opens when each has been read.
 *
 * What differs says so and stays as it is in each until something is typed there. Nothing is kept as a draft:
 * leaving what was typed asks first. UI thread.
 */
#ifndef TUI_VIEW_BULK_H
#define TUI_VIEW_BULK_H

#include <stddef.h>
#include "tui/trigger_target.h"
#include "tui/view.h"

/* To be pushed. Copied. */
struct view *view_bulk_new(struct tui *tui, const struct trigger_target *targets, size_t count);

#endif
