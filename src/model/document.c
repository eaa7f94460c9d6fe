#include "model/document.h"

#include <string.h>

#include "base/array.h"
#include "base/mem.h"
#include "model/fields.h"
#include "model/yaml.h"

/* etrig's own members of a document for people. */
static const char region_member[] = "Region", identifier_member[] = "Identifier";

bool document_is_own(const char *name)
{
    return strcmp(name, region_member) == 0 || strcmp(name, identifier_member) == 0;
}

static bool is_read_only(const char *name)
{
    const struct field *field = fields_member(&fields_event_trigger.root, name);

    return field && field->flags & FIELD_READ_ONLY;
}

static char *take_text(cJSON *document, const char *name)
{
    char *text = mem_dup(json_text(document, name));

    json_set(document, name, NULL);
    return text;
}

void document_take_region(cJSON *document, char **region, char **identifier)
{
    *region = take_text(document, region_member);
    *identifier = take_text(document, identifier_member);
}

cJSON *document_sendable(const cJSON *document)
{
    cJSON *out = cJSON_CreateObject();
    const cJSON *member = cJSON_IsObject(document) ? document->child : NULL;

    for (; member; member = member->next)
        if (!document_is_own(member->string) && !is_read_only(member->string))
            json_set(out, member->string, cJSON_Duplicate(member, true));
    return out;
}

void document_write_yaml(struct strbuf *out, const cJSON *document, unsigned how)
{
    static const char *const own[] = {region_member, identifier_member};
    cJSON *rest = cJSON_Duplicate(document, true);

    for (size_t i = 0; i < ARRAY_COUNT(own); i++) {
        const char *text = json_text(document, own[i]);

        if (text) {
            strbuf_addf(out, "%s: ", own[i]);
            yaml_write_text(out, text);
            strbuf_addc(out, '\n');
        }
        json_set(rest, own[i], NULL);
    }
    yaml_write(out, rest, &fields_event_trigger.root, how);
    if (document->child && !rest->child)
        strbuf_truncate(out, out->length - strlen("{}\n")); /* they stand for the object */
    cJSON_Delete(rest);
}

cJSON *document_presented(const cJSON *document, const char *region, const char *identifier)
{
    const struct field *root = &fields_event_trigger.root;
    cJSON *out = cJSON_CreateObject();
    const cJSON *member;

    json_set_text(out, region_member, region ? region : json_text(document, region_member));
    json_set_text(out, identifier_member, identifier ? identifier : json_text(document, identifier_member));
    for (size_t i = 0; i < root->member_count; i++) {
        member = json_get(document, root->members[i].json);
        if (member)
            json_set(out, member->string, cJSON_Duplicate(member, true));
    }
    for (member = cJSON_IsObject(document) ? document->child : NULL; member; member = member->next)
        if (!document_is_own(member->string) && !fields_member(root, member->string))
            json_set(out, member->string, cJSON_Duplicate(member, true));
    return out;
}

char *document_identifier(const cJSON *document)
{
    const char *domain = json_text(document, "DomainName"), *name = json_text(document, "EventTriggerName");

    return domain && *domain && name && *name ? mem_printf("%s|%s", domain, name) : NULL;
}

/* AWS's other form: {"DomainName":"d","EventTriggerName":"t"}. */
static char *from_json_form(const char *identifier)
{
    cJSON *parts = json_parse_text(identifier, NULL);
    char *joined = document_identifier(parts);

    cJSON_Delete(parts);
    return joined;
}

const char *document_stack(const cJSON *tags)
{
    const cJSON *tag;

    cJSON_ArrayForEach(tag, tags)
    {
        const char *key = json_text(tag, "Key");

        if (key && strcmp(key, DOCUMENT_STACK_TAG) == 0)
            return json_text(tag, "Value");
    }
    return NULL;
}

bool document_split_identifier(const char *identifier, char **domain, char **name, struct err *err)
{
    char *joined = *identifier == '{' ? from_json_form(identifier) : mem_dup(identifier);
    const char *bar = joined ? strchr(joined, '|') : NULL;
    bool fine = bar && bar > joined && bar[1] && !strchr(bar + 1, '|');

    if (fine) {
        *domain = mem_dup_n(joined, (size_t)(bar - joined));
        *name = mem_dup(bar + 1);
    } else {
        err_set(err, ERR_USAGE, "%s is no identifier: DOMAIN|NAME is expected",
                *identifier ? identifier : "\"\"");
        err_hint(err, "put it in quotes, since | is a pipe to the shell: 'retail|high-value-order'");
    }
    free(joined);
    return fine;
}

/* One attribute that waits for its field and values. */
static cJSON *new_attribute(void)
{
    cJSON *attribute = cJSON_CreateObject();

    json_set_text(attribute, "FieldName", "");
    json_set_text(attribute, "ComparisonOperator", "CONTAINS");
    json_set(attribute, "Values", cJSON_CreateArray());
    return attribute;
}

/* An array of one item. */
static cJSON *list_of(cJSON *item)
{
    cJSON *list = cJSON_CreateArray();

    cJSON_AddItemToArray(list, item);
    return list;
}

static cJSON *new_dimension(void)
{
    cJSON *dimension = cJSON_CreateObject();

    json_set(dimension, "ObjectAttributes", list_of(new_attribute()));
    return dimension;
}

static cJSON *new_condition(void)
{
    cJSON *condition = cJSON_CreateObject();

    json_set(condition, "EventTriggerDimensions", list_of(new_dimension()));
    json_set_text(condition, "LogicalOperator", "ALL");
    return condition;
}

/* What holds at AWS without any period: 10 invocations a day. */
static cJSON *new_period(void)
{
    cJSON *period = cJSON_CreateObject();

    json_set_text(period, "Unit", "DAYS");
    json_set_integer(period, "Value", 1);
    json_set_integer(period, "MaxInvocationsPerProfile", 10);
    return period;
}

/* Any other item: its required texts, empty. */
static cJSON *new_plain_item(const struct field *item)
{
    cJSON *object;

    if (item->kind == FIELD_TEXT)
        return cJSON_CreateString("");
    object = cJSON_CreateObject();
    for (size_t i = 0; i < item->member_count; i++)
        if (item->members[i].kind == FIELD_TEXT && item->members[i].flags & FIELD_REQUIRED)
            json_set_text(object, item->members[i].json, "");
    return object;
}

cJSON *document_new_item(const char *list)
{
    static const struct {
        const char *list;
        cJSON *(*make)(void);
    } items[] = {
        {"EventTriggerConditions", new_condition},
        {"EventTriggerDimensions", new_dimension},
        {"ObjectAttributes", new_attribute},
        {"Periods", new_period},
    };
    const struct field *field = fields_at(&fields_event_trigger, list);

    if (!field || field->kind != FIELD_LIST)
        return NULL;
    for (size_t i = 0; i < ARRAY_COUNT(items); i++)
        if (strcmp(field->json, items[i].list) == 0)
            return items[i].make();
    return new_plain_item(field->item);
}

cJSON *document_new(const char *domain)
{
    cJSON *document = cJSON_CreateObject();

    json_set_text(document, "DomainName", domain ? domain : "");
    json_set_text(document, "EventTriggerName", "");
    json_set_text(document, "ObjectTypeName", "");
    json_set(document, "EventTriggerConditions", list_of(new_condition()));
    return document;
}
