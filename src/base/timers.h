/*
 * timers: what is due when, in one heap. Times are monotonic milliseconds given by the caller, so that tests
 * own the clock.
 *
 * A timer lives in the struct that waits for it; it must be cleared before that struct is freed. One thread.
 */
#ifndef BASE_TIMERS_H
#define BASE_TIMERS_H

#include <stddef.h>
#include <stdint.h>

typedef void (*timers_fn)(void *context);

/* Zeroed, or with fire and context set: not running. */
struct timer {
    int64_t due_ms; /* monotonic */
    size_t place;   /* in the heap, from 1; 0: not running */
    timers_fn fire; /* called once, in timers_run; may set the timer again or free its struct */
    void *context;
};

struct timers {
    struct timer **heap; /* owned; the timers are borrowed. The earliest first */
    size_t count, capacity;
    int64_t run_ms; /* of the timers_run under way; 0: none */
};

/* Starts the timer, or moves it if it runs. */
void timers_set(struct timers *timers, struct timer *timer, int64_t due_ms);
/* Stops it; nothing if it does not run. */
void timers_clear(struct timers *timers, struct timer *timer);
/* Calls those that are due at now_ms (> 0), earliest first; what they
 * set anew waits a millisecond at least. */
void timers_run(struct timers *timers, int64_t now_ms);
/* Milliseconds until the next is due: 0 if one is, most_ms if none is due before. */
int timers_wait_ms(const struct timers *timers, int64_t now_ms, int most_ms);
/* Frees the heap; timers still in it are not called. */
void timers_release(struct timers *timers);

#endif
