/*
 * view_undo: what stands between the key that undoes and the screen that shows what undoing comes to.
 *
 * It reads the triggers as they are now, with the screen below it in sight, and gives way to review (an update, or one
 * that is created again), the dialog before a deletion (what was created), the screen of both sides (what was changed
 * since), or one question for several changes that were made at once. Where nothing is to be undone, the message line
 * says so. Nothing is sent from here.
 */
#ifndef TUI_VIEW_UNDO_H
#define TUI_VIEW_UNDO_H

#include <stddef.h>
#include <stdint.h>
#include "tui/view.h"

/* To be pushed. NULL: none of these operations can be undone, and the message line says why. */
struct view *view_undo_new(struct tui *tui, const uint64_t *numbers, size_t count);

#endif
