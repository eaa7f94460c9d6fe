/* tui_run: the loop between the terminal, the signals, the backend and the screens. */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>
#include "base/clock.h"
#include "base/env.h"
#include "base/mem.h"
#include "base/program.h"
#include "tui/terminal.h"
#include "tui/tui.h"

enum { STOP_MS = 500, CACHE_MS = 5 };

struct loop {
    struct tui *tui;
    struct input *input;
    struct canvas *canvas;
    struct backend *backend; /* borrowed */
    int ended_by;            /* the signal that ends it, 0: none */
};

/* What the terminal has for us, without waiting. Its end counts as a hang-up. */
static void read_keys(struct loop *loop)
{
    char bytes[4096];
    ssize_t n = read(STDIN_FILENO, bytes, sizeof bytes);
    if (n > 0)
        input_feed(loop->input, bytes, (size_t)n, clock_monotonic_ms());
    else if (n == 0 || (errno != EINTR && errno != EAGAIN))
        loop->ended_by = SIGHUP;
}

static bool keys_wait(void)
{
    struct pollfd terminal = {.fd = STDIN_FILENO, .events = POLLIN};
    return poll(&terminal, 1, 0) == 1 && terminal.revents & POLLIN;
}

static void drop_typed(struct loop *loop)
{
    while (!loop->ended_by && keys_wait())
        read_keys(loop);
    input_drop(loop->input, clock_monotonic_ms());
}

static void take_size(struct loop *loop)
{
    int rows, cols;
    terminal_size(&rows, &cols);
    canvas_terminal_size(rows, cols);
    canvas_resize(loop->canvas, rows, cols);
}

static void take_signals(struct loop *loop)
{
    int number;
    while ((number = terminal_next_signal()) != 0) {
        if (number == SIGWINCH) {
            take_size(loop);
        } else if (number == SIGTSTP) {
            terminal_suspend();
            take_size(loop);
        } else if (number == SIGCONT) {
            terminal_continued();
            take_size(loop);
        } else {
            loop->ended_by = number;
        }
    }
}

/* Another program has the terminal for a while; the worker goes on meanwhile. */
static void run_program(struct loop *loop)
{
    struct err err = {0};
    int status = 0;
    char **words = program_words(tui_program(loop->tui), &err);
    if (words)
        terminal_run((const char *const *)words, &status, &err);
    program_free_words(words);
    take_size(loop);
    tui_program_ended(loop->tui, status, &err);
}

/* Does what the screens asked of the terminal. */
static void serve_wants(struct loop *loop)
{
    unsigned wants = tui_wants(loop->tui);
    char *bytes = tui_take_bytes(loop->tui);
    if (wants & TUI_WANTS_REDRAW)
        canvas_redraw_all();
    if (wants & TUI_WANTS_SUSPEND) {
        terminal_suspend();
        take_size(loop);
    }
    while (tui_program(loop->tui)) /* its end may ask for another */
        run_program(loop);
    if (bytes)
        canvas_pass(bytes);
    free(bytes);
}

/* Asked in the middle of a long call: a signal ends it too. */
static bool typed(void *context, bool (*is)(const struct input_key *key, void *is_context), void *is_context)
{
    struct loop *loop = context;
    if (keys_wait())
        read_keys(loop);
    take_signals(loop);
    return loop->ended_by != 0 || input_holds(loop->input, clock_monotonic_ms(), is, is_context);
}

static void draw(struct loop *loop)
{
    bool drop = tui_draw(loop->tui, loop->canvas);
    canvas_flush(loop->canvas);
    if (drop)
        drop_typed(loop);
}

/* Handles the keys that are whole. Each is drawn before the next, so that none answers a question which
 * nobody has seen. */
static void take_keys(struct loop *loop)
{
    struct input_event event;
    while (tui_goes_on(loop->tui) && !loop->ended_by &&
           input_next(loop->input, &event, clock_monotonic_ms())) {
        tui_event(loop->tui, &event);
        input_event_release(&event);
        serve_wants(loop);
        if (tui_is_unseen(loop->tui))
            draw(loop);
    }
}

static int sooner(int a_ms, int b_ms)
{
    return a_ms < 0 || (b_ms >= 0 && b_ms < a_ms) ? b_ms : a_ms;
}

/* One turn: sleeps until something happens, then takes all of it. */
static void turn(struct loop *loop)
{
    int64_t now_ms = clock_monotonic_ms();
    int wait_ms = sooner(tui_tick(loop->tui, now_ms), input_wait_ms(loop->input, now_ms));
    struct pollfd fds[3] = {
        {.fd = STDIN_FILENO, .events = POLLIN},
        {.fd = terminal_signal_fd(), .events = POLLIN},
        {.fd = loop->backend ? backend_fd(loop->backend) : -1, .events = POLLIN},
    };
    poll(fds, 3, wait_ms);
    take_signals(loop);
    if (fds[0].revents & (POLLIN | POLLHUP | POLLERR) && !loop->ended_by)
        read_keys(loop);
    take_keys(loop);
    tui_pump(loop->tui);
    serve_wants(loop);
    if (tui_goes_on(loop->tui) && !loop->ended_by)
        draw(loop);
}

/* The cached listing is there within a moment, and before the connection: with it, the first screen is a full
 * one. Without one nobody waits longer. */
static void wait_for_cache(struct loop *loop, const struct store *store)
{
    struct pollfd news = {.fd = loop->backend ? backend_fd(loop->backend) : -1, .events = POLLIN};
    int64_t end_ms = clock_monotonic_ms() + CACHE_MS;
    while (store->row_count == 0 && store->connection.state == STORE_UNREAD &&
           clock_monotonic_ms() < end_ms) {
        poll(&news, 1, 1);
        tui_pump(loop->tui);
    }
}

static void run(struct loop *loop, const struct tui_options *options, const char *note)
{
    int rows, cols;
    terminal_size(&rows, &cols);
    loop->backend = options->backend;
    loop->input = input_new();
    input_learn_terminal(loop->input);
    loop->canvas = canvas_new(rows, cols);
    loop->tui = tui_new(options);
    tui_set_typed(loop->tui, typed, loop);
    if (note)
        tui_say(loop->tui, "%s", note);
    wait_for_cache(loop, options->store);
    draw(loop);
    while (tui_goes_on(loop->tui) && !loop->ended_by)
        turn(loop);
}

int tui_run(const struct tui_options *options, bool *hung, struct err *err)
{
    struct loop loop = {0};
    char *note = NULL;
    *hung = false;
    if (!terminal_open(&note, err)) {
        *hung = options->backend && !backend_stop(options->backend, STOP_MS);
        return ERR_USAGE;
    }
    if (env_get_filled("NO_COLOR"))
        theme_without_colour(true);
    run(&loop, options, note);
    terminal_close();
    tui_free(loop.tui); /* screens hand their drafts over */
    *hung = options->backend && !backend_stop(options->backend, STOP_MS);
    input_free(loop.input);
    canvas_free(loop.canvas);
    free(note);
    return loop.ended_by ? 128 + loop.ended_by : 0;
}
