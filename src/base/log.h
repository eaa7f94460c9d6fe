/*
 * log: what --debug writes.
 *
 * Off unless log_open was called. Lines: time, thread, area, sentence. Never a secret, never a body: those
 * who log requests write names, sizes and codes. Any thread (one write() a line).
 */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include <stdbool.h>
#include "base/err.h"

/* Opens the file (created 0600 without following links, appended). ERR_LOCAL. */
bool log_open(const char *path, struct err *err);
/* Adds one line; nothing if no log is open. A log that cannot be written is closed: it never stops
 * the program. */
void log_line(const char *area, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Closes it if it is open; log_line is silent from then on. */
void log_close(void);

#endif
