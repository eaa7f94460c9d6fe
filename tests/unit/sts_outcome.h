/*
 * sts_outcome: an STS that gives one answer, for the sources that take a role.
 */
#ifndef TESTS_STS_OUTCOME_H
#define TESTS_STS_OUTCOME_H

#include "credentials_outcome.h"
#include "tiny_server.h"

#define STS_OUTCOME_ROLE "arn:aws:iam::111122223333:role/Admin"
/* What STS answers to the operation of that name: the keys ASIA, which live for an hour. */
#define STS_OUTCOME_XML(name)                                                                                \
    "<" name "Response xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><" name                           \
    "Result><AssumedRoleUser><AssumedRoleId>AROA:ann</AssumedRoleId><Arn>arn:aws:sts::111122223333:"         \
    "assumed-role/Admin/ann</Arn></AssumedRoleUser><Credentials><AccessKeyId>ASIA</AccessKeyId>"             \
    "<SecretAccessKey>S3CR3T</SecretAccessKey><SessionToken>T</SessionToken><Expiration>"                    \
    "2026-11-23T17:45:00Z</Expiration></Credentials></" name "Result></" name "Response>"

struct sts {
    struct tiny_server *server;
    struct tiny_step step;
    char *text, *url;
};

/* Answers every request so. */
void sts_begin(struct sts *sts, const char *status, const char *body);
void sts_end(struct sts *sts);
/* The form of request i; free(). */
char *sts_form(struct sts *sts, size_t i);
bool sts_heard(struct sts *sts, size_t i, const char *text);
/* Searches for the keys of profile p, which was chosen by hand. */
bool sts_find(struct sts *sts, struct credentials_case search, struct credentials_outcome *found);

#endif
