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

/* The operations of this process that had not ended when they were last looked at. */
struct news {
    struct news_open {
        uint64_t number;
        bool asked; /* its question was said */
    } * open;       /* owned */
    size_t count, capacity;
    uint64_t version; /* of the store's operations */
    bool interrupted_said;
    struct texts failures; /* of reading, as they were said: each once until it is over */
};

void news_release(struct news *news);
/* Adds to the store's messages what happened since the last call. key shows the operations: "o". */
void news_look(struct news *news, struct store *store, const char *key);

#endif
