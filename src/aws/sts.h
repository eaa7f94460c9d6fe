/*
 * sts: GetCallerIdentity and the two ways to assume a role, form-encoded and answered in XML.
 */
#ifndef AWS_STS_H
#define AWS_STS_H

#include "aws/aws_json.h"

/* What a role is assumed with; NULL or 0 where not given. */
struct sts_role {
    const char *arn, *session_name;
    const char *external_id, *serial, *code; /* serial and code: of the MFA device */
    const char *token;                       /* of a web identity: then the call is not signed. Secret */
    long duration_s;
};

/* Completes a call to GetCallerIdentity. */
void sts_caller_identity(struct aws_call *call);
/* Completes a call to AssumeRole, or to AssumeRoleWithWebIdentity where there is a token. The body is the caller's to
 * wipe and free, when the call has ended. */
void sts_assume(struct aws_call *call, const struct sts_role *role, char **body);
/* The answer as the AWS CLI keeps it: {"Credentials": …, "AssumedRoleUser": …, "ResponseMetadata": …}, the end written
 * as in 2026-01-01T00:00:00UTC. Free: cJSON_Delete. */
cJSON *sts_assumed(const cJSON *answer);
/* The last part of an ARN's principal: "ConnectAdmin" of …:assumed-role/ConnectAdmin/ann, "ann" of
 * …:user/ann. free(). */
char *sts_principal(const char *arn);

#endif
