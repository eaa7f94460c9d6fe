/* The life of an operation in the local cloud: acceptance, tokens, concurrency,
 * its end, its cancelling, its history. */
#include "helpers.h"
#include "local_fixture.h"

#include <string.h>

#include "base/array.h"
#include "base/mem.h"

static const struct local_ask create = {.action = "CreateResource",
                                        .desired_state = LOCAL_FIXTURE_NEW("brand-new")};
static const struct local_ask erase_gold = {.action = "DeleteResource", .identifier = "retail|loyalty-gold"};
static const struct local_ask get_new = {.action = "GetResource", .identifier = "retail|brand-new"};

static double number(const cJSON *event, const char *name)
{
    return cJSON_IsNumber(json_get(event, name)) ? json_get(event, name)->valuedouble : -1;
}

/* The first answer is IN_PROGRESS with the identifier and no RetryAfter; nothing is there before the end. */
static void a_create_answers_first_and_ends_later(void **slot)
{
    struct local_fixture *fixture = *slot;
    int64_t began_ms = fixture->now_ms;
    cJSON *answer = local_fixture_answer(fixture, &create);
    const cJSON *event = json_get(answer, "ProgressEvent");
    char *token = mem_dup(json_text(event, "RequestToken"));
    assert_string_equal(json_text(event, "OperationStatus"), "IN_PROGRESS");
    assert_string_equal(json_text(event, "Operation"), "CREATE");
    assert_string_equal(json_text(event, "Identifier"), "retail|brand-new");
    assert_float_equal(number(event, "EventTime"), (double)began_ms / 1000, 0.0005);
    assert_null(json_get(event, "RetryAfter"));
    assert_null(json_get(event, "ResourceModel"));
    cJSON_Delete(answer);

    fixture->now_ms = began_ms + 399;
    cJSON *running = local_fixture_event(fixture, token);
    assert_string_equal(json_text(running, "OperationStatus"), "IN_PROGRESS");
    assert_float_equal(number(running, "RetryAfter"), (double)(began_ms + 400) / 1000, 0.0005);
    cJSON_Delete(running);
    local_fixture_refused(fixture, &get_new, "ResourceNotFoundException", "");

    fixture->now_ms = began_ms + 60000;
    cJSON *ended = local_fixture_event(fixture, token);
    assert_string_equal(json_text(ended, "OperationStatus"), "SUCCESS");
    assert_float_equal(number(ended, "EventTime"), (double)(began_ms + 400) / 1000, 0.0005);
    assert_null(json_get(ended, "RetryAfter"));
    assert_null(json_get(ended, "ErrorCode"));
    cJSON_Delete(ended);
    cJSON *trigger = local_fixture_trigger(fixture, "retail|brand-new");
    assert_string_equal(json_text(trigger, "CreatedAt"), "2026-11-23T16:45:00.400Z");
    assert_string_equal(json_text(trigger, "LastUpdatedAt"), "2026-11-23T16:45:00.400Z");
    cJSON_Delete(trigger);
    free(token);
}

/* aws-resource: cases that AWS accepts and lets fail. */
static void what_the_handler_refuses_fails_later(void **slot)
{
    static const struct {
        struct local_ask ask;
        const char *status;
    } cases[] = {
        {{.action = "CreateResource", .desired_state = LOCAL_FIXTURE_NEW("loyalty-gold")},
         "FAILED AlreadyExists"},
        {{.action = "DeleteResource", .identifier = "retail|nothing"}, "FAILED NotFound"},
        {{.action = "DeleteResource", .identifier = "nowhere|nothing"}, "FAILED NotFound"},
        {{.action = "DeleteResource", .identifier = "retail|high-value-order"}, "FAILED InvalidRequest"},
        /* first-order is named by an integration that is not active, loyalty-gold by none */
        {{.action = "DeleteResource", .identifier = "retail|first-order"}, "SUCCESS"},
        {{.action = "DeleteResource", .identifier = "retail|loyalty-gold"}, "SUCCESS"},
        {{.action = "UpdateResource",
          .identifier = "retail|parcel-late",
          .patch = "[{'op':'add','path':'/Tags/-','value':{'Key':'aws:mine','Value':'1'}}]"},
         "FAILED InvalidRequest"},
        {{.action = "UpdateResource",
          .identifier = "retail|parcel-late",
          .patch = "[{'op':'add','path':'/Tags/-','value':{'Key':'team','Value':'another'}}]"},
         "FAILED InvalidRequest"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++)
        local_fixture_ends(*slot, &cases[i].ask, cases[i].status);
}

static void a_missing_domain_fails_the_create(void **slot)
{
    struct local_fixture *fixture = *slot;
    fixture->region = "eu-central-1";
    local_fixture_ends(fixture, &create, "FAILED NotFound");
}

/* An empty patch, each of the six operations, and a test of what is read-only. */
static void patches_change_what_they_say(void **slot)
{
    static const char *const patches[] = {
        "[]",
        ("[{'op':'test','path':'/ObjectTypeName','value':'Loyalty'},"
         "{'op':'replace','path':'/Description','value':'new'}]"),
        "[{'op':'add','path':'/SegmentFilter','value':'newsletter'}]",
        "[{'op':'add','path':'Tags/-','value':{'Key':'b','Value':''}}]",
        "[{'op':'copy','from':'/EventTriggerConditions/0','path':'/EventTriggerConditions/-'}]",
        "[{'op':'move','from':'/SegmentFilter','path':'/Description'}]",
        "[{'op':'remove','path':'/Description'}]",
    };
    for (size_t i = 0; i < ARRAY_COUNT(patches); i++) {
        struct local_ask update = {
            .action = "UpdateResource", .identifier = "retail|loyalty-gold", .patch = patches[i]};
        local_fixture_ends(*slot, &update, "SUCCESS");
    }
    cJSON *trigger = local_fixture_trigger(*slot, "retail|loyalty-gold");
    assert_null(json_get(trigger, "Description"));
    assert_null(json_get(trigger, "SegmentFilter"));
    assert_int_equal(cJSON_GetArraySize(json_get(trigger, "EventTriggerConditions")), 2);
    assert_int_equal(cJSON_GetArraySize(json_get(trigger, "Tags")), 2);
    assert_string_equal(json_text(trigger, "LastUpdatedAt"), "2026-11-23T16:45:02.800Z");
    cJSON_Delete(trigger);
}

static void a_test_may_read_what_is_read_only(void **slot)
{
    cJSON *before = local_fixture_trigger(*slot, "retail|loyalty-gold");
    char *patch = mem_printf("[{'op':'test','path':'/LastUpdatedAt','value':'%s'},{'op':'test','path':'/"
                             "DomainName','value':'retail'},"
                             "{'op':'add','path':'/Description','value':'guarded'}]",
                             json_text(before, "LastUpdatedAt"));
    struct local_ask update = {
        .action = "UpdateResource", .identifier = "retail|loyalty-gold", .patch = patch};
    local_fixture_ends(*slot, &update, "SUCCESS");
    local_fixture_refused(*slot, &update, "ValidationException", "LastUpdatedAt");
    cJSON *after = local_fixture_trigger(*slot, "retail|loyalty-gold");
    assert_string_equal(json_text(after, "Description"), "guarded");
    assert_string_equal(json_text(after, "CreatedAt"), json_text(before, "CreatedAt"));
    cJSON_Delete(before);
    cJSON_Delete(after);
    free(patch);
}

/* A stack's tags are no caller's: a patch that leaves them out does not take them away. */
static void system_tags_stay(void **slot)
{
    struct local_ask update = {.action = "UpdateResource",
                               .identifier = "retail|parcel-late",
                               .patch =
                                   "[{'op':'replace','path':'/Tags','value':[{'Key':'a','Value':'b'}]}]"};
    local_fixture_ends(*slot, &update, "SUCCESS");
    cJSON *trigger = local_fixture_trigger(*slot, "retail|parcel-late");
    const cJSON *tags = json_get(trigger, "Tags");
    assert_int_equal(cJSON_GetArraySize(tags), 4);
    assert_string_equal(json_text(cJSON_GetArrayItem(tags, 1), "Key"), "aws:cloudformation:stack-name");
    cJSON_Delete(trigger);
}

static void a_known_client_token_repeats_its_request_or_conflicts(void **slot)
{
    struct local_fixture *fixture = *slot;
    struct local_ask ask = create;
    ask.client_token = "my-token";
    char *first = local_fixture_accepted(fixture, &ask), *again = local_fixture_accepted(fixture, &ask);
    assert_string_equal(first, again);
    char *conflict = mem_printf(
        "ClientToken my-token is already associated with an existing operation with RequestToken %s", first);
    struct local_ask other = erase_gold;
    other.client_token = "my-token";
    local_fixture_refused(fixture, &other, "ClientTokenConflictException", conflict);
    ask.desired_state = LOCAL_FIXTURE_NEW("another");
    local_fixture_refused(fixture, &ask, "ClientTokenConflictException", conflict);
    fixture->now_ms += 400;
    ask.desired_state = LOCAL_FIXTURE_NEW("brand-new");
    cJSON *answer = local_fixture_answer(fixture, &ask);
    assert_string_equal(json_text(json_get(answer, "ProgressEvent"), "OperationStatus"), "SUCCESS");
    cJSON_Delete(answer);
    fixture->now_ms += (int64_t)36 * 3600 * 1000; /* AWS forgets the token then */
    char *new_one = local_fixture_accepted(fixture, &ask);
    assert_string_not_equal(new_one, first);
    free(first);
    free(again);
    free(new_one);
    free(conflict);
}

static void a_refused_request_does_not_use_up_its_token(void **slot)
{
    struct local_ask ask = {.action = "CreateResource", .desired_state = "{}", .client_token = "t"};
    local_fixture_refused(*slot, &ask, "ValidationException", "");
    ask.desired_state = LOCAL_FIXTURE_NEW("brand-new");
    free(local_fixture_accepted(*slot, &ask));
}

static void one_change_at_a_time(void **slot)
{
    struct local_fixture *fixture = *slot;
    struct local_ask update = {
        .action = "UpdateResource", .identifier = "retail|loyalty-gold", .patch = "[]"};
    char *token = local_fixture_accepted(fixture, &update), *named = mem_printf("RequestToken %s", token);
    local_fixture_refused(fixture, &erase_gold, "ConcurrentOperationException", named);
    local_fixture_refused(fixture, &update, "ConcurrentOperationException", named);
    struct local_ask elsewhere = {
        .action = "UpdateResource", .identifier = "retail|first-order", .patch = "[]"};
    free(local_fixture_accepted(fixture, &elsewhere));
    fixture->region = "eu-west-2";
    free(local_fixture_accepted(fixture, &erase_gold));
    fixture->region = "us-east-1";
    fixture->now_ms += 400;
    local_fixture_ends(fixture, &erase_gold, "SUCCESS");
    free(token);
    free(named);
}

static void two_creates_of_one_name_do_not_race(void **slot)
{
    struct local_fixture *fixture = *slot;
    char *token = local_fixture_accepted(fixture, &create);
    local_fixture_refused(fixture, &create, "ConcurrentOperationException", token);
    fixture->now_ms += 400;
    local_fixture_ends(fixture, &create, "FAILED AlreadyExists");
    free(token);
}

static void cancelling_ends_what_runs_and_refuses_what_has_ended(void **slot)
{
    struct local_fixture *fixture = *slot;
    char *token = local_fixture_accepted(fixture, &create);
    struct local_ask cancel = {.action = "CancelResourceRequest", .request_token = token};
    cJSON *answer = local_fixture_answer(fixture, &cancel);
    assert_string_equal(json_text(json_get(answer, "ProgressEvent"), "OperationStatus"),
                        "CANCEL_IN_PROGRESS");
    cJSON_Delete(answer);
    fixture->now_ms += 1000;
    answer = local_fixture_answer(fixture, &cancel);
    assert_string_equal(json_text(json_get(answer, "ProgressEvent"), "OperationStatus"), "CANCEL_COMPLETE");
    cJSON_Delete(answer);
    local_fixture_refused(fixture, &get_new, "ResourceNotFoundException", "");
    free(token);

    token = local_fixture_accepted(fixture, &create);
    fixture->now_ms += 400;
    char *text = mem_printf("Request %s is already in status SUCCESS", token);
    cancel.request_token = token;
    local_fixture_refused(fixture, &cancel, "ValidationException", text);
    free(text);
    free(token);
}

/* Newest first, filters OR inside and AND between, pages. */
static void requests_are_listed(void **slot)
{
    static const struct {
        const char *more, *identifiers;
    } cases[] = {
        {"{}", "retail|third retail|nothing retail|brand-new"},
        {"{'MaxResults':1}", "retail|third"},
        {"{'ResourceRequestStatusFilter':{'OperationStatuses':['FAILED']}}", "retail|nothing"},
        {"{'ResourceRequestStatusFilter':{'OperationStatuses':['FAILED','IN_PROGRESS']}}",
         "retail|third retail|nothing"},
        {"{'ResourceRequestStatusFilter':{'Operations':['CREATE']}}", "retail|third retail|brand-new"},
        {"{'ResourceRequestStatusFilter':{'Operations':['CREATE'],'OperationStatuses':['SUCCESS']}}",
         "retail|brand-new"},
        {"{'ResourceRequestStatusFilter':{'Operations':[],'OperationStatuses':['CANCEL_COMPLETE']}}", ""},
    };
    struct local_fixture *fixture = *slot;
    struct local_ask missing = {.action = "DeleteResource", .identifier = "retail|nothing"};
    struct local_ask third = {.action = "CreateResource", .desired_state = LOCAL_FIXTURE_NEW("third")};
    local_fixture_ends(fixture, &create, "SUCCESS");
    local_fixture_ends(fixture, &missing, "FAILED NotFound");
    free(local_fixture_accepted(fixture, &third));
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct local_ask list = {.action = "ListResourceRequests", .type = "", .more = cases[i].more};
        cJSON *answer = local_fixture_answer(fixture, &list);
        struct strbuf got = STRBUF_INIT;
        const cJSON *event;
        cJSON_ArrayForEach(event, json_get(answer, "ResourceRequestStatusSummaries"))
            strbuf_addf(&got, "%s%s", got.length > 0 ? " " : "", json_text(event, "Identifier"));
        assert_string_equal(got.text, cases[i].identifiers);
        assert_true((json_get(answer, "NextToken") != NULL) == (i == 1));
        strbuf_release(&got);
        cJSON_Delete(answer);
    }
}

static void pages_of_requests_go_on_where_the_last_ended(void **slot)
{
    struct local_fixture *fixture = *slot;
    struct local_ask missing = {.action = "DeleteResource", .identifier = "retail|nothing"};
    for (int i = 0; i < 5; i++)
        local_fixture_ends(fixture, &missing, "FAILED NotFound");
    char *more = mem_dup("{'MaxResults':2}");
    int rows = 0, pages = 0;
    while (more != NULL) {
        struct local_ask list = {.action = "ListResourceRequests", .type = "", .more = more};
        cJSON *answer = local_fixture_answer(fixture, &list);
        const char *next = json_text(answer, "NextToken");
        rows += cJSON_GetArraySize(json_get(answer, "ResourceRequestStatusSummaries"));
        pages++;
        free(more);
        more = next != NULL ? mem_printf("{'MaxResults':2,'NextToken':'%s'}", next) : NULL;
        cJSON_Delete(answer);
    }
    assert_int_equal(rows, 5);
    assert_int_equal(pages, 3);
}

static void requests_are_forgotten_after_seven_days(void **slot)
{
    struct local_fixture *fixture = *slot;
    char *token = local_fixture_accepted(fixture, &create);
    fixture->now_ms += (int64_t)8 * 24 * 3600 * 1000;
    struct local_ask get = {.action = "GetResource", .identifier = "retail|brand-new"};
    cJSON_Delete(local_fixture_answer(fixture, &get)); /* it had ended in time */
    struct local_ask status = {.action = "GetResourceRequestStatus", .request_token = token};
    local_fixture_refused(fixture, &status, "RequestTokenNotFoundException", token);
    free(token);
}

/* Two servers on one file: what one accepts, the other ends. */
static void servers_share_a_file(void **slot)
{
    (void)slot;
    char *folder = helpers_make_folder(), *path = mem_printf("%s/data.db", folder);
    struct err err = {0};
    bool fresh = false;
    struct local_fixture one, other;
    local_fixture_init(&one);
    local_fixture_init(&other);
    state_close(one.state);
    state_close(other.state);
    one.state = state_open(path, &fresh, &err);
    assert_true(fresh);
    struct state_key domain = {STATE_DOMAIN, "us-east-1", "", "", "retail"};
    state_put(one.state, &domain, "{}");
    assert_true(state_end(one.state, &err));
    other.state = state_open(path, &fresh, &err);
    assert_non_null(other.state);
    assert_false(fresh);
    assert_true(state_end(other.state, &err));
    char *token = local_fixture_accepted(&one, &create);
    local_fixture_refused(&other, &create, "ConcurrentOperationException", token);
    other.now_ms += 400;
    cJSON_Delete(local_fixture_trigger(&other, "retail|brand-new"));
    cJSON_Delete(local_fixture_trigger(&one, "retail|brand-new"));
    local_fixture_release(&one);
    local_fixture_release(&other);
    free(token);
    free(path);
    helpers_remove_folder(folder);
}

int main(void)
{
    json_init();
#define TEST(name) cmocka_unit_test_setup_teardown(name, local_fixture_setup, local_fixture_teardown)
    const struct CMUnitTest tests[] = {
        TEST(a_create_answers_first_and_ends_later),
        TEST(what_the_handler_refuses_fails_later),
        TEST(a_missing_domain_fails_the_create),
        TEST(patches_change_what_they_say),
        TEST(a_test_may_read_what_is_read_only),
        TEST(system_tags_stay),
        TEST(a_known_client_token_repeats_its_request_or_conflicts),
        TEST(a_refused_request_does_not_use_up_its_token),
        TEST(one_change_at_a_time),
        TEST(two_creates_of_one_name_do_not_race),
        TEST(cancelling_ends_what_runs_and_refuses_what_has_ended),
        TEST(requests_are_listed),
        TEST(pages_of_requests_go_on_where_the_last_ended),
        TEST(requests_are_forgotten_after_seven_days),
        TEST(servers_share_a_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
