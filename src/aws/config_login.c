/* config_login: the AWS CLI's command that signs in for a profile. */
#include "aws/config.h"

#include <ctype.h>
#include <string.h>

#include "base/array.h"
#include "base/mem.h"
#include "base/strbuf.h"

enum { STEPS_MAX = 10 };

/* "aws sso login" or "aws login"; NULL if the profile itself signs in nowhere. */
static const char *verb_of(const struct aws_config *config, const char *profile)
{
    static const char *const keys[] = {"sso_session", "sso_start_url", "sso_account_id", "sso_role_name"};

    for (size_t i = 0; i < ARRAY_COUNT(keys); i++)
        if (config_filled(config, profile, keys[i]))
            return "aws sso login";
    return config_filled(config, profile, "login_session") ? "aws login" : NULL;
}

/* Whose keys the profile's role is assumed with; NULL if it is no role of another profile. A named profile that
 * has keys beside its role lends the keys. */
static const char *lender_of(const struct aws_config *config, const char *profile, bool named)
{
    const char *lender = config_filled(config, profile, "source_profile");

    if (!lender || strcmp(lender, profile) == 0 || !config_filled(config, profile, "role_arn") ||
        config_filled(config, profile, "web_identity_token_file"))
        return NULL;
    return named && config_filled(config, profile, "aws_access_key_id") ? NULL : lender;
}

/* A name that a shell, and program_words, take for one word as it stands. */
static bool is_word(const char *name)
{
    const char *c = name;

    while (isascii((unsigned char)*c) && (isalnum((unsigned char)*c) || (*c && strchr("_.@+-", *c))))
        c++;
    return c > name && !*c;
}

static char *command_of(const char *verb, const char *profile)
{
    struct strbuf command = STRBUF_INIT;

    strbuf_addf(&command, "%s --profile ", verb);
    if (is_word(profile)) {
        strbuf_adds(&command, profile);
        return strbuf_detach(&command);
    }
    strbuf_addc(&command, '\'');
    for (const char *c = profile; *c; c++)
        if (*c == '\'')
            strbuf_adds(&command, "'\\''");
        else
            strbuf_addc(&command, *c);
    strbuf_addc(&command, '\'');
    return strbuf_detach(&command);
}

char *config_login_command(const struct aws_config *config, const char *profile)
{
    for (int step = 0; step <= STEPS_MAX; step++) {
        const char *lender = lender_of(config, profile, step > 0), *verb;

        if (!lender) {
            verb = verb_of(config, profile);
            return verb ? command_of(verb, profile) : NULL;
        }
        profile = lender;
    }
    return NULL; /* a loop */
}
