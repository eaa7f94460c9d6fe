/* vars: {{ name }} in documents, and what stands there then. */
#include "helpers.h"

#include <string.h>

#include "model/vars.h"

static cJSON *find(const char *name, void *context)
{
    return cJSON_Duplicate(json_get(context, name), true);
}

/* Appends "pointer name;". */
static void note(const char *pointer, const char *name, void *context)
{
    strbuf_addf(context, "%s %s;", pointer, name);
}

static void assert_filled(const char *values, const char *document, const char *wanted, const char *unfilled)
{
    struct vars vars = {find, helpers_json(values)};
    struct strbuf noted = STRBUF_INIT;
    cJSON *tree = helpers_json(document);
    vars_fill(&vars, tree, note, &noted);
    helpers_assert_json(tree, wanted);
    helpers_assert_text(strbuf_detach(&noted), unfilled);
    cJSON_Delete(tree);
    cJSON_Delete(vars.context);
}

static void texts_are_filled_wherever_they_are(void **state)
{
    (void)state;
    assert_filled("{'a':'x','b':'y'}", "{'Description':'{{ a }}-{{b}} {{\\ta}}','L':[{'T':'{{ b }}'}],'N':1}",
                  "{'Description':'x-y x','L':[{'T':'y'}],'N':1}", "");
    assert_filled("{}", "{'Description':'{ { a }} {{ a }','S':'}} {{'}",
                  "{'Description':'{ { a }} {{ a }','S':'}} {{'}", "");
}

static void a_value_is_of_the_kind_that_its_place_wants(void **state)
{
    (void)state;
    assert_filled(
        "{'n':7,'tags':[{'Key':'k','Value':'{{ n }}'}]}",
        "{'Description':'{{ n }}','EventTriggerLimits':{'EventExpiration':'{{ n }}'},'Tags':'{{ tags }}'}",
        "{'Description':'7','EventTriggerLimits':{'EventExpiration':7},'Tags':[{'Key':'k','Value':'7'}]}",
        "");
}

static void json_text_is_what_it_says_where_no_text_is_wanted(void **state)
{
    (void)state;
    assert_filled(
        "{'n':'7','l':'[1]','w':'soon'}",
        "{'Description':'{{ n }}','EventTriggerLimits':{'EventExpiration':'{{ n }}','Periods':'{{ w }}'},"
        "'Tags':'{{ l }}','Odd':'{{ l }}'}",
        "{'Description':'7','EventTriggerLimits':{'EventExpiration':7,'Periods':'soon'},'Tags':[1],"
        "'Odd':'[1]'}",
        "");
}

static void what_has_no_value_is_named_and_stays(void **state)
{
    (void)state;
    assert_filled("{'a':null,'c':'{{ c }}'}",
                  "{'Description':'{{ a }} {{ b | upper }}','Tags':[{'Key':'{{ c }}'}]}",
                  "{'Description':'{{ a }} {{ b | upper }}','Tags':[{'Key':'{{ c }}'}]}",
                  "/Description a;/Description b | upper;/Tags/0/Key c;");
}

static void a_list_within_itself_ends(void **state)
{
    struct vars vars = {find, helpers_json("{'a':['{{ a }}']}")};
    struct strbuf noted = STRBUF_INIT;
    cJSON *tree = helpers_json("{'Odd':'{{ a }}'}");
    (void)state;
    vars_fill(&vars, tree, note, &noted);
    assert_non_null(strstr(noted.text, " a;"));
    strbuf_release(&noted);
    cJSON_Delete(tree);
    cJSON_Delete(vars.context);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_filled_wherever_they_are),
        cmocka_unit_test(a_value_is_of_the_kind_that_its_place_wants),
        cmocka_unit_test(json_text_is_what_it_says_where_no_text_is_wanted),
        cmocka_unit_test(what_has_no_value_is_named_and_stays),
        cmocka_unit_test(a_list_within_itself_ends),
    };
    json_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
