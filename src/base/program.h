/*
 * program: another program's output, without waiting for it.
 *
 * It gets /dev/null to read from and a process group of its own, and is killed with all its children when its
 * time is over, when it says too much, or when nobody wants to know any more. What it said is wiped: it may be
 * a secret. One thread, which polls the watches and runs the timers.
 */
#ifndef BASE_PROGRAM_H
#define BASE_PROGRAM_H

#include <stdbool.h>
#include "base/err.h"
#include "base/strbuf.h"
#include "base/timers.h"
#include "base/watches.h"

struct program;

struct program_end {
    int status;              /* its exit status, 0 to 255; of no use with signal */
    int signal;              /* that ended it; 0: it ended by itself */
    bool late, too_large;    /* it was killed: time was over, more than 64 KiB came */
    struct strbuf out, said; /* stdout and stderr; owned by the program */
};

/* end is borrowed; the program is gone when this returns. */
typedef void (*program_done_fn)(void *context, const struct program_end *end);

struct program_options {
    const char *const *argv; /* borrowed during program_start; argv[0] is looked up in PATH without a slash */
    int limit_ms;
    struct watches *watches; /* borrowed, as is timers: both outlive the program */
    struct timers *timers;
    program_done_fn done; /* called once, never inside program_start */
    void *context;
};

/* Starts it: NULL and err (ERR_LOCAL) if it cannot be started. */
struct program *program_start(const struct program_options *options, struct err *err);
/* Kills it; done is not called. NULL is fine. */
void program_cancel(struct program *program);
/* Splits a command as a shell would (blanks, quotes, backslashes; nothing is expanded), into a list that ends
 * with NULL; program_free_words. NULL and err (ERR_USAGE) if a quote is open or there is no word. */
char **program_words(const char *command, struct err *err);
void program_free_words(char **words); /* NULL is fine */

#endif
