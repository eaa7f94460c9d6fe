/*
 * worker: the thread that owns curl, timers, the journal, drafts and the cache, and what its parts share.
 *
 * It takes requests from the inbox, runs what is due, lets calls start, and sleeps in http_run until
 * something moves. Its parts (task_*.c) never block and never call back into the UI's side: they post events.
 * Worker thread, but for worker_start and worker_free, which run while no worker thread does.
 */
#ifndef BACKEND_WORKER_H
#define BACKEND_WORKER_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include "aws/http.h"
#include "backend/backend.h"
#include "backend/connection.h"
#include "backend/journal.h"
#include "backend/limiter.h"
#include "backend/mailbox.h"
#include "base/timers.h"

/* Operations of other runs are numbered from here by their row in the journal, those of this run from 1. */
#define WORKER_JOURNAL_NUMBERS ((uint64_t)1 << 40)

struct task;
struct task_catalog;
struct task_keys;
struct task_doctor;
struct task_list;
struct task_read;
struct task_whoami;
struct task_write;

struct worker {
    struct mailbox inbox, outbox; /* the only members that both threads write */
    pthread_t thread;

    /* Set before the thread starts, then read only. */
    char *state_dir, *cache_dir;      /* owned; NULL: there is none */
    char *role_arn, *type_version_id; /* owned; NULL: not given */
    enum backend_list_via list_via;
    int keep_days;
    char *settings_path; /* owned; NULL: there is no home folder */
    bool settings_found;
    struct texts settings_notes; /* what of them was ignored */
    bool take_over, use_cache;
    bool drafts_fail;   /* the last one could not be written, which was said */
    bool history_fails; /* the last statement could not be written */

    struct http *http; /* NULL: it could not start */
    struct timers timers;
    struct limiter limiter;
    struct connection_plan plan;
    struct connection *connection; /* held: of all that is asked from now on */
    uint64_t connection_number;    /* moves with each connection */
    int local_fd;                  /* -1: none; the local cloud ends when it closes */
    struct strbuf local_line;      /* what came from it so far */
    struct texts regions, domains; /* the scope */
    bool by_all, stop;
    bool journal_seen;       /* task_resume_begin has run */
    struct journal *journal; /* NULL: not opened, or journal_failure says why */
    bool journal_tried;
    struct err journal_failure;

    struct task *tasks; /* owned: calls under way */
    struct task_keys *keys;
    struct task_whoami *whoamis;
    struct task_list *list; /* NULL: nothing is listed */
    struct task_read *reads;
    struct task_catalog *catalogs;
    struct task_doctor *doctor; /* NULL: never asked */
    struct task_write *writes;
    uint32_t generation; /* of the newest listing */
};

/* Starts the thread. The worker's members up to http are the caller's to set. ERR_LOCAL. */
bool worker_start(struct worker *worker, struct err *err);
/* Frees all, after the thread has ended or when it never began. */
void worker_free(struct worker *worker);

/* Posts an event. Takes it over. */
void worker_post(struct worker *worker, struct message *event);
/* A line under `!`. */
void worker_say_error(struct worker *worker, const struct err *err);
/* The same of what is no failure and should be known; commands say it on stderr. */
void worker_say_note(struct worker *worker, const struct err *note);
/* The header's data have changed. */
void worker_post_connection(struct worker *worker);
/* Its identity is settled or has proved wrong: those who waited for it go on. */
void worker_identity_settled(struct worker *worker, struct connection *connection);
/* Its keys were found, or proved not to be had: those who waited for them go on or end. */
void worker_keys_settled(struct worker *worker, struct connection *connection);
/* The journal, opened at the first need; NULL and err (ERR_LOCAL) if it cannot be. */
struct journal *worker_journal(struct worker *worker, struct err *err);
int64_t worker_now_ms(void); /* monotonic */

#endif
