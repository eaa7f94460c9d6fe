/*
 * wait_many: several operations that were started side by side.
 */
#ifndef CLI_WAIT_MANY_H
#define CLI_WAIT_MANY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "cli/wait.h"

/*
 * What was asked for and what becomes of it. One alone is printed as it is and fails with its own error. Several are
 * printed in the order in which they were begun, each as soon as it and those before it have ended (JSON and YAML are a list
 * at the end); each failure is said on stderr.
 */
struct wait_many {
    struct wait_session *session; /* borrowed */
    const char *not_done;         /* "triggers were not deleted", after "2 of 3" */
    size_t count;                 /* of all that were asked for, also those that were not begun */
    bool cancels;                 /* to have been cancelled, or not sent, is to have gone well */
    bool is_list;                 /* several were asked for, though it may be one */
    /* kept by wait_many, zero at first */
    size_t failed, conflicts;
    struct err failure; /* the newest */
};

/* One that was not begun, and why. */
void wait_many_fail(struct wait_many *many, const struct err *why);
/* What all comes to: the error of the only one; of several ERR_FAILED, or ERR_CONFLICT if nothing but conflicts stood
 * against it. */
void wait_many_end(const struct wait_many *many, struct err *err);
/* Waits for these (wait_operation, all under one --timeout), prints them, and ends it. err may also be why the wait ended. */
void wait_many(struct wait_many *many, const uint64_t *numbers, size_t count, struct err *err);

#endif
