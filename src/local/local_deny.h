/*
 * local_deny: permissions that the local principal lacks, as --deny names them, refused in AWS's words.
 *
 * --deny takes IAM actions parted by commas ("profile:TagResource,cloudformation:*"): a * at the end stands for
 * any rest. IAM compares without case.
 */
#ifndef LOCAL_LOCAL_DENY_H
#define LOCAL_LOCAL_DENY_H

#include <stdbool.h>
#include "local/exchange.h"

/* True if the list (NULL: empty) has the action. */
bool local_deny_has(const char *list, const char *action);
/* "User: … is not authorized to perform: …". resource is what stands behind the account in its ARN:
 * "domains/retail". free(). */
char *local_deny_text(const char *action, const char *region, const char *resource);
/* Fails x if the list has the action; true if the call may go on. */
bool local_deny_admits(const char *list, struct exchange *x, const char *action, const char *resource);

#endif
