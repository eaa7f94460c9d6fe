/*
 * news: what operations come to is said without anybody asking: done, failed, a question, interrupted ones at
 * the start. Used by tui.c; UI thread.
 */
#ifndef TUI_NEWS_H
#define TUI_NEWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/texts.h"
#include "model/store.h"

/* The operations as they were last looked at: the open ones, and those of this process that have ended. */
struct news {
    struct news_known {
        uint64_t number;
        bool asked; /* its question was said */
        bool ended;
    } * known; /* owned */
    size_t count, capacity;
    uint64_t version; /* of the store's operations */
    bool interrupted_said;
    struct texts failures; /* of reading, as they were said: each once until it is over */
};

void news_release(struct news *news);
/* Adds to the store's messages what happened since the last call. key shows the operations: "o"; undo_key takes a change
 * back: "z". */
void news_look(struct news *news, struct store *store, const char *key, const char *undo_key);

#endif
