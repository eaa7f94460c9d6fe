/*
 * form_lint: what lint says of a form's document while it is written: a hint at its field, no problem: nothing of it
 * keeps a document from being sent. UI thread.
 */
#ifndef TUI_FORM_LINT_H
#define TUI_FORM_LINT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "model/lint.h"
#include "tui/form.h"

struct tui;

/* {0} is empty. */
struct form_lint {
    const struct form *form; /* borrowed: the one that was looked at, in these versions */
    uint64_t form_version, store_version;
    struct lint_findings findings; /* warnings and worse count; breaches of the schema are the form's own */
};

/* Looks again if the document or what is known of the account has changed, and asks for what is not known. */
void form_lint_follow(struct form_lint *lint, struct tui *tui, const struct form *form, const char *region);
/* The worst finding, a warning at least, of what stands on a row or is hidden in it; NULL: none. borrowed. */
const struct lint_finding *form_lint_at(const struct form_lint *lint, const struct form_row *row);
/* The same for the form's focus: that of its cell first. */
const struct lint_finding *form_lint_at_focus(const struct form_lint *lint, const struct form *form);
void form_lint_release(struct form_lint *lint);

#endif
