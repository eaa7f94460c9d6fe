/*
 * change_lines: the lines of Review, one for each leaf that differs.
 */
#ifndef MODEL_CHANGE_LINES_H
#define MODEL_CHANGE_LINES_H

#include "model/change.h"

/* Lists longer than this on both sides together are shown as one line: pairing costs the square. No list that
 * the schema allows is longer. */
enum { CHANGE_LINES_LIST_MAX = 100 };

/* Adds the lines of one top-level property that differs; either value may be NULL. At least one line. */
void change_lines_add(struct change *change, const char *property, const cJSON *before, const cJSON *after);

#endif
