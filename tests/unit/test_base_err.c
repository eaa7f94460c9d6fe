/* err: one way to fail. */
#include "helpers.h"

#include <string.h>

#include "base/err.h"
#include "base/text.h"

static void a_failure_has_code_sentence_and_hint(void **state)
{
    struct err err = {0};

    (void)state;
    assert_false(err_set(&err, ERR_CONFLICT, "cannot update %s", "x"));
    assert_false(err_hint(&err, "run %s", "it"));
    assert_int_equal(err.code, ERR_CONFLICT);
    assert_string_equal(err.text, "cannot update x");
    assert_string_equal(err.hint, "run it");
    assert_false(err_set(&err, ERR_FAILED, "other"));
    assert_string_equal(err.hint, "");
    err_clear(&err);
    assert_int_equal(err.code, ERR_NONE);
    assert_string_equal(err.text, "");
}

static void nobody_need_listen(void **state)
{
    (void)state;
    assert_false(err_set(NULL, ERR_FAILED, "x"));
    assert_false(err_hint(NULL, "x"));
    assert_false(err_context(NULL, "x"));
    err_clear(NULL);
}

static void context_goes_before_and_keeps_the_rest(void **state)
{
    struct err err = {0};

    (void)state;
    err_set(&err, ERR_NETWORK, "no answer");
    err_hint(&err, "try again");
    assert_false(err_context(&err, "listing %d domains", 3));
    assert_string_equal(err.text, "listing 3 domains: no answer");
    assert_string_equal(err.hint, "try again");
    assert_int_equal(err.code, ERR_NETWORK);
}

static void a_sentence_may_be_made_of_itself(void **state)
{
    struct err err = {0};

    (void)state;
    err_set(&err, ERR_FAILED, "inner");
    err_set(&err, ERR_LOCAL, "outer (%s)", err.text);
    assert_string_equal(err.text, "outer (inner)");
}

static void newlines_do_not_get_in(void **state)
{
    struct err err = {0};

    (void)state;
    err_set(&err, ERR_FAILED, "one\ntwo\r\n");
    assert_string_equal(err.text, "one two  ");
}

static void long_sentences_end_whole_and_visibly_cut(void **state)
{
    char text[700];
    struct err err = {0};

    (void)state;
    for (size_t shift = 0; shift < 4;
         shift++) { /* each place that a cut may take in a character of two bytes */
        memset(text, 'x', shift);
        for (size_t i = shift; i + 2 < sizeof text; i += 2)
            memcpy(text + i, "é", 3);
        err_set(&err, ERR_FAILED, "%s", text);
        err_hint(&err, "%s", text);
        assert_in_range(strlen(err.text), sizeof err.text - 5, sizeof err.text - 1);
        assert_in_range(strlen(err.hint), sizeof err.hint - 5, sizeof err.hint - 1);
        assert_true(text_valid(err.text, strlen(err.text)) && text_valid(err.hint, strlen(err.hint)));
        assert_string_equal(err.text + strlen(err.text) - 3, "…");
        err_context(&err, "%s", text);
        assert_true(text_valid(err.text, strlen(err.text)));
        assert_string_equal(err.text + strlen(err.text) - 3, "…");
    }
}

static void a_sentence_that_just_fits_is_not_cut(void **state)
{
    char text[sizeof((struct err *)0)->text];
    struct err err = {0};

    (void)state;
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    err_set(&err, ERR_FAILED, "%s", text);
    assert_string_equal(err.text, text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_failure_has_code_sentence_and_hint),
        cmocka_unit_test(nobody_need_listen),
        cmocka_unit_test(context_goes_before_and_keeps_the_rest),
        cmocka_unit_test(a_sentence_may_be_made_of_itself),
        cmocka_unit_test(newlines_do_not_get_in),
        cmocka_unit_test(long_sentences_end_whole_and_visibly_cut),
        cmocka_unit_test(a_sentence_that_just_fits_is_not_cut),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
