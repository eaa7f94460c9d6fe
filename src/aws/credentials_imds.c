#include "aws/credentials_source.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "aws/credentials_metadata.h"
#include "base/clock.h"
#include "base/env.h"
#include "base/mem.h"
#include "base/random.h"
#include "base/text.h"

#define HOST_4       "http://169.254.169.254"
#define HOST_6       "http://[fd00:ec2::254]"
#define ENDPOINT     "AWS_EC2_METADATA_SERVICE_ENDPOINT"
#define ENDPOINT_KEY "ec2_metadata_service_endpoint"
#define ROLES        "/latest/meta-data/iam/security-credentials/"
#define TOKEN_TTL    "21600"

enum {
    SECOND_MS = 1000,
    STALE_MS = 15 * 60 * SECOND_MS,
    STALE_MORE_MS = 120 * SECOND_MS,
    STALE_SPREAD_MS = 480 * SECOND_MS
};

/* An instance under way: a token, the name of its role, the role's keys. */
struct imds {
    struct credentials_ask *ask;           /* borrowed: it owns us */
    struct credentials_metadata *metadata; /* owned; the request under way */
    char *host;                            /* owned; without a slash at its end */
    char *token;                           /* owned, wiped; NULL: version 1 */
    char *role;                            /* owned; NULL: not known yet */
    int limit_ms, tries;
    bool version_1_off, token_renewed;
};

static void release(void *state)
{
    struct imds *imds = state;

    credentials_metadata_cancel(imds->metadata);
    mem_free_wiped(&imds->token);
    free(imds->host);
    free(imds->role);
    free(imds);
}

/* ---- settings ---- */

static const char *setting(const struct credentials_ask *ask, const char *variable, const char *key)
{
    return config_setting(ask->wish->config, ask->profile, variable, key);
}

/* A whole number from 1; anything else counts as the default, as for a text that is no number. */
static int number(const struct credentials_ask *ask, const char *variable, const char *key, int most)
{
    const char *value = setting(ask, variable, key);
    char *end = NULL;
    long found = value ? strtol(value, &end, 10) : 0;

    if (!value || end == value || *end || found < 1)
        return 1;
    return found > most ? most : (int)found;
}

static bool refuse_mode(const struct credentials_ask *ask, const char *mode, struct err *err)
{
    char *place =
        config_setting_place(ask->wish->config, ask->profile, ENDPOINT "_MODE", ENDPOINT_KEY "_mode");

    err_set(err, ERR_ACCESS, "the mode of the instance metadata's endpoint (%s) is %s, not IPv4 or IPv6",
            place, mode);
    err_hint(err, "correct or remove it: without one IPv4 is asked");
    free(place);
    return false;
}

static bool refuse_host(const struct credentials_ask *ask, const char *host, struct err *err)
{
    char *place = config_setting_place(ask->wish->config, ask->profile, ENDPOINT, ENDPOINT_KEY);
    char *shown = credentials_metadata_shown(host);

    err_set(err, ERR_ACCESS, "the instance metadata's endpoint %s (%s) may not be asked for keys", shown,
            place);
    err_hint(err, "correct or remove it: plain http is for this machine and the fixed addresses");
    free(shown);
    free(place);
    return false;
}

/* NULL and err if it may not be asked. free(). */
static char *find_host(const struct credentials_ask *ask, struct err *err)
{
    static const char *const hosts[] = {"169.254.169.254", "fd00:ec2::254", NULL};
    const char *given = setting(ask, ENDPOINT, ENDPOINT_KEY);
    const char *mode = setting(ask, ENDPOINT "_MODE", ENDPOINT_KEY "_mode");
    char *host;

    if (!given && mode && strcasecmp(mode, "IPv4") != 0 && strcasecmp(mode, "IPv6") != 0) {
        refuse_mode(ask, mode, err);
        return NULL;
    }
    host = mem_dup(given ? given : mode && strcasecmp(mode, "IPv6") == 0 ? HOST_6 : HOST_4);
    for (size_t length = strlen(host); length && host[length - 1] == '/'; length--)
        host[length - 1] = '\0';
    if (credentials_metadata_may_ask(host, hosts))
        return host;
    refuse_host(ask, host, err);
    free(host);
    return NULL;
}

/* ---- requests ---- */

static void request(struct imds *imds, const char *method, const char *path, const char *name,
                    const char *value, credentials_metadata_enough_fn enough, credentials_metadata_fn done)
{
    char *url = mem_printf("%s%s", imds->host, path);
    struct credentials_metadata_request wanted = {.method = method,
                                                  .url = url,
                                                  .headers = {value ? name : NULL, value},
                                                  .limit_ms = imds->limit_ms,
                                                  .tries = imds->tries,
                                                  .enough = enough};

    imds->metadata = credentials_metadata_start(imds->ask->wish, &wanted, done, imds);
    free(url);
}

static void get(struct imds *imds, const char *path, credentials_metadata_enough_fn enough,
                credentials_metadata_fn done)
{
    request(imds, "GET", path, "x-aws-ec2-metadata-token", imds->token, enough, done);
}

static void absent(struct imds *imds, const char *why)
{
    struct credentials_ask *ask = imds->ask;

    strbuf_adds(&ask->why, why);
    credentials_ask_end(ask, CREDENTIALS_ABSENT);
}

static void ask_token(struct imds *imds);

/* A token that is over is asked for anew, once. */
static bool renew_token(struct imds *imds, const struct http_answer *answer)
{
    if (answer->status != 401 || imds->token_renewed)
        return false;
    imds->token_renewed = true;
    ask_token(imds);
    return true;
}

/* ---- the keys ---- */

/* Keys whose end is near or past serve on while the instance gives no others [botocore, the SDKs]. */
static void extend_stale(cJSON *tree)
{
    const char *text = json_text(tree, "Expiration");
    int64_t ends_ms, now_ms = clock_wall_ms();
    char later[25];

    if (!text || !clock_parse(text, &ends_ms) || ends_ms > now_ms + STALE_MS)
        return;
    clock_format_iso(now_ms + STALE_MS + STALE_MORE_MS + (int64_t)random_below(STALE_SPREAD_MS), later);
    json_set_text(tree, "Expiration", later);
}

static bool read_keys(struct credentials_ask *ask, const struct http_answer *answer, struct err *err)
{
    cJSON *tree = json_parse(answer->body.text, answer->body.length, JSON_LIMIT_DOCUMENT, err);
    const char *code = json_text(tree, "Code"), *message = json_text(tree, "Message");
    bool fine = tree != NULL;

    if (fine && code && strcmp(code, "Success") != 0)
        fine = err_set(err, ERR_ACCESS, "%s%s%s", code, message ? ": " : "", message ? message : "");
    if (fine) {
        extend_stale(tree);
        fine = credentials_read(tree, "Token", "its role", &ask->found, err);
    }
    cJSON_Delete(tree);
    return fine;
}

static void got_keys(void *context, const struct http_answer *answer)
{
    struct imds *imds = context;
    struct credentials_ask *ask = imds->ask;
    struct err why = {0};

    imds->metadata = NULL;
    if (renew_token(imds, answer))
        return;
    if (answer->status != 200) {
        absent(imds, "the instance gives no keys for its role");
    } else if (!read_keys(ask, answer, &why)) {
        strbuf_adds(&ask->why, "the instance gives no keys: ");
        absent(imds, why.text);
    } else {
        ask->found.source = mem_printf("the instance's role %s", imds->role);
        ask->found.renewable = true;
        credentials_ask_end(ask, CREDENTIALS_FOUND);
    }
}

/* A token that is over, or a role that is not there, stays so. */
static bool is_final(const struct http_answer *answer)
{
    return answer->status == 401 || answer->status == 404;
}

/* A document that is cut off is asked for again [botocore]. */
static bool are_keys(const struct http_answer *answer)
{
    cJSON *tree = NULL;
    bool whole;

    if (answer->status == 200)
        tree = json_parse(answer->body.text, answer->body.length, JSON_LIMIT_DOCUMENT, NULL);
    whole = tree != NULL;
    cJSON_Delete(tree);
    return whole || is_final(answer);
}

static void ask_keys(struct imds *imds)
{
    char *path = mem_printf(ROLES "%s", imds->role);

    get(imds, path, are_keys, got_keys);
    free(path);
}

/* ---- the role ---- */

/* The name alone; NULL if it is none. free(). */
static char *read_role(const struct http_answer *answer)
{
    const char *start = answer->body.text + strspn(answer->body.text, " \t\r\n");
    size_t length = strcspn(start, " \t\r\n");

    for (size_t i = 0; i < length; i++)
        if ((unsigned char)start[i] < ' ' || (unsigned char)start[i] >= 0x7f || strchr("/?#", start[i]))
            return NULL;
    return length ? mem_dup_n(start, length) : NULL;
}

/* None is no answer: an instance that starts has its role a moment later. */
static bool is_role(const struct http_answer *answer)
{
    bool named = answer->status == 200 && answer->body.text[strspn(answer->body.text, " \t\r\n")];

    return named || is_final(answer);
}

static void got_role(void *context, const struct http_answer *answer)
{
    struct imds *imds = context;

    imds->metadata = NULL;
    if (renew_token(imds, answer))
        return;
    imds->role = answer->status == 200 ? read_role(answer) : NULL;
    if (imds->role)
        ask_keys(imds);
    else if (answer->status == 0)
        absent(imds, "no instance metadata service answers");
    else
        absent(imds, "the instance has no role");
}

/* ---- the token ---- */

static bool read_token(struct imds *imds, const struct http_answer *answer)
{
    if (!text_is_graphic(answer->body.text))
        return false;
    imds->token = *answer->body.text ? mem_dup(answer->body.text) : NULL;
    return imds->token != NULL;
}

/* Version 1 has no tokens: it refuses the request, or its answer is lost on more hops than it may take. Other failures
 * may pass. */
static bool is_token(const struct http_answer *answer)
{
    return answer->status == 200 || answer->status == 400 || answer->status == 403 || answer->status == 404 ||
           answer->status == 405 || (answer->status == 0 && answer->bytes_left);
}

static void got_token(void *context, const struct http_answer *answer)
{
    struct imds *imds = context;
    bool silent = answer->status == 0 && !answer->bytes_left;
    bool version_1 = !silent && answer->status != 200 && answer->status != 400;

    imds->metadata = NULL;
    mem_free_wiped(&imds->token);
    if (silent)
        absent(imds, "no instance metadata service answers");
    else if (version_1 && imds->version_1_off)
        absent(imds, "the instance metadata service gives no token, and version 1, which needs none, is off");
    else if (answer->status == 400 || (answer->status == 200 && !read_token(imds, answer)))
        absent(imds, "the instance metadata service gives no token");
    else if (imds->role)
        ask_keys(imds);
    else
        get(imds, ROLES, is_role, got_role);
}

static void ask_token(struct imds *imds)
{
    request(imds, "PUT", "/latest/api/token", "x-aws-ec2-metadata-token-ttl-seconds", TOKEN_TTL, is_token,
            got_token);
}

enum credentials_result credentials_imds_find(struct credentials_ask *ask)
{
    struct imds *imds;
    const char *off = env_get_filled("AWS_EC2_METADATA_DISABLED");
    char *host;

    if (off && strcasecmp(off, "true") == 0) {
        strbuf_adds(&ask->why, "AWS_EC2_METADATA_DISABLED is true");
        return CREDENTIALS_ABSENT;
    }
    host = find_host(ask, &ask->err);
    if (!host)
        return CREDENTIALS_WRONG;
    imds = mem_alloc(1, sizeof *imds);
    *imds = (struct imds){
        .ask = ask,
        .host = host,
        .limit_ms = SECOND_MS * number(ask, "AWS_METADATA_SERVICE_TIMEOUT", "metadata_service_timeout", 60),
        .tries = number(ask, "AWS_METADATA_SERVICE_NUM_ATTEMPTS", "metadata_service_num_attempts", 10),
        .version_1_off = config_is_true(ask->wish->config, ask->profile, "AWS_EC2_METADATA_V1_DISABLED",
                                        "ec2_metadata_v1_disabled")};
    ask->state = imds;
    ask->release = release;
    ask_token(imds);
    return CREDENTIALS_LATER;
}
