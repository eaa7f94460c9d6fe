/*
 * merge_lines: what the person sees of a part of a merge: a line for each leaf, with what all three sides have there.
 */
#ifndef MODEL_MERGE_LINES_H
#define MODEL_MERGE_LINES_H

#include "model/change.h"
#include "model/merge.h"

/* Adds those of a part. they and you: what each side made of what was seen. */
void merge_lines_add(const struct merge *merge, const struct change *they, const struct change *you,
                     struct merge_part *part);

#endif
