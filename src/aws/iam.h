/*
 * iam: what may a principal do? GetRole and SimulatePrincipalPolicy, form-encoded and answered in XML. Both only
 * read. Source: AWS's service model iam-2010-05-08.
 */
#ifndef AWS_IAM_H
#define AWS_IAM_H

#include <stdbool.h>
#include "aws/aws_json.h"
#include "base/texts.h"

/* The body of GetRole: the answer's Arn has the path that a session's ARN lacks. free(). */
char *iam_role_body(const char *role_name);
/* The body of SimulatePrincipalPolicy: what would the policies of source (a user's or a role's ARN) say if it did
 * these actions on this resource in that region? free(). */
char *iam_simulation_body(const char *source, const struct texts *actions, const char *resource,
                          const char *region);
/* Completes a call; action "GetRole" …, a literal; body borrowed. */
void iam_call(struct aws_call *call, const char *action, const char *body);
/* Adds EvaluationResults, an array of EvalActionName, EvalDecision and (where they stand there)
 * AllowedByOrganizations and AllowedByPermissionsBoundary, to an answer that is read; nothing if there is none. */
void iam_read_results(cJSON *answer, const char *xml, size_t length);
/* What the simulation said of one action: NULL if it is allowed, "" if it said nothing, else a reason that follows
 * "it is not allowed: ". Static. */
const char *iam_refusal(const cJSON *answer, const char *action);

#endif
