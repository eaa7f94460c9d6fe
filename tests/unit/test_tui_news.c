/* news: what operations come to is said once, unasked. */
#include "helpers.h"

#include <string.h>

#include "tui/news.h"

static void put_kind(struct store *store, uint64_t number, enum operation_kind kind,
                     enum operation_state state, bool mine)
{
    struct operation operation = {.number = number,
                                  .kind = kind,
                                  .state = state,
                                  .region = (char *)"us-east-1",
                                  .account = (char *)"",
                                  .identifier = (char *)"retail|high-value",
                                  .mine = mine};
    if (state == OPERATION_NOT_SENT)
        err_set(&operation.failure, ERR_LOCAL, "the disk is full");
    store_put_operation(store, &operation);
}

static void put(struct store *store, uint64_t number, enum operation_state state, bool mine)
{
    put_kind(store, number, OPERATION_UPDATE, state, mine);
}

static void assert_said(struct news *news, struct store *store, size_t count, const char *newest)
{
    news_look(news, store, "o", "z");
    assert_int_equal(store->message_count, count);
    if (newest != NULL)
        assert_string_equal(store->messages[count - 1].text, newest);
}

static void test_an_end_is_said_once(void **state)
{
    struct store store;
    struct news news = {0};
    (void)state;
    store_init(&store);
    put(&store, 1, OPERATION_ACCEPTED, true);
    assert_said(&news, &store, 0, NULL);
    put(&store, 1, OPERATION_SUCCEEDED, true);
    assert_said(&news, &store, 1, "update of high-value: done");
    put(&store, 1, OPERATION_SUCCEEDED, true);
    assert_said(&news, &store, 1, NULL);
    news_release(&news);
    store_release(&store);
}

static void test_a_deletion_names_the_key_that_undoes_it(void **state)
{
    struct store store;
    struct news news = {0};
    (void)state;
    store_init(&store);
    put_kind(&store, 1, OPERATION_DELETE, OPERATION_ACCEPTED, true);
    assert_said(&news, &store, 0, NULL);
    put_kind(&store, 1, OPERATION_DELETE, OPERATION_SUCCEEDED, true);
    assert_said(&news, &store, 1, "delete of high-value: done \xc2\xb7 z brings it back");
    news_release(&news);
    store_release(&store);
}

/* Begun and refused between two looks: a full disk, read-only, another account. */
static void test_an_end_that_came_at_once_is_said_too(void **state)
{
    struct store store;
    struct news news = {0};
    (void)state;
    store_init(&store);
    assert_said(&news, &store, 0, NULL);
    put(&store, 1, OPERATION_NOT_SENT, true);
    assert_said(&news, &store, 1, "update of high-value not sent: the disk is full");
    put(&store, 2, OPERATION_ACCEPTED, true);
    assert_said(&news, &store, 1, NULL);
    news_release(&news);
    store_release(&store);
}

/* Left by the person's own answer: who gave it knows. */
static void test_what_was_left_is_no_news(void **state)
{
    struct store store;
    struct news news = {0};
    struct operation operation = {.number = 1,
                                  .kind = OPERATION_UPDATE,
                                  .wait = OPERATION_ASKING,
                                  .region = (char *)"us-east-1",
                                  .account = (char *)"",
                                  .identifier = (char *)"retail|high-value",
                                  .mine = true};
    (void)state;
    store_init(&store);
    store_put_operation(&store, &operation);
    assert_said(&news, &store, 1, "update of high-value asks you something; o shows it");
    operation.wait = OPERATION_RUNNING;
    operation.state = OPERATION_FAILED;
    err_set(&operation.failure, ERR_CONFLICT, "it was changed elsewhere");
    store_put_operation(&store, &operation);
    assert_said(&news, &store, 1, NULL);
    news_release(&news);
    store_release(&store);
}

static void test_what_the_journal_holds_of_other_runs_is_no_news(void **state)
{
    struct store store;
    struct news news = {0};
    (void)state;
    store_init(&store);
    put(&store, 1, OPERATION_FAILED, false);
    assert_said(&news, &store, 0, NULL);
    news_release(&news);
    store_release(&store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_end_is_said_once),
        cmocka_unit_test(test_a_deletion_names_the_key_that_undoes_it),
        cmocka_unit_test(test_an_end_that_came_at_once_is_said_too),
        cmocka_unit_test(test_what_was_left_is_no_news),
        cmocka_unit_test(test_what_the_journal_holds_of_other_runs_is_no_news),
    };
    return cmocka_run_group_tests_name("news", tests, NULL, NULL);
}
