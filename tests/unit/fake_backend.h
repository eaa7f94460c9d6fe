/*
 * fake_backend: backend.h without a thread, a network or a file, for units of the screens.
 *
 * Each call becomes a line of a log: "read us-east-1 retail|a urgent". What the backend would answer is put
 * into the store by hand.
 */
#ifndef TESTS_FAKE_BACKEND_H
#define TESTS_FAKE_BACKEND_H

#include "backend/backend.h"
#include "base/strbuf.h"

struct backend {
    struct texts regions; /* owned; what backend_regions gives */
    struct strbuf log;    /* a line for each call that asks for something */
};

void fake_backend_init(struct backend *backend, const char *regions);
void fake_backend_release(struct backend *backend);
/* What was asked for since the last call. free(). */
char *fake_backend_take_log(struct backend *backend);

#endif
