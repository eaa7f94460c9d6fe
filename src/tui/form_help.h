/*
 * form_help: what the form says about a place: the rule that holds there, and all of the help on it.
 */
#ifndef TUI_FORM_HELP_H
#define TUI_FORM_HELP_H

#include "base/strbuf.h"
#include "tui/form.h"
#include "tui/text_widget.h"

/* Appends one line about the focused place: its label, its help, its rule; of values also how many the chosen
 * comparison takes, and what is compared (content_type as form_picker_content_type has it). */
void form_help_line(const struct form *form, const char *content_type, struct strbuf *out);
/* Adds all that is known of the focused place: for the help screen. */
void form_help_page(const struct form *form, struct text_widget *text);

/* The comparison that a row's values are for; NULL: none, or nothing is chosen. borrowed, static. */
const struct field_choice *form_help_comparison(const struct form_row *row);
/* "takes 1 value" for values that are more or fewer than the comparison takes, appended; false: they fit.
 * The schema allows it, so it is no problem; lint says which. */
bool form_help_misfit(const struct form_row *row, struct strbuf *out);

#endif
