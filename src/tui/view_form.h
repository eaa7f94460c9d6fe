/* view_form: a trigger to write or change. */
#ifndef TUI_VIEW_FORM_H
#define TUI_VIEW_FORM_H

#include "base/json.h"
#include "model/store.h"
#include "tui/view.h"

/* To be pushed. Edits an existing trigger, from its draft if one waits. Texts are copied. */
struct view *view_form_edit(struct tui *tui, const char *region, const char *identifier);
/* Edits on after the trigger was changed elsewhere: theirs is what is at AWS now, merged what is to become of
 * it. Copied. */
struct view *view_form_merge(struct tui *tui, const char *region, const char *identifier, const cJSON *theirs,
                             const cJSON *merged);
/* A new trigger; domain may be NULL (it is written in the form then). */
struct view *view_form_create(struct tui *tui, const char *region, const char *domain);
/* Goes on with a draft, be it of a new trigger or of one that is not in the list. */
struct view *view_form_resume(struct tui *tui, const struct store_draft *draft);

#endif
