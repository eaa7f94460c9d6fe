/* view_help: the keys that work on the screen below, made from the action table. */
#ifndef TUI_VIEW_HELP_H
#define TUI_VIEW_HELP_H

#include "tui/view.h"

/* To be pushed. Help for that screen: its keys first, then those that work everywhere. */
struct view *view_help_new(struct tui *tui, const struct view *about);

#endif
