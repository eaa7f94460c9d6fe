/*
 * undo: what undoing an operation means for the trigger as it is now.
 *
 * A delete is undone by creating the trigger again from the copy that was kept; an update by putting back the
 * properties that it changed, and only those; a create by deleting. What the operation made and somebody changed
 * again since collides: it stays as it is now unless the person says otherwise. What the trigger is like already
 * needs no undoing. aws: tags are no part of it (changes.md, Guards 8). An undo is an operation like any other, and
 * is undone like any other.
 *
 * Pure functions; any thread, one struct at a time.
 */
#ifndef MODEL_UNDO_H
#define MODEL_UNDO_H

#include <stdbool.h>
#include "base/err.h"
#include "base/json.h"
#include "base/texts.h"
#include "model/merge.h"
#include "model/operation.h"
#include "model/store.h"

enum undo_kind { UNDO_REFUSED, UNDO_NOTHING, UNDO_CREATE, UNDO_UPDATE, UNDO_DELETE };

struct undo {
    enum undo_kind kind;
    struct err why; /* of UNDO_REFUSED; of UNDO_NOTHING the sentence, with ERR_NONE */
    cJSON *live;    /* owned: the trigger as it is now; NULL: it is not there */
    cJSON *made;    /* owned: what the operation made; NULL for a delete */
    cJSON *after; /* owned: what is asked for, whole, with what collides as it is now; of CREATE and UPDATE */
    cJSON *over;  /* owned: the same with what collides put back, too; of UPDATE */
    struct texts collides; /* properties of UPDATE */
    struct merge
        merge; /* of UPDATE: seen is what was made, theirs what is there now, yours what was before */
};

/* False and err: whatever the trigger is like, this operation cannot be undone over this connection: it changed
 * nothing, nobody knows what it did, or it was made elsewhere. */
bool undo_allowed(const struct operation *operation, const struct store_connection *connection,
                  struct err *err);
/* Fills out anew: release it in any case. live: the trigger as read just now, NULL: it is not there. The operation is
 * one that undo_allowed lets through. */
void undo_plan(const struct operation *operation, const cJSON *live, struct undo *out);
void undo_release(struct undo *undo);
/* True if undoing deletes what is not as it was created. */
bool undo_loses_changes(const struct undo *undo);
/* "update of high-value-order". free(). */
char *undo_subject(const struct operation *operation);

#endif
