/* evaluate, functions and expression: what SQLite is let do, what cuts it off, and the functions beside its own. */
#include "helpers.h"

#include <string.h>
#include <sqlite3.h>
#include "base/array.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "sql/evaluate.h"
#include "sql/functions.h"

struct answer {
    struct strbuf text; /* cells, each behind a |; numbers behind a # */
    size_t asked, stop_after;
};

static void take_column(const char *name, void *context)
{
    (void)name;
    (void)context;
}

static void take_cell(const char *text, bool is_number, void *context)
{
    struct answer *answer = context;
    strbuf_addf(&answer->text, "%s%s", is_number ? "#" : "|", text != NULL ? text : "NULL");
}

static bool stop(void *context)
{
    struct answer *answer = context;
    return ++answer->asked > answer->stop_after;
}

/* The cells, or "PLACE: sentence". free(). */
static char *evaluated(const char *sql)
{
    struct answer answer = {STRBUF_INIT, 0, 1000000};
    const struct evaluate_taker taker = {take_column, take_cell, stop, &answer};
    struct err err = {0};
    size_t fault;
    if (!evaluate_select(sql, NULL, &taker, &fault, &err)) {
        strbuf_reset(&answer.text);
        assert_int_equal(err.code, ERR_INVALID);
        strbuf_addf(&answer.text, "%zu: %s", fault, err.text);
    }
    return strbuf_detach(&answer.text);
}

struct evaluate_case {
    const char *expression, *wanted;
};

static void check(const struct evaluate_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char *sql = mem_printf("SELECT %s", cases[i].expression);
        helpers_assert_text(evaluated(sql), cases[i].wanted);
        free(sql);
    }
}

static void json_and_policies_are_compared(void **state)
{
    (void)state;
    static const struct evaluate_case cases[] = {
        {"json_equal('{\"a\":1,\"b\":[1,2]}', ' {\"b\":[1,2], \"a\":1}')", "#1"},
        {"json_equal('[1,2]', '[2,1]')", "#0"},
        {"json_equal('[1', '[1')", "#0"},
        {"json_equal(NULL, '1')", "|NULL"},
        {"aws_policy_equal('{\"Action\":[\"a\",\"b\"]}', '{\"Action\":[\"b\",\"a\"]}')", "#1"},
        {"aws_policy_equal('{\"Statement\":[{\"Action\":\"a\"}]}', '{\"Statement\":{\"Action\":[\"a\"]}}')",
         "#1"},
        {"aws_policy_equal('[[[1]]]', '1')", "#0"},
        {"aws_policy_equal('[[[1]]]', '[1]')", "#1"},
        {"aws_policy_equal('{\"a\":[]}', '{\"a\":\"\"}')", "#0"},
        {"string('{\"a\":1}')", "|{\"a\":1}"},
    };
    check(cases, ARRAY_COUNT(cases));
}

static void parts_are_counted_from_either_end(void **state)
{
    (void)state;
    static const struct evaluate_case cases[] = {
        {"split_part('a|b|c', '|', 1)", "|a"},   {"split_part('a|b|c', '|', 3)", "|c"},
        {"split_part('a|b|c', '|', -1)", "|c"},  {"split_part('a|b|c', '|', -3)", "|a"},
        {"split_part('a|b|c', '|', 0)", "|"},    {"split_part('a|b|c', '|', 4)", "|"},
        {"split_part('a|b|c', '|', -4)", "|"},   {"split_part('a--b', '--', 2)", "|b"},
        {"split_part('abc', '', 1)", "|abc"},    {"split_part('abc', '', 2)", "|"},
        {"split_part('', '|', 1)", "|"},         {"split_part(NULL, '|', 1)", "|NULL"},
        {"split_part('a', '|', NULL)", "|NULL"}, {"split_part('a', '|', -9223372036854775808)", "|"},
    };
    check(cases, ARRAY_COUNT(cases));
}

static void expressions_match(void **state)
{
    (void)state;
    static const struct evaluate_case cases[] = {
        {"regexp_like('vip-order', '^vip-')", "#1"},
        {"'vip-order' REGEXP 'x'", "#0"},
        {"regexp_like(NULL, 'a'), regexp_like('a', NULL)", "|NULL|NULL"},
        {"regexp_substr('total: 120 EUR', '\\d+'), regexp_substr('abc', '\\d')", "|120|NULL"},
        {"regexp_substr('a_1 b', '[\\w]+'), regexp_substr('a.b', '[\\.]'), regexp_substr('x]y', '[]]')",
         "|a_1|.|]"},
        {"regexp_substr('[a]', '\\[[[:alpha:]]\\]')", "|[a]"},
        {"regexp_replace('a1b22', '[0-9]+', '<$0>')", "|a<1>b<22>"},
        {"regexp_replace('john smith', '(\\w+) (\\w+)', '$2 $1 $$ $9')", "|smith john $ "},
        {"regexp_replace('aaa', '^a', 'x'), regexp_replace('one tot', '\\bt', 'T')", "|xaa|one Tot"},
        {"regexp_replace('é', '', '-'), regexp_replace('', 'x*', '-')", "|-é-|-"},
        {"regexp_replace('abc', 'b', NULL)", "|NULL"},
    };
    check(cases, ARRAY_COUNT(cases));
}

static void expressions_that_mean_another_thing_are_refused(void **state)
{
    (void)state;
    static const char *const patterns[] = {"(?i)a",
                                           "a*?",
                                           "a{2}+",
                                           "(a)\\1",
                                           "\\pL",
                                           "\\",
                                           "[a",
                                           "[\\]]",
                                           "a{999}{999}",
                                           "a{2000}",
                                           "(((a{20}){20}){20})",
                                           "("};
    for (size_t i = 0; i < ARRAY_COUNT(patterns); i++) {
        char *sql = mem_printf("SELECT regexp_like('a', '%s')", patterns[i]);
        char *got = evaluated(sql);
        assert_non_null(strstr(got, "a regular expression "));
        free(got);
        free(sql);
    }
    helpers_assert_text(evaluated("SELECT regexp_like('a', printf('%.501c', 'a'))"),
                        "0: a regular expression may not have more than 500 bytes");
    helpers_assert_text(evaluated("SELECT regexp_like(printf('%.40000c', 'a'), 'a')"),
                        "0: a regular expression looks at texts of up to 32 KiB");
}

static void nothing_but_reading_is_let_through(void **state)
{
    (void)state;
    static const char *const statements[] = {
        "CREATE TABLE x (y)",
        "CREATE TEMP TABLE x (y)",
        "CREATE VIEW x AS SELECT 1",
        "CREATE VIRTUAL TABLE x USING fts5(y)",
        "DROP TABLE x",
        "DELETE FROM x",
        "ATTACH '/tmp/x' AS y",
        "ATTACH ':memory:' AS y",
        "PRAGMA user_version",
        "PRAGMA temp_store_directory = '/tmp'",
        "BEGIN",
        "SAVEPOINT x",
        "VACUUM INTO '/tmp/x'",
        "ANALYZE",
    };
    for (size_t i = 0; i < ARRAY_COUNT(statements); i++) {
        char *got = evaluated(statements[i]);
        if (strstr(got, "not authorized") == NULL && strstr(got, "no such table") == NULL &&
            strstr(got, "authorization denied") == NULL)
            fail_msg("%s: %s", statements[i], got);
        free(got);
    }
}

static void tables_of_sqlite_are_none(void **state)
{
    (void)state;
    static const char *const names[] = {"sqlite_master",
                                        "sqlite_schema",
                                        "sqlite_temp_schema",
                                        "sqlite_temp_master",
                                        "SQLITE_MASTER",
                                        "pragma_database_list",
                                        "pragma_table_list",
                                        "pragma_table_info('domains')",
                                        "pragma_compile_options",
                                        "dbstat",
                                        "sqlite_dbpage",
                                        "sqlite_stmt",
                                        "bytecode('SELECT 1')",
                                        "fts3tokenize",
                                        "rtree",
                                        "fsdir('/')",
                                        "generate_series(1, 2)"};
    static const char *const forms[] = {"SELECT * FROM %s", "SELECT 1   FROM %s",
                                        "SELECT 1, (SELECT count(*) FROM %s)"};
    for (size_t i = 0; i < ARRAY_COUNT(names) * ARRAY_COUNT(forms); i++) {
        const char *name = names[i / ARRAY_COUNT(forms)], *form = forms[i % ARRAY_COUNT(forms)];
        char *sql =
            mem_printf("%.*s%s%s", (int)(strchr(form, '%') - form), form, name, strchr(form, '%') + 2);
        char *wanted =
            mem_printf("%td: no such table: %.*s", strchr(form, '%') - form, (int)strcspn(name, "("), name);
        char *got = evaluated(sql);
        if (strcmp(got, wanted) != 0)
            fail_msg("%s: %s", sql, got);
        free(got);
        free(wanted);
        free(sql);
    }
}

/* One of each name, with as many arguments as it wants. */
static bool is_called(const char *name, const char *after)
{
    static const char *const arguments[] = {"",          "1",       "1, 1",       "1, 1, 1", "'{}'",
                                            "'{}', '$'", "'%d', 1", "'{}', '{}'", "0.5",     "1, 0.5"};
    for (size_t i = 0; i < ARRAY_COUNT(arguments); i++) {
        char *sql = mem_printf("SELECT %s(%s) %s", name, arguments[i], after);
        char *got = evaluated(sql);
        bool fine = *got == '#' || *got == '|' || strstr(got, "is bytes, and no text") != NULL;
        free(got);
        free(sql);
        if (fine)
            return true;
    }
    return false;
}

static void each_class_of_functions_can_be_called(void **state)
{
    (void)state;
    const char *own[FUNCTIONS_OWN_MOST];
    size_t count = functions_own(own);
    for (const struct functions_group *group = functions_of_sqlite; group->title != NULL; group++)
        for (const char *const *name = group->names; *name != NULL; name++)
            if (strncmp(*name, "->", 2) != 0 && strncmp(*name, "current_", 8) != 0 &&
                strcmp(*name, "soundex") != 0 &&
                !is_called(*name, strcmp(group->title, "Windows") == 0 ? "OVER ()" : ""))
                fail_msg("%s cannot be called", *name);
    for (size_t i = 0; i < count; i++)
        assert_true(functions_allow(own[i]) && is_called(own[i], ""));
    static const struct evaluate_case cases[] = {
        {"upper('a') || substr('abc', 2)", "|Abc"},
        {"'abc' LIKE 'A%', 'abc' GLOB 'a*', 'a%' LIKE 'a!%' ESCAPE '!'", "#1#1#1"},
        {"coalesce(NULL, 1), iif(1, 2, 3)", "#1#2"},
        {"round(sqrt(2), 2), 7 % 4", "#1.41#3"},
        {"sum(x), group_concat(x) FROM (SELECT 1 AS x UNION SELECT 2)", "#3|1,2"},
        {"row_number() OVER (ORDER BY x DESC), x FROM (SELECT 1 AS x UNION SELECT 2)", "#1#2#2#1"},
        {"date('2024-02-28', '+2 days'), current_date IS NOT NULL", "|2024-03-01#1"},
        {"'{\"a\":[1]}' -> '$.a', '{\"a\":1}' ->> '$.a'", "|[1]#1"},
        {"group_concat(value, '+') FROM json_each('[1,2]')", "|1+2"},
        {"count(*) FROM json_tree('{\"a\":[1,2]}')", "#4"},
    };
    check(cases, ARRAY_COUNT(cases));
}

/* Whatever this SQLite has beside those that were looked at. */
static void every_other_function_is_refused(void **state)
{
    (void)state;
    sqlite3 *database;
    sqlite3_stmt *statement;
    size_t refused = 0;
    assert_int_equal(sqlite3_open(":memory:", &database), SQLITE_OK);
    assert_int_equal(
        sqlite3_prepare_v2(database, "SELECT DISTINCT name FROM pragma_function_list", -1, &statement, NULL),
        SQLITE_OK);
    while (sqlite3_step(statement) == SQLITE_ROW) {
        const char *name = (const char *)sqlite3_column_text(statement, 0);
        if (!functions_allow(name) && strcmp(name, "match") != 0) { /* an operator, of full text alone */
            assert_false(is_called(name, ""));
            refused++;
        }
    }
    sqlite3_finalize(statement);
    sqlite3_close(database);
    assert_true(refused > 5);
    static const char *const reaching[] = {"load_extension", "readfile",   "writefile", "edit",
                                           "fts3_tokenizer", "sqlite_log", "concat"};
    for (size_t i = 0; i < ARRAY_COUNT(reaching); i++)
        assert_false(functions_allow(reaching[i]));
}

static void what_goes_on_and_on_is_cut_off(void **state)
{
    (void)state;
    static const char endless[] =
        "WITH t (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM t) SELECT count(*) FROM t";
    struct answer answer = {STRBUF_INIT, 0, 2};
    const struct evaluate_taker taker = {take_column, take_cell, stop, &answer};
    struct err err;
    size_t fault;
    assert_false(evaluate_select(endless, NULL, &taker, &fault, &err));
    assert_string_equal(err.text, "the statement was cut off: interrupted");
    assert_int_equal(answer.asked, 3); /* every 10 ms */
    strbuf_release(&answer.text);
    helpers_assert_text(evaluated("SELECT length(zeroblob(20000000))"), "0: string or blob too big");
    helpers_assert_text(evaluated("SELECT regexp_replace(printf('%.30000c', 'a'), '.*', "
                                  "replace(printf('%.300000c', '$'), '$', '$0'))"),
                        "0: string or blob too big");
    helpers_assert_text(
        evaluated("SELECT length(regexp_replace(printf('%.30000c', 'a'), 'a', printf('%.1000000c', 'a')))"),
        "0: string or blob too big");
    helpers_assert_text(
        evaluated("WITH t (x, y) AS (SELECT 1, '' UNION ALL SELECT x + 1, zeroblob(10000000) FROM t) "
                  "SELECT count(DISTINCT x || y) FROM t"),
        "0: the statement was cut off: it takes more than 1 GiB of memory");
}

/* count times the text, then the middle, then count times the other. free(). */
static char *nested(size_t count, const char *before, const char *middle, const char *after)
{
    struct strbuf out = STRBUF_INIT;
    for (size_t i = 0; i < count; i++)
        strbuf_adds(&out, before);
    strbuf_adds(&out, middle);
    for (size_t i = 0; i < count; i++)
        strbuf_adds(&out, after);
    return strbuf_detach(&out);
}

static void deep_and_huge_statements_are_refused_or_run(void **state)
{
    (void)state;
    static const struct {
        const char *before, *middle, *after;
    } shapes[] = {{"SELECT (", "1", ")"},   {"SELECT * FROM (", "SELECT 1", ")"}, {"SELECT -", "1", ""},
                  {"SELECT NOT ", "1", ""}, {"SELECT 1 + (SELECT ", "1", ")"},    {"SELECT abs(", "1", ")"}};
    for (size_t i = 0; i < ARRAY_COUNT(shapes); i++) {
        const char *rest = strchr(shapes[i].before, ' ') + 1;
        char *inner = nested(20000, i == 1 ? shapes[i].before : rest, shapes[i].middle, shapes[i].after);
        char *sql = mem_printf("%s%s", i == 1 ? "" : "SELECT ", inner);
        char *got = evaluated(sql);
        if (strncmp(got, "0: ", 3) != 0 && strchr(got, ':') == NULL)
            fail_msg("%.20s: %.40s", shapes[i].before, got);
        free(got);
        free(sql);
        free(inner);
    }
    char *deep = nested(400, "(", "SELECT 1", ")");
    char *wanted = mem_printf("%zu: this is nested too deeply", strlen("SELECT 1, ") + 399);
    char *statement = mem_printf("SELECT 1, %s", deep);
    helpers_assert_text(evaluated(statement), wanted);
    free(statement);
    free(wanted);
    free(deep);
    char *wide = nested(200000, "1 + ", "1", "");
    char *sql = mem_printf("SELECT %s", wide), *got = evaluated(sql);
    assert_non_null(strstr(got, "Expression tree is too large"));
    free(got);
    free(sql);
    free(wide);
    char *many = nested(100000, "(1), ", "(1)", "");
    sql = mem_printf("WITH t (x) AS (VALUES %s) SELECT sum(x) FROM t", many);
    helpers_assert_text(evaluated(sql), "#100001");
    free(sql);
    free(many);
}

static void faults_have_their_place(void **state)
{
    (void)state;
    static const struct {
        const char *sql, *wanted;
    } cases[] = {
        {"SELECT 1,\n  nope", "12: no such column: nope"},
        {"SELECT 1 FRM x y", "13: near \"x\": syntax error"},
        {"SELECT 'ä', nope(1)", "13: no such function: nope"},
        {"SELECT 1, LOAD_EXTENSION('x')", "10: the function LOAD_EXTENSION is refused"},
        {"SELECT load_extension('x', 'y')", "7: the function load_extension is refused"},
        {"SELECT 1 WHERE fts3_tokenizer('simple')", "15: the function fts3_tokenizer is refused"},
        {"SELECT 'nope' FROM /* nope */ main.nope", "35: no such table: main.nope"},
        {"SELECT (1", "9: the statement ends too early"},
        {"SELECT \"text\"", "7: no such column: text"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++)
        helpers_assert_text(evaluated(cases[i].sql), cases[i].wanted);
}

static void a_name_that_is_near_is_offered(void **state)
{
    (void)state;
    static const struct {
        const char *sql, *hint;
    } cases[] = {
        {"SELECT coun(1)", "did you mean count?"},
        {"SELECT total_changes()", "etrig-sql(7) lists the functions"},
        {"SELECT regex_like('a', 'b')", "did you mean regexp_like?"},
        {"SELECT load_extension('x')", "etrig-sql(7) lists the functions"},
        {"SELECT count()", ""},
        {"SELECT 1 FROM domain", "did you mean domains?"},
        {"SELECT 1 AS x FRM (SELECT 1)", "did you mean FROM?"},
        {"SELECT 1 FROM (SELECT 1) WHER 1", "did you mean WHERE?"},
        {"SELECT 1 FROM (SELECT 1) t WHREE 1", "did you mean WHERE?"},
        {"SELECT 1 FROM (SELECT 1) GROP BY 1", "did you mean GROUP?"},
        {"SELECT 1 LIMITT 1", "did you mean LIMIT?"},
        {"SELECT 1 name case", ""},
        {"SELECT 1 FROM WHERE 1", ""},
        {"SELECT 1 +", ""},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct answer answer = {STRBUF_INIT, 0, 1000000};
        const struct evaluate_taker taker = {take_column, take_cell, stop, &answer};
        struct err err = {0};
        size_t fault;
        evaluate_select(cases[i].sql, NULL, &taker, &fault, &err);
        if (strcmp(err.hint, cases[i].hint) != 0)
            fail_msg("%s: %s (%s)", cases[i].sql, err.text, err.hint);
        strbuf_release(&answer.text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_and_policies_are_compared),
        cmocka_unit_test(parts_are_counted_from_either_end),
        cmocka_unit_test(expressions_match),
        cmocka_unit_test(expressions_that_mean_another_thing_are_refused),
        cmocka_unit_test(nothing_but_reading_is_let_through),
        cmocka_unit_test(tables_of_sqlite_are_none),
        cmocka_unit_test(each_class_of_functions_can_be_called),
        cmocka_unit_test(every_other_function_is_refused),
        cmocka_unit_test(what_goes_on_and_on_is_cut_off),
        cmocka_unit_test(deep_and_huge_statements_are_refused_or_run),
        cmocka_unit_test(faults_have_their_place),
        cmocka_unit_test(a_name_that_is_near_is_offered),
    };
    text_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
