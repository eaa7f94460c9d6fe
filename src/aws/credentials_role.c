#include "aws/credentials_source.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "aws/credentials_assume.h"
#include "aws/credentials_cache.h"
#include "base/array.h"
#include "base/mem.h"

enum { SECONDS_MIN = 900, SECONDS_MAX = 43200, CODE_DIGITS = 6 };

/* A role under way: the keys that it is assumed with, the code of a device, STS. */
struct role {
    struct credentials_ask *ask;       /* borrowed: it owns us */
    struct credentials_chain *chain;   /* owned; looks for the keys; NULL: it has ended */
    struct credentials_assume *assume; /* owned; NULL: none under way */
    struct credentials keys;
    struct sts_role wanted; /* its texts are borrowed from the config, or owned below */
    char *session, *code;   /* owned; code wiped */
    char *cache_key;        /* owned */
};

static void release(void *state)
{
    struct role *role = state;

    credentials_chain_cancel(role->chain);
    credentials_assume_cancel(role->assume);
    credentials_release(&role->keys);
    mem_free_wiped(&role->code);
    free(role->session);
    free(role->cache_key);
    free(role);
}

static const char *setting(const struct credentials_ask *ask, const char *key)
{
    return config_filled(ask->wish->config, ask->profile, key);
}

/* A sentence about a key of the profile begins with where it stands. */
static enum credentials_result wrong(struct credentials_ask *ask, const char *key, const char *hint)
{
    char *place = config_place(ask->wish->config, ask->profile, key);

    err_context(&ask->err, "%s", place ? place : ask->profile);
    err_hint(&ask->err, "%s", hint);
    free(place);
    return CREDENTIALS_WRONG;
}

/* ---- the end ---- */

static void name_source(struct role *role)
{
    struct credentials_ask *ask = role->ask;

    ask->found.source =
        mem_printf("the role %s of profile %s", credentials_assume_role_name(role->wanted.arn), ask->profile);
    ask->found.renewable = true;
}

static void fail(struct role *role)
{
    struct credentials_ask *ask = role->ask;

    err_context(&ask->err, "the role %s of profile %s", credentials_assume_role_name(role->wanted.arn),
                ask->profile);
    credentials_ask_end(ask, CREDENTIALS_WRONG);
}

/* AWS denies a wrong code as it denies the role: whoever typed one must not look for a policy. */
static void say_denied(const struct role *role, const struct err *err)
{
    struct err *mine = &role->ask->err;
    const char *words = strstr(err->text, "MultiFactorAuthentication");

    if (words && role->code) {
        err_set(mine, ERR_ACCESS, "AWS did not take the MFA code of %s: %s", role->wanted.serial, words);
        err_hint(mine, "type the code that the device shows now, each serves once, or correct mfa_serial");
        return;
    }
    err_hint(mine, "let the role's trust policy name who asks, and a policy of theirs allow sts:AssumeRole");
}

static void assumed(void *context, struct credentials *found, bool denied, const struct err *err)
{
    struct role *role = context;
    struct credentials_ask *ask = role->ask;

    role->assume = NULL;
    if (err->code != ERR_NONE) {
        ask->err = *err;
        if (denied)
            say_denied(role, err);
        fail(role);
        return;
    }
    credentials_move(&ask->found, found);
    name_source(role);
    credentials_ask_end(ask, CREDENTIALS_FOUND);
}

/* ---- the code ---- */

static void assume(struct role *role)
{
    struct credentials_ask *ask = role->ask;

    role->assume = credentials_assume_start(ask->wish, ask->profile, &role->wanted, &role->keys,
                                            role->cache_key, assumed, role, &ask->err);
    if (!role->assume)
        fail(role);
}

static void got_code(void *context, const char *code)
{
    struct role *role = context;
    struct err *err = &role->ask->err;

    if (code && strlen(code) == CODE_DIGITS && strspn(code, "0123456789") == CODE_DIGITS) {
        role->code = mem_dup(code);
        role->wanted.code = role->code;
        assume(role);
        return;
    }
    err_set(err, ERR_ACCESS, code ? "the MFA code of %s has six digits" : "no MFA code of %s was given",
            role->wanted.serial);
    err_hint(err, "type the six digits that the device shows, or give --mfa-code");
    fail(role);
}

static void got_keys(void *context, struct credentials *found, const struct err *err)
{
    struct role *role = context;
    struct credentials_ask *ask = role->ask;

    role->chain = NULL;
    credentials_move(&role->keys, found);
    if (err->code != ERR_NONE) {
        ask->err = *err;
        fail(role);
    } else if (!role->wanted.serial) {
        assume(role);
    } else if (!credentials_ask_mfa(ask, role->wanted.serial, got_code, role)) {
        err_set(&ask->err, ERR_ACCESS, "it wants the MFA code of %s, and nobody can be asked",
                role->wanted.serial);
        err_hint(&ask->err, "give the code with --mfa-code");
        fail(role);
    }
}

/* ---- with which keys ---- */

static bool has_static_keys(const struct credentials_ask *ask, const char *profile)
{
    return config_filled(ask->wish->config, profile, "aws_access_key_id") != NULL;
}

/* What another profile may hold: variables are the person's own, not that profile's. */
static unsigned kinds_of(const struct credentials_ask *ask, const char *profile)
{
    unsigned kinds = CREDENTIALS_WEB_IDENTITY | CREDENTIALS_SSO | CREDENTIALS_STATIC | CREDENTIALS_LOGIN |
                     CREDENTIALS_PROCESS;

    if (strcmp(profile, ask->profile) == 0)
        return CREDENTIALS_STATIC;
    return has_static_keys(ask, profile) ? kinds : kinds | CREDENTIALS_ROLE;
}

static enum credentials_result use_profile(struct role *role, const char *source)
{
    struct credentials_ask *ask = role->ask;
    bool own = strcmp(source, ask->profile) == 0;

    if (!config_profile_exists(ask->wish->config, source, &ask->err)) {
        char hint[sizeof ask->err.hint];

        memcpy(hint, ask->err.hint, sizeof hint);
        return wrong(ask, "source_profile", hint);
    }
    if (own ? !has_static_keys(ask, source) : credentials_chain_visits(ask, source)) {
        err_set(&ask->err, ERR_ACCESS, "source_profile of profile %s leads back to profile %s", ask->profile,
                source);
        return wrong(ask, "source_profile", "name a profile with keys of its own");
    }
    role->chain = credentials_chain_start(ask, source, kinds_of(ask, source), got_keys, role);
    return CREDENTIALS_LATER;
}

static enum credentials_result use_source(struct role *role, const char *source)
{
    static const struct {
        const char *name;
        unsigned kind;
    } kinds[] = {{"Environment", CREDENTIALS_ENVIRONMENT},
                 {"Ec2InstanceMetadata", CREDENTIALS_IMDS},
                 {"EcsContainer", CREDENTIALS_CONTAINER}};
    struct credentials_ask *ask = role->ask;

    for (size_t i = 0; i < ARRAY_COUNT(kinds); i++)
        if (strcasecmp(kinds[i].name, source) == 0) {
            role->chain = credentials_chain_start(ask, ask->profile, kinds[i].kind, got_keys, role);
            return CREDENTIALS_LATER;
        }
    err_set(&ask->err, ERR_ACCESS, "credential_source %s is not known", source);
    return wrong(ask, "credential_source", "it is Environment, Ec2InstanceMetadata or EcsContainer");
}

static enum credentials_result find_keys(struct role *role)
{
    struct credentials_ask *ask = role->ask;
    const char *profile = setting(ask, "source_profile"), *source = setting(ask, "credential_source");

    if (!profile == !source) {
        err_set(&ask->err, ERR_ACCESS,
                "profile %s has a role_arn and %s of source_profile and credential_source", ask->profile,
                profile ? "both" : "neither");
        return wrong(ask, "role_arn", "say with exactly one of them whose keys assume the role");
    }
    return profile ? use_profile(role, profile) : use_source(role, source);
}

/* ---- what is wanted ---- */

/* Whole seconds; what is no number is ignored, as by the AWS CLI. */
static bool read_duration(struct credentials_ask *ask, long *seconds)
{
    const char *value = setting(ask, "duration_seconds");
    char *end = NULL;

    *seconds = value ? strtol(value, &end, 10) : 0;
    if (!value || end == value || *end) {
        *seconds = 0;
        return true;
    }
    if (*seconds >= SECONDS_MIN && *seconds <= SECONDS_MAX)
        return true;
    err_set(&ask->err, ERR_ACCESS, "duration_seconds is a number from %d to %d, not %s", SECONDS_MIN,
            SECONDS_MAX, value);
    wrong(ask, "duration_seconds", "correct it, or leave it out");
    return false;
}

static bool read_wanted(struct role *role)
{
    struct credentials_ask *ask = role->ask;
    char *place = config_place(ask->wish->config, ask->profile, "role_session_name");

    role->wanted = (struct sts_role){.arn = setting(ask, "role_arn"),
                                     .external_id = setting(ask, "external_id"),
                                     .serial = setting(ask, "mfa_serial")};
    role->session = credentials_assume_session(setting(ask, "role_session_name"), place, &ask->err);
    role->wanted.session_name = role->session;
    free(place);
    if (!role->session || !read_duration(ask, &role->wanted.duration_s))
        return false;
    if (strncmp(role->wanted.arn, "arn:", 4) == 0 && strstr(role->wanted.arn, ":role/"))
        return true;
    err_set(&ask->err, ERR_ACCESS, "role_arn is no ARN of a role: %s", role->wanted.arn);
    wrong(ask, "role_arn", "write it as arn:aws:iam::123456789012:role/NAME");
    return false;
}

static void make_cache_key(struct role *role)
{
    const struct credentials_cache_part parts[] = {
        {"DurationSeconds", NULL, role->wanted.duration_s},
        {"ExternalId", role->wanted.external_id, 0},
        {"RoleArn", role->wanted.arn, 0},
        {"RoleSessionName", setting(role->ask, "role_session_name"), 0},
        {"SerialNumber", role->wanted.serial, 0},
    };

    role->cache_key = credentials_cache_key(parts, ARRAY_COUNT(parts), false);
}

enum credentials_result credentials_role_find(struct credentials_ask *ask)
{
    struct role *role;

    if (!setting(ask, "role_arn") || setting(ask, "web_identity_token_file")) {
        strbuf_addf(&ask->why, "profile %s has no role_arn%s", ask->profile,
                    setting(ask, "role_arn") ? " for keys of another profile" : "");
        return CREDENTIALS_ABSENT;
    }
    role = mem_alloc(1, sizeof *role);
    role->ask = ask;
    ask->state = role;
    ask->release = release;
    if (!read_wanted(role))
        return CREDENTIALS_WRONG;
    make_cache_key(role);
    if (!ask->wish->fresh && credentials_cache_read(role->cache_key, &ask->found)) {
        name_source(role);
        return CREDENTIALS_FOUND;
    }
    return find_keys(role);
}
