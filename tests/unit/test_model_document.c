/* document: what a person gives, what is sent, what is shown. */
#include "helpers.h"

#include <string.h>

#include "base/array.h"
#include "model/check.h"
#include "model/document.h"

static void reads_an_object_and_nothing_else(void **state)
{
    static const char *const refused[] = {
        "", "[]", "null", "{\"a\":1}x", "{\"a\":1,\"a\":2}", "{\"Region\":5}", "{\"Identifier\":null}",
    };
    cJSON *document = document_parse("{\"Unheard\":[1]}", 15, NULL);

    (void)state;
    helpers_assert_json(document, "{'Unheard':[1]}");
    cJSON_Delete(document);
    for (size_t i = 0; i < ARRAY_COUNT(refused); i++) {
        struct err err = {0};

        assert_null(document_parse(refused[i], strlen(refused[i]), &err));
        assert_int_equal(err.code, ERR_INVALID);
    }
}

static void takes_region_and_identifier_out(void **state)
{
    cJSON *document = helpers_json("{'Region':'eu-west-2','DomainName':'d','Identifier':'d|t'}");
    char *region, *identifier;

    (void)state;
    document_take_region(document, &region, &identifier);
    helpers_assert_text(region, "eu-west-2");
    helpers_assert_text(identifier, "d|t");
    helpers_assert_json(document, "{'DomainName':'d'}");
    document_take_region(document, &region, &identifier);
    assert_null(region);
    assert_null(identifier);
    cJSON_Delete(document);
}

static void sends_neither_read_only_properties_nor_its_own(void **state)
{
    cJSON *document =
        helpers_json("{'Region':'r','Identifier':'i','DomainName':'d','CreatedAt':'c','LastUpdatedAt':'u',"
                     "'Unheard':{'CreatedAt':1}}");
    cJSON *sendable = document_sendable(document);

    (void)state;
    helpers_assert_json(sendable, "{'DomainName':'d','Unheard':{'CreatedAt':1}}");
    cJSON_Delete(sendable);
    cJSON_Delete(document);
}

static void shows_region_first_and_unknown_properties_last(void **state)
{
    cJSON *document =
        helpers_json("{'Zeta':1,'Tags':[],'Region':'old','EventTriggerName':'t','DomainName':'d'}");
    cJSON *shown = document_presented(document, "eu-west-2", "d|t");

    (void)state;
    helpers_assert_json(
        shown, "{'Region':'eu-west-2','Identifier':'d|t','DomainName':'d','EventTriggerName':'t','Tags':[],"
               "'Zeta':1}");
    cJSON_Delete(shown);
    shown = document_presented(document, NULL, NULL);
    helpers_assert_json(shown, "{'Region':'old','DomainName':'d','EventTriggerName':'t','Tags':[],'Zeta':1}");
    cJSON_Delete(shown);
    cJSON_Delete(document);
}

static void the_identifier_needs_both_parts(void **state)
{
    static const struct {
        const char *json, *identifier;
    } cases[] = {
        {"{'DomainName':'d','EventTriggerName':'t'}", "d|t"},
        {"{'DomainName':'d'}", NULL},
        {"{'DomainName':'','EventTriggerName':'t'}", NULL},
        {"{'DomainName':5,'EventTriggerName':'t'}", NULL},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        cJSON *document = helpers_json(cases[i].json);
        char *identifier = document_identifier(document);

        if (cases[i].identifier)
            assert_string_equal(identifier, cases[i].identifier);
        else
            assert_null(identifier);
        free(identifier);
        cJSON_Delete(document);
    }
}

static void splits_both_forms_of_an_identifier(void **state)
{
    static const char *const cases[] = {
        "retail|high-value-order",
        "{\"DomainName\":\"retail\",\"EventTriggerName\":\"high-value-order\"}",
        "{\"EventTriggerName\":\"high-value-order\",\"DomainName\":\"retail\"}",
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        char *domain, *name;

        assert_true(document_split_identifier(cases[i], &domain, &name, NULL));
        helpers_assert_text(domain, "retail");
        helpers_assert_text(name, "high-value-order");
    }
}

static void refuses_other_identifiers(void **state)
{
    static const char *const cases[] = {
        "",
        "retail",
        "|",
        "retail|",
        "|name",
        "a|b|c",
        "{",
        "{\"DomainName\":\"retail\"}",
        "{\"DomainName\":\"a|b\",\"EventTriggerName\":\"c\"}",
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        char *domain, *name;
        struct err err = {0};

        assert_false(document_split_identifier(cases[i], &domain, &name, &err));
        assert_int_equal(err.code, ERR_USAGE);
        assert_true(err.hint[0]);
    }
}

/* The form opens on it: every place where the person must write shows a problem, and nothing else does. */
static void a_new_document_lacks_only_what_must_be_written(void **state)
{
    static const char *const missing[] = {
        "/EventTriggerName",
        "/ObjectTypeName",
        "/EventTriggerConditions/0/EventTriggerDimensions/0/ObjectAttributes/0/FieldName",
        "/EventTriggerConditions/0/EventTriggerDimensions/0/ObjectAttributes/0/Values",
    };
    cJSON *document = document_new("retail");
    struct problems problems = {0};

    (void)state;
    assert_false(check_document(&fields_event_trigger, document, CHECK_UNKNOWN | CHECK_SENT, &problems));
    assert_int_equal(problems.count, ARRAY_COUNT(missing));
    for (size_t i = 0; i < ARRAY_COUNT(missing); i++)
        assert_non_null(check_at(&problems, missing[i]));
    check_release(&problems);
    cJSON_Delete(document);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_an_object_and_nothing_else),
        cmocka_unit_test(takes_region_and_identifier_out),
        cmocka_unit_test(sends_neither_read_only_properties_nor_its_own),
        cmocka_unit_test(shows_region_first_and_unknown_properties_last),
        cmocka_unit_test(the_identifier_needs_both_parts),
        cmocka_unit_test(splits_both_forms_of_an_identifier),
        cmocka_unit_test(refuses_other_identifiers),
        cmocka_unit_test(a_new_document_lacks_only_what_must_be_written),
    };

    return cmocka_run_group_tests_name("model document", tests, NULL, NULL);
}
