#include "aws/pace.h"

/* A line that brings less in the time of a stall is none: a server sends single bytes to hold us. */
enum { BYTES_LEAST = 100 };

void pace_start(struct pace *pace, int first_ms, int stall_ms, int64_t now_ms)
{
    *pace = (struct pace){.first_ms = first_ms, .stall_ms = stall_ms, .since_ms = now_ms};
}

void pace_came(struct pace *pace, size_t bytes, int64_t now_ms)
{
    pace->bytes += bytes;
    if (pace->begun && pace->bytes < BYTES_LEAST)
        return;
    pace->begun = true;
    pace->bytes = 0;
    pace->since_ms = now_ms;
}

int pace_left_ms(const struct pace *pace, int64_t now_ms, int most_ms)
{
    int64_t left_ms = pace->since_ms + (pace->begun ? pace->stall_ms : pace->first_ms) - now_ms;

    if (pace->since_ms == 0 || left_ms > most_ms)
        return most_ms;
    return left_ms > 0 ? (int)left_ms : 0;
}
