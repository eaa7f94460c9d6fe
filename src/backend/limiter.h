/*
 * limiter: how many calls are under way, and how fast they start, per account, region and service.
 *
 * A lane is one account's calls to one service in one region. A call takes a ticket into its lane and waits
 * until the limiter calls go; it gives the ticket back when the answer is there. While nobody throttles only
 * the number of calls at once is bounded. After the first throttling a token bucket also bounds the rate of
 * its lane: cut to 0.7 of what was measured, then growing along a cubic curve, as the SDKs' adaptive mode
 * does (botocore retries/throttling.py and retries/bucket.py). One difference: of a burst that was sent
 * before the rate was cut only the first throttling counts, else ten calls at once would cut it ten times.
 *
 * No clock of its own: the caller gives monotonic milliseconds. Worker thread.
 */
#ifndef BACKEND_LIMITER_H
#define BACKEND_LIMITER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Who goes first when several wait. */
enum limiter_urgency {
    LIMITER_FOLLOW, /* who we are; what became of a change */
    LIMITER_CHANGE,
    LIMITER_URGENT_READ,
    LIMITER_LIST,
    LIMITER_CATALOG,
    LIMITER_READ,
    LIMITER_URGENCIES
};

enum limiter_place { LIMITER_OUTSIDE, LIMITER_WAITING, LIMITER_RUNNING };

struct limiter_lane;

/* Lives in the struct of the call; zeroed with go and context set. */
struct limiter_ticket {
    struct limiter_ticket *next, *previous; /* borrowed: in the lane's queue */
    struct limiter_lane *lane;              /* borrowed; NULL outside */
    enum limiter_urgency urgency;
    enum limiter_place place;
    int64_t started_ms; /* when go was called */
    void (*go)(
        void *context); /* called in limiter_run; must not enter this ticket again before limiter_leave */
    void *context;
};

struct limiter {
    struct limiter_lane **lanes; /* owned */
    size_t count, capacity;
    size_t first;                   /* the lane that is looked at first, moving on so that none starves */
    size_t running, waiting;        /* tickets */
    size_t at_once, at_once_a_lane; /* the most that may run; those before LIMITER_LIST find 16 places more */
};

/* At most that many calls at once, in all and in one lane (account, region, service). */
void limiter_init(struct limiter *limiter, size_t at_once, size_t at_once_a_lane);
/* Frees the lanes; no ticket may be inside any more. */
void limiter_release(struct limiter *limiter);
/* Finds or makes the lane; it lives as long as the limiter. */
struct limiter_lane *limiter_lane(struct limiter *limiter, const char *account, const char *region,
                                  const char *service);
/* The account of lanes made before it was known. Lanes that stand already keep what they learned. */
void limiter_rename(struct limiter *limiter, const char *account, const char *known);
/* Puts the ticket at the end of its urgency's queue. */
void limiter_enter(struct limiter *limiter, struct limiter_lane *lane, struct limiter_ticket *ticket,
                   enum limiter_urgency urgency);
/* Gives up the place in the queue, or the running call's place. Nothing if the ticket is outside. */
void limiter_leave(struct limiter *limiter, struct limiter_ticket *ticket);
/* What the service said to the running ticket's call: that it was too much, or anything else. Before
 * limiter_leave. */
void limiter_throttled(struct limiter_ticket *ticket, int64_t now_ms);
/* Any answer but a refusal of the rate: the rate may grow again. */
void limiter_answered(struct limiter_ticket *ticket, int64_t now_ms);
/* Calls go for each ticket that may start. Returns after how many milliseconds to call again because of a
 * rate; -1: none. */
int64_t limiter_run(struct limiter *limiter, int64_t now_ms);
/* Calls a second that the lane allows now; 0: not bounded. For tests. */
double limiter_rate(const struct limiter_lane *lane);

#endif
