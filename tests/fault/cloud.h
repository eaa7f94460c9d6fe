/*
 * cloud: a Cloud Control stand-in for fault tests. It keeps triggers, answers the calls that etrig makes,
 * counts them, remembers which ClientToken took effect how often, and meets each action with the weather that
 * the test orders.
 *
 * Strict where AWS is (aws-resource.md): a token with another body is a conflict that names the request; a
 * failed test refuses the whole patch; a second change of a trigger meanwhile is a
 * ConcurrentOperationException. Operations end at their second status.
 */
#ifndef TESTS_CLOUD_H
#define TESTS_CLOUD_H

#include <stdbool.h>
#include <stddef.h>
#include "base/json.h"
#include "standin.h"

enum cloud_weather {
    CLOUD_FINE,
    CLOUD_DROP_BEFORE, /* the connection ends, nothing was done */
    CLOUD_DROP_AFTER,  /* done, and the connection ends */
    CLOUD_CUT,         /* done, and half of the answer comes */
    CLOUD_HOLD,        /* done, and the answer waits for standin_let_go */
    CLOUD_THROTTLE,    /* ThrottlingException, nothing was done */
    CLOUD_TROUBLE,     /* HTTP 500, nothing was done */
    CLOUD_HTML,        /* a proxy's page with status 200, nothing was done */
    CLOUD_DENY,        /* AccessDeniedException */
    CLOUD_EXPIRED      /* ExpiredTokenException */
};

struct cloud;

/* Called under the lock, before or after the action is carried out. */
typedef void (*cloud_hook_fn)(void *context, struct cloud *cloud);

struct cloud *cloud_new(void);
void cloud_free(struct cloud *cloud);
struct standin *cloud_standin(struct cloud *cloud);
/* "http://127.0.0.1:PORT"; owned by the cloud. */
const char *cloud_url(const struct cloud *cloud);

/* ---- what the test orders (each takes the lock, but from a hook) ---- */

/* The next `times` calls of the action ("UpdateResource", "GetCallerIdentity", "ListDomains" …) meet this.
 * Orders of one action follow each other. */
void cloud_order(struct cloud *cloud, const char *action, enum cloud_weather weather, int times);
/* Puts a trigger there as if by somebody else; json NULL: takes it away. From a hook: locked = true. */
void cloud_put(struct cloud *cloud, const char *identifier, const char *json, bool locked);
/* What the trigger is now: a copy, or NULL. */
cJSON *cloud_get(struct cloud *cloud, const char *identifier);
/* Calls hook at the nth call of the action (from 1). */
void cloud_hook(struct cloud *cloud, const char *action, int nth, bool after, cloud_hook_fn hook,
                void *context);

struct cloud_manners {
    bool conflict_on_resend; /* the same token and body again is a conflict too */
    bool forgets_tokens;     /* a token seen before is nothing special */
    bool busy_on_resend; /* the same token again while its change runs is a ConcurrentOperationException */
    bool refuses_time_tests; /* a test of LastUpdatedAt is a ValidationException */
    bool turns_tags;         /* each reading and each patch finds the tags in another order */
    bool only_control;       /* no Customer Profiles, no STS: 404 */
    bool keeps_segment;      /* accepts a change of SegmentFilter and does not make it */
    const char *fails_with;  /* operations end FAILED with this ErrorCode */
    /* This trigger is being changed by somebody else, until its request was asked about twice. */
    const char *foreign;
    const char *foreign_writes; /* ... and then the trigger is this; NULL: as it was */
    const char *account;        /* "123456789012" at first */
    int role_life_s;            /* STS gives every role, its keys live so long */
    int page;                   /* rows of a page of ListEventTriggers; 0: all */
    /* Every answer has a Date, and a signature five minutes from it is refused. The clock is the machine's, whatever
     * the process takes for the time. */
    bool has_clock;
};
/* The manners, to be set before the backend starts. */
struct cloud_manners *cloud_manners(struct cloud *cloud);

/* ---- what the test asks ---- */

int cloud_calls(struct cloud *cloud, const char *action);
/* The head of the nth call of the action (from 1). free(); NULL if there was none. */
char *cloud_head(struct cloud *cloud, const char *action, int nth);
/* The body of the nth UpdateResource that came, refused ones too (from 1). free(); NULL: so many did not come. */
char *cloud_update(struct cloud *cloud, int nth);
/* How many changes took effect, and under how many ClientTokens requests were accepted. */
int cloud_effects(struct cloud *cloud);
int cloud_tokens(struct cloud *cloud);

#endif
