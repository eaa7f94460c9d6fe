/* proxy: what is asked for a machine's keys is never asked through one. Nothing is sent here. */
#include "helpers.h"

#include "aws/proxy.h"
#include "base/array.h"
#include "base/env.h"

#define PROXY "http://ann:secret@proxy.invalid:3128"

static void set_proxies(void)
{
    char http[] = "http_proxy=" PROXY, https[] = "HTTPS_PROXY=" PROXY, all[] = "ALL_PROXY=" PROXY;
    char *environment[] = {http, https, all, NULL};

    env_init(environment);
}

static void the_machines_own_addresses_have_none(void **state)
{
    static const char *const urls[] = {
        "http://169.254.169.254/latest/api/token",
        "http://[fd00:ec2::254]/latest/api/token",
        "http://[FD00:EC2::254]/latest/api/token",
        "http://169.254.170.2/v2/credentials/1",
        "http://169.254.170.23/v1/credentials",
        "http://[fd00:ec2::23]/v1/credentials",
        "https://169.254.170.23/v1/credentials",
        "http://[fe80::1]/",
        "http://127.0.0.1:8080/keys",
        "http://localhost/keys",
        "http://[::1]:8080/keys",
    };

    (void)state;
    set_proxies();
    for (size_t i = 0; i < ARRAY_COUNT(urls); i++)
        if (*proxy_for(urls[i]))
            fail_msg("%s would go through %s", urls[i], proxy_for(urls[i]));
}

static void what_merely_names_them_has_one(void **state)
{
    static const char *const urls[] = {
        "http://aws.invalid/",
        "https://keys.invalid/?of=http://169.254.169.254/",
        "https://169.254.169.254.keys.invalid/",
        "https://127.0.0.1.keys.invalid/",
        "http://169.25.4.1/",
    };

    (void)state;
    set_proxies();
    for (size_t i = 0; i < ARRAY_COUNT(urls); i++)
        assert_string_equal(proxy_for(urls[i]), PROXY);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_machines_own_addresses_have_none),
        cmocka_unit_test(what_merely_names_them_has_one),
    };

    return cmocka_run_group_tests_name("proxy", tests, NULL, NULL);
}
