/* The code of a device is asked for in a box; a login that has ended is said where the person is, and renewed
 * without leaving. */
#include "screens.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "model/store_connection.h"

/* The connection changes as the backend would have it. */
static void set_connection(struct fixture *f, const char *failure, bool lapsed, const char *login,
                           const char *serial)
{
    struct store_connection *connection = &f->store.connection;
    free(connection->login);
    free(connection->mfa_serial);
    connection->login = mem_dup(login);
    connection->mfa_serial = mem_dup(serial);
    connection->lapsed = lapsed;
    connection->no_credentials = failure && !lapsed;
    connection->state = failure ? STORE_FAILED : STORE_READ;
    err_clear(&connection->failure);
    if (failure)
        err_set(&connection->failure, ERR_ACCESS, "%s", failure);
    store_touch(&f->store);
    screens_draw(f);
}

static void a_code_is_asked_for_and_given(void **state)
{
    struct fixture *f = screens_begin("us-east-1", 20, 100);
    (void)state;
    set_connection(f, NULL, false, NULL, "arn:aws:iam::111122223333:mfa/ann");
    assert_true(screens_show(f, "arn:aws:iam::111122223333:mfa/ann"));
    screens_type(f, "12345");
    screens_press(f, "Enter");
    assert_true(screens_show(f, "Type the six digits; Esc leaves everything as it is"));
    assert_null(strstr(f->backend.log.text, "mfa"));
    screens_type(f, "6");
    screens_press(f, "Enter");
    assert_true(screens_asked(f, "mfa 123456"));
    screens_end(f);
}

static void letters_are_no_code(void **state)
{
    struct fixture *f = screens_begin("us-east-1", 20, 100);
    (void)state;
    set_connection(f, NULL, false, NULL, "ann");
    screens_type(f, "12345a");
    screens_press(f, "Enter");
    assert_null(strstr(f->backend.log.text, "mfa"));
    screens_end(f);
}

static void esc_gives_no_code(void **state)
{
    struct fixture *f = screens_begin("us-east-1", 20, 100);
    (void)state;
    set_connection(f, NULL, false, NULL, "ann");
    screens_press(f, "Esc");
    assert_true(screens_asked(f, "mfa none"));
    screens_end(f);
}

static void one_question_opens_one_box(void **state)
{
    struct fixture *f = screens_begin("us-east-1", 20, 100);
    (void)state;
    set_connection(f, NULL, false, NULL, "ann");
    set_connection(f, NULL, false, NULL, "ann");
    screens_press(f, "Esc");
    assert_false(tui_top(f->tui)->type->overlay);
    screens_end(f);
}

static void the_end_of_a_login_is_said_over_what_is_shown(void **state)
{
    struct fixture *f = screens_begin("us-east-1", 20, 120);
    (void)state;
    screens_press(f, "?");
    set_connection(f, "the login of profile prod has ended", true, "aws sso login --profile prod", NULL);
    assert_string_equal(tui_top(f->tui)->type->name, "help");
    assert_true(screens_show(f, "the login of profile prod has ended"));
    assert_true(screens_show(f, "I runs aws sso login --profile prod; nothing here is lost"));
    screens_end(f);
}

static void signing_in_runs_the_program_and_looks_for_the_keys(void **state)
{
    struct fixture *f = screens_begin("us-east-1", 20, 100);
    struct err none = {0};
    (void)state;
    set_connection(f, "the login has ended", true, "aws sso login --profile prod", NULL);
    screens_press(f, "I");
    assert_int_equal(tui_wants(f->tui) & TUI_WANTS_PROGRAM, TUI_WANTS_PROGRAM);
    assert_string_equal(tui_program(f->tui), "aws sso login --profile prod");
    assert_null(strstr(f->backend.log.text, "renew"));
    tui_program_ended(f->tui, 0, &none);
    assert_true(screens_asked(f, "renew"));
    assert_null(strstr(f->backend.log.text, "list"));
    screens_end(f);
}

static void a_program_that_fails_is_said_and_nothing_is_looked_for(void **state)
{
    struct fixture *f = screens_begin("us-east-1", 20, 100);
    struct err none = {0}, missing = {0};
    (void)state;
    set_connection(f, "the login has ended", true, "aws sso login --profile prod", NULL);
    screens_press(f, "I");
    tui_program_ended(f->tui, 255, &none);
    screens_draw(f);
    assert_true(screens_show(f, "aws sso login --profile prod ended with 255"));
    screens_press(f, "I");
    err_set(&missing, ERR_LOCAL, "cannot start aws: No such file or directory");
    tui_program_ended(f->tui, 0, &missing);
    screens_draw(f);
    assert_true(screens_show(f, "cannot start aws"));
    assert_null(strstr(f->backend.log.text, "renew"));
    screens_end(f);
}

static void without_any_keys_the_connection_screen_offers_to_sign_in(void **state)
{
    struct fixture *f = screens_begin("us-east-1", 20, 100);
    struct err none = {0};
    (void)state;
    set_connection(f, "profile prod is not signed in", false, "aws sso login --profile prod", NULL);
    assert_string_equal(tui_top(f->tui)->type->name, "connection");
    assert_true(screens_show(f, "sign in: aws sso login --profile prod runs in this terminal"));
    free(fake_backend_take_log(&f->backend));
    screens_press(f, "I");
    tui_program_ended(f->tui, 0, &none);
    assert_true(screens_asked(f, "renew"));
    assert_true(screens_asked(f, "list"));
    screens_end(f);
}

static void keys_of_no_login_are_looked_for_anew(void **state)
{
    struct fixture *f = screens_begin("us-east-1", 20, 100);
    (void)state;
    set_connection(f, NULL, false, NULL, NULL);
    screens_press(f, "I");
    assert_true(screens_show(f, "nothing signs in"));
    set_connection(f, "credential_process failed", true, NULL, NULL);
    assert_true(screens_show(f, "I tries again; nothing here is lost"));
    screens_press(f, "I");
    assert_true(screens_asked(f, "renew"));
    screens_end(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_code_is_asked_for_and_given),
        cmocka_unit_test(letters_are_no_code),
        cmocka_unit_test(esc_gives_no_code),
        cmocka_unit_test(one_question_opens_one_box),
        cmocka_unit_test(the_end_of_a_login_is_said_over_what_is_shown),
        cmocka_unit_test(signing_in_runs_the_program_and_looks_for_the_keys),
        cmocka_unit_test(a_program_that_fails_is_said_and_nothing_is_looked_for),
        cmocka_unit_test(without_any_keys_the_connection_screen_offers_to_sign_in),
        cmocka_unit_test(keys_of_no_login_are_looked_for_anew),
    };
    text_init();
    text_set_ascii(false);
    json_init();
    return cmocka_run_group_tests_name("tui login", tests, NULL, NULL);
}
