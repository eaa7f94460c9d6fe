/*
 * form_picker: the pickers of the form: domains, object types, fields and attributes, segments, as the
 * account has them.
 *
 * What is typed may be taken as it is: a name that is not in the list is for AWS to judge.
 */
#ifndef TUI_FORM_PICKER_H
#define TUI_FORM_PICKER_H

#include "tui/form.h"

struct tui;

/* What was picked: the member of the row's object (a field or the source that stands in for it) and its text.
 */
typedef void (*form_picker_fn)(const struct field *member, const char *text, void *context);

/* Pushes the picker of the focused cell, which must be of FORM_PICKER. done is called once, after the picker
 * has closed, unless it is left; context is the caller's and must outlive the picker. */
void form_picker_push(struct tui *tui, const struct form *form, const char *region, form_picker_fn done,
                      void *context);
/* Asks the backend for the fields of the form's object type, so that their content types are known. */
void form_picker_prepare(struct tui *tui, const struct form *form, const char *region);
/* The content type ("NUMBER", "STRING") of the field that the focused row compares, or that its source is mapped to; "" if
 * the object type has no such field, NULL if nothing is known. borrowed until the store moves. */
const char *form_picker_content_type(struct tui *tui, const struct form *form, const char *region);

#endif
