/* program: output and status come, nothing outlives its time, nobody waits; commands are split as a shell
 * does. */
#include "helpers.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "base/array.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/program.h"

enum { PATIENCE_MS = 20000 };

struct outcome {
    int done, status, signal;
    bool late, too_large;
    char *out, *said; /* owned */
};

static struct watches watches;
static struct timers timers;

static void take_end(void *context, const struct program_end *end)
{
    struct outcome *outcome = context;

    *outcome = (struct outcome){
        outcome->done + 1,      end->status, end->signal, end->late, end->too_large, mem_dup(end->out.text),
        mem_dup(end->said.text)};
}

/* One turn of a loop as the worker's: due timers, then ready descriptors. */
static void turn(void)
{
    struct pollfd fds[8];
    size_t count = watches.count;

    timers_run(&timers, clock_monotonic_ms());
    for (size_t i = 0; i < count; i++)
        fds[i] = (struct pollfd){.fd = watches.items[i].fd, .events = POLLIN};
    poll(fds, count, timers_wait_ms(&timers, clock_monotonic_ms(), PATIENCE_MS));
    for (size_t i = 0; i < count; i++)
        if (fds[i].revents)
            watches_call(&watches, fds[i].fd);
}

static struct program *start(const char *script, int limit_ms, struct outcome *outcome, struct err *err)
{
    const char *const argv[] = {"sh", "-c", script, NULL};
    struct program_options options = {.argv = argv,
                                      .limit_ms = limit_ms,
                                      .watches = &watches,
                                      .timers = &timers,
                                      .done = take_end,
                                      .context = outcome};

    *outcome = (struct outcome){0};
    return program_start(&options, err);
}

static void run(const char *script, int limit_ms, struct outcome *outcome)
{
    int64_t begun = clock_monotonic_ms();

    assert_non_null(start(script, limit_ms, outcome, NULL));
    assert_int_equal(outcome->done, 0);
    while (!outcome->done && clock_monotonic_ms() - begun < PATIENCE_MS)
        turn();
    assert_int_equal(outcome->done, 1);
    assert_int_equal(watches.count, 0);
    assert_int_equal(timers.count, 0);
}

static void release(struct outcome *outcome)
{
    free(outcome->out);
    free(outcome->said);
}

static void output_and_status_come(void **state)
{
    struct outcome outcome;

    (void)state;
    run("printf hello; printf oops >&2; exit 3", PATIENCE_MS, &outcome);
    assert_string_equal(outcome.out, "hello");
    assert_string_equal(outcome.said, "oops");
    assert_int_equal(outcome.status, 3);
    assert_int_equal(outcome.signal, 0);
    assert_false(outcome.late || outcome.too_large);
    release(&outcome);
}

static void a_signal_is_told_from_a_status(void **state)
{
    struct outcome outcome;

    (void)state;
    run("kill -TERM $$", PATIENCE_MS, &outcome);
    assert_int_equal(outcome.signal, SIGTERM);
    release(&outcome);
    run("exit 143", PATIENCE_MS, &outcome);
    assert_int_equal(outcome.signal, 0);
    assert_int_equal(outcome.status, 143);
    release(&outcome);
}

static void one_that_hangs_is_killed_with_its_children(void **state)
{
    struct outcome outcome;

    (void)state;
    run("printf part; cat /dev/zero >/dev/null & cat /dev/zero >/dev/null", 50, &outcome);
    assert_true(outcome.late);
    assert_int_equal(outcome.signal, SIGKILL);
    assert_string_equal(outcome.out, "part");
    release(&outcome);
}

static void one_that_says_too_much_is_killed(void **state)
{
    struct outcome outcome;

    (void)state;
    run("cat /dev/zero", PATIENCE_MS, &outcome);
    assert_true(outcome.too_large);
    assert_false(outcome.late);
    release(&outcome);
}

/* A child in the background keeps the pipes open: the program's own end counts. */
static void a_background_child_holds_nobody_up(void **state)
{
    struct outcome outcome;
    int64_t begun = clock_monotonic_ms();

    (void)state;
    run("cat /dev/zero >/dev/null & printf done", PATIENCE_MS, &outcome);
    assert_string_equal(outcome.out, "done");
    assert_true(clock_monotonic_ms() - begun < PATIENCE_MS / 2);
    release(&outcome);
}

static void one_that_is_not_there_is_an_error(void **state)
{
    const char *const argv[] = {"/nowhere/at-all", NULL};
    struct outcome outcome = {0};
    struct program_options options = {.argv = argv,
                                      .limit_ms = PATIENCE_MS,
                                      .watches = &watches,
                                      .timers = &timers,
                                      .done = take_end,
                                      .context = &outcome};
    struct err err = {0};

    (void)state;
    assert_null(program_start(&options, &err));
    assert_int_equal(err.code, ERR_LOCAL);
    assert_non_null(strstr(err.text, "/nowhere/at-all"));
    assert_int_equal(watches.count, 0);
}

static void cancelling_ends_it_without_a_word(void **state)
{
    struct outcome outcome;
    struct program *program = start("cat /dev/zero >/dev/null", PATIENCE_MS, &outcome, NULL);

    (void)state;
    assert_non_null(program);
    program_cancel(program);
    assert_int_equal(outcome.done, 0);
    assert_int_equal(watches.count, 0);
    assert_int_equal(timers.count, 0);
}

static void a_command_is_split_as_a_shell_does(void **state)
{
    static const struct {
        const char *command, *words; /* joined with | */
    } cases[] = {
        {"/opt/bin/keys --account 1", "/opt/bin/keys|--account|1"},
        {"  a\t b  ", "a|b"},
        {"'/opt/my tool' \"x y\" z", "/opt/my tool|x y|z"},
        {"a\\ b c\\\"d", "a b|c\"d"},
        {"\"a \\\" b\" 'c \\ d'", "a \" b|c \\ d"},
        {"\"a\\n\" ''", "a\\n|"},
        {"pre'mid'post", "premidpost"},
        {"$HOME *", "$HOME|*"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        char **words = program_words(cases[i].command, NULL);
        struct strbuf joined = STRBUF_INIT;

        assert_non_null(words);
        for (char **word = words; *word; word++)
            strbuf_addf(&joined, "%s%s", word == words ? "" : "|", *word);
        assert_string_equal(joined.text, cases[i].words);
        strbuf_release(&joined);
        program_free_words(words);
    }
}

static void a_broken_command_is_refused(void **state)
{
    static const char *const cases[] = {"", "   ", "'open", "a \"b", "\"a\\\""};

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct err err = {0};

        assert_null(program_words(cases[i], &err));
        assert_int_equal(err.code, ERR_USAGE);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(output_and_status_come),
        cmocka_unit_test(a_signal_is_told_from_a_status),
        cmocka_unit_test(one_that_hangs_is_killed_with_its_children),
        cmocka_unit_test(one_that_says_too_much_is_killed),
        cmocka_unit_test(a_background_child_holds_nobody_up),
        cmocka_unit_test(one_that_is_not_there_is_an_error),
        cmocka_unit_test(cancelling_ends_it_without_a_word),
        cmocka_unit_test(a_command_is_split_as_a_shell_does),
        cmocka_unit_test(a_broken_command_is_refused),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);

    timers_release(&timers);
    watches_release(&watches);
    return failed;
}
