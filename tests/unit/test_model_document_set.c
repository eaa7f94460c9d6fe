/* document_set: which files of a folder are documents, and that all that is wrong is said, each with its place. */
#include "helpers.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "model/document_set.h"

#define TRIGGER(name)                                                                                        \
    "DomainName: d\nEventTriggerName: " name "\nObjectTypeName: T\nEventTriggerConditions:\n"                \
    "- LogicalOperator: ALL\n  EventTriggerDimensions:\n  - ObjectAttributes:\n"                             \
    "    - {FieldName: f, ComparisonOperator: CONTAINS, Values: [a]}\n"

static void put(const char *folder, const char *name, const char *text)
{
    free(helpers_file(folder, name, text, strlen(text)));
}

static char *put_folder(const char *folder, const char *name)
{
    char *path = file_join(folder, name);
    assert_int_equal(mkdir(path, 0700), 0);
    return path;
}

static void put_link(const char *folder, const char *name, const char *target)
{
    char *path = file_join(folder, name);
    assert_int_equal(symlink(target, path), 0);
    free(path);
}

static void read_set(struct document_set *set, const char *path)
{
    struct texts none = {0}, one = {0};
    const struct document_set_where where = {&one, &none};
    struct err err = {0};
    texts_add(&one, "eu");
    if (!document_set_read(set, path, &err))
        fail_msg("%s", err.text);
    document_set_check(set, &where);
    texts_release(&one);
}

static void a_folder_is_its_files_in_order_and_no_others(void **state)
{
    char *folder = helpers_make_folder(), *inner = put_folder(folder, "m"),
         *hidden = put_folder(folder, ".git");
    struct document_set set = {0};
    (void)state;
    put(folder, "z.yml", TRIGGER("z"));
    put(folder, "a.yaml", TRIGGER("a1") "---\n" TRIGGER("a2"));
    put(folder, "readme.md", "no document");
    put(folder, ".a.yaml", "no: [document");
    put(hidden, "h.yaml", "no: [document");
    put(inner, "n.yaml", TRIGGER("n"));
    put_link(inner, "up", "..");           /* a circle */
    put_link(folder, "o.yaml", "m/p.txt"); /* within */
    put(inner, "p.txt", TRIGGER("o"));
    read_set(&set, folder);
    assert_int_equal(set.problems.count, 0);
    assert_int_equal(set.count, 5);
    for (size_t i = 0; i < set.count; i++)
        assert_string_equal(set.items[i].identifier,
                            ((const char *const[]){"d|a1", "d|a2", "d|n", "d|o", "d|z"})[i]);
    assert_string_equal(set.items[0].region, "eu");
    document_set_release(&set);
    free(inner);
    free(hidden);
    helpers_remove_folder(folder);
}

static void assert_problem(const struct document_set *set, const char *words)
{
    for (size_t i = 0; i < set->problems.count; i++)
        if (strstr(set->problems.items[i], words))
            return;
    fail_msg("no \"%s\" among the problems", words);
}

static void all_that_is_wrong_is_said(void **state)
{
    char *folder = helpers_make_folder();
    struct document_set set = {0};
    (void)state;
    put(folder, "a.yaml", TRIGGER("same"));
    put(folder, "b.json", "{\"DomainName\": 1,\n \"Region\": \"us\"}");
    put(folder, "c.yaml", "x: 1\nx: 2\n");
    put(folder, "d.yaml", "Region: eu\nIdentifier: d|other\n" TRIGGER("same"));
    put_link(folder, "e.yaml", "/etc/passwd");
    put_link(folder, "f.yaml", "nowhere");
    read_set(&set, folder);
    assert_problem(&set, "b.json: line 1, column 2: /DomainName: ");
    assert_problem(&set, "c.yaml: line 2, column 1: ");
    assert_problem(&set, "d.yaml: line 2, column 1: /Identifier: d|other contradicts");
    assert_problem(&set, "d.yaml: line 1, column 1: /: d|same in eu stands twice, first in ");
    assert_problem(&set, "e.yaml: this link leads out of the folder");
    assert_problem(&set, "f.yaml: ");
    document_set_release(&set);
    helpers_remove_folder(folder);
}

static void several_regions_are_no_region(void **state)
{
    char *folder = helpers_make_folder();
    struct texts regions = {0}, domains = {0};
    const struct document_set_where where = {&regions, &domains};
    struct document_set set = {0};
    struct err err;
    (void)state;
    texts_add(&regions, "eu");
    texts_add(&regions, "us");
    texts_add(&domains, "other");
    put(folder, "a.yaml", TRIGGER("a"));
    assert_true(document_set_read(&set, folder, &err));
    document_set_check(&set, &where);
    assert_problem(&set, "/Region: none is given, and there are several");
    assert_problem(&set, "/DomainName: d is none of the domains");
    document_set_release(&set);
    texts_release(&regions);
    texts_release(&domains);
    helpers_remove_folder(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_folder_is_its_files_in_order_and_no_others),
        cmocka_unit_test(all_that_is_wrong_is_said),
        cmocka_unit_test(several_regions_are_no_region),
    };
    json_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
