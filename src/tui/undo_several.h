/*
 * undo_several: one question for changes that were made at once and are undone at once, a line for each. UI thread.
 */
#ifndef TUI_UNDO_SEVERAL_H
#define TUI_UNDO_SEVERAL_H

#include "tui/undo_items.h"
#include "tui/view.h"

/* To be pushed; takes the planned items over and leaves the list empty. What was created or changed since is left
 * alone, and the question says so. NULL: nothing is to be done, and the message line says why. */
struct view *undo_several_new(struct tui *tui, struct undo_items *items);

#endif
