/* view_field: all that is known of one field of the form: its rule, an example, its choices. */
#ifndef TUI_VIEW_FIELD_H
#define TUI_VIEW_FIELD_H

#include "tui/form.h"
#include "tui/view.h"

/* To be pushed: help on the focused place of the form, which is only read now. */
struct view *view_field_new(struct tui *tui, const struct form *form);

#endif
