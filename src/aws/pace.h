/*
 * pace: whether an answer still comes, or is to be given up. No clock of its own: the caller gives monotonic
 * milliseconds.
 *
 * (curl has CURLOPT_LOW_SPEED_TIME for this: whole seconds of the average of five, and no difference between a
 * service that thinks and an answer that has stopped.)
 */
#ifndef AWS_PACE_H
#define AWS_PACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct pace {
    int first_ms, stall_ms; /* until the first byte; from then on for each hundred bytes */
    int64_t since_ms;       /* 0: nothing was sent yet */
    size_t bytes;           /* that came since */
    bool begun;             /* the first byte of the answer came */
};

/* The request leaves now. */
void pace_start(struct pace *pace, int first_ms, int stall_ms, int64_t now_ms);
/* Bytes of the answer came. */
void pace_came(struct pace *pace, size_t bytes, int64_t now_ms);
/* Milliseconds that it may still take, 0: it is to be given up; most_ms if that is less, or nothing was sent. */
int pace_left_ms(const struct pace *pace, int64_t now_ms, int most_ms);

#endif
