/*
 * lists: the account's lists that a command needs (object types, segments, fields …), each asked for once.
 */
#ifndef CLI_LISTS_H
#define CLI_LISTS_H

#include <stdbool.h>
#include <stddef.h>
#include "cli/wait.h"
#include "model/store.h"

struct list_wanted {
    enum store_catalog_kind kind;
    char *region, *domain, *object_type; /* owned; object_type NULL but for fields and attributes */
};

/* {0} is empty. */
struct lists {
    struct list_wanted *items; /* owned */
    size_t count, capacity;
};

/* Asks for a list unless that was done. object_type may be NULL. Copies the texts. */
void lists_want(struct lists *lists, struct wait_session *session, enum store_catalog_kind kind,
                const char *region, const char *domain, const char *object_type);
/* Waits until each has come or failed. A connection that fails ends the wait of a session that may be offline. */
bool lists_wait(struct lists *lists, struct wait_session *session, struct err *err);
/* Names on stderr those that could not be read, and why. consequence: "what they hold is not looked at". */
void lists_say_missing(const struct lists *lists, const struct store *store, const char *consequence);
void lists_release(struct lists *lists);

#endif
