/*
 * task_write: operations, from the request to their end (changes.md). This header is what its parts share.
 *
 *     task_write   takes requests, waits for the identity, ends operations, answers questions
 *     task_guard   reads before a change, and after a refusal, and decides
 *     task_attempt the bytes of an attempt and its row in the journal
 *     task_submit  sends, and judges the answer
 *     task_poll    follows a RequestToken to its end and reads the trigger again
 *     task_resume  what the journal holds of other runs: shown, resumed, looked up, dropped
 *
 * A struct task_write lives as long as the worker, so that an ended operation can be tried again. It does one
 * thing at a time: either a task, a timer, or nothing (it waits for the identity, or for the person). Worker
 * thread.
 */
#ifndef BACKEND_TASK_WRITE_H
#define BACKEND_TASK_WRITE_H

#include "backend/journal.h"
#include "backend/pages.h"
#include "backend/task.h"
#include "backend/worker.h"
#include "base/json.h"

struct task_write {
    struct task_write *next;
    struct worker *worker;
    struct connection *connection; /* held; NULL: a row of the journal that nobody resumed */
    struct journal_entry entry;    /* the operation and its row */

    /* As asked for. */
    char *account_seen;               /* NULL: nobody looked */
    char *patch;                      /* given by the person; NULL: made from seen and target */
    char *role_arn, *type_version_id; /* owned, as all of these; NULL: none */
    char *asked; /* the document as first asked for: its draft goes with its success; NULL: none */
    bool unguarded, account_unknown_ok;

    /* Guards. before and after are the person's; seen and target follow what others do meanwhile. */
    char *seen;           /* what the guards stand on, JSON; NULL: not read yet */
    char *target;         /* what an update makes of it, JSON */
    bool no_time;         /* this attempt tests no LastUpdatedAt, because the service refused to */
    bool learns_no_time;  /* ... and if it passes, that is remembered for the endpoint */
    struct texts without; /* properties that the person lets go without their guard */
    int renewals;         /* guards made anew because only an order had changed */
    struct err refusal;   /* AWS's own text for the refused attempt */
    bool refused;         /* some attempt was refused by AWS */

    /* Under way. */
    /* Goes on once the identity is settled; NULL: does not wait for it. */
    void (*when_known)(struct task_write *write);
    struct task *task;
    struct timer timer;
    int sends;          /* requests whose first byte may have left, of this row, in any process */
    bool maybe_arrived; /* bytes left, and nothing that came back says that AWS did not take them */
    int pauses;         /* in a row without an answer: how long the next pause is */
    int polls, yields;  /* yields: how often somebody else's operation was in the way */
    int lost_polls;     /* in a row that AWS knew no such request */
    char *followed;     /* RequestToken of somebody else's operation, which must end first */
    bool cancel_wanted; /* as soon as AWS has given a token */
    struct task *cancel;
    cJSON *events;         /* progress events so far; NULL: none */
    struct pages requests; /* of ListResourceRequests, while it is looked up */
    char *found_token;     /* the one request found there that fits; "" for more than one */
};

/* Takes MESSAGE_CHANGE to MESSAGE_LOAD. */
void task_write_take(struct worker *worker, struct message *request);
/* Who we are is known, or that nobody tells, or was asked in vain once: those who waited go on. */
void task_write_identity_settled(struct worker *worker, struct connection *connection);
/* True while a change that has not ended goes over this connection. */
bool task_write_uses(const struct worker *worker, const struct connection *connection);
/* Why that is not known yet: those who wait for it show it. */
void task_write_identity_late(struct worker *worker, const struct connection *connection,
                              const struct err *why);
/* Frees all operations; rows that have not ended wait in the journal for the next start. */
void task_write_free(struct worker *worker);

/* ---- for the parts ---- */

/* A new one in the worker's list, with nothing set. */
struct task_write *task_write_new(struct worker *worker, uint64_t number);
/* Shows the operation as it is. */
void task_write_post(struct task_write *write);
/* Shows it with what is being done; words may be NULL. */
void task_write_show(struct task_write *write, enum operation_wait wait, const char *words, ...)
    __attribute__((format(printf, 3, 4)));
/* Commits the row as it is; a failure is said, not fatal: what is on disk already suffices to go on. */
void task_write_keep(struct task_write *write);
/* Ends it: on disk, on the screen. err may be NULL. */
void task_write_end(struct task_write *write, enum operation_state state, const struct err *err);
/* Ends it without a request having been accepted: failed if AWS refused one, else not sent. */
void task_write_give_up(struct task_write *write, const struct err *err);
/* Puts a question to the person. live: the trigger as it is now, or NULL. */
void task_write_ask(struct task_write *write, enum operation_question question, const cJSON *live,
                    const struct err *err);
/* Calls when_known once the connection's identity is settled and fits; else the operation ends, or for a row
 * of the journal (interrupted) stays where it is and the person is told. */
void task_write_when_known(struct task_write *write, void (*when_known)(struct task_write *write));
/* fire is called after a pause that grows with each one in a row, 1 s to 30 s. Returns its milliseconds. */
int64_t task_write_pause(struct task_write *write, timers_fn fire);
/* A call to Cloud Control over the operation's own connection that changes nothing (or cancels): throttling does not
 * end it, and why it takes longer is shown. body is taken over. */
struct task *task_write_call(struct task_write *write, enum limiter_urgency urgency, const char *action,
                             char *body, task_done_fn done);
/* Sets an owned text. */
void task_write_set(char **text, const char *value);
/* A stored document as a tree; NULL for NULL. Free: cJSON_Delete. */
cJSON *task_write_parse(const char *text);
/* Stops task and timer. */
void task_write_stop(struct task_write *write);
/* For sentences: "high-value-order" of "retail|high-value-order". borrowed. */
const char *task_write_name(const struct task_write *write);

#endif
