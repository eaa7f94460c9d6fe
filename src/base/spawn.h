/*
 * spawn: child processes that start clean.
 *
 * posix_spawn with an empty signal mask, default signals, its own process group, stdin/out/err as asked and
 * every other descriptor closed but the one handed over (which arrives as descriptor 3). Variables that may
 * hold a secret which the child has no use for are left out of its environment.
 */
#ifndef BASE_SPAWN_H
#define BASE_SPAWN_H

#include <stdbool.h>
#include <sys/types.h>
#include "base/err.h"

struct spawn_options {
    const char *const *argv;     /* borrowed; argv[0] is looked up in PATH unless it holds a slash */
    int in, out, error;          /* descriptors to use, or -1 for /dev/null */
    int handed;                  /* arrives as descriptor 3, or -1 */
    const char *const *left_out; /* borrowed; what variables begin with that the child does not get ("AWS_"),
                                    ends with NULL; NULL: it gets all */
};

/* Starts it: the pid, or -1 and err (ERR_LOCAL). */
pid_t spawn_start(const struct spawn_options *options, struct err *err);

#endif
