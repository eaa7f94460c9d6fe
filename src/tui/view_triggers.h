/* view_triggers: the table of triggers, the lowest screen of the stack. */
#ifndef TUI_VIEW_TRIGGERS_H
#define TUI_VIEW_TRIGGERS_H

#include "tui/view.h"

struct view *view_triggers_new(struct tui *tui);

#endif
