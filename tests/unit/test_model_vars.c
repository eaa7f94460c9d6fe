/* vars: {{ name }} in documents, and the files that give the values. */
#include "helpers.h"

#include <string.h>

#include "model/vars.h"

static void read(struct vars *vars, const char *text)
{
    struct err err = {0};
    if (!vars_read(vars, text, strlen(text), &err))
        fail_msg("%s", err.text);
}

static void each_kind_of_file_is_read(void **state)
{
    static const char *const texts[] = {
        "{\"a\": \"x\", \"n\": 7}",
        "# mine\na: x\nn: 7\n",
        "version: 1\nglobals:\n- name: a\n  value: x\n- {name: n, value: 7, description: odd}\n- name: "
        "none\n",
    };
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct vars vars = {0};
        read(&vars, texts[i]);
        helpers_assert_json(vars.values, "{'a':'x','n':7}");
        vars_release(&vars);
    }
}

static void bad_files_are_refused_with_their_place(void **state)
{
    static const char *const texts[] = {"a: 1\na: 2\n", "{\"a\": 1", "a: [1\n", "\tb: 1\n"};
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct vars vars = {0};
        struct err err = {0};
        assert_false(vars_read(&vars, texts[i], strlen(texts[i]), &err));
        assert_int_equal(err.code, ERR_INVALID);
        assert_non_null(strstr(err.text, "line "));
        assert_null(vars.values);
    }
}

/* Appends "pointer name;". */
static void note(const char *pointer, const char *name, void *context)
{
    strbuf_addf(context, "%s %s;", pointer, name);
}

static void assert_filled(const char *values, const char *document, const char *wanted, const char *unfilled)
{
    struct vars vars = {helpers_json(values)};
    struct strbuf noted = STRBUF_INIT;
    cJSON *tree = helpers_json(document);
    vars_fill(&vars, tree, note, &noted);
    helpers_assert_json(tree, wanted);
    helpers_assert_text(strbuf_detach(&noted), unfilled);
    cJSON_Delete(tree);
    vars_release(&vars);
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
    struct vars vars = {helpers_json("{'a':['{{ a }}']}")};
    struct strbuf noted = STRBUF_INIT;
    cJSON *tree = helpers_json("{'Odd':'{{ a }}'}");
    (void)state;
    vars_fill(&vars, tree, note, &noted);
    assert_non_null(strstr(noted.text, " a;"));
    strbuf_release(&noted);
    cJSON_Delete(tree);
    vars_release(&vars);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_kind_of_file_is_read),
        cmocka_unit_test(bad_files_are_refused_with_their_place),
        cmocka_unit_test(texts_are_filled_wherever_they_are),
        cmocka_unit_test(a_value_is_of_the_kind_that_its_place_wants),
        cmocka_unit_test(what_has_no_value_is_named_and_stays),
        cmocka_unit_test(a_list_within_itself_ends),
    };
    json_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
