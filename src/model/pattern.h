/*
 * pattern: the field tables' regular expressions, each compiled once for the whole process.
 *
 * Patterns are POSIX extended and are read in the C locale, whatever the person's: [a-z] means the ASCII
 * letters alone. Any thread.
 */
#ifndef MODEL_PATTERN_H
#define MODEL_PATTERN_H

#include <stdbool.h>

/* True if text matches. pattern must be a constant that regcomp accepts (an
 * assert else) and is kept by address. */
bool pattern_matches(const char *pattern, const char *text);

#endif
