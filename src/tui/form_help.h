/*
 * form_help: what the form says about a place: the rule that holds there, and all of the help on it.
 */
#ifndef TUI_FORM_HELP_H
#define TUI_FORM_HELP_H

#include "base/strbuf.h"
#include "tui/form.h"
#include "tui/text_widget.h"

/* Appends the rule of a field in words: "1 to 64 characters, letters, digits, _ and - only"; nothing if it
 * has none. */
void form_help_rule(const struct field *field, struct strbuf *out);
/* Appends one line about the focused place: its label, its rule, its help. */
void form_help_line(const struct form *form, struct strbuf *out);
/* Adds all that is known of the focused place: for the help screen. */
void form_help_page(const struct form *form, struct text_widget *text);

#endif
