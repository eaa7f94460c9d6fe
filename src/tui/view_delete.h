/*
 * view_delete: the dialog before a deletion.
 *
 * Names the account, the region, each trigger (marks hidden by a filter under "not on the screen") and what
 * stops with it: the integration that uses it, the stack that manages it. What must be typed depends on it:
 * one unused trigger wants yes; several, one in use or of unknown use, or a protected connection want the
 * number or the name.
 */
#ifndef TUI_VIEW_DELETE_H
#define TUI_VIEW_DELETE_H

#include <stddef.h>
#include <stdint.h>
#include "tui/change_options.h"
#include "tui/trigger_target.h"
#include "tui/undo_items.h"
#include "tui/view.h"

/* To be pushed. NULL if nothing may be deleted (read-only): the message line says why. Asks the backend for
 * the integrations that it does not know yet. */
struct view *view_delete_new(struct tui *tui, const struct trigger_target *targets, size_t count);

/* One trigger, wherever it is. All but context is copied. */
struct view_delete_request {
    const char *region, *identifier;
    const char *seen; /* the document as the person sees it now, JSON */
    struct change_options options;
    /* The person has answered, and the dialog is closed: the operation, 0 if nothing is deleted. */
    void (*done)(struct tui *tui, uint64_t number, void *context);
    void *context; /* borrowed */
};

struct view *view_delete_one(struct tui *tui, const struct view_delete_request *request);
/* The same to undo creations, from planned items that are all UNDO_DELETE: says so, and what was changed since. */
struct view *view_delete_undo(struct tui *tui, const struct undo_items *items);

#endif
