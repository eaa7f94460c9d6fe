/* The terminal is given back however the program comes to its end, in whichever thread the fault is. */
#include "helpers.h"

#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include "pty.h"

static char *folder;

static int set_up(void **state)
{
    (void)state;
    folder = helpers_make_folder();
    setenv("HOME", folder, 1);
    setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    helpers_remove_folder(folder);
    return 0;
}

/* In the order in which they must come, whatever stands between. */
static void assert_restored(const struct pty *pty)
{
    static const char *const parts[] = {"\033[?1049h", "\033[?1049l"};
    const char *at = pty->bytes.text, *end = at + pty->bytes.length;
    for (size_t i = 0; i < 2; i++) {
        at = memmem(at, (size_t)(end - at), parts[i], strlen(parts[i]));
        assert_non_null(at);
    }
    assert_non_null(memmem(pty->bytes.text, pty->bytes.length, "\033[?2004l", 8)); /* paste as it was */
    assert_true(pty_is_given_back(pty));
}

static void fault(int number, bool in_worker)
{
    const char *const argv[] = {getenv("ETRIG"), "--local", NULL};
    struct pty pty;
    pty_start(&pty, argv, 24, 90);
    assert_true(pty_sees(&pty, "abandoned-cart", 0));
    pid_t thread = in_worker ? pty_other_thread(&pty) : pty.pid;
    assert_true(thread > 0);
    assert_int_equal(tgkill(pty.pid, thread, number), 0);
    assert_true(pty_wait(&pty));
    assert_restored(&pty);
#ifndef ETRIG_SANITIZED /* they end in their own way */
    assert_true(WIFSIGNALED(pty.status));
    assert_int_equal(WTERMSIG(pty.status), number);
#endif
    pty_end(&pty);
}

static void a_fault_of_the_worker_gives_the_terminal_back(void **state)
{
    static const int faults[] = {SIGSEGV, SIGBUS, SIGABRT, SIGILL, SIGFPE, SIGSYS};
    (void)state;
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
        fault(faults[i], true);
}

static void a_fault_of_the_screen_gives_the_terminal_back(void **state)
{
    (void)state;
    fault(SIGSEGV, false);
    fault(SIGABRT, false);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_fault_of_the_worker_gives_the_terminal_back),
        cmocka_unit_test(a_fault_of_the_screen_gives_the_terminal_back),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
