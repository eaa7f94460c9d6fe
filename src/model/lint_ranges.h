/*
 * lint_ranges: sets of numbers (or of dates, in ms) as sorted ranges without overlap. Small, on the stack.
 */
#ifndef MODEL_LINT_RANGES_H
#define MODEL_LINT_RANGES_H

#include <stdbool.h>
#include <stddef.h>

/* Room for five conditions of ten dimensions of ten ranges that each part a set in two. */
enum { LINT_RANGES_MAX = 600 };

struct lint_range {
    double low, high; /* infinite ones are never closed */
    bool low_open, high_open;
};

struct lint_ranges {
    size_t count;
    struct lint_range items[LINT_RANGES_MAX];
};

void lint_ranges_none(struct lint_ranges *set);
void lint_ranges_all(struct lint_ranges *set);
/* Puts one more behind the others: its low end lies above all of them. An empty range is left out. */
void lint_ranges_add(struct lint_ranges *set, struct lint_range range);
/* set becomes what is in both. */
void lint_ranges_cut(struct lint_ranges *set, const struct lint_ranges *by);
/* set becomes what is in either. */
void lint_ranges_join(struct lint_ranges *set, const struct lint_ranges *with);
/* set becomes all that was not in it. */
void lint_ranges_invert(struct lint_ranges *set);
bool lint_ranges_is_all(const struct lint_ranges *set);

#endif
