/* statements: the console's history, as a list and as a file. */
#include "helpers.h"

#include <string.h>
#include "base/mem.h"
#include "model/statements.h"

static void none_is_kept_twice_in_a_row_or_blank(void **state)
{
    struct texts list = {0};
    (void)state;
    statements_add(&list, "SELECT 1");
    statements_add(&list, "SELECT 1");
    statements_add(&list, " \n\t");
    statements_add(&list, "SELECT 2");
    statements_add(&list, "SELECT 1");
    assert_int_equal(list.count, 3);
    assert_string_equal(list.items[2], "SELECT 1");
    texts_release(&list);
}

static void the_oldest_of_too_many_go(void **state)
{
    struct texts list = {0};
    (void)state;
    for (int i = 0; i < STATEMENTS_MOST + 3; i++) {
        char *text = mem_printf("SELECT %d", i);
        statements_add(&list, text);
        free(text);
    }
    assert_int_equal(list.count, STATEMENTS_MOST);
    assert_string_equal(list.items[0], "SELECT 3");
    texts_release(&list);
}

static void one_that_is_too_long_is_not_kept(void **state)
{
    struct texts list = {0};
    char *text = mem_alloc(STATEMENTS_BYTES_MOST + 2, 1);
    (void)state;
    memset(text, 'x', STATEMENTS_BYTES_MOST + 1);
    statements_add(&list, text);
    assert_int_equal(list.count, 0);
    free(text);
}

static void a_file_gives_back_what_was_written_and_leaves_out_what_is_broken(void **state)
{
    struct texts list = {0}, read = {0};
    struct strbuf bytes = STRBUF_INIT;
    (void)state;
    statements_add(&list, "SELECT 'a\tb'\nFROM domains;");
    statements_add(&list, "SELECT '\xe9\x8a\x80'");
    statements_print(&list, &bytes);
    strbuf_adds(&bytes, "{\n\xff\xfe\n12\n\"SELECT 3\"");
    statements_parse(bytes.text, bytes.length, &read);
    assert_int_equal(read.count, 3);
    assert_string_equal(read.items[0], list.items[0]);
    assert_string_equal(read.items[1], list.items[1]);
    assert_string_equal(read.items[2], "SELECT 3");
    strbuf_release(&bytes);
    texts_release(&list);
    texts_release(&read);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(none_is_kept_twice_in_a_row_or_blank),
        cmocka_unit_test(the_oldest_of_too_many_go),
        cmocka_unit_test(one_that_is_too_long_is_not_kept),
        cmocka_unit_test(a_file_gives_back_what_was_written_and_leaves_out_what_is_broken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
