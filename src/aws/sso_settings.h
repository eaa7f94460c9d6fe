/*
 * sso_settings: what a profile of IAM Identity Center says, in itself and in the [sso-session NAME] that it names.
 */
#ifndef AWS_SSO_SETTINGS_H
#define AWS_SSO_SETTINGS_H

#include <stdbool.h>
#include "aws/config.h"
#include "aws/sso.h"

/* All borrowed from the config. */
struct sso_settings {
    const char *session; /* NULL: a profile of the older kind, whose tokens nobody renews */
    const char *start_url, *region;
    struct sso_role role;
};

/* True if the profile takes its keys from there: it has sso_account_id or sso_role_name. */
bool sso_settings_are_there(const struct aws_config *config, const char *profile);
/* ERR_ACCESS, with file and line, if something is missing or said in two ways; ERR_USAGE if the region is none. */
bool sso_settings_read(struct sso_settings *settings, const struct aws_config *config, const char *profile,
                       struct err *err);
/* What the token's file is named after. borrowed. */
const char *sso_settings_token_name(const struct sso_settings *settings);

#endif
