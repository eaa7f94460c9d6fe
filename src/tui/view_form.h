/* view_form: a trigger to write or change. */
#ifndef TUI_VIEW_FORM_H
#define TUI_VIEW_FORM_H

#include "base/json.h"
#include "tui/view.h"

/* To be pushed. Edits an existing trigger, from its draft if one waits. Texts are copied. */
struct view *view_form_edit(struct tui *tui, const char *region, const char *identifier);
/* The same, and opens the document in the person's editor at once (form_editor); format as in `:text`, or NULL. */
struct view *view_form_edit_text(struct tui *tui, const char *region, const char *identifier,
                                 const char *format);
/* Edits on after the trigger was changed elsewhere: theirs is what is at AWS now, merged what is to become of
 * it. Copied. */
struct view *view_form_merge(struct tui *tui, const char *region, const char *identifier, const cJSON *theirs,
                             const cJSON *merged);
/* A new trigger; domain may be NULL (it is written in the form then). Goes on with the waiting draft of a new
 * trigger there, if there is one. */
struct view *view_form_create(struct tui *tui, const char *region, const char *domain);

#endif
