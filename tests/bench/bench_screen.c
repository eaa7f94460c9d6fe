/*
 * bench_screen: how long a program takes from its start until its screen shows a text, in a terminal of
 * 120×40.
 *
 * usage: bench_screen RUNS TEXT PROGRAM [ARGUMENT…]
 * Prints the median, the spread and the memory held at that moment; ends each run with q, then by closing the
 * terminal.
 */
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { RUNS_MAX = 1000, SCREEN_MAX = 1 << 20, LIMIT_MS = 20000 };

static double now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static long resident_kib(pid_t pid)
{
    char path[64], line[256];
    long kib = 0;
    snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
    FILE *file = fopen(path, "r");
    while (file != NULL && fgets(line, sizeof line, file) != NULL)
        if (strncmp(line, "VmHWM:", 6) == 0)
            kib = strtol(line + 6, NULL, 10);
    if (file != NULL)
        fclose(file);
    return kib;
}

/* Reads what the program writes until the text is there: milliseconds since start, or -1. */
static double wait_for(int terminal, const char *text, double start)
{
    static char screen[SCREEN_MAX];
    size_t length = 0;
    while (now_ms() - start < LIMIT_MS && length < sizeof screen - 1) {
        struct pollfd wait = {.fd = terminal, .events = POLLIN};
        if (poll(&wait, 1, 1000) <= 0)
            continue;
        ssize_t n = read(terminal, screen + length, sizeof screen - 1 - length);
        if (n <= 0)
            return -1;
        length += (size_t)n;
        screen[length] = '\0';
        if (strstr(screen, text) != NULL)
            return now_ms() - start;
    }
    return -1;
}

static double run_once(const char *text, char **argv, long *kib)
{
    struct winsize size = {.ws_row = 40, .ws_col = 120};
    int terminal;
    double start = now_ms();
    pid_t child = forkpty(&terminal, NULL, NULL, &size);
    if (child == 0) {
        setenv("TERM", "xterm-256color", 1);
        execvp(argv[0], argv);
        _exit(127);
    }
    double took = wait_for(terminal, text, start);
    *kib = resident_kib(child);
    if (write(terminal, "q", 1) != 1)
        kill(child, SIGTERM);
    while (now_ms() - start < LIMIT_MS) {
        char rest[4096];
        if (read(terminal, rest, sizeof rest) <= 0)
            break;
    }
    close(terminal);
    waitpid(child, NULL, 0);
    return took;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

int main(int argc, char **argv)
{
    static double ms[RUNS_MAX];
    int runs = argc > 3 ? atoi(argv[1]) : 0;
    long kib = 0;
    if (runs < 1 || runs > RUNS_MAX) {
        fprintf(stderr, "usage: bench_screen RUNS TEXT PROGRAM [ARGUMENT...]\n");
        return 2;
    }
    for (int i = 0; i < runs; i++)
        ms[i] = run_once(argv[2], argv + 3, &kib);
    qsort(ms, (size_t)runs, sizeof *ms, compare);
    printf("  %.1f ms to the screen (%.1f to %.1f), %.1f MiB%s\n", ms[runs / 2], ms[0], ms[runs - 1],
           (double)kib / 1024, ms[0] < 0 ? "  FAILED: the text did not come" : "");
    return ms[0] < 0;
}
