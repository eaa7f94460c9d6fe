#include "backend/limiter.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "base/array.h"
#include "base/mem.h"

/* The constants of the SDKs' adaptive mode. */
#define RATE_CUT     0.7
#define RATE_SCALE   0.4
#define RATE_SMOOTH  0.8
#define RATE_LEAST   0.5 /* calls a second */
#define BUCKET_LEAST 1.0
#define MEASURE_S    0.5

enum { KEPT_FREE = 16 };

struct queue {
    struct limiter_ticket *first, *last;
};

/* How fast a lane may start calls. Times in seconds, as the curve wants them. */
struct rate {
    bool on; /* somebody throttled once */
    double per_s, most, tokens, filled_s;
    double measured_per_s, slot_s; /* calls a second of the slots before this one, which began at slot_s */
    size_t slot_calls;
    double peak_per_s, cut_s; /* when it was last cut, and from where */
};

struct limiter_lane {
    char *account, *region, *service; /* owned */
    struct queue queues[LIMITER_URGENCIES];
    size_t running;
    struct rate rate;
    int64_t cut_ms;
};

void limiter_init(struct limiter *limiter, size_t at_once, size_t at_once_a_lane)
{
    *limiter = (struct limiter){.at_once = at_once, .at_once_a_lane = at_once_a_lane};
}

void limiter_release(struct limiter *limiter)
{
    for (size_t i = 0; i < limiter->count; i++) {
        free(limiter->lanes[i]->account);
        free(limiter->lanes[i]->region);
        free(limiter->lanes[i]->service);
        free(limiter->lanes[i]);
    }
    free(limiter->lanes);
    *limiter = (struct limiter){0};
}

static struct limiter_lane *find(const struct limiter *limiter, const char *account, const char *region,
                                 const char *service)
{
    for (size_t i = 0; i < limiter->count; i++) {
        struct limiter_lane *lane = limiter->lanes[i];
        if (strcmp(lane->region, region) == 0 && strcmp(lane->service, service) == 0 &&
            strcmp(lane->account, account) == 0)
            return lane;
    }
    return NULL;
}

struct limiter_lane *limiter_lane(struct limiter *limiter, const char *account, const char *region,
                                  const char *service)
{
    struct limiter_lane *lane = find(limiter, account, region, service);
    if (lane != NULL)
        return lane;
    lane = mem_alloc(1, sizeof *lane);
    lane->account = mem_dup(account);
    lane->region = mem_dup(region);
    lane->service = mem_dup(service);
    ARRAY_GROW(limiter->lanes, limiter->count + 1, limiter->capacity);
    limiter->lanes[limiter->count++] = lane;
    return lane;
}

void limiter_rename(struct limiter *limiter, const char *account, const char *known)
{
    for (size_t i = 0; i < limiter->count; i++) {
        struct limiter_lane *lane = limiter->lanes[i];
        if (strcmp(lane->account, account) != 0 || find(limiter, known, lane->region, lane->service) != NULL)
            continue;
        free(lane->account);
        lane->account = mem_dup(known);
    }
}

void limiter_enter(struct limiter *limiter, struct limiter_lane *lane, struct limiter_ticket *ticket,
                   enum limiter_urgency urgency)
{
    limiter_leave(limiter, ticket);
    struct queue *queue = &lane->queues[urgency];
    ticket->lane = lane;
    ticket->urgency = urgency;
    ticket->place = LIMITER_WAITING;
    ticket->next = NULL;
    ticket->previous = queue->last;
    if (queue->last != NULL)
        queue->last->next = ticket;
    else
        queue->first = ticket;
    queue->last = ticket;
    limiter->waiting++;
}

static void unlink_ticket(struct limiter_ticket *ticket)
{
    struct queue *queue = &ticket->lane->queues[ticket->urgency];
    if (ticket->previous != NULL)
        ticket->previous->next = ticket->next;
    else
        queue->first = ticket->next;
    if (ticket->next != NULL)
        ticket->next->previous = ticket->previous;
    else
        queue->last = ticket->previous;
    ticket->next = ticket->previous = NULL;
}

void limiter_leave(struct limiter *limiter, struct limiter_ticket *ticket)
{
    if (ticket->place == LIMITER_WAITING) {
        unlink_ticket(ticket);
        limiter->waiting--;
    } else if (ticket->place == LIMITER_RUNNING) {
        ticket->lane->running--;
        limiter->running--;
    }
    ticket->place = LIMITER_OUTSIDE;
    ticket->lane = NULL;
}

double limiter_rate(const struct limiter_lane *lane)
{
    return lane->rate.on ? lane->rate.per_s : 0;
}

/* ---- the rate ---- */

static void rate_fill(struct rate *rate, double now_s)
{
    rate->tokens += (now_s - rate->filled_s) * rate->per_s;
    if (rate->tokens > rate->most)
        rate->tokens = rate->most;
    rate->filled_s = now_s;
}

static void rate_set(struct rate *rate, double per_s, double now_s)
{
    rate_fill(rate, now_s);
    rate->per_s = per_s > RATE_LEAST ? per_s : RATE_LEAST;
    rate->most = per_s > BUCKET_LEAST ? per_s : BUCKET_LEAST;
    if (rate->tokens > rate->most)
        rate->tokens = rate->most;
}

/* Counts an answer into its slot of half a second. */
static void rate_measure(struct rate *rate, double now_s)
{
    if (rate->slot_s <= 0)
        rate->slot_s = now_s;
    rate->slot_calls++;
    if (now_s - rate->slot_s < MEASURE_S)
        return;
    double per_s = (double)rate->slot_calls / (now_s - rate->slot_s);
    rate->measured_per_s = per_s * RATE_SMOOTH + rate->measured_per_s * (1 - RATE_SMOOTH);
    rate->slot_calls = 0;
    rate->slot_s = now_s;
}

/* What was measured; in the first slot, what it holds so far. */
static double rate_measured(const struct rate *rate)
{
    return rate->measured_per_s > 0 ? rate->measured_per_s : (double)rate->slot_calls / MEASURE_S;
}

static void rate_cut(struct rate *rate, double now_s)
{
    double from = rate_measured(rate);
    if (rate->on && rate->per_s < from)
        from = rate->per_s;
    if (!rate->on)
        rate->filled_s = now_s;
    rate->on = true;
    rate->peak_per_s = from;
    rate->cut_s = now_s;
    rate_set(rate, from * RATE_CUT, now_s);
}

static void rate_grow(struct rate *rate, double now_s)
{
    double back_s =
        cbrt(rate->peak_per_s * (1 - RATE_CUT) / RATE_SCALE); /* until the peak is reached again */
    double since = now_s - rate->cut_s - back_s;
    double per_s = RATE_SCALE * since * since * since + rate->peak_per_s;
    double bound = 2 * rate_measured(rate);
    rate_set(rate, per_s < bound ? per_s : bound, now_s);
}

void limiter_throttled(struct limiter_ticket *ticket, int64_t now_ms)
{
    struct limiter_lane *lane = ticket->lane;
    rate_measure(&lane->rate, (double)now_ms / 1000);
    if (lane->rate.on && ticket->started_ms <= lane->cut_ms)
        return; /* sent before the rate was cut: it says nothing new */
    lane->cut_ms = now_ms;
    rate_cut(&lane->rate, (double)now_ms / 1000);
}

void limiter_answered(struct limiter_ticket *ticket, int64_t now_ms)
{
    struct rate *rate = &ticket->lane->rate;
    rate_measure(rate, (double)now_ms / 1000);
    if (rate->on)
        rate_grow(rate, (double)now_ms / 1000);
}

/* ---- letting go ---- */

/* True if the lane's rate has a token, which is taken; else *wait_ms is lowered to when it will. */
static bool take_token(struct limiter_lane *lane, int64_t now_ms, int64_t *wait_ms)
{
    struct rate *rate = &lane->rate;
    if (!rate->on)
        return true;
    rate_fill(rate, (double)now_ms / 1000);
    if (rate->tokens >= 1) {
        rate->tokens -= 1;
        return true;
    }
    int64_t left_ms = (int64_t)ceil((1 - rate->tokens) / rate->per_s * 1000);
    if (*wait_ms < 0 || left_ms < *wait_ms)
        *wait_ms = left_ms;
    return false;
}

/* Whoever waits for a person or for a change finds room although a slow listing fills all the rest. */
static bool has_room(const struct limiter *limiter, const struct limiter_lane *lane,
                     enum limiter_urgency urgency)
{
    size_t more = urgency < LIMITER_LIST ? KEPT_FREE : 0;
    return lane->running < limiter->at_once_a_lane + more && limiter->running < limiter->at_once + more;
}

static bool start_one(struct limiter *limiter, struct limiter_lane *lane, enum limiter_urgency urgency,
                      int64_t now_ms, int64_t *wait_ms)
{
    struct limiter_ticket *ticket = lane->queues[urgency].first;
    if (ticket == NULL || !has_room(limiter, lane, urgency) || !take_token(lane, now_ms, wait_ms))
        return false;
    unlink_ticket(ticket);
    limiter->waiting--;
    limiter->running++;
    lane->running++;
    ticket->place = LIMITER_RUNNING;
    ticket->started_ms = now_ms;
    ticket->go(ticket->context);
    return true;
}

/* One ticket of each lane in turn, until no lane can start one more. */
static void run_urgency(struct limiter *limiter, enum limiter_urgency urgency, int64_t now_ms,
                        int64_t *wait_ms)
{
    for (bool any = true; any;) {
        any = false;
        for (size_t i = 0; i < limiter->count && limiter->waiting > 0; i++) {
            struct limiter_lane *lane = limiter->lanes[(limiter->first + i) % limiter->count];
            any |= start_one(limiter, lane, urgency, now_ms, wait_ms);
        }
    }
}

int64_t limiter_run(struct limiter *limiter, int64_t now_ms)
{
    int64_t wait_ms = -1;
    if (limiter->waiting == 0)
        return wait_ms;
    limiter->first++;
    for (int urgency = 0; urgency < LIMITER_URGENCIES && limiter->waiting > 0; urgency++)
        run_urgency(limiter, (enum limiter_urgency)urgency, now_ms, &wait_ms);
    return wait_ms;
}
