/*
 * sts: GetCallerIdentity, form-encoded and answered in XML.
 */
#ifndef AWS_STS_H
#define AWS_STS_H

#include "aws/aws_json.h"

/* Completes a call to GetCallerIdentity. */
void sts_caller_identity(struct aws_call *call);
/* The last part of an ARN's principal: "ConnectAdmin" of …:assumed-role/ConnectAdmin/ann, "ann" of
 * …:user/ann. free(). */
char *sts_principal(const char *arn);

#endif
