#include "local/local_operation.h"

#include <stdarg.h>
#include "base/clock.h"
#include "base/mem.h"
#include "base/random.h"
#include "model/document.h"
#include "model/fields.h"

/* AWS forgets a request after seven days; a poll is due at the latest after five seconds. */
enum { KEEP_MS = 7 * 24 * 3600 * 1000, POLL_MS = 5000 };

char *local_operation_service_text(int status, const char *format, ...)
{
    char *text = NULL, id[37];
    va_list args;
    va_start(args, format);
    if (vasprintf(&text, format, args) < 0)
        text = mem_dup("");
    va_end(args);
    random_uuid(id);
    char *whole =
        mem_printf("%s (Service: CustomerProfiles, Status Code: %d, Request ID: %s) (SDK Attempt Count: 1)",
                   text, status, id);
    free(text);
    return whole;
}

char *local_operation_missing_text(const char *identifier)
{
    return mem_printf("Resource of type '%s' with identifier '%s' was not found.",
                      fields_event_trigger.type_name, identifier);
}

static bool is_running(const struct state_operation *operation)
{
    return strcmp(operation->status, "IN_PROGRESS") == 0 ||
           strcmp(operation->status, "CANCEL_IN_PROGRESS") == 0;
}

/* ---- effects ---- */

struct target {
    struct state *state;
    const struct state_operation *operation;
    struct state_key key; /* of the trigger */
    char *domain, *name;  /* owned */
};

static struct local_operation_failure refuse(const char *code, char *message)
{
    return (struct local_operation_failure){.code = code, .message = message};
}

static void store(const struct target *target, const char *created_at)
{
    char now[25];
    clock_format_iso(target->operation->ends_ms, now);
    cJSON *document = json_parse_text(target->operation->document, NULL);
    json_set_text(document, "CreatedAt", created_at != NULL ? created_at : now);
    json_set_text(document, "LastUpdatedAt", now);
    char *text = json_print(document);
    state_put(target->state, &target->key, text);
    free(text);
    cJSON_Delete(document);
}

static struct local_operation_failure create(const struct target *target)
{
    const char *identifier = target->operation->identifier;
    struct state_key key = {STATE_DOMAIN, target->key.region, "", "", target->domain};
    char *domain = state_get(target->state, &key);
    char *present = state_get(target->state, &target->key);
    struct local_operation_failure failure = {0};
    if (domain == NULL)
        failure =
            refuse("NotFound", local_operation_service_text(404, "Domain %s does not exist", target->domain));
    else if (present != NULL)
        failure =
            refuse("AlreadyExists", mem_printf("Resource of type '%s' with identifier '%s' already exists.",
                                               fields_event_trigger.type_name, identifier));
    else
        store(target, NULL);
    free(domain);
    free(present);
    return failure;
}

static struct local_operation_failure update(const struct target *target)
{
    char *present = state_get(target->state, &target->key);
    if (present == NULL)
        return refuse("NotFound", local_operation_missing_text(target->operation->identifier));
    cJSON *document = json_parse_text(present, NULL);
    store(target, json_text(document, "CreatedAt"));
    cJSON_Delete(document);
    free(present);
    return refuse(NULL, NULL);
}

struct user {
    const char *trigger;
    char *uri; /* owned: the active integration that names the trigger */
};

static bool look_for_user(void *context, const char *uri, const char *document)
{
    struct user *user = context;
    cJSON *integration = json_parse_text(document, NULL);
    const cJSON *name;
    cJSON_ArrayForEach(name, json_get(integration, "EventTriggerNames"))
    {
        if (json_is_true(integration, "Active") && strcmp(cJSON_GetStringValue(name), user->trigger) == 0)
            user->uri = mem_dup(uri);
    }
    cJSON_Delete(integration);
    return user->uri == NULL;
}

static struct local_operation_failure erase(const struct target *target)
{
    struct state_key key = {STATE_INTEGRATION, target->key.region, target->domain, "", ""};
    struct user user = {.trigger = target->name};
    state_each(target->state, &key, look_for_user, &user);
    if (user.uri != NULL) {
        char *text = local_operation_service_text(
            400, "Event trigger %s cannot be deleted: integration %s is active and uses it", target->name,
            user.uri);
        free(user.uri);
        return refuse("InvalidRequest", text);
    }
    if (!state_remove(target->state, &target->key))
        return refuse("NotFound", local_operation_missing_text(target->operation->identifier));
    return refuse(NULL, NULL);
}

static struct local_operation_failure carry_out(struct state *state, const struct state_operation *operation)
{
    struct target target = {.state = state, .operation = operation};
    document_split_identifier(operation->identifier, &target.domain, &target.name, NULL);
    target.key = (struct state_key){STATE_TRIGGER, operation->region, target.domain, "", target.name};
    struct local_operation_failure failure = strcmp(operation->kind, "CREATE") == 0   ? create(&target)
                                             : strcmp(operation->kind, "UPDATE") == 0 ? update(&target)
                                                                                      : erase(&target);
    free(target.domain);
    free(target.name);
    return failure;
}

static void replace_text(char **text, const char *with)
{
    free(*text);
    *text = mem_dup(with);
}

static void settle(struct state *state, struct state_operation *operation)
{
    operation->changed_ms = operation->ends_ms;
    if (strcmp(operation->status, "CANCEL_IN_PROGRESS") == 0) {
        replace_text(&operation->status, "CANCEL_COMPLETE");
    } else {
        if (operation->error_code == NULL) {
            struct local_operation_failure failure = carry_out(state, operation);
            replace_text(&operation->error_code, failure.code);
            free(operation->message);
            operation->message = failure.message;
        }
        replace_text(&operation->status, operation->error_code != NULL ? "FAILED" : "SUCCESS");
    }
    state_put_operation(state, operation);
}

void local_operation_settle(struct state *state, int64_t now_ms)
{
    struct state_operation operation;
    state_forget_operations(state, now_ms - KEEP_MS);
    while (state_find_due(state, now_ms, &operation)) {
        settle(state, &operation);
        state_operation_release(&operation);
    }
}

/* ---- events ---- */

cJSON *local_operation_event(const struct state_operation *operation, int64_t now_ms, bool polled)
{
    cJSON *event = cJSON_CreateObject();
    bool failed = strcmp(operation->status, "FAILED") == 0;
    json_set_text(event, "TypeName", fields_event_trigger.type_name);
    json_set_text(event, "Identifier", operation->identifier);
    json_set_text(event, "RequestToken", operation->token);
    json_set_text(event, "Operation", operation->kind);
    json_set_text(event, "OperationStatus", operation->status);
    json_set(event, "EventTime", cJSON_CreateNumber((double)operation->changed_ms / 1000.0));
    if (failed) {
        json_set_text(event, "ErrorCode", operation->error_code);
        json_set_text(event, "StatusMessage", operation->message);
    }
    if (polled && is_running(operation)) {
        int64_t ask_ms = operation->ends_ms < now_ms + POLL_MS ? operation->ends_ms : now_ms + POLL_MS;
        json_set(event, "RetryAfter", cJSON_CreateNumber((double)ask_ms / 1000.0));
    }
    return event;
}
