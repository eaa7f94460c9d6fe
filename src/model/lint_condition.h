/*
 * lint_condition: the comparisons of the conditions in one place, and what of them can never or must always
 * hold. For the files of lint.h alone.
 */
#ifndef MODEL_LINT_CONDITION_H
#define MODEL_LINT_CONDITION_H

#include <stdbool.h>
#include <stddef.h>
#include "model/lint_attribute.h"
#include "model/lint_walk.h"

/* The schema's most. What a hostile document has beyond that is not looked at. */
enum { LINT_CONDITION_MOST = 5, LINT_CONDITION_ATTRIBUTES = 100, LINT_CONDITION_ITEMS = 10 };

enum lint_condition_logic {
    LINT_CONDITION_UNKNOWN,
    LINT_CONDITION_ALL,
    LINT_CONDITION_ANY,
    LINT_CONDITION_NONE
};

struct lint_condition {
    size_t index;
    enum lint_condition_logic logic;
    bool whole; /* all that it has is below, and has the right kind */
    bool dead;  /* set by lint_condition_never */
    size_t dimensions;
    size_t count;
    struct lint_attribute attributes[LINT_CONDITION_ATTRIBUTES]; /* in the document's order */
};

struct lint_conditions {
    size_t count;
    bool whole; /* all conditions of the document are there */
    struct lint_condition items[LINT_CONDITION_MOST];
};

void lint_condition_read(const cJSON *document, struct lint_conditions *out);
/* Reports comparisons that exclude each other, and a trigger that never fires because of them. */
void lint_condition_never(struct lint_walk *walk, struct lint_conditions *conditions);
/* Reports conditions that hold whatever is compared, and NONE of such. */
void lint_condition_always(struct lint_walk *walk, const struct lint_conditions *conditions);

/* The first attribute behind those of the dimension that begins at first. */
size_t lint_condition_dimension_end(const struct lint_condition *condition, size_t first);
/* One step to a comparison of a condition, from the root; lint_walk_leave(walk, 0) comes back. */
void lint_condition_enter(struct lint_walk *walk, const struct lint_condition *condition,
                          const struct lint_attribute *attribute);

#endif
