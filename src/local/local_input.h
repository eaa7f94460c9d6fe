/*
 * local_input: the constraints of Cloud Control's own service model on the members of a request, refused in
 * its words.
 */
#ifndef LOCAL_LOCAL_INPUT_H
#define LOCAL_LOCAL_INPUT_H

#include <stdbool.h>
#include "base/json.h"
#include "local/exchange.h"

/* Which members an action knows; bits. */
enum {
    LOCAL_INPUT_TYPE_NAME = 1 << 0,
    LOCAL_INPUT_TYPE_VERSION_ID = 1 << 1,
    LOCAL_INPUT_ROLE_ARN = 1 << 2,
    LOCAL_INPUT_CLIENT_TOKEN = 1 << 3,
    LOCAL_INPUT_IDENTIFIER = 1 << 4,
    LOCAL_INPUT_DESIRED_STATE = 1 << 5,
    LOCAL_INPUT_PATCH_DOCUMENT = 1 << 6,
    LOCAL_INPUT_RESOURCE_MODEL = 1 << 7,
    LOCAL_INPUT_REQUEST_TOKEN = 1 << 8,
    LOCAL_INPUT_HANDLER_NEXT_TOKEN = 1 << 9,
    LOCAL_INPUT_NEXT_TOKEN = 1 << 10,
    LOCAL_INPUT_MAX_RESULTS = 1 << 11
};

/* Checks the known members that are there, and that the required ones are. Fails the exchange with
 * SerializationException (a member of another kind) or ValidationException (all breaches in one message) and
 * returns false. */
bool local_input_check(struct exchange *x, const cJSON *input, unsigned known, unsigned required);

#endif
