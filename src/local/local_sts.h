/*
 * local_sts: who am I? GetCallerIdentity, asked with a form (or a query) and answered in XML.
 */
#ifndef LOCAL_LOCAL_STS_H
#define LOCAL_LOCAL_STS_H

#include "local/exchange.h"

/* The account that everything in the local cloud belongs to. */
#define LOCAL_STS_ACCOUNT "123456789012"
/* Whose keys the local cloud's are. */
#define LOCAL_STS_USER_ARN "arn:aws:iam::" LOCAL_STS_ACCOUNT ":user/ConnectAdmin"

/* Answers x. */
void local_sts_answer(struct exchange *x);

#endif
