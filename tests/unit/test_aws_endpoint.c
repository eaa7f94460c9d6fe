/* endpoint: hosts of every partition, who configured another one, and where keys may go unencrypted. */
#include "helpers.h"

#include <string.h>

#include "aws/config.h"
#include "aws/endpoint.h"
#include "base/array.h"
#include "base/env.h"
#include "base/mem.h"

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

/* botocore's rule sets of endpoints, asked for each service and partition. */
static void each_partition_has_its_hosts(void **state)
{
    static const char *const envs[4][4] = {{NULL},
                                           {"AWS_USE_FIPS_ENDPOINT=true"},
                                           {"AWS_USE_DUALSTACK_ENDPOINT=TRUE"},
                                           {"AWS_USE_FIPS_ENDPOINT=true", "AWS_USE_DUALSTACK_ENDPOINT=true"}};
    static const struct {
        enum aws_service service;
        const char *region, *hosts[4]; /* plain, FIPS, dual-stack, both */
    } cases[] = {
        {AWS_CLOUDCONTROL,
         "us-east-1",
         {"cloudcontrolapi.us-east-1.amazonaws.com", "cloudcontrolapi-fips.us-east-1.amazonaws.com",
          "cloudcontrolapi.us-east-1.api.aws", "cloudcontrolapi-fips.us-east-1.api.aws"}},
        {AWS_CUSTOMER_PROFILES,
         "us-east-1",
         {"profile.us-east-1.amazonaws.com", "profile-fips.us-east-1.amazonaws.com",
          "profile.us-east-1.api.aws", "profile-fips.us-east-1.api.aws"}},
        {AWS_STS,
         "us-east-1",
         {"sts.us-east-1.amazonaws.com", "sts-fips.us-east-1.amazonaws.com", "sts.us-east-1.api.aws",
          "sts-fips.us-east-1.api.aws"}},
        {AWS_SSO,
         "us-east-1",
         {"portal.sso.us-east-1.amazonaws.com", "portal.sso-fips.us-east-1.amazonaws.com",
          "portal.sso.us-east-1.api.aws", "portal.sso-fips.us-east-1.api.aws"}},
        {AWS_SSO_OIDC,
         "us-east-1",
         {"oidc.us-east-1.amazonaws.com", "oidc-fips.us-east-1.amazonaws.com", "oidc.us-east-1.api.aws",
          "oidc-fips.us-east-1.api.aws"}},
        {AWS_IAM,
         "us-east-1",
         {"iam.amazonaws.com", "iam-fips.amazonaws.com", "iam.global.api.aws", "iam-fips.global.api.aws"}},
        {AWS_CLOUDCONTROL,
         "cn-northwest-1",
         {"cloudcontrolapi.cn-northwest-1.amazonaws.com.cn",
          "cloudcontrolapi-fips.cn-northwest-1.amazonaws.com.cn",
          "cloudcontrolapi.cn-northwest-1.api.amazonwebservices.com.cn",
          "cloudcontrolapi-fips.cn-northwest-1.api.amazonwebservices.com.cn"}},
        {AWS_CUSTOMER_PROFILES,
         "cn-northwest-1",
         {"profile.cn-northwest-1.amazonaws.com.cn", "profile-fips.cn-northwest-1.amazonaws.com.cn",
          "profile.cn-northwest-1.api.amazonwebservices.com.cn",
          "profile-fips.cn-northwest-1.api.amazonwebservices.com.cn"}},
        {AWS_STS,
         "cn-northwest-1",
         {"sts.cn-northwest-1.amazonaws.com.cn", "sts-fips.cn-northwest-1.amazonaws.com.cn",
          "sts.cn-northwest-1.api.amazonwebservices.com.cn",
          "sts-fips.cn-northwest-1.api.amazonwebservices.com.cn"}},
        {AWS_SSO,
         "cn-northwest-1",
         {"portal.sso.cn-northwest-1.amazonaws.com.cn", "portal.sso-fips.cn-northwest-1.amazonaws.com.cn",
          "portal.sso.cn-northwest-1.api.amazonwebservices.com.cn",
          "portal.sso-fips.cn-northwest-1.api.amazonwebservices.com.cn"}},
        {AWS_SSO_OIDC,
         "cn-northwest-1",
         {"oidc.cn-northwest-1.amazonaws.com.cn", "oidc-fips.cn-northwest-1.amazonaws.com.cn",
          "oidc.cn-northwest-1.api.amazonwebservices.com.cn",
          "oidc-fips.cn-northwest-1.api.amazonwebservices.com.cn"}},
        {AWS_IAM,
         "cn-northwest-1",
         {"iam.cn-north-1.amazonaws.com.cn", "iam-fips.amazonaws.com.cn",
          "iam.global.api.amazonwebservices.com.cn", "iam-fips.api.amazonwebservices.com.cn"}},
        {AWS_CLOUDCONTROL,
         "us-gov-west-1",
         {"cloudcontrolapi.us-gov-west-1.amazonaws.com", "cloudcontrolapi-fips.us-gov-west-1.amazonaws.com",
          "cloudcontrolapi.us-gov-west-1.api.aws", "cloudcontrolapi-fips.us-gov-west-1.api.aws"}},
        {AWS_CUSTOMER_PROFILES,
         "us-gov-west-1",
         {"profile.us-gov-west-1.amazonaws.com", "profile-fips.us-gov-west-1.amazonaws.com",
          "profile.us-gov-west-1.api.aws", "profile-fips.us-gov-west-1.api.aws"}},
        {AWS_STS,
         "us-gov-west-1",
         {"sts.us-gov-west-1.amazonaws.com", "sts.us-gov-west-1.amazonaws.com", "sts.us-gov-west-1.api.aws",
          "sts-fips.us-gov-west-1.api.aws"}},
        {AWS_SSO,
         "us-gov-west-1",
         {"portal.sso.us-gov-west-1.amazonaws.com", "portal.sso.us-gov-west-1.amazonaws.com",
          "portal.sso.us-gov-west-1.api.aws", "portal.sso-fips.us-gov-west-1.api.aws"}},
        {AWS_SSO_OIDC,
         "us-gov-west-1",
         {"oidc.us-gov-west-1.amazonaws.com", "oidc.us-gov-west-1.amazonaws.com",
          "oidc.us-gov-west-1.api.aws", "oidc-fips.us-gov-west-1.api.aws"}},
        {AWS_IAM,
         "us-gov-west-1",
         {"iam.us-gov.amazonaws.com", "iam.us-gov.amazonaws.com", "iam.us-gov.api.aws",
          "iam.us-gov.api.aws"}},
        {AWS_CLOUDCONTROL,
         "us-iso-east-1",
         {"cloudcontrolapi.us-iso-east-1.c2s.ic.gov", "cloudcontrolapi-fips.us-iso-east-1.c2s.ic.gov",
          "cloudcontrolapi.us-iso-east-1.api.aws.ic.gov",
          "cloudcontrolapi-fips.us-iso-east-1.api.aws.ic.gov"}},
        {AWS_IAM,
         "us-iso-east-1",
         {"iam.us-iso-east-1.c2s.ic.gov", "iam-fips.us-iso-east-1.c2s.ic.gov", "iam.api.aws.ic.gov",
          "iam-fips.api.aws.ic.gov"}},
        {AWS_CLOUDCONTROL,
         "us-isob-east-1",
         {"cloudcontrolapi.us-isob-east-1.sc2s.sgov.gov", "cloudcontrolapi-fips.us-isob-east-1.sc2s.sgov.gov",
          "cloudcontrolapi.us-isob-east-1.api.aws.scloud",
          "cloudcontrolapi-fips.us-isob-east-1.api.aws.scloud"}},
        {AWS_IAM,
         "us-isob-east-1",
         {"iam.us-isob-east-1.sc2s.sgov.gov", "iam-fips.us-isob-east-1.sc2s.sgov.gov", "iam.api.aws.scloud",
          "iam-fips.api.aws.scloud"}},
        {AWS_CLOUDCONTROL,
         "eu-isoe-west-1",
         {"cloudcontrolapi.eu-isoe-west-1.cloud.adc-e.uk",
          "cloudcontrolapi-fips.eu-isoe-west-1.cloud.adc-e.uk",
          "cloudcontrolapi.eu-isoe-west-1.api.cloud-aws.adc-e.uk",
          "cloudcontrolapi-fips.eu-isoe-west-1.api.cloud-aws.adc-e.uk"}},
        {AWS_IAM,
         "eu-isoe-west-1",
         {"iam.eu-isoe-west-1.cloud.adc-e.uk", "iam-fips.cloud.adc-e.uk", "iam.api.cloud-aws.adc-e.uk",
          "iam-fips.api.cloud-aws.adc-e.uk"}},
        {AWS_CLOUDCONTROL,
         "us-isof-south-1",
         {"cloudcontrolapi.us-isof-south-1.csp.hci.ic.gov",
          "cloudcontrolapi-fips.us-isof-south-1.csp.hci.ic.gov",
          "cloudcontrolapi.us-isof-south-1.api.aws.hci.ic.gov",
          "cloudcontrolapi-fips.us-isof-south-1.api.aws.hci.ic.gov"}},
        {AWS_IAM,
         "us-isof-south-1",
         {"iam.us-isof-south-1.csp.hci.ic.gov", "iam-fips.csp.hci.ic.gov", "iam.api.aws.hci.ic.gov",
          "iam-fips.api.aws.hci.ic.gov"}},
        {AWS_CLOUDCONTROL,
         "eusc-de-east-1",
         {"cloudcontrolapi.eusc-de-east-1.amazonaws.eu", "cloudcontrolapi-fips.eusc-de-east-1.amazonaws.eu",
          "cloudcontrolapi.eusc-de-east-1.api.amazonwebservices.eu",
          "cloudcontrolapi-fips.eusc-de-east-1.api.amazonwebservices.eu"}},
        {AWS_IAM,
         "eusc-de-east-1",
         {"iam.eusc-de-east-1.amazonaws.eu", "iam-fips.amazonaws.eu", "iam.global.api.amazonwebservices.eu",
          "iam-fips.api.amazonwebservices.eu"}},
        {AWS_CLOUDCONTROL,
         "moon-base-1",
         {"cloudcontrolapi.moon-base-1.amazonaws.com", "cloudcontrolapi-fips.moon-base-1.amazonaws.com",
          "cloudcontrolapi.moon-base-1.api.aws", "cloudcontrolapi-fips.moon-base-1.api.aws"}},
    };
    struct aws_config none = {0};

    (void)state;
    for (size_t i = 0; i < 4 * ARRAY_COUNT(cases); i++) {
        struct err err = {0};
        char *wanted = mem_printf("https://%s", cases[i / 4].hosts[i % 4]);

        set_env(envs[i % 4]);
        helpers_assert_text(
            endpoint_url(cases[i / 4].service, cases[i / 4].region, NULL, &none, "default", NULL, &err),
            wanted);
        free(wanted);
    }
}

static void only_the_word_true_asks_for_another_host(void **state)
{
    static const char *const no[4] = {"AWS_USE_FIPS_ENDPOINT=1", "AWS_USE_DUALSTACK_ENDPOINT=yes"};
    struct aws_config none = {0};
    struct err err = {0};

    (void)state;
    set_env(no);
    helpers_assert_text(endpoint_url(AWS_CLOUDCONTROL, "us-east-1", NULL, &none, "default", NULL, &err),
                        "https://cloudcontrolapi.us-east-1.amazonaws.com");
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

/* Each service hears its own variable and its own block, and no other's. */
static void each_service_has_a_variable_and_a_key(void **state)
{
    static const char *const names[AWS_SERVICES][2] = {
        [AWS_CLOUDCONTROL] = {"CLOUDCONTROL", "cloudcontrol"},
        [AWS_CUSTOMER_PROFILES] = {"CUSTOMER_PROFILES", "customer_profiles"},
        [AWS_STS] = {"STS", "sts"},
        [AWS_SSO] = {"SSO", "sso"},
        [AWS_SSO_OIDC] = {"SSO_OIDC", "sso_oidc"},
        [AWS_IAM] = {"IAM", "iam"},
    };
    struct aws_config none = {0};

    (void)state;
    for (int i = 0; i < AWS_SERVICES * AWS_SERVICES; i++) {
        int service = i / AWS_SERVICES, other = i % AWS_SERVICES;
        char *variable = mem_printf("AWS_ENDPOINT_URL_%s=https://own", names[other][0]);
        char *text = mem_printf("[default]\nservices = s\n[services s]\n%s =\n  endpoint_url = https://own\n",
                                names[other][1]);
        const char *const no_env[4] = {NULL}, *const env[4] = {variable};
        struct aws_config config = config_of(text);

        set_env(env);
        assert_int_equal(endpoint_is_configured(service, NULL, &none, "default"), service == other);
        set_env(no_env);
        assert_int_equal(endpoint_is_configured(service, NULL, &config, "default"), service == other);
        config_release(&config);
        free(variable);
        free(text);
    }
}

/* AWS_ENDPOINT_URL serves all; --endpoint-url serves whom etrig asks by itself, wherever. */
static void one_endpoint_serves_all_regions(void **state)
{
    static const char *const regions[] = {"us-east-1", "cn-north-1", "us-gov-west-1", "r"};
    static const char *const no_env[4] = {NULL}, *const env[4] = {"AWS_ENDPOINT_URL=https://all"};
    struct aws_config none = {0};
    struct err err = {0};

    (void)state;
    for (size_t i = 0; i < AWS_SERVICES * ARRAY_COUNT(regions); i++) {
        enum aws_service service = i % AWS_SERVICES;
        const char *region = regions[i / AWS_SERVICES];

        set_env(env);
        helpers_assert_text(endpoint_url(service, region, NULL, &none, "default", NULL, &err), "https://all");
        set_env(no_env);
        assert_int_equal(endpoint_is_configured(service, "https://option", &none, "default"),
                         service != AWS_SSO && service != AWS_SSO_OIDC);
    }
}

static void a_wrong_endpoint_is_said_with_where_it_stands(void **state)
{
    static const char text[] = "[default]\nendpoint_url = nowhere\n"
                               "[profile service]\nservices = mine\n"
                               "[services mine]\ncloudcontrol =\n  endpoint_url = ftp://x\n"
                               "[profile absent]\nservices = theirs\n"
                               "[profile http]\nendpoint_url = http://192.0.2.1\n"
                               "[profile fips]\nendpoint_url = https://x\nuse_fips_endpoint = true\n"
                               "[profile dual]\nuse_dualstack_endpoint = true\n";
    static const struct {
        const char *profile, *option, *env[4], *text;
    } cases[] = {
        {"default", NULL, {0}, "the endpoint of config line 2 is no URL"},
        {"service", NULL, {0}, "the endpoint of config line 7 is no URL"},
        {"absent",
         NULL,
         {0},
         "profile absent names services theirs (config line 9), and there is no [services theirs]"},
        {"http",
         NULL,
         {0},
         "http://192.0.2.1 (config line 11) is not encrypted: http is for this machine alone"},
        {"fips", NULL, {0}, "an endpoint of its own (config line 13) cannot be FIPS too (config line 14)"},
        {"dual",
         NULL,
         {"AWS_ENDPOINT_URL_CLOUDCONTROL=https://x"},
         "an endpoint of its own (AWS_ENDPOINT_URL_CLOUDCONTROL) cannot be dual-stack too (config line 16)"},
        {"none",
         "https://x",
         {"AWS_USE_FIPS_ENDPOINT=true"},
         "an endpoint of its own (--endpoint-url) cannot be FIPS too (AWS_USE_FIPS_ENDPOINT)"},
        {"none",
         NULL,
         {"AWS_ENDPOINT_URL_CLOUDCONTROL=x"},
         "the endpoint of AWS_ENDPOINT_URL_CLOUDCONTROL is no URL"},
        {"none", NULL, {"AWS_ENDPOINT_URL=x"}, "the endpoint of AWS_ENDPOINT_URL is no URL"},
    };
    struct aws_config config = config_of(text);

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct err err = {0};

        set_env(cases[i].env);
        assert_null(endpoint_url(AWS_CLOUDCONTROL, "eu-west-2", cases[i].option, &config, cases[i].profile,
                                 NULL, &err));
        assert_int_equal(err.code, ERR_USAGE);
        assert_string_equal(err.text, cases[i].text);
        assert_true(err.hint[0]);
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
        "example.com",      "ftp://example.com",        "https://",      "https://user@host",
        "https://host?x=1", "https://host#x",           "https://ho st", "https://host\r\nX: y",
        "http://[::1]x",    "http://[::1].example.com", "https://[::1",  "http://user@127.0.0.1",
        "https:///path",    "https://h\xc3\xb6st"};
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

static void a_region_is_a_label_of_a_host(void **state)
{
    static const struct {
        const char *region;
        bool ok;
    } cases[] = {
        {"us-east-1", true},
        {"moon-base-1", true},
        {"local", true},
        {"all", false},
        {"US-EAST-1", false},
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
        {"us-east-1 # home", "what stands behind it belongs to it: give a comment a line of its own"},
        {"us-east-1\t;home", "what stands behind it belongs to it: give a comment a line of its own"},
        {"us-east-1\noutput = json",
         "the line below is indented and so belongs to it: begin that line at the left"},
        {"us-east-1 eu-west-2", "a region is named as in us-east-1"},
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
    assert_true(endpoint_region_is_known("us-gov-east-1"));
    assert_false(endpoint_region_is_known("us-esat-1"));
    assert_string_equal(endpoint_region_near("us-esat-1"), "us-east-1");
}

static void IAM_is_signed_for_one_region_a_partition(void **state)
{
    static const char *const cases[][2] = {
        {"eu-west-2", "us-east-1"},
        {"cn-northwest-1", "cn-north-1"},
        {"us-gov-east-1", "us-gov-west-1"},
        {"us-iso-west-1", "us-iso-east-1"},
        {"us-isob-west-1", "us-isob-east-1"},
        {"eu-isoe-west-1", "eu-isoe-west-1"},
        {"us-isof-east-1", "us-isof-south-1"},
        {"eusc-de-east-1", "eusc-de-east-1"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++)
        for (int service = 0; service < AWS_SERVICES; service++)
            assert_string_equal(endpoint_signing_region(service, cases[i][0]), cases[i][service == AWS_IAM]);
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
    assert_string_equal(endpoint_signing_name(AWS_IAM), "iam");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_partition_has_its_hosts),
        cmocka_unit_test(only_the_word_true_asks_for_another_host),
        cmocka_unit_test(the_nearest_setting_names_the_endpoint),
        cmocka_unit_test(plain_http_stays_on_this_machine),
        cmocka_unit_test(what_is_no_url_is_refused),
        cmocka_unit_test(each_service_has_a_variable_and_a_key),
        cmocka_unit_test(one_endpoint_serves_all_regions),
        cmocka_unit_test(a_wrong_endpoint_is_said_with_where_it_stands),
        cmocka_unit_test(a_region_is_a_label_of_a_host),
        cmocka_unit_test(a_region_has_the_form_of_AWSs_names),
        cmocka_unit_test(IAM_is_signed_for_one_region_a_partition),
        cmocka_unit_test(regions_of_customer_profiles_are_those_of_the_partition),
        cmocka_unit_test(services_sign_with_their_names),
    };

    return cmocka_run_group_tests_name("aws endpoint", tests, NULL, NULL);
}
