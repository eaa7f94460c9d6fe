/*
 * local_fixture: the local cloud's data in memory with the sample in it, and requests to its services without
 * HTTP. The clock is the test's: now_ms stands still until the test moves it.
 */
#ifndef TESTS_LOCAL_FIXTURE_H
#define TESTS_LOCAL_FIXTURE_H

#include "local/exchange.h"
#include "local/local.h"
#include "local/state.h"

struct local_fixture {
    struct state *state;
    struct local_options options; /* operations take 400 ms */
    const char *region;           /* "us-east-1" */
    int64_t now_ms;               /* 2026-11-23T16:45:00Z at first */
};

/* What a request to Cloud Control holds; NULL members are left out. JSON with ' for ". */
struct local_ask {
    const char *action;
    const char *type; /* NULL: the event trigger's; "": none */
    const char *identifier, *desired_state, *patch, *client_token, *request_token, *resource_model;
    const char *more; /* further members, as a JSON object */
};

void local_fixture_init(struct local_fixture *fixture);
void local_fixture_release(struct local_fixture *fixture);
/* The same around a cmocka test, whose state is a struct local_fixture. */
int local_fixture_setup(void **state);
int local_fixture_teardown(void **state);
/* One request to Cloud Control, in a transaction of its own. exchange_release. */
void local_fixture_control(struct local_fixture *fixture, const struct local_ask *ask, struct exchange *x);
/* One request of Customer Profiles: "/domains?max-results=2". exchange_release. */
void local_fixture_profiles(struct local_fixture *fixture, const char *target, struct exchange *x);
/* The answer of a request that must succeed. cJSON_Delete. */
cJSON *local_fixture_answer(struct local_fixture *fixture, const struct local_ask *ask);
cJSON *local_fixture_get(struct local_fixture *fixture, const char *target);
/* Asserts that the request is refused with this name and status, and a message that holds the text. */
void local_fixture_refused(struct local_fixture *fixture, const struct local_ask *ask, const char *name,
                           const char *text);
/* Sends a change that must be accepted: its RequestToken. free(). */
char *local_fixture_accepted(struct local_fixture *fixture, const struct local_ask *ask);
/* The progress event of a request as it is now. cJSON_Delete. */
cJSON *local_fixture_event(struct local_fixture *fixture, const char *request_token);
/* Accepts a change, lets it end, and asserts its last status ("SUCCESS", "FAILED AlreadyExists"). */
void local_fixture_ends(struct local_fixture *fixture, const struct local_ask *ask, const char *status);
/* The trigger as GetResource shows it. cJSON_Delete. */
cJSON *local_fixture_trigger(struct local_fixture *fixture, const char *identifier);

/* A small trigger that may be created: LOCAL_FIXTURE_NEW("name"). */
#define LOCAL_FIXTURE_NEW(name)                                                                              \
    "{'DomainName':'retail','EventTriggerName':'" name                                                       \
    "','ObjectTypeName':'Order','EventTriggerConditions':[{"                                                 \
    "'LogicalOperator':'ALL','EventTriggerDimensions':[{'ObjectAttributes':[{'FieldName':'total','"          \
    "ComparisonOperator':'EQUAL',"                                                                           \
    "'Values':['1']}]}]}]}"

#endif
