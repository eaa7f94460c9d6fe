/* retry: which answers may be asked for again, after how long, and until which budget is spent. */
#include "helpers.h"

#include "aws/aws_json.h"
#include "aws/retry.h"
#include "base/array.h"

enum { TRIES = 300 };

static void an_answer_tells_whether_it_may_be_tried_again(void **state)
{
    static const int64_t minutes = 60 * 1000;
    const struct {
        struct aws_answer answer;
        enum retry_kind kind;
    } cases[] = {
        {{.status = 200}, RETRY_NO},
        {{.status = 0, .transient = true}, RETRY_TRANSIENT},
        {{.status = 0}, RETRY_NO},
        {{.status = 400, .error_name = (char *)"ValidationException"}, RETRY_NO},
        {{.status = 400, .error_name = (char *)"ThrottlingException"}, RETRY_THROTTLED},
        {{.status = 503, .error_name = (char *)"SlowDown"}, RETRY_THROTTLED},
        {{.status = 400,
          .error_name = (char *)"GeneralServiceException",
          .message = (char *)"x: Rate exceeded (Service: X, Status Code: 400)"},
         RETRY_THROTTLED},
        {{.status = 400, .error_name = (char *)"GeneralServiceException", .message = (char *)"no"}, RETRY_NO},
        {{.status = 429}, RETRY_THROTTLED},
        {{.status = 500}, RETRY_TRANSIENT},
        {{.status = 502}, RETRY_TRANSIENT},
        {{.status = 503}, RETRY_TRANSIENT},
        {{.status = 504}, RETRY_TRANSIENT},
        {{.status = 501}, RETRY_NO},
        {{.status = 400, .error_name = (char *)"RequestTimeout"}, RETRY_TRANSIENT},
        {{.status = 400, .error_name = (char *)"ServiceInternalErrorException"}, RETRY_NO},
        {{.status = 403, .error_name = (char *)"ExpiredTokenException"}, RETRY_NO},
        {{.status = 403, .error_name = (char *)"SignatureDoesNotMatch", .off_ms = 1000}, RETRY_NO},
        {{.status = 403, .error_name = (char *)"SignatureDoesNotMatch", .off_ms = -5 * minutes},
         RETRY_TRANSIENT},
        {{.status = 403, .error_name = (char *)"RequestExpired", .off_ms = 5 * minutes}, RETRY_TRANSIENT},
        {{.status = 403, .error_name = (char *)"UnrecognizedClientException", .off_ms = 5 * minutes},
         RETRY_NO},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++)
        if (retry_classify(&cases[i].answer) != cases[i].kind)
            fail_msg("case %zu: %d", i, retry_classify(&cases[i].answer));
}

/* Each name that the SDKs know, with and without the tail that some services give it. */
static void the_names_of_throttling_are_known(void **state)
{
    static const char *const throttled[] = {
        "Throttling",
        "ThrottlingException",
        "ThrottledException",
        "RequestThrottledException",
        "RequestThrottled",
        "TooManyRequestsException",
        "ProvisionedThroughputExceededException",
        "TransactionInProgressException",
        "RequestLimitExceeded",
        "BandwidthLimitExceeded",
        "LimitExceededException",
        "SlowDown",
        "PriorRequestNotComplete",
        "EC2ThrottledException",
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(throttled); i++) {
        struct aws_answer answer = {.status = 400, .error_name = (char *)throttled[i]};

        if (retry_classify(&answer) != RETRY_THROTTLED)
            fail_msg("%s", throttled[i]);
    }
}

/* What Cloud Control says of handlers is final but for the status of a server in trouble. */
static void errors_of_cloud_control_are_final_below_500(void **state)
{
    static const char *const names[] = {
        "ServiceInternalErrorException",   "HandlerInternalFailureException", "HandlerFailureException",
        "NetworkFailureException",         "NotStabilizedException",          "ServiceLimitExceededException",
        "ConcurrentModificationException", "ConcurrentOperationException",    "GeneralServiceException",
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(names); i++) {
        struct aws_answer answer = {.status = 400, .error_name = (char *)names[i]};

        if (retry_classify(&answer) != RETRY_NO)
            fail_msg("%s with 400", names[i]);
        answer.status = 502;
        if (retry_classify(&answer) != RETRY_TRANSIENT)
            fail_msg("%s with 502", names[i]);
    }
}

static void names_of_trouble_on_the_way_may_pass(void **state)
{
    static const char *const names[] = {"RequestTimeout", "RequestTimeoutException", "IDPCommunicationError"};

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(names); i++) {
        struct aws_answer answer = {.status = 400, .error_name = (char *)names[i]};

        if (retry_classify(&answer) != RETRY_TRANSIENT)
            fail_msg("%s", names[i]);
    }
}

static void a_wrong_clock_is_corrected_once(void **state)
{
    static const char *const names[] = {
        "RequestTimeTooSkewed",  "RequestExpired", "RequestInTheFuture",    "InvalidSignatureException",
        "SignatureDoesNotMatch", "AuthFailure",    "AccessDeniedException",
    };
    static const int64_t hour_ms = 60 * 60 * 1000, edge_ms = 4 * 60 * 1000;

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(names); i++) {
        struct aws_answer answer = {.status = 403, .error_name = (char *)names[i], .skew_ms = hour_ms};

        for (answer.off_ms = -edge_ms; answer.off_ms <= edge_ms; answer.off_ms += 2 * edge_ms)
            if (retry_classify(&answer) != RETRY_TRANSIENT)
                fail_msg("%s, %lld ms off", names[i], (long long)answer.off_ms);
        answer.off_ms = edge_ms - 1; /* it was signed with AWS's time, although our clock is wrong */
        if (retry_classify(&answer) != RETRY_NO)
            fail_msg("%s again", names[i]);
    }
}

static void the_budget_ends_and_comes_back(void **state)
{
    struct retry_bucket bucket;
    int taken = 0;

    (void)state;
    retry_bucket_init(&bucket);
    assert_int_equal(bucket.tokens, 500);
    while (retry_take(&bucket, RETRY_TRANSIENT))
        taken++;
    assert_int_equal(taken, 500 / 14);
    assert_int_equal(bucket.tokens, 500 % 14);
    assert_true(retry_take(&bucket, RETRY_THROTTLED));
    assert_int_equal(bucket.tokens, 500 % 14 - 5);
    retry_give(&bucket, RETRY_THROTTLED);
    retry_give(&bucket, RETRY_TRANSIENT);
    retry_give(&bucket, RETRY_NO);
    assert_int_equal(bucket.tokens, 500 % 14 + 14 + 1);
    for (int i = 0; i < 600; i++)
        retry_give(&bucket, RETRY_NO);
    assert_int_equal(bucket.tokens, 500);
    assert_false(retry_take(&bucket, RETRY_NO));
}

static void delays_stay_within_their_bounds(void **state)
{
    static const struct {
        enum retry_kind kind;
        int retry;
        int64_t most;
    } cases[] = {
        {RETRY_TRANSIENT, 0, 50},     {RETRY_TRANSIENT, 1, 100},  {RETRY_TRANSIENT, 2, 200},
        {RETRY_THROTTLED, 0, 1000},   {RETRY_THROTTLED, 3, 8000}, {RETRY_THROTTLED, 5, 20000},
        {RETRY_THROTTLED, 90, 20000},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        int64_t least = INT64_MAX, most = 0;

        for (int n = 0; n < TRIES; n++) {
            int64_t delay = retry_delay_ms(cases[i].kind, cases[i].retry, -1);

            least = delay < least ? delay : least;
            most = delay > most ? delay : most;
        }
        assert_true(least >= 0 && most <= cases[i].most);
        assert_true(most > cases[i].most / 2 && least < cases[i].most / 2); /* spread over the whole range */
    }
}

static void the_service_may_ask_for_more_but_not_for_ever(void **state)
{
    (void)state;
    for (int n = 0; n < TRIES; n++) {
        int64_t asked = retry_delay_ms(RETRY_TRANSIENT, 0, 3000),
                too_much = retry_delay_ms(RETRY_TRANSIENT, 0, 900000);
        int64_t less = retry_delay_ms(RETRY_TRANSIENT, 0, 0);

        assert_int_equal(asked, 3000);
        assert_true(too_much >= 5000 && too_much <= 5050);
        assert_true(less >= 0 && less <= 50);
    }
}

static void polls_grow_to_ten_seconds(void **state)
{
    static const struct {
        int poll;
        int64_t most;
    } cases[] = {{0, 500}, {1, 750}, {2, 1125}, {20, 10000}, {1000, 10000}};

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++)
        for (int n = 0; n < TRIES; n++) {
            int64_t delay = retry_poll_delay_ms(cases[i].poll);

            assert_true(delay >= cases[i].most / 2 && delay <= cases[i].most);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_answer_tells_whether_it_may_be_tried_again),
        cmocka_unit_test(the_names_of_throttling_are_known),
        cmocka_unit_test(errors_of_cloud_control_are_final_below_500),
        cmocka_unit_test(names_of_trouble_on_the_way_may_pass),
        cmocka_unit_test(a_wrong_clock_is_corrected_once),
        cmocka_unit_test(the_budget_ends_and_comes_back),
        cmocka_unit_test(delays_stay_within_their_bounds),
        cmocka_unit_test(the_service_may_ask_for_more_but_not_for_ever),
        cmocka_unit_test(polls_grow_to_ten_seconds),
    };

    return cmocka_run_group_tests_name("aws retry", tests, NULL, NULL);
}
