/*
 * pty: the program in a terminal of the test's own, whose raw bytes are kept.
 *
 * Test's thread. Nothing waits for a time but the limits: pty_sees waits for a text, pty_key for the answer
 * to a key.
 */
#ifndef TESTS_PTY_H
#define TESTS_PTY_H

#include <stdbool.h>
#include <sys/types.h>
#include <termios.h>
#include "base/strbuf.h"

struct pty {
    pid_t pid;
    int fd;
    struct termios before; /* the line settings that the program found */
    struct strbuf bytes;   /* all that it wrote */
    bool ended;
    int status; /* of waitpid, once ended */
};

/* Starts argv (which ends with NULL) in a terminal of that size, TERM=xterm-256color,
 * with the environment of the test. */
void pty_start(struct pty *pty, const char *const *argv, int rows, int cols);
/* Waits until it has written text since the byte `from`; false if it ended or ten seconds are over. */
bool pty_sees(struct pty *pty, const char *text, size_t from);
/* Types keys and waits until the screen has come to rest. */
void pty_key(struct pty *pty, const char *keys);
/* Waits for its end, ten seconds at most; true if it ended. */
bool pty_wait(struct pty *pty);
/* The number of a thread that is not the first, or 0. */
pid_t pty_other_thread(const struct pty *pty);
/* True if the terminal has the line settings of before. */
bool pty_is_given_back(const struct pty *pty);
/* Kills what is left of it. */
void pty_end(struct pty *pty);

#endif
