/*
 * rows: a listing as commands read it: all of it, each trigger in full where that is wanted, and what could not be
 * read named on stderr.
 */
#ifndef CLI_ROWS_H
#define CLI_ROWS_H

#include <stdbool.h>
#include "cli/wait.h"
#include "model/store.h"

/* Lists the chosen regions and domains into the session's store, and keeps what was listed whole in the cache; full: reads every trigger in full. false with
 * ERR_NETWORK: the time is over, and the store holds what came until then. */
bool rows_read(struct wait_session *session, bool full, struct err *err);
/* Called as rows arrive, while more are to come and at the end once more; false: nobody wants more. */
typedef bool (*rows_arrive_fn)(struct wait_session *session, void *context);
/* The same for who takes rows as they arrive; with full each is asked for as soon as it is listed. */
bool rows_read_arriving(struct wait_session *session, bool full, rows_arrive_fn arrive, void *context,
                        struct err *err);
/* Names on stderr what could not be read, or who was late; the command's exit status. whole is what rows_read gave. */
int rows_end(const struct store *store, bool whole, const struct err *err);

#endif
