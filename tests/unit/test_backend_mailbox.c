/* mailbox: order, one wake-up for many messages, two threads. */
#include "helpers.h"

#include <pthread.h>
#include "backend/mailbox.h"

enum { MANY = 2000 };

static void count_wake(void *context)
{
    ++*(int *)context;
}

static void messages_come_out_in_order(void **state)
{
    struct mailbox box;
    (void)state;
    mailbox_init(&box);
    for (uint64_t i = 1; i <= 3; i++) {
        struct message *message = message_new(MESSAGE_CANCEL);
        message->number = i;
        mailbox_post(&box, message);
    }
    struct message *first = mailbox_take(&box);
    assert_int_equal(first->number, 1);
    assert_int_equal(first->next->number, 2);
    assert_int_equal(first->next->next->number, 3);
    assert_null(first->next->next->next);
    assert_null(mailbox_take(&box));
    message_free_all(first);
    mailbox_release(&box);
}

static void only_the_first_message_wakes(void **state)
{
    struct mailbox box;
    int wakes = 0;
    (void)state;
    mailbox_init(&box);
    mailbox_post(&box, message_new(MESSAGE_STOP)); /* nobody to wake yet */
    message_free_all(mailbox_take(&box));
    mailbox_on_post(&box, count_wake, &wakes);
    for (int i = 0; i < 5; i++)
        mailbox_post(&box, message_new(MESSAGE_STOP));
    assert_int_equal(wakes, 1);
    message_free_all(mailbox_take(&box));
    mailbox_post(&box, message_new(MESSAGE_STOP));
    assert_int_equal(wakes, 2);
    mailbox_release(&box); /* frees what nobody took */
}

static void *post_many(void *context)
{
    for (uint64_t i = 1; i <= MANY; i++) {
        struct message *message = message_new(MESSAGE_CANCEL);
        message->number = i;
        mailbox_post(context, message);
    }
    return NULL;
}

static void nothing_is_lost_between_threads(void **state)
{
    struct mailbox box;
    pthread_t thread;
    uint64_t seen = 0;
    (void)state;
    mailbox_init(&box);
    assert_int_equal(pthread_create(&thread, NULL, post_many, &box), 0);
    while (seen < MANY) {
        struct message *chain = mailbox_take(&box);
        for (const struct message *message = chain; message != NULL; message = message->next)
            assert_int_equal(message->number, ++seen);
        message_free_all(chain);
    }
    pthread_join(thread, NULL);
    assert_null(mailbox_take(&box));
    mailbox_release(&box);
}

static void rows_keep_their_texts(void **state)
{
    struct message_rows *rows = message_rows_new();
    (void)state;
    message_rows_add(rows, "a", "Order", NULL, "[]", 1, 2);
    message_rows_add(rows, "b", NULL, "", NULL, 0, 0);
    assert_string_equal(message_rows_text(rows, rows->items[0].name), "a");
    assert_string_equal(message_rows_text(rows, rows->items[0].object_type), "Order");
    assert_null(message_rows_text(rows, rows->items[0].description));
    assert_string_equal(message_rows_text(rows, rows->items[0].tags), "[]");
    assert_string_equal(message_rows_text(rows, rows->items[1].description), "");
    struct message *message = message_new(EVENT_ROWS);
    message->rows = rows;
    message_free(message);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(messages_come_out_in_order),
        cmocka_unit_test(only_the_first_message_wakes),
        cmocka_unit_test(nothing_is_lost_between_threads),
        cmocka_unit_test(rows_keep_their_texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
