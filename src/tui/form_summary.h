/*
 * form_summary: a closed fold on one line.
 */
#ifndef TUI_FORM_SUMMARY_H
#define TUI_FORM_SUMMARY_H

#include "tui/form.h"

/* What stands inside, without what the row's cells say already: "at most 3 per profile in 24 hours". free().
 */
char *form_summary_of(const struct form *form, const struct form_row *row);

#endif
