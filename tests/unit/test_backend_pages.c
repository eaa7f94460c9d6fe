/* pages: every way through pages ends. */
#include "helpers.h"

#include "backend/pages.h"
#include "base/mem.h"

enum { FOR_EVER = 20000 };

/* Walks with "t0", "t1", …; from the length on back to the page `back` (circle) or, with back < 0, to the
 * end. Returns the number of pages asked for after the first. */
static int walk(int length, int back, enum pages_step *last, struct err *err)
{
    struct pages pages = {.token = NULL};
    int asked = 0, at = 0;
    *last = PAGES_MORE;
    while (*last == PAGES_MORE && asked < FOR_EVER) {
        bool is_over = at == length && back < 0;
        char *text =
            is_over ? mem_dup("{}") : mem_printf("{\"NextToken\":\"t%d\"}", at == length ? back : at);
        cJSON *answer = json_parse_text(text, NULL);
        at = at == length ? back + 1 : at + 1;
        *last = pages_next(&pages, answer, err);
        asked += *last == PAGES_MORE;
        cJSON_Delete(answer);
        free(text);
    }
    pages_release(&pages);
    return asked;
}

static void pages_end_with_the_last_token(void **state)
{
    enum pages_step last;
    (void)state;
    for (int length = 0; length < 300; length++) {
        assert_int_equal(walk(length, -1, &last, NULL), length);
        assert_int_equal(last, PAGES_END);
    }
}

static void a_circle_of_any_length_is_noticed(void **state)
{
    (void)state;
    for (int length = 1; length < 60; length++)
        for (int back = 0; back < length; back++) {
            struct err err = {.code = ERR_NONE};
            enum pages_step last;
            assert_in_range(walk(length, back, &last, &err), length, 4 * length);
            assert_int_equal(last, PAGES_ENDLESS);
            assert_int_equal(err.code, ERR_FAILED);
            assert_string_equal(err.text, "the service repeats the same page");
        }
}

static void ever_new_tokens_end_too(void **state)
{
    struct err err = {.code = ERR_NONE};
    enum pages_step last;
    (void)state;
    assert_in_range(walk(FOR_EVER, -1, &last, &err), 1000, 10000);
    assert_int_equal(last, PAGES_ENDLESS);
    assert_string_equal(err.text, "the service gives page after page without an end");
}

static void odd_tokens_are_no_tokens(void **state)
{
    static const char *const ends[] = {"{}",
                                       "{\"NextToken\":null}",
                                       "{\"NextToken\":\"\"}",
                                       "{\"NextToken\":7}",
                                       "{\"NextToken\":[\"t\"]}",
                                       "{\"nexttoken\":\"t\"}"};
    (void)state;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        struct pages pages = {.token = NULL};
        cJSON *answer = json_parse_text(ends[i], NULL);
        assert_int_equal(pages_next(&pages, answer, NULL), PAGES_END);
        assert_null(pages.token);
        cJSON_Delete(answer);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_end_with_the_last_token),
        cmocka_unit_test(a_circle_of_any_length_is_noticed),
        cmocka_unit_test(ever_new_tokens_end_too),
        cmocka_unit_test(odd_tokens_are_no_tokens),
    };
    json_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
