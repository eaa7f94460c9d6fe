/* complete: what Tab offers in a statement. */
#include "helpers.h"

#include <string.h>
#include "base/array.h"
#include "base/mem.h"
#include "sql/complete.h"

/* The word that was begun, and what may stand for it: "re: region, …"; | in the text is the cursor. */
static char *offers(const char *marked)
{
    struct texts list = {0};
    struct strbuf out = STRBUF_INIT;
    const char *bar = strchr(marked, '|');
    char *text = mem_printf("%.*s%s", (int)(bar - marked), marked, bar + 1);
    size_t cursor = (size_t)(bar - marked), start = complete_find(text, cursor, &list);
    strbuf_addf(&out, "%.*s:", (int)(cursor - start), text + start);
    for (size_t i = 0; i < list.count; i++)
        strbuf_addf(&out, "%s%s", i > 0 ? ", " : " ", list.items[i]);
    texts_release(&list);
    free(text);
    return strbuf_detach(&out);
}

static void what_fits_the_place_is_offered(void **state)
{
    static const struct {
        const char *text, *wanted;
    } cases[] = {
        /* keywords, in the case that was begun in */
        {"|", ":"},
        {"sel|", "sel: select"},
        {"SEL|", "SEL: SELECT"},
        /* tables, short and whole */
        {"SELECT 1 FROM |",
         ": event_triggers, event_triggers_list_only, domains, object_types, object_type_fields, "
         "segment_definitions, integrations, operations"},
        {"select 1 from do|", "do: domains"},
        {"SELECT 1 FROM DOM|", "DOM: domains"},
        {"SELECT 1 FROM awscc.customerprofiles.do|",
         "awscc.customerprofiles.do: awscc.customerprofiles.domains"},
        {"SELECT 1 FROM awscc.cust|omer WHERE",
         "awscc.cust: awscc.customerprofiles.event_triggers, "
         "awscc.customerprofiles.event_triggers_list_only, "
         "awscc.customerprofiles.domains, awscc.customerprofiles.object_types, "
         "awscc.customerprofiles.object_type_fields, awscc.customerprofiles.segment_definitions, "
         "awscc.customerprofiles.integrations, awscc.customerprofiles.operations"},
        {"DESCRIBE seg|", "seg: segment_definitions"},
        {"SHOW METHODS IN inte|", "inte: integrations"},
        {"UPDATE event_triggers_|", "event_triggers_: event_triggers_list_only"},
        /* columns of the tables that the statement names, wherever it does */
        {"SELECT uri, wor| FROM integrations", "wor: workflow_id"},
        {"SELECT wor|", "wor:"},
        {"SELECT segm|", "segm: segment_filter"},
        {"DESCRIBE METHOD DOM|", "DOM: domains"},
        {"SELECT i.| FROM integrations AS i, domains d",
         ": region, domain_name, uri, workflow_id, event_trigger_names, object_type_names"},
        {"SELECT d.d| FROM integrations AS i, domains d", "d: domain_name"},
        {"SELECT domains.d| FROM domains", "d: domain_name"},
        {"SELECT x.d| FROM domains d", "d:"},
        {"UPDATE event_triggers SET Patch|", "Patch: PatchDocument"},
        /* functions, SQLite's and StackQL's */
        {"SELECT json_ea|", "json_ea: json_each"},
        {"SELECT split_|", "split_: split_part"},
        {"SELECT load_ext|", "load_ext:"},
        /* nothing within texts and comments */
        {"SELECT 'sel|", ":"},
        {"SELECT 1 -- sel|", ":"},
        {"SELECT /* sel|", ":"},
        {"SELECT '{{ sel|", ":"},
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++)
        helpers_assert_text(offers(cases[i].text), cases[i].wanted);
}

/* Wherever the cursor stands, also within characters. */
static void any_place_of_any_text_is_taken(void **state)
{
    static const char *const texts[] = {
        "SELECT t.\xe9\x8a\x80, \"a\".b. FROM awscc.customerprofiles.event_triggers AS t, awscc..x WHERE '' "
        "= {{ }",
        "INSERT INTO event_triggers (",
        ". . .",
        "/* \n */ -- \n SHOW METHODS IN awscc.",
        "{{ '' }} [",
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(texts); i++)
        for (size_t cursor = 0; cursor <= strlen(texts[i]); cursor++) {
            struct texts list = {0};
            assert_true(complete_find(texts[i], cursor, &list) <= cursor);
            texts_release(&list);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_fits_the_place_is_offered),
                                       cmocka_unit_test(any_place_of_any_text_is_taken)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
