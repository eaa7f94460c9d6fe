/*
 * local_control: Cloud Control's eight actions for AWS::CustomerProfiles::EventTrigger.
 *
 * POST /, X-Amz-Target: CloudApiService.ACTION. What is refused at once, what fails later and in which words
 * follows what is known of AWS. Runs within the caller's transaction on settled data
 * (local_operation_settle).
 */
#ifndef LOCAL_LOCAL_CONTROL_H
#define LOCAL_LOCAL_CONTROL_H

#include "local/exchange.h"
#include "local/local.h"
#include "local/state.h"

/* Answers x. */
void local_control_answer(struct state *state, const struct local_options *options, struct exchange *x);

/* One request to an action, while it is answered; shared with local_change. */
struct local_control {
    struct state *state;
    const struct local_options *options;
    struct exchange *x;
    const char *action; /* borrowed, as all below */
    const cJSON *input;
    char *identifier, *domain, *name; /* owned; NULL where the action has none */
};

/* Takes the Identifier of the input apart; fails the exchange. */
bool local_control_take_identifier(struct local_control *control);
/* The document of the trigger that the Identifier names; NULL: the exchange has failed. free(). */
char *local_control_find_trigger(struct local_control *control);
/* The operation that the RequestToken of the input names; fails the exchange. */
bool local_control_find_request(struct local_control *control, struct state_operation *operation);

#endif
