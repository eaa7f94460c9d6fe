/*
 * customer_profiles: the reading calls of the Customer Profiles API that etrig uses.
 *
 * rest-json, signing name "profile". Source: AWS's service model customer-profiles-2020-08-15. Each function
 * completes a call whose owned path and query the caller frees.
 */
#ifndef AWS_CUSTOMER_PROFILES_H
#define AWS_CUSTOMER_PROFILES_H

#include "aws/aws_json.h"

/* What completes a struct aws_call; customer_profiles_release after aws_json_send. */
struct customer_profiles_call {
    const char *operation; /* a literal: "ListDomains" */
    char *path, *query;    /* owned */
};

/* next_token may be NULL. Pages of 100 rows (segments 500), the most that the model allows. */
void customer_profiles_list_domains(struct customer_profiles_call *call, const char *next_token);
/* Rows with name, object type, description, times and tags, but no conditions. */
void customer_profiles_list_event_triggers(struct customer_profiles_call *call, const char *domain,
                                           const char *next_token);
/* Each with its description, without its fields. */
void customer_profiles_list_object_types(struct customer_profiles_call *call, const char *domain,
                                         const char *next_token);
/* One object type whole: its Fields are what a condition may name. */
void customer_profiles_get_object_type(struct customer_profiles_call *call, const char *domain,
                                       const char *object_type);
/* ListObjectTypeAttributes of one object type. */
void customer_profiles_list_attributes(struct customer_profiles_call *call, const char *domain,
                                       const char *object_type, const char *next_token);
/* Names of the segment definitions, for SegmentFilter. */
void customer_profiles_list_segments(struct customer_profiles_call *call, const char *domain,
                                     const char *next_token);
/* Hidden ones too: an integration that nobody sees keeps a trigger from being deleted all the same. */
void customer_profiles_list_integrations(struct customer_profiles_call *call, const char *domain,
                                         const char *next_token);
/* Sets method, path, query of call from c (borrowed). */
void customer_profiles_fill(struct aws_call *call, const struct customer_profiles_call *c);
/* Frees path and query, which the sent call no longer needs. */
void customer_profiles_release(struct customer_profiles_call *call);
/* An epoch-seconds member as wall milliseconds; 0 if absent. */
int64_t customer_profiles_time(const cJSON *item, const char *name);
/* The row's Tags, a map here, as Cloud Control's array of {Key, Value}, JSON
 * text; NULL if there are none. free(). */
char *customer_profiles_tags(const cJSON *item);

#endif
