/* config: AWS's two files, as the AWS CLI reads them and as tolerantly as JavaScript's SDK. */
#include "helpers.h"

#include <string.h>

#include "aws/config.h"
#include "base/env.h"
#include "base/mem.h"
#include "base/program.h"

static void set_env(const char *a, const char *b)
{
    char *environment[] = {(char *)"HOME=/home/ann", (char *)a, (char *)b, NULL};

    env_init(environment);
}

static struct aws_config config_of(const char *config, const char *credentials)
{
    struct aws_config both = {0};

    ini_parse(&both.config, "/home/ann/.aws/config", config, strlen(config));
    ini_parse(&both.credentials, "/home/ann/.aws/credentials", credentials, strlen(credentials));
    return both;
}

static const char two_files_config[] = "[default]\nregion = us-east-1\n"
                                       "[profile prod]\nregion=eu-west-2\noutput=json\n"
                                       "[profile \"my shop\"]\nregion=af-south-1\n"
                                       "[profile a b]\nregion=x\n"
                                       "[bare]\nregion=x\n";
static const char two_files_credentials[] =
    "[prod]\nregion = eu-central-1\naws_access_key_id=AK\n[only-keys]\nk=v\n";

static void a_key_comes_from_the_credentials_file_first(void **state)
{
    struct aws_config config = config_of(two_files_config, two_files_credentials);

    (void)state;
    assert_string_equal(config_value(&config, "default", "region"), "us-east-1");
    assert_string_equal(config_value(&config, "prod", "region"), "eu-central-1");
    assert_string_equal(config_value(&config, "prod", "output"), "json");
    assert_string_equal(config_value(&config, "prod", "OUTPUT"), "json");
    assert_string_equal(config_value(&config, "my shop", "region"), "af-south-1");
    assert_string_equal(config_value(&config, "only-keys", "k"), "v");
    assert_null(config_value(&config, "prod", "absent"));
    assert_null(config_value(&config, "bare", "region"));
    assert_null(config_value(&config, "a", "region"));
    assert_null(config_value(&config, "a b", "region"));
    assert_null(config_value(&config, "only-keys", "region"));
    config_release(&config);
}

static void a_value_has_a_file_and_a_line(void **state)
{
    struct aws_config config = config_of(two_files_config, two_files_credentials);

    (void)state;
    set_env(NULL, NULL);
    helpers_assert_text(config_place(&config, "prod", "region"), "~/.aws/credentials line 2");
    helpers_assert_text(config_place(&config, "prod", "output"), "~/.aws/config line 5");
    assert_null(config_place(&config, "prod", "absent"));
    config_release(&config);
}

static void the_later_of_two_defaults_counts_whole(void **state)
{
    struct aws_config config =
        config_of("[default]\nregion=a\noutput=text\n[profile default]\nregion=b\n", "");

    (void)state;
    assert_string_equal(config_value(&config, "default", "region"), "b");
    assert_null(config_value(&config, "default", "output"));
    config_release(&config);
}

/* Which profile a header names: a shell's words, as botocore parts them. */
static void a_header_names_a_profile(void **state)
{
    static const struct {
        const char *header, *profile; /* NULL: none */
    } cases[] = {
        {"[profile x]", "x"},
        {"[profile\tx]", "x"},
        {"[profile   x  ]", "x"},
        {"[profile \"my prof\"]", "my prof"},
        {"[profile 'my prof']", "my prof"},
        {"[profile my\\ prof]", "my prof"},
        {"[profile a\"b c\"]", "ab c"},
        {"[profile o'ne]", "o'ne"},
        {"[profile x#y]", "x#y"},
        {"[profile a-b_c@d+e.f%g:h/i]", "a-b_c@d+e.f%g:h/i"},
        {"[profile é]", "é"},
        {"[profile x] # text", "x"},
        {"[profile default]", "default"},
        {"[default]", "default"},
        {"[profile x] [profile y]", "x"},
        {"[profile a b]", NULL},
        {"[profile \"a b\" c]", NULL},
        {"[x]", NULL},
        {"[profile]", NULL},
        {"[profilex]", NULL},
        {"[Profile x]", NULL},
        {"[DEFAULT]", NULL},
        {"[sso-session x]", NULL},
        {"[services x]", NULL},
        {"[plugins]", NULL},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *text = mem_printf("%s\nregion = a\n", cases[i].header);
        struct aws_config config = config_of(text, "");
        struct texts names = {0};

        config_profiles(&config, &names);
        if (names.count != (cases[i].profile != NULL))
            fail_msg("%s: %zu", cases[i].header, names.count);
        if (cases[i].profile) {
            assert_string_equal(names.items[0], cases[i].profile);
            assert_string_equal(config_value(&config, cases[i].profile, "region"), "a");
        }
        texts_release(&names);
        config_release(&config);
        free(text);
    }
}

static void a_credentials_file_has_names_without_a_word_before_them(void **state)
{
    struct aws_config config =
        config_of("", "[x]\nk=1\n[profile p]\nk=2\n[sso-session s]\nk=3\n[a b]\nk=4\n");

    (void)state;
    assert_string_equal(config_value(&config, "x", "k"), "1");
    assert_null(config_value(&config, "p", "k"));
    assert_string_equal(config_value(&config, "profile p", "k"), "2");
    assert_null(config_session_section(&config, "s"));
    assert_string_equal(config_value(&config, "a b", "k"), "4");
    config_release(&config);
}

static void a_session_has_a_section_of_its_own(void **state)
{
    struct aws_config config =
        config_of("[sso-session one]\nsso_region=a\n[sso-session \"my two\"]\nsso_region=b\n"
                  "[profile one]\nsso_region=c\n[sso-session]\nsso_region=d\n",
                  "");

    (void)state;
    assert_string_equal(ini_value(config_session_section(&config, "one"), "sso_region"), "a");
    assert_string_equal(ini_value(config_session_section(&config, "my two"), "sso_region"), "b");
    assert_null(config_session_section(&config, "two"));
    assert_null(config_session_section(&config, ""));
    config_release(&config);
}

static void an_empty_value_hides_no_other(void **state)
{
    struct aws_config config =
        config_of("[profile x]\nregion=a\noutput=\n", "[x]\nregion =\noutput = \nca_bundle =\n");

    (void)state;
    set_env(NULL, NULL);
    assert_string_equal(config_value(&config, "x", "region"), "a");
    helpers_assert_text(config_place(&config, "x", "region"), "~/.aws/config line 2");
    assert_string_equal(config_value(&config, "x", "output"), "");
    assert_string_equal(config_value(&config, "x", "ca_bundle"), "");
    config_release(&config);
}

static void a_profile_inherits_nothing_from_default(void **state)
{
    struct aws_config config =
        config_of("[default]\nregion=a\n[profile x]\noutput=text\n", "[default]\nk=v\n");

    (void)state;
    assert_null(config_value(&config, "x", "region"));
    assert_null(config_value(&config, "x", "k"));
    config_release(&config);
}

static void assert_notes(const struct aws_config *config, bool credentials, const char *wanted)
{
    struct strbuf all = STRBUF_INIT;
    struct texts notes = {0};

    config_notes(config, credentials, &notes);
    for (size_t i = 0; i < notes.count; i++)
        strbuf_addf(&all, "%s\n", notes.items[i]);
    assert_string_equal(all.text, wanted);
    strbuf_release(&all);
    texts_release(&notes);
}

static void what_nobody_reads_is_told(void **state)
{
    struct aws_config config =
        config_of("[default]\nnonsense\n[profile default]\n[bare]\n[profile a b]\n[profile c]\n[DEFAULT]\n"
                  "[sso-session s]\n[services v]\n[plugins]\n[other x]\n",
                  "[x]\n[profile y]\nk = 1\nk = 2\n");

    (void)state;
    assert_notes(&config, false,
                 "line 2: no '='\n"
                 "line 1: [default]: [profile default] on line 3 counts\n"
                 "line 4: [bare] is no profile: that would be [profile bare]\n"
                 "line 5: [profile a b] names no profile: a name with blanks is quoted\n"
                 "line 11: [other x] names no profile: a name with blanks is quoted\n");
    assert_notes(&config, true,
                 "line 4: k stands on line 3 too; this one counts\n"
                 "line 2: [profile y] is not profile y: that would be [y] here\n");
    config_release(&config);
}

static void a_profile_that_is_written_wrongly_is_found(void **state)
{
    struct aws_config config = config_of("[default]\n[prod]\nregion=a\n", "[profile dev]\nk=v\n");
    struct err err = {0};

    (void)state;
    set_env(NULL, NULL);
    assert_false(config_profile_exists(&config, "prod", &err));
    assert_string_equal(err.hint, "~/.aws/config line 2 says [prod]: write [profile prod] there");
    assert_false(config_profile_exists(&config, "dev", &err));
    assert_string_equal(err.hint, "~/.aws/credentials line 1 says [profile dev]: write [dev] there");
    config_release(&config);
}

static void the_section_in_capitals_is_inherited(void **state)
{
    struct aws_config config = config_of("[DEFAULT]\nregion=a\n[profile x]\noutput=text\n", "");

    (void)state;
    assert_string_equal(config_value(&config, "x", "region"), "a");
    assert_null(config_value(&config, "nobody", "region"));
    config_release(&config);
}

static void profiles_are_listed_once(void **state)
{
    struct aws_config config = config_of(two_files_config, two_files_credentials);
    struct texts names = {0};

    (void)state;
    config_profiles(&config, &names);
    assert_int_equal(names.count, 4);
    assert_string_equal(names.items[0], "default");
    assert_string_equal(names.items[1], "prod");
    assert_string_equal(names.items[2], "my shop");
    assert_string_equal(names.items[3], "only-keys");
    texts_release(&names);
    config_release(&config);
}

static void an_unknown_profile_is_said_with_near_names(void **state)
{
    struct aws_config config = config_of(two_files_config, two_files_credentials), none = {0};
    struct err err = {0};

    (void)state;
    set_env(NULL, NULL);
    assert_true(config_profile_exists(&config, "prod", &err));
    assert_true(config_profile_exists(&config, "only-keys", &err));
    assert_false(config_profile_exists(&config, "prdo", &err));
    assert_int_equal(err.code, ERR_ACCESS);
    assert_string_equal(err.text, "profile prdo is neither in ~/.aws/config nor in ~/.aws/credentials");
    assert_string_equal(err.hint, "did you mean prod?");
    assert_false(config_profile_exists(&config, "something-else-entirely", &err));
    assert_string_equal(err.hint, "there are: default, prod, my shop, only-keys");
    assert_false(config_profile_exists(&none, "prod", &err));
    assert_non_null(strstr(err.hint, "aws configure"));
    config_release(&config);
}

static void the_profile_is_named_by_option_then_environment(void **state)
{
    bool named = true;

    (void)state;
    set_env(NULL, NULL);
    assert_string_equal(config_profile_name(NULL, &named), "default");
    assert_false(named);
    set_env("AWS_DEFAULT_PROFILE=old", NULL);
    assert_string_equal(config_profile_name(NULL, &named), "old");
    assert_true(named);
    set_env("AWS_DEFAULT_PROFILE=old", "AWS_PROFILE=new");
    assert_string_equal(config_profile_name(NULL, NULL), "new");
    assert_string_equal(config_profile_name("option", NULL), "option");
    set_env("AWS_PROFILE=", NULL);
    assert_string_equal(config_profile_name(NULL, &named), "default");
    assert_false(named);
}

static void the_region_is_the_environments_then_the_profiles(void **state)
{
    struct aws_config config = config_of("[default]\nregion=us-east-1\n[profile x]\nregion =\n", "");

    (void)state;
    set_env(NULL, NULL);
    assert_string_equal(config_region(&config, "default"), "us-east-1");
    assert_null(config_region(&config, "x"));
    assert_null(config_region(&config, "nobody"));
    set_env("AWS_DEFAULT_REGION=eu-west-2", NULL);
    assert_string_equal(config_region(&config, "default"), "eu-west-2");
    set_env("AWS_DEFAULT_REGION=eu-west-2", "AWS_REGION=ap-south-1");
    assert_string_equal(config_region(&config, "default"), "ap-south-1");
    set_env("AWS_REGION=", NULL);
    assert_string_equal(config_region(&config, "default"), "us-east-1");
    config_release(&config);
}

static void a_services_section_is_read(void **state)
{
    struct aws_config config =
        config_of("[profile a]\nservices = mine\n[profile b]\nservices = theirs\n"
                  "[services mine]\ncloudcontrol =\n  endpoint_url = https://one\nsts =\n  endpoint_url =\n",
                  "");
    const struct ini_entry *entry;
    struct err err = {0};

    (void)state;
    set_env(NULL, NULL);
    assert_true(config_service_entry(&config, "a", "cloudcontrol", "endpoint_url", &entry, &err));
    assert_string_equal(entry->value, "https://one");
    helpers_assert_text(config_line_place(&config.config, entry->line), "~/.aws/config line 7");
    assert_true(config_service_entry(&config, "a", "sts", "endpoint_url", &entry, &err));
    assert_null(entry);
    assert_true(config_service_entry(&config, "a", "customer_profiles", "endpoint_url", &entry, &err));
    assert_null(entry);
    assert_true(config_service_entry(&config, "nobody", "sts", "endpoint_url", &entry, &err));
    assert_null(entry);
    assert_false(config_service_entry(&config, "b", "sts", "endpoint_url", &entry, &err));
    assert_int_equal(err.code, ERR_USAGE);
    assert_string_equal(
        err.text,
        "profile b names services theirs (~/.aws/config line 4), and there is no [services theirs]");
    config_release(&config);
}

static void files_that_are_not_there_are_empty(void **state)
{
    struct aws_config config;
    struct err err = {0};

    (void)state;
    set_env("AWS_CONFIG_FILE=/nowhere/config", "AWS_SHARED_CREDENTIALS_FILE=~/nowhere/at/all");
    assert_true(config_load(&config, &err));
    assert_int_equal(config.config.count + config.credentials.count, 0);
    config_release(&config);
    set_env("AWS_CONFIG_FILE=/", NULL);
    assert_false(config_load(&config, &err));
    assert_int_equal(err.code, ERR_USAGE);
}

static void the_command_that_signs_in_is_the_aws_clis(void **state)
{
    static const char text[] = "[profile sso]\nsso_session=s\n[profile legacy]\nsso_start_url=https://x\n"
                               "[profile half]\nsso_role_name=r\n[profile login]\nlogin_session=arn:x\n"
                               "[profile keys]\naws_access_key_id=A\n[profile empty]\nsso_session=\n"
                               "[profile role]\nrole_arn=a\nsource_profile=middle\n"
                               "[profile middle]\nrole_arn=b\nsource_profile=login\n"
                               "[profile lent]\nrole_arn=a\nsource_profile=lender\n"
                               "[profile lender]\nrole_arn=b\nsource_profile=login\naws_access_key_id=A\n"
                               "[profile self]\nrole_arn=a\nsource_profile=self\nsso_session=s\n"
                               "[profile left]\nrole_arn=a\nsource_profile=right\n"
                               "[profile right]\nrole_arn=b\nsource_profile=left\nsso_session=s\n"
                               "[profile web]\nrole_arn=a\nsource_profile=sso\nweb_identity_token_file=f\n"
                               "[profile \"my shop\"]\nsso_session=s\n[profile o'ne]\nlogin_session=arn:x\n"
                               "[profile a.b@c+d_1-2]\nsso_account_id=1\n";
    static const struct {
        const char *profile, *command; /* NULL: none */
    } cases[] = {
        {"sso", "aws sso login --profile sso"},
        {"legacy", "aws sso login --profile legacy"},
        {"half", "aws sso login --profile half"},
        {"login", "aws login --profile login"},
        {"role", "aws login --profile login"},
        {"lent", NULL},
        {"self", "aws sso login --profile self"},
        {"left", NULL},
        {"web", NULL},
        {"keys", NULL},
        {"empty", NULL},
        {"nobody", NULL},
        {"my shop", "aws sso login --profile 'my shop'"},
        {"o'ne", "aws login --profile 'o'\\''ne'"},
        {"a.b@c+d_1-2", "aws sso login --profile a.b@c+d_1-2"},
    };
    struct aws_config config = config_of(text, "");

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *command = config_login_command(&config, cases[i].profile);

        if (cases[i].command) {
            assert_non_null(command);
            assert_string_equal(command, cases[i].command);
        } else {
            assert_null(command);
        }
        free(command);
    }
    config_release(&config);
}

static void a_name_stays_one_word_of_the_command(void **state)
{
    static const char *const names[] = {"my shop", "o'ne", "a\"b", "a\\b", "$HOME", "a;b", "é"};

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char *text = mem_printf("[%s]\nlogin_session=arn:x\n", names[i]), *command, **words;
        struct aws_config config = config_of("", text);

        command = config_login_command(&config, names[i]);
        assert_non_null(command);
        words = program_words(command, NULL);
        assert_non_null(words);
        assert_string_equal(words[3], names[i]);
        assert_null(words[4]);
        program_free_words(words);
        free(command);
        config_release(&config);
        free(text);
    }
}

/* What is wrong with one says nothing of the other. */
static void each_file_can_be_read_by_itself(void **state)
{
    struct aws_config config = {0};
    struct err err = {0};

    (void)state;
    set_env("AWS_CONFIG_FILE=/", "AWS_SHARED_CREDENTIALS_FILE=/nowhere/at/all");
    assert_true(config_load_one(&config, true, &err));
    assert_string_equal(config.credentials.path, "/nowhere/at/all");
    assert_null(config.config.path);
    assert_false(config_load_one(&config, false, &err));
    assert_string_equal(config.config.path, "/");
    config_release(&config);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_key_comes_from_the_credentials_file_first),
        cmocka_unit_test(a_value_has_a_file_and_a_line),
        cmocka_unit_test(the_later_of_two_defaults_counts_whole),
        cmocka_unit_test(a_header_names_a_profile),
        cmocka_unit_test(a_credentials_file_has_names_without_a_word_before_them),
        cmocka_unit_test(a_session_has_a_section_of_its_own),
        cmocka_unit_test(an_empty_value_hides_no_other),
        cmocka_unit_test(a_profile_inherits_nothing_from_default),
        cmocka_unit_test(what_nobody_reads_is_told),
        cmocka_unit_test(a_profile_that_is_written_wrongly_is_found),
        cmocka_unit_test(the_section_in_capitals_is_inherited),
        cmocka_unit_test(profiles_are_listed_once),
        cmocka_unit_test(an_unknown_profile_is_said_with_near_names),
        cmocka_unit_test(the_profile_is_named_by_option_then_environment),
        cmocka_unit_test(the_region_is_the_environments_then_the_profiles),
        cmocka_unit_test(a_services_section_is_read),
        cmocka_unit_test(files_that_are_not_there_are_empty),
        cmocka_unit_test(the_command_that_signs_in_is_the_aws_clis),
        cmocka_unit_test(a_name_stays_one_word_of_the_command),
        cmocka_unit_test(each_file_can_be_read_by_itself),
    };

    return cmocka_run_group_tests_name("aws config", tests, NULL, NULL);
}
