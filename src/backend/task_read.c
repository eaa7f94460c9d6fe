#include "backend/task_read.h"

#include <stdlib.h>
#include <string.h>
#include "aws/cloudcontrol.h"
#include "backend/task.h"
#include "backend/task_list.h"
#include "base/hash.h"
#include "base/mem.h"
#include "model/fields.h"

enum { AT_ONCE = 32, SLOTS_FIRST = 64 };

/* One trigger that is wanted. */
struct want {
    struct want *next, *previous; /* in its line, or among those under way */
    struct want *chained;         /* in its slot of the table */
    struct task_read *reads;
    char *region, *identifier;
    uint64_t hash;
    bool urgent;
    struct task *task; /* NULL while it stands in line */
};

struct line {
    struct want *first, *last;
    size_t count;
};

struct task_read {
    struct worker *worker;
    struct line urgent, others, under_way;
    struct want **slots; /* by hash; a power of two */
    size_t slot_count;
};

/* ---- lines ---- */

static void append(struct line *line, struct want *want)
{
    want->next = NULL;
    want->previous = line->last;
    if (line->last != NULL)
        line->last->next = want;
    else
        line->first = want;
    line->last = want;
    line->count++;
}

static void take_out(struct line *line, struct want *want)
{
    if (want->previous != NULL)
        want->previous->next = want->next;
    else
        line->first = want->next;
    if (want->next != NULL)
        want->next->previous = want->previous;
    else
        line->last = want->previous;
    line->count--;
}

static struct line *line_of(struct want *want)
{
    struct task_read *reads = want->reads;
    if (want->task != NULL)
        return &reads->under_way;
    return want->urgent ? &reads->urgent : &reads->others;
}

/* ---- the table ---- */

static uint64_t hash_of(const char *region, const char *identifier)
{
    return hash_fnv(identifier, strlen(identifier), hash_fnv(region, strlen(region), 0));
}

static size_t pending(const struct task_read *reads)
{
    return reads->urgent.count + reads->others.count + reads->under_way.count;
}

static struct want *find(const struct task_read *reads, const char *region, const char *identifier,
                         uint64_t hash)
{
    struct want *want = reads->slots[hash & (reads->slot_count - 1)];
    while (want != NULL && (want->hash != hash || strcmp(want->identifier, identifier) != 0 ||
                            strcmp(want->region, region) != 0))
        want = want->chained;
    return want;
}

static void put_in_slot(struct task_read *reads, struct want *want)
{
    struct want **slot = &reads->slots[want->hash & (reads->slot_count - 1)];
    want->chained = *slot;
    *slot = want;
}

static void grow_table(struct task_read *reads)
{
    size_t old_count = reads->slot_count;
    struct want **old = reads->slots;
    reads->slot_count *= 2;
    reads->slots = mem_alloc(reads->slot_count, sizeof(struct want *));
    for (size_t i = 0; i < old_count; i++)
        for (struct want *want = old[i], *next; want != NULL; want = next) {
            next = want->chained;
            put_in_slot(reads, want);
        }
    free(old);
}

static void free_want(struct want *want)
{
    struct task_read *reads = want->reads;
    struct want **link = &reads->slots[want->hash & (reads->slot_count - 1)];
    while (*link != want)
        link = &(*link)->chained;
    *link = want->chained;
    take_out(line_of(want), want);
    task_cancel(want->task);
    free(want->region);
    free(want->identifier);
    free(want);
}

static struct task_read *reads_of(struct worker *worker)
{
    if (worker->reads == NULL) {
        worker->reads = mem_alloc(1, sizeof *worker->reads);
        worker->reads->worker = worker;
        worker->reads->slot_count = SLOTS_FIRST;
        worker->reads->slots = mem_alloc(SLOTS_FIRST, sizeof(struct want *));
    }
    return worker->reads;
}

/* ---- reading ---- */

size_t task_read_pending(const struct worker *worker)
{
    return worker->reads != NULL ? pending(worker->reads) : 0;
}

static struct message *event_of(struct worker *worker, enum message_kind kind, const char *region,
                                const char *identifier)
{
    struct message *event = message_new(kind);
    event->region = mem_dup(region);
    event->identifier = mem_dup(identifier);
    event->count = task_read_pending(worker);
    return event;
}

void task_read_post(struct worker *worker, const char *region, const char *identifier, const char *document)
{
    struct message *event =
        event_of(worker, document != NULL ? EVENT_DOCUMENT : EVENT_ROW_GONE, region, identifier);
    event->text = mem_dup(document);
    worker_post(worker, event);
    task_list_note(worker, region, identifier, document != NULL);
}

static void post_failure(struct worker *worker, const char *region, const char *identifier,
                         const struct err *err)
{
    struct message *event = event_of(worker, EVENT_ROW_FAILED, region, identifier);
    event->failure = message_failure(err);
    worker_post(worker, event);
}

cJSON *task_read_document(const cJSON *answer, struct err *err)
{
    const char *text = json_text(json_get(answer, "ResourceDescription"), "Properties");
    if (text == NULL) {
        err_set(err, ERR_FAILED, "the answer holds no properties");
        return NULL;
    }
    cJSON *document = json_parse_text(text, err);
    if (document == NULL || cJSON_IsObject(document))
        return document;
    cJSON_Delete(document);
    err_set(err, ERR_FAILED, "the answer's properties are no object");
    return NULL;
}

char *task_read_body(const struct worker *worker, const char *identifier)
{
    struct cloudcontrol_options options = {.role_arn = worker->role_arn,
                                           .type_version_id = worker->type_version_id};
    return cloudcontrol_get_body(fields_event_trigger.type_name, identifier, &options);
}

static void post_answer(struct worker *worker, const char *region, const char *identifier,
                        struct aws_answer *answer)
{
    struct err err = answer->err;
    cJSON *document = err.code == ERR_NONE ? task_read_document(answer->body, &err) : NULL;
    if (document != NULL) {
        char *text = json_print(document);
        task_read_post(worker, region, identifier, text);
        free(text);
    } else if (err.code == ERR_NOT_FOUND) {
        task_read_post(worker, region, identifier, NULL);
    } else {
        post_failure(worker, region, identifier, &err);
    }
    cJSON_Delete(document);
}

static void fill(struct task_read *reads);

static void read_answered(void *context, struct aws_answer *answer)
{
    struct want *want = context;
    struct task_read *reads = want->reads;
    char *region = mem_dup(want->region), *identifier = mem_dup(want->identifier);
    take_out(&reads->under_way, want);
    want->task = NULL;
    append(line_of(want), want);
    free_want(want);
    fill(reads);
    post_answer(reads->worker, region, identifier, answer);
    free(region);
    free(identifier);
}

static void read_waits(void *context, const struct delay *delay)
{
    const struct want *want = context;
    struct worker *worker = want->reads->worker;
    struct message *event = event_of(worker, EVENT_READING, want->region, want->identifier);
    struct err why;
    delay_say(delay, &why);
    event->failure = message_failure(&why);
    worker_post(worker, event);
}

static void start_reading(struct task_read *reads, struct want *want)
{
    struct worker *worker = reads->worker;
    struct task_call call = {
        .region = want->region,
        .urgency = want->urgent ? LIMITER_URGENT_READ : LIMITER_READ,
        .done = read_answered,
        .waits = read_waits,
        .outlasts = true,
        .context = want,
    };
    take_out(line_of(want), want);
    want->task = task_control(worker, &call, "GetResource", task_read_body(worker, want->identifier));
    append(&reads->under_way, want);
    worker_post(worker, event_of(worker, EVENT_READING, want->region, want->identifier));
}

/* Starts as many as may be under way at once. */
static void fill(struct task_read *reads)
{
    while (reads->under_way.count < AT_ONCE) {
        struct want *want = reads->urgent.first != NULL ? reads->urgent.first : reads->others.first;
        if (want == NULL)
            return;
        start_reading(reads, want);
    }
}

static void make_urgent(struct want *want)
{
    if (want->urgent)
        return;
    if (want->task != NULL) {
        task_hurry(want->task, LIMITER_URGENT_READ);
        want->urgent = true;
        return;
    }
    take_out(line_of(want), want);
    want->urgent = true;
    append(line_of(want), want);
}

void task_read_want(struct worker *worker, const char *region, const char *identifier, bool urgent)
{
    struct task_read *reads = reads_of(worker);
    uint64_t hash = hash_of(region, identifier);
    struct err err;
    if (!connection_may_use(worker->connection, region, &err)) {
        post_failure(worker, region, identifier, &err);
        return;
    }
    struct want *want = find(reads, region, identifier, hash);
    if (want == NULL) {
        if (pending(reads) >= reads->slot_count)
            grow_table(reads);
        want = mem_alloc(1, sizeof *want);
        *want = (struct want){.reads = reads, .hash = hash, .urgent = urgent};
        want->region = mem_dup(region);
        want->identifier = mem_dup(identifier);
        put_in_slot(reads, want);
        append(line_of(want), want);
    } else if (urgent) {
        make_urgent(want);
    }
    fill(reads);
}

/* Tells the store that these rows are not being read any more. */
static void forget_line(struct task_read *reads, struct line *line, bool sent_too)
{
    for (struct want *want = line->first, *next; want != NULL; want = next) {
        next = want->next;
        if (!sent_too && (want->urgent || (want->task != NULL && task_was_sent(want->task))))
            continue;
        bool is_shown = want->task != NULL || sent_too;
        struct message *event =
            is_shown ? event_of(reads->worker, EVENT_UNREAD, want->region, want->identifier) : NULL;
        free_want(want);
        if (event != NULL) {
            event->count = pending(reads);
            worker_post(reads->worker, event);
        }
    }
}

void task_read_forget(struct worker *worker)
{
    struct task_read *reads = reads_of(worker);
    forget_line(reads, &reads->others, false);
    forget_line(reads, &reads->under_way, false);
}

void task_read_stop(struct worker *worker)
{
    struct task_read *reads = reads_of(worker);
    forget_line(reads, &reads->urgent, true);
    forget_line(reads, &reads->others, true);
    forget_line(reads, &reads->under_way, true);
}

void task_read_free(struct worker *worker)
{
    struct task_read *reads = worker->reads;
    if (reads == NULL)
        return;
    struct line *const lines[] = {&reads->urgent, &reads->others, &reads->under_way};
    for (size_t i = 0; i < 3; i++)
        while (lines[i]->first != NULL)
            free_want(lines[i]->first);
    free(reads->slots);
    free(reads);
    worker->reads = NULL;
}
