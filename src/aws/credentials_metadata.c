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
    bool any_answer;
    uint64_t number; /* http's; 0: none under way */
    credentials_metadata_fn done;
    void *context;
};

bool credentials_metadata_may_ask(const char *url, const char *const *hosts)
{
    const char *host = url + strlen("http://");
    size_t length;

    if (strncasecmp(url, "https://", 8) == 0)
        return true;
    if (strncasecmp(url, "http://", 7) != 0 || memchr(host, '@', strcspn(host, "/?#")))
        return false;
    length = *host == '[' ? strcspn(host, "]") + 1 : strcspn(host, ":/?#");
    for (; *hosts; hosts++)
        if (strlen(*hosts) == length && strncasecmp(host, *hosts, length) == 0)
            return true;
    return endpoint_is_loopback(url);
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
    bool enough = answer->status == 200 || (answer->status && metadata->any_answer);

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
                                              .any_answer = request->any_answer,
                                              .done = done,
                                              .context = context};
    for (size_t i = 0; i < ARRAY_COUNT(metadata->headers); i++)
        metadata->headers[i] = mem_dup(request->headers[i]);
    send(metadata);
    return metadata;
}
