/* export: what is carried away, and where it is written. */
#include "helpers.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "model/export.h"

static cJSON *named(const char *domain, const char *name)
{
    cJSON *document = cJSON_CreateObject();

    json_set_text(document, "DomainName", domain);
    json_set_text(document, "EventTriggerName", name);
    return document;
}

/* changes.md, Documents. */
static void leaves_out_what_is_awss_own(void **state)
{
    cJSON *document = helpers_json("{'DomainName':'d','CreatedAt':'c','LastUpdatedAt':'u','Unheard':1,'Tags':"
                                   "[{'Key':'aws:a','Value':''},{'Key':'b','Value':''}]}");
    cJSON *exported = export_document(document, "eu-west-2");

    (void)state;
    helpers_assert_json(
        exported, "{'Region':'eu-west-2','DomainName':'d','Tags':[{'Key':'b','Value':''}],'Unheard':1}");
    cJSON_Delete(exported);
    cJSON_Delete(document);
    document = helpers_json("{'Tags':[{'Key':'aws:a','Value':''}]}");
    exported = export_document(document, NULL);
    helpers_assert_json(exported, "{}");
    cJSON_Delete(exported);
    cJSON_Delete(document);
}

static void names_lead_nowhere_else(void **state)
{
    struct export_files files = {0};
    cJSON *document = named("../up", "..");

    (void)state;
    export_add_below(&files, "dir/", true, false, document, "a/b");
    assert_string_equal(files.items[0].path, "dir/a_b/_.._up/_...yaml");
    export_release(&files);
    export_add_below(&files, "/", false, true, document, "r");
    assert_string_equal(files.items[0].path, "/_.._up/_...json");
    export_release(&files);
    cJSON_Delete(document);
}

static void assert_holds(const char *path, const char *text)
{
    struct strbuf there = STRBUF_INIT;

    assert_true(file_read(path, 1000, &there, NULL));
    assert_string_equal(there.text, text);
    strbuf_release(&there);
}

static void replaces_nothing_unasked(void **state)
{
    char *folder = helpers_make_folder(), *dir = mem_printf("%s/x", folder);
    struct export_files files = {0};
    cJSON *one = named("d", "one"), *two = named("d", "two");
    struct err err = {0};
    size_t written;

    (void)state;
    export_add_below(&files, dir, false, false, one, NULL);
    export_add_below(&files, dir, false, false, two, NULL);
    assert_true(export_write(&files, false, &written, &err));
    assert_int_equal(written, 2);
    assert_true(export_write(&files, false, &written, &err));
    assert_int_equal(written, 0);

    unlink(files.items[0].path);
    assert_true(file_write_atomic(files.items[1].path, "mine", 4, NULL));
    assert_false(export_write(&files, false, &written, &err));
    assert_int_equal(err.code, ERR_CONFLICT);
    assert_int_equal(access(files.items[0].path, F_OK), -1); /* all or nothing */
    assert_holds(files.items[1].path, "mine");
    assert_true(export_write(&files, true, &written, &err));
    assert_holds(files.items[1].path, files.items[1].text);

    unlink(files.items[0].path);
    assert_int_equal(symlink("/nowhere", files.items[0].path), 0);
    assert_false(export_write(&files, false, &written, &err));
    export_release(&files);
    cJSON_Delete(one);
    cJSON_Delete(two);
    free(dir);
    helpers_remove_folder(folder);
}

/* A pipe in a file's place would keep the screen waiting for who reads it. */
static void what_is_no_file_is_not_written_to(void **state)
{
    char *folder = helpers_make_folder(), *path = mem_printf("%s/a.yaml", folder),
         *pipe = mem_printf("%s/z.yaml", folder);
    struct export_files files = {0};
    cJSON *one = helpers_json("{'EventTriggerName':'a'}");
    size_t written = 9;
    struct err err = {0};
    struct stat status;

    (void)state;
    assert_int_equal(mkfifo(pipe, 0600), 0);
    export_add(&files, path, one, "eu-west-2");
    export_add(&files, pipe, one, "eu-west-2");
    for (int replace = 0; replace < 2; replace++) {
        assert_false(export_write(&files, replace, &written, &err));
        assert_int_equal(err.code, ERR_LOCAL);
        assert_non_null(strstr(err.text, "z.yaml: it is no regular file; nothing was written"));
        assert_int_equal(written, 0);
        assert_int_equal(stat(path, &status), -1);
    }
    export_release(&files);
    cJSON_Delete(one);
    unlink(pipe);
    free(pipe);
    free(path);
    helpers_remove_folder(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(leaves_out_what_is_awss_own),
        cmocka_unit_test(names_lead_nowhere_else),
        cmocka_unit_test(replaces_nothing_unasked),
        cmocka_unit_test(what_is_no_file_is_not_written_to),
    };

    return cmocka_run_group_tests_name("model export", tests, NULL, NULL);
}
