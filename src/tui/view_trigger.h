/* view_trigger: one trigger as a drawn tree, as English sentences, as JSON. */
#ifndef TUI_VIEW_TRIGGER_H
#define TUI_VIEW_TRIGGER_H

#include "tui/view.h"

/* To be pushed. The trigger need not be read in full yet; the view asks for it. Texts are copied. */
struct view *view_trigger_new(struct tui *tui, const char *region, const char *identifier);

#endif
