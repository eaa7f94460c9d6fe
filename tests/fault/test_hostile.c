/* A cloud that means harm: what it answers neither goes on for ever nor fills memory and disk, and no odd value stops a change
 * that AWS carries out. */
#include "helpers.h"

#include <string.h>
#include "base/array.h"
#include "base/clock.h"
#include "base/mem.h"
#include "session.h"

/* Instead of the first progress event of a status call. */
static const char *const odd_events[] = {
    "null",
    "[]",
    "7",
    "\"SUCCESS\"",
    "{}",
    "{'OperationStatus':5,'RequestToken':'r'}",
    "{'OperationStatus':'SUCCESS','RequestToken':7}",
    "{'OperationStatus':'SUCCESS','RequestToken':''}",
    "{'OperationStatus':'SPLENDID','RequestToken':'r'}",
    "{'OperationStatus':'IN_PROGRESS','RequestToken':'r','RetryAfter':'never','EventTime':'x'}",
    "{'OperationStatus':'IN_PROGRESS','RequestToken':'r','RetryAfter':-1e300,'EventTime':1e300}",
    "{'OperationStatus':'IN_PROGRESS','RequestToken':'r','RetryAfter':{},'EventTime':[],'ErrorCode':{},"
    "'StatusMessage':[1],'ResourceModel':5,'Identifier':[],'Operation':7,'TypeName':null}",
    "{'OperationStatus':'IN_PROGRESS','RequestToken':'r','ResourceModel':'{','Operation':'EXPLODE'}",
};

enum { BIG = 120 * 1024, BIG_POLLS = 8, KEPT_MOST = 512 * 1024, SOON_S_PARTS = 10 };

struct place {
    struct session session;
    struct standin *standin;
    char *url;
    int polls[32]; /* for each request token, which is a number */
    int pages;
    bool big; /* each event says something new and long */
};

static cJSON *event_of(const char *status, int token)
{
    char text[16];
    cJSON *event = cJSON_CreateObject();
    snprintf(text, sizeof text, "%d", token);
    json_set_text(event, "OperationStatus", status);
    json_set_text(event, "RequestToken", text);
    return event;
}

static char *answer_with(cJSON *event)
{
    cJSON *answer = cJSON_CreateObject();
    json_set(answer, "ProgressEvent", event);
    char *text = json_print(answer);
    cJSON_Delete(answer);
    return text;
}

static cJSON *big_event(int token, int poll)
{
    cJSON *event = event_of(poll < BIG_POLLS ? "IN_PROGRESS" : "SUCCESS", token);
    char *message = mem_alloc(1, BIG + 1);
    memset(message, 'a' + poll, BIG);
    json_set_text(event, "StatusMessage", message);
    json_set(event, "RetryAfter", cJSON_CreateNumber((double)clock_wall_ms() / 1000 + 1.0 / SOON_S_PARTS));
    free(message);
    return event;
}

static cJSON *next_event(struct place *place, int token)
{
    int poll = place->polls[token]++;
    if (place->big)
        return big_event(token, poll);
    return poll == 0 ? helpers_json(odd_events[token]) : event_of("SUCCESS", token);
}

/* "t7" -> 7: the trigger's number is its request's token. */
static int number_in(const char *body, const char *before)
{
    const char *at = strstr(body, before);
    return at != NULL ? (int)strtol(at + strlen(before), NULL, 10) % 32 : 0;
}

static char *page(struct place *place, const char *path)
{
    if (strncmp(path, "/domains?", 9) == 0)
        return mem_dup("{\"Items\":[{\"DomainName\":\"d\"},{\"DomainName\":\"d\"},{\"DomainName\":\"\"}]}");
    return mem_printf(
        "{\"Items\":[{\"EventTriggerName\":\"x\",\"ObjectTypeName\":\"o\"}],\"NextToken\":\"t%d\"}",
        place->pages++ % 3);
}

static void answer(void *context, const struct standin_request *request, struct standin_reply *reply)
{
    struct place *place = context;
    if (strstr(request->body, "GetCallerIdentity") != NULL)
        reply->body = mem_dup("<Account>123456789012</Account>");
    else if (*request->action == '\0')
        reply->body = page(place, request->path);
    else if (strcmp(request->action, "CreateResource") == 0)
        reply->body =
            answer_with(event_of("IN_PROGRESS", number_in(request->body, "\\\"EventTriggerName\\\":\\\"t")));
    else if (strcmp(request->action, "GetResourceRequestStatus") == 0)
        reply->body = answer_with(next_event(place, number_in(request->body, "\"RequestToken\":\"")));
    else
        reply->body = mem_dup("{\"ResourceDescription\":{\"Properties\":\"{}\"}}");
}

static uint64_t create(struct place *place, size_t number)
{
    char *after = mem_printf("{\"DomainName\":\"d\",\"EventTriggerName\":\"t%zu\",\"ObjectTypeName\":\"o\","
                             "\"EventTriggerConditions\":[]}",
                             number);
    struct backend_change change = {.region = "us-east-1", .account = "123456789012", .after = after};
    uint64_t operation = backend_create(place->session.backend, &change);
    free(after);
    return operation;
}

static void odd_progress_events_are_asked_for_again(void **state)
{
    struct place *place = *state;
    uint64_t numbers[ARRAY_COUNT(odd_events)];
    for (size_t i = 0; i < ARRAY_COUNT(odd_events); i++)
        numbers[i] = create(place, i);
    for (size_t i = 0; i < ARRAY_COUNT(odd_events); i++) {
        const struct operation *operation = session_settled(&place->session, numbers[i]);
        if (operation->state != OPERATION_SUCCEEDED)
            fail_msg("%s: %s, %s", odd_events[i], operation_state_name(operation->state),
                     operation->failure.text);
    }
}

static void events_of_a_change_do_not_fill_the_journal(void **state)
{
    struct place *place = *state;
    place->big = true;
    const struct operation *operation = session_settled(&place->session, create(place, 1));
    assert_int_equal(operation->state, OPERATION_SUCCEEDED);
    assert_true(place->polls[1] > BIG_POLLS);
    assert_true(strlen(operation->events) < KEPT_MOST);
    cJSON *events = json_parse(operation->events, strlen(operation->events), JSON_LIMIT_ANSWER, NULL);
    assert_true(cJSON_GetArraySize(events) >= 2); /* the first and the last */
    assert_null(json_text(cJSON_GetArrayItem(events, 0), "StatusMessage"));
    assert_string_equal(
        json_text(cJSON_GetArrayItem(events, cJSON_GetArraySize(events) - 1), "OperationStatus"), "SUCCESS");
    cJSON_Delete(events);
}

static bool listing_has_ended(const struct session *session, const void *context)
{
    (void)context;
    return session->store.generation > 0 && !session->store.listing;
}

static bool catalog_has_failed(const struct session *session, const void *context)
{
    (void)context;
    const struct store_catalog *catalog =
        store_find_catalog(&session->store, STORE_SEGMENTS, "us-east-1", "d", NULL);
    return catalog != NULL && catalog->state == STORE_FAILED;
}

static void pages_in_a_circle_end(void **state)
{
    struct place *place = *state;
    struct session *session = &place->session;
    backend_list(session->backend, NULL);
    session_wait(session, listing_has_ended, NULL, "the listing ends");
    assert_int_equal(session->store.row_count, 1); /* and one domain, named twice, was listed once */
    assert_int_equal(session->store.regions[0].domain_count, 1);
    assert_string_equal(session->store.regions[0].failure.text, "the service repeats the same page");
    assert_in_range(place->pages, 4, 16);
    backend_catalog(session->backend, STORE_SEGMENTS, "us-east-1", "d", NULL, false);
    session_wait(session, catalog_has_failed, NULL, "the catalog ends");
}

static int begin(void **state)
{
    struct place *place = mem_alloc(1, sizeof *place);
    session_begin(&place->session);
    place->standin = standin_new(answer, place);
    place->url = mem_printf("http://127.0.0.1:%d", standin_port(place->standin));
    struct backend_options options = session_options(&place->session);
    options.endpoint_url = place->url;
    session_start(&place->session, &options);
    *state = place;
    return 0;
}

static int end(void **state)
{
    struct place *place = *state;
    session_end(&place->session);
    standin_free(place->standin);
    free(place->url);
    free(place);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(odd_progress_events_are_asked_for_again, begin, end),
        cmocka_unit_test_setup_teardown(events_of_a_change_do_not_fill_the_journal, begin, end),
        cmocka_unit_test_setup_teardown(pages_in_a_circle_end, begin, end),
    };
    json_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
