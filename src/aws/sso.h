/*
 * sso: the two calls of IAM Identity Center that keys need, neither of them signed, and their answers.
 */
#ifndef AWS_SSO_H
#define AWS_SSO_H

#include "aws/aws_json.h"

/* A call with the texts that it points to: they live until sso_call_release. */
struct sso_call {
    struct aws_call call;
    char *query, *body; /* owned; body is secret: wiped */
};

/* Whose keys. Borrowed; all texts are there. */
struct sso_role {
    const char *account_id, *role_name;
};

/* Each completes a call whose region and url (borrowed) are set. */

/* GetRoleCredentials with an access token (borrowed while the call lives). */
void sso_role_call(struct sso_call *call, const struct sso_role *role, const char *access_token);
/* CreateToken, which renews: token is the cache's file, whose clientId, clientSecret and refreshToken are texts. */
void sso_token_call(struct sso_call *call, const cJSON *token);
/* Wipes, frees and empties it. */
void sso_call_release(struct sso_call *call);

/* GetRoleCredentials' answer as the AWS CLI keeps it: {"ProviderType":"sso","Credentials":{…,"Expiration":"…Z"}}; a
 * member that the answer lacks is left out. cJSON_Delete. */
cJSON *sso_role_document(const cJSON *answer, const struct sso_role *role);

#endif
