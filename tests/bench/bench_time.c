/*
 * bench_time: runs commands by turns and compares them.
 *
 * usage: bench_time RUNS NAME COMMAND [NAME COMMAND]…     (commands go through sh; at most three)
 * Prints for each: the median and the spread of its wall time, and its peak memory; for each further one the ratio
 * of the medians (first / that one).
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { RUNS_MAX = 1000, BENCHES_MAX = 3 };

struct bench {
    const char *name, *command;
    double ms[RUNS_MAX];
    long peak_kib;
    int failed;
};

static double now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void run_once(struct bench *bench, int place)
{
    double start = now_ms();
    pid_t child = fork();
    if (child == 0) {
        int null = open("/dev/null", O_RDWR);
        dup2(null, STDIN_FILENO);
        dup2(null, STDOUT_FILENO);
        dup2(null, STDERR_FILENO);
        execl("/bin/sh", "sh", "-c", bench->command, (char *)NULL);
        _exit(127);
    }
    int status = 0;
    struct rusage usage;
    wait4(child, &status, 0, &usage);
    bench->ms[place] = now_ms() - start;
    bench->peak_kib = usage.ru_maxrss > bench->peak_kib ? usage.ru_maxrss : bench->peak_kib;
    bench->failed += !WIFEXITED(status) || WEXITSTATUS(status) != 0;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

int main(int argc, char **argv)
{
    static struct bench benches[BENCHES_MAX];
    int runs = argc > 1 ? atoi(argv[1]) : 0, count = (argc - 2) / 2;
    if (runs < 1 || runs > RUNS_MAX || argc % 2 != 0 || count < 1 || count > BENCHES_MAX) {
        fprintf(stderr, "usage: bench_time RUNS NAME COMMAND [NAME COMMAND]...\n");
        return 2;
    }
    for (int i = 0; i < count; i++) {
        benches[i].name = argv[2 + 2 * i];
        benches[i].command = argv[3 + 2 * i];
    }
    for (int run = 0; run < runs; run++)
        for (int i = 0; i < count; i++)
            run_once(&benches[i], run);
    for (int i = 0; i < count; i++) {
        struct bench *b = &benches[i];
        qsort(b->ms, (size_t)runs, sizeof *b->ms, compare);
        printf("  %-24s %8.1f ms (%.1f to %.1f)  %6.1f MiB%s\n", b->name, b->ms[runs / 2], b->ms[0],
               b->ms[runs - 1], (double)b->peak_kib / 1024, b->failed > 0 ? "  FAILED" : "");
    }
    for (int i = 1; i < count; i++)
        printf("  ratio %.3f in time, %.3f in memory, to %s\n",
               benches[0].ms[runs / 2] / benches[i].ms[runs / 2],
               (double)benches[0].peak_kib / (double)benches[i].peak_kib, benches[i].name);
    return 0;
}
