/*
 * view_try: a trigger is tried with an object: would it fire, and why.
 *
 * The object is made up at first, so that something is there to see; it can be read from a file or pasted, and
 * is kept for the next trigger of the same object type. The answer follows the trigger as it stands at AWS, or
 * shows what was typed in the form. Nothing is sent.
 */
#ifndef TUI_VIEW_TRY_H
#define TUI_VIEW_TRY_H

#include "base/json.h"
#include "tui/view.h"

/* To be pushed. The trigger need not be read in full yet. Texts are copied. */
struct view *view_try_trigger(struct tui *tui, const char *region, const char *identifier);
/* To be pushed. The document as typed; copied. */
struct view *view_try_draft(struct tui *tui, const char *region, const cJSON *document);

#endif
