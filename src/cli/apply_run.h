/*
 * apply_run: carries a plan out: some operations at once, creates before updates before prunes, until the first surprise.
 */
#ifndef CLI_APPLY_RUN_H
#define CLI_APPLY_RUN_H

#include "cli/apply_read.h"

enum apply_run_state {
    APPLY_RUN_WAITS, /* not sent */
    APPLY_RUN_SENT,  /* not settled */
    APPLY_RUN_DONE,
    APPLY_RUN_FAILED,
    APPLY_RUN_BLOCKED /* not sent: the journal holds an open operation of the trigger, or the document is stale */
};

/* What became of the step at the same place of the plan. */
struct apply_run_result {
    enum apply_run_state state;
    uint64_t number;    /* the operation; 0: none */
    struct err failure; /* of FAILED and BLOCKED */
};

/* What stands against a step before anything is sent: false, and results say so. */
bool apply_run_check(const struct apply_read *read, struct apply_run_result *results);
/* Sends and waits. err: of the surprises, ERR_INTERRUPTED or ERR_NETWORK; ERR_NONE if all went well. */
void apply_run(struct apply_read *read, struct apply_run_result *results, struct err *err);
/* What became of each on stdout; what went wrong, and what was not sent, on stderr. results may be NULL if the plan
 * changes nothing. */
void apply_run_report(const struct apply_read *read, const struct apply_run_result *results);

#endif
