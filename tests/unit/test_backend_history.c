/* history: the console's statements on the disk: private, whole, and never in the way of anything else. */
#include "helpers.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "backend/history.h"
#include "base/file.h"
#include "base/mem.h"

static int set_up(void **state)
{
    *state = helpers_make_folder();
    return *state != NULL ? 0 : -1;
}

static int tear_down(void **state)
{
    helpers_remove_folder(*state);
    return 0;
}

static void what_is_added_is_read_and_private(void **state)
{
    struct texts list = {0};
    struct err err = {0};
    struct stat status;
    char *dir = file_join(*state, "state"), *path = file_join(dir, "sql_history");
    assert_true(history_read(dir, &list, &err));
    assert_int_equal(list.count, 0);
    assert_true(history_add(dir, "SELECT 1", &err));
    assert_true(history_add(dir, "SELECT 2", &err));
    assert_true(history_add(dir, "SELECT 2", &err));
    assert_true(history_read(dir, &list, &err));
    assert_int_equal(list.count, 2);
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
    texts_release(&list);
    free(path);
    free(dir);
}

static void a_disk_that_takes_nothing_is_an_error_and_leaves_the_file(void **state)
{
    struct texts list = {0};
    struct err err = {0};
    char *path = file_join(*state, "sql_history");
    assert_int_equal(mkdir(path, 0700), 0); /* a folder stands in its place */
    assert_false(history_add(*state, "SELECT 1", &err));
    assert_int_not_equal(err.code, ERR_NONE);
    err = (struct err){0};
    assert_false(history_read(*state, &list, &err));
    assert_int_equal(list.count, 0);
    assert_int_equal(rmdir(path), 0);
    free(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_added_is_read_and_private, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_disk_that_takes_nothing_is_an_error_and_leaves_the_file, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
