#include "sql/catalogue.h"

#include <string.h>
#include <strings.h>
#include "base/text.h"
#include "model/fields.h"
#include "model/store_document.h"

static const struct catalogue_column domains[] = {{"domain_name", "DomainName", "the domain"},
                                                  {NULL, NULL, NULL}};
static const struct catalogue_column object_types[] = {
    {"domain_name", "DomainName", "the domain"},
    {"object_type_name", "ObjectTypeName", "the object type"},
    {"description", "Description", "what its author says of it"},
    {NULL, NULL, NULL}};
static const struct catalogue_column object_fields[] = {
    {"domain_name", "DomainName", "the domain"},
    {"object_type_name", "ObjectTypeName", "the object type"},
    {"field_name", "FieldName", "the field"},
    {"content_type", "ContentType", "STRING, NUMBER, …"},
    {"source", "Source", "where the field comes from"},
    {NULL, NULL, NULL}};
static const struct catalogue_column segments[] = {
    {"domain_name", "DomainName", "the domain"},
    {"segment_definition_name", "SegmentDefinitionName", "the segment"},
    {"description", "Description", "what its author says of it"},
    {NULL, NULL, NULL}};
static const struct catalogue_column integrations[] = {
    {"domain_name", "DomainName", "the domain"},
    {"uri", "Uri", "the integration"},
    {"workflow_id", "WorkflowId", "its workflow"},
    {"event_trigger_names", "EventTriggerNames", "the triggers that it is for, comma separated"},
    {"object_type_names", "ObjectTypeNames", "its object types, comma separated"},
    {NULL, NULL, NULL}};
static const struct catalogue_column operations[] = {
    {"Identifier", "Identifier", "the trigger"},
    {"Operation", "Operation", "CREATE, UPDATE or DELETE"},
    {"OperationStatus", "OperationStatus", "as AWS says it"},
    {"State", "State", "as the journal says it"},
    {"ErrorCode", "ErrorCode", "of a failure"},
    {"StatusMessage", "StatusMessage", "of a failure"},
    {"EventTime", "EventTime", "of the newest progress event"},
    {"RequestToken", "RequestToken", "AWS's own"},
    {"ClientToken", "ClientToken", "the one that was sent"},
    {"TypeName", "TypeName", "the resource type"},
    {"Account", "Account", "the account"},
    {"Principal", "Principal", "who made it"},
    {NULL, NULL, NULL}};

static const struct {
    const char *name, *help;
    const struct catalogue_column *columns; /* behind region; NULL: from the field table */
} tables[CATALOGUE_COUNT] = {
    [CATALOGUE_TRIGGERS] = {"event_triggers", "event triggers, each in full where its columns want that",
                            NULL},
    [CATALOGUE_TRIGGERS_LIST] = {"event_triggers_list_only", "event triggers as a listing gives them", NULL},
    [CATALOGUE_DOMAINS] = {"domains", "domains", domains},
    [CATALOGUE_OBJECT_TYPES] = {"object_types", "object types of the domains", object_types},
    [CATALOGUE_OBJECT_FIELDS] = {"object_type_fields", "fields of the object types", object_fields},
    [CATALOGUE_SEGMENTS] = {"segment_definitions", "segments of the domains", segments},
    [CATALOGUE_INTEGRATIONS] = {"integrations", "integrations of the domains", integrations},
    [CATALOGUE_OPERATIONS] = {"operations", "the operations of the journal, of all regions", operations},
};

const char *catalogue_name(enum catalogue_table table)
{
    return tables[table].name;
}

const char *catalogue_help(enum catalogue_table table)
{
    return tables[table].help;
}

enum catalogue_table catalogue_find(const char *name)
{
    for (int i = 0; i < CATALOGUE_COUNT; i++)
        if (strcasecmp(tables[i].name, name) == 0)
            return (enum catalogue_table)i;
    return CATALOGUE_COUNT;
}

void catalogue_hint(const char *name, struct err *err)
{
    const char *names[CATALOGUE_COUNT];
    for (int i = 0; i < CATALOGUE_COUNT; i++)
        names[i] = tables[i].name;
    const char *near = text_nearest(name, names, CATALOGUE_COUNT);
    if (near != NULL)
        err_hint(err, "did you mean %s?", near);
    else
        err_hint(err, "SHOW RESOURCES IN awscc.customerprofiles lists the tables");
}

static size_t add_properties(bool listed_only, struct catalogue_column *columns, size_t count)
{
    const struct field *root = &fields_event_trigger.root;
    for (size_t i = 0; i < root->member_count; i++) {
        const struct field *field = &root->members[i];
        if (field->sql != NULL && (!listed_only || store_document_lists(field->json)))
            columns[count++] = (struct catalogue_column){field->sql, field->json, field->help};
    }
    return count;
}

size_t catalogue_columns(enum catalogue_table table, struct catalogue_column *columns)
{
    size_t count = 0;
    columns[count++] = (struct catalogue_column){
        "region", "Region",
        table == CATALOGUE_OPERATIONS ? "the region" : "the region; without one the connection's"};
    if (tables[table].columns == NULL) {
        columns[count++] = (struct catalogue_column){"Identifier", "Identifier", "domain|name"};
        return add_properties(table == CATALOGUE_TRIGGERS_LIST, columns, count);
    }
    for (const struct catalogue_column *column = tables[table].columns; column->sql != NULL; column++)
        columns[count++] = *column;
    return count;
}
