#include "aws/retry.h"

#include <stdlib.h>
#include <string.h>

#include "aws/aws_error.h"
#include "aws/aws_json.h"
#include "base/random.h"

enum {
    BUCKET_FULL = 500,
    COST_TRANSIENT = 14,
    COST_THROTTLED = 5,
    BASE_TRANSIENT_MS = 50,
    BASE_THROTTLED_MS = 1000,
    DELAY_MAX_MS = 20000,
    SERVER_MAX_MORE_MS = 5000,
    POLL_FIRST_MS = 500,
    POLL_MAX_MS = 10000,
    CLOCK_OFF_MS = 4 * 60 * 1000 /* one minute before AWS refuses */
};

/* Cloud Control hands on so that the service behind it was asked too often. */
static bool is_handlers_throttling(const struct aws_answer *answer)
{
    return answer->error_name && answer->message &&
           strcmp(answer->error_name, "GeneralServiceException") == 0 &&
           strstr(answer->message, "Rate exceeded");
}

static bool is_throttling(const struct aws_answer *answer)
{
    static const char *const names[] = {"Throttling",
                                        "Throttled",
                                        "RequestThrottled",
                                        "TooManyRequests",
                                        "ProvisionedThroughputExceeded",
                                        "TransactionInProgress",
                                        "RequestLimitExceeded",
                                        "BandwidthLimitExceeded",
                                        "LimitExceeded",
                                        "SlowDown",
                                        "PriorRequestNotComplete",
                                        "EC2Throttled",
                                        NULL};

    return answer->status == 429 || aws_error_is_one_of(answer->error_name, names) ||
           is_handlers_throttling(answer);
}

static bool is_transient(const struct aws_answer *answer)
{
    static const char *const names[] = {"RequestTimeout", "IDPCommunicationError", NULL};
    int status = answer->status;

    return answer->transient || status == 500 || status == 502 || status == 503 || status == 504 ||
           aws_error_is_one_of(answer->error_name, names);
}

bool retry_clock_is_off(int64_t off_ms)
{
    return llabs(off_ms) >= CLOCK_OFF_MS;
}

/* The next attempt is signed with AWS's time. */
static bool is_skewed(const struct aws_answer *answer)
{
    return retry_clock_is_off(answer->off_ms) && answer->error_name && aws_error_is_clock(answer->error_name);
}

enum retry_kind retry_classify(const struct aws_answer *answer)
{
    if (is_throttling(answer))
        return RETRY_THROTTLED;
    if (is_transient(answer) || is_skewed(answer))
        return RETRY_TRANSIENT;
    return RETRY_NO;
}

static int cost_of(enum retry_kind kind)
{
    if (kind == RETRY_NO)
        return 1;
    return kind == RETRY_THROTTLED ? COST_THROTTLED : COST_TRANSIENT;
}

void retry_bucket_init(struct retry_bucket *bucket)
{
    bucket->tokens = BUCKET_FULL;
}

bool retry_take(struct retry_bucket *bucket, enum retry_kind kind)
{
    if (kind == RETRY_NO || bucket->tokens < cost_of(kind))
        return false;
    bucket->tokens -= cost_of(kind);
    return true;
}

void retry_give(struct retry_bucket *bucket, enum retry_kind last)
{
    bucket->tokens += cost_of(last);
    if (bucket->tokens > BUCKET_FULL)
        bucket->tokens = BUCKET_FULL;
}

int64_t retry_delay_ms(enum retry_kind kind, int retry, int64_t retry_after_ms)
{
    int64_t most = kind == RETRY_THROTTLED ? BASE_THROTTLED_MS : BASE_TRANSIENT_MS, delay;

    for (int i = 0; i < retry && most < DELAY_MAX_MS; i++)
        most *= 2;
    if (most > DELAY_MAX_MS)
        most = DELAY_MAX_MS;
    delay = (int64_t)random_below((uint64_t)most + 1);
    if (retry_after_ms > delay + SERVER_MAX_MORE_MS)
        return delay + SERVER_MAX_MORE_MS;
    return retry_after_ms > delay ? retry_after_ms : delay;
}

int64_t retry_poll_delay_ms(int poll)
{
    int64_t most = POLL_FIRST_MS;

    for (int i = 0; i < poll && most < POLL_MAX_MS; i++)
        most += most / 2;
    if (most > POLL_MAX_MS)
        most = POLL_MAX_MS;
    return most / 2 + (int64_t)random_below((uint64_t)(most - most / 2) + 1);
}
