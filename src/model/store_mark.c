#include "model/store_mark.h"

#include <string.h>

#include "model/store_row.h"

/* True if what belongs to this account belongs to the rows that are shown. */
bool store_mark_ours(const struct store *store, const char *account)
{
    return strcmp(account ? account : "", store->connection.account ? store->connection.account : "") == 0;
}

/* 1 under way, -1 failed, 0 neither: what this operation says of its trigger.
 * Old failures of others say nothing. */
static int mark_of(const struct operation *operation)
{
    if (!operation_has_ended(operation))
        return 1;
    /* Where somebody was first the draft is what counts. */
    if (!operation->mine || operation_gave_way(operation))
        return 0;
    return operation_has_failed(operation) ? -1 : 0;
}

/* An open operation decides; without one the newest of ours that has ended. */
void store_mark_change(const struct store *store, struct store_row *row)
{
    int mark = 0;
    bool decided = false;

    for (size_t i = store->operation_count; i-- > 0 && mark != 1;) {
        const struct operation *operation = &store->operations[i];
        bool open = !operation_has_ended(operation);

        if ((decided && !open) || (!open && !operation->mine))
            continue;
        if (!store_mark_ours(store, operation->account) ||
            !store_row_has_identifier(row, operation->region, operation->identifier))
            continue;
        mark = mark_of(operation);
        decided = true;
    }
    row->change = (int8_t)mark;
}

void store_mark_draft(const struct store *store, struct store_row *row)
{
    row->draft = false;
    for (size_t i = 0; i < store->draft_count && !row->draft; i++)
        row->draft = store_mark_ours(store, store->drafts[i].account) &&
                     store_row_has_identifier(row, store->drafts[i].region, store->drafts[i].identifier);
}
