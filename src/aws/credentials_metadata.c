#include "aws/credentials_metadata.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "aws/endpoint.h"
#include "base/array.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/timers.h"

struct credentials_metadata {
    struct http *http;     /* borrowed */
    struct timers *timers; /* borrowed */
    struct timer pause;
    char *method, *url;
    char *headers[4]; /* owned, wiped */
    int limit_ms, tries_left, pause_ms;
    credentials_metadata_enough_fn enough;
    uint64_t number; /* http's; 0: none under way */
    credentials_metadata_fn done;
    void *context;
};

bool credentials_metadata_may_ask(const char *url, const char *const *hosts)
{
    char host[ENDPOINT_HOST_SIZE];

    if (strncasecmp(url, "https://", 8) == 0)
        return true;
    if (strncasecmp(url, "http://", 7) != 0 || !endpoint_host(url, host, sizeof host))
        return false;
    while (*hosts && strcasecmp(host, *hosts) != 0)
        hosts++;
    return *hosts || endpoint_is_loopback(url);
}

char *credentials_metadata_shown(const char *url)
{
    const char *scheme_end = strstr(url, "://"), *host = scheme_end ? scheme_end + 3 : url;
    size_t length = strcspn(host, "/?#");
    const char *at = memrchr(host, '@', length);

    if (at)
        length -= (size_t)(at + 1 - host);
    return mem_printf("%.*s%.*s", (int)(host - url), url, (int)length, at ? at + 1 : host);
}

void credentials_metadata_cancel(struct credentials_metadata *metadata)
{
    if (!metadata)
        return;
    if (metadata->number)
        http_cancel(metadata->http, metadata->number);
    timers_clear(metadata->timers, &metadata->pause);
    free(metadata->method);
    free(metadata->url);
    for (size_t i = 0; i < ARRAY_COUNT(metadata->headers); i++)
        mem_free_wiped(&metadata->headers[i]);
    free(metadata);
}

static void answered(void *context, const struct http_answer *answer)
{
    struct credentials_metadata *metadata = context;
    credentials_metadata_fn done = metadata->done;
    void *whose = metadata->context;
    bool enough = metadata->enough ? metadata->enough(answer) : answer->status == 200;

    metadata->number = 0;
    if (!enough && --metadata->tries_left > 0) {
        timers_set(metadata->timers, &metadata->pause, clock_monotonic_ms() + metadata->pause_ms);
        return;
    }
    credentials_metadata_cancel(metadata);
    done(whose, answer);
}

static void send(void *context)
{
    struct credentials_metadata *metadata = context;
    struct http_request request = {.method = mem_dup(metadata->method),
                                   .url = mem_dup(metadata->url),
                                   .connect_ms = metadata->limit_ms,
                                   .total_ms = metadata->limit_ms,
                                   .answer_limit = JSON_LIMIT_DOCUMENT};

    for (size_t i = 0; i + 1 < ARRAY_COUNT(metadata->headers) && metadata->headers[i]; i += 2)
        http_request_add_header(&request, metadata->headers[i], metadata->headers[i + 1]);
    metadata->number = http_send(metadata->http, &request, answered, NULL, NULL, metadata);
}

struct credentials_metadata *credentials_metadata_start(const struct credentials_wish *wish,
                                                        const struct credentials_metadata_request *request,
                                                        credentials_metadata_fn done, void *context)
{
    struct credentials_metadata *metadata = mem_alloc(1, sizeof *metadata);

    *metadata = (struct credentials_metadata){.http = wish->http,
                                              .timers = wish->timers,
                                              .pause = {.fire = send, .context = metadata},
                                              .method = mem_dup(request->method),
                                              .url = mem_dup(request->url),
                                              .limit_ms = request->limit_ms,
                                              .tries_left = request->tries,
                                              .pause_ms = request->pause_ms,
                                              .enough = request->enough,
                                              .done = done,
                                              .context = context};
    for (size_t i = 0; i < ARRAY_COUNT(metadata->headers); i++)
        metadata->headers[i] = mem_dup(request->headers[i]);
    send(metadata);
    return metadata;
}
