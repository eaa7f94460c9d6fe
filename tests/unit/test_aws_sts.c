/* sts: the call, and principals of ARNs. */
#include "helpers.h"

#include "aws/sts.h"
#include "base/array.h"

static void the_call_is_a_form(void **state)
{
    struct aws_call call = {0};

    (void)state;
    sts_caller_identity(&call);
    assert_int_equal(call.service, AWS_STS);
    assert_string_equal(call.method, "POST");
    assert_string_equal(call.body, "Action=GetCallerIdentity&Version=2011-06-15");
    assert_string_equal(call.content_type, "application/x-www-form-urlencoded; charset=utf-8");
}

static void the_principal_is_the_last_name(void **state)
{
    static const struct {
        const char *arn, *principal;
    } cases[] = {
        {"arn:aws:sts::123456789012:assumed-role/ConnectAdmin/ann", "ConnectAdmin"},
        {"arn:aws:iam::123456789012:user/ann", "ann"},
        {"arn:aws:iam::123456789012:user/team/crm/ann", "ann"},
        {"arn:aws:iam::123456789012:root", "root"},
        {"arn:aws:sts::123456789012:federated-user/bob", "bob"},
        {"odd", "odd"},
        {"", ""},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++)
        helpers_assert_text(sts_principal(cases[i].arn), cases[i].principal);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_call_is_a_form),
        cmocka_unit_test(the_principal_is_the_last_name),
    };

    return cmocka_run_group_tests_name("aws sts", tests, NULL, NULL);
}
