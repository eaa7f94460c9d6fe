/*
 * lint_attribute: one comparison of a condition, as lint sees it: what is compared, how, and for which
 * numbers or dates it holds. For the files of lint.h alone.
 */
#ifndef MODEL_LINT_ATTRIBUTE_H
#define MODEL_LINT_ATTRIBUTE_H

#include <stdbool.h>
#include <stddef.h>
#include "base/json.h"
#include "model/fields.h"
#include "model/lint_ranges.h"

/* What a set of ranges is made of. */
enum lint_attribute_kind { LINT_ATTRIBUTE_TEXT, LINT_ATTRIBUTE_NUMBER, LINT_ATTRIBUTE_DATE };

struct lint_attribute {
    const cJSON *json;                  /* borrowed */
    const char *operand;                /* borrowed: the field or source; NULL: none, or both */
    bool is_source;                     /* operand is Source, else FieldName */
    const struct field_choice *compare; /* borrowed; NULL: no operator that etrig knows */
    const cJSON *values;                /* borrowed; NULL: no list */
    size_t dimension, index;            /* where it stands in its condition */
};

void lint_attribute_read(const cJSON *json, size_t dimension, size_t index, struct lint_attribute *out);
/* True if both compare the same thing for sure. */
bool lint_attribute_same(const struct lint_attribute *a, const struct lint_attribute *b);
/* True if its operator is that of the name. */
bool lint_attribute_is(const struct lint_attribute *attribute, const char *name);
/* Text as a number: decimal, with an exponent at most. exact: false if a double would round it. */
bool lint_attribute_number(const char *text, double *number, bool *exact);
/* Text as a date that etrig can read, in ms. exact: false without a zone, or with more than ms. */
bool lint_attribute_date(const char *text, double *ms, bool *exact);
/* The widest set that the comparison may hold for, or (surely) the smallest that it holds for under every
 * reading of what AWS leaves open: bounds of a range, the day of ON. Returns what the set is made of;
 * LINT_ATTRIBUTE_TEXT: there is none. */
enum lint_attribute_kind lint_attribute_ranges(const struct lint_attribute *attribute, bool surely,
                                               struct lint_ranges *out);
/* True if no text, number or date can satisfy both, whatever AWS leaves open. */
bool lint_attribute_exclude(const struct lint_attribute *a, const struct lint_attribute *b);
/* True if they exclude each other should EXCLUSIVE mean "none of the values". */
bool lint_attribute_may_exclude(const struct lint_attribute *a, const struct lint_attribute *b);
/* True if one of both holds for every text: contains a, does not contain a. */
bool lint_attribute_complete(const struct lint_attribute *a, const struct lint_attribute *b);

#endif
