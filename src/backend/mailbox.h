/*
 * mailbox: messages from one thread to another.
 *
 * A posted message is gone: the mailbox owns it until the other side takes it, and then that side does.
 * Messages come out in the order they went in. The waker is called when the first message falls into an empty
 * box, not for each one, so that thousands of rows are a few wake-ups. Any thread may post; one thread takes.
 */
#ifndef BACKEND_MAILBOX_H
#define BACKEND_MAILBOX_H

#include <pthread.h>
#include "backend/message.h"

/* Wakes the taker; called in the posting thread, outside the lock. */
typedef void (*mailbox_wake_fn)(void *context);

struct mailbox {
    pthread_mutex_t lock;
    struct message *first, *last; /* owned */
    mailbox_wake_fn wake;         /* NULL: the taker is not asleep yet */
    void *wake_context;
};

/* An empty box that wakes nobody until mailbox_on_post. */
void mailbox_init(struct mailbox *box);
/* Frees the messages that nobody took. */
void mailbox_release(struct mailbox *box);
/* From now on a message that falls into the empty box calls wake. */
void mailbox_on_post(struct mailbox *box, mailbox_wake_fn wake, void *context);
/* Takes the message over. */
void mailbox_post(struct mailbox *box, struct message *message);
/* All messages as a chain by `next`, oldest first, now the caller's; NULL if there is none. */
struct message *mailbox_take(struct mailbox *box);

#endif
