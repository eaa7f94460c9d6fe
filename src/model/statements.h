/*
 * statements: the statements that were typed into the console, the oldest first, as a list and as a file.
 *
 * The file has a JSON text in each line, so that a statement may have several; lines that are none are left out. Any
 * thread.
 */
#ifndef MODEL_STATEMENTS_H
#define MODEL_STATEMENTS_H

#include <stddef.h>
#include "base/strbuf.h"
#include "base/texts.h"

enum { STATEMENTS_MOST = 500, STATEMENTS_BYTES_MOST = 64 * 1024 };

/* Adds it at the end, unless it is blank, the same as the last, or too long to be kept; the oldest of too many go. */
void statements_add(struct texts *list, const char *text);
/* Reads a file's bytes into an empty list. */
void statements_parse(const char *bytes, size_t length, struct texts *list);
/* Appends the file. */
void statements_print(const struct texts *list, struct strbuf *out);

#endif
