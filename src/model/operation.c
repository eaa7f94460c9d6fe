#include "model/operation.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/mem.h"
#include "model/fields.h"

/* Every text that an operation owns: release and copy go through this list. */
static const size_t operation_texts[] = {
    offsetof(struct operation, region),        offsetof(struct operation, account),
    offsetof(struct operation, endpoint),      offsetof(struct operation, principal),
    offsetof(struct operation, identifier),    offsetof(struct operation, client_token),
    offsetof(struct operation, request_token), offsetof(struct operation, activity),
    offsetof(struct operation, before),        offsetof(struct operation, after),
    offsetof(struct operation, live),          offsetof(struct operation, event),
    offsetof(struct operation, events),        offsetof(struct operation, warning),
};

static const struct {
    const char *word, *aws;
} operation_kinds[] = {
    [OPERATION_CREATE] = {"create", "CREATE"},
    [OPERATION_UPDATE] = {"update", "UPDATE"},
    [OPERATION_DELETE] = {"delete", "DELETE"},
};

static const char *const operation_states[] = {
    [OPERATION_INTENDED] = "intended",   [OPERATION_SENT] = "sent",       [OPERATION_ACCEPTED] = "accepted",
    [OPERATION_SUCCEEDED] = "succeeded", [OPERATION_FAILED] = "failed",   [OPERATION_CANCELLED] = "cancelled",
    [OPERATION_NOT_SENT] = "not sent",   [OPERATION_DROPPED] = "dropped",
};

static char **text_at(struct operation *operation, size_t place)
{
    return (char **)(void *)((char *)operation + operation_texts[place]);
}

void operation_release(struct operation *operation)
{
    for (size_t i = 0; i < ARRAY_COUNT(operation_texts); i++)
        free(*text_at(operation, i));
    *operation = (struct operation){0};
}

void operation_copy(struct operation *to, const struct operation *from)
{
    *to = *from;
    for (size_t i = 0; i < ARRAY_COUNT(operation_texts); i++)
        *text_at(to, i) = mem_dup(*text_at(to, i));
}

bool operation_has_ended(const struct operation *operation)
{
    return operation->state >= OPERATION_SUCCEEDED;
}

const char *operation_kind_word(enum operation_kind kind)
{
    return operation_kinds[kind].word;
}

const char *operation_kind_aws(enum operation_kind kind)
{
    return operation_kinds[kind].aws;
}

bool operation_kind_from_aws(const char *text, enum operation_kind *kind)
{
    for (size_t i = 0; text && i < ARRAY_COUNT(operation_kinds); i++)
        if (strcmp(text, operation_kinds[i].aws) == 0) {
            *kind = (enum operation_kind)i;
            return true;
        }
    return false;
}

bool operation_has_failed(const struct operation *operation)
{
    return operation->state == OPERATION_FAILED || operation->state == OPERATION_NOT_SENT;
}

bool operation_can_be_retried(const struct operation *operation)
{
    return operation_has_failed(operation) || operation->state == OPERATION_CANCELLED;
}

bool operation_gave_way(const struct operation *operation)
{
    return operation_has_failed(operation) && operation->failure.code == ERR_CONFLICT &&
           operation->kind != OPERATION_CREATE;
}

/* True if the progress event names this error; without an event AWS refused the request itself. */
static bool may_be(const struct operation *operation, const char *code)
{
    cJSON *event = operation->event ? json_parse_text(operation->event, NULL) : NULL;
    const char *named = json_text(event, "ErrorCode");
    bool same = !named || strcmp(named, code) == 0;

    cJSON_Delete(event);
    return same;
}

enum operation_bar operation_bar(const struct operation *operation)
{
    if (!operation_has_failed(operation) || !operation->after)
        return OPERATION_BAR_NONE;
    if (operation->kind == OPERATION_UPDATE && operation->before && operation->failure.code == ERR_NOT_FOUND)
        return OPERATION_BAR_GONE;
    if (operation->kind == OPERATION_CREATE && operation->failure.code == ERR_CONFLICT &&
        may_be(operation, "AlreadyExists"))
        return OPERATION_BAR_TAKEN;
    return OPERATION_BAR_NONE;
}

static const char *wait_word(enum operation_wait wait)
{
    switch (wait) {
    case OPERATION_QUEUED:
    case OPERATION_OFFLINE:
        return "waiting";
    case OPERATION_INTERRUPTED:
        return "interrupted";
    case OPERATION_ASKING:
        return "asks you";
    case OPERATION_RUNNING:
        break;
    }
    return "in progress";
}

const char *operation_state_word(const struct operation *operation)
{
    if (!operation_has_ended(operation))
        return wait_word(operation->wait);
    if (operation_gave_way(operation))
        return "gave way";
    return operation->state == OPERATION_SUCCEEDED ? "done" : operation_states[operation->state];
}

const char *operation_state_name(enum operation_state state)
{
    return operation_states[state];
}

bool operation_state_from_name(const char *text, enum operation_state *state)
{
    for (size_t i = 0; text && i < ARRAY_COUNT(operation_states); i++)
        if (strcmp(text, operation_states[i]) == 0) {
            *state = (enum operation_state)i;
            return true;
        }
    return false;
}

/* Adds a member that AWS did not send; what AWS said stands. */
static void complete_text(cJSON *object, const char *name, const char *text)
{
    if (text && *text && !json_get(object, name))
        json_set_text(object, name, text);
}

/* Adds a stored JSON text as a tree (as a text if it does not parse: nothing of it is to be lost). */
static void add_stored(cJSON *object, const char *name, const char *json)
{
    cJSON *tree;

    if (!json)
        return;
    tree = json_parse(json, strlen(json), JSON_LIMIT_ANSWER, NULL);
    json_set(object, name, tree ? tree : cJSON_CreateString(json));
}

cJSON *operation_present(const struct operation *operation, bool whole)
{
    const char *event = operation->event ? operation->event : "{}";
    cJSON *object = json_parse(event, strlen(event), JSON_LIMIT_ANSWER, NULL);

    if (!cJSON_IsObject(object)) {
        cJSON_Delete(object);
        object = cJSON_CreateObject();
    }
    complete_text(object, "TypeName", fields_event_trigger.type_name);
    complete_text(object, "Identifier", operation->identifier);
    complete_text(object, "Operation", operation_kind_aws(operation->kind));
    complete_text(object, "RequestToken", operation->request_token);
    if (operation->failure.code != ERR_NONE)
        complete_text(object, "StatusMessage", operation->failure.text);
    json_set_text(object, "State", operation_state_name(operation->state));
    json_set_text(object, "Region", operation->region);
    json_set_text(object, "Account", operation->account);
    complete_text(object, "Principal", operation->principal);
    json_set_text(object, "ClientToken", operation->client_token);
    if (whole) {
        add_stored(object, "Before", operation->before);
        add_stored(object, "After", operation->after);
        add_stored(object, "Events", operation->events);
    }
    return object;
}

/* What can be absent stands last, so that a person finds the rest at once. */
#define OPERATION_MEMBERS                                                                                    \
    "TypeName", "Identifier", "RequestToken", "Operation", "OperationStatus", "EventTime", "State",          \
        "Region", "Account", "Principal", "ClientToken", "ErrorCode", "StatusMessage", "RetryAfter",         \
        "ResourceModel", "HooksRequestToken"

const char *const *operation_members(bool whole)
{
    static const char *const members[] = {OPERATION_MEMBERS, NULL}, *const all[] = {OPERATION_MEMBERS,
                                                                                    "Before", "After",
                                                                                    "Events", NULL};

    return whole ? all : members;
}
