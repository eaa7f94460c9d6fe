/*
 * terminal: takes the terminal and gives it back, whatever happens (HACKING.md, rule 2).
 *
 * TERM, HUP, INT, WINCH, TSTP and CONT arrive through a pipe and are read in turn with the keys. SEGV, BUS,
 * ILL, FPE, ABRT, SYS, QUIT, XCPU, ALRM, USR1 and USR2 are caught on an alternate stack: the handler writes a
 * string prepared at start, sets the saved line settings, restores the default and raises again; it calls
 * nothing of curses. Out of
 * memory goes the same way. UI thread, before other threads are started or after.
 */
#ifndef TUI_TERMINAL_H
#define TUI_TERMINAL_H

#include <stdbool.h>
#include "base/err.h"

/* Takes the terminal on stdin and stdout: line settings are saved, curses started, handlers set. TERM unset
 * or unknown means xterm-256color, and *note (may be NULL) gets a sentence about it, free(). ERR_USAGE "use
 * etrig list" without a usable terminal. Once until terminal_close. */
bool terminal_open(char **note, struct err *err);
/* Gives it back; safe to call twice. */
void terminal_close(void);
/* Readable when a signal waits. */
int terminal_signal_fd(void);
/* The next signal that came, 0 if none waits. */
int terminal_next_signal(void);
/* The present size. */
void terminal_size(int *rows, int *cols);
/* Stops the process as Ctrl-Z does elsewhere; returns when it is continued, with the terminal taken again. */
void terminal_suspend(void);
/* Runs another program in the terminal, as a shell does, and takes the terminal again when it has ended: its exit
 * status in *status, 128 + the signal that ended it. false and err if it cannot be started. */
bool terminal_run(const char *const *argv, int *status, struct err *err);
/* After a stop that nobody announced (SIGSTOP): takes the terminal's settings again. */
void terminal_continued(void);

#endif
