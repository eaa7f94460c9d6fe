/* endpoint: hosts of every partition, who configured another one, and where keys may go unencrypted. */
#include "helpers.h"

#include <string.h>

#include "aws/config.h"
#include "aws/endpoint.h"
#include "base/array.h"
#include "base/env.h"

static void set_env(const char *const *variables)
{
    char *environment[6] = {(char *)"HOME=/home/ann"};

    for (int i = 0; i < 4 && variables[i]; i++)
        environment[i + 1] = (char *)variables[i];
    env_init(environment);
}

static struct aws_config config_of(const char *text)
{
    struct aws_config config = {0};

    ini_parse(&config.config, "config", text, strlen(text));
    return config;
}

static void each_partition_has_its_hosts(void **state)
{
    static const struct {
        enum aws_service service;
        const char *region, *env[4], *url;
    } cases[] = {
        {AWS_CLOUDCONTROL, "us-east-1", {0}, "https://cloudcontrolapi.us-east-1.amazonaws.com"},
        {AWS_CUSTOMER_PROFILES, "eu-west-2", {0}, "https://profile.eu-west-2.amazonaws.com"},
        {AWS_STS, "ap-northeast-2", {0}, "https://sts.ap-northeast-2.amazonaws.com"},
        {AWS_CLOUDCONTROL, "cn-north-1", {0}, "https://cloudcontrolapi.cn-north-1.amazonaws.com.cn"},
        {AWS_CLOUDCONTROL, "us-gov-west-1", {0}, "https://cloudcontrolapi.us-gov-west-1.amazonaws.com"},
        {AWS_CLOUDCONTROL, "us-iso-east-1", {0}, "https://cloudcontrolapi.us-iso-east-1.c2s.ic.gov"},
        {AWS_CLOUDCONTROL, "us-isob-east-1", {0}, "https://cloudcontrolapi.us-isob-east-1.sc2s.sgov.gov"},
        {AWS_CLOUDCONTROL, "us-isof-south-1", {0}, "https://cloudcontrolapi.us-isof-south-1.csp.hci.ic.gov"},
        {AWS_CLOUDCONTROL, "eu-isoe-west-1", {0}, "https://cloudcontrolapi.eu-isoe-west-1.cloud.adc-e.uk"},
        {AWS_CLOUDCONTROL, "eusc-de-east-1", {0}, "https://cloudcontrolapi.eusc-de-east-1.amazonaws.eu"},
        {AWS_CLOUDCONTROL, "moon-base-1", {0}, "https://cloudcontrolapi.moon-base-1.amazonaws.com"},
        {AWS_CLOUDCONTROL,
         "us-east-1",
         {"AWS_USE_FIPS_ENDPOINT=TRUE"},
         "https://cloudcontrolapi-fips.us-east-1.amazonaws.com"},
        {AWS_CLOUDCONTROL,
         "us-east-1",
         {"AWS_USE_DUALSTACK_ENDPOINT=true"},
         "https://cloudcontrolapi.us-east-1.api.aws"},
        {AWS_CLOUDCONTROL,
         "cn-north-1",
         {"AWS_USE_DUALSTACK_ENDPOINT=true", "AWS_USE_FIPS_ENDPOINT=true"},
         "https://cloudcontrolapi-fips.cn-north-1.api.amazonwebservices.com.cn"},
        {AWS_STS, "us-gov-west-1", {"AWS_USE_FIPS_ENDPOINT=true"}, "https://sts.us-gov-west-1.amazonaws.com"},
        {AWS_SSO,
         "us-gov-west-1",
         {"AWS_USE_FIPS_ENDPOINT=true"},
         "https://portal.sso.us-gov-west-1.amazonaws.com"},
        {AWS_CUSTOMER_PROFILES,
         "us-gov-west-1",
         {"AWS_USE_FIPS_ENDPOINT=true"},
         "https://profile-fips.us-gov-west-1.amazonaws.com"},
        {AWS_SSO_OIDC,
         "us-east-1",
         {"AWS_USE_FIPS_ENDPOINT=true"},
         "https://oidc-fips.us-east-1.amazonaws.com"},
        {AWS_SSO, "eu-west-2", {"AWS_USE_DUALSTACK_ENDPOINT=true"}, "https://portal.sso.eu-west-2.api.aws"},
        {AWS_CLOUDCONTROL,
         "us-east-1",
         {"AWS_USE_FIPS_ENDPOINT=1"},
         "https://cloudcontrolapi.us-east-1.amazonaws.com"},
    };
    struct aws_config none = {0};

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct err err = {0};

        set_env(cases[i].env);
        helpers_assert_text(
            endpoint_url(cases[i].service, cases[i].region, NULL, &none, "default", NULL, &err),
            cases[i].url);
    }
}

static const char configured[] =
    "[default]\nendpoint_url = https://profile/\nservices = mine\n"
    "[services mine]\ncloudcontrol =\n  endpoint_url = https://service\n"
    "[profile plain]\nendpoint_url = https://plain\n"
    "[profile off]\nendpoint_url = https://off\nignore_configured_endpoint_urls = true\n"
    "[profile empty]\nendpoint_url =\n[profile fips]\nuse_fips_endpoint=true\n";

static void the_nearest_setting_names_the_endpoint(void **state)
{
    static const struct {
        enum aws_service service;
        const char *option, *env[4], *profile, *url;
    } cases[] = {
        {AWS_CLOUDCONTROL,
         "https://option:8443/base/",
         {"AWS_ENDPOINT_URL=https://all"},
         "default",
         "https://option:8443/base"},
        {AWS_CLOUDCONTROL,
         NULL,
         {"AWS_ENDPOINT_URL=https://all", "AWS_ENDPOINT_URL_CLOUDCONTROL=https://cc"},
         "default",
         "https://cc"},
        {AWS_CUSTOMER_PROFILES,
         NULL,
         {"AWS_ENDPOINT_URL=https://all", "AWS_ENDPOINT_URL_CLOUDCONTROL=https://cc"},
         "default",
         "https://all"},
        {AWS_CUSTOMER_PROFILES,
         NULL,
         {"AWS_ENDPOINT_URL_CUSTOMER_PROFILES=https://cp"},
         "default",
         "https://cp"},
        {AWS_STS, NULL, {"AWS_ENDPOINT_URL_STS=https://sts"}, "default", "https://sts"},
        {AWS_CLOUDCONTROL, NULL, {0}, "default", "https://service"},
        {AWS_STS, NULL, {0}, "default", "https://profile"},
        {AWS_CLOUDCONTROL, NULL, {0}, "plain", "https://plain"},
        {AWS_CLOUDCONTROL, NULL, {"AWS_ENDPOINT_URL="}, "plain", "https://plain"},
        {AWS_CLOUDCONTROL, NULL, {0}, "off", "https://cloudcontrolapi.eu-west-2.amazonaws.com"},
        {AWS_CLOUDCONTROL, NULL, {0}, "empty", "https://cloudcontrolapi.eu-west-2.amazonaws.com"},
        {AWS_CLOUDCONTROL, NULL, {0}, "fips", "https://cloudcontrolapi-fips.eu-west-2.amazonaws.com"},
        {AWS_CLOUDCONTROL,
         NULL,
         {"AWS_ENDPOINT_URL=https://all", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=true"},
         "default",
         "https://cloudcontrolapi.eu-west-2.amazonaws.com"},
        {AWS_CLOUDCONTROL,
         "https://option",
         {"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=true"},
         "default",
         "https://option"},
    };
    struct aws_config config = config_of(configured);

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct err err = {0};

        set_env(cases[i].env);
        helpers_assert_text(endpoint_url(cases[i].service, "eu-west-2", cases[i].option, &config,
                                         cases[i].profile, NULL, &err),
                            cases[i].url);
    }
    config_release(&config);
}

static void plain_http_stays_on_this_machine(void **state)
{
    static const struct {
        const char *url, *allowed;
        bool ok;
    } cases[] = {
        {"http://127.0.0.1:8080", NULL, true},
        {"http://127.9.9.9", NULL, true},
        {"http://localhost:1/", NULL, true},
        {"HTTP://LOCALHOST", NULL, true},
        {"http://[::1]:8080", NULL, true},
        {"http://127.0.0.1.example.com", NULL, false},
        {"http://localhost.example.com", NULL, false},
        {"http://10.0.0.1:8080", NULL, false},
        {"http://10.0.0.1:8080", "10.0.0.1", true},
        {"http://10.0.0.1:8080", "10.0.0.1:8080", true},
        {"http://10.0.0.1:8080", "http://10.0.0.1:8080", true},
        {"http://10.0.0.1:8080", "10.0.0.1:80", false},
        {"http://10.0.0.1:8080", "0.0.0.1", false},
        {"https://10.0.0.1", NULL, true},
    };
    struct aws_config none = {0};
    const char *const empty[4] = {0};

    (void)state;
    set_env(empty);
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct texts allowed = {0};
        struct err err = {0};
        char *url;

        if (cases[i].allowed)
            texts_add(&allowed, cases[i].allowed);
        url = endpoint_url(AWS_CLOUDCONTROL, "eu-west-2", cases[i].url, &none, "default", &allowed, &err);
        if ((url != NULL) != cases[i].ok)
            fail_msg("%s: %s", cases[i].url, err.text);
        if (!url) {
            assert_int_equal(err.code, ERR_USAGE);
            assert_non_null(strstr(err.hint, "allow_http"));
        }
        free(url);
        texts_release(&allowed);
    }
}

static void what_is_no_url_is_refused(void **state)
{
    static const char *const cases[] = {
        "example.com",      "ftp://example.com",     "https://",      "https://user@host",
        "https://host?x=1", "https://host#x",        "https://ho st", "https://host\r\nX: y",
        "https://[::1",     "http://user@127.0.0.1", "https:///path", "https://h\xc3\xb6st"};
    struct aws_config none = {0};
    const char *const empty[4] = {0};

    (void)state;
    set_env(empty);
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct err err = {0};

        if (endpoint_url(AWS_CLOUDCONTROL, "eu-west-2", cases[i], &none, "default", NULL, &err))
            fail_msg("%s was taken", cases[i]);
        assert_int_equal(err.code, ERR_USAGE);
        assert_string_equal(err.text, "the endpoint of --endpoint-url is no URL");
    }
}

static void settings_that_contradict_are_refused(void **state)
{
    static const char *const env[4] = {"AWS_ENDPOINT_URL=https://x", "AWS_USE_FIPS_ENDPOINT=true"};
    static const char *const empty[4] = {0};
    struct aws_config none = {0}, config = config_of("[default]\nservices = nobody\n");
    struct err err = {0};

    (void)state;
    set_env(env);
    assert_null(endpoint_url(AWS_CLOUDCONTROL, "eu-west-2", NULL, &none, "default", NULL, &err));
    assert_int_equal(err.code, ERR_USAGE);
    assert_string_equal(err.text, "an endpoint of its own (AWS_ENDPOINT_URL) cannot be FIPS too");
    set_env(empty);
    assert_null(endpoint_url(AWS_CLOUDCONTROL, "eu-west-2", NULL, &config, "default", NULL, &err));
    assert_int_equal(err.code, ERR_USAGE);
    config_release(&config);
}

static void a_region_is_a_label_of_a_host(void **state)
{
    static const struct {
        const char *region;
        bool ok;
    } cases[] = {
        {"us-east-1", true},
        {"moon-base-1", true},
        {"local", true},
        {"", false},
        {"123", false},
        {"-a", false},
        {"a-", false},
        {"us_east_1", false},
        {"us-east-1/x", false},
        {"us-east-1.evil.com", false},
        {"us east", false},
        {"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", true},
        {"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false},
    };
    struct aws_config none = {0};
    struct err err = {0};

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++)
        assert_int_equal(endpoint_region_is_label(cases[i].region, &err), cases[i].ok);
    assert_null(endpoint_url(AWS_STS, "x/y", "https://option", &none, "default", NULL, &err));
}

static void a_region_has_the_form_of_AWSs_names(void **state)
{
    static const struct {
        const char *region, *hint; /* NULL: it is fine */
    } cases[] = {
        {"us-east-1", NULL},
        {"eusc-de-east-1", NULL},
        {"us-isob-west-1", NULL},
        {"zz-north-12", NULL}, /* AWS has new ones */
        {"useast1", "did you mean us-east-1?"},
        {"us-east", "did you mean us-east-1?"},
        {"US-EAST-1", "did you mean us-east-1?"},
        {"us_east_1", "did you mean us-east-1?"},
        {"eu-west-2 ", "did you mean eu-west-2?"},
        {"eu-west-", "did you mean eu-west-1?"},
        {"somewhere", "a region is named as in us-east-1"},
        {"", "a region is named as in us-east-1"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct err err = {0};

        assert_int_equal(endpoint_region_is_plausible(cases[i].region, &err), cases[i].hint == NULL);
        assert_int_equal(err.code, cases[i].hint ? ERR_USAGE : ERR_NONE);
        assert_string_equal(err.hint, cases[i].hint ? cases[i].hint : "");
    }
    assert_true(endpoint_region_is_known("me-west-1"));
    assert_false(endpoint_region_is_known("us-esat-1"));
    assert_string_equal(endpoint_region_near("us-esat-1"), "us-east-1");
}

static void IAM_has_one_host_a_partition(void **state)
{
    static const struct {
        const char *region, *env[4], *url, *signing;
    } cases[] = {
        {"eu-west-2", {0}, "https://iam.amazonaws.com", "us-east-1"},
        {"eu-west-2", {"AWS_USE_FIPS_ENDPOINT=true"}, "https://iam-fips.amazonaws.com", "us-east-1"},
        {"eu-west-2", {"AWS_USE_DUALSTACK_ENDPOINT=true"}, "https://iam.global.api.aws", "us-east-1"},
        {"cn-northwest-1", {0}, "https://iam.cn-north-1.amazonaws.com.cn", "cn-north-1"},
        {"us-gov-east-1",
         {"AWS_USE_FIPS_ENDPOINT=true"},
         "https://iam.us-gov.amazonaws.com",
         "us-gov-west-1"},
        {"us-isof-east-1",
         {"AWS_USE_DUALSTACK_ENDPOINT=true"},
         "https://iam.us-isof-south-1.csp.hci.ic.gov",
         "us-isof-south-1"},
        {"eu-west-2", {"AWS_ENDPOINT_URL_IAM=https://iam.example"}, "https://iam.example", "us-east-1"},
    };
    struct aws_config none = {0};

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct err err = {0};

        set_env(cases[i].env);
        helpers_assert_text(endpoint_url(AWS_IAM, cases[i].region, NULL, &none, "default", NULL, &err),
                            cases[i].url);
        assert_string_equal(endpoint_signing_region(AWS_IAM, cases[i].region), cases[i].signing);
    }
    assert_string_equal(endpoint_signing_region(AWS_STS, "eu-west-2"), "eu-west-2");
}

static void the_option_is_not_for_identity_center(void **state)
{
    static const char *const env[4] = {"AWS_ENDPOINT_URL=http://127.0.0.1:2"};
    static const char *const no_env[4] = {0};
    struct aws_config none = {0};
    struct err err = {0};

    (void)state;
    set_env(no_env);
    helpers_assert_text(endpoint_url(AWS_SSO, "eu-west-2", "https://option", &none, "default", NULL, &err),
                        "https://portal.sso.eu-west-2.amazonaws.com");
    helpers_assert_text(
        endpoint_url(AWS_SSO_OIDC, "cn-north-1", "https://option", &none, "default", NULL, &err),
        "https://oidc.cn-north-1.amazonaws.com.cn");
    helpers_assert_text(endpoint_url(AWS_STS, "eu-west-2", "https://option", &none, "default", NULL, &err),
                        "https://option");
    set_env(env);
    helpers_assert_text(endpoint_url(AWS_SSO, "eu-west-2", NULL, &none, "default", NULL, &err),
                        "http://127.0.0.1:2");
}

static void regions_of_customer_profiles_are_those_of_the_partition(void **state)
{
    static const char *const nowhere[] = {"cn-north-1", "us-gov-west-1", "eusc-de-east-1"};
    struct texts names = {0};

    (void)state;
    endpoint_profiles_regions(NULL, &names);
    assert_int_equal(names.count, 10);
    assert_true(texts_has(&names, "eu-central-1"));
    texts_release(&names);
    endpoint_profiles_regions("sa-east-1", &names);
    assert_int_equal(names.count, 10);
    texts_release(&names);
    for (size_t i = 0; i < ARRAY_COUNT(nowhere); i++)
        endpoint_profiles_regions(nowhere[i], &names);
    assert_int_equal(names.count, 0);
}

static void services_sign_with_their_names(void **state)
{
    (void)state;
    assert_string_equal(endpoint_signing_name(AWS_CLOUDCONTROL), "cloudcontrolapi");
    assert_string_equal(endpoint_signing_name(AWS_CUSTOMER_PROFILES), "profile");
    assert_string_equal(endpoint_signing_name(AWS_STS), "sts");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_partition_has_its_hosts),
        cmocka_unit_test(the_nearest_setting_names_the_endpoint),
        cmocka_unit_test(plain_http_stays_on_this_machine),
        cmocka_unit_test(what_is_no_url_is_refused),
        cmocka_unit_test(settings_that_contradict_are_refused),
        cmocka_unit_test(a_region_is_a_label_of_a_host),
        cmocka_unit_test(a_region_has_the_form_of_AWSs_names),
        cmocka_unit_test(IAM_has_one_host_a_partition),
        cmocka_unit_test(the_option_is_not_for_identity_center),
        cmocka_unit_test(regions_of_customer_profiles_are_those_of_the_partition),
        cmocka_unit_test(services_sign_with_their_names),
    };

    return cmocka_run_group_tests_name("aws endpoint", tests, NULL, NULL);
}
