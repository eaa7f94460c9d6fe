/*
 * undone_plan: operations that `operations undo` is to undo, each with what that means for its trigger as it is now.
 */
#ifndef CLI_UNDONE_PLAN_H
#define CLI_UNDONE_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/err.h"
#include "cli/wait.h"
#include "model/operation.h"
#include "model/undo.h"

struct undone_plan {
    struct operation operation; /* a copy: the store moves meanwhile */
    struct undo undo;
    struct err why; /* ERR_NONE: it can be undone, or there is nothing to undo */
};

/* Reads the triggers, side by side, and plans each; plans has room for count. What one cannot be undone for stands in its
 * why; what somebody changed since is on stderr with both sides. False and err: nobody can tell anything. */
bool undone_plan(struct wait_session *session, const uint64_t *numbers, size_t count,
                 struct undone_plan *plans, struct err *err);
void undone_plan_release(struct undone_plan *plans, size_t count);
/* True if there is something to send. */
bool undone_plan_sends(const struct undone_plan *plan);
/* What the trigger is to be like; NULL: deleted. borrowed. With --unguarded what collides is put back, too. */
const cJSON *undone_plan_wanted(const struct undone_plan *plan, const struct cli_options *options);

#endif
