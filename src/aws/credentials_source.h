/*
 * credentials_source: the places that may hold credentials, each in a file of its own: credentials_NAME.c.
 *
 * A chain (credentials_chain.c) asks them in the order of one table, the AWS CLI's. The first that has any ends
 * it; one that is there but wrong (half a key pair) ends it too, with an error: the person meant that one. A
 * source that needs the network or a program answers LATER. Worker thread.
 */
#ifndef AWS_CREDENTIALS_SOURCE_H
#define AWS_CREDENTIALS_SOURCE_H

#include <stdbool.h>
#include "aws/config.h"
#include "aws/credentials.h"
#include "base/json.h"
#include "base/strbuf.h"

enum credentials_result {
    CREDENTIALS_ABSENT, /* the source says nothing: the next one is asked; why has a few words */
    CREDENTIALS_FOUND,  /* found has them */
    CREDENTIALS_WRONG,  /* err says what is wrong; nobody else is asked */
    CREDENTIALS_LATER /* credentials_ask_end will say which of the above; never inside the source's function */
};

/* One source being asked. It lives until its result is known or the search is given up. */
struct credentials_ask {
    const struct credentials_wish *wish; /* borrowed */
    const char *profile; /* borrowed: whose source it is; of a chain's source_profile, that one */
    bool nested;         /* for a role that another profile names: variables do not count */
    struct credentials found;
    struct strbuf why; /* "AWS_ACCESS_KEY_ID is not set" */
    struct err err;
    bool cli_may; /* with WRONG: the AWS CLI may be able to serve what etrig cannot: it is asked */
    void *state;  /* the source's own, while LATER */
    void (*release)(
        void *state); /* cancels what is under way and frees state: called once, after the result too */
    struct credentials_chain *chain; /* borrowed: of credentials_chain.c */
};

typedef enum credentials_result (*credentials_source_fn)(struct credentials_ask *ask);

/* The result of a source that said LATER. ask and its state are gone when this returns. */
void credentials_ask_end(struct credentials_ask *ask, enum credentials_result result);

/* ---- the sources, in their order ---- */

/* AWS_ACCESS_KEY_ID and its kin. */
enum credentials_result credentials_env_find(struct credentials_ask *ask);
/* A role that the profile's role_arn names, assumed with the keys of another source. */
enum credentials_result credentials_role_find(struct credentials_ask *ask);
/* A role assumed with a token file of the variables or the profile. */
enum credentials_result credentials_web_find(struct credentials_ask *ask);
/* A role's keys from IAM Identity Center, for whom the AWS CLI has signed in: sso_account_id, sso_role_name. */
enum credentials_result credentials_sso_find(struct credentials_ask *ask);
/* Keys written into the profile, of ~/.aws/credentials. */
enum credentials_result credentials_file_find(struct credentials_ask *ask);
/* What aws login has put into ~/.aws/login/cache: login_session. Only the AWS CLI renews it. */
enum credentials_result credentials_login_find(struct credentials_ask *ask);
/* credential_process: a program that prints them. */
enum credentials_result credentials_process_find(struct credentials_ask *ask);
/* Keys written into the profile, of ~/.aws/config: the AWS CLI asks it later. */
enum credentials_result credentials_file_find_in_config(struct credentials_ask *ask);
/* The endpoint that ECS, EKS and their like name by variables. */
enum credentials_result credentials_container_find(struct credentials_ask *ask);
/* The metadata service of an EC2 instance: version 2, version 1 where there is no other. */
enum credentials_result credentials_imds_find(struct credentials_ask *ask);
/* Not in the order: the AWS CLI's export-credentials, where a source says that the CLI may serve (cli_may). */
enum credentials_result credentials_export_find(struct credentials_ask *ask);

/* ---- what several sources need ---- */

/* WRONG, with the command that signs in as the hint: the profile's, else this one. */
enum credentials_result credentials_hint_login(struct credentials_ask *ask, const char *command);
/* Runs a program that prints keys as a credential_process does, for a minute at most: LATER, or WRONG if it cannot be
 * started. what begins each error, source names the keys. All is copied. */
enum credentials_result credentials_process_run(struct credentials_ask *ask, const char *const *words,
                                                const char *what, const char *source);

enum credentials_kind {
    CREDENTIALS_ENVIRONMENT = 1 << 0,
    CREDENTIALS_ROLE = 1 << 1,
    CREDENTIALS_WEB_IDENTITY = 1 << 2,
    CREDENTIALS_SSO = 1 << 3,
    CREDENTIALS_CREDENTIALS_FILE = 1 << 4,
    CREDENTIALS_LOGIN = 1 << 5,
    CREDENTIALS_PROCESS = 1 << 6,
    CREDENTIALS_CONFIG_FILE = 1 << 7,
    CREDENTIALS_CONTAINER = 1 << 8,
    CREDENTIALS_IMDS = 1 << 9,
    CREDENTIALS_ALL = (1 << 10) - 1,
    CREDENTIALS_STATIC = CREDENTIALS_CREDENTIALS_FILE | CREDENTIALS_CONFIG_FILE
};

/* found is taken over or released by who is called; err as in credentials_done_fn. The chain is gone. */
typedef void (*credentials_chain_fn)(void *context, struct credentials *found, const struct err *err);

/* Asks these sources (kinds joined with |) for the keys that a role is assumed with. profile is copied. */
struct credentials_chain *credentials_chain_start(struct credentials_ask *parent, const char *profile,
                                                  unsigned kinds, credentials_chain_fn done, void *context);
/* NULL is fine. */
void credentials_chain_cancel(struct credentials_chain *chain);
/* True if this profile is being asked already, by ask or by who wants its keys: a loop of source_profile. */
bool credentials_chain_visits(const struct credentials_ask *ask, const char *profile);

typedef void (*credentials_code_fn)(void *context, const char *code);
/* Asks the person for an MFA code; got hears it, NULL if there is none. false: nobody can be asked. */
bool credentials_ask_mfa(struct credentials_ask *ask, const char *serial, credentials_code_fn got,
                         void *context);

/* Keys out of a JSON object with AWS's member names (AccessKeyId, SecretAccessKey, Expiration), the session
 * token under token_name ("SessionToken", "Token"). false and err (ERR_ACCESS), which begins with what, if a
 * member is missing or no text, or if they have ended. source is left alone. */
bool credentials_read(const cJSON *object, const char *token_name, const char *what, struct credentials *out,
                      struct err *err);

#endif
