/*
 * local_iam: what may a principal do? GetRole and SimulatePrincipalPolicy, asked with a form and answered in XML.
 *
 * The account has one user, whom the local cloud's keys belong to, and one role; both may do everything but
 * what --deny takes away.
 */
#ifndef LOCAL_LOCAL_IAM_H
#define LOCAL_LOCAL_IAM_H

#include "local/exchange.h"
#include "local/local.h"

/* Answers x. */
void local_iam_answer(const struct local_options *options, struct exchange *x);

#endif
