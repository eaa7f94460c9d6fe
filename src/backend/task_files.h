/*
 * task_files: what the worker keeps on disk beside the journal: drafts, the console's statements, and the
 * cache of the last listing.
 */
#ifndef BACKEND_TASK_FILES_H
#define BACKEND_TASK_FILES_H

#include "backend/worker.h"

struct cache;

/* The cached listing of the present connection, or NULL; cache_close. */
struct cache *task_files_open_cache(const struct worker *worker);
/* It goes up, if there is one. */
void task_files_post_cached(struct worker *worker);
/* The drafts go up; those that cannot be read are named. */
void task_files_post_drafts(struct worker *worker);
/* MESSAGE_SAVE_DRAFT, MESSAGE_DROP_DRAFT, MESSAGE_LOAD_HISTORY, MESSAGE_ADD_HISTORY, MESSAGE_SAVE_CACHE. */
void task_files_take(struct worker *worker, struct message *request);
/* Drops the draft that this succeeded change came from: the one of its trigger whose document is what was
 * asked for. asked may be NULL: then it is the operation's. */
void task_files_drop_draft_of(struct worker *worker, const struct operation *operation, const char *asked);

#endif
