/*
 * apply: one event of the worker on the store. UI thread.
 */
#ifndef BACKEND_APPLY_H
#define BACKEND_APPLY_H

#include <stdbool.h>
#include "backend/message.h"
#include "model/store.h"

/* A person waits for the first rows of a long listing, and for keys meanwhile. */
enum { APPLY_ROWS_AT_ONCE = 1000 };

/* The event stays the caller's; its cache and documents are read, not kept. False: it holds more rows than
 * are put at once, and is to be applied again before any other. */
bool apply_event(struct store *store, struct message *event);

#endif
