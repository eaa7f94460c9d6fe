/* patch: RFC 6902, section 4 and the cases of its appendix's kinds, atomic, and safe with hostile patches. */
#include "helpers.h"

#include <string.h>

#include "base/array.h"
#include "base/strbuf.h"
#include "model/patch.h"

struct patch_case {
    const char *document, *patch;
    const char *result; /* NULL: refused */
    enum patch_failure failure;
};

static void run_case(const struct patch_case *c)
{
    cJSON *document = helpers_json(c->document), *before = cJSON_Duplicate(document, true);
    cJSON *patch = helpers_json(c->patch);
    enum patch_failure failure = PATCH_FINE;
    struct err err = {0};
    cJSON *result = patch_apply(document, patch, &failure, &err);

    if (c->result) {
        helpers_assert_json(result, c->result);
        assert_int_equal(failure, PATCH_FINE);
    } else {
        if (result)
            fail_msg("was not refused: %s on %s", c->patch, c->document);
        assert_int_equal(err.code, ERR_INVALID);
        assert_true(err.text[0]);
        if (failure != c->failure)
            fail_msg("failure %d, not %d (%s): %s", failure, c->failure, err.text, c->patch);
    }
    assert_true(json_equal(document, before));
    cJSON_Delete(result);
    cJSON_Delete(patch);
    cJSON_Delete(before);
    cJSON_Delete(document);
}

static void run_cases(const struct patch_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++)
        run_case(&cases[i]);
}

static void add_sets_members_and_inserts_items(void **state)
{
    static const struct patch_case cases[] = {
        {"{}", "[]", "{}", PATCH_FINE},
        {"{'a':1}", "[{'op':'add','path':'/b','value':[1,{'x':null}]}]", "{'a':1,'b':[1,{'x':null}]}",
         PATCH_FINE},
        {"{'a':1,'b':2}", "[{'op':'add','path':'/a','value':3}]", "{'a':3,'b':2}", PATCH_FINE},
        {"{'a':1}", "[{'op':'add','path':'/n','value':null}]", "{'a':1,'n':null}", PATCH_FINE},
        {"{'a':{}}", "[{'op':'add','path':'/a/b','value':1}]", "{'a':{'b':1}}", PATCH_FINE},
        {"{'a':1}", "[{'op':'add','path':'b','value':2}]", "{'a':1,'b':2}", PATCH_FINE},
        {"{'a':1}", "[{'op':'add','path':'/','value':2}]", "{'a':1,'':2}", PATCH_FINE},
        {"{'a':1}", "[{'op':'add','path':'/x~1y~0z','value':2}]", "{'a':1,'x/y~z':2}", PATCH_FINE},
        {"{'a':1}", "[{'op':'add','path':'/0','value':2}]", "{'a':1,'0':2}", PATCH_FINE},
        {"{'a':1}", "[{'op':'add','path':'/-','value':2}]", "{'a':1,'-':2}", PATCH_FINE},
        {"[]", "[{'op':'add','path':'/0','value':'x'}]", "['x']", PATCH_FINE},
        {"[1,2]", "[{'op':'add','path':'/0','value':0}]", "[0,1,2]", PATCH_FINE},
        {"[1,2]", "[{'op':'add','path':'/1','value':[9]}]", "[1,[9],2]", PATCH_FINE},
        {"[1,2]", "[{'op':'add','path':'/2','value':3}]", "[1,2,3]", PATCH_FINE},
        {"[1,2]", "[{'op':'add','path':'/-','value':3}]", "[1,2,3]", PATCH_FINE},
        {"[1,2]", "[{'op':'add','path':'/-','value':3},{'op':'add','path':'/-','value':4}]", "[1,2,3,4]",
         PATCH_FINE},
        {"{'a':1}", "[{'op':'add','path':'','value':[1]}]", "[1]", PATCH_FINE},
        {"{'a':1}", "[{'op':'add','path':'/a','value':2,'xyz':5,'from':9}]", "{'a':2}", PATCH_FINE},
        {"[1,2]", "[{'op':'add','path':'/3','value':3}]", NULL, PATCH_NO_TARGET},
        {"[1,2]", "[{'op':'add','path':'/-1','value':3}]", NULL, PATCH_NO_TARGET},
        {"[1,2]", "[{'op':'add','path':'/01','value':3}]", NULL, PATCH_NO_TARGET},
        {"[1,2]", "[{'op':'add','path':'/1e0','value':3}]", NULL, PATCH_NO_TARGET},
        {"[1,2]", "[{'op':'add','path':'/99999999999999999999','value':3}]", NULL, PATCH_NO_TARGET},
        {"[1,2]", "[{'op':'add','path':'/x','value':3}]", NULL, PATCH_NO_TARGET},
        {"{'a':1}", "[{'op':'add','path':'/b/c','value':3}]", NULL, PATCH_NO_TARGET},
        {"{'a':1}", "[{'op':'add','path':'/a/c','value':3}]", NULL, PATCH_NO_TARGET},
        {"{'a':[]}", "[{'op':'add','path':'/a/-/b','value':3}]", NULL, PATCH_NO_TARGET},
    };

    (void)state;
    run_cases(cases, ARRAY_COUNT(cases));
}

static void remove_and_replace_need_what_is_there(void **state)
{
    static const struct patch_case cases[] = {
        {"{'a':1,'b':2}", "[{'op':'remove','path':'/a'}]", "{'b':2}", PATCH_FINE},
        {"{'a':null}", "[{'op':'remove','path':'/a'}]", "{}", PATCH_FINE},
        {"{'a':[1,2,3]}", "[{'op':'remove','path':'/a/1'}]", "{'a':[1,3]}", PATCH_FINE},
        {"[1,2,3]", "[{'op':'remove','path':'/2'},{'op':'remove','path':'/0'}]", "[2]", PATCH_FINE},
        {"[1]", "[{'op':'remove','path':'/0'}]", "[]", PATCH_FINE},
        {"{'a':1}", "[{'op':'remove','path':'/b'}]", NULL, PATCH_NO_TARGET},
        {"{'a':1}", "[{'op':'remove','path':'/A'}]", NULL, PATCH_NO_TARGET},
        {"[1]", "[{'op':'remove','path':'/1'}]", NULL, PATCH_NO_TARGET},
        {"[1]", "[{'op':'remove','path':'/-'}]", NULL, PATCH_NO_TARGET},
        {"{'a':1}", "[{'op':'remove','path':''}]", NULL, PATCH_NO_TARGET},
        {"{'a':1,'b':2}", "[{'op':'replace','path':'/a','value':{'x':1}}]", "{'a':{'x':1},'b':2}",
         PATCH_FINE},
        {"[1,2,3]", "[{'op':'replace','path':'/1','value':9}]", "[1,9,3]", PATCH_FINE},
        {"[1,2,3]", "[{'op':'replace','path':'/2','value':9}]", "[1,2,9]", PATCH_FINE},
        {"{'a':null}", "[{'op':'replace','path':'/a','value':1}]", "{'a':1}", PATCH_FINE},
        {"{'a':1}", "[{'op':'replace','path':'','value':{'b':2}}]", "{'b':2}", PATCH_FINE},
        {"{'a':1}", "[{'op':'replace','path':'/b','value':1}]", NULL, PATCH_NO_TARGET},
        {"[1]", "[{'op':'replace','path':'/-','value':1}]", NULL, PATCH_NO_TARGET},
        {"[1]", "[{'op':'replace','path':'/1','value':1}]", NULL, PATCH_NO_TARGET},
        {"{'a':'x'}", "[{'op':'replace','path':'/a/0','value':1}]", NULL, PATCH_NO_TARGET},
    };

    (void)state;
    run_cases(cases, ARRAY_COUNT(cases));
}

static void move_and_copy_take_from_elsewhere(void **state)
{
    static const struct patch_case cases[] = {
        {"{'a':1}", "[{'op':'move','from':'/a','path':'/b'}]", "{'b':1}", PATCH_FINE},
        {"{'a':{'b':1},'c':{}}", "[{'op':'move','from':'/a/b','path':'/c/d'}]", "{'a':{},'c':{'d':1}}",
         PATCH_FINE},
        {"[1,2,3]", "[{'op':'move','from':'/0','path':'/2'}]", "[2,3,1]", PATCH_FINE},
        {"[1,2,3]", "[{'op':'move','from':'/2','path':'/0'}]", "[3,1,2]", PATCH_FINE},
        {"[1,2,3]", "[{'op':'move','from':'/0','path':'/-'}]", "[2,3,1]", PATCH_FINE},
        {"{'a':1}", "[{'op':'move','from':'/a','path':'/a'}]", "{'a':1}", PATCH_FINE},
        {"{'a':1}", "[{'op':'move','from':'','path':''}]", "{'a':1}", PATCH_FINE},
        {"{'a':{'b':1}}", "[{'op':'move','from':'/a/b','path':'/a'}]", "{'a':1}", PATCH_FINE},
        {"{'a':[7]}", "[{'op':'move','from':'/a','path':''}]", "[7]", PATCH_FINE},
        {"{'a':{'b':1}}", "[{'op':'move','from':'/a','path':'/a/b'}]", NULL, PATCH_MALFORMED},
        {"{'a':{'b':1}}", "[{'op':'move','from':'a','path':'/a/b'}]", NULL, PATCH_MALFORMED},
        {"{'a':1}", "[{'op':'move','from':'','path':'/b'}]", NULL, PATCH_MALFORMED},
        {"{'a':1,'ab':{}}", "[{'op':'move','from':'/a','path':'/ab/c'}]", "{'ab':{'c':1}}", PATCH_FINE},
        {"{'a':1}", "[{'op':'move','from':'/b','path':'/c'}]", NULL, PATCH_NO_TARGET},
        {"[1,2]", "[{'op':'move','from':'/0','path':'/2'}]", NULL, PATCH_NO_TARGET},
        {"{'a':[1]}", "[{'op':'copy','from':'/a','path':'/b'}]", "{'a':[1],'b':[1]}", PATCH_FINE},
        {"{'a':[1]}", "[{'op':'copy','from':'/a/0','path':'/a/-'}]", "{'a':[1,1]}", PATCH_FINE},
        {"{'a':1}", "[{'op':'copy','from':'','path':'/b'}]", "{'a':1,'b':{'a':1}}", PATCH_FINE},
        {"{'a':{'b':1}}", "[{'op':'copy','from':'/a','path':'/a/b'}]", "{'a':{'b':{'b':1}}}", PATCH_FINE},
        {"{'a':null}", "[{'op':'copy','from':'/a','path':'/b'}]", "{'a':null,'b':null}", PATCH_FINE},
        {"{'a':1}", "[{'op':'copy','from':'/b','path':'/c'}]", NULL, PATCH_NO_TARGET},
    };

    (void)state;
    run_cases(cases, ARRAY_COUNT(cases));
}

static void test_compares_exactly_as_read(void **state)
{
    static const struct patch_case cases[] = {
        {"{'a':{'b':[1,'x'],'c':null}}", "[{'op':'test','path':'/a','value':{'c':null,'b':[1,'x']}}]",
         "{'a':{'b':[1,'x'],'c':null}}", PATCH_FINE},
        {"{'a':1}", "[{'op':'test','path':'','value':{'a':1}}]", "{'a':1}", PATCH_FINE},
        {"{'a':1}", "[{'op':'test','path':'/a','value':1.0}]", "{'a':1}", PATCH_FINE},
        {"{'a':[1,2]}", "[{'op':'test','path':'/a','value':[2,1]}]", NULL, PATCH_TEST_FAILED},
        {"{'a':1}", "[{'op':'test','path':'/a','value':'1'}]", NULL, PATCH_TEST_FAILED},
        {"{'a':null}", "[{'op':'test','path':'/a','value':false}]", NULL, PATCH_TEST_FAILED},
        {"{'a':[]}", "[{'op':'test','path':'/a','value':{}}]", NULL, PATCH_TEST_FAILED},
        {"{'a':'x'}", "[{'op':'test','path':'/a','value':'X'}]", NULL, PATCH_TEST_FAILED},
        {"{'a':{'b':1}}", "[{'op':'test','path':'/a','value':{}}]", NULL, PATCH_TEST_FAILED},
        {"{'a':1}", "[{'op':'test','path':'/b','value':null}]", NULL, PATCH_TEST_FAILED},
        {"[1]", "[{'op':'test','path':'/-','value':1}]", NULL, PATCH_TEST_FAILED},
    };

    (void)state;
    run_cases(cases, ARRAY_COUNT(cases));
}

static void malformed_patches_are_refused_before_anything_runs(void **state)
{
    static const struct patch_case cases[] = {
        {"{}", "{}", NULL, PATCH_MALFORMED},
        {"{}", "null", NULL, PATCH_MALFORMED},
        {"{}", "'[]'", NULL, PATCH_MALFORMED},
        {"{}", "[null]", NULL, PATCH_MALFORMED},
        {"{}", "[[]]", NULL, PATCH_MALFORMED},
        {"{}", "[{}]", NULL, PATCH_MALFORMED},
        {"{}", "[{'op':'ADD','path':'/a','value':1}]", NULL, PATCH_MALFORMED},
        {"{}", "[{'op':'spam','path':'/a','value':1}]", NULL, PATCH_MALFORMED},
        {"{}", "[{'op':5,'path':'/a','value':1}]", NULL, PATCH_MALFORMED},
        {"{}", "[{'Op':'add','path':'/a','value':1}]", NULL, PATCH_MALFORMED},
        {"{}", "[{'op':'add','value':1}]", NULL, PATCH_MALFORMED},
        {"{}", "[{'op':'add','path':null,'value':1}]", NULL, PATCH_MALFORMED},
        {"{}", "[{'op':'add','path':['a'],'value':1}]", NULL, PATCH_MALFORMED},
        {"{}", "[{'op':'add','path':'/a'}]", NULL, PATCH_MALFORMED},
        {"{'a':1}", "[{'op':'replace','path':'/a'}]", NULL, PATCH_MALFORMED},
        {"{'a':1}", "[{'op':'test','path':'/a'}]", NULL, PATCH_MALFORMED},
        {"{'a':1}", "[{'op':'move','path':'/b'}]", NULL, PATCH_MALFORMED},
        {"{'a':1}", "[{'op':'copy','path':'/b','from':7}]", NULL, PATCH_MALFORMED},
        {"{'a':1}", "[{'op':'remove','path':'/~2'}]", NULL, PATCH_MALFORMED},
        {"{'a':1}", "[{'op':'copy','path':'/b','from':'/~'}]", NULL, PATCH_MALFORMED},
        {"{'a':1}", "[{'op':'test','path':'/a','value':2},{'op':'nope'}]", NULL, PATCH_MALFORMED},
    };

    (void)state;
    run_cases(cases, ARRAY_COUNT(cases));
}

/* run_case compares the document afterwards: the operations before the refused one have left no trace. */
static void a_refused_operation_undoes_those_before_it(void **state)
{
    static const struct patch_case cases[] = {
        {"{'a':1,'b':[1,2]}",
         "[{'op':'replace','path':'/a','value':2},{'op':'remove','path':'/b/0'},{'op':'test','path':'/"
         "a','value':1}]",
         NULL, PATCH_TEST_FAILED},
        {"{'a':1}", "[{'op':'move','from':'/a','path':'/x/y'}]", NULL, PATCH_NO_TARGET},
    };

    (void)state;
    run_cases(cases, ARRAY_COUNT(cases));
}

static void operations_see_the_results_of_former_ones(void **state)
{
    static const struct patch_case cases[] = {
        {"{'a':1}",
         "[{'op':'test','path':'/a','value':1},{'op':'replace','path':'/a','value':2},"
         "{'op':'test','path':'/a','value':2},{'op':'add','path':'/b','value':[]},"
         "{'op':'add','path':'/b/-','value':{}},{'op':'move','from':'/a','path':'/b/0/c'}]",
         "{'b':[{'c':2}]}", PATCH_FINE},
    };

    (void)state;
    run_cases(cases, ARRAY_COUNT(cases));
}

static void a_refusal_names_its_operation(void **state)
{
    cJSON *document = helpers_json("{'a':1}");
    cJSON *patch = helpers_json("[{'op':'add','path':'/b','value':1},{'op':'test','path':'/a','value':2}]");
    struct err err = {0};

    (void)state;
    assert_null(patch_apply(document, patch, NULL, &err));
    assert_string_equal(err.text, "operation 1 of the patch (test /a): the value is another");
    cJSON_Delete(patch);
    patch = helpers_json("[{'op':'add','path':'/b','value':1},{'op':'test','path':'/a'}]");
    assert_false(patch_is_well_formed(patch, &err));
    assert_string_equal(err.text, "operation 1 of the patch: \"value\" is missing");
    cJSON_Delete(patch);
    cJSON_Delete(document);
}

/* A patch of count equal operations on document, as the failure that it ends with. */
static enum patch_failure failure_of_repeated(const char *start, const char *operation, size_t count)
{
    struct strbuf text = STRBUF_INIT;
    cJSON *document = helpers_json(start), *patch, *result;
    enum patch_failure failure;

    for (size_t i = 0; i < count; i++)
        strbuf_addf(&text, "%s%s", i ? "," : "[", operation);
    strbuf_addc(&text, ']');
    patch = helpers_json(text.text);
    result = patch_apply(document, patch, &failure, NULL);
    assert_true((result != NULL) == (failure == PATCH_FINE));
    cJSON_Delete(result);
    cJSON_Delete(patch);
    cJSON_Delete(document);
    strbuf_release(&text);
    return failure;
}

static void a_small_patch_makes_no_giant(void **state)
{
    (void)state;
    assert_int_equal(failure_of_repeated("['x']", "{'op':'copy','from':'','path':'/0'}", 10), PATCH_FINE);
    assert_int_equal(failure_of_repeated("['x']", "{'op':'copy','from':'','path':'/0'}", 40),
                     PATCH_MALFORMED);
    assert_int_equal(
        failure_of_repeated("{'l':['x','y','z'],'to':[]}", "{'op':'copy','from':'','path':'/to/-'}", 60),
        PATCH_MALFORMED);
}

static void a_result_stays_within_the_readers_depth(void **state)
{
    struct strbuf nested = STRBUF_INIT;

    (void)state;
    strbuf_adds(&nested, "{'op':'add','path':'/0/0','value':");
    strbuf_fill(&nested, '[', 61);
    strbuf_fill(&nested, ']', 61);
    strbuf_adds(&nested, "}");
    assert_int_equal(failure_of_repeated("[[]]", nested.text, 1), PATCH_FINE);
    strbuf_insert(&nested, strlen("{'op':'add','path':'/0"), "/0/0", 4);
    assert_int_equal(failure_of_repeated("[[[[]]]]", nested.text, 1), PATCH_MALFORMED);
    strbuf_release(&nested);
}

static void note(const char *name, bool writes, void *context)
{
    strbuf_addf(context, "%s%s ", name, writes ? "!" : "");
}

static void the_properties_that_a_patch_writes_are_named(void **state)
{
    cJSON *patch =
        helpers_json("[{'op':'test','path':'/A/0','value':1},{'op':'add','path':'B','value':1},"
                     "{'op':'move','from':'/C/x','path':'/D/y'},{'op':'copy','from':'/E','path':'/F~1G'},"
                     "{'op':'remove','path':''},{'op':'nonsense','path':'/H'}]");
    struct strbuf names = STRBUF_INIT;

    (void)state;
    patch_each_property(patch, note, &names);
    assert_string_equal(names.text, "A B! C! D! E F/G! ! ");
    strbuf_release(&names);
    cJSON_Delete(patch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(add_sets_members_and_inserts_items),
        cmocka_unit_test(remove_and_replace_need_what_is_there),
        cmocka_unit_test(move_and_copy_take_from_elsewhere),
        cmocka_unit_test(test_compares_exactly_as_read),
        cmocka_unit_test(malformed_patches_are_refused_before_anything_runs),
        cmocka_unit_test(a_refused_operation_undoes_those_before_it),
        cmocka_unit_test(operations_see_the_results_of_former_ones),
        cmocka_unit_test(a_refusal_names_its_operation),
        cmocka_unit_test(a_small_patch_makes_no_giant),
        cmocka_unit_test(a_result_stays_within_the_readers_depth),
        cmocka_unit_test(the_properties_that_a_patch_writes_are_named),
    };

    return cmocka_run_group_tests_name("model patch", tests, NULL, NULL);
}
