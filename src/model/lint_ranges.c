#include "model/lint_ranges.h"

#include <assert.h>
#include <math.h>
#include <string.h>

void lint_ranges_none(struct lint_ranges *set)
{
    set->count = 0;
}

void lint_ranges_all(struct lint_ranges *set)
{
    set->count = 1;
    set->items[0] = (struct lint_range){-INFINITY, INFINITY, true, true};
}

static bool is_empty(const struct lint_range *range)
{
    return range->low > range->high || (range->low == range->high && (range->low_open || range->high_open));
}

void lint_ranges_add(struct lint_ranges *set, struct lint_range range)
{
    if (is_empty(&range))
        return;
    assert(set->count < LINT_RANGES_MAX);
    set->items[set->count++] = range;
}

static void copy(struct lint_ranges *to, const struct lint_ranges *from)
{
    to->count = from->count;
    memcpy(to->items, from->items, from->count * sizeof *from->items);
}

static struct lint_range common(const struct lint_range *a, const struct lint_range *b)
{
    struct lint_range out = *a;

    if (b->low > a->low || (b->low == a->low && b->low_open)) {
        out.low = b->low;
        out.low_open = b->low_open;
    }
    if (b->high < a->high || (b->high == a->high && b->high_open)) {
        out.high = b->high;
        out.high_open = b->high_open;
    }
    return out;
}

void lint_ranges_cut(struct lint_ranges *set, const struct lint_ranges *by)
{
    struct lint_ranges out;

    out.count = 0;
    for (size_t i = 0; i < set->count; i++)
        for (size_t j = 0; j < by->count; j++)
            lint_ranges_add(&out, common(&set->items[i], &by->items[j]));
    copy(set, &out);
}

void lint_ranges_invert(struct lint_ranges *set)
{
    struct lint_ranges out;
    double low = -INFINITY;
    bool low_open = true;

    out.count = 0;
    for (size_t i = 0; i < set->count; i++) {
        const struct lint_range *range = &set->items[i];

        lint_ranges_add(&out, (struct lint_range){low, range->low, low_open, !range->low_open});
        low = range->high;
        low_open = !range->high_open;
    }
    lint_ranges_add(&out, (struct lint_range){low, INFINITY, low_open, true});
    copy(set, &out);
}

/* What is in either is all but what is in neither. */
void lint_ranges_join(struct lint_ranges *set, const struct lint_ranges *with)
{
    struct lint_ranges other;

    copy(&other, with);
    lint_ranges_invert(&other);
    lint_ranges_invert(set);
    lint_ranges_cut(set, &other);
    lint_ranges_invert(set);
}

bool lint_ranges_is_all(const struct lint_ranges *set)
{
    return set->count == 1 && isinf(set->items[0].low) && isinf(set->items[0].high);
}
