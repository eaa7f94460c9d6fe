#include "sql/progress_event.h"

const struct progress_event_member progress_event_members[PROGRESS_EVENT_COUNT] = {
    {"ErrorCode", "string", "of a failure"},
    {"EventTime", "number", "when it was, in seconds since 1970"},
    {"Identifier", "string", "the trigger, as DOMAIN|NAME"},
    {"Operation", "string", "CREATE, UPDATE or DELETE"},
    {"OperationStatus", "string",
     "PENDING, IN_PROGRESS, SUCCESS, FAILED, CANCEL_IN_PROGRESS or CANCEL_COMPLETE"},
    {"RequestToken", "string", "AWS's own of the operation"},
    {"ResourceModel", "string", "the trigger, as JSON text"},
    {"RetryAfter", "number", "when to ask again, in seconds since 1970"},
    {"StatusMessage", "string", "what AWS says of it"},
    {"TypeName", "string", "the resource type"},
};
