/*
 * expression: regular expressions of a statement, by the C library, which matches without backtracking.
 *
 * The syntax is POSIX's extended one with \d \D \w \W \s \S \b \B \n \t and with \ before a mark. What people know from
 * elsewhere and what would mean another thing here, or takes time without end, is refused: (?…), lazy repeats, back
 * references, repeats of repeats beyond 1,000. Any thread.
 */
#ifndef SQL_EXPRESSION_H
#define SQL_EXPRESSION_H

#include <stdbool.h>
#include <stddef.h>
#include "base/err.h"
#include "base/strbuf.h"

struct expression;

/* NULL: ERR_INVALID. expression_free. */
struct expression *expression_new(const char *pattern, struct err *err);
/* NULL is fine. */
void expression_free(struct expression *expression);
/* The first match at or after `at` bytes of the text: its bytes, start to end. False: there is none. */
bool expression_find(const struct expression *expression, const char *text, size_t at, size_t *start,
                     size_t *end);
/* Appends the text with each match replaced; $0 to $9 in the replacement are the match and its groups, $$ is $.
 * False: out would have more than `most` bytes. */
bool expression_replace(const struct expression *expression, const char *text, const char *replacement,
                        size_t most, struct strbuf *out);

#endif
