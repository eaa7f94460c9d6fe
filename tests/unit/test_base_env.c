/* env: the environment, read once. */
#include "helpers.h"

#include <string.h>
#include <unistd.h>

#include "base/array.h"
#include "base/env.h"

static void use(const char *const *pairs)
{
    env_init((char **)(uintptr_t)pairs);
}

static void set_empty_and_unset_differ(void **state)
{
    const char *const pairs[] = {"AWS_REGION=", "AWS_PROFILE=prod", "A=b=c", NULL};

    (void)state;
    use(pairs);
    assert_string_equal(env_get("AWS_REGION"), "");
    assert_null(env_get_filled("AWS_REGION"));
    assert_string_equal(env_get_filled("AWS_PROFILE"), "prod");
    assert_string_equal(env_get("A"), "b=c");
    assert_null(env_get("AWS_PROF"));
    assert_null(env_get(""));
    assert_null(env_get("AWS_PROFILE=prod"));
}

static void later_changes_do_not_count(void **state)
{
    char pair[] = "X=1";
    char *pairs[] = {pair, NULL};

    (void)state;
    env_init(pairs);
    pair[2] = '2';
    assert_string_equal(env_get("X"), "1");
    env_init(pairs);
    assert_string_equal(env_get("X"), "2");
}

static void the_home_is_home_or_the_passwd_entry(void **state)
{
    const char *const with[] = {"HOME=/h", NULL}, *const empty[] = {"HOME=", NULL},
                      *const relative[] = {"HOME=somewhere", NULL};

    (void)state;
    use(with);
    assert_string_equal(env_home(), "/h");
    use(empty);
    assert_true(!env_home() || env_home()[0] == '/');
    use(relative);
    assert_true(!env_home() || env_home()[0] == '/');
}

static void folders_follow_xdg(void **state)
{
    static const struct {
        const char *pairs[3];
        const char *folder;
    } cases[] = {
        {{"HOME=/h", NULL}, "/h/.local/state/etrig"},
        {{"HOME=/h", "XDG_STATE_HOME=/s", NULL}, "/s/etrig"},
        {{"HOME=/h", "XDG_STATE_HOME=", NULL}, "/h/.local/state/etrig"},
        {{"HOME=/h", "XDG_STATE_HOME=relative", NULL}, "/h/.local/state/etrig"},
        {{"HOME=relative", "XDG_STATE_HOME=/s", NULL}, "/s/etrig"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        use(cases[i].pairs);
        helpers_assert_text(env_xdg_dir("XDG_STATE_HOME", ".local/state"), cases[i].folder);
    }
}

static void paths_expand_as_the_aws_cli_expands_them(void **state)
{
    static const char *const pairs[] = {"HOME=/h", "D=/data", "E=", "T=~/t", NULL};
    static const struct {
        const char *text, *expanded;
    } cases[] = {
        {"~", "/h"},
        {"~/x", "/h/x"},
        {"~other/x", "~other/x"},
        {"a~/x", "a~/x"},
        {"$D/x", "/data/x"},
        {"${D}x", "/datax"},
        {"$Dx", "$Dx"},
        {"${UNKNOWN}/x", "${UNKNOWN}/x"},
        {"$E/x", "/x"},
        {"$T", "/h/t"},
        {"$", "$"},
        {"${", "${"},
        {"${D", "${D"},
        {"$$D", "$/data"},
        {"", ""},
    };

    (void)state;
    use(pairs);
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++)
        helpers_assert_text(env_expand(cases[i].text), cases[i].expanded);
}

static void paths_are_shown_with_the_home_as_a_tilde(void **state)
{
    static const char *const pairs[] = {"HOME=/h", NULL}, *const root[] = {"HOME=/", NULL};

    (void)state;
    use(pairs);
    helpers_assert_text(env_shown_path("/h/.aws/config"), "~/.aws/config");
    helpers_assert_text(env_shown_path("/home/x"), "/home/x");
    helpers_assert_text(env_shown_path("h/x"), "h/x");
    helpers_assert_text(env_shown_path(""), "");
    use(root);
    helpers_assert_text(env_shown_path("/x/y"), "/x/y");
}

static void the_program_knows_its_own_file(void **state)
{
    const char *const none[] = {NULL};

    (void)state;
    use(none);
    assert_int_equal(env_executable()[0], '/');
    assert_int_equal(access(env_executable(), X_OK), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(set_empty_and_unset_differ),
        cmocka_unit_test(later_changes_do_not_count),
        cmocka_unit_test(the_home_is_home_or_the_passwd_entry),
        cmocka_unit_test(folders_follow_xdg),
        cmocka_unit_test(paths_expand_as_the_aws_cli_expands_them),
        cmocka_unit_test(paths_are_shown_with_the_home_as_a_tilde),
        cmocka_unit_test(the_program_knows_its_own_file),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
