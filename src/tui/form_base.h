/*
 * form_base: which item of a list was which item of the base document.
 *
 * Lists are sets at AWS, so their places mean nothing: an equal item is the same one; what is left over is
 * paired by likeness.
 */
#ifndef TUI_FORM_BASE_H
#define TUI_FORM_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include "base/json.h"

/* For each item of list the item of base that it was, or NULL: a table of as many pointers as list has items
 * (free(); NULL if it has none). Either list may be NULL or of another kind. */
const cJSON **form_base_pair(const cJSON *list, const cJSON *base);
/* The same by the items' Key alone: the tags that several triggers share are told apart by it. */
const cJSON **form_base_pair_keys(const cJSON *list, const cJSON *base);
/* True if both are absent, or equal with lists as sets. */
bool form_base_same(const cJSON *a, const cJSON *b);

#endif
