/*
 * auth: who asks, which service of which region, and whether the signature holds. AWS Signature Version 4,
 * header form.
 *
 * In two halves, so that nothing of a body is taken in before the rest holds: auth_check_head when the
 * headers are there, auth_check_body when the body is. A client that signs x-amz-content-sha256 is verified
 * whole by the first half. Refusals carry AWS's names and texts (IAM guide, "Troubleshoot Signature Version 4
 * signing").
 */
#ifndef LOCAL_AUTH_H
#define LOCAL_AUTH_H

#include <stdbool.h>
#include "local/exchange.h"

/* The one pair that is accepted. */
struct auth_keys {
    char access_key[24], secret_key[48];
};

/* Makes a new pair. */
void auth_make_keys(struct auth_keys *keys);
/* Fills region, service and access_key of x. false: x has failed. */
bool auth_check_head(const struct auth_keys *keys, struct exchange *x);
/* After auth_check_head, with the whole body. false: x has failed. */
bool auth_check_body(const struct auth_keys *keys, struct exchange *x);

#endif
