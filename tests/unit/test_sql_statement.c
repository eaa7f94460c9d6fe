/* statement: a file in its statements, and anchors. */
#include "helpers.h"

#include <string.h>
#include "base/array.h"
#include "base/mem.h"
#include "sql/statement.h"

/* "anchor:text" of each, parted by |. */
static char *split(const char *text, const char *anchor)
{
    struct statements list;
    struct err err = {0};
    size_t fault;
    struct strbuf out = STRBUF_INIT;
    assert_true(statement_split(text, &list, &fault, &err));
    if (anchor == NULL || statement_select(&list, anchor, &err))
        for (size_t i = 0; i < list.count; i++) {
            const struct statement *one = &list.items[i];
            strbuf_addf(&out, "%s%s:%.*s%s", i > 0 ? "|" : "", one->anchor != NULL ? one->anchor : "",
                        (int)(one->end - one->start), text + one->start, one->awaits ? "!" : "");
        }
    else
        strbuf_addf(&out, "%d %s; %s", (int)err.code, err.text, err.hint);
    statement_release(&list);
    return strbuf_detach(&out);
}

static void parts_at_semicolons_outside_of_everything(void **state)
{
    (void)state;
    static const struct {
        const char *text, *wanted;
    } cases[] = {
        {"a; b ;;\n c", ":a|:b|:c"},
        {"a ';' \"x;y\" [;] `;` -- ; z\n b /* ; */; c", ":a ';' \"x;y\" [;] `;` -- ; z\n b|:c"},
        {"'it''s;'; b", ":'it''s;'|:b"},
        {"'{{ { \"A\": ';' } | f }}'; {{ \";\" }}", ":'{{ { \"A\": ';' } | f }}'|:{{ \";\" }}"},
        {" -- only a comment\n /* x */ ;", ""},
        {"", ""},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++)
        helpers_assert_text(split(cases[i].text, NULL), cases[i].wanted);
}

static const char file[] = "/*+ exists, retries=5, retry_delay=2 */\nSELECT 1\n"
                           "/*+ Create */\nINSERT /*+ AWAIT */ a;\n"
                           "  /*+ update */ UPDATE b; UPDATE c;\n"
                           "/*+ postdeploy */ SELECT /*+ inner */ 2;";

static void anchors_hold_up_to_the_next(void **state)
{
    (void)state;
    helpers_assert_text(split(file, NULL),
                        "exists:SELECT 1|create:INSERT /*+ AWAIT */ a!|update:UPDATE b|update:UPDATE c|"
                        "statecheck:SELECT /*+ inner */ 2");
    helpers_assert_text(split(file, "CREATE"), "create:INSERT /*+ AWAIT */ a!");
    helpers_assert_text(split(file, "update"), "update:UPDATE b|update:UPDATE c");
    helpers_assert_text(split(file, "preflight"), "exists:SELECT 1");
    helpers_assert_text(split(file, "statecheck"), "statecheck:SELECT /*+ inner */ 2");
    helpers_assert_text(
        split(file, "delete"),
        "2 no statement has the anchor delete; there are: exists, create, update, statecheck");
}

static void what_does_not_end_has_its_place(void **state)
{
    (void)state;
    static const struct {
        const char *text, *words;
        size_t fault;
    } cases[] = {
        {"a; 'b", "quotes", 3},
        {"a /* b", "comment", 2},
        {"a '{{ x }'", "{{", 3},
        {"{{ 'x", "{{", 0},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct statements list;
        struct err err = {0};
        size_t fault = 99;
        assert_false(statement_split(cases[i].text, &list, &fault, &err));
        assert_int_equal(err.code, ERR_INVALID);
        assert_int_equal(fault, cases[i].fault);
        assert_non_null(strstr(err.text, cases[i].words));
        statement_release(&list);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_at_semicolons_outside_of_everything),
        cmocka_unit_test(anchors_hold_up_to_the_next),
        cmocka_unit_test(what_does_not_end_has_its_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
