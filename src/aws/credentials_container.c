#include "aws/credentials_source.h"

#include <stdlib.h>
#include <string.h>

#include "aws/credentials_metadata.h"
#include "base/env.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"

/* The AWS CLI's. */
enum { LIMIT_MS = 2000, TRIES = 3, PAUSE_MS = 1000, TOKEN_MAX = 64 * 1024 };
#define RELATIVE      "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"
#define FULL          "AWS_CONTAINER_CREDENTIALS_FULL_URI"
#define TOKEN_FILE    "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"
#define TOKEN         "AWS_CONTAINER_AUTHORIZATION_TOKEN"
#define RELATIVE_HOST "http://169.254.170.2"

struct container {
    struct credentials_ask *ask;           /* borrowed: it owns us */
    struct credentials_metadata *metadata; /* owned */
};

static void release(void *state)
{
    struct container *container = state;

    credentials_metadata_cancel(container->metadata);
    free(container);
}

/* ---- where ---- */

/* The whole address; NULL and err if it is none that may be asked. free(). */
static char *find_url(struct err *err)
{
    static const char *const hosts[] = {"169.254.170.2", "169.254.170.23", "fd00:ec2::23", NULL};
    const char *relative = env_get_filled(RELATIVE), *full = env_get_filled(FULL);
    char *shown, *url = relative ? mem_printf(RELATIVE_HOST "%s%s", *relative == '/' ? "" : "/", relative)
                                 : mem_dup(full);

    if (!text_is_graphic(url)) {
        err_set(err, ERR_ACCESS, "%s is no address: it holds a blank or another odd character",
                relative ? RELATIVE : FULL);
        err_hint(err, "correct it: what runs the container sets it");
        free(url);
        return NULL;
    }
    if (credentials_metadata_may_ask(url, hosts))
        return url;
    shown = credentials_metadata_shown(url);
    err_set(err, ERR_ACCESS, FULL " names %s, which may not be asked for keys", shown);
    err_hint(err, "plain http is for this machine and the container's own addresses; use https");
    free(shown);
    free(url);
    return NULL;
}

/* ---- the token ---- */

/* *token is NULL if there is none; wiped by the caller. Re-read each time: it changes. */
static bool read_token(char **token, struct err *err)
{
    const char *path = env_get_filled(TOKEN_FILE), *given = env_get_filled(TOKEN);
    struct strbuf bytes = STRBUF_INIT;

    *token = path ? NULL : mem_dup(given);
    if (path) {
        if (!file_read(path, TOKEN_MAX, &bytes, err)) {
            err->code = ERR_ACCESS;
            err_context(err, TOKEN_FILE);
            return err_hint(err, "let this user read the file, or unset the variable");
        }
        *token = mem_dup(bytes.text);
        strbuf_wipe(&bytes);
    }
    if (!*token || !strpbrk(*token, "\r\n"))
        return true;
    mem_free_wiped(token);
    err_set(err, ERR_ACCESS, "the token of %s holds a line break", path ? TOKEN_FILE : TOKEN);
    return err_hint(err, "write the token alone, without a newline at its end");
}

/* ---- the answer ---- */

static bool read_answer(struct credentials_ask *ask, const struct http_answer *answer)
{
    struct err why = {0};
    cJSON *tree = NULL;
    bool fine;

    if (answer->err.code != ERR_NONE)
        err_set(&ask->err, ERR_ACCESS, "the container's credentials: %s", answer->err.text);
    else if (answer->status != 200)
        err_set(&ask->err, ERR_ACCESS, "the container's credentials: it answered %d", answer->status);
    else if (!(tree = json_parse(answer->body.text, answer->body.length, JSON_LIMIT_DOCUMENT, &why)))
        err_set(&ask->err, ERR_ACCESS, "the container's credentials: the answer is no JSON: %s", why.text);
    fine = tree && credentials_read(tree, "Token", "the container's credentials", &ask->found, &ask->err);
    cJSON_Delete(tree);
    if (!fine)
        return err_hint(&ask->err, "look at the role of the task or pod, and at %s",
                        env_get_filled(RELATIVE) ? RELATIVE : FULL);
    ask->found.source = mem_dup("the container");
    ask->found.renewable = true;
    return true;
}

static void answered(void *context, const struct http_answer *answer)
{
    struct container *container = context;
    struct credentials_ask *ask = container->ask;
    bool fine;

    container->metadata = NULL;
    fine = read_answer(ask, answer);
    credentials_ask_end(ask, fine ? CREDENTIALS_FOUND : CREDENTIALS_WRONG);
}

static void start(struct credentials_ask *ask, const char *url, const char *token)
{
    struct container *container = mem_alloc(1, sizeof *container);
    struct credentials_metadata_request request = {.method = "GET",
                                                   .url = url,
                                                   .headers = {"Accept", "application/json"},
                                                   .limit_ms = LIMIT_MS,
                                                   .tries = TRIES,
                                                   .pause_ms = PAUSE_MS};

    if (token) {
        request.headers[2] = "Authorization";
        request.headers[3] = token;
    }
    container->ask = ask;
    ask->state = container;
    ask->release = release;
    container->metadata = credentials_metadata_start(ask->wish, &request, answered, container);
}

/* Once a variable names it, its failure is final: the AWS CLI does not go on to the instance either. */
enum credentials_result credentials_container_find(struct credentials_ask *ask)
{
    char *url, *token = NULL;
    bool fine;

    if (!env_get_filled(RELATIVE) && !env_get_filled(FULL)) {
        strbuf_adds(&ask->why, "neither " RELATIVE " nor " FULL " is set");
        return CREDENTIALS_ABSENT;
    }
    url = find_url(&ask->err);
    fine = url && read_token(&token, &ask->err);
    if (fine)
        start(ask, url, token);
    mem_free_wiped(&token);
    free(url);
    return fine ? CREDENTIALS_LATER : CREDENTIALS_WRONG;
}
