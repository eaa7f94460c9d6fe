/* view_command: the command line, `:` or Ctrl-P: an action by its name, with what follows it; Tab completes.
 */
#ifndef TUI_VIEW_COMMAND_H
#define TUI_VIEW_COMMAND_H

#include "tui/view.h"

/* To be pushed. Offers the actions that work on that screen, and carries them out there. */
struct view *view_command_new(struct tui *tui, const struct view *below);

#endif
