/*
 * permission: the IAM actions that etrig needs, in one table. The doctor tries each, the policies are made from
 * it, and a refused change that names none is explained by it.
 *
 * Sources: the calls of aws/, the handlers' permissions in the schema of AWS::CustomerProfiles::EventTrigger,
 * and the Service Authorization Reference for what a resource may be. Pure; any thread.
 */
#ifndef MODEL_PERMISSION_H
#define MODEL_PERMISSION_H

#include <stdbool.h>
#include <stddef.h>
#include "model/operation.h"

/* What a statement about the action may name. */
enum permission_resource {
    PERMISSION_ANY,     /* "*" alone */
    PERMISSION_CONTROL, /* arn:aws:cloudformation:REGION:ACCOUNT:resource/…, Cloud Control */
    PERMISSION_DOMAIN,  /* arn:aws:profile:REGION:ACCOUNT:domains/DOMAIN and below */
    PERMISSION_TRIGGER  /* …:domains/DOMAIN/event-triggers/NAME */
};

struct permission {
    const char *action; /* "profile:ListDomains" */
    bool writes;        /* reading does not need it */
    enum permission_resource resource;
};

/* All rows: what reading needs, then what writing needs beside it. */
const struct permission *permission_table(size_t *count);
/* What is missing when a change of this kind ends with this ErrorCode and AWS names no action. */
const char *permission_of_change(enum operation_kind kind, const char *error_code);
/* The resource of the action in one place, for a question to IAM. partition "aws"; trigger may be a name that
 * nobody has. free(). */
char *permission_arn(const struct permission *permission, const char *partition, const char *region,
                     const char *account, const char *domain, const char *trigger);
/* The least policy for reading, or for reading and writing, in the form that IAM takes: JSON text. free(). */
char *permission_policy(bool writes);

#endif
