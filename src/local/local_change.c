#include "local/local_change.h"

#include <strings.h>
#include "base/hash.h"
#include "base/mem.h"
#include "base/random.h"
#include "local/local_deny.h"
#include "local/local_operation.h"
#include "local/local_weather.h"
#include "model/check.h"
#include "model/document.h"
#include "model/fields.h"
#include "model/patch.h"

/* How long AWS remembers a ClientToken. */
enum { TOKEN_MS = 36 * 3600 * 1000 };

/* ---- acceptance ---- */

/* What was asked for, whatever the order and spacing of the body: tells a retry from
 * another request with the same token. */
static void hash_input(const struct local_control *control, char out[HASH_HEX_SIZE])
{
    static const char *const members[] = {"TypeName",   "TypeVersionId", "RoleArn",
                                          "Identifier", "DesiredState",  "PatchDocument"};
    struct strbuf text = STRBUF_INIT;
    strbuf_adds(&text, control->action);
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        const char *value = json_text(control->input, members[i]);
        strbuf_addf(&text, "\n%s:", members[i]);
        json_quote(&text, value != NULL ? value : "");
    }
    unsigned char hash[HASH_SIZE];
    hash_sha256(text.text, text.length, hash);
    hash_hex(hash, sizeof hash, out);
    strbuf_release(&text);
}

static void answer_event(struct local_control *control, const struct state_operation *operation)
{
    cJSON *answer = cJSON_CreateObject();
    json_set(answer, "ProgressEvent", local_operation_event(operation, control->x->now_ms, false));
    exchange_answer(control->x, answer);
}

/* Answers a request whose ClientToken is known: the first one's event for the
 * same request, a conflict for another. */
static bool is_known(struct local_control *control)
{
    const char *token = control->x->client_token;
    struct state_operation operation;
    if (token == NULL || !state_find_client_token(control->state, control->x->region, token,
                                                  control->x->now_ms - TOKEN_MS, &operation))
        return false;
    char hash[HASH_HEX_SIZE];
    hash_input(control, hash);
    if (strcmp(hash, operation.body_hash) == 0)
        answer_event(control, &operation);
    else
        exchange_fail(control->x, "ClientTokenConflictException",
                      "ClientToken %s is already associated with an existing operation with RequestToken %s",
                      token, operation.token);
    state_operation_release(&operation);
    return true;
}

/* Refuses a second change of a trigger while one runs. */
static bool is_busy(struct local_control *control)
{
    struct state_operation running;
    if (!state_find_running(control->state, control->x->region, control->identifier, &running))
        return false;
    exchange_fail(control->x, "ConcurrentOperationException",
                  "Concurrent operation on resource of type '%s' with identifier '%s': a %s operation with "
                  "RequestToken %s is in progress",
                  fields_event_trigger.type_name, control->identifier, running.kind, running.token);
    state_operation_release(&running);
    return true;
}

/* Accepts: writes the operation and answers its first event. failure: it
 * is doomed (its message is taken over). */
static void accept(struct local_control *control, const char *kind, const cJSON *document,
                   struct local_operation_failure failure)
{
    struct exchange *x = control->x;
    struct state_operation operation = {.started_ms = x->now_ms, .changed_ms = x->now_ms};
    char hash[HASH_HEX_SIZE];
    hash_input(control, hash);
    random_uuid(operation.token);
    if (failure.code == NULL && local_weather_fails(control->options->fail_rate))
        failure = (struct local_operation_failure){
            "ServiceInternalError", local_operation_service_text(500, "Internal Server Error")};
    operation.region = mem_dup(x->region);
    operation.kind = mem_dup(kind);
    operation.identifier = mem_dup(control->identifier);
    operation.client_token = mem_dup(x->client_token);
    operation.body_hash = mem_dup(hash);
    operation.document = document != NULL ? json_print(document) : NULL;
    operation.status = mem_dup("IN_PROGRESS");
    operation.error_code = mem_dup(failure.code);
    operation.message = failure.message;
    operation.ends_ms = x->now_ms + control->options->operation_ms;
    state_put_operation(control->state, &operation);
    answer_event(control, &operation);
    state_operation_release(&operation);
}

static bool check_model(struct local_control *control, const cJSON *document, unsigned what)
{
    struct problems problems = {0};
    bool fine = check_document(&fields_event_trigger, document, what, &problems);
    if (!fine) {
        char *message = check_aws_message(&problems);
        exchange_fail(control->x, "ValidationException", "%s", message);
        free(message);
    }
    check_release(&problems);
    return fine;
}

/* ---- tags ---- */

static const cJSON *find_tag(const cJSON *document, const char *key)
{
    const cJSON *tag;
    cJSON_ArrayForEach(tag, json_get(document, "Tags"))
    {
        if (strcmp(json_text(tag, "Key"), key) == 0)
            return tag;
    }
    return NULL;
}

static bool is_system_tag(const cJSON *tag)
{
    return strncasecmp(json_text(tag, "Key"), "aws:", 4) == 0;
}

/* Puts system tags that the new document leaves out where they were: they
 * are not the caller's to take away. */
static void keep_system_tags(const cJSON *before, cJSON *after)
{
    const cJSON *tag;
    cJSON_ArrayForEach(tag, json_get(before, "Tags"))
    {
        if (!is_system_tag(tag) || find_tag(after, json_text(tag, "Key")) != NULL)
            continue;
        if (json_get(after, "Tags") == NULL)
            json_set(after, "Tags", cJSON_CreateArray());
        cJSON_AddItemToArray(json_get(after, "Tags"), cJSON_Duplicate(tag, true));
    }
}

/* What Customer Profiles refuses of the tags: system tags that are new or changed,
 * and a key twice. before may be NULL. */
static struct local_operation_failure check_tags(const cJSON *before, const cJSON *after)
{
    const cJSON *tag;
    cJSON_ArrayForEach(tag, json_get(after, "Tags"))
    {
        const char *key = json_text(tag, "Key");
        if (is_system_tag(tag) && !json_equal(find_tag(before, key), tag))
            return (struct local_operation_failure){
                "InvalidRequest", local_operation_service_text(
                                      400, "aws: prefixed tag key names are not allowed for external use.")};
        if (find_tag(after, key) != tag)
            return (struct local_operation_failure){
                "InvalidRequest", local_operation_service_text(400, "Tag key %s is given twice", key)};
    }
    return (struct local_operation_failure){0};
}

/* ---- permissions of the handlers ---- */

/* Dooms the operation if the principal lacks one of the actions (up to NULL). */
static struct local_operation_failure check_actions(const struct local_control *control,
                                                    const char *const *actions, const char *code)
{
    const char *bar = strchr(control->identifier, '|');
    struct local_operation_failure failure = {0};
    for (; *actions != NULL && failure.code == NULL; actions++) {
        if (!local_deny_has(control->options->deny, *actions))
            continue;
        char *resource = mem_printf("domains/%.*s/event-triggers/%s", (int)(bar - control->identifier),
                                    control->identifier, bar + 1);
        char *words = local_deny_text(*actions, control->x->region, resource);
        failure = (struct local_operation_failure){code, local_operation_service_text(403, "%s", words)};
        free(words);
        free(resource);
    }
    return failure;
}

/* True if some tag of one document is not so in the other; system tags are nobody's to change. */
static bool has_other_tags(const cJSON *document, const cJSON *other)
{
    const cJSON *tag;
    cJSON_ArrayForEach(tag, json_get(document, "Tags"))
    {
        if (!is_system_tag(tag) && !json_equal(find_tag(other, json_text(tag, "Key")), tag))
            return true;
    }
    return false;
}

static bool lacks_a_tag(const cJSON *document, const cJSON *other)
{
    const cJSON *tag;
    cJSON_ArrayForEach(tag, json_get(other, "Tags"))
    {
        if (!is_system_tag(tag) && find_tag(document, json_text(tag, "Key")) == NULL)
            return true;
    }
    return false;
}

/* What the handler of a create or an update is not allowed to do, else what Customer Profiles refuses of the
 * tags. before is NULL for a create. */
static struct local_operation_failure check_written_document(const struct local_control *control,
                                                             const cJSON *before, const cJSON *after)
{
    static const char *const creates[] = {"profile:CreateEventTrigger", NULL};
    static const char *const updates[] = {"profile:GetEventTrigger", "profile:ListTagsForResource",
                                          "profile:UpdateEventTrigger", NULL};
    static const char *const tags[] = {"profile:TagResource", NULL}, *const untags[] = {
                                                                         "profile:UntagResource", NULL};
    struct local_operation_failure failure =
        check_actions(control, before != NULL ? updates : creates, "AccessDenied");
    if (failure.code == NULL && has_other_tags(after, before))
        failure = check_actions(control, tags, "UnauthorizedTaggingOperation");
    if (failure.code == NULL && lacks_a_tag(after, before))
        failure = check_actions(control, untags, "UnauthorizedTaggingOperation");
    return failure.code != NULL ? failure : check_tags(before, after);
}

/* ---- create and delete ---- */

void local_change_create(struct local_control *control)
{
    cJSON *document = json_parse_text(json_text(control->input, "DesiredState"), NULL);
    if (document == NULL)
        exchange_fail(control->x, "ValidationException",
                      "Model validation failed (#: expected type: JSONObject, found: String)");
    else if (!is_known(control) && check_model(control, document, CHECK_UNKNOWN | CHECK_SENT)) {
        control->identifier = document_identifier(document);
        if (!is_busy(control))
            accept(control, "CREATE", document, check_written_document(control, NULL, document));
    }
    cJSON_Delete(document);
}

void local_change_delete(struct local_control *control)
{
    static const char *const deletes[] = {"profile:DeleteEventTrigger", NULL};
    if (!is_known(control) && local_control_take_identifier(control) && !is_busy(control))
        accept(control, "DELETE", NULL, check_actions(control, deletes, "AccessDenied"));
}

/* ---- update ---- */

struct written {
    unsigned flag;       /* looked for: FIELD_CREATE_ONLY or FIELD_READ_ONLY */
    struct strbuf names; /* "/properties/DomainName, /properties/EventTriggerName" */
};

static void note_written(const char *name, bool writes, void *context)
{
    struct written *written = context;
    const struct field *field = fields_member(&fields_event_trigger.root, name);
    if (!writes || field == NULL || (field->flags & written->flag) == 0 ||
        strstr(written->names.text, name) != NULL)
        return;
    strbuf_addf(&written->names, "%s/properties/%s", written->names.length > 0 ? ", " : "", name);
}

/* Refuses a patch that writes properties with this flag, in AWS's words. */
static bool check_written(struct local_control *control, const cJSON *patch, unsigned flag, const char *error,
                          const char *words)
{
    struct written written = {.flag = flag, .names = STRBUF_INIT};
    patch_each_property(patch, note_written, &written);
    bool fine = written.names.length == 0;
    if (!fine)
        exchange_fail(control->x, error, "Invalid patch update: %s [%s] cannot be updated", words,
                      written.names.text);
    strbuf_release(&written.names);
    return fine;
}

static bool check_patch(struct local_control *control, const cJSON *patch)
{
    struct err err;
    if (!patch_is_well_formed(patch, &err))
        return exchange_fail(control->x, "ValidationException", "Invalid patch document: %s", err.text);
    return check_written(control, patch, FIELD_CREATE_ONLY, "NotUpdatableException",
                         "createOnlyProperties") &&
           check_written(control, patch, FIELD_READ_ONLY, "ValidationException", "readOnlyProperties");
}

/* A patch of the whole document ("" as its path) names no property: what must stay is compared afterwards. */
static bool check_kept(struct local_control *control, const cJSON *before, const cJSON *after)
{
    for (size_t i = 0; i < fields_event_trigger.root.member_count; i++) {
        const struct field *field = &fields_event_trigger.root.members[i];
        bool create_only = (field->flags & FIELD_CREATE_ONLY) != 0;
        if ((field->flags & (FIELD_CREATE_ONLY | FIELD_READ_ONLY)) != 0 &&
            !json_equal(json_get(before, field->json), json_get(after, field->json)))
            return exchange_fail(control->x, create_only ? "NotUpdatableException" : "ValidationException",
                                 "Invalid patch update: %s [/properties/%s] cannot be updated",
                                 create_only ? "createOnlyProperties" : "readOnlyProperties", field->json);
    }
    return true;
}

static void update_from(struct local_control *control, const cJSON *before, const cJSON *patch)
{
    struct err err;
    cJSON *after = patch_apply(before, patch, NULL, &err);
    if (after == NULL)
        exchange_fail(control->x, "ValidationException", "Invalid patch update: %s", err.text);
    else if (check_model(control, after, CHECK_UNKNOWN) && check_kept(control, before, after)) {
        struct local_operation_failure failure = check_written_document(control, before, after);
        keep_system_tags(before, after);
        accept(control, "UPDATE", after, failure);
    }
    cJSON_Delete(after);
}

void local_change_update(struct local_control *control)
{
    if (is_known(control) || !local_control_take_identifier(control) || is_busy(control))
        return;
    char *live = local_control_find_trigger(control);
    struct err err;
    cJSON *patch = json_parse_text(json_text(control->input, "PatchDocument"), &err);
    if (live != NULL && patch == NULL)
        exchange_fail(control->x, "ValidationException", "Invalid patch document: %s", err.text);
    if (live != NULL && patch != NULL && check_patch(control, patch)) {
        cJSON *before = json_parse_text(live, NULL);
        update_from(control, before, patch);
        cJSON_Delete(before);
    }
    cJSON_Delete(patch);
    free(live);
}

/* ---- cancel ---- */

void local_change_cancel(struct local_control *control)
{
    struct state_operation operation;
    if (!local_control_find_request(control, &operation))
        return;
    if (strcmp(operation.status, "IN_PROGRESS") == 0) {
        free(operation.status);
        operation.status = mem_dup("CANCEL_IN_PROGRESS");
        operation.changed_ms = control->x->now_ms;
        operation.ends_ms = control->x->now_ms + control->options->operation_ms / 4;
        state_put_operation(control->state, &operation);
    }
    if (strncmp(operation.status, "CANCEL", 6) == 0)
        answer_event(control, &operation);
    else
        exchange_fail(control->x, "ValidationException", "Request %s is already in status %s",
                      operation.token, operation.status);
    state_operation_release(&operation);
}
