/*
 * credentials_source: the places that may hold credentials, each in a file of its own: credentials_NAME.c.
 *
 * credentials.c asks them in the order of one table, the AWS CLI's. The first that has any ends the search;
 * one that is there but wrong (half a key pair) ends it too, with an error: the person meant that one. Worker
 * thread.
 */
#ifndef AWS_CREDENTIALS_SOURCE_H
#define AWS_CREDENTIALS_SOURCE_H

#include <stdbool.h>
#include "aws/config.h"
#include "aws/credentials.h"
#include "base/strbuf.h"

enum credentials_result {
    CREDENTIALS_ABSENT, /* the source says nothing: the next one is asked */
    CREDENTIALS_FOUND,
    CREDENTIALS_WRONG /* err says what is wrong; nobody else is asked */
};

/* What is asked for; all borrowed. */
struct credentials_wish {
    const struct aws_config *config;
    const char *profile;
    bool ignore_env; /* --profile was given */
};

/* Fills out if found. why gets a few words for the list of what was tried, unless found ("AWS_ACCESS_KEY_ID
 * is not set"). */
typedef enum credentials_result (*credentials_source_fn)(const struct credentials_wish *wish,
                                                         struct credentials *out, struct strbuf *why,
                                                         struct err *err);

/* AWS_ACCESS_KEY_ID and its kin. */
enum credentials_result credentials_env_find(const struct credentials_wish *wish, struct credentials *out,
                                             struct strbuf *why, struct err *err);
/* Keys written into the profile: of ~/.aws/credentials, and (asked later in the order) of ~/.aws/config. */
enum credentials_result credentials_file_find(const struct credentials_wish *wish, struct credentials *out,
                                              struct strbuf *why, struct err *err);
/* The same of ~/.aws/config alone, which the AWS CLI asks last. */
enum credentials_result credentials_file_find_in_config(const struct credentials_wish *wish,
                                                        struct credentials *out, struct strbuf *why,
                                                        struct err *err);

#endif
