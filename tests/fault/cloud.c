#include "cloud.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "base/array.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/random.h"
#include "base/texts.h"
#include "model/patch.h"

struct trigger {
    char *identifier;
    cJSON *document; /* owned */
};

struct change {
    char *client_token, *body, *request_token, *identifier; /* owned */
    const char *operation, *error_code;                     /* literals */
    int asked, effects;
    bool ended, cancelled;
};

struct order {
    char action[40];
    enum cloud_weather weather;
    int times;
};

struct hook {
    char action[40];
    int nth;
    bool after;
    cloud_hook_fn call;
    void *context;
};

struct count {
    char action[40];
    int calls;
    struct texts heads;
};

struct cloud {
    struct standin *standin;
    char url[40];
    struct cloud_manners manners;
    struct trigger *triggers;
    size_t trigger_count, trigger_capacity;
    struct change *changes;
    size_t change_count, change_capacity;
    struct order *orders;
    size_t order_count, order_capacity;
    struct hook hooks[8];
    size_t hook_count;
    struct count *counts;
    size_t count_count, count_capacity;
    int foreign_asked;
    bool foreign_ended;
    struct texts updates; /* the bodies of UpdateResource */
};

static const char foreign_token[] = "11111111-2222-4333-8444-555555555555";

/* ---- triggers ---- */

static struct trigger *find_trigger(struct cloud *cloud, const char *identifier)
{
    for (size_t i = 0; i < cloud->trigger_count; i++)
        if (strcmp(cloud->triggers[i].identifier, identifier) == 0)
            return &cloud->triggers[i];
    return NULL;
}

static void set_trigger(struct cloud *cloud, const char *identifier, cJSON *document)
{
    struct trigger *trigger = find_trigger(cloud, identifier);
    static int serial;
    char time[25];
    if (trigger == NULL && document == NULL)
        return;
    if (trigger == NULL) {
        ARRAY_GROW(cloud->triggers, cloud->trigger_count + 1, cloud->trigger_capacity);
        trigger = &cloud->triggers[cloud->trigger_count++];
        *trigger = (struct trigger){mem_dup(identifier), NULL};
    }
    cJSON_Delete(trigger->document);
    trigger->document = document;
    clock_format_iso(INT64_C(1790000000000) + ++serial * 1000, time);
    if (document != NULL)
        json_set_text(document, "LastUpdatedAt", time);
}

static cJSON *document_of(struct cloud *cloud, const char *identifier)
{
    const struct trigger *trigger = find_trigger(cloud, identifier);
    return trigger != NULL ? trigger->document : NULL;
}

static void turn_tags(struct cloud *cloud, cJSON *document)
{
    cJSON *tags = json_get(document, "Tags");
    if (cloud->manners.turns_tags && tags != NULL && tags->child != NULL)
        cJSON_AddItemToArray(tags, cJSON_DetachItemFromArray(tags, 0));
}

/* ---- answers ---- */

static void answer_error(struct standin_reply *reply, int status, const char *name, const char *message)
{
    cJSON *body = cJSON_CreateObject();
    char *type = mem_printf("com.amazon.cloudapiservice#%s", name);
    json_set_text(body, "__type", type);
    json_set_text(body, "Message", message);
    reply->status = status;
    reply->body = json_print(body);
    free(type);
    cJSON_Delete(body);
}

static void answer_tree(struct standin_reply *reply, cJSON *body)
{
    reply->body = json_print(body);
    cJSON_Delete(body);
}

/* Not clock_wall_ms, which the test sets: a cloud's clock is its own. */
static int64_t true_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static cJSON *event_of(const struct change *change)
{
    cJSON *event = cJSON_CreateObject();
    const char *status = !change->ended       ? "IN_PROGRESS"
                         : change->cancelled  ? "CANCEL_COMPLETE"
                         : change->error_code ? "FAILED"
                                              : "SUCCESS";
    json_set_text(event, "TypeName", "AWS::CustomerProfiles::EventTrigger");
    json_set_text(event, "Identifier", change->identifier);
    json_set_text(event, "RequestToken", change->request_token);
    json_set_text(event, "Operation", change->operation);
    json_set_text(event, "OperationStatus", status);
    json_set_integer(event, "EventTime", true_ms() / 1000);
    if (!change->ended)
        cJSON_AddNumberToObject(event, "RetryAfter", (double)(true_ms() + 150) / 1000);
    if (change->ended && change->error_code != NULL)
        json_set_text(event, "ErrorCode", change->error_code);
    return event;
}

static void answer_event(struct standin_reply *reply, cJSON *event)
{
    cJSON *body = cJSON_CreateObject();
    json_set(body, "ProgressEvent", event);
    answer_tree(reply, body);
}

/* ---- changes ---- */

static struct change *find_change(struct cloud *cloud, const char *client_token, const char *request_token)
{
    for (size_t i = 0; i < cloud->change_count; i++)
        if (strcmp(client_token != NULL ? cloud->changes[i].client_token : cloud->changes[i].request_token,
                   client_token != NULL ? client_token : request_token) == 0)
            return &cloud->changes[i];
    return NULL;
}

static struct change *add_change(struct cloud *cloud, const char *operation, const char *token,
                                 const char *identifier, const char *body)
{
    char uuid[37];
    random_uuid(uuid);
    ARRAY_GROW(cloud->changes, cloud->change_count + 1, cloud->change_capacity);
    struct change *change = &cloud->changes[cloud->change_count++];
    *change = (struct change){
        mem_dup(token), mem_dup(body), mem_dup(uuid), mem_dup(identifier), operation, NULL, 0, 0,
        false,          false};
    return change;
}

/* Seen before: the same request, or a conflict. True if it is answered. */
static bool answer_known_token(struct cloud *cloud, const char *token, const char *body,
                               struct standin_reply *reply)
{
    struct change *known = find_change(cloud, token, NULL);
    if (known == NULL || cloud->manners.forgets_tokens)
        return false;
    if (cloud->manners.busy_on_resend && !known->ended) {
        char *busy = mem_printf("the request with RequestToken %s is running", known->request_token);
        answer_error(reply, 400, "ConcurrentOperationException", busy);
        free(busy);
        return true;
    }
    if (!cloud->manners.conflict_on_resend && strcmp(known->body, body) == 0) {
        answer_event(reply, event_of(known));
        return true;
    }
    char *message =
        mem_printf("ClientToken %s is already associated with an existing operation with RequestToken %s",
                   token, known->request_token);
    answer_error(reply, 400, "ClientTokenConflictException", message);
    free(message);
    return true;
}

static bool answer_foreign(struct cloud *cloud, const char *identifier, struct standin_reply *reply)
{
    if (cloud->manners.foreign == NULL || cloud->foreign_ended ||
        strcmp(cloud->manners.foreign, identifier) != 0)
        return false;
    char *message =
        mem_printf("%s is being changed by the request with RequestToken %s", identifier, foreign_token);
    answer_error(reply, 400, "ConcurrentOperationException", message);
    free(message);
    return true;
}

static void take_effect(struct cloud *cloud, struct change *change, cJSON *document)
{
    change->effects++;
    set_trigger(cloud, change->identifier, document);
}

static void create(struct cloud *cloud, const cJSON *body, const char *text, struct standin_reply *reply)
{
    cJSON *document = json_parse_text(json_text(body, "DesiredState"), NULL);
    char *identifier =
        mem_printf("%s|%s", json_text(document, "DomainName"), json_text(document, "EventTriggerName"));
    if (!answer_foreign(cloud, identifier, reply)) {
        struct change *change = add_change(cloud, "CREATE", json_text(body, "ClientToken"), identifier, text);
        if (document_of(cloud, identifier) != NULL)
            change->error_code = "AlreadyExists";
        else if (cloud->manners.fails_with != NULL)
            change->error_code = cloud->manners.fails_with;
        else
            take_effect(cloud, change, cJSON_Duplicate(document, true));
        answer_event(reply, event_of(change));
    }
    free(identifier);
    cJSON_Delete(document);
}

static bool tests_time(const cJSON *patch)
{
    const cJSON *operation;
    cJSON_ArrayForEach(operation, patch)
    {
        if (strcmp(json_text(operation, "path"), "/LastUpdatedAt") == 0)
            return true;
    }
    return false;
}

static void update(struct cloud *cloud, const cJSON *body, const char *text, struct standin_reply *reply)
{
    const char *identifier = json_text(body, "Identifier");
    cJSON *document = document_of(cloud, identifier),
          *patch = json_parse_text(json_text(body, "PatchDocument"), NULL);
    struct err err;
    turn_tags(cloud, document);
    cJSON *after = document != NULL ? patch_apply(document, patch, NULL, &err) : NULL;
    if (document == NULL) {
        answer_error(reply, 400, "ResourceNotFoundException", "it was not found");
    } else if (cloud->manners.refuses_time_tests && tests_time(patch)) {
        answer_error(
            reply, 400, "ValidationException",
            "Invalid patch update: readOnlyProperties [/properties/LastUpdatedAt] cannot be updated");
    } else if (!answer_foreign(cloud, identifier, reply) && after == NULL) {
        answer_error(reply, 400, "ValidationException", err.text);
    } else if (reply->body == NULL) {
        struct change *change = add_change(cloud, "UPDATE", json_text(body, "ClientToken"), identifier, text);
        change->error_code = cloud->manners.fails_with;
        if (cloud->manners.keeps_segment)
            json_set_text(after, "SegmentFilter", json_text(document, "SegmentFilter"));
        if (change->error_code == NULL)
            take_effect(cloud, change, cJSON_Duplicate(after, true));
        answer_event(reply, event_of(change));
    }
    cJSON_Delete(after);
    cJSON_Delete(patch);
}

static void delete (struct cloud *cloud, const cJSON *body, const char *text, struct standin_reply *reply)
{
    const char *identifier = json_text(body, "Identifier");
    if (answer_foreign(cloud, identifier, reply))
        return;
    struct change *change = add_change(cloud, "DELETE", json_text(body, "ClientToken"), identifier, text);
    change->error_code = document_of(cloud, identifier) == NULL ? "NotFound" : cloud->manners.fails_with;
    if (change->error_code == NULL)
        take_effect(cloud, change, NULL);
    answer_event(reply, event_of(change));
}

/* ---- reading ---- */

static void get(struct cloud *cloud, const cJSON *body, struct standin_reply *reply)
{
    cJSON *document = document_of(cloud, json_text(body, "Identifier")), *answer = cJSON_CreateObject();
    if (document == NULL) {
        cJSON_Delete(answer);
        answer_error(reply, 400, "ResourceNotFoundException", "it was not found");
        return;
    }
    turn_tags(cloud, document);
    char *text = json_print(document);
    cJSON *description = cJSON_AddObjectToObject(answer, "ResourceDescription");
    json_set_text(description, "Identifier", json_text(body, "Identifier"));
    json_set_text(description, "Properties", text);
    answer_tree(reply, answer);
    free(text);
}

static void foreign_status(struct cloud *cloud, struct standin_reply *reply)
{
    struct change foreign = {.request_token = (char *)foreign_token,
                             .identifier = (char *)cloud->manners.foreign};
    foreign.operation = "UPDATE";
    foreign.ended = ++cloud->foreign_asked >= 2;
    if (foreign.ended && !cloud->foreign_ended && cloud->manners.foreign_writes != NULL)
        set_trigger(cloud, cloud->manners.foreign, json_parse_text(cloud->manners.foreign_writes, NULL));
    cloud->foreign_ended |= foreign.ended;
    answer_event(reply, event_of(&foreign));
}

static void status(struct cloud *cloud, const cJSON *body, struct standin_reply *reply)
{
    const char *token = json_text(body, "RequestToken");
    struct change *change = find_change(cloud, NULL, token);
    if (strcmp(token, foreign_token) == 0) {
        foreign_status(cloud, reply);
    } else if (change == NULL) {
        answer_error(reply, 400, "RequestTokenNotFoundException", "Request with this token was not found");
    } else {
        change->ended |= ++change->asked >= 2;
        answer_event(reply, event_of(change));
    }
}

static void cancel(struct cloud *cloud, const cJSON *body, struct standin_reply *reply)
{
    struct change *change = find_change(cloud, NULL, json_text(body, "RequestToken"));
    if (change == NULL) {
        answer_error(reply, 400, "RequestTokenNotFoundException", "Request with this token was not found");
        return;
    }
    change->ended = change->cancelled = true;
    answer_event(reply, event_of(change));
}

static void requests(struct cloud *cloud, struct standin_reply *reply)
{
    cJSON *answer = cJSON_CreateObject(),
          *list = cJSON_AddArrayToObject(answer, "ResourceRequestStatusSummaries");
    for (size_t i = 0; i < cloud->change_count; i++)
        cJSON_AddItemToArray(list, event_of(&cloud->changes[i]));
    answer_tree(reply, answer);
}

/* ListResources: two rows a page. */
static void list(struct cloud *cloud, const cJSON *body, struct standin_reply *reply)
{
    cJSON *answer = cJSON_CreateObject(), *rows = cJSON_AddArrayToObject(answer, "ResourceDescriptions");
    bool domains = strcmp(json_text(body, "TypeName"), "AWS::CustomerProfiles::Domain") == 0;
    const char *token = json_text(body, "NextToken");
    size_t at = token != NULL ? strtoul(token, NULL, 10) : 0, count = domains ? 1 : cloud->trigger_count;
    for (size_t i = at; i < count && i < at + 2; i++) {
        cJSON *row = cJSON_CreateObject();
        json_set_text(row, "Identifier", domains ? "d" : cloud->triggers[i].identifier);
        json_set_text(row, "Properties", "{}");
        if (domains || cloud->triggers[i].document != NULL)
            cJSON_AddItemToArray(rows, row);
        else
            cJSON_Delete(row);
    }
    if (at + 2 < count) {
        char next[24];
        snprintf(next, sizeof next, "%zu", at + 2);
        json_set_text(answer, "NextToken", next);
    }
    answer_tree(reply, answer);
}

/* ListEventTriggers: as many rows a page as the manners say. */
static void list_triggers(struct cloud *cloud, const char *path, cJSON *answer, cJSON *items)
{
    const char *token = strstr(path, "next-token=");
    size_t at = token != NULL ? strtoul(token + 11, NULL, 10) : 0;
    size_t end = cloud->manners.page > 0 ? at + (size_t)cloud->manners.page : cloud->trigger_count;
    for (size_t i = at; i < cloud->trigger_count && i < end; i++) {
        cJSON *item = cJSON_CreateObject();
        json_set_text(item, "EventTriggerName", strchr(cloud->triggers[i].identifier, '|') + 1);
        if (cloud->triggers[i].document != NULL)
            cJSON_AddItemToArray(items, item);
        else
            cJSON_Delete(item);
    }
    if (end < cloud->trigger_count) {
        char next[24];
        snprintf(next, sizeof next, "%zu", end);
        json_set_text(answer, "NextToken", next);
    }
}

static const char object_type[] =
    "{\"ObjectTypeName\":\"Order\",\"Fields\":{\"total\":{\"Source\":\"_source.total\",\"ContentType\":"
    "\"NUMBER\"},"
    "\"currency\":{\"Source\":\"_source.currency\",\"ContentType\":\"STRING\"}}}";

/* Two segments, two object types, or an integration that uses the trigger t. */
static void list_names(const char *action, cJSON *items)
{
    static const struct {
        const char *action, *item;
    } lists[] = {
        {"ListSegmentDefinitions", "{\"SegmentDefinitionName\":\"vip\"}"},
        {"ListSegmentDefinitions", "{\"SegmentDefinitionName\":\"all\"}"},
        {"ListProfileObjectTypes", "{\"ObjectTypeName\":\"Order\"}"},
        {"ListProfileObjectTypes", "{\"ObjectTypeName\":\"Cart\"}"},
        {"ListIntegrations", "{\"Uri\":\"arn:aws:connect-campaigns:us-east-1:1:campaign/c\","
                             "\"EventTriggerNames\":[\"t\"]}"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(lists); i++)
        if (strcmp(lists[i].action, action) == 0)
            cJSON_AddItemToArray(items, json_parse_text(lists[i].item, NULL));
}

static void native(struct cloud *cloud, const char *action, const char *path, struct standin_reply *reply)
{
    cJSON *answer = cJSON_CreateObject(), *items = cJSON_AddArrayToObject(answer, "Items");
    if (strcmp(action, "ListDomains") == 0) {
        cJSON *item = cJSON_CreateObject();
        json_set_text(item, "DomainName", "d");
        cJSON_AddItemToArray(items, item);
    } else if (strcmp(action, "ListEventTriggers") == 0) {
        list_triggers(cloud, path, answer, items);
    } else if (strcmp(action, "GetProfileObjectType") == 0) {
        cJSON_Delete(answer);
        answer = json_parse_text(object_type, NULL);
    } else if (strcmp(action, "ListSegmentDefinitions") == 0 ||
               strcmp(action, "ListProfileObjectTypes") == 0 || strcmp(action, "ListIntegrations") == 0) {
        list_names(action, items);
    }
    answer_tree(reply, answer);
}

static void assume(const struct cloud *cloud, struct standin_reply *reply)
{
    char ends[25];
    clock_format_iso((clock_wall_ms() / 1000 + cloud->manners.role_life_s) * 1000, ends);
    reply->body =
        mem_printf("<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIA%s</AccessKeyId>"
                   "<SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>%s"
                   "</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>",
                   ends + 14, ends);
}

static void caller(const struct cloud *cloud, struct standin_reply *reply)
{
    reply->body =
        mem_printf("<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::%s:user/ann</Arn>"
                   "<Account>%s</Account></GetCallerIdentityResult></GetCallerIdentityResponse>",
                   cloud->manners.account, cloud->manners.account);
}

/* ---- one call ---- */

static void carry_out(struct cloud *cloud, const char *action, const struct standin_request *request,
                      struct standin_reply *reply)
{
    cJSON *body = *request->action != '\0' ? json_parse_text(request->body, NULL) : NULL;
    const char *token = json_text(body, "ClientToken");
    if (token != NULL && answer_known_token(cloud, token, request->body, reply))
        ;
    else if (strcmp(action, "CreateResource") == 0)
        create(cloud, body, request->body, reply);
    else if (strcmp(action, "UpdateResource") == 0)
        update(cloud, body, request->body, reply);
    else if (strcmp(action, "DeleteResource") == 0)
        delete (cloud, body, request->body, reply);
    else if (strcmp(action, "GetResource") == 0)
        get(cloud, body, reply);
    else if (strcmp(action, "GetResourceRequestStatus") == 0)
        status(cloud, body, reply);
    else if (strcmp(action, "CancelResourceRequest") == 0)
        cancel(cloud, body, reply);
    else if (strcmp(action, "ListResourceRequests") == 0)
        requests(cloud, reply);
    else if (strcmp(action, "ListResources") == 0)
        list(cloud, body, reply);
    else if (cloud->manners.only_control)
        reply->status = 404;
    else if (strcmp(action, "GetCallerIdentity") == 0)
        caller(cloud, reply);
    else if (strcmp(action, "AssumeRole") == 0)
        assume(cloud, reply);
    else
        native(cloud, action, request->path, reply);
    cJSON_Delete(body);
}

static const char *action_of(const struct standin_request *request)
{
    if (*request->action != '\0')
        return request->action;
    static const struct {
        const char *part, *action;
    } parts[] = {
        {"/segment-definitions", "ListSegmentDefinitions"}, {"/integrations", "ListIntegrations"},
        {"/attributes", "ListObjectTypeAttributes"},        {"/object-types/", "GetProfileObjectType"},
        {"/object-types", "ListProfileObjectTypes"},        {"/event-triggers", "ListEventTriggers"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(parts); i++)
        if (strstr(request->path, parts[i].part) != NULL)
            return parts[i].action;
    if (strcmp(request->method, "POST") == 0)
        return strstr(request->body, "Action=AssumeRole") != NULL ? "AssumeRole" : "GetCallerIdentity";
    return "ListDomains";
}

static struct count *count_of(struct cloud *cloud, const char *action)
{
    for (size_t i = 0; i < cloud->count_count; i++)
        if (strcmp(cloud->counts[i].action, action) == 0)
            return &cloud->counts[i];
    ARRAY_GROW(cloud->counts, cloud->count_count + 1, cloud->count_capacity);
    struct count *count = &cloud->counts[cloud->count_count++];
    *count = (struct count){.calls = 0};
    snprintf(count->action, sizeof count->action, "%s", action);
    return count;
}

static int note_call(struct cloud *cloud, const char *action, const char *head)
{
    struct count *count = count_of(cloud, action);
    texts_add(&count->heads, head);
    return ++count->calls;
}

/* ---- its clock ---- */

static void tell_time(struct standin_reply *reply)
{
    time_t now = (time_t)(true_ms() / 1000);
    struct tm parts;
    gmtime_r(&now, &parts);
    strftime(reply->headers, sizeof reply->headers, "Date: %a, %d %b %Y %H:%M:%S GMT\r\n", &parts);
}

/* True if the request was signed at the right time. */
static bool is_in_time(const struct standin_request *request)
{
    enum { SKEW_MS = 5 * 60 * 1000 };
    char *date = standin_header(request->head, "X-Amz-Date");
    int64_t signed_ms = 0;
    bool fine = clock_parse(date, &signed_ms) && llabs(signed_ms - true_ms()) < SKEW_MS;
    free(date);
    return fine;
}

static enum cloud_weather weather_of(struct cloud *cloud, const char *action)
{
    for (size_t i = 0; i < cloud->order_count; i++) {
        struct order *order = &cloud->orders[i];
        if (strcmp(order->action, action) == 0 && order->times > 0) {
            order->times--;
            return order->weather;
        }
    }
    return CLOUD_FINE;
}

static void run_hooks(struct cloud *cloud, const char *action, int nth, bool after)
{
    for (size_t i = 0; i < cloud->hook_count; i++) {
        const struct hook *hook = &cloud->hooks[i];
        if (hook->nth == nth && hook->after == after && strcmp(hook->action, action) == 0)
            hook->call(hook->context, cloud);
    }
}

static void meet_weather(enum cloud_weather weather, struct standin_reply *reply)
{
    static const enum standin_deed deeds[] = {[CLOUD_DROP_BEFORE] = STANDIN_DROP,
                                              [CLOUD_DROP_AFTER] = STANDIN_DROP,
                                              [CLOUD_CUT] = STANDIN_CUT,
                                              [CLOUD_HOLD] = STANDIN_HOLD,
                                              [CLOUD_EXPIRED] = STANDIN_ANSWER};
    reply->deed = deeds[weather];
    if (weather == CLOUD_THROTTLE)
        answer_error(reply, 400, "ThrottlingException", "Rate exceeded");
    else if (weather == CLOUD_TROUBLE)
        answer_error(reply, 500, "ServiceInternalErrorException", "trouble");
    else if (weather == CLOUD_DENY)
        answer_error(reply, 400, "AccessDeniedException", "User: u is not authorized to perform: profile:X");
    else if (weather == CLOUD_EXPIRED)
        answer_error(reply, 403, "ExpiredTokenException",
                     "The security token included in the request is expired");
    else if (weather == CLOUD_HTML)
        reply->body = mem_dup("<html><body>Please log in</body></html>");
}

static void answer(void *context, const struct standin_request *request, struct standin_reply *reply)
{
    struct cloud *cloud = context;
    const char *action = action_of(request);
    int nth = note_call(cloud, action, request->head);
    if (strcmp(action, "UpdateResource") == 0)
        texts_add(&cloud->updates, request->body);
    if (cloud->manners.has_clock) {
        tell_time(reply);
        if (!is_in_time(request)) {
            answer_error(reply, 403, "InvalidSignatureException", "Signature expired: it is not now");
            return;
        }
    }
    enum cloud_weather weather = weather_of(cloud, action);
    run_hooks(cloud, action, nth, false);
    if (weather == CLOUD_FINE || weather == CLOUD_DROP_AFTER || weather == CLOUD_CUT || weather == CLOUD_HOLD)
        carry_out(cloud, action, request, reply);
    meet_weather(weather, reply);
    run_hooks(cloud, action, nth, true);
}

/* ---- for the test ---- */

struct cloud *cloud_new(void)
{
    struct cloud *cloud = mem_alloc(1, sizeof *cloud);
    cloud->manners.account = "123456789012";
    cloud->standin = standin_new(answer, cloud);
    snprintf(cloud->url, sizeof cloud->url, "http://127.0.0.1:%d", standin_port(cloud->standin));
    return cloud;
}

void cloud_free(struct cloud *cloud)
{
    standin_free(cloud->standin);
    for (size_t i = 0; i < cloud->trigger_count; i++) {
        free(cloud->triggers[i].identifier);
        cJSON_Delete(cloud->triggers[i].document);
    }
    for (size_t i = 0; i < cloud->change_count; i++) {
        free(cloud->changes[i].client_token);
        free(cloud->changes[i].body);
        free(cloud->changes[i].request_token);
        free(cloud->changes[i].identifier);
    }
    for (size_t i = 0; i < cloud->count_count; i++)
        texts_release(&cloud->counts[i].heads);
    texts_release(&cloud->updates);
    free(cloud->triggers);
    free(cloud->changes);
    free(cloud->orders);
    free(cloud->counts);
    free(cloud);
}

struct standin *cloud_standin(struct cloud *cloud)
{
    return cloud->standin;
}

const char *cloud_url(const struct cloud *cloud)
{
    return cloud->url;
}

struct cloud_manners *cloud_manners(struct cloud *cloud)
{
    return &cloud->manners;
}

void cloud_order(struct cloud *cloud, const char *action, enum cloud_weather weather, int times)
{
    standin_lock(cloud->standin);
    ARRAY_GROW(cloud->orders, cloud->order_count + 1, cloud->order_capacity);
    struct order *order = &cloud->orders[cloud->order_count++];
    *order = (struct order){.weather = weather, .times = times};
    snprintf(order->action, sizeof order->action, "%s", action);
    standin_unlock(cloud->standin);
}

void cloud_put(struct cloud *cloud, const char *identifier, const char *json, bool locked)
{
    if (!locked)
        standin_lock(cloud->standin);
    set_trigger(cloud, identifier, json != NULL ? json_parse_text(json, NULL) : NULL);
    if (!locked)
        standin_unlock(cloud->standin);
}

cJSON *cloud_get(struct cloud *cloud, const char *identifier)
{
    standin_lock(cloud->standin);
    cJSON *copy = cJSON_Duplicate(document_of(cloud, identifier), true);
    standin_unlock(cloud->standin);
    return copy;
}

void cloud_hook(struct cloud *cloud, const char *action, int nth, bool after, cloud_hook_fn hook,
                void *context)
{
    struct hook *added = &cloud->hooks[cloud->hook_count++];
    *added = (struct hook){.nth = nth, .after = after, .call = hook, .context = context};
    snprintf(added->action, sizeof added->action, "%s", action);
}

int cloud_calls(struct cloud *cloud, const char *action)
{
    standin_lock(cloud->standin);
    int calls = count_of(cloud, action)->calls;
    standin_unlock(cloud->standin);
    return calls;
}

char *cloud_head(struct cloud *cloud, const char *action, int nth)
{
    standin_lock(cloud->standin);
    const struct texts *heads = &count_of(cloud, action)->heads;
    char *head = nth > 0 && (size_t)nth <= heads->count ? mem_dup(heads->items[nth - 1]) : NULL;
    standin_unlock(cloud->standin);
    return head;
}

char *cloud_update(struct cloud *cloud, int nth)
{
    standin_lock(cloud->standin);
    char *body =
        nth > 0 && (size_t)nth <= cloud->updates.count ? mem_dup(cloud->updates.items[nth - 1]) : NULL;
    standin_unlock(cloud->standin);
    return body;
}

int cloud_tokens(struct cloud *cloud)
{
    standin_lock(cloud->standin);
    int tokens = (int)cloud->change_count;
    standin_unlock(cloud->standin);
    return tokens;
}

int cloud_effects(struct cloud *cloud)
{
    int effects = 0;
    standin_lock(cloud->standin);
    for (size_t i = 0; i < cloud->change_count; i++)
        effects += cloud->changes[i].effects;
    standin_unlock(cloud->standin);
    return effects;
}
