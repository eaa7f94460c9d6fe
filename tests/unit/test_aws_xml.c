/* xml: a small reader that nobody can trip. */
#include "helpers.h"

#include <string.h>

#include "aws/xml.h"
#include "base/array.h"

static void elements_are_found_by_their_local_name(void **state)
{
    static const struct {
        const char *xml, *name, *text; /* NULL: not there */
    } cases[] = {
        {"<A><Arn>arn:aws:iam::1:user/u</Arn></A>", "Arn", "arn:aws:iam::1:user/u"},
        {"<s:A xmlns:s='x'><s:Arn a='1'>u</s:Arn></s:A>", "Arn", "u"},
        {"<Arn\n>u</Arn>", "Arn", "u"},
        {"<Arns>x</Arns><Arn>u</Arn>", "Arn", "u"},
        {"<Arn/>", "Arn", ""},
        {"<Arn></Arn>", "Arn", ""},
        {"<!-- <b> --><?xml?><Arn>u</Arn>", "Arn", "u"},
        {"<M>a &lt;b&gt; &amp;&quot;&apos; &#233;&#xE9; &nope; &</M>", "M",
         "a <b> &\"' \xc3\xa9\xc3\xa9 &nope; &"},
        {"<M>&#0;&#xD800;&#x110000;&#;&#x;&#1234567890;</M>", "M",
         "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"},
        {"<M>cut", "M", NULL},
        {"<M", "M", NULL},
        {"<", "M", NULL},
        {"", "M", NULL},
        {"<m>x</m>", "M", NULL},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        char *text = xml_text(cases[i].xml, strlen(cases[i].xml), cases[i].name);

        if (cases[i].text)
            assert_string_equal(text, cases[i].text);
        else
            assert_null(text);
        free(text);
    }
}

static void what_stands_inside_is_found_with_its_nesting(void **state)
{
    static const struct {
        const char *xml, *name, *inner; /* NULL: not there, or not whole */
    } cases[] = {
        {"<L><m>a</m><m>b</m></L>", "L", "<m>a</m><m>b</m>"},
        {"<L><m>a</m><m>b</m></L>", "m", "a"},
        {"<m>a<m>b</m>c<m/></m>d</m>", "m", "a<m>b</m>c<m/>"},
        {"<x:m a='1'>t</x:m >", "m", "t"},
        {"<m/><m>t</m>", "m", "t"},
        {"</m><m>t</m>", "m", "t"},
        {"<m></m>", "m", ""},
        {"<m>t", "m", NULL},
        {"<m>t<m></m>", "m", NULL},
        {"<m>t</m", "m", NULL},
        {"</m>", "m", NULL},
        {"", "m", NULL},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        size_t length;
        const char *inner = xml_inner(cases[i].xml, strlen(cases[i].xml), cases[i].name, &length);

        if (!cases[i].inner) {
            assert_null(inner);
            continue;
        }
        assert_non_null(inner);
        assert_int_equal(length, strlen(cases[i].inner));
        assert_memory_equal(inner, cases[i].inner, length);
    }
}

static void nothing_is_read_beyond_the_length(void **state)
{
    static const char xml[] = "<Arn>user</Arn>";

    (void)state;
    for (size_t length = 0; length < 10; length++)
        assert_null(xml_text(xml, length, "Arn"));
    for (size_t length = 0; length < sizeof xml - 1; length++) {
        size_t inner;

        assert_null(xml_inner(xml, length, "Arn", &inner));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(elements_are_found_by_their_local_name),
        cmocka_unit_test(what_stands_inside_is_found_with_its_nesting),
        cmocka_unit_test(nothing_is_read_beyond_the_length),
    };

    return cmocka_run_group_tests_name("aws xml", tests, NULL, NULL);
}
