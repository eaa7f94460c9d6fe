/*
 * The table of fields_event_trigger.c against CloudFormation's own schema, property by property, nested ones
 * too. ETRIG_SCHEMAS names the folder with the schemas; without it the program is skipped (77).
 */
#include "helpers.h"

#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "model/fields.h"
#include "model/pointer.h"

static cJSON *schema;

/* Follows {"$ref":"#/definitions/X"}. */
static const cJSON *resolved(const cJSON *node)
{
    const char *reference = json_text(node, "$ref");

    if (!reference)
        return node;
    assert_int_equal(reference[0], '#');
    node = pointer_get(schema, reference + 1);
    assert_non_null(node);
    return node;
}

static bool list_has(const cJSON *list, const char *text)
{
    const cJSON *item;

    cJSON_ArrayForEach(item, list)
    {
        if (strcmp(item->valuestring, text) == 0)
            return true;
    }
    return false;
}

static void compare_kind(const struct field *field, const cJSON *node)
{
    static const char *const names[] = {"string", "integer", "boolean", "array", "object"};

    assert_string_equal(names[field->kind], json_text(node, "type"));
}

/* The schema gives either no bound or what the table says; a missing lower one counts as 0. */
static void compare_bounds(const struct field *field, const cJSON *node)
{
    static const char *const names[][2] = {
        {"minLength", "maxLength"}, {"minimum", "maximum"}, {NULL, NULL},
        {"minItems", "maxItems"},   {NULL, NULL},
    };
    int64_t min = 0, max;

    if (!names[field->kind][1] || !json_integer(node, names[field->kind][1], &max)) {
        assert_true(field->max < field->min);
        assert_false(names[field->kind][0] && json_get(node, names[field->kind][0]));
        return;
    }
    json_integer(node, names[field->kind][0], &min);
    assert_int_equal(field->min, min);
    assert_int_equal(field->max, max);
}

static void compare_pattern(const struct field *field, const cJSON *node)
{
    const char *pattern = json_text(node, "pattern");

    assert_true(!pattern == !field->pattern);
    if (pattern)
        assert_string_equal(field->pattern, pattern);
}

static void compare_choices(const struct field *field, const cJSON *node)
{
    const cJSON *values = json_get(node, "enum");

    assert_int_equal(field->choice_count, cJSON_GetArraySize(values));
    for (size_t i = 0; i < field->choice_count; i++)
        assert_true(list_has(values, field->choices[i].value));
}

static void compare_members(const struct field *field, const cJSON *node);

static void compare(const struct field *field, const cJSON *node)
{
    node = resolved(node);
    compare_kind(field, node);
    compare_bounds(field, node);
    compare_pattern(field, node);
    compare_choices(field, node);
    assert_int_equal(!!(field->flags & FIELD_UNIQUE_ITEMS), json_is_true(node, "uniqueItems"));
    if (field->kind == FIELD_LIST) {
        assert_true(cJSON_IsFalse(json_get(node, "insertionOrder"))); /* lists are compared as sets */
        compare(field->item, json_get(node, "items"));
    }
    if (field->kind == FIELD_OBJECT)
        compare_members(field, node);
}

static void compare_members(const struct field *field, const cJSON *node)
{
    const cJSON *members = json_get(node, "properties"), *required = json_get(node, "required");

    assert_true(cJSON_IsFalse(json_get(node, "additionalProperties")));
    assert_int_equal(field->member_count, cJSON_GetArraySize(members));
    for (size_t i = 0; i < field->member_count; i++) {
        const struct field *member = &field->members[i];
        const cJSON *there = json_get(members, member->json);

        assert_non_null(there);
        assert_int_equal(!!(member->flags & FIELD_REQUIRED), list_has(required, member->json));
        compare(member, there);
    }
}

static void each_property_has_the_constraints_of_the_schema(void **state)
{
    (void)state;
    assert_string_equal(fields_event_trigger.type_name, json_text(schema, "typeName"));
    compare_members(&fields_event_trigger.root, schema);
}

/* Nested paths do not occur in these lists; a pointer that fits no property fails the count. */
static void compare_flag(const char *list_name, unsigned flag)
{
    const struct field *root = &fields_event_trigger.root;
    const cJSON *list = json_get(schema, list_name);
    int flagged = 0;

    for (size_t i = 0; i < root->member_count; i++) {
        struct strbuf path = STRBUF_INIT;

        strbuf_addf(&path, "/properties/%s", root->members[i].json);
        assert_int_equal(!!(root->members[i].flags & flag), list_has(list, path.text));
        flagged += !!(root->members[i].flags & flag);
        strbuf_release(&path);
    }
    assert_int_equal(flagged, cJSON_GetArraySize(list));
}

static void create_only_and_read_only_are_flagged(void **state)
{
    (void)state;
    compare_flag("createOnlyProperties", FIELD_CREATE_ONLY);
    compare_flag("readOnlyProperties", FIELD_READ_ONLY);
}

static void the_primary_identifier_is_the_schemas(void **state)
{
    const cJSON *part;
    size_t i = 0;

    (void)state;
    cJSON_ArrayForEach(part, json_get(schema, "primaryIdentifier"))
    {
        assert_non_null(fields_event_trigger.identifier[i]);
        assert_string_equal(part->valuestring + strlen("/properties/"), fields_event_trigger.identifier[i++]);
    }
    assert_null(fields_event_trigger.identifier[i]);
}

static int read_schema(const char *folder)
{
    char *path = file_join(folder, "AWS_CustomerProfiles_EventTrigger.json");
    struct strbuf bytes = STRBUF_INIT;
    struct err err = {0};

    if (file_read(path, JSON_LIMIT_DOCUMENT, &bytes, &err))
        schema = json_parse(bytes.text, bytes.length, JSON_LIMIT_DOCUMENT, &err);
    if (!schema)
        fprintf(stderr, "%s: %s\n", path, err.text);
    strbuf_release(&bytes);
    free(path);
    return schema != NULL;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_property_has_the_constraints_of_the_schema),
        cmocka_unit_test(create_only_and_read_only_are_flagged),
        cmocka_unit_test(the_primary_identifier_is_the_schemas),
    };
    const char *folder = getenv("ETRIG_SCHEMAS");
    int failed;

    if (!folder) {
        puts("skipped: ETRIG_SCHEMAS names no folder with CloudFormation's schemas");
        return 77;
    }
    if (!read_schema(folder))
        return 1;
    failed = cmocka_run_group_tests_name("model schema", tests, NULL, NULL);
    cJSON_Delete(schema);
    return failed;
}
