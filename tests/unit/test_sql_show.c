/* SHOW and DESCRIBE in StackQL's columns: what is named is what plan and the tables take and give. */
#include "helpers.h"

#include <stdlib.h>
#include <string.h>
#include "base/array.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "model/fields.h"
#include "sql/catalogue.h"
#include "sql/show.h"

struct answer {
    struct strbuf text; /* names and cells, each ended by a line feed when its row is whole, else by a | */
    size_t columns, cells;
};

static void take_column(const char *name, void *context)
{
    struct answer *answer = context;
    strbuf_addf(&answer->text, "%s|", name);
    answer->columns++;
}

static void take_cell(const char *text, bool is_number, void *context)
{
    struct answer *answer = context;
    (void)is_number;
    if (answer->cells++ == 0)
        answer->text.text[answer->text.length - 1] = '\n';
    strbuf_addf(&answer->text, "%s%c", text, answer->cells % answer->columns == 0 ? '\n' : '|');
}

/* The table, or "PLACE: sentence (hint)". free(). */
static char *shown(const char *sql)
{
    struct answer answer = {STRBUF_INIT, 0, 0};
    const struct evaluate_taker taker = {take_column, take_cell, NULL, &answer};
    struct err err = {0};
    size_t fault = 0;
    assert_true(show_is(sql));
    if (!show_run(sql, &taker, &fault, &err)) {
        assert_int_equal(err.code, ERR_INVALID);
        assert_int_equal(answer.text.length, 0);
        strbuf_addf(&answer.text, "%zu: %s (%s)", fault, err.text, err.hint);
    }
    return strbuf_detach(&answer.text);
}

static void the_methods_name_what_they_require(void **state)
{
    (void)state;
    helpers_assert_text(shown("SHOW METHODS IN awscc.customerprofiles.event_triggers"),
                        "MethodName|RequiredParams|SQLVerb\n"
                        "create_resource|DomainName, EventTriggerConditions, EventTriggerName, "
                        "ObjectTypeName, region|INSERT\n"
                        "delete_resource|Identifier, region|DELETE\n"
                        "update_resource|Identifier, PatchDocument, region|UPDATE\n"
                        "get_resource|Identifier, region|SELECT\n");
    helpers_assert_text(shown("SHOW METHODS IN awscc.customerprofiles.event_triggers_list_only"),
                        "MethodName|RequiredParams|SQLVerb\nlist_resources|region|SELECT\n");
    helpers_assert_text(shown("show extended methods in \"awscc\".customerprofiles.domains"),
                        "MethodName|RequiredParams|SQLVerb|description\n__view__||SELECT|reads the table\n");
}

static void a_method_that_changes_gives_the_progress_event(void **state)
{
    (void)state;
    static const char outputs[] = "ErrorCode|string|output|\n"
                                  "EventTime|number|output|\n"
                                  "Identifier|string|output|\n"
                                  "Operation|string|output|\n"
                                  "OperationStatus|string|output|\n"
                                  "RequestToken|string|output|\n"
                                  "ResourceModel|string|output|\n"
                                  "RetryAfter|number|output|\n"
                                  "StatusMessage|string|output|\n"
                                  "TypeName|string|output|\n";
    static const char options[] = "ClientToken|string|input_optional|\n"
                                  "RoleArn|string|input_optional|\n"
                                  "TypeVersionId|string|input_optional|\n";
    char *wanted = mem_printf("name|type|param_type|shape\n"
                              "Identifier|string|input_required|\n"
                              "PatchDocument|string|input_required|\n"
                              "region|string|input_required|\n%s%s",
                              options, outputs);
    helpers_assert_text(shown("DESCRIBE METHOD awscc.customerprofiles.event_triggers.update_resource"),
                        wanted);
    free(wanted);
    wanted = mem_printf("name|type|param_type|shape\n"
                        "Identifier|string|input_required|\n"
                        "region|string|input_required|\n%s%s",
                        options, outputs);
    helpers_assert_text(shown("desc method event_triggers.DELETE_RESOURCE"), wanted);
    free(wanted);
}

/* The line of the answer that begins with the text; free(). */
static char *line_of(const char *answer, const char *begin)
{
    const char *line = answer;
    while (line != NULL && strncmp(line, begin, strlen(begin)) != 0)
        line = (line = strchr(line, '\n')) != NULL ? line + 1 : NULL;
    if (line == NULL)
        fail_msg("no line begins with %s:\n%s", begin, answer);
    return mem_dup_n(line, strcspn(line, "\n"));
}

static void creating_takes_what_the_field_table_has(void **state)
{
    (void)state;
    static const char *const types[] = {"string", "integer", "boolean", "array", "object"};
    const struct field *root = &fields_event_trigger.root;
    char *got = shown("DESCRIBE METHOD EXTENDED awscc.customerprofiles.event_triggers.create_resource");
    for (size_t i = 0; i < root->member_count; i++) {
        const struct field *field = &root->members[i];
        char *begin = mem_printf("\n%s|", field->json);
        assert_int_equal(strstr(got, begin) != NULL, (field->flags & FIELD_READ_ONLY) == 0);
        free(begin);
        if ((field->flags & FIELD_READ_ONLY) != 0)
            continue;
        begin = mem_printf("%s|%s|%s|", field->json, types[field->kind],
                           (field->flags & FIELD_REQUIRED) != 0 ? "input_required" : "input_optional");
        char *line = line_of(got, begin), *help = strrchr(line, '|') + 1;
        assert_string_equal(help, field->help);
        help[-1] = '\0';
        assert_int_equal(line[strlen(begin)] == '{',
                         field->kind == FIELD_LIST || field->kind == FIELD_OBJECT);
        free(line);
        free(begin);
    }
    free(got);
}

static void a_shape_is_the_schema_of_a_list_or_a_group(void **state)
{
    (void)state;
    char *got = shown("DESCRIBE METHOD event_triggers.create_resource");
    char *line = line_of(got, "EventTriggerConditions|"), *text = strchr(line, '{');
    cJSON *shape = json_parse(text, strlen(text), JSON_LIMIT_DOCUMENT, NULL);
    const cJSON *item = json_get(shape, "items");
    const cJSON *choice = json_get(json_get(item, "properties"), "LogicalOperator");
    assert_string_equal(json_text(shape, "type"), "array");
    assert_string_equal(json_text(item, "type"), "object");
    char *required = json_print(json_get(item, "required")), *choices = json_print(json_get(choice, "enum"));
    assert_string_equal(required, "[\"EventTriggerDimensions\",\"LogicalOperator\"]");
    assert_string_equal(choices, "[\"ANY\",\"ALL\",\"NONE\"]");
    assert_string_equal(json_text(choice, "type"), "string");
    free(choices);
    free(required);
    cJSON_Delete(shape);
    free(line);
    free(got);
}

static void reading_gives_the_columns_of_the_table(void **state)
{
    (void)state;
    char *got = shown("DESCRIBE METHOD awscc.customerprofiles.event_triggers.get_resource");
    free(line_of(got, "Identifier|string|input_required|"));
    free(line_of(got, "region|string|input_required|"));
    free(line_of(got, "Identifier|string|output|"));
    free(line_of(got, "event_trigger_limits|object|output|{"));
    free(line_of(got, "last_updated_at|string|output|"));
    assert_null(strstr(got, "input_optional"));
    free(got);
    got = shown("DESCRIBE METHOD awscc.customerprofiles.event_triggers_list_only.list_resources");
    free(line_of(got, "region|string|input_required|"));
    free(line_of(got, "description|string|output|"));
    assert_null(strstr(got, "segment_filter"));
    free(got);
    helpers_assert_text(shown("DESCRIBE METHOD awscc.customerprofiles.domains.__view__"),
                        "name|type|param_type|shape\ndomain_name|string|output|\nregion|string|output|\n");
}

static void what_is_not_there_has_its_place_and_what_there_is(void **state)
{
    (void)state;
    static const struct {
        const char *sql, *wanted;
    } cases[] = {
        {"DESCRIBE METHOD awscc.customerprofiles.event_triggers.patch_resource",
         "54: expected a method of event_triggers (there are: create_resource, delete_resource, "
         "update_resource, "
         "get_resource)"},
        {"DESCRIBE METHOD event_triggers", "30: expected a method of event_triggers (there are: "
                                           "create_resource, delete_resource, update_resource, "
                                           "get_resource)"},
        {"DESCRIBE METHOD EXTENDED event_triggers_list_only.get_resource",
         "50: expected a method of event_triggers_list_only (there is: list_resources)"},
        {"DESCRIBE METHOD awscc.customerprofiles.nope.get_resource",
         "39: expected a resource (SHOW RESOURCES IN awscc.customerprofiles lists the tables)"},
        {"DESCRIBE domain", "9: expected a resource (did you mean domains?)"},
        {"DESCRIBE METHOD event_triggers.get_resource x", "44: expected the end of the statement ()"},
        {"DESCRIBE awscc.s3.buckets", "15: expected awscc.customerprofiles and a resource ()"},
        {"SHOW TABLES", "5: expected SERVICES, RESOURCES or METHODS ()"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++)
        helpers_assert_text(shown(cases[i].sql), cases[i].wanted);
}

static void each_table_is_described(void **state)
{
    (void)state;
    for (int table = 0; table < CATALOGUE_COUNT; table++) {
        char *sql = mem_printf("DESCRIBE EXTENDED awscc.customerprofiles.%s",
                               catalogue_name((enum catalogue_table)table));
        char *got = shown(sql);
        free(line_of(got, "region|text|"));
        free(got);
        free(sql);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_methods_name_what_they_require),
        cmocka_unit_test(a_method_that_changes_gives_the_progress_event),
        cmocka_unit_test(creating_takes_what_the_field_table_has),
        cmocka_unit_test(a_shape_is_the_schema_of_a_list_or_a_group),
        cmocka_unit_test(reading_gives_the_columns_of_the_table),
        cmocka_unit_test(what_is_not_there_has_its_place_and_what_there_is),
        cmocka_unit_test(each_table_is_described),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
