/*
 * task: one call to a service, until it has an answer that stands.
 *
 * It waits for the connection, then for its place in the limiter, is signed and sent, and is tried again (as
 * often as the connection's manner says, with the delays of retry.h) while that makes sense. The answer comes
 * once, in the worker's loop, never inside task_start. Worker thread.
 */
#ifndef BACKEND_TASK_H
#define BACKEND_TASK_H

#include <stdbool.h>
#include <stddef.h>
#include "aws/aws_json.h"
#include "aws/customer_profiles.h"
#include "backend/delay.h"
#include "backend/worker.h"

struct task;

/* The last word. The task is gone already. answer is borrowed, its members may be taken over; err is ERR_NONE
 * for a success. */
typedef void (*task_done_fn)(void *context, struct aws_answer *answer);
/* It takes longer: an attempt failed and will be repeated, or nothing has come for two seconds. */
typedef void (*task_waits_fn)(void *context, const struct delay *delay);

struct task_call {
    struct connection *connection; /* borrowed: the task holds a reference of its own */
    enum aws_service service;
    const char *region; /* copied */
    enum limiter_urgency urgency;
    const char *action;                     /* Cloud Control's or IAM's, a literal; else NULL */
    char *body;                             /* of that action; taken over */
    struct customer_profiles_call profiles; /* taken over; path NULL for the others */
    task_done_fn done;
    http_before_fn before; /* as in http_send, with context; NULL */
    task_waits_fn waits;   /* NULL */
    bool outlasts;         /* throttling does not end it: after the attempts of one call it makes another */
    void *context;
};

/* Starts it. call's owned members are taken over. */
struct task *task_start(struct worker *worker, struct task_call *call);
/* Gives up without an answer; NULL is fine. */
void task_cancel(struct task *task);
/* Ends every call without an answer, as the worker stops. */
void task_cancel_all(struct worker *worker);
/* True once a request of it was handed to the network. */
bool task_was_sent(const struct task *task);
/* Moves it up while it still waits. */
void task_hurry(struct task *task, enum limiter_urgency urgency);
/* The state of a connection has changed: those who waited for it go on or end. */
void task_connection_changed(struct worker *worker, const struct connection *connection);

/* A call to Cloud Control over the worker's present connection, urgency and callbacks set by the caller. body
 * is taken over. */
struct task *task_control(struct worker *worker, struct task_call *call, const char *action, char *body);

#endif
