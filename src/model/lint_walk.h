/*
 * lint_walk: where lint stands in a document, and what it has found. For the files of lint.h alone.
 */
#ifndef MODEL_LINT_WALK_H
#define MODEL_LINT_WALK_H

#include <stddef.h>
#include "base/json.h"
#include "base/strbuf.h"
#include "model/lint.h"

struct lint_walk {
    const cJSON *document;          /* borrowed */
    const struct lint_facts *facts; /* borrowed; never NULL */
    struct lint_findings *findings; /* borrowed */
    struct strbuf pointer;          /* of the value that is looked at */
};

/* One step down, by name or by index; returns what lint_walk_leave takes to come back. */
size_t lint_walk_enter(struct lint_walk *walk, const char *name);
size_t lint_walk_enter_item(struct lint_walk *walk, size_t index);
void lint_walk_leave(struct lint_walk *walk, size_t before);
/* A finding where the walk stands, with the rule's own hint. */
void lint_walk_add(struct lint_walk *walk, enum lint_id id, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* The same about a name that none of the names is: the hint names the one that is nearest, if one is near. */
void lint_walk_add_unknown(struct lint_walk *walk, enum lint_id id, const char *name,
                           const struct store_catalog *names, char *message);

/* The parts of the work, each from the document's root. */
void lint_walk_conditions(struct lint_walk *walk);
void lint_walk_limits(struct lint_walk *walk);
void lint_walk_account(struct lint_walk *walk);
/* Reports that no integration uses a trigger of this name (may be NULL). */
void lint_walk_use(struct lint_walk *walk, const char *name);

#endif
