/*
 * view_compare: two triggers side by side, of one region or of two: a line for each leaf that differs.
 *
 * Another order in a list is no difference, nor are the names by which the two are told apart: they stand on
 * top. What is equal is counted, and shown on a key. UI thread.
 */
#ifndef TUI_VIEW_COMPARE_H
#define TUI_VIEW_COMPARE_H

#include "tui/trigger_target.h"
#include "tui/view.h"

/* To be pushed. Both are copied. */
struct view *view_compare_new(struct tui *tui, const struct trigger_target *left,
                              const struct trigger_target *right);

#endif
