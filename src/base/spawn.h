/*
 * spawn: child processes that start clean.
 *
 * posix_spawn with an empty signal mask, default signals, its own process group, stdin/out/err as asked and
 * every other descriptor closed but the one handed over (which arrives as descriptor 3).
 */
#ifndef BASE_SPAWN_H
#define BASE_SPAWN_H

#include <stdbool.h>
#include <sys/types.h>
#include "base/err.h"

struct spawn_options {
    const char *const *argv; /* borrowed; argv[0] is looked up in PATH unless it holds a slash */
    int in, out, error;      /* descriptors to use, or -1 for /dev/null */
    int handed;              /* arrives as descriptor 3, or -1 */
};

/* Starts it: the pid, or -1 and err (ERR_LOCAL). */
pid_t spawn_start(const struct spawn_options *options, struct err *err);

#endif
