/* ini: AWS's config grammar, read as tolerantly as any of AWS's tools does. */
#include "helpers.h"

#include <string.h>
#include <sys/stat.h>

#include "base/array.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/ini.h"
#include "base/mem.h"

static struct ini parsed(const char *text)
{
    struct ini ini;

    ini_parse(&ini, "config", text, strlen(text));
    return ini;
}

static const char *value(const struct ini *ini, const char *section, const char *key)
{
    const char *found = ini_value(ini_section(ini, section), key);

    return found ? found : "(none)";
}

static void values_are_read_in_every_spelling(void **state)
{
    static const struct {
        const char *text, *section, *key, *value;
    } cases[] = {
        {"[default]\nregion = eu-west-2\n", "default", "region", "eu-west-2"},
        {"[default]\nregion=eu-west-2", "default", "region", "eu-west-2"},
        {"[default]\r\nregion = eu-west-2\r\n", "default", "region", "eu-west-2"},
        {"\xef\xbb\xbf[default]\nregion = x\n", "default", "region", "x"},
        {"[default]\nREGION = x\n", "default", "region", "x"},
        {"[default]\nregion = x\n", "default", "Region", "x"},
        {"[default]\nregion : x\n", "default", "region", "x"},
        {"[default]\nrole_arn = arn:aws:iam::1:role/x\n", "default", "role_arn", "arn:aws:iam::1:role/x"},
        {"[default]\nk = a=b\n", "default", "k", "a=b"},
        {"[default]\nk = x # kept ; too\n", "default", "k", "x # kept ; too"},
        {"[default] # comment\nk = x\n", "default", "k", "x"},
        {"[ profile x ]\nk = x\n", "profile x", "k", "x"},
        {"[profile \"my prof\"]\nk = x\n", "profile \"my prof\"", "k", "x"},
        {"[default]\n# k = 1\n ; k = 2\n  # k = 3\nk = 4\n", "default", "k", "4"},
        {"  [default]\n  a = 1\n  b = 2\n", "default", "b", "2"},
        {"[default]\n\ta = 1\n\tb = 2\n", "default", "b", "2"},
        {"[default]\nk =\n", "default", "k", ""},
        {"[a]\nk = 1\n[b]\nk = 2\n[a]\nj = 3\n", "a", "j", "3"},
        {"[a]\nk = 1\n[b]\nk = 2\n[a]\nj = 3\n", "a", "k", "1"},
        {"[a]\nk = 1\n[A]\nk = 2\n", "a", "k", "1"},
        {"[a]\nk = 1\nk = 2\n", "a", "k", "2"},
        {"[a]\nk = é中\n", "a", "k", "é中"},
        {"[a]\r\nk = 1\r\n\r\nj =\r\n  x = 2\r\n", "a", "k", "1"},
        {"[a]\r\nk =\r\nj = 1\r\n", "a", "k", ""},
        {"[a]\nx:y = z\n", "a", "x", "y = z"},
        {"[a]\nk = x#y;z\n", "a", "k", "x#y;z"},
        {"[a]\nk=1\n#j=2\n;j=3\nj=4\n", "a", "j", "4"},
        {"[a]\nk = \"quoted\"\n", "a", "k", "\"quoted\""},
        {"[a]\nk = 1\n# c\n  more\n", "a", "k", "1\nmore"},
        {"[a] junk\nk = 1\n", "a", "k", "1"},
        {"[DEFAULT]\nk = 1\n", "DEFAULT", "k", "1"},
        {"[a]\n[b]\nk = 1\n", "b", "k", "1"},
        {"[a]\nk = 1\n[b]\n", "a", "k", "1"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct ini ini = parsed(cases[i].text);

        if (strcmp(value(&ini, cases[i].section, cases[i].key), cases[i].value) != 0)
            fail_msg("%s: %s", cases[i].text, value(&ini, cases[i].section, cases[i].key));
        ini_release(&ini);
    }
}

static void what_is_ignored_is_noted_with_its_line(void **state)
{
    static const struct {
        const char *text, *note;
    } cases[] = {
        {"k = 1\n[a]\n", "line 1: stands before the first [section]"},
        {"[a]\nnonsense\n", "line 2: no '='"},
        {"[a]\n\n= x\n", "line 3: no key before '='"},
        {"[a]\nk = 1\nk = 2\n", "line 3: k stands on line 2 too; this one counts"},
        {"[a]\ns3 =\n  bad\n", "line 3: no '='"},
        {"[open\nk = 1\n", "line 1: no '='"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct ini ini = parsed(cases[i].text);

        assert_true(ini.notes.count >= 1);
        assert_string_equal(ini.notes.items[0], cases[i].note);
        ini_release(&ini);
    }
}

static void a_bad_line_harms_no_other(void **state)
{
    struct ini ini = parsed("[a]\nnonsense\nk = 1\n= y\nj = 2\n");

    (void)state;
    assert_string_equal(value(&ini, "a", "k"), "1");
    assert_string_equal(value(&ini, "a", "j"), "2");
    assert_int_equal(ini.notes.count, 2);
    ini_release(&ini);
}

static void an_indented_line_continues_its_value(void **state)
{
    struct ini ini = parsed("[a]\nk = one\n  two = 2\n\n  # comment\n\tthree\nj = x\n");

    (void)state;
    assert_string_equal(value(&ini, "a", "k"), "one\ntwo = 2\nthree");
    assert_string_equal(value(&ini, "a", "j"), "x");
    assert_int_equal(ini.notes.count, 0);
    ini_release(&ini);
}

static void a_block_has_children(void **state)
{
    struct ini ini =
        parsed("[services local]\ncloudcontrol =\n  endpoint_url = http://127.0.0.1:1\n\n  # comment\n"
               "  Other = a = b\n  endpoint_url = http://127.0.0.1:2\nsts =\n    x = 1\nplain = y\n");
    const struct ini_section *section = ini_section(&ini, "services local");
    const struct ini_entry *block = ini_entry(section, "cloudcontrol");

    (void)state;
    assert_int_equal(section->count, 3);
    assert_string_equal(block->value, "");
    assert_int_equal(block->child_count, 2);
    assert_string_equal(block->children[0].key, "endpoint_url");
    assert_string_equal(block->children[0].value, "http://127.0.0.1:2");
    assert_int_equal(block->children[0].line, 7);
    assert_string_equal(block->children[1].key, "other");
    assert_string_equal(block->children[1].value, "a = b");
    assert_int_equal(ini_entry(section, "sts")->child_count, 1);
    assert_int_equal(ini_entry(section, "plain")->child_count, 0);
    assert_int_equal(ini.notes.count, 1);
    ini_release(&ini);
}

static void an_indented_header_is_a_header(void **state)
{
    struct ini ini = parsed("[a]\nk = 1\n  [b]\n  j = 2\n");

    (void)state;
    assert_string_equal(value(&ini, "b", "j"), "2");
    assert_string_equal(value(&ini, "a", "k"), "1");
    ini_release(&ini);
}

/* 64 KiB: a token, or a certificate on one line. */
static void a_long_line_is_read_whole(void **state)
{
    enum { LONG = 64 << 10 };
    struct strbuf text = STRBUF_INIT;
    struct ini ini;

    (void)state;
    strbuf_adds(&text, "[a]\ntoken = ");
    for (int i = 0; i < LONG; i++)
        strbuf_addc(&text, (char)('a' + i % 26));
    strbuf_adds(&text, "\r\n# ");
    for (int i = 0; i < LONG; i++)
        strbuf_addc(&text, '#');
    strbuf_adds(&text, "\nk = 1\n");
    ini_parse(&ini, "config", text.text, text.length);
    assert_int_equal(strlen(value(&ini, "a", "token")), LONG);
    assert_string_equal(value(&ini, "a", "k"), "1");
    assert_int_equal(ini.notes.count, 0);
    ini_release(&ini);
    strbuf_release(&text);
}

static void order_and_lines_are_the_files(void **state)
{
    struct ini ini = parsed("\n[b]\nx = 1\n[a]\ny = 2\nz = 3\n");

    (void)state;
    assert_int_equal(ini.count, 2);
    assert_string_equal(ini.sections[0].name, "b");
    assert_int_equal(ini.sections[0].line, 2);
    assert_string_equal(ini.sections[1].entries[1].key, "z");
    assert_int_equal(ini.sections[1].entries[1].line, 6);
    assert_string_equal(ini.path, "config");
    ini_release(&ini);
}

static void absent_things_are_null(void **state)
{
    struct ini ini = parsed("[a]\nk = 1\n");

    (void)state;
    assert_null(ini_section(&ini, "A"));
    assert_null(ini_value(NULL, "k"));
    assert_null(ini_value(ini_section(&ini, "a"), "j"));
    ini_release(&ini);
}

static void hostile_bytes_only_make_notes(void **state)
{
    static const char bytes[] = "[a]\nk\0ey = 1\n\xff\xfe = 2\n\0\n[]\nx = 1\n]\n[";
    struct ini ini;

    (void)state;
    ini_parse(&ini, "config", bytes, sizeof bytes - 1);
    assert_string_equal(ini.notes.items[0], "line 2: holds a NUL character");
    assert_string_equal(value(&ini, "a", "\xff\xfe"), "2");
    assert_string_equal(value(&ini, "", "x"), "1");
    ini_release(&ini);
}

/* A megabyte of each of the lines that might be looked up, extended or noted again and again. */
static void hostile_sizes_stay_cheap(void **state)
{
    static const char *const shapes[] = {NULL, NULL, "k = 1\n", " x\n", "nonsense\n"};

    (void)state;
    for (size_t shape = 0; shape < ARRAY_COUNT(shapes); shape++) {
        struct strbuf text = STRBUF_INIT;
        int64_t began_ms = clock_monotonic_ms();
        struct ini ini;

        strbuf_adds(&text, "[a]\nk = 1\n");
        for (int i = 0; text.length < 1 << 20; i++)
            if (shape < 2)
                strbuf_addf(&text, shape == 0 ? "[%d]\n" : "k%d = 1\n", i);
            else
                strbuf_adds(&text, shapes[shape]);
        ini_parse(&ini, "config", text.text, text.length);
        assert_true(ini.notes.count <= 100);
        assert_in_range(clock_monotonic_ms() - began_ms, 0, 10000);
        ini_release(&ini);
        strbuf_release(&text);
    }
}

static void a_missing_file_is_empty_and_an_unreadable_one_fails(void **state)
{
    char *folder = helpers_make_folder(), *missing = file_join(folder, "missing");
    char *there = helpers_file(folder, "config", "[a]\nk = 1\n", 10);
    struct err err = {0};
    struct ini ini;

    (void)state;
    assert_true(ini_load(&ini, missing, &err));
    assert_int_equal(ini.count, 0);
    ini_release(&ini);
    assert_true(ini_load(&ini, there, &err));
    assert_string_equal(value(&ini, "a", "k"), "1");
    assert_string_equal(ini.path, there);
    ini_release(&ini);
    assert_int_equal(err.code, ERR_NONE);
    assert_false(ini_load(&ini, folder, &err));
    assert_int_equal(err.code, ERR_USAGE);
    ini_release(&ini);
    free(missing);
    free(there);
    helpers_remove_folder(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_are_read_in_every_spelling),
        cmocka_unit_test(what_is_ignored_is_noted_with_its_line),
        cmocka_unit_test(a_bad_line_harms_no_other),
        cmocka_unit_test(an_indented_line_continues_its_value),
        cmocka_unit_test(a_block_has_children),
        cmocka_unit_test(an_indented_header_is_a_header),
        cmocka_unit_test(a_long_line_is_read_whole),
        cmocka_unit_test(order_and_lines_are_the_files),
        cmocka_unit_test(absent_things_are_null),
        cmocka_unit_test(hostile_bytes_only_make_notes),
        cmocka_unit_test(hostile_sizes_stay_cheap),
        cmocka_unit_test(a_missing_file_is_empty_and_an_unreadable_one_fails),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
