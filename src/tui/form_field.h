/*
 * form_field: the text field and the open choice of a form's focus.
 *
 * The text field holds what was typed, the document what it means: "EUR, " is one value already. After
 * anything else has moved the focus or changed the document, form_field_follow fills the field anew. UI
 * thread.
 */
#ifndef TUI_FORM_FIELD_H
#define TUI_FORM_FIELD_H

#include <stdbool.h>
#include <stdint.h>
#include "tui/form.h"
#include "tui/form_choices.h"
#include "tui/line_widget.h"

struct form_field {
    struct form *form; /* borrowed; NULL: there is none yet */
    struct form_choices choices;
    struct line_widget line; /* the text of the focused cell, if it is typed */
    char *pointer;           /* owned: the cell that line holds */
    uint64_t version;        /* of the form, when line was filled or typed into */
};

void form_field_init(struct form_field *field);
void form_field_release(struct form_field *field);
/* Another form, or the same begun anew. */
void form_field_attach(struct form_field *field, struct form *form);
/* Brings the text field and the choices in line with the focus and the document. */
void form_field_follow(struct form_field *field);
/* Opens the choices of the focused cell; content_type as form_choices_open has it. */
void form_field_open(struct form_field *field, const char *content_type);
/* Takes the choice under the cursor. */
bool form_field_choose(struct form_field *field, struct err *err);
/* Typed or pasted characters, wherever the focus is: into the text field; to a choice; a yes or no changes;
 * all else refuses them. false with err. */
bool form_field_text(struct form_field *field, const char *text, bool pasted, const char *content_type,
                     struct err *err);
/* ACTION_LINE_…: true if it is one of them. *done (with err) tells whether the document took what it made of
 * the text. */
bool form_field_act(struct form_field *field, enum action_id action, bool *done, struct err *err);

#endif
