/* edit_text: a trigger as a text for an editor, and back. */
#include "helpers.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "model/edit_text.h"
#include "model/yaml.h"

static const char trigger[] =
    "{'DomainName':'retail','EventTriggerName':'t','ObjectTypeName':'Order','Unheard':{'a':[1,'no']},"
    "'EventTriggerConditions':[{'EventTriggerDimensions':[{'ObjectAttributes':[{'FieldName':'total',"
    "'ComparisonOperator':'EQUAL','Values':['500']}]}],'LogicalOperator':'ALL'}],'CreatedAt':'c','"
    "LastUpdatedAt':'u',"
    "'Tags':[{'Key':'aws:stack','Value':'s'},{'Key':'team','Value':'cx'}]}";

struct fixture {
    cJSON *document;
    struct edit_text what;
    char *text;
};

static struct fixture begin(bool existing, bool json)
{
    struct fixture f = {.document = helpers_json(trigger)};

    f.what = (struct edit_text){f.document, "eu-west-2", existing, json};
    f.text = edit_text_write(&f.what);
    return f;
}

static void end(struct fixture *f)
{
    cJSON_Delete(f->document);
    free(f->text);
}

/* The text with one piece in place of another. free(). */
static char *with(const char *text, const char *old, const char *new)
{
    const char *at = strstr(text, old);

    assert_non_null(at);
    return mem_printf("%.*s%s%s", (int)(at - text), text, new, at + strlen(old));
}

static void as_it_was_it_is_the_same_document(void **state)
{
    (void)state;
    for (int i = 0; i < 4; i++) {
        struct fixture f = begin(i & 1, i & 2);
        struct edit_text_result result;

        edit_text_read(&f.what, f.text, &result);
        assert_int_equal(result.wrong.count, 0);
        assert_null(result.returned);
        if (!json_equal(result.document, f.document))
            fail_msg("%s\n%s", f.text, json_print(result.document));
        edit_text_release(&result);
        end(&f);
    }
}

static void what_cannot_change_stands_in_comments(void **state)
{
    struct fixture f = begin(true, false);

    (void)state;
    assert_non_null(strstr(f.text, "# EventTriggerName: t (cannot change once the trigger exists)\n"));
    assert_non_null(strstr(f.text, "# LastUpdatedAt: u (is read-only)\n"));
    assert_non_null(strstr(f.text, "# Tag aws:stack: s (AWS's own: it stays)\n"));
    assert_null(strstr(f.text, "\nDomainName:"));
    assert_null(strstr(f.text, "Key: aws:stack"));
    end(&f);
    f = begin(false, false);
    assert_non_null(strstr(f.text, "\nDomainName: retail\n"));
    end(&f);
}

/* Editors of other systems. */
static void other_ends_of_lines_and_a_mark_on_top_mean_nothing(void **state)
{
    struct fixture f = begin(true, false);
    struct strbuf text = STRBUF_INIT;
    struct edit_text_result result;

    (void)state;
    strbuf_adds(&text, "\xef\xbb\xbf");
    for (const char *p = f.text; *p; p++)
        strbuf_adds(&text, *p == '\n' ? "\r\n" : (char[]){*p, '\0'});
    edit_text_read(&f.what, text.text, &result);
    assert_int_equal(result.wrong.count, 0);
    assert_true(json_equal(result.document, f.document));
    edit_text_release(&result);
    strbuf_release(&text);
    end(&f);
}

static void changing_it_is_wrong(void **state)
{
    static const char *const added[] = {"DomainName: other\n", "LastUpdatedAt: later\n",
                                        "Region: us-east-1\n"};
    static const char *const said[] = {"/DomainName: cannot change", "/LastUpdatedAt: is read-only",
                                       "/Region: "};

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        struct fixture f = begin(true, false);
        char *text = mem_printf("%s%s", f.text, added[i]);
        struct edit_text_result result;

        edit_text_read(&f.what, text, &result);
        assert_int_equal(result.wrong.count, 1);
        assert_non_null(strstr(result.wrong.items[0], said[i]));
        assert_true(json_equal(result.document, f.document));
        assert_non_null(strstr(result.locked, "cannot change"));
        edit_text_release(&result);
        free(text);
        end(&f);
    }
}

/* The line that is named is the one in the text that goes back. */
static void assert_names_its_line(const struct edit_text_result *result, const char *wanted)
{
    const char *line = result->returned;
    size_t number = strtoul(result->wrong.items[0] + strlen("line "), NULL, 10);

    while (--number > 0)
        line = strchr(line, '\n') + 1;
    assert_non_null(strstr(line, wanted));
    assert_true(strstr(line, wanted) < strchr(line, '\n'));
    assert_non_null(strstr(result->returned, result->wrong.items[0]));
}

static void a_broken_rule_goes_back_with_its_place(void **state)
{
    (void)state;
    for (int json = 0; json < 2; json++) {
        struct fixture f = begin(true, json);
        char *text = json ? with(f.text, "\"LogicalOperator\": \"ALL\"", "\"LogicalOperator\": \"MOST\"")
                          : with(f.text, "LogicalOperator: ALL", "LogicalOperator: MOST");
        struct edit_text_result result, again;

        edit_text_read(&f.what, text, &result);
        assert_non_null(result.document);
        assert_int_equal(result.wrong.count, 1);
        assert_names_its_line(&result, "MOST");
        edit_text_read(&f.what, result.returned, &again);
        assert_string_equal(again.returned, result.returned); /* what was said before does not pile up */
        edit_text_release(&again);
        edit_text_release(&result);
        free(text);
        end(&f);
    }
}

/* A slip alone is no reason to give the text back; with another reason it is named at its line, too. */
static void a_slip_is_kept_and_named_at_its_line(void **state)
{
    struct fixture f = begin(true, false);
    char *slip = with(f.text, "LogicalOperator: ALL", "LogicalOperatr: x\n    LogicalOperator: ALL");
    char *both = with(slip, "LogicalOperator: ALL", "LogicalOperator: MOST");
    struct edit_text_result result;
    const char *line;
    size_t number;

    (void)state;
    edit_text_read(&f.what, slip, &result);
    assert_non_null(result.document);
    assert_int_equal(result.wrong.count, 0);
    assert_null(result.returned);
    edit_text_release(&result);
    edit_text_read(&f.what, both, &result);
    assert_int_equal(result.wrong.count, 1);
    assert_names_its_line(&result, "MOST");
    line = strstr(result.returned, "#!   line ");
    line = strstr(line + 1, "#!   line ");
    assert_int_equal(sscanf(line, "#!   line %zu", &number), 1);
    assert_non_null(strstr(line, "/EventTriggerConditions/0/LogicalOperatr: unknown property; did you mean "
                                 "LogicalOperator? It is kept as it is\n"));
    for (line = result.returned; --number > 0; line = strchr(line, '\n') + 1)
        ;
    assert_true(strstr(line, "LogicalOperatr: x") < strchr(line, '\n'));
    edit_text_release(&result);
    free(slip);
    free(both);
    end(&f);
}

static void a_text_that_cannot_be_read_goes_back_whole(void **state)
{
    struct fixture f = begin(true, false);
    char *text = mem_printf("%s\tbad: [\n", f.text);
    struct edit_text_result result;

    (void)state;
    edit_text_read(&f.what, text, &result);
    assert_null(result.document);
    assert_int_equal(result.wrong.count, 1);
    assert_names_its_line(&result, "bad: [");
    assert_string_equal(result.returned + strlen(result.returned) - strlen(text), text);
    edit_text_release(&result);
    free(text);
    end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(as_it_was_it_is_the_same_document),
        cmocka_unit_test(what_cannot_change_stands_in_comments),
        cmocka_unit_test(other_ends_of_lines_and_a_mark_on_top_mean_nothing),
        cmocka_unit_test(changing_it_is_wrong),
        cmocka_unit_test(a_broken_rule_goes_back_with_its_place),
        cmocka_unit_test(a_slip_is_kept_and_named_at_its_line),
        cmocka_unit_test(a_text_that_cannot_be_read_goes_back_whole),
    };

    text_init();
    return cmocka_run_group_tests_name("model edit_text", tests, NULL, NULL);
}
