/* view_connection: no credentials: what was tried, in order, and with what result; another profile, or the
 * local cloud. */
#ifndef TUI_VIEW_CONNECTION_H
#define TUI_VIEW_CONNECTION_H

#include "tui/view.h"

struct view *view_connection_new(struct tui *tui);

#endif
