/* view_form: a trigger to write or change. */
#ifndef TUI_VIEW_FORM_H
#define TUI_VIEW_FORM_H

#include "base/json.h"
#include "tui/form_session.h"
#include "model/operation.h"
#include "model/store.h"
#include "tui/view.h"

/* To be pushed. Edits an existing trigger, from its draft if one waits. Texts are copied. */
struct view *view_form_edit(struct tui *tui, const char *region, const char *identifier);
/* The same, and opens the document in the person's editor at once (form_editor); format as in `:text`, or NULL. */
struct view *view_form_edit_text(struct tui *tui, const char *region, const char *identifier,
                                 const char *format);
/* Opens the form of an update that asks because the trigger was changed elsewhere, with the merge above it; what is of
 * no question goes on to Review. False: it is no such update. */
bool view_form_settle(struct tui *tui, const struct operation *operation);
/* Opens the form of a new trigger with what an update was to make of one that was deleted elsewhere, and its
 * review. */
void view_form_anew(struct tui *tui, const struct operation *operation);
/* What an undo would send, to be written on. */
struct view_form_by_hand {
    const char *region, *identifier;
    const cJSON *live, *wanted; /* as it is now; what the undo makes of it */
    const char *pointer;        /* the place that is written by hand */
};

/* Opens the form with it; a draft of the trigger that waits goes before it, and the message line says so. All is copied. */
void view_form_by_hand(struct tui *tui, const struct view_form_by_hand *what);
/* A new trigger; domain may be NULL (it is written in the form then). */
struct view *view_form_create(struct tui *tui, const char *region, const char *domain);
/* What a form is about; NULL of any other screen. borrowed until the screen goes. */
const struct form_session *view_form_session(const struct view *view);
/* Goes on with a draft, be it of a new trigger or of one that is not in the list. */
struct view *view_form_resume(struct tui *tui, const struct store_draft *draft);

#endif
