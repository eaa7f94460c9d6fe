/*
 * delay: why a call takes longer than it should, and what is done about it, in words.
 *
 * While there is hope this is no failure (changes.md, Weather): whoever asked shows it beside "reading". Pure;
 * any thread.
 */
#ifndef BACKEND_DELAY_H
#define BACKEND_DELAY_H

#include <stdint.h>
#include "aws/aws_json.h"

enum delay_kind {
    DELAY_LATE,      /* sent, and nothing has come for a while */
    DELAY_THROTTLED, /* AWS asks for fewer calls: repeated in wait_ms */
    DELAY_NO_ANSWER  /* no answer that stands: repeated in wait_ms */
};

struct delay {
    enum delay_kind kind;
    const char *url;                 /* borrowed: where it was sent; of DELAY_LATE */
    const struct aws_answer *answer; /* borrowed; NULL for DELAY_LATE */
    int64_t wait_ms;
    int attempt, attempts; /* the present one, or the one that comes; 0: not counted */
};

/* The sentence says why, the hint what is done: "no answer from HOST: connection refused", "trying again in 2 s
 * (2 of 3)". */
void delay_say(const struct delay *delay, struct err *err);

#endif
