/*
 * apply: one event of the worker on the store. UI thread.
 */
#ifndef BACKEND_APPLY_H
#define BACKEND_APPLY_H

#include "backend/message.h"
#include "model/store.h"

/* The event stays the caller's; its cache and documents are read, not kept. */
void apply_event(struct store *store, struct message *event);

#endif
