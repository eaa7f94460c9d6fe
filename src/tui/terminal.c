#include "tui/terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#include "base/array.h"
#include "base/env.h"
#include "base/mem.h"
#include "base/spawn.h"
#include "base/text.h"
#include "tui/canvas.h"

enum { STACK_SIZE = 64 * 1024 };

static const int piped[] = {SIGTERM, SIGHUP, SIGINT, SIGWINCH, SIGTSTP, SIGCONT};
/* Those that end us by what we did, and those by which others end a program with a core or at once. */
static const int fatal[] = {SIGSEGV, SIGBUS,  SIGILL,  SIGFPE,  SIGABRT, SIGSYS,
                            SIGQUIT, SIGXCPU, SIGALRM, SIGUSR1, SIGUSR2};

/* All that the handlers touch; plain memory, set before they are. */
static struct {
    volatile sig_atomic_t taken;
    struct termios saved;
    struct strbuf restore; /* bytes that give the terminal back */
    int pipe[2];
    void *stack;
    struct sigaction
        before[ARRAY_COUNT(fatal)]; /* what was set for the fatal ones: the default, or a sanitizer's */
} terminal = {.restore = STRBUF_INIT, .pipe = {-1, -1}};

/* ---- handlers: only what a handler may call ---- */

static void give_back(void)
{
    if (!terminal.taken)
        return;
    terminal.taken = 0;
    ssize_t written = write(STDOUT_FILENO, terminal.restore.text, terminal.restore.length);
    (void)written;
    tcsetattr(STDIN_FILENO, TCSANOW, &terminal.saved);
}

static void on_fatal(int number)
{
    give_back();
    for (size_t i = 0; i < ARRAY_COUNT(fatal); i++) {
        if (fatal[i] == number)
            sigaction(number, &terminal.before[i], NULL);
    }
    raise(number);
}

static void on_piped(int number)
{
    int saved_errno = errno;
    unsigned char byte = (unsigned char)number;
    ssize_t written = write(terminal.pipe[1], &byte, 1);
    (void)written;
    errno = saved_errno;
}

/* ---- taking ---- */

static void set_piped(void)
{
    struct sigaction action = {.sa_handler = on_piped, .sa_flags = SA_RESTART | SA_ONSTACK};
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < ARRAY_COUNT(piped); i++)
        sigaction(piped[i], &action, NULL);
    signal(SIGPIPE, SIG_IGN);
}

static void set_fatal(void)
{
    struct sigaction action = {.sa_handler = on_fatal, .sa_flags = SA_ONSTACK | SA_NODEFER};
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < ARRAY_COUNT(fatal); i++)
        sigaction(fatal[i], &action, &terminal.before[i]);
}

static void set_piped_back(void)
{
    for (size_t i = 0; i < ARRAY_COUNT(piped); i++)
        signal(piped[i], SIG_DFL);
}

static void set_fatal_back(void)
{
    for (size_t i = 0; i < ARRAY_COUNT(fatal); i++)
        sigaction(fatal[i], &terminal.before[i], NULL);
}

static void set_stack(void)
{
    stack_t present;
    if (sigaltstack(NULL, &present) == 0 && !(present.ss_flags & SS_DISABLE))
        return; /* a sanitizer has set one */
    terminal.stack = mem_alloc(1, STACK_SIZE);
    sigaltstack(&(stack_t){.ss_sp = terminal.stack, .ss_size = STACK_SIZE}, NULL);
}

/* Terminals of old that draw nothing beyond ASCII, whatever the locale says. */
static bool ascii_only(const char *term)
{
    static const char *const old[] = {"vt52", "vt100", "vt102", "vt220", "ansi", "sun", "cons25"};
    for (size_t i = 0; i < ARRAY_COUNT(old); i++) {
        if (strcmp(term, old[i]) == 0)
            return true;
    }
    return false;
}

static bool open_canvas(char **note, struct err *err)
{
    const char *term = env_get_filled("TERM");
    bool unknown = false;
    if (term && canvas_open(term, STDIN_FILENO, STDOUT_FILENO, &unknown, err)) {
        if (ascii_only(term))
            text_set_ascii(true);
        return true;
    }
    if (term && !unknown)
        return false;
    if (!canvas_open("xterm-256color", STDIN_FILENO, STDOUT_FILENO, &unknown, err) &&
        !canvas_open("xterm", STDIN_FILENO, STDOUT_FILENO, &unknown, err))
        return err_hint(err, "use etrig list");
    if (note)
        *note = term ? mem_printf("TERM=%s is not known: xterm-256color is used", term)
                     : mem_dup("TERM is not set: xterm-256color is used");
    err_clear(err);
    return true;
}

static bool make_pipe(struct err *err)
{
    if (pipe2(terminal.pipe, O_CLOEXEC | O_NONBLOCK) == 0)
        return true;
    return err_set(err, ERR_LOCAL, "cannot make a pipe: %s", strerror(errno));
}

bool terminal_open(char **note, struct err *err)
{
    if (note)
        *note = NULL;
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO) || tcgetattr(STDIN_FILENO, &terminal.saved) != 0) {
        err_set(err, ERR_USAGE, "there is no terminal here");
        return err_hint(err, "use etrig list");
    }
    if (!make_pipe(err))
        return false;
    set_piped(); /* before the terminal is taken: a signal meanwhile waits in the pipe */
    if (!open_canvas(note, err)) {
        set_piped_back();
        return false;
    }
    strbuf_reset(&terminal.restore);
    canvas_restore_string(&terminal.restore);
    set_stack();
    terminal.taken = 1;
    set_fatal();
    mem_on_exhausted(give_back);
    return true;
}

void terminal_close(void)
{
    if (!canvas_is_open())
        return;
    terminal.taken = 0;
    canvas_close();
    tcsetattr(STDIN_FILENO, TCSADRAIN, &terminal.saved);
    mem_on_exhausted(NULL);
    set_piped_back();
    set_fatal_back();
    strbuf_release(&terminal.restore);
}

/* ---- signals that are read ---- */

int terminal_signal_fd(void)
{
    return terminal.pipe[0];
}

int terminal_next_signal(void)
{
    unsigned char byte;
    return read(terminal.pipe[0], &byte, 1) == 1 ? byte : 0;
}

void terminal_size(int *rows, int *cols)
{
    struct winsize size = {0};
    *rows = 24;
    *cols = 80;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0) {
        *rows = size.ws_row;
        *cols = size.ws_col;
    }
}

/* ---- stopping and going on ---- */

/* Makes the process group the one that the terminal's keys go to. */
static void give_keys_to(pid_t group)
{
    signal(SIGTTOU, SIG_IGN);
    tcsetpgrp(STDIN_FILENO, group);
    signal(SIGTTOU, SIG_DFL);
}

/* One that is stopped goes on: it asked for the terminal before it had it, or the person pressed Ctrl-Z. */
static int wait_for_program(pid_t pid)
{
    int state = 0;
    for (;;) {
        pid_t got = waitpid(pid, &state, WUNTRACED);
        if (got < 0 && errno != EINTR)
            return 127;
        if (got == pid && !WIFSTOPPED(state))
            return WIFSIGNALED(state) ? 128 + WTERMSIG(state) : WEXITSTATUS(state);
        if (got == pid) {
            give_keys_to(pid);
            kill(-pid, SIGCONT);
        }
    }
}

bool terminal_run(const char *const *argv, int *status, struct err *err)
{
    struct spawn_options child = {
        .argv = argv, .in = STDIN_FILENO, .out = STDOUT_FILENO, .error = STDERR_FILENO, .handed = -1};
    terminal.taken = 0;
    canvas_pause();
    tcsetattr(STDIN_FILENO, TCSADRAIN, &terminal.saved);
    pid_t pid = spawn_start(&child, err);
    if (pid > 0) {
        give_keys_to(pid);
        *status = wait_for_program(pid);
        give_keys_to(getpgrp());
    }
    terminal_continued();
    return pid > 0;
}

void terminal_suspend(void)
{
    terminal.taken = 0;
    canvas_pause();
    tcsetattr(STDIN_FILENO, TCSADRAIN, &terminal.saved);
    signal(SIGTSTP, SIG_DFL);
    kill(0, SIGTSTP); /* the whole job, as the terminal's own Ctrl-Z */
    set_piped();
    terminal_continued();
}

void terminal_continued(void)
{
    canvas_resume();
    terminal.taken = 1;
}
