/*
 * duration: "5m", "1h30m", "300000ms", "90s", "2d" as milliseconds, and back.
 */
#ifndef MODEL_DURATION_H
#define MODEL_DURATION_H

#include <stdint.h>
#include <stdbool.h>
#include "base/err.h"

/* Parses; units ms s m h d w, in falling order, at least one; a bare number is milliseconds. At most 15
 * digits in the result (json.h). ERR_INVALID says what was expected. */
bool duration_parse(const char *text, int64_t *ms, struct err *err);
/* The shortest exact form: 300000 -> "5m", 5400000 -> "1h30m", 1500 -> "1s500ms"; out holds 40 bytes. */
void duration_format(int64_t ms, char out[40]);
/* In words: "5 minutes", "1 hour 30 minutes". free(). */
char *duration_words(int64_t ms);

#endif
