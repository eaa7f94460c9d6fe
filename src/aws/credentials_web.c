#include "aws/credentials_source.h"

#include <stdlib.h>
#include <string.h>

#include "aws/credentials_assume.h"
#include "aws/credentials_cache.h"
#include "base/array.h"
#include "base/env.h"
#include "base/file.h"
#include "base/mem.h"

enum { TOKEN_MAX = 20000 };
#define TOKEN_FILE   "AWS_WEB_IDENTITY_TOKEN_FILE"
#define ROLE_ARN     "AWS_ROLE_ARN"
#define SESSION_NAME "AWS_ROLE_SESSION_NAME"
#define BLANKS       " \t\r\n"

/* A web identity under way. */
struct web {
    struct credentials_ask *ask;       /* borrowed: it owns us */
    struct credentials_assume *assume; /* owned; NULL: it has ended */
    char *session, *cache_key;         /* owned */
    char *token;                       /* owned, wiped: as the file holds it */
    const char *arn;                   /* borrowed */
};

static void release(void *state)
{
    struct web *web = state;

    credentials_assume_cancel(web->assume);
    free(web->session);
    free(web->cache_key);
    mem_free_wiped(&web->token);
    free(web);
}

/* A variable beats the profile's key, unless the profile was chosen by hand. */
static const char *variable(const struct credentials_ask *ask, const char *name)
{
    return ask->wish->ignore_env || ask->nested ? NULL : name;
}

static const char *setting(const struct credentials_ask *ask, const char *name, const char *key)
{
    return config_setting(ask->wish->config, ask->profile, variable(ask, name), key);
}

/* Where a setting stands. free(). */
static char *place_of(const struct credentials_ask *ask, const char *name, const char *key)
{
    return config_setting_place(ask->wish->config, ask->profile, variable(ask, name), key);
}

static void name_source(struct web *web)
{
    struct credentials_ask *ask = web->ask;

    ask->found.source = mem_printf("the role %s of the web identity", credentials_assume_role_name(web->arn));
    ask->found.renewable = true;
}

static void assumed(void *context, struct credentials *found, bool denied, const struct err *err)
{
    struct web *web = context;
    struct credentials_ask *ask = web->ask;
    web->assume = NULL;
    ask->err = *err;
    if (err->code != ERR_NONE) {
        if (denied)
            err_hint(&ask->err, "let the role's trust policy name the identity's provider");
        err_context(&ask->err, "the role %s of the web identity", credentials_assume_role_name(web->arn));
        credentials_ask_end(ask, CREDENTIALS_WRONG);
        return;
    }
    credentials_move(&ask->found, found);
    name_source(web);
    credentials_ask_end(ask, CREDENTIALS_FOUND);
}

/* The token, re-read each time: whoever writes the file renews it. */
static bool read_token(struct web *web, const char *given)
{
    struct credentials_ask *ask = web->ask;
    struct strbuf bytes = STRBUF_INIT;
    char *path = env_expand(given), *place = place_of(ask, TOKEN_FILE, "web_identity_token_file");

    if (!file_read(path, TOKEN_MAX, &bytes, &ask->err)) {
        ask->err.code = ERR_ACCESS;
        err_context(&ask->err, "the token of the web identity (%s)", place);
        err_hint(&ask->err, "look whether the file is there and may be read");
    } else if (!bytes.text[strspn(bytes.text, BLANKS)]) {
        err_set(&ask->err, ERR_ACCESS, "the token of the web identity (%s): %s is empty", place, path);
        err_hint(&ask->err, "look at who writes the file");
    } else {
        web->token = mem_dup(bytes.text);
    }
    strbuf_wipe(&bytes);
    free(place);
    free(path);
    return web->token != NULL;
}

static bool read_wanted(struct web *web, const char *token_file)
{
    struct credentials_ask *ask = web->ask;
    char *place = place_of(ask, SESSION_NAME, "role_session_name");

    web->session =
        credentials_assume_session(setting(ask, SESSION_NAME, "role_session_name"), place, &ask->err);
    free(place);
    return web->session && read_token(web, token_file);
}

/* The token is sent without blanks at its ends. */
static enum credentials_result start(struct web *web)
{
    struct credentials_ask *ask = web->ask;
    const char *begin = web->token + strspn(web->token, BLANKS);
    char *token = mem_dup_n(begin, strcspn(begin, BLANKS));
    const struct sts_role role = {.arn = web->arn, .session_name = web->session, .token = token};

    web->assume = credentials_assume_start(ask->wish, ask->profile, &role, NULL, web->cache_key, assumed, web,
                                           &ask->err);
    mem_free_wiped(&token);
    return web->assume ? CREDENTIALS_LATER : CREDENTIALS_WRONG;
}

/* The token, as its file holds it, is a part: another identity may take the same role. Version 1.46.3 of the AWS CLI has
 * it so; those that leave it out (1.45.11) find none of these keys. */
static void make_cache_key(struct web *web)
{
    const struct credentials_cache_part parts[] = {
        {"RoleArn", web->arn, 0},
        {"RoleSessionName", setting(web->ask, SESSION_NAME, "role_session_name"), 0},
        {"WebIdentityToken", web->token, 0},
    };

    web->cache_key = credentials_cache_key(parts, ARRAY_COUNT(parts), false);
}

enum credentials_result credentials_web_find(struct credentials_ask *ask)
{
    const char *token_file = setting(ask, TOKEN_FILE, "web_identity_token_file");
    const char *arn = setting(ask, ROLE_ARN, "role_arn");
    struct web *web;

    if (!token_file) {
        strbuf_addf(&ask->why, "%sprofile %s has no web_identity_token_file",
                    ask->wish->ignore_env || ask->nested ? "" : TOKEN_FILE " is not set, and ", ask->profile);
        return CREDENTIALS_ABSENT;
    }
    if (!arn) {
        char *place = place_of(ask, TOKEN_FILE, "web_identity_token_file");

        err_set(&ask->err, ERR_ACCESS, "%s names a token, and no role: " ROLE_ARN " is not set", place);
        err_hint(&ask->err, "set " ROLE_ARN ", or role_arn in the profile");
        free(place);
        return CREDENTIALS_WRONG;
    }
    web = mem_alloc(1, sizeof *web);
    web->ask = ask;
    web->arn = arn;
    ask->state = web;
    ask->release = release;
    if (!read_wanted(web, token_file))
        return CREDENTIALS_WRONG;
    make_cache_key(web);
    if (!ask->wish->fresh && credentials_cache_read(web->cache_key, &ask->found)) {
        name_source(web);
        return CREDENTIALS_FOUND;
    }
    return start(web);
}
