/*
 * form_merge: the merge of a form whose trigger was changed elsewhere.
 *
 * The form keeps what was typed and what it began from until the merge is settled; answers stay while the person
 * goes to and fro between the form and view_merge. UI thread.
 */
#ifndef TUI_FORM_MERGE_H
#define TUI_FORM_MERGE_H

#include <stdint.h>
#include "model/merge.h"
#include "tui/form_session.h"

/* {0} is an empty one. */
struct form_merge {
    struct merge merge;
    bool shown;      /* view_merge stands above the form */
    uint64_t number; /* of the operation that asks; left as soon as it is settled. 0: none */
};

void form_merge_release(struct form_merge *merge);
/* Makes it of the form and what is at AWS now (session->live, which must be there). */
void form_merge_begin(struct form_merge *merge, const struct form_session *session);
/* All is answered: the form stands on top of theirs. false: nothing of yours is left to send. */
bool form_merge_finish(struct form_merge *merge, struct form_session *session);
/* The operation that asked is left: its change goes on from the form. */
void form_merge_leave_operation(struct form_merge *merge, struct tui *tui);
/* "theirs now: Limits · Period 1: 10 in 24 hours", of the property or the tag with the focus; nothing if they left it alone. */
void form_merge_theirs(const struct form_session *session, struct strbuf *out);

#endif
