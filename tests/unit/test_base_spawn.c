/* spawn: child processes that start clean. */
#include "helpers.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/spawn.h"
#include "base/strbuf.h"

/* Runs a shell with these descriptors; returns what it wrote on out, and its status. */
static char *run(const char *script, int in, int handed, int *status)
{
    const char *argv[] = {"sh", "-c", script, NULL};
    static const char *const left_out[] = {"SECRET_", "KEY=", NULL};
    struct strbuf said = STRBUF_INIT;
    struct err err = {0};
    int ends[2];
    char chunk[256];
    ssize_t got;
    pid_t child;

    assert_int_equal(pipe(ends), 0);
    child = spawn_start(&(struct spawn_options){argv, in, ends[1], -1, handed, left_out}, &err);
    assert_true(child > 0);
    close(ends[1]);
    while ((got = read(ends[0], chunk, sizeof chunk)) > 0)
        strbuf_add(&said, chunk, (size_t)got);
    close(ends[0]);
    assert_int_equal(waitpid(child, status, 0), child);
    return strbuf_detach(&said);
}

static void a_child_gets_its_descriptors_and_no_other(void **state)
{
    int ends[2], status, leaked = open("/dev/null", O_RDONLY); /* not close-on-exec */

    (void)state;
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], "given\n", 6), 6);
    close(ends[1]);
    helpers_assert_text(
        run("cat <&3; for i in 0 1 2 3 4 5 6 7 8 9; do [ -e /proc/$$/fd/$i ] && echo $i; done", -1, ends[0],
            &status),
        "given\n0\n1\n2\n3\n");
    helpers_assert_text(run("[ -e /proc/$$/fd/3 ] || echo none", -1, -1, &status), "none\n");
    helpers_assert_text(run("cat; echo x >&2; echo end", -1, -1, &status), "end\n");
    close(ends[0]);
    close(leaked);
}

/* Slots that overlap: what is to become 3 stands at 0, and so on. */
static void crossed_descriptors_arrive_where_they_should(void **state)
{
    int input[2], handed[2], status, saved = dup(STDIN_FILENO);

    (void)state;
    assert_int_equal(pipe(input), 0);
    assert_int_equal(pipe(handed), 0);
    assert_int_equal(write(input[1], "in\n", 3), 3);
    assert_int_equal(write(handed[1], "handed\n", 7), 7);
    close(input[1]);
    close(handed[1]);
    dup2(handed[0], STDIN_FILENO);
    helpers_assert_text(run("cat; cat <&3", input[0], STDIN_FILENO, &status), "in\nhanded\n");
    if (saved >= 0) {
        dup2(saved, STDIN_FILENO);
        close(saved);
    }
    close(input[0]);
    close(handed[0]);
}

static void signals_reach_the_child_though_we_block_them(void **state)
{
    sigset_t blocked, before;
    int status;

    (void)state;
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGTERM);
    sigprocmask(SIG_BLOCK, &blocked, &before);
    signal(SIGTERM, SIG_IGN);
    free(run("kill -TERM $$; exit 0", -1, -1, &status));
    signal(SIGTERM, SIG_DFL);
    sigprocmask(SIG_SETMASK, &before, NULL);
    assert_true(WIFSIGNALED(status));
    assert_int_equal(WTERMSIG(status), SIGTERM);
}

static void a_child_leads_its_own_group(void **state)
{
    int status;

    (void)state;
    helpers_assert_text(
        run("read -r pid name state parent group rest </proc/self/stat; [ $group = $$ ] && echo own", -1, -1,
            &status),
        "own\n");
}

static void a_child_does_not_get_what_is_left_out(void **state)
{
    int status;

    (void)state;
    setenv("SECRET_ONE", "1", 1);
    setenv("SECRET_", "2", 1);
    setenv("KEY", "3", 1);
    setenv("KEYS", "4", 1);
    setenv("A_KEY", "5", 1);
    helpers_assert_text(run("env | grep -E '^(SECRET|KEY|A_KEY)' | sort", -1, -1, &status),
                        "A_KEY=5\nKEYS=4\n");
    assert_string_equal(getenv("SECRET_ONE"), "1");
}

static void what_cannot_be_started_is_named(void **state)
{
    const char *argv[] = {"/nonexistent/program", NULL};
    struct err err = {0};

    (void)state;
    assert_int_equal(spawn_start(&(struct spawn_options){argv, -1, -1, -1, -1, NULL}, &err), -1);
    assert_int_equal(err.code, ERR_LOCAL);
    assert_string_equal(err.text, "cannot start /nonexistent/program: No such file or directory");
    assert_int_equal(spawn_start(&(struct spawn_options){argv, 9999, -1, -1, -1, NULL}, &err), -1);
    assert_string_equal(err.text, "cannot start /nonexistent/program: Bad file descriptor");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_child_gets_its_descriptors_and_no_other),
        cmocka_unit_test(crossed_descriptors_arrive_where_they_should),
        cmocka_unit_test(signals_reach_the_child_though_we_block_them),
        cmocka_unit_test(a_child_leads_its_own_group),
        cmocka_unit_test(a_child_does_not_get_what_is_left_out),
        cmocka_unit_test(what_cannot_be_started_is_named),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
