#include "base/timers.h"

#include <stdlib.h>
#include "base/array.h"

static void put(struct timers *timers, size_t place, struct timer *timer)
{
    timers->heap[place - 1] = timer;
    timer->place = place;
}

/* Moves the timer up or down from this free place to where it belongs. */
static void settle(struct timers *timers, size_t place, struct timer *timer)
{
    while (place > 1 && timers->heap[place / 2 - 1]->due_ms > timer->due_ms) {
        put(timers, place, timers->heap[place / 2 - 1]);
        place /= 2;
    }
    for (;;) {
        size_t child = place * 2;
        if (child < timers->count && timers->heap[child]->due_ms < timers->heap[child - 1]->due_ms)
            child++;
        if (child > timers->count || timers->heap[child - 1]->due_ms >= timer->due_ms)
            break;
        put(timers, place, timers->heap[child - 1]);
        place = child;
    }
    put(timers, place, timer);
}

void timers_set(struct timers *timers, struct timer *timer, int64_t due_ms)
{
    timers_clear(timers, timer);
    timer->due_ms = timers->run_ms > 0 && due_ms <= timers->run_ms ? timers->run_ms + 1 : due_ms;
    ARRAY_GROW(timers->heap, timers->count + 1, timers->capacity);
    timers->heap[timers->count++] = timer;
    settle(timers, timers->count, timer);
}

void timers_clear(struct timers *timers, struct timer *timer)
{
    size_t place = timer->place;
    if (place == 0)
        return;
    timer->place = 0;
    struct timer *last = timers->heap[--timers->count];
    if (last != timer)
        settle(timers, place, last);
}

void timers_run(struct timers *timers, int64_t now_ms)
{
    timers->run_ms = now_ms;
    while (timers->count > 0 && timers->heap[0]->due_ms <= now_ms) {
        struct timer *first = timers->heap[0];
        timers_clear(timers, first);
        first->fire(first->context);
    }
    timers->run_ms = 0;
}

int timers_wait_ms(const struct timers *timers, int64_t now_ms, int most_ms)
{
    if (timers->count == 0)
        return most_ms;
    int64_t left = timers->heap[0]->due_ms - now_ms;
    if (left < 0)
        return 0;
    return left < most_ms ? (int)left : most_ms;
}

void timers_release(struct timers *timers)
{
    free(timers->heap);
    *timers = (struct timers){0};
}
