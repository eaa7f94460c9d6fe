#include "backend/mailbox.h"

#include <stddef.h>

void mailbox_init(struct mailbox *box)
{
    *box = (struct mailbox){.first = NULL};
    pthread_mutex_init(&box->lock, NULL);
}

void mailbox_release(struct mailbox *box)
{
    message_free_all(box->first);
    box->first = box->last = NULL;
    pthread_mutex_destroy(&box->lock);
}

void mailbox_on_post(struct mailbox *box, mailbox_wake_fn wake, void *context)
{
    pthread_mutex_lock(&box->lock);
    box->wake = wake;
    box->wake_context = context;
    pthread_mutex_unlock(&box->lock);
}

void mailbox_post(struct mailbox *box, struct message *message)
{
    message->next = NULL;
    pthread_mutex_lock(&box->lock);
    bool was_empty = box->first == NULL;
    if (was_empty)
        box->first = message;
    else
        box->last->next = message;
    box->last = message;
    mailbox_wake_fn wake = was_empty ? box->wake : NULL;
    void *context = box->wake_context;
    pthread_mutex_unlock(&box->lock);
    if (wake != NULL)
        wake(context);
}

struct message *mailbox_take(struct mailbox *box)
{
    pthread_mutex_lock(&box->lock);
    struct message *first = box->first;
    box->first = box->last = NULL;
    pthread_mutex_unlock(&box->lock);
    return first;
}
