/*
 * retry: what may be tried again, how often and when (the SDKs' standard mode of 2026). Pure functions and a
 * token bucket; the caller owns timers.
 */
#ifndef AWS_RETRY_H
#define AWS_RETRY_H

#include <stdbool.h>
#include <stdint.h>
#include "base/err.h"

struct aws_answer;
struct aws_config;

/* How calls are tried again: settings of the person. */
struct retry_manner {
    int attempts;        /* of one call, the first included: at least 1 */
    bool corrects_clock; /* calls are signed with AWS's time where ours is wrong */
    bool legacy;         /* retry_mode asks for legacy, which is taken as standard */
};

/* AWS_MAX_ATTEMPTS, AWS_RETRY_MODE and AWS_DISABLE_CLOCK_SKEW_CORRECTION, then the profile's max_attempts and
 * retry_mode; else 3 attempts. standard and adaptive do the same here: the rate always adapts (limiter.h).
 * ERR_USAGE names the variable, or the file and the line; manner holds the defaults then. */
bool retry_manner_read(const struct aws_config *config, const char *profile, struct retry_manner *manner,
                       struct err *err);

enum retry_kind { RETRY_NO, RETRY_TRANSIENT, RETRY_THROTTLED };

/* Tells from an answer whether the call may be repeated. */
enum retry_kind retry_classify(const struct aws_answer *answer);

/* True if clocks that are so far apart need a correction: 4 minutes or more, since AWS takes 5. An answer whose date
 * is so far from the time that its call was signed with (off_ms) corrects ours; once that is done, the same answer is
 * final. */
bool retry_clock_is_off(int64_t off_ms);

struct retry_bucket {
    int tokens; /* 500 at first */
};
/* A full bucket: 500 tokens. */
void retry_bucket_init(struct retry_bucket *bucket);
/* Takes the cost of one retry (14; throttled 5); false if too little is left. */
bool retry_take(struct retry_bucket *bucket, enum retry_kind kind);
/* A call succeeded: gives the last cost back (0 if it was no retry: 1 token). */
void retry_give(struct retry_bucket *bucket, enum retry_kind last);
/* Milliseconds before retry number (0-based): rand × min(base × 2^i, 20 s), base 50 ms transient, 1 s
 * throttled; retry_after_ms (-1: none) as x-amz-retry-after: max(t, min(v, t + 5 s)). */
int64_t retry_delay_ms(enum retry_kind kind, int retry, int64_t retry_after_ms);
/* Milliseconds before the next poll of a request's status when RetryAfter is absent: full jitter between half
 * and all of 0.5 s × 1.5^poll, at most 10 s. */
int64_t retry_poll_delay_ms(int poll);

#endif
