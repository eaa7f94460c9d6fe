/*
 * apply_cache: the store's rows as the message that the worker writes into the cache file. UI thread.
 */
#ifndef BACKEND_APPLY_CACHE_H
#define BACKEND_APPLY_CACHE_H

#include <stdbool.h>
#include "backend/message.h"
#include "model/store.h"

/* True if each region of the store was listed whole: only such a listing is worth keeping. */
bool apply_cache_is_whole(const struct store *store);
/* A copy of all rows as MESSAGE_SAVE_CACHE. */
struct message *apply_cache_message(const struct store *store);

#endif
