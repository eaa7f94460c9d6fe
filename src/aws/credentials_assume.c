#include "aws/credentials_assume.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "aws/aws_error.h"
#include "aws/aws_try.h"
#include "aws/credentials_cache.h"
#include "aws/endpoint.h"
#include "base/clock.h"
#include "base/mem.h"

/* Everything waits for these keys: an endpoint that swallows requests must not hold it up for minutes. */
enum { SESSION_MIN = 2, SESSION_MAX = 64, ANSWER_MS = 10000 };

struct credentials_assume {
    struct aws_try *try;   /* owned; NULL: it has ended */
    char *url, *region;    /* owned */
    char *body;            /* owned, wiped */
    const char *cache_key; /* borrowed */
    credentials_assume_fn done;
    void *context;
};

void credentials_assume_cancel(struct credentials_assume *assume)
{
    if (!assume)
        return;
    aws_try_cancel(assume->try);
    free(assume->url);
    free(assume->region);
    mem_free_wiped(&assume->body);
    free(assume);
}

/* The session's region, else one of the role's own partition. */
static const char *region_of(const struct credentials_wish *wish, const char *arn)
{
    if (wish->region)
        return wish->region;
    if (strncmp(arn, "arn:aws-cn:", 11) == 0)
        return "cn-north-1";
    return strncmp(arn, "arn:aws-us-gov:", 15) == 0 ? "us-gov-west-1" : "us-east-1";
}

static bool take_keys(const struct credentials_assume *assume, const cJSON *answer, struct credentials *found,
                      struct err *err)
{
    cJSON *document = sts_assumed(answer);
    bool fine =
        credentials_read(json_get(document, "Credentials"), "SessionToken", "STS's answer", found, err);

    if (fine)
        credentials_cache_write(assume->cache_key, document);
    cJSON_Delete(document);
    return fine;
}

static void answered(void *context, struct aws_answer *answer)
{
    struct credentials_assume *assume = context;
    credentials_assume_fn done = assume->done;
    void *whose = assume->context;
    struct credentials found = {0};
    bool denied = aws_error_is_denial(answer->error_name, answer->message);
    struct err err = answer->err;

    assume->try = NULL;
    if (err.code == ERR_NONE)
        take_keys(assume, answer->body, &found, &err);
    else if (err.code != ERR_NETWORK && answer->status < 500)
        err.code = ERR_ACCESS; /* whatever STS finds fault with: there are no keys */
    credentials_assume_cancel(assume);
    done(whose, &found, denied, &err);
    credentials_release(&found);
}

struct credentials_assume *credentials_assume_start(const struct credentials_wish *wish, const char *profile,
                                                    const struct sts_role *role,
                                                    const struct credentials *keys, const char *cache_key,
                                                    credentials_assume_fn done, void *context,
                                                    struct err *err)
{
    struct credentials_assume *assume = mem_alloc(1, sizeof *assume);
    struct aws_call call = {.credentials = keys, .skew_ms = wish->skew_ms};

    assume->region = mem_dup(region_of(wish, role->arn));
    assume->url = endpoint_url(AWS_STS, assume->region, wish->endpoint_url, wish->config, profile,
                               wish->allow_http, err);
    if (!assume->url) {
        credentials_assume_cancel(assume);
        return NULL;
    }
    assume->cache_key = cache_key;
    assume->done = done;
    assume->context = context;
    call.region = assume->region;
    call.url = assume->url;
    sts_assume(&call, role, &assume->body);
    call.total_ms = ANSWER_MS;
    assume->try = aws_try_start(wish->http, wish->timers, &wish->manner, &call, answered, assume);
    return assume;
}

char *credentials_assume_session(const char *given, const char *place, struct err *err)
{
    size_t length = given ? strlen(given) : 0;

    if (!length)
        return mem_printf("etrig-%lld", (long long)(clock_wall_ms() / 1000));
    for (const char *p = given; *p; p++)
        if (!isalnum((unsigned char)*p) && !strchr("_+=,.@-", *p))
            length = 0;
    if (length >= SESSION_MIN && length <= SESSION_MAX)
        return mem_dup(given);
    err_set(err, ERR_ACCESS, "%s: a session's name has 2 to 64 letters, digits and _+=,.@-", place);
    err_hint(err, "correct it, or leave it out");
    return NULL;
}

const char *credentials_assume_role_name(const char *arn)
{
    const char *slash = strrchr(arn, '/');

    return slash && slash[1] ? slash + 1 : arn;
}
