#include "local/local_profiles.h"

#include "base/array.h"
#include "base/clock.h"
#include "base/mem.h"
#include "local/local_deny.h"
#include "local/local_page.h"
#include "local/local_weather.h"
#include "model/pattern.h"

enum { PARTS = 5, MEMBERS = 16, PAGE = 100 };

/* One call of the model: its path, what it reads, and which members its answer (or each item of it) has. */
static const struct route {
    const char *action;
    const char *parts[PARTS]; /* of the path; "*" is a name */
    enum state_kind kind;
    int max_results;  /* of a list the most that the model allows; 0: one thing is read */
    const char *what; /* in errors: "Event trigger" */
    const char *members[MEMBERS];
} routes[] = {
    {"ListDomains",
     {"domains"},
     STATE_DOMAIN,
     100,
     "Domain",
     {"DomainName", "CreatedAt", "LastUpdatedAt", "Tags"}},
    {"ListEventTriggers",
     {"domains", "*", "event-triggers"},
     STATE_TRIGGER,
     100,
     "Event trigger",
     {"ObjectTypeName", "EventTriggerName", "Description", "CreatedAt", "LastUpdatedAt", "Tags"}},
    {"GetEventTrigger",
     {"domains", "*", "event-triggers", "*"},
     STATE_TRIGGER,
     0,
     "Event trigger",
     {"EventTriggerName", "ObjectTypeName", "Description", "EventTriggerConditions", "SegmentFilter",
      "EventTriggerLimits", "CreatedAt", "LastUpdatedAt", "Tags"}},
    {"ListProfileObjectTypes",
     {"domains", "*", "object-types"},
     STATE_OBJECT_TYPE,
     100,
     "Object type",
     {"ObjectTypeName", "Description", "CreatedAt", "LastUpdatedAt", "MaxProfileObjectCount",
      "MaxAvailableProfileObjectCount", "SourcePriority", "Tags"}},
    {"GetProfileObjectType",
     {"domains", "*", "object-types", "*"},
     STATE_OBJECT_TYPE,
     0,
     "Object type",
     {"ObjectTypeName", "Description", "TemplateId", "ExpirationDays", "EncryptionKey",
      "AllowProfileCreation", "SourceLastUpdatedTimestampFormat", "MaxAvailableProfileObjectCount",
      "MaxProfileObjectCount", "SourcePriority", "Fields", "Keys", "CreatedAt", "LastUpdatedAt", "Tags"}},
    {"ListObjectTypeAttributes",
     {"domains", "*", "object-types", "*", "attributes"},
     STATE_ATTRIBUTE,
     100,
     "Attribute",
     {"AttributeName", "LastUpdatedAt"}},
    {"ListSegmentDefinitions",
     {"domains", "*", "segment-definitions"},
     STATE_SEGMENT,
     500,
     "Segment definition",
     {"SegmentDefinitionName", "DisplayName", "Description", "SegmentDefinitionArn", "CreatedAt", "Tags",
      "SegmentType"}},
    {"ListIntegrations",
     {"domains", "*", "integrations"},
     STATE_INTEGRATION,
     100,
     "Integration",
     {"DomainName", "Uri", "ObjectTypeName", "CreatedAt", "LastUpdatedAt", "Tags", "ObjectTypeNames",
      "WorkflowId", "IsUnstructured", "RoleArn", "EventTriggerNames", "Scope"}},
};

/* One call while it is answered. */
struct call {
    struct state *state;
    struct exchange *x;
    const struct route *route;
    char *parts[PARTS]; /* owned: the decoded path: "domains", DOMAIN, "object-types", TYPE, "attributes" */
    size_t part_count;
};

/* ---- rows ---- */

/* Cloud Control's text of a time as epoch seconds; numbers stay. */
static void make_seconds(cJSON *row, const char *name)
{
    int64_t at_ms;
    if (json_text(row, name) != NULL && clock_parse(json_text(row, name), &at_ms))
        json_set(row, name, cJSON_CreateNumber((double)at_ms / 1000.0));
}

/* Cloud Control's array of tags as a map; no tags, no member. */
static void make_map(cJSON *row)
{
    cJSON *map = cJSON_CreateObject();
    const cJSON *tag;
    cJSON_ArrayForEach(tag, json_get(row, "Tags"))
    {
        json_set_text(map, json_text(tag, "Key"), json_text(tag, "Value"));
    }
    if (map->child == NULL) {
        cJSON_Delete(map);
        map = NULL;
    }
    json_set(row, "Tags", map);
}

/* The members that the call's answer has, in the model's order. */
static cJSON *pick(const void *context, const char *document)
{
    const struct route *route = context;
    cJSON *row = cJSON_CreateObject(), *tree = json_parse_text(document, NULL);
    for (size_t i = 0; i < MEMBERS && route->members[i] != NULL; i++)
        if (json_get(tree, route->members[i]) != NULL)
            json_set(row, route->members[i], cJSON_Duplicate(json_get(tree, route->members[i]), true));
    cJSON_Delete(tree);
    make_seconds(row, "CreatedAt");
    make_seconds(row, "LastUpdatedAt");
    if (cJSON_IsArray(json_get(row, "Tags")))
        make_map(row);
    return row;
}

/* ---- the calls ---- */

/* The max-results of the query, or the usual page; 0 once the exchange has failed. */
static size_t read_limit(struct call *call)
{
    char *text = exchange_query(call->x, "max-results"), *end = NULL;
    long limit = text != NULL ? strtol(text, &end, 10) : PAGE;
    bool number = text == NULL || (end != text && *end == '\0');
    if (!number)
        exchange_fail(call->x, "BadRequestException", "max-results cannot be read as an Integer");
    else if (limit < 1 || limit > call->route->max_results)
        exchange_fail(call->x, "BadRequestException",
                      "1 validation error detected: Value '%ld' at 'maxResults' failed to satisfy "
                      "constraint: Member must have value "
                      "%s than or equal to %d",
                      limit, limit < 1 ? "greater" : "less", limit < 1 ? 1 : call->route->max_results);
    free(text);
    return exchange_failed(call->x) ? 0 : (size_t)limit;
}

static void answer_list(struct call *call, const struct state_key *key)
{
    size_t limit = read_limit(call);
    if (limit == 0)
        return;
    char *token = exchange_query(call->x, "next-token");
    struct local_page page = {.token = token, .limit = limit, .row = pick, .context = call->route};
    if (local_page_read(call->state, key, &page)) {
        cJSON *answer = cJSON_CreateObject();
        json_set(answer, "Items", page.items);
        json_set_text(answer, "NextToken", page.next);
        exchange_answer(call->x, answer);
    } else {
        exchange_fail(call->x, "BadRequestException", "Invalid NextToken");
    }
    free(page.next);
    free(token);
}

/* The document of what the key names; NULL once the exchange has failed. free(). */
static char *find(struct call *call, const struct state_key *key, const char *what)
{
    char *document = state_get(call->state, key);
    if (document == NULL)
        exchange_fail(call->x, "ResourceNotFoundException", "%s %s does not exist", what, key->name);
    return document;
}

static bool exists(struct call *call, const struct state_key *key, const char *what)
{
    char *document = find(call, key, what);
    free(document);
    return document != NULL;
}

/* The domain, and the object type whose attributes are asked for. */
static bool parents_exist(struct call *call)
{
    struct state_key domain = {STATE_DOMAIN, call->x->region, "", "", call->parts[1]};
    struct state_key type = {STATE_OBJECT_TYPE, call->x->region, call->parts[1], "", call->parts[3]};
    return (call->part_count < 2 || exists(call, &domain, "Domain")) &&
           (call->part_count < 5 || exists(call, &type, "Object type"));
}

static void answer_call(struct call *call)
{
    struct state_key key = {.kind = call->route->kind,
                            .region = call->x->region,
                            .domain = call->part_count > 1 ? call->parts[1] : "",
                            .parent = call->part_count > 4 ? call->parts[3] : "",
                            .name = ""};
    if (!parents_exist(call))
        return;
    if (call->route->max_results > 0) {
        answer_list(call, &key);
        return;
    }
    key.name = call->parts[3];
    char *document = find(call, &key, call->route->what);
    if (document != NULL)
        exchange_answer(call->x, pick(call->route, document));
    free(document);
}

/* ---- routing ---- */

/* Takes the path apart; false if it is malformed or has more parts than any call. */
static bool split_path(struct call *call)
{
    const char *p = call->x->path;
    while (*p == '/') {
        size_t length = strcspn(++p, "/");
        char *part = call->part_count < PARTS ? exchange_decode(p, length, false) : NULL;
        if (part == NULL)
            return false;
        call->parts[call->part_count++] = part;
        p += length;
    }
    return call->part_count > 0;
}

static bool fits(const struct route *route, const struct call *call)
{
    for (size_t i = 0; i < PARTS; i++) {
        const char *part = call->parts[i];
        if ((route->parts[i] == NULL) != (part == NULL))
            return false;
        if (part != NULL && strcmp(route->parts[i], "*") != 0 && strcmp(route->parts[i], part) != 0)
            return false;
    }
    return true;
}

static const struct route *find_route(const struct call *call)
{
    for (size_t i = 0; i < ARRAY_COUNT(routes) && strcmp(call->x->method, "GET") == 0; i++)
        if (fits(&routes[i], call))
            return &routes[i];
    return NULL;
}

static bool check_name(struct call *call, size_t part, const char *words, const char *pattern, size_t max)
{
    if (part >= call->part_count ||
        (strlen(call->parts[part]) <= max && pattern_matches(pattern, call->parts[part])))
        return true;
    return exchange_fail(call->x, "BadRequestException",
                         "1 validation error detected: Value '%s' at '%s' failed to satisfy constraint: "
                         "Member must satisfy regular "
                         "expression pattern: %s",
                         call->parts[part], words, pattern);
}

static bool check_names(struct call *call)
{
    static const char name[] = "^[a-zA-Z0-9_-]+$", type[] = "^[a-zA-Z_][a-zA-Z_0-9-]*$";
    bool is_trigger = call->route->kind == STATE_TRIGGER;
    return check_name(call, 1, "domainName", name, 64) &&
           (is_trigger ? check_name(call, 3, "eventTriggerName", name, 64)
                       : check_name(call, 3, "objectTypeName", type, 255));
}

/* Lists are of a domain, in IAM's view. */
static bool may_call(struct call *call, const struct local_options *options)
{
    char *action = mem_printf("profile:%s", call->route->action);
    char *resource = mem_printf("domains/%s", call->part_count > 1 ? call->parts[1] : "*");
    if (call->part_count > 3) {
        char *domain = resource;
        resource = mem_printf("%s/%s/%s", domain, call->parts[2], call->parts[3]);
        free(domain);
    }
    bool may = local_deny_admits(options->deny, call->x, action, resource);
    free(action);
    free(resource);
    return may;
}

void local_profiles_answer(struct state *state, const struct local_options *options, struct exchange *x)
{
    struct call call = {.state = state, .x = x};
    call.route = split_path(&call) ? find_route(&call) : NULL;
    x->action = mem_dup(call.route != NULL ? call.route->action : NULL);
    if (call.route == NULL)
        exchange_fail(x, "UnknownOperationException", "The local cloud does not know this call: %s %s",
                      x->method, x->path);
    else if (check_names(&call) && may_call(&call, options) && local_weather_fails(options->fail_rate))
        exchange_fail(x, "InternalServerException",
                      "Internal failure: this local cloud was asked to fail now and then");
    else if (!exchange_failed(x))
        answer_call(&call);
    for (size_t i = 0; i < call.part_count; i++)
        free(call.parts[i]);
}
