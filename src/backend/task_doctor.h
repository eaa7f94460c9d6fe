/*
 * task_doctor: looks at everything that etrig needs, says what works, and what to do about the rest. It changes
 * nothing.
 *
 *     task_doctor          the lines; config, credentials, identity; what comes after what
 *     task_doctor_probe    does each endpoint answer, and what time is it there
 *     task_doctor_trial    permissions that a call which changes nothing can try
 *     task_doctor_iam      the others: IAM is asked what it would say
 *
 * All lines are posted at once, pending, and again as they are settled. What does not need another thing runs
 * beside it. The parts share this header; all others start, end and tell of changes. Worker thread.
 */
#ifndef BACKEND_TASK_DOCTOR_H
#define BACKEND_TASK_DOCTOR_H

#include "backend/task.h"
#include "backend/worker.h"
#include "model/permission.h"
#include "model/store_doctor.h"

enum { TASK_DOCTOR_TRIALS = 12, TASK_DOCTOR_NO_LINE = -1 };

/* One endpoint. */
struct task_doctor_probe {
    struct task_doctor *doctor;
    enum aws_service service;
    const char *region; /* borrowed */
    int line;           /* TASK_DOCTOR_NO_LINE: it is not told about by itself */
    uint64_t request;   /* http's number; 0: none under way */
    bool done, up;
    char *host; /* owned; for sentences; NULL before it is asked */
};

/* One call that tries a permission or some. */
struct task_doctor_trial {
    struct task_doctor_place *place;
    struct task *task; /* NULL: not begun, or done */
    bool begun;
};

/* One question to IAM: may the principal do what writes to this kind of resource? */
struct task_doctor_question {
    struct task_doctor_place *place;
    enum permission_resource resource;
    struct task *task;
};

/* One region. */
struct task_doctor_place {
    struct task_doctor *doctor;
    const char *region; /* borrowed */
    int line;           /* the first of its permissions, which stand in the order of permission_table */
    struct task_doctor_probe control, profiles;
    struct task_doctor_trial trials[TASK_DOCTOR_TRIALS];
    char *domain, *trigger, *object_type; /* owned: what was found to try on; NULL: nothing yet */
    struct task_doctor_question questions[2];
    bool keys_refused; /* here, whatever STS said of them */
    bool asked;
};

struct task_doctor {
    struct worker *worker;
    struct connection *connection; /* held */
    struct store_doctor said;
    struct texts regions;
    int clock_line, credentials_line, identity_line; /* from the last on, all needs credentials */
    struct task_doctor_probe sts, iam;
    struct task_doctor_place *places; /* owned; one a region */
    size_t place_count;
    bool probing; /* the endpoints are known and asked */
    struct task *identity;
    bool identified;      /* who we are is known, or that nobody tells */
    bool refused;         /* AWS does not take the keys */
    char *account, *arn;  /* owned; NULL: not known */
    struct task *role;    /* GetRole */
    char *source;         /* owned: the ARN whose policies IAM looks at; NULL: not known */
    struct err no_source; /* why there will be none */
    struct timer timer;   /* nobody waits longer */
};

/* Begins anew, over the worker's present connection and scope. */
void task_doctor_start(struct worker *worker);
/* The state of a connection has changed. */
void task_doctor_connection_changed(struct worker *worker, const struct connection *connection);
/* Other regions or domains are shown: what is under way begins anew. */
void task_doctor_scope_changed(struct worker *worker);
/* Ends it, if it was ever begun. */
void task_doctor_free(struct worker *worker);

/* ---- for the parts ---- */

/* Settles a line; what was settled before stays. The second's err has the remedy. */
void task_doctor_pass(struct task_doctor *doctor, int line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void task_doctor_fail(struct task_doctor *doctor, int line, const struct err *err);
void task_doctor_skip(struct task_doctor *doctor, int line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* Starts whatever can be started now, and posts the lines. After each answer. */
void task_doctor_advance(struct task_doctor *doctor);

/* Asks all endpoints. */
void task_doctor_probe_all(struct task_doctor *doctor);
/* Gives up; frees what it owns. */
void task_doctor_probe_end(struct task_doctor_probe *probe);

/* Begins the calls of a region whose needs are met, and skips those whose needs will never be. */
void task_doctor_try(struct task_doctor_place *place);
/* True when all are done. */
bool task_doctor_has_tried(const struct task_doctor_place *place);
/* The line of this action in this region; TASK_DOCTOR_NO_LINE if there is none. */
int task_doctor_permission_line(const struct task_doctor_place *place, const char *action);

/* True if there is anything to ask IAM about. */
bool task_doctor_asks_iam(const struct task_doctor *doctor);
/* Finds out whose policies IAM is to look at, and asks about each region that has been tried. */
void task_doctor_ask_iam(struct task_doctor *doctor);

#endif
