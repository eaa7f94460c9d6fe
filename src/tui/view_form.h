/* view_form: a trigger to write or change. */
#ifndef TUI_VIEW_FORM_H
#define TUI_VIEW_FORM_H

#include "model/operation.h"
#include "tui/view.h"

/* To be pushed. Edits an existing trigger, from its draft if one waits. Texts are copied. */
struct view *view_form_edit(struct tui *tui, const char *region, const char *identifier);
/* Opens the form of an update that asks because the trigger was changed elsewhere, with the merge above it; what is of
 * no question goes on to Review. False: it is no such update. */
bool view_form_settle(struct tui *tui, const struct operation *operation);
/* Opens the form of a new trigger with what an update was to make of one that was deleted elsewhere, and its
 * review. */
void view_form_anew(struct tui *tui, const struct operation *operation);
/* A new trigger; domain may be NULL (it is written in the form then). Goes on with the waiting draft of a new
 * trigger there, if there is one. */
struct view *view_form_create(struct tui *tui, const char *region, const char *domain);

#endif
