/* fields: the table is whole, and is found by name and by pointer. */
#include "helpers.h"

#include <string.h>

#include "base/array.h"
#include "model/fields.h"

static const struct resource_type *const type = &fields_event_trigger;

static void a_pointer_leads_to_its_field(void **state)
{
    static const struct {
        const char *pointer, *label; /* NULL: no such property */
    } cases[] = {
        {"", "Trigger"},
        {"/DomainName", "Domain"},
        {"Description", "Description"},
        {"/EventTriggerConditions", "Conditions"},
        {"/EventTriggerConditions/0", "Condition"},
        {"/EventTriggerConditions/-/LogicalOperator", "Holds when"},
        {"/EventTriggerConditions/0/EventTriggerDimensions/12/ObjectAttributes/3/Values/0", "Value"},
        {"/EventTriggerLimits/Periods/1/Unit", "Unit"},
        {"/Tags/0/Key", "Key"},
        {"/Nothing", NULL},
        {"/domainname", NULL},
        {"/EventTriggerConditions/x", NULL},
        {"/EventTriggerConditions/", NULL},
        {"/DomainName/0", NULL},
        {"/EventTriggerLimits/0", NULL},
        {"/~", NULL},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        const struct field *field = fields_at(type, cases[i].pointer);

        if (cases[i].label)
            assert_string_equal(field->label, cases[i].label);
        else
            assert_null(field);
    }
}

static void a_choice_is_found_by_its_exact_value(void **state)
{
    const struct field *operator= fields_at(
        type, "/EventTriggerConditions/0/EventTriggerDimensions/0/ObjectAttributes/0/ComparisonOperator");

    (void)state;
    assert_string_equal(fields_choice(operator, "GREATER_THAN")->words, "is greater than");
    assert_int_equal(fields_choice(operator, "BETWEEN")->values_min, 2);
    assert_null(fields_choice(operator, "greater_than"));
    assert_null(fields_choice(operator, ""));
}

/* What the form, the manual and the columns draw must be there in each row. */
static void assert_row_is_whole(const struct field *field)
{
    assert_non_null(field->label);
    assert_true(field->help && *field->help);
    assert_true(field->example && *field->example);
    assert_true(!field->pattern == !field->pattern_words);
    assert_true((field->kind == FIELD_LIST) == (field->item != NULL));
    assert_true((field->kind == FIELD_OBJECT) == (field->member_count > 0));
    for (size_t i = 0; i < field->choice_count; i++) {
        const struct field_choice *choice = &field->choices[i];

        assert_true(*choice->value && *choice->words && *choice->brief && *choice->help);
        assert_true(choice->values_min <= choice->values_max && choice->values_max <= 10);
        assert_true(!choice->fits == !choice->values_max);
    }
}

static void assert_rows_are_whole(const struct field *field)
{
    if (field->json)
        assert_row_is_whole(field);
    if (field->item) {
        assert_null(field->item->json);
        assert_row_is_whole(field->item);
        assert_rows_are_whole(field->item);
    }
    for (size_t i = 0; i < field->member_count; i++) {
        assert_non_null(field->members[i].json);
        assert_ptr_equal(fields_member(field, field->members[i].json), &field->members[i]);
        assert_rows_are_whole(&field->members[i]);
    }
}

static void every_row_is_whole(void **state)
{
    (void)state;
    assert_rows_are_whole(&type->root);
}

/* The columns of StackQL's resource, in its order. */
static void top_level_properties_have_their_sql_names(void **state)
{
    static const char *const names[] = {
        "domain_name",
        "event_trigger_name",
        "object_type_name",
        "description",
        "event_trigger_conditions",
        "event_trigger_limits",
        "segment_filter",
        "created_at",
        "last_updated_at",
        "tags",
    };

    (void)state;
    assert_string_equal(type->sql_name, "event_triggers");
    assert_int_equal(type->root.member_count, ARRAY_COUNT(names));
    for (size_t i = 0; i < ARRAY_COUNT(names); i++)
        assert_string_equal(type->root.members[i].sql, names[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pointer_leads_to_its_field),
        cmocka_unit_test(a_choice_is_found_by_its_exact_value),
        cmocka_unit_test(every_row_is_whole),
        cmocka_unit_test(top_level_properties_have_their_sql_names),
    };

    return cmocka_run_group_tests_name("model fields", tests, NULL, NULL);
}
