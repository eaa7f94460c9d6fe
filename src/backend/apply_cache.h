/*
 * apply_cache: the store's rows as the message that the worker writes into the cache file. UI thread.
 */
#ifndef BACKEND_APPLY_CACHE_H
#define BACKEND_APPLY_CACHE_H

#include "backend/message.h"
#include "model/store.h"

/* A copy of the regions that were listed whole, and of their rows, as MESSAGE_SAVE_CACHE. NULL: there are none, or the
 * listing goes on. */
struct message *apply_cache_message(const struct store *store);

#endif
