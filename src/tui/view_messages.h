/* view_messages: all that stood on the message line, newest first, with hints. */
#ifndef TUI_VIEW_MESSAGES_H
#define TUI_VIEW_MESSAGES_H

#include "tui/view.h"

struct view *view_messages_new(struct tui *tui);

#endif
