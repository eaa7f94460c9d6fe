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
void log_line(const char *area, const char *format, ...) __attribute__((format(printf, 2, 3)));
void log_close(void);

#endif
