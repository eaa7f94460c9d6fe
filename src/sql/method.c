#include "sql/method.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "base/array.h"
#include "base/json.h"
#include "sql/plan_column.h"
#include "sql/progress_event.h"

static const struct method trigger_methods[] = {
    {"create_resource", "INSERT", "creates a trigger",
     PLAN_COLUMN_PROPERTY | PLAN_COLUMN_REGION | PLAN_COLUMN_OPTION},
    {"delete_resource", "DELETE", "deletes a trigger", PLAN_COLUMN_WHERE | PLAN_COLUMN_OPTION},
    {"update_resource", "UPDATE", "changes a trigger by a patch",
     PLAN_COLUMN_PATCH | PLAN_COLUMN_WHERE | PLAN_COLUMN_OPTION},
    {"get_resource", "SELECT", "reads a trigger", PLAN_COLUMN_WHERE},
};
static const struct method list_methods[] = {
    {"list_resources", "SELECT", "lists triggers", PLAN_COLUMN_REGION}};
static const struct method view_methods[] = {{"__view__", "SELECT", "reads the table", 0}};

const struct method *method_list(enum catalogue_table table, size_t *count)
{
    *count = table == CATALOGUE_TRIGGERS ? ARRAY_COUNT(trigger_methods) : 1;
    return table == CATALOGUE_TRIGGERS ? trigger_methods
                                       : (table == CATALOGUE_TRIGGERS_LIST ? list_methods : view_methods);
}

const struct method *method_find(enum catalogue_table table, const char *name)
{
    size_t count;
    const struct method *methods = method_list(table, &count);
    for (size_t i = 0; i < count; i++)
        if (strcasecmp(methods[i].name, name) == 0)
            return &methods[i];
    return NULL;
}

/* ---- parameters ---- */

static const char *type_of(const struct field *field)
{
    static const char *const words[] = {"string", "integer", "boolean", "array", "object"};
    return field != NULL ? words[field->kind] : "string";
}

static size_t add_inputs(unsigned kinds, struct method_param *params, size_t count)
{
    struct plan_column columns[PLAN_COLUMN_MOST];
    size_t more = plan_column_list(kinds, columns);
    for (size_t i = 0; i < more; i++)
        params[count++] = (struct method_param){
            columns[i].name, columns[i].help, type_of(columns[i].property),
            columns[i].required ? METHOD_REQUIRED : METHOD_OPTIONAL, columns[i].property};
    return count;
}

static size_t add_event(struct method_param *params, size_t count)
{
    for (size_t i = 0; i < PROGRESS_EVENT_COUNT; i++) {
        const struct progress_event_member *member = &progress_event_members[i];
        params[count++] =
            (struct method_param){member->name, member->help, member->type, METHOD_OUTPUT, NULL};
    }
    return count;
}

static size_t add_columns(enum catalogue_table table, struct method_param *params, size_t count)
{
    struct catalogue_column columns[CATALOGUE_COLUMNS_MOST];
    bool of_triggers = table == CATALOGUE_TRIGGERS || table == CATALOGUE_TRIGGERS_LIST;
    size_t more = catalogue_columns(table, columns);
    for (size_t i = 0; i < more; i++) {
        const struct field *property =
            of_triggers ? fields_member(&fields_event_trigger.root, columns[i].member) : NULL;
        params[count++] = (struct method_param){columns[i].sql, columns[i].help, type_of(property),
                                                METHOD_OUTPUT, property};
    }
    return count;
}

static int compare(const void *a, const void *b)
{
    const struct method_param *one = a, *other = b;
    return one->role != other->role ? (int)one->role - (int)other->role : strcmp(one->name, other->name);
}

size_t method_params(enum catalogue_table table, const struct method *method, struct method_param *params)
{
    size_t count = add_inputs(method->inputs, params, 0);
    count =
        strcmp(method->verb, "SELECT") == 0 ? add_columns(table, params, count) : add_event(params, count);
    qsort(params, count, sizeof *params, compare);
    return count;
}

/* ---- shapes ---- */

static cJSON *shape_of(const struct field *field);

static cJSON *shapes_of_members(const struct field *field)
{
    cJSON *members = cJSON_CreateObject();
    for (size_t i = 0; i < field->member_count; i++)
        json_set(members, field->members[i].json, shape_of(&field->members[i]));
    return members;
}

static cJSON *names_of_required(const struct field *field)
{
    cJSON *names = NULL;
    for (size_t i = 0; i < field->member_count; i++) {
        if ((field->members[i].flags & FIELD_REQUIRED) == 0)
            continue;
        names = names != NULL ? names : cJSON_CreateArray();
        cJSON_AddItemToArray(names, cJSON_CreateString(field->members[i].json));
    }
    return names;
}

static cJSON *choices_of(const struct field *field)
{
    cJSON *values = cJSON_CreateArray();
    for (size_t i = 0; i < field->choice_count; i++)
        cJSON_AddItemToArray(values, cJSON_CreateString(field->choices[i].value));
    return values;
}

/* Members by name, as StackQL prints them; the table of fields has no loop. */
static cJSON *shape_of(const struct field *field)
{
    cJSON *shape = cJSON_CreateObject();
    cJSON *required = names_of_required(field);
    json_set_text(shape, "description", field->help);
    if (field->choice_count > 0)
        json_set(shape, "enum", choices_of(field));
    if (field->item != NULL)
        json_set(shape, "items", shape_of(field->item));
    if (field->member_count > 0)
        json_set(shape, "properties", shapes_of_members(field));
    if ((field->flags & FIELD_READ_ONLY) != 0)
        json_set(shape, "readOnly", cJSON_CreateTrue());
    if (required != NULL)
        json_set(shape, "required", required);
    json_set_text(shape, "type", type_of(field));
    return shape;
}

void method_add_shape(const struct field *property, struct strbuf *out)
{
    if (property == NULL || (property->kind != FIELD_LIST && property->kind != FIELD_OBJECT))
        return;
    cJSON *shape = shape_of(property);
    char *text = json_print(shape);
    strbuf_adds(out, text);
    free(text);
    cJSON_Delete(shape);
}
