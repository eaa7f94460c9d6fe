/*
 * session: a backend in a folder of its own, against the cloud of a test, and what it takes to wait for its
 * events.
 */
#ifndef TESTS_SESSION_H
#define TESTS_SESSION_H

#include <stdbool.h>
#include "backend/backend.h"
#include "cloud.h"
#include "model/store.h"
#include "triggers.h"

struct session {
    struct cloud *cloud;
    char *folder; /* HOME, state and cache */
    struct backend *backend;
    struct store store;
};

/* A folder, a cloud with the trigger d|t in it, no backend yet. */
void session_begin(struct session *session);
/* Options that fit the session; the caller may change them before session_start. */
struct backend_options session_options(const struct session *session);
/* Starts a backend; options NULL: session_options. */
void session_start(struct session *session, const struct backend_options *options);
/* Stops the backend, which must answer in time, and forgets its store. */
void session_stop(struct session *session);
void session_end(struct session *session);
/* The same around a cmocka test, whose state is a struct session. */
int session_setup(void **state);
int session_teardown(void **state);
/* What a person would see: the trigger d|t as the cloud has it, JSON. free(). */
char *session_seen(const struct session *session);

typedef bool (*session_done_fn)(const struct session *session, const void *context);
/* Pumps until done says so; fails the test after 20 s. */
void session_wait(struct session *session, session_done_fn done, const void *context, const char *what);
/* Waits until the operation has ended or asks. */
const struct operation *session_settled(struct session *session, uint64_t number);
/* Answers the operation's question, and waits until it has ended or asks anew. */
const struct operation *session_answer(struct session *session, uint64_t number, bool go_on);
/* Waits until the operation waits like this. */
const struct operation *session_waits(struct session *session, uint64_t number, enum operation_wait wait);
/* Waits until an operation of this state is there (of any number); the newest such. */
const struct operation *session_any(struct session *session, enum operation_state state,
                                    enum operation_wait wait);

/* A change of d|t in region r, account as the cloud has it. */
struct backend_change session_change(const char *before, const char *after);

#endif
