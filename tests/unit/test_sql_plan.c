/* plan and dml: what a statement wants, what is refused, and what it asks of AWS. */
#include "helpers.h"

#include <string.h>
#include "base/array.h"
#include "base/mem.h"
#include "sql/dml.h"
#include "sql/plan.h"

/* "INSERT a=b … > returning", the SELECT behind it. */
static char *cut(const char *sql)
{
    struct plan plan;
    struct err err = {0};
    size_t fault;
    struct strbuf out = STRBUF_INIT;
    struct place_map map = {0};
    if (!plan_cut(sql, &plan, &fault, &err)) {
        strbuf_addf(&out, "%d at %zu: %s", (int)err.code, fault, err.text);
        plan_release(&plan);
        return strbuf_detach(&out);
    }
    strbuf_adds(&out, plan_word(plan.kind));
    for (size_t i = 0; i < plan.count; i++)
        strbuf_addf(&out, " %s", plan.values[i].name);
    strbuf_addf(&out, " > %.*s | ", (int)(plan.returning.end - plan.returning.start),
                sql + plan.returning.start);
    if (plan.kind != PLAN_READ)
        plan_values_select(&plan, sql, &out, &map);
    place_release(&map);
    plan_release(&plan);
    return strbuf_detach(&out);
}

static void cuts_at_top_level_keywords(void **state)
{
    (void)state;
    static const struct {
        const char *sql, *wanted;
    } cases[] = {
        {"SELECT 'INSERT' FROM x", "SELECT >  | "},
        {"with a as (select 1) select 2", "SELECT >  | "},
        {"SHOW METHODS IN x", "SELECT >  | "},
        {"INSERT INTO awscc.customerprofiles.event_triggers (DomainName, event_trigger_name, region, "
         "ClientToken)\n"
         "SELECT 'a', (SELECT 'RETURNING'), 'r', NULL\nRETURNING *",
         "INSERT DomainName EventTriggerName region ClientToken > * | SELECT 'a', (SELECT 'RETURNING'), 'r', "
         "NULL"},
        {"insert into Event_Triggers (\"DOMAINNAME\") values ('a'), ('b')",
         "INSERT DomainName >  | values ('a'), ('b')"},
        {"WITH x AS (SELECT 'd' AS d) INSERT INTO event_triggers (DomainName) SELECT d FROM x -- y",
         "INSERT DomainName >  | WITH x AS (SELECT 'd' AS d) SELECT d FROM x"},
        {"UPDATE event_triggers SET PatchDocument = string('[]'), RoleArn = 'x' WHERE region = 'r' AND\n"
         "Identifier = 'a' || '|b' AND ClientToken = CASE WHEN 1 AND 2 THEN 'x' END RETURNING Identifier AS "
         "i, ErrorCode",
         "UPDATE PatchDocument RoleArn region Identifier ClientToken > Identifier AS i, ErrorCode | SELECT "
         "(string('[]')) AS "
         "\"PatchDocument\", ('x') AS \"RoleArn\", ('r') AS \"region\", ('a' || '|b') AS \"Identifier\", "
         "(CASE WHEN 1 AND 2 THEN "
         "'x' END) AS \"ClientToken\""},
        {"DELETE FROM event_triggers WHERE Identifier == 'a|b'",
         "DELETE Identifier >  | SELECT ('a|b') AS \"Identifier\""},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++)
        helpers_assert_text(cut(cases[i].sql), cases[i].wanted);
}

static void refuses_with_the_place(void **state)
{
    (void)state;
    static const struct {
        const char *sql, *wanted;
    } cases[] = {
        {"DELETE FROM event_triggers", "3 at 26: DELETE without WHERE is refused: it names no trigger"},
        {"DELETE FROM event_triggers WHERE region = 'r'",
         "3 at 27: DELETE without Identifier is refused: it names no trigger"},
        {"UPDATE event_triggers SET PatchDocument = '[]' WHERE region = 'r'",
         "3 at 47: UPDATE without Identifier is refused: it names no trigger"},
        {"DELETE FROM event_triggers WHERE Identifier = 'a|b' OR 1",
         "3 at 52: OR is refused: a change names one trigger"},
        {"DELETE FROM event_triggers WHERE Identifier IN ('a|b')",
         "3 at 44: expected = (a change names one trigger: region = … AND Identifier = …), not IN"},
        {"DELETE FROM event_triggers WHERE Identifier = ",
         "3 at 46: expected a value, but the statement ends"},
        {"DELETE FROM event_triggers WHERE domain_name = 'x'",
         "3 at 33: domain_name is nothing that WHERE of DELETE can name"},
        {"DELETE FROM domains WHERE Identifier = 'x'",
         "3 at 12: only awscc.customerprofiles.event_triggers can be changed"},
        {"UPDATE event_triggers SET Description = 'x' WHERE 1",
         "3 at 26: Description is nothing that SET of UPDATE can name"},
        {"UPDATE event_triggers SET RoleArn = 'x' WHERE Identifier = 'a|b'",
         "3 at 40: expected PatchDocument = string('…') in SET, not WHERE"},
        {"INSERT INTO event_triggers SELECT 1",
         "3 at 27: expected ( and the names of the columns, not SELECT"},
        {"INSERT INTO event_triggers (CreatedAt) SELECT 1", "3 at 28: CreatedAt is read-only: AWS sets it"},
        {"INSERT INTO event_triggers (DomainName, domain_name) SELECT 1",
         "3 at 40: this column was given before"},
        {"INSERT INTO event_triggers (DomainName) DEFAULT VALUES",
         "3 at 40: expected SELECT or VALUES, not DEFAULT"},
        {"INSERT OR REPLACE INTO event_triggers (DomainName) SELECT 1", "3 at 7: expected INTO, not OR"},
        {"INSERT INTO event_triggers (DomainName) SELECT (1", "3 at 47: this is not closed"},
        {"INSERT INTO event_triggers (DomainName) SELECT 1)", "3 at 48: this ) has no ("},
        {"INSERT INTO event_triggers (DomainName) SELECT 1 RETURNING",
         "3 at 58: expected columns of the progress event, or *, but the statement ends"},
        {"DROP TABLE x",
         "3 at 0: DROP is refused: statements are SELECT, INSERT, UPDATE, DELETE, SHOW and DESCRIBE"},
        {"WITH x AS (SELECT 1) REPLACE INTO x SELECT 1",
         "3 at 21: REPLACE is refused: statements are SELECT, INSERT, UPDATE, DELETE, SHOW and DESCRIBE"},
        {"  attach 'x' as y",
         "3 at 2: ATTACH is refused: statements are SELECT, INSERT, UPDATE, DELETE, SHOW and DESCRIBE"},
        {"'x", "3 at 0: these quotes do not end"},
        {"", "3 at 0: expected a statement, but the statement ends"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++)
        helpers_assert_text(cut(cases[i].sql), cases[i].wanted);
}

/* The change of one row, or the failure. */
static char *change(const char *sql, const char *const *cells)
{
    struct plan plan;
    struct dml_change made;
    struct err err = {0};
    size_t fault;
    struct strbuf out = STRBUF_INIT;
    assert_true(plan_cut(sql, &plan, &fault, &err));
    if (dml_change(&plan, cells, &made, &fault, &err)) {
        char *tree = json_print(made.document != NULL ? made.document : made.patch);
        strbuf_addf(&out, "%s %s %s %s", made.region != NULL ? made.region : "-",
                    made.identifier != NULL ? made.identifier : "-",
                    made.client_token != NULL ? made.client_token : "-", tree);
        free(tree);
    } else {
        strbuf_addf(&out, "%d at %zu: %s", (int)err.code, fault, err.text);
    }
    dml_release(&made);
    plan_release(&plan);
    return strbuf_detach(&out);
}

static void a_row_becomes_a_change(void **state)
{
    (void)state;
    static const char insert[] =
        "INSERT INTO event_triggers (DomainName, EventTriggerName, EventTriggerConditions, region, "
        "Description, ClientToken) SELECT 1";
    static const char update[] =
        "UPDATE event_triggers SET PatchDocument = 1 WHERE Identifier = 1 AND region = 1";
    helpers_assert_text(
        change(insert, (const char *const[]){"d", "n", "[1]", "r", NULL, "t"}),
        "r d|n t {\"DomainName\":\"d\",\"EventTriggerName\":\"n\",\"EventTriggerConditions\":[1]}");
    helpers_assert_text(change(insert, (const char *const[]){"d", "n", "[", "r", "7", "t"}),
                        "3 at 58: EventTriggerConditions: line 1, column 2: the text ends too early");
    helpers_assert_text(change(insert, (const char *const[]){"d", "n", "[]", NULL, "7", "t"}),
                        "3 at 82: region is NULL");
    helpers_assert_text(change(insert, (const char *const[]){"d", "n", "[]", "r", "7", "a b"}),
                        "3 at 103: ClientToken wants 1 to 128 of the characters A-Z a-z 0-9 - + / =");
    helpers_assert_text(
        change(update, (const char *const[]){"[{\"op\":\"add\",\"path\":\"/Description\",\"value\":\"x\"}]",
                                             "d|n", "r"}),
        "r d|n - [{\"op\":\"add\",\"path\":\"/Description\",\"value\":\"x\"}]");
    helpers_assert_text(
        change(update, (const char *const[]){"[{\"op\":\"add\",\"path\":\"/DomainName\",\"value\":\"x\"},"
                                             "{\"op\":\"remove\",\"path\":\"/CreatedAt\"}]",
                                             "d|n", "r"}),
        "3 at 26: PatchDocument: the patch writes DomainName, CreatedAt, which cannot be changed; nothing "
        "was sent");
    helpers_assert_text(change(update, (const char *const[]){"{}", "d|n", "r"}),
                        "3 at 26: PatchDocument: a patch is a JSON array of operations");
    helpers_assert_text(change(update, (const char *const[]){"[]", NULL, "r"}),
                        "3 at 50: Identifier is NULL");
}

static char *after(const char *patch_text, const char *live_text)
{
    struct dml_change made = {.kind = PLAN_UPDATE, .patch = helpers_json(patch_text)};
    struct err err = {0};
    cJSON *live = helpers_json(live_text), *tree = dml_after(&made, live, &err);
    char *text = tree != NULL ? json_print(tree) : mem_printf("%d %s", (int)err.code, err.text);
    cJSON_Delete(tree);
    cJSON_Delete(live);
    dml_release(&made);
    return text;
}

static void a_patch_is_applied_to_what_was_read(void **state)
{
    (void)state;
    static const char live[] = "{'DomainName':'d','Description':'a','Tags':[]}";
    helpers_assert_text(after("[{'op':'add','path':'/Description','value':'b'}]", live),
                        "{\"DomainName\":\"d\",\"Description\":\"b\",\"Tags\":[]}");
    helpers_assert_text(after("[{'op':'replace','path':'','value':{'DomainName':'e'}}]", live),
                        "3 the patch changes DomainName, which cannot be changed; nothing was sent");
    helpers_assert_text(after("[{'op':'replace','path':'','value':3}]", live),
                        "3 the patch leaves no trigger");
    char *failed = after("[{'op':'test','path':'/Description','value':'b'}]", live);
    assert_int_equal(strncmp(failed, "5 PatchDocument: ", 17), 0);
    free(failed);
}

static void returning_is_a_select_over_the_events(void **state)
{
    (void)state;
    static const char sql[] =
        "DELETE FROM event_triggers WHERE Identifier = 1 RETURNING Identifier AS i -- x";
    struct plan plan;
    struct err err = {0};
    size_t fault;
    struct strbuf out = STRBUF_INIT;
    struct place_map map = {0};
    cJSON *events = helpers_json("[{'Identifier':'o|b','EventTime':1.5,'ResourceModel':{'a':1}}]");
    json_set_text(events->child, "StatusMessage", "it's");
    assert_true(plan_cut(sql, &plan, &fault, &err));
    dml_returning_select(&plan, sql, events, &out, &map);
    assert_non_null(strstr(
        out.text, "AS (VALUES (NULL, 1.5, 'o|b', NULL, NULL, NULL, '{\"a\":1}', NULL, 'it''s', NULL)) SELECT "
                  "Identifier AS i FROM ProgressEvent"));
    assert_int_equal(place_find(&map, (size_t)(strstr(out.text, "AS i") - out.text)),
                     strstr(sql, "AS i") - sql);
    strbuf_release(&out);
    place_release(&map);
    cJSON_Delete(events);
    plan_release(&plan);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cuts_at_top_level_keywords),
        cmocka_unit_test(refuses_with_the_place),
        cmocka_unit_test(a_row_becomes_a_change),
        cmocka_unit_test(a_patch_is_applied_to_what_was_read),
        cmocka_unit_test(returning_is_a_select_over_the_events),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
