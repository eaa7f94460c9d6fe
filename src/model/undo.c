#include "model/undo.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/change.h"
#include "model/document.h"
#include "model/tags.h"

char *undo_subject(const struct operation *operation)
{
    const char *bar = strchr(operation->identifier, '|');

    return mem_printf("%s of %s", operation_kind_word(operation->kind),
                      bar ? bar + 1 : operation->identifier);
}

/* ---- whether it can be undone at all ---- */

static bool has_copies(const struct operation *operation)
{
    return (operation->kind == OPERATION_CREATE || operation->before) &&
           (operation->kind == OPERATION_DELETE || operation->after);
}

/* Why an operation in this state cannot be undone; NULL: it can. */
static const char *state_words(const struct operation *operation)
{
    switch (operation->state) {
    case OPERATION_SUCCEEDED:
        return has_copies(operation) ? NULL : "the journal has no copy of what was there before";
    case OPERATION_FAILED:
        return "it failed, nothing was changed";
    case OPERATION_NOT_SENT:
        return "it was not sent, nothing was changed";
    case OPERATION_CANCELLED:
        return "it was cancelled, and AWS does not say how much of it was done";
    case OPERATION_DROPPED:
        return "it was given up, and nobody knows what became of it";
    case OPERATION_INTENDED:
    case OPERATION_SENT:
    case OPERATION_ACCEPTED:
        break;
    }
    return "it has not ended yet";
}

static const char *or_word(const char *text, const char *word)
{
    return text && *text ? text : word;
}

static bool same_text(const char *a, const char *b)
{
    return strcmp(or_word(a, ""), or_word(b, "")) == 0;
}

static bool is_here(const struct operation *operation, const struct store_connection *connection,
                    struct err *err)
{
    if (!same_text(operation->account, connection->account))
        err_set(err, ERR_REFUSED, "it was made in account %s, and this is account %s",
                or_word(operation->account, "(unknown)"), or_word(connection->account, "(unknown)"));
    else if (!same_text(operation->endpoint, connection->endpoint))
        err_set(err, ERR_REFUSED, "it was made at %s, and this is %s", or_word(operation->endpoint, "AWS"),
                or_word(connection->endpoint, "AWS"));
    else
        return true;
    return err_hint(err, "connect there and undo it then");
}

bool undo_allowed(const struct operation *operation, const struct store_connection *connection,
                  struct err *err)
{
    const char *words = state_words(operation);
    char *subject;
    struct err own;

    if (words)
        err_set(&own, ERR_FAILED, "%s", words);
    else if (connection->read_only)
        err_set(&own, ERR_REFUSED, "this connection is read-only");
    else if (is_here(operation, connection, &own))
        return true;
    subject = undo_subject(operation);
    err_context(&own, "cannot undo the %s", subject);
    free(subject);
    if (err)
        *err = own;
    return false;
}

/* ---- what it means ---- */

static void nothing(struct undo *undo, const char *subject, const char *words)
{
    undo->kind = UNDO_NOTHING;
    err_set(&undo->why, ERR_NONE, "nothing to undo: %s (%s)", words, subject);
}

static void refuse(struct undo *undo, enum err_code code, const char *subject, const char *words,
                   const char *hint)
{
    undo->kind = UNDO_REFUSED;
    err_set(&undo->why, code, "cannot undo the %s: %s", subject, words);
    err_hint(&undo->why, "%s", hint);
}

static void plan_delete(const cJSON *before, const char *subject, struct undo *undo)
{
    if (!undo->live) {
        undo->kind = UNDO_CREATE;
        undo->after = document_sendable(before);
        tags_drop_managed(undo->after);
    } else if (change_differs(before, undo->live)) {
        refuse(undo, ERR_CONFLICT, subject, "it exists again, with other content",
               "edit it, or undo the change that made it");
    } else {
        nothing(undo, subject, "it is there again as it was");
    }
}

static void plan_create(const char *subject, struct undo *undo)
{
    undo->kind = UNDO_DELETE;
    if (!undo->live)
        nothing(undo, subject, "it is not there any more");
}

/* Both the undoing and somebody else change it: named once. */
static void note_collisions(struct undo *undo)
{
    for (size_t i = 0; i < undo->merge.count; i++) {
        const struct merge_part *part = &undo->merge.parts[i];

        if (part->asked && !texts_has(&undo->collides, part->property))
            texts_add(&undo->collides, part->property);
    }
}

/* The merge's result if they kept all that collides. */
static cJSON *result_without_collisions(struct merge *merge)
{
    cJSON *result;

    for (size_t i = 0; i < merge->count; i++)
        if (merge->parts[i].asked)
            merge->parts[i].side = MERGE_THEIRS;
    result = merge_result(merge);
    for (size_t i = 0; i < merge->count; i++)
        if (merge->parts[i].asked)
            merge->parts[i].side = MERGE_OPEN;
    return result;
}

static void plan_update(const cJSON *before, const char *subject, struct undo *undo)
{
    if (!undo->live) {
        refuse(undo, ERR_NOT_FOUND, subject, "it was deleted since", "undo that deletion first");
        return;
    }
    undo->kind = UNDO_UPDATE;
    merge_begin(&undo->merge, undo->made, undo->live, before);
    note_collisions(undo);
    undo->over = merge_result(&undo->merge);
    undo->after = result_without_collisions(&undo->merge);
    if (!change_differs(before, undo->made))
        nothing(undo, subject, "it changed nothing");
    else if (!change_differs(undo->live, undo->over))
        nothing(undo, subject, "what it changed is again as it was before");
}

void undo_plan(const struct operation *operation, const cJSON *live, struct undo *out)
{
    cJSON *before = operation->before ? json_parse_text(operation->before, NULL) : NULL;
    char *subject = undo_subject(operation);

    *out = (struct undo){.kind = UNDO_REFUSED};
    out->live = live ? cJSON_Duplicate(live, true) : NULL;
    out->made = operation->after ? json_parse_text(operation->after, NULL) : NULL;
    if ((operation->kind != OPERATION_CREATE && !before) ||
        (operation->kind != OPERATION_DELETE && !out->made))
        refuse(out, ERR_LOCAL, subject, "the journal's copy of it cannot be read", "");
    else if (operation->kind == OPERATION_DELETE)
        plan_delete(before, subject, out);
    else if (operation->kind == OPERATION_CREATE)
        plan_create(subject, out);
    else
        plan_update(before, subject, out);
    free(subject);
    cJSON_Delete(before);
}

void undo_release(struct undo *undo)
{
    cJSON_Delete(undo->live);
    cJSON_Delete(undo->made);
    cJSON_Delete(undo->after);
    cJSON_Delete(undo->over);
    merge_release(&undo->merge);
    texts_release(&undo->collides);
    *undo = (struct undo){.kind = UNDO_REFUSED};
}

bool undo_loses_changes(const struct undo *undo)
{
    return undo->kind == UNDO_DELETE && change_differs(undo->made, undo->live);
}
