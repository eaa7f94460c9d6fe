#include "cli/undone_plan.h"

#include <stdlib.h>
#include <string.h>
#include "cli/output.h"
#include "model/store_look.h"

/* ---- the triggers as they are now ---- */

/* Whose keys these are is compared with each operation's account before anything is read. */
static bool read_all(struct wait_session *session, struct undone_plan *plans, size_t count, struct err *err)
{
    session->offline = false;
    if (!wait_identity(session, err))
        return false;
    for (size_t i = 0; i < count; i++) {
        const struct operation *operation = &plans[i].operation;
        if (!undo_allowed(operation, &session->store.connection, &plans[i].why))
            continue;
        store_look_begin(&session->store, operation->region, operation->identifier);
        backend_read(session->backend, operation->region, operation->identifier, true);
    }
    return wait_looks(session, err);
}

/* ---- what somebody changed since ---- */

static void show_both(const struct undone_plan *plan)
{
    const struct undo *undo = &plan->undo;
    const cJSON *wanted = undo->kind == UNDO_UPDATE ? undo->over : NULL;
    struct operation shown = {.kind = plan->operation.kind,
                              .question = OPERATION_ASK_CONFLICT,
                              .before = json_print(undo->made),
                              .live = json_print(undo->live),
                              .after = wanted != NULL ? json_print(wanted) : NULL};
    output_conflict(&shown);
    operation_release(&shown);
}

static void add_names(const struct texts *names, struct strbuf *out)
{
    for (size_t i = 0; i < names->count; i++)
        strbuf_addf(out, "%s%s", i > 0 ? ", " : "", names->items[i]);
}

/* What stands in the way and the person has not seen. */
static void check_as_made(struct undone_plan *plan)
{
    const struct undo *undo = &plan->undo;
    struct strbuf what = STRBUF_INIT;
    char *subject = undo_subject(&plan->operation);
    if (undo_loses_changes(undo))
        strbuf_adds(&what, "it");
    add_names(&undo->collides, &what);
    if (what.length > 0) {
        show_both(plan);
        err_set(&plan->why, ERR_CONFLICT, "cannot undo the %s: %s %s changed since", subject, what.text,
                undo->collides.count > 1 ? "were" : "was");
        err_hint(&plan->why, "--unguarded undoes it all the same; nothing was changed");
    }
    strbuf_release(&what);
    free(subject);
}

/* ---- the plan ---- */

static void plan_one(const struct wait_session *session, struct undone_plan *plan)
{
    const struct operation *operation = &plan->operation;
    const struct store_look *look =
        store_look_find(&session->store, operation->region, operation->identifier);
    if (plan->why.code != ERR_NONE)
        return;
    if (look == NULL)
        err_set(&plan->why, ERR_REFUSED, "the connection is another one now");
    else if (look->state == STORE_FAILED)
        plan->why = look->failure;
    cJSON *live = look != NULL && look->document != NULL ? json_parse_text(look->document, &plan->why) : NULL;
    if (plan->why.code != ERR_NONE)
        return;
    undo_plan(operation, live, &plan->undo);
    cJSON_Delete(live);
    if (plan->undo.kind == UNDO_REFUSED)
        plan->why = plan->undo.why;
    else if (!session->options->unguarded)
        check_as_made(plan);
}

static bool is_of_same(const struct operation *a, const struct operation *b)
{
    return strcmp(a->region, b->region) == 0 && strcmp(a->identifier, b->identifier) == 0;
}

/* Two changes of one trigger rest on each other: the older one's undo is planned once the newer one's is done. */
static bool are_apart(const struct undone_plan *plans, size_t count, struct err *err)
{
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < i; k++)
            if (is_of_same(&plans[i].operation, &plans[k].operation)) {
                err_set(err, ERR_USAGE, "two of these changed %s in %s; nothing was changed",
                        plans[i].operation.identifier, plans[i].operation.region);
                return err_hint(err, "undo them one after the other, the newest first");
            }
    return true;
}

bool undone_plan(struct wait_session *session, const uint64_t *numbers, size_t count,
                 struct undone_plan *plans, struct err *err)
{
    for (size_t i = 0; i < count; i++) {
        plans[i] = (struct undone_plan){.undo.kind = UNDO_NOTHING};
        operation_copy(&plans[i].operation, store_find_operation(&session->store, numbers[i]));
    }
    if (!are_apart(plans, count, err) || !read_all(session, plans, count, err))
        return false;
    for (size_t i = 0; i < count; i++)
        plan_one(session, &plans[i]);
    return true;
}

void undone_plan_release(struct undone_plan *plans, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        operation_release(&plans[i].operation);
        undo_release(&plans[i].undo);
    }
}

bool undone_plan_sends(const struct undone_plan *plan)
{
    return plan->why.code == ERR_NONE && plan->undo.kind != UNDO_NOTHING;
}

const cJSON *undone_plan_wanted(const struct undone_plan *plan, const struct cli_options *options)
{
    return plan->undo.kind == UNDO_UPDATE && options->unguarded ? plan->undo.over : plan->undo.after;
}
