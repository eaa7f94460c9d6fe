/*
 * apply_read: documents and what is there, read into a plan, for diff and apply.
 */
#ifndef CLI_APPLY_READ_H
#define CLI_APPLY_READ_H

#include "cli/wait.h"
#include "model/apply_plan.h"
#include "model/document_set.h"

struct apply_read {
    struct wait_session session;
    struct document_set documents;
    struct apply_plan plan; /* in the order in which it is carried out */
};

/* Opens the session, reads the documents of -f, says what is wrong with them (ERR_INVALID), then what the journal holds
 * open, then the triggers; with --prune also all listings of the regions and domains that the documents name. False and
 * err if anything of it could not be read: a plan is whole or not at all. apply_read_end in any case. */
bool apply_read(struct apply_read *read, const struct cli_options *options, struct err *err);
/* The operation of the journal that has not ended and is about this trigger; NULL: none. borrowed from the store. */
const struct operation *apply_read_open(const struct apply_read *read, const struct apply_plan_step *step);
void apply_read_end(struct apply_read *read);

#endif
