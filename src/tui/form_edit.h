/*
 * form_edit: what keys do to a form.
 *
 * Each call acts on the focused place, is one step of undo (typing in one place is one step until the focus
 * moves), and leaves the focus where the person goes on. false means that nothing changed: err (ERR_REFUSED)
 * holds a sentence for the message line.
 */
#ifndef TUI_FORM_EDIT_H
#define TUI_FORM_EDIT_H

#include <stdbool.h>
#include "tui/form.h"

/* The focused cell's whole text, as typed. An empty text takes an optional property away. */
bool form_edit_text(struct form *form, const char *text, struct err *err);
/* The same of a value that stands on a line of its own; the texts of more (an array) become values behind it, more than AWS
 * takes too: nothing of a paste is lost. The focus goes to the last. */
bool form_edit_values(struct form *form, const char *text, const cJSON *more, struct err *err);
/* The focused choice becomes one of the field's choices; number choice_count takes it away where it may be
 * missing. */
bool form_edit_choose(struct form *form, size_t choice, struct err *err);
/* Yes becomes no, and no yes. */
bool form_edit_flip(struct form *form, struct err *err);
/* Sets a member of the object that the focused row stands for, and takes away those that it stands in for. */
bool form_edit_pick(struct form *form, const struct field *member, const char *text, struct err *err);

/* One item more: beside the focused one, or into the focused list. */
bool form_edit_add(struct form *form, struct err *err);
/* The focused item goes; of anything else its value. */
bool form_edit_remove(struct form *form, struct err *err);
bool form_edit_duplicate(struct form *form, struct err *err);
/* The focused item one place down or up. */
bool form_edit_shift(struct form *form, bool down, struct err *err);
/* What form_edit_add would add here: the item's label, "Dimension"; NULL: nothing, and err says why if the list is full. */
const char *form_edit_adds(const struct form *form, struct err *err);

/* The whole document becomes another one (copied), in one step. */
bool form_edit_whole(struct form *form, const cJSON *document, struct err *err);

/* One step back, or forward again. false: there is none. */
bool form_edit_undo(struct form *form);
bool form_edit_redo(struct form *form);

#endif
