/*
 * progress_event: the members of Cloud Control's progress event, as columns of RETURNING and of DESCRIBE METHOD. Source:
 * API_ProgressEvent of the Cloud Control API reference. Constant; any thread.
 */
#ifndef SQL_PROGRESS_EVENT_H
#define SQL_PROGRESS_EVENT_H

#include <stddef.h>

struct progress_event_member {
    const char *name; /* "ErrorCode" */
    const char *type; /* of JSON, as AWS sends it: "string", "number" */
    const char *help;
};

enum { PROGRESS_EVENT_COUNT = 10 };

/* By name, as StackQL has them. */
extern const struct progress_event_member progress_event_members[PROGRESS_EVENT_COUNT];

#endif
