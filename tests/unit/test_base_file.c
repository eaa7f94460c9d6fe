/* file, log: private files, whole reads, atomic writes, locks, the debug log. */
#include "helpers.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/log.h"
#include "base/mem.h"

static int make_folder(void **state)
{
    *state = helpers_make_folder();
    return 0;
}

static int remove_folder(void **state)
{
    helpers_remove_folder(*state);
    return 0;
}

static int mode_of(const char *path)
{
    struct stat found;

    assert_int_equal(lstat(path, &found), 0);
    return found.st_mode & 07777;
}

static void a_file_is_read_whole_or_not_at_all(void **state)
{
    char *path = helpers_file(*state, "f", "a\0bc", 4);
    struct strbuf out = STRBUF_INIT;
    struct err err = {0};

    strbuf_adds(&out, "before ");
    assert_true(file_read(path, 4, &out, &err));
    assert_int_equal(out.length, 11);
    assert_memory_equal(out.text, "before a\0bc", 12);
    assert_false(file_read(path, 3, &out, &err));
    assert_int_equal(err.code, ERR_USAGE);
    assert_int_equal(out.length, 11);
    strbuf_release(&out);
    free(path);
}

static void a_pipe_or_a_folder_is_not_waited_for(void **state)
{
    char *pipe = file_join(*state, "pipe"), *path = helpers_file(*state, "g", "abc", 3);
    struct strbuf out = STRBUF_INIT;
    struct err err = {0};

    assert_int_equal(mkfifo(pipe, 0600), 0);
    assert_false(file_read_regular(pipe, 10, &out, &err));
    assert_int_equal(err.code, ERR_USAGE);
    assert_false(file_read_regular(*state, 10, &out, &err));
    assert_int_equal(err.code, ERR_USAGE);
    assert_true(file_read_regular(path, 3, &out, &err));
    assert_string_equal(out.text, "abc");
    assert_false(file_read_regular(path, 2, &out, &err));
    assert_int_equal(unlink(pipe), 0);
    assert_false(file_read_regular(pipe, 10, &out, &err));
    assert_int_equal(err.code, ERR_NOT_FOUND);
    strbuf_release(&out);
    free(pipe);
    free(path);
}

/* What the shell has opened is read to its end, whatever it is. */
static void a_pipe_that_is_open_already_is_read(void **state)
{
    char *pipe_path = file_join(*state, "pipe2"), *open_path;
    struct strbuf out = STRBUF_INIT;
    struct err err = {0};
    int ends[2];

    assert_int_equal(mkfifo(pipe_path, 0600), 0);
    assert_false(file_read_given_ready(pipe_path, 10, &out, &err));
    assert_int_equal(err.code, ERR_USAGE);
    assert_non_null(strstr(err.text, "it is no regular file"));
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], "abc", 3), 3);
    close(ends[1]);
    open_path = mem_printf("/dev/fd/%d", ends[0]);
    assert_true(file_read_given_ready(open_path, 3, &out, &err));
    assert_string_equal(out.text, "abc");
    close(ends[0]);
    strbuf_release(&out);
    free(open_path);
    free(pipe_path);
}

static void what_cannot_be_read_is_named(void **state)
{
    char *missing = file_join(*state, "missing");
    struct strbuf out = STRBUF_INIT;
    struct err err = {0};

    assert_false(file_read(missing, 10, &out, &err));
    assert_int_equal(err.code, ERR_NOT_FOUND);
    assert_non_null(strstr(err.text, missing));
    assert_false(file_read(*state, 10, &out, &err));
    assert_int_equal(err.code, ERR_USAGE);
    strbuf_release(&out);
    free(missing);
}

static void only_what_a_person_names_may_be_the_input(void **state)
{
    struct strbuf out = STRBUF_INIT;
    struct err err = {0};

    (void)state;
    assert_false(file_read("-", 10, &out, &err));
    assert_int_equal(err.code, ERR_NOT_FOUND);
    assert_int_equal(dup2(open("/dev/null", O_RDONLY | O_CLOEXEC), STDIN_FILENO), STDIN_FILENO);
    assert_true(file_read_given("-", 10, &out, &err));
    assert_false(file_read_given("/nowhere", 10, &out, &err));
    strbuf_release(&out);
}

static void a_byte_order_mark_is_no_part_of_a_text(void **state)
{
    char *path = helpers_file(*state, "bom",
                              "\xef\xbb\xbf"
                              "a\xef\xbb\xbf",
                              7);
    struct strbuf out = STRBUF_INIT;
    struct err err = {0};

    strbuf_adds(&out, "before ");
    assert_true(file_read_given(path, 10, &out, &err));
    assert_string_equal(out.text, "before a\xef\xbb\xbf");
    strbuf_release(&out);
    free(path);
}

static void an_atomic_write_replaces_all_and_is_private(void **state)
{
    char *path = helpers_file(*state, "f", "long old content", 16);
    struct strbuf out = STRBUF_INIT;
    struct err err = {0};

    chmod(path, 0644);
    assert_true(file_write_atomic(path, "new", 3, &err));
    assert_int_equal(mode_of(path), 0600);
    assert_true(file_read(path, 100, &out, &err));
    assert_string_equal(out.text, "new");
    assert_true(file_write_atomic(path, "", 0, &err));
    strbuf_release(&out);
    free(path);
}

static void an_atomic_write_does_not_follow_a_link(void **state)
{
    char *path = helpers_file(*state, "target", "old", 3), *link = file_join(*state, "link");
    struct strbuf out = STRBUF_INIT;
    struct err err = {0};

    assert_int_equal(symlink(path, link), 0);
    assert_true(file_write_atomic(link, "new", 3, &err));
    assert_true(file_read(path, 100, &out, &err));
    assert_string_equal(out.text, "old");
    strbuf_release(&out);
    free(path);
    free(link);
}

static void a_failed_write_leaves_nothing_behind(void **state)
{
    char *path = file_join(*state, "sub"), *inside = file_join(path, "f");
    struct err err = {0};

    assert_false(file_write_atomic(inside, "x", 1, &err));
    assert_int_equal(err.code, ERR_LOCAL);
    assert_int_equal(mkdir(path, 0700), 0);
    assert_int_equal(mkdir(inside, 0700), 0);
    assert_false(file_write_atomic(inside, "x", 1, &err)); /* a folder stands there: rename fails */
    assert_int_equal(err.code, ERR_LOCAL);
    assert_int_equal(rmdir(inside), 0);
    assert_int_equal(rmdir(path), 0); /* empty: no temporary is left */
    free(path);
    free(inside);
}

static void folders_are_made_private_with_their_parents(void **state)
{
    char *deep = mem_printf("%s/a/b//c/", (char *)*state), *above = file_join(*state, "a");
    struct err err = {0};

    assert_true(file_make_private_dir(deep, &err));
    assert_int_equal(mode_of(deep), 0700);
    assert_int_equal(mode_of(above), 0700);
    assert_true(file_make_private_dir(deep, &err));
    free(deep);
    free(above);
}

static void a_folder_that_others_could_change_is_refused(void **state)
{
    char *open = file_join(*state, "open"), *link = file_join(*state, "link");
    char *file = helpers_file(*state, "file", "", 0);
    struct err err = {0};

    assert_int_equal(mkdir(open, 0700), 0);
    chmod(open, 0770);
    assert_false(file_make_private_dir(open, &err));
    assert_int_equal(err.code, ERR_LOCAL);
    chmod(open, 0755);
    assert_true(file_make_private_dir(open, &err));
    assert_int_equal(symlink(open, link), 0);
    assert_false(file_make_private_dir(link, &err));
    assert_false(file_make_private_dir(file, &err));
    assert_int_equal(err.code, ERR_LOCAL);
    free(open);
    free(link);
    free(file);
}

/* Only root can make a folder of somebody else. */
static void a_folder_of_another_owner_is_refused(void **state)
{
    char *theirs = file_join(*state, "theirs"), *file = helpers_file(*state, "their-file", "", 0);
    struct err err = {0};

    assert_int_equal(mkdir(theirs, 0700), 0);
    if (chown(theirs, 12345, 12345) != 0 || chown(file, 12345, 12345) != 0) {
        free(theirs);
        free(file);
        skip();
    }
    assert_false(file_make_private_dir(theirs, &err));
    assert_int_equal(err.code, ERR_LOCAL);
    assert_int_equal(file_open_private(file, 0, &err), -1);
    assert_int_equal(err.code, ERR_LOCAL);
    free(theirs);
    free(file);
}

static void private_files_are_made_private_and_links_refused(void **state)
{
    char *path = helpers_file(*state, "old", "12345", 5), *fresh = file_join(*state, "fresh");
    char *link = file_join(*state, "link");
    struct err err = {0};
    char byte;
    int fd;

    chmod(path, 0666);
    fd = file_open_private(path, O_TRUNC, &err);
    assert_true(fd >= 0);
    assert_int_equal(mode_of(path), 0600);
    assert_int_equal(read(fd, &byte, 1), 0);
    close(fd);
    fd = file_open_private(fresh, O_APPEND, &err);
    assert_true(fd >= 0);
    assert_int_equal(mode_of(fresh), 0600);
    assert_true(fcntl(fd, F_GETFD) & FD_CLOEXEC);
    close(fd);
    assert_int_equal(symlink(path, link), 0);
    assert_int_equal(file_open_private(link, 0, &err), -1);
    assert_int_equal(err.code, ERR_LOCAL);
    assert_non_null(strstr(err.text, "it is a link"));
    assert_int_equal(file_open_private(*state, 0, &err), -1);
    free(path);
    free(fresh);
    free(link);
}

static void a_lock_is_held_by_one(void **state)
{
    char *path = file_join(*state, "lock");
    struct err err = {0};
    bool busy = true;
    int first = file_lock(path, &busy, &err);

    assert_true(first >= 0);
    assert_false(busy);
    assert_int_equal(file_lock(path, &busy, &err), -1);
    assert_true(busy);
    assert_int_equal(err.code, ERR_NONE);
    close(first);
    first = file_lock(path, &busy, &err);
    assert_true(first >= 0);
    close(first);
    free(path);
    path = file_join(*state, "no/lock");
    assert_int_equal(file_lock(path, &busy, &err), -1);
    assert_false(busy);
    assert_int_equal(err.code, ERR_LOCAL);
    free(path);
}

static void names_join_with_one_slash(void **state)
{
    (void)state;
    helpers_assert_text(file_join("/a", "b"), "/a/b");
    helpers_assert_text(file_join("/a/", "b"), "/a/b");
    helpers_assert_text(file_join("/", "b"), "/b");
}

static void a_local_path_is_not_on_the_network(void **state)
{
    char *missing = mem_printf("%s/not/there/yet", (char *)*state);

    assert_int_equal(file_on_network(missing), file_on_network(*state));
    assert_false(file_on_network("/proc/self/status"));
    free(missing);
}

static void the_log_writes_harmless_lines_when_open(void **state)
{
    char *path = file_join(*state, "log");
    struct strbuf out = STRBUF_INIT;
    struct err err = {0};

    log_line("http", "nobody hears %d", 1);
    assert_true(log_open(path, &err));
    clock_freeze(INT64_C(1795452300123));
    log_line("http", "%s in %d ms", "a\nb\033[2J", 5);
    log_close();
    clock_freeze(-1);
    log_line("http", "nobody hears");
    assert_int_equal(mode_of(path), 0600);
    assert_true(file_read(path, 1000, &out, &err));
    assert_int_equal(strncmp(out.text, "2026-11-23T16:45:00.123Z ", 25), 0);
    assert_non_null(strstr(out.text, " http: a"));
    assert_string_equal(strstr(out.text, " in "), " in 5 ms\n");
    assert_null(strchr(out.text, '\033'));
    assert_true(log_open(path, &err)); /* appends */
    log_line("x", "again");
    log_close();
    strbuf_reset(&out);
    assert_true(file_read(path, 1000, &out, &err));
    assert_non_null(strstr(out.text, " in 5 ms\n2"));
    strbuf_release(&out);
    free(path);
}

int main(void)
{
#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)
    const struct CMUnitTest tests[] = {
        IN_FOLDER(a_file_is_read_whole_or_not_at_all),
        IN_FOLDER(what_cannot_be_read_is_named),
        IN_FOLDER(a_pipe_or_a_folder_is_not_waited_for),
        IN_FOLDER(a_pipe_that_is_open_already_is_read),
        cmocka_unit_test(only_what_a_person_names_may_be_the_input),
        IN_FOLDER(a_byte_order_mark_is_no_part_of_a_text),
        IN_FOLDER(an_atomic_write_replaces_all_and_is_private),
        IN_FOLDER(an_atomic_write_does_not_follow_a_link),
        IN_FOLDER(a_failed_write_leaves_nothing_behind),
        IN_FOLDER(folders_are_made_private_with_their_parents),
        IN_FOLDER(a_folder_that_others_could_change_is_refused),
        IN_FOLDER(a_folder_of_another_owner_is_refused),
        IN_FOLDER(private_files_are_made_private_and_links_refused),
        IN_FOLDER(a_lock_is_held_by_one),
        cmocka_unit_test(names_join_with_one_slash),
        IN_FOLDER(a_local_path_is_not_on_the_network),
        IN_FOLDER(the_log_writes_harmless_lines_when_open),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
