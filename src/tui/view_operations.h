/* view_operations: every change, under way and ended, with its progress, cancel, retry, and the questions it
 * asks. */
#ifndef TUI_VIEW_OPERATIONS_H
#define TUI_VIEW_OPERATIONS_H

#include <stdint.h>
#include "tui/view.h"

/* To be pushed. The cursor begins on this operation; 0: on the newest that asks the person something, or else on
 * the newest. */
struct view *view_operations_new(struct tui *tui, uint64_t number);

#endif
