/* settings: etrig's config file, what it may say and what becomes of mistakes. */
#include "helpers.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/array.h"
#include "base/env.h"
#include "base/file.h"
#include "base/mem.h"
#include "model/settings.h"

static char folder[] = "/tmp/etrig-settings-XXXXXX";
static char *config_path; /* folder/etrig/config */

static void write_config(const char *text)
{
    assert_true(file_write_atomic(config_path, text, strlen(text), NULL));
}

static void set_environment(const char *named)
{
    char *config_home = mem_printf("XDG_CONFIG_HOME=%s", folder), *home = mem_printf("HOME=%s", folder);
    char *config = named ? mem_printf("ETRIG_CONFIG=%s", named) : NULL;
    char *variables[] = {config_home, home, config, NULL};

    env_init(variables);
    free(config_home);
    free(home);
    free(config);
}

static int make_folder(void **state)
{
    char *dir;

    (void)state;
    if (!mkdtemp(folder))
        return -1;
    dir = file_join(folder, "etrig");
    config_path = file_join(dir, "config");
    set_environment(NULL);
    mkdir(dir, 0700);
    free(dir);
    return 0;
}

static int remove_folder(void **state)
{
    char *dir = file_join(folder, "etrig");

    (void)state;
    unlink(config_path);
    rmdir(dir);
    rmdir(folder);
    free(dir);
    free(config_path);
    return 0;
}

static void without_a_file_there_are_defaults(void **state)
{
    struct settings settings;

    (void)state;
    unlink(config_path);
    assert_true(settings_load(&settings, NULL, NULL));
    assert_string_equal(settings.theme, "default");
    assert_int_equal(settings.journal_keep_days, 90);
    assert_false(settings.read_only);
    assert_int_equal(
        settings.regions.count + settings.allow_http.count + settings.key_count + settings.profile_count, 0);
    assert_int_equal(settings.notes.count, 0);
    assert_string_equal(settings.path, config_path);
    assert_false(settings.found);
    settings_release(&settings);
}

static void a_file_that_was_named_must_be_there(void **state)
{
    struct settings settings;
    struct err err = {0};

    (void)state;
    assert_false(settings_load(&settings, "/nonexistent/config", &err));
    assert_int_equal(err.code, ERR_USAGE);
    assert_non_null(strstr(err.text, "/nonexistent/config"));
    assert_true(err.hint[0]);
    settings_release(&settings);
    set_environment("/nonexistent/config");
    assert_false(settings_load(&settings, NULL, &err));
    settings_release(&settings);
    set_environment(NULL);
}

static void the_variable_names_the_file(void **state)
{
    struct settings settings;

    (void)state;
    write_config("[etrig]\ntheme = mono\n");
    set_environment(config_path);
    assert_true(settings_load(&settings, NULL, NULL));
    assert_string_equal(settings.theme, "mono");
    assert_string_equal(settings.path, config_path);
    assert_true(settings.found);
    settings_release(&settings);
    set_environment(NULL);
}

static void assert_texts(const struct texts *list, const char *joined)
{
    struct strbuf out = STRBUF_INIT;

    for (size_t i = 0; i < list->count; i++)
        strbuf_addf(&out, "%s%s", i ? "|" : "", list->items[i]);
    assert_string_equal(out.text, joined);
    strbuf_release(&out);
}

static void every_setting_is_read(void **state)
{
    struct settings settings;
    const struct settings_profile *profile;

    (void)state;
    write_config("# mine\n[etrig]\nregions = us-east-1, eu-west-2 ap-southeast-2\nprofiles_regions = "
                 "us-gov-west-1\ntheme = high-contrast\n"
                 "read_only = on\njournal_keep_days = 7\neditor_format = json\nallow_http = http://proxy.corp:8080\n\n"
                 "[keys]\ndelete = D d\nquit = q\n\n"
                 "[profile prod]\nprotected = true\nread_only = off\nallowed_regions = us-east-1,eu-west-2\n"
                 "label = Acme Contact Centre\ncolour = yellow\n[profile dev]\n");
    assert_true(settings_load(&settings, NULL, NULL));
    assert_texts(&settings.notes, "");
    assert_texts(&settings.regions, "us-east-1|eu-west-2|ap-southeast-2");
    assert_texts(&settings.profiles_regions, "us-gov-west-1");
    assert_true(settings.editor_json);
    assert_texts(&settings.allow_http, "http://proxy.corp:8080");
    assert_string_equal(settings.theme, "high-contrast");
    assert_true(settings.read_only);
    assert_int_equal(settings.journal_keep_days, 7);
    assert_int_equal(settings.key_count, 2);
    assert_string_equal(settings.keys[0].action, "delete");
    assert_string_equal(settings.keys[0].keys, "D d");
    profile = settings_profile(&settings, "prod");
    assert_true(profile->protected_ && !profile->read_only);
    assert_texts(&profile->allowed_regions, "us-east-1|eu-west-2");
    assert_string_equal(profile->label, "Acme Contact Centre");
    assert_string_equal(profile->colour, "yellow");
    assert_int_equal(settings.regions_line, 3);
    assert_int_equal(settings.profiles_regions_line, 4);
    assert_int_equal(profile->allowed_regions_line, 18);
    assert_false(settings_profile(&settings, "dev")->protected_);
    assert_null(settings_profile(&settings, "PROD"));
    settings_release(&settings);
}

static void mistakes_are_noted_with_their_line(void **state)
{
    static const struct {
        const char *text, *notes;
    } cases[] = {
        {"[etrig]\nthem = mono\n", "line 2: unknown key 'them'; is theme meant?"},
        {"[etrig]\nsomething_else_altogether = 1\n", "line 2: unknown key 'something_else_altogether'"},
        {"[profile dev]\ncolour = pink\n",
         "line 2: colour is one of red, yellow, green, blue, magenta, cyan, not 'pink'"},
        {"[etrig]\ntheme = pink\n", "line 2: theme is one of default, mono, high-contrast, not 'pink'"},
        {"[etrig]\njournal_keep_days = 0\n",
         "line 2: journal_keep_days is a number of days from 1 to 36500, not '0'"},
        {"[etrig]\njournal_keep_days = 5 days\n",
         "line 2: journal_keep_days is a number of days from 1 to 36500, not '5 days'"},
        {"[profile x]\nprotect = on\n", "line 2: unknown key 'protect'; is protected meant?"},
        {"[prod]\nprotected = on\n", "line 1: unknown section [prod]"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct settings settings;

        write_config(cases[i].text);
        assert_true(settings_load(&settings, NULL, NULL));
        assert_texts(&settings.notes, cases[i].notes);
        assert_string_equal(settings.theme, "default");
        assert_int_equal(settings.journal_keep_days, 90);
        settings_release(&settings);
    }
}

static void what_is_said_of_a_line_names_the_file(void **state)
{
    struct settings settings;

    (void)state;
    write_config("[etrig]\nthem = mono\n");
    assert_true(settings_load(&settings, NULL, NULL));
    helpers_assert_text(settings_said(&settings, settings.notes.items[0]),
                        "~/etrig/config line 2: unknown key 'them'; is theme meant?");
    helpers_assert_text(settings_place(settings.path, 7), "~/etrig/config line 7");
    settings_release(&settings);
}

static void a_guard_that_cannot_be_understood_is_on(void **state)
{
    struct settings settings;

    (void)state;
    write_config("[etrig]\nread_only = ture\n[profile prod]\nprotected = yess\nread_only =\n");
    assert_true(settings_load(&settings, NULL, NULL));
    assert_true(settings.read_only);
    assert_true(settings_profile(&settings, "prod")->protected_);
    assert_true(settings_profile(&settings, "prod")->read_only);
    assert_int_equal(settings.notes.count, 3);
    settings_release(&settings);
}

static void the_readers_own_notes_are_passed_on(void **state)
{
    struct settings settings;

    (void)state;
    write_config("[etrig]\nnonsense\ntheme = mono\n");
    assert_true(settings_load(&settings, NULL, NULL));
    assert_string_equal(settings.theme, "mono");
    assert_int_equal(settings.notes.count, 1);
    assert_non_null(strstr(settings.notes.items[0], "line 2"));
    settings_release(&settings);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_a_file_there_are_defaults),
        cmocka_unit_test(a_file_that_was_named_must_be_there),
        cmocka_unit_test(the_variable_names_the_file),
        cmocka_unit_test(every_setting_is_read),
        cmocka_unit_test(mistakes_are_noted_with_their_line),
        cmocka_unit_test(what_is_said_of_a_line_names_the_file),
        cmocka_unit_test(a_guard_that_cannot_be_understood_is_on),
        cmocka_unit_test(the_readers_own_notes_are_passed_on),
    };

    return cmocka_run_group_tests_name("model settings", tests, make_folder, remove_folder);
}
