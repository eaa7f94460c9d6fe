#include "local_fixture.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "helpers.h"
#include "local/local_control.h"
#include "local/local_operation.h"
#include "local/local_profiles.h"
#include "local/sample.h"

enum { OPERATION_MS = 400 };

void local_fixture_init(struct local_fixture *fixture)
{
    struct err err = {0};
    bool fresh = false;
    *fixture = (struct local_fixture){.region = "us-east-1", .now_ms = 1795452300000};
    fixture->options.operation_ms = OPERATION_MS;
    fixture->state = state_open(":memory:", &fresh, &err);
    if (fixture->state == NULL)
        fail_msg("%s", err.text);
    sample_fill(fixture->state, fixture->now_ms);
    assert_true(state_end(fixture->state, &err));
}

void local_fixture_release(struct local_fixture *fixture)
{
    state_close(fixture->state);
}

int local_fixture_setup(void **state)
{
    struct local_fixture *fixture = mem_alloc(1, sizeof *fixture);
    local_fixture_init(fixture);
    *state = fixture;
    return 0;
}

int local_fixture_teardown(void **state)
{
    local_fixture_release(*state);
    free(*state);
    return 0;
}

/* ' becomes " ; the result as a JSON string's content. */
static void set_json_text(cJSON *body, const char *name, const char *text)
{
    char *json = mem_dup(text);
    for (char *p = json; p != NULL && *p != '\0'; p++)
        if (*p == '\'')
            *p = '"';
    json_set_text(body, name, json);
    free(json);
}

static cJSON *body_of(const struct local_ask *ask)
{
    cJSON *body = ask->more != NULL ? helpers_json(ask->more) : cJSON_CreateObject();
    const char *type = ask->type != NULL ? ask->type : "AWS::CustomerProfiles::EventTrigger";
    json_set_text(body, "TypeName", *type != '\0' && ask->request_token == NULL ? type : NULL);
    json_set_text(body, "Identifier", ask->identifier);
    json_set_text(body, "ClientToken", ask->client_token);
    json_set_text(body, "RequestToken", ask->request_token);
    set_json_text(body, "DesiredState", ask->desired_state);
    set_json_text(body, "PatchDocument", ask->patch);
    set_json_text(body, "ResourceModel", ask->resource_model);
    return body;
}

static void run(struct local_fixture *fixture, struct exchange *x,
                void (*answer)(struct state *, const struct local_options *, struct exchange *))
{
    struct err err = {0};
    x->region = mem_dup(fixture->region);
    state_begin(fixture->state);
    local_operation_settle(fixture->state, fixture->now_ms);
    answer(fixture->state, &fixture->options, x);
    if (!state_end(fixture->state, &err))
        fail_msg("%s", err.text);
}

void local_fixture_control(struct local_fixture *fixture, const struct local_ask *ask, struct exchange *x)
{
    cJSON *body = body_of(ask);
    char *text = json_print(body), *target = mem_printf("CloudApiService.%s", ask->action);
    exchange_init(x, "POST", "/", fixture->now_ms);
    exchange_add_header(x, "X-Amz-Target", target);
    strbuf_adds(&x->body, text);
    x->service = mem_dup("cloudcontrolapi");
    run(fixture, x, local_control_answer);
    free(text);
    free(target);
    cJSON_Delete(body);
}

void local_fixture_profiles(struct local_fixture *fixture, const char *target, struct exchange *x)
{
    exchange_init(x, "GET", target, fixture->now_ms);
    x->service = mem_dup("profile");
    run(fixture, x, local_profiles_answer);
}

static cJSON *take_answer(struct exchange *x)
{
    if (x->status != 200)
        fail_msg("status %d: %s", x->status, x->answer.text);
    cJSON *tree = json_parse_text(x->answer.text, NULL);
    assert_non_null(tree);
    exchange_release(x);
    return tree;
}

cJSON *local_fixture_answer(struct local_fixture *fixture, const struct local_ask *ask)
{
    struct exchange x;
    local_fixture_control(fixture, ask, &x);
    return take_answer(&x);
}

cJSON *local_fixture_get(struct local_fixture *fixture, const char *target)
{
    struct exchange x;
    local_fixture_profiles(fixture, target, &x);
    return take_answer(&x);
}

void local_fixture_refused(struct local_fixture *fixture, const struct local_ask *ask, const char *name,
                           const char *text)
{
    struct exchange x;
    local_fixture_control(fixture, ask, &x);
    cJSON *tree = json_parse_text(x.answer.text, NULL);
    const char *type = json_text(tree, "__type"), *message = json_text(tree, "Message");
    assert_int_equal(x.status, strcmp(name, "ServiceInternalErrorException") == 0 ? 500 : 400);
    assert_string_equal(x.error, name);
    assert_non_null(type);
    assert_string_equal(strchr(type, '#') + 1, name);
    if (message == NULL || strstr(message, text) == NULL)
        fail_msg("%s: \"%s\" does not hold \"%s\"", name, message != NULL ? message : "no message", text);
    cJSON_Delete(tree);
    exchange_release(&x);
}

char *local_fixture_accepted(struct local_fixture *fixture, const struct local_ask *ask)
{
    cJSON *answer = local_fixture_answer(fixture, ask);
    char *token = mem_dup(json_text(json_get(answer, "ProgressEvent"), "RequestToken"));
    assert_non_null(token);
    cJSON_Delete(answer);
    return token;
}

cJSON *local_fixture_event(struct local_fixture *fixture, const char *request_token)
{
    struct local_ask ask = {.action = "GetResourceRequestStatus", .request_token = request_token};
    cJSON *answer = local_fixture_answer(fixture, &ask);
    cJSON *event = cJSON_DetachItemFromObjectCaseSensitive(answer, "ProgressEvent");
    assert_non_null(event);
    cJSON_Delete(answer);
    return event;
}

void local_fixture_ends(struct local_fixture *fixture, const struct local_ask *ask, const char *status)
{
    char *token = local_fixture_accepted(fixture, ask);
    fixture->now_ms += fixture->options.operation_ms;
    cJSON *event = local_fixture_event(fixture, token);
    const char *code = json_text(event, "ErrorCode");
    char *got = mem_printf("%s%s%s", json_text(event, "OperationStatus"), code != NULL ? " " : "",
                           code != NULL ? code : "");
    assert_string_equal(got, status);
    free(got);
    free(token);
    cJSON_Delete(event);
}

cJSON *local_fixture_trigger(struct local_fixture *fixture, const char *identifier)
{
    struct local_ask ask = {.action = "GetResource", .identifier = identifier};
    cJSON *answer = local_fixture_answer(fixture, &ask);
    cJSON *document = json_parse_text(json_text(json_get(answer, "ResourceDescription"), "Properties"), NULL);
    assert_non_null(document);
    cJSON_Delete(answer);
    return document;
}
