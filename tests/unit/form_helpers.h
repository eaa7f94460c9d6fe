/*
 * form_helpers: a form as text, for the units of the form.
 */
#ifndef TESTS_FORM_HELPERS_H
#define TESTS_FORM_HELPERS_H

#include "helpers.h"
#include "tui/form.h"

/* A trigger with all that a form can show: two conditions, limits with a
 * period, tags of the person and of AWS. */
extern const char form_helpers_order[];

/* A form over JSON written with ' for ", which is the base too when editing. */
struct form *form_helpers_edit(const char *json);
struct form *form_helpers_create(const char *json);
/* Each row: the focus, the fold, the label, its cells, its counter, what it was, its problem. free(). */
char *form_helpers_dump(const struct form *form);
/* Asserts that the dump is what is expected. */
#define form_helpers_assert_rows(form, expected)                                                             \
    helpers_assert_text_at(form_helpers_dump(form), (expected), __FILE__, __LINE__)
/* Moves the focus to the place of this pointer, which must be there. */
#define form_helpers_at(form, pointer) form_helpers_at_place((form), (pointer), __FILE__, __LINE__)
void form_helpers_at_place(struct form *form, const char *pointer, const char *file, int line);
/* Opens the fold at this pointer if it is closed. */
void form_helpers_open(struct form *form, const char *pointer);
/* The dump's line of the focused row, without the line end. free(). */
char *form_helpers_line(const struct form *form);

#endif
