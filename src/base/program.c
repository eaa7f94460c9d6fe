#include "base/program.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/array.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/spawn.h"

enum { OUTPUT_MAX = 64 * 1024, PIPES = 2 };

struct program {
    pid_t pid;
    int pidfd;        /* readable when it has ended */
    int pipes[PIPES]; /* its stdout and stderr; -1: closed */
    struct program_end end;
    struct watches *watches; /* borrowed */
    struct timers *timers;   /* borrowed */
    struct timer limit;
    program_done_fn done;
    void *context;
};

static void close_pipe(struct program *program, int i)
{
    if (program->pipes[i] < 0)
        return;
    watches_remove(program->watches, program->pipes[i]);
    close(program->pipes[i]);
    program->pipes[i] = -1;
}

static void free_program(struct program *program)
{
    timers_clear(program->timers, &program->limit);
    for (int i = 0; i < PIPES; i++)
        close_pipe(program, i);
    if (program->pidfd >= 0) {
        watches_remove(program->watches, program->pidfd);
        close(program->pidfd);
    }
    strbuf_wipe(&program->end.out);
    strbuf_wipe(&program->end.said);
    free(program);
}

/* Its group is its own, so that what it started goes with it. */
static void kill_all(const struct program *program)
{
    kill(-program->pid, SIGKILL);
}

/* As waitpid has it. */
static int wait_for(pid_t pid)
{
    int ended = 0;

    while (waitpid(pid, &ended, 0) < 0 && errno == EINTR)
        continue;
    return ended;
}

/* Takes what waits in a pipe. */
static void drain(struct program *program, int i)
{
    struct strbuf *into = i == 0 ? &program->end.out : &program->end.said;
    char bytes[4096];
    ssize_t count = -1;

    while (program->pipes[i] >= 0 && into->length <= OUTPUT_MAX &&
           (count = read(program->pipes[i], bytes, sizeof bytes)) > 0)
        strbuf_add(into, bytes, (size_t)count);
    mem_wipe(bytes, sizeof bytes);
    if (into->length > OUTPUT_MAX) {
        program->end.too_large = true;
        kill_all(program);
    }
    if (count == 0 || program->end.too_large)
        close_pipe(program, i);
}

static void out_ready(void *context)
{
    drain(context, 0);
}

static void said_ready(void *context)
{
    drain(context, 1);
}

static void ended(void *context)
{
    struct program *program = context;
    int end;

    drain(program, 0);
    drain(program, 1);
    kill_all(program); /* what it left behind; until it is waited for, its number is nobody else's */
    end = wait_for(program->pid);
    program->end.signal = WIFSIGNALED(end) ? WTERMSIG(end) : 0;
    program->end.status = WIFEXITED(end) ? WEXITSTATUS(end) : 0;
    program->done(program->context, &program->end);
    free_program(program);
}

static void time_is_over(void *context)
{
    struct program *program = context;

    program->end.late = true;
    kill_all(program);
}

void program_cancel(struct program *program)
{
    if (!program)
        return;
    kill_all(program);
    wait_for(program->pid); /* killed: this does not wait */
    free_program(program);
}

/* ---- starting ---- */

static bool spawn(struct program *program, const struct program_options *options, int ends[PIPES],
                  struct err *err)
{
    struct spawn_options child = {
        .argv = options->argv, .in = -1, .out = ends[0], .error = ends[1], .handed = -1};

    program->pid = spawn_start(&child, err);
    if (program->pid < 0)
        return false;
    program->pidfd = pidfd_open(program->pid, 0);
    if (program->pidfd >= 0)
        return true;
    err_set(err, ERR_LOCAL, "cannot watch %s: %s", options->argv[0], strerror(errno));
    kill_all(program);
    wait_for(program->pid);
    return false;
}

static bool make_pipes(struct program *program, int ends[PIPES], struct err *err)
{
    for (int i = 0; i < PIPES; i++) {
        int both[2];

        if (pipe2(both, O_CLOEXEC) != 0)
            return err_set(err, ERR_LOCAL, "cannot make a pipe: %s", strerror(errno));
        program->pipes[i] = both[0];
        ends[i] = both[1];
        if (fcntl(both[0], F_SETFL, O_NONBLOCK) != 0)
            return err_set(err, ERR_LOCAL, "cannot make a pipe: %s", strerror(errno));
    }
    return true;
}

static void watch(struct program *program)
{
    watches_add(program->watches, program->pipes[0], out_ready, program);
    watches_add(program->watches, program->pipes[1], said_ready, program);
    watches_add(program->watches, program->pidfd, ended, program);
}

struct program *program_start(const struct program_options *options, struct err *err)
{
    struct program *program = mem_alloc(1, sizeof *program);
    int ends[PIPES] = {-1, -1};
    bool fine;

    *program = (struct program){.pidfd = -1,
                                .pipes = {-1, -1},
                                .watches = options->watches,
                                .timers = options->timers,
                                .limit = {.fire = time_is_over, .context = program},
                                .done = options->done,
                                .context = options->context};
    strbuf_init(&program->end.out);
    strbuf_init(&program->end.said);
    fine = make_pipes(program, ends, err) && spawn(program, options, ends, err);
    for (int i = 0; i < PIPES; i++)
        if (ends[i] >= 0)
            close(ends[i]);
    if (!fine) {
        free_program(program);
        return NULL;
    }
    watch(program);
    timers_set(program->timers, &program->limit, clock_monotonic_ms() + options->limit_ms);
    return program;
}

/* ---- words ---- */

struct words {
    char **items; /* owned */
    size_t count, capacity;
};

static void add_word(struct words *words, char *word)
{
    ARRAY_GROW(words->items, words->count + 2, words->capacity);
    words->items[words->count++] = word;
    words->items[words->count] = NULL;
}

/* One word from p on, which is no blank: behind it, or NULL if a quote stays open. */
static const char *take_word(const char *p, struct strbuf *word)
{
    char quote = '\0';

    for (; *p && (quote || !strchr(" \t\r\n", *p)); p++) {
        if (*p == quote)
            quote = '\0';
        else if (!quote && (*p == '"' || *p == '\''))
            quote = *p;
        else if (*p == '\\' && p[1] && (!quote || (quote == '"' && strchr("\"\\", p[1]))))
            strbuf_addc(word, *++p);
        else
            strbuf_addc(word, *p);
    }
    return quote ? NULL : p;
}

char **program_words(const char *command, struct err *err)
{
    struct words words = {0};
    const char *p = command + strspn(command, " \t\r\n");

    while (p && *p) {
        struct strbuf word = STRBUF_INIT;

        p = take_word(p, &word);
        add_word(&words, strbuf_detach(&word));
        if (p)
            p += strspn(p, " \t\r\n");
    }
    if (p && words.count)
        return words.items;
    err_set(err, ERR_USAGE, p ? "the command is empty" : "the command has a quote that does not end");
    program_free_words(words.items);
    return NULL;
}

void program_free_words(char **words)
{
    for (char **word = words; word && *word; word++)
        free(*word);
    free(words);
}
