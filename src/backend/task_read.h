/*
 * task_read: reads triggers in full (GetResource), those on the screen first.
 *
 * What is asked for waits in two lines, the urgent one first; a trigger stands in one place only. A bounded
 * number of calls is under way at once, so that what was asked for by scrolling can be forgotten before it is
 * sent. Worker thread.
 */
#ifndef BACKEND_TASK_READ_H
#define BACKEND_TASK_READ_H

#include "backend/worker.h"
#include "base/json.h"

/* Copies both texts. Wanted twice, it stands once; urgent moves it to the front line. */
void task_read_want(struct worker *worker, const char *region, const char *identifier, bool urgent);
/* Forgets what is neither urgent nor sent. */
void task_read_forget(struct worker *worker);
/* Ends all, also what is under way. */
void task_read_stop(struct worker *worker);
/* How many are wanted and not answered. */
size_t task_read_pending(const struct worker *worker);
/* Ends all and frees the lines. */
void task_read_free(struct worker *worker);

/* The body of GetResource for a trigger. free(). */
char *task_read_body(const struct worker *worker, const char *identifier);
/* The document in GetResource's answer; NULL and err if there is none. Free: cJSON_Delete. */
cJSON *task_read_document(const cJSON *answer, struct err *err);
/* Tells the store what the trigger is now; document NULL: that it is gone. */
void task_read_post(struct worker *worker, const char *region, const char *identifier, const char *document);

#endif
