/*
 * apply_plan: what makes regions equal to documents, from the documents and what is there. Pure; any thread.
 *
 * A property that a document lacks is removed; read-only properties, aws: tags and etrig's own are never
 * sent. LastUpdatedAt in a
 * document is the base that it was made from: where the trigger is newer the step is stale, a conflict (changes.md,
 * Documents).
 */
#ifndef MODEL_APPLY_PLAN_H
#define MODEL_APPLY_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include "base/json.h"

/* In the order in which they are carried out. */
enum apply_plan_action {
    APPLY_PLAN_CREATE,
    APPLY_PLAN_UPDATE,
    APPLY_PLAN_PRUNE,
    APPLY_PLAN_EQUAL, /* nothing to do */
    APPLY_PLAN_ACTIONS
};

struct apply_plan_step {
    enum apply_plan_action action;
    char *region, *identifier; /* owned */
    cJSON *before;             /* owned; the trigger as it is; NULL: it is not there */
    cJSON *after;              /* owned; as it will be; NULL: it goes */
    bool stale;                /* an update of what was changed since the document was made */
};

/* {0} is an empty plan. */
struct apply_plan {
    struct apply_plan_step *steps; /* owned */
    size_t count, capacity;
    size_t counts[APPLY_PLAN_ACTIONS]; /* of steps */
};

/* What one document comes to; live NULL: the trigger is not there. Copies. */
void apply_plan_document(struct apply_plan *plan, const char *region, const char *identifier,
                         const cJSON *document, const cJSON *live);
/* A trigger that no document names goes. Copies. */
void apply_plan_leftover(struct apply_plan *plan, const char *region, const char *identifier,
                         const cJSON *live);
/* Creates first, then updates, then prunes; each in the order in which they came. */
void apply_plan_sort(struct apply_plan *plan);
/* How many steps change something. */
size_t apply_plan_changes(const struct apply_plan *plan);
/* "create", "update", "prune", "equal". */
const char *apply_plan_word(enum apply_plan_action action);
/* "CREATE", "UPDATE", "PRUNE", "NONE": for programs. */
const char *apply_plan_name(enum apply_plan_action action);
void apply_plan_release(struct apply_plan *plan);

#endif
