/*
 * watches: descriptors whose readiness somebody wants to hear of. Who sleeps in poll asks for them, and calls
 * those that are ready. One thread.
 */
#ifndef BASE_WATCHES_H
#define BASE_WATCHES_H

#include <stddef.h>

typedef void (*watches_fn)(void *context);

struct watch {
    int fd;           /* borrowed: it is not closed here */
    watches_fn ready; /* it can be read, or its other end has closed */
    void *context;    /* borrowed */
};

/* {0} is an empty one. */
struct watches {
    struct watch *items; /* owned */
    size_t count, capacity;
};

/* One watch a descriptor. */
void watches_add(struct watches *watches, int fd, watches_fn ready, void *context);
/* Nothing if it is not watched. Before the descriptor is closed. */
void watches_remove(struct watches *watches, int fd);
/* Calls who watches fd; nothing if nobody does any more: another's call may have ended the watch. */
void watches_call(const struct watches *watches, int fd);
/* Forgets all. */
void watches_release(struct watches *watches);

#endif
