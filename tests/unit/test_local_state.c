/* The local cloud's file: what is put is there, in order, whole or not at all; files
 * that are not ours are left alone. */
#include "helpers.h"

#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>

#include "base/array.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "local/state.h"

static struct state *open_memory(void)
{
    struct err err = {0};
    bool fresh = false;
    struct state *state = state_open(":memory:", &fresh, &err);
    if (state == NULL)
        fail_msg("%s", err.text);
    assert_true(fresh);
    assert_true(state_end(state, &err));
    return state;
}

static void put(struct state *state, const char *region, const char *name, const char *document)
{
    struct state_key key = {STATE_TRIGGER, region, "shop", "", name};
    state_put(state, &key, document);
}

static bool note_name(void *context, const char *name, const char *document)
{
    (void)document;
    strbuf_addf(context, "%s ", name);
    return strcmp(name, "c") != 0;
}

static void things_are_visited_by_name_until_the_visitor_ends_it(void **slot)
{
    struct state *state = open_memory();
    struct strbuf names = STRBUF_INIT;
    struct err err = {0};
    (void)slot;
    state_begin(state);
    static const char *const all[] = {"d", "b", "a", "c", "B"};
    for (size_t i = 0; i < ARRAY_COUNT(all); i++)
        put(state, "r", all[i], "{}");
    put(state, "elsewhere", "bb", "{}");
    struct state_key key = {STATE_TRIGGER, "r", "shop", "", "a"};
    state_each(state, &key, note_name, &names);
    assert_string_equal(names.text, "b c ");
    strbuf_reset(&names);
    key.name = "";
    state_each(state, &key, note_name, &names);
    assert_string_equal(names.text, "B a b c ");
    assert_true(state_end(state, &err));
    strbuf_release(&names);
    state_close(state);
}

static void a_thing_is_replaced_and_removed(void **slot)
{
    struct state *state = open_memory();
    struct state_key key = {STATE_TRIGGER, "r", "shop", "", "a"};
    struct err err = {0};
    (void)slot;
    state_begin(state);
    put(state, "r", "a", "one");
    put(state, "r", "a", "two");
    helpers_assert_text(state_get(state, &key), "two");
    assert_true(state_remove(state, &key));
    assert_false(state_remove(state, &key));
    assert_null(state_get(state, &key));
    assert_true(state_end(state, &err));
    state_close(state);
}

/* After a failure nothing more is done, and the end undoes what was done before it. */
static void what_fails_undoes_all(void **slot)
{
    struct state *state = open_memory();
    struct state_key key = {STATE_TRIGGER, "r", "shop", "", "a"};
    struct err err = {0};
    (void)slot;
    state_begin(state);
    put(state, "r", "a", "one");
    put(state, "r", "b", NULL); /* NOT NULL: the statement fails */
    assert_null(state_get(state, &key));
    assert_false(state_end(state, &err));
    assert_int_equal(err.code, ERR_LOCAL);
    assert_non_null(strstr(err.text, "NOT NULL"));
    state_begin(state);
    assert_null(state_get(state, &key));
    assert_true(state_end(state, &err));
    state_close(state);
}

static void an_undone_transaction_leaves_nothing(void **slot)
{
    struct state *state = open_memory();
    struct state_key key = {STATE_TRIGGER, "r", "shop", "", "a"};
    struct err err = {0};
    (void)slot;
    state_begin(state);
    put(state, "r", "a", "one");
    state_undo(state);
    state_begin(state);
    assert_null(state_get(state, &key));
    assert_true(state_end(state, &err));
    state_close(state);
}

static void an_operation_keeps_its_number_when_it_changes(void **slot)
{
    struct state *state = open_memory();
    struct err err = {0};
    struct state_operation operation = {
        .token = "t-1", .started_ms = 1000, .changed_ms = 1000, .ends_ms = 1400};
    struct state_operation found;
    (void)slot;
    operation.region = mem_dup("r");
    operation.kind = mem_dup("CREATE");
    operation.identifier = mem_dup("d|n");
    operation.body_hash = mem_dup("h");
    operation.status = mem_dup("IN_PROGRESS");
    state_begin(state);
    state_put_operation(state, &operation);
    assert_false(state_find_due(state, 1399, &found));
    assert_true(state_find_due(state, 1400, &found));
    state_operation_release(&found);
    assert_true(state_find_running(state, "r", "d|n", &found));
    int64_t number = found.number;
    state_operation_release(&found);
    free(operation.status);
    operation.status = mem_dup("FAILED");
    operation.error_code = mem_dup("NotFound");
    state_put_operation(state, &operation);
    state_operation_release(&operation);
    assert_false(state_find_running(state, "r", "d|n", &found));
    assert_true(state_find_operation(state, "r", "t-1", &found));
    assert_int_equal(found.number, number);
    assert_string_equal(found.error_code, "NotFound");
    assert_null(found.client_token);
    state_operation_release(&found);
    assert_false(state_find_operation(state, "elsewhere", "t-1", &found));
    assert_true(state_end(state, &err));
    state_close(state);
}

static void make_database(const char *path, const char *sql)
{
    sqlite3 *db;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

static void files_of_others_and_of_later_versions_are_left_alone(void **slot)
{
    static const struct {
        const char *sql, *text;
    } cases[] = {{"CREATE TABLE t (x)", "is a database of another program"},
                 {"PRAGMA application_id = 1702130279; PRAGMA user_version = 99; CREATE TABLE t (x)",
                  "was made by a newer etrig"}};
    (void)slot;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        char *folder = helpers_make_folder(), *path = mem_printf("%s/data.db", folder);
        struct err err = {0};
        bool fresh = false;
        make_database(path, cases[i].sql);
        assert_null(state_open(path, &fresh, &err));
        assert_int_equal(err.code, ERR_LOCAL);
        if (strstr(err.text, cases[i].text) == NULL)
            fail_msg("%s", err.text);
        free(path);
        helpers_remove_folder(folder);
    }
}

static void the_file_is_private_and_keeps_what_was_put(void **slot)
{
    char *folder = helpers_make_folder(), *path = mem_printf("%s/data.db", folder);
    struct state_key key = {STATE_TRIGGER, "r", "shop", "", "a"};
    struct err err = {0};
    struct stat found;
    bool fresh = false;
    (void)slot;
    struct state *state = state_open(path, &fresh, &err);
    assert_true(fresh);
    put(state, "r", "a", "one");
    assert_true(state_end(state, &err));
    state_close(state);
    assert_int_equal(stat(path, &found), 0);
    assert_int_equal(found.st_mode & 0777, 0600);
    state = state_open(path, &fresh, &err);
    assert_false(fresh);
    helpers_assert_text(state_get(state, &key), "one");
    assert_true(state_end(state, &err));
    state_close(state);
    free(path);
    helpers_remove_folder(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(things_are_visited_by_name_until_the_visitor_ends_it),
        cmocka_unit_test(a_thing_is_replaced_and_removed),
        cmocka_unit_test(what_fails_undoes_all),
        cmocka_unit_test(an_undone_transaction_leaves_nothing),
        cmocka_unit_test(an_operation_keeps_its_number_when_it_changes),
        cmocka_unit_test(files_of_others_and_of_later_versions_are_left_alone),
        cmocka_unit_test(the_file_is_private_and_keeps_what_was_put),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
