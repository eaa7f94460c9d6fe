/*
 * trigger_lines: which lines the table of triggers shows, from the listing, the regions' states and the
 * folds.
 *
 * With several regions in their own order each has a line above its rows; a region or domain that could not
 * be read has a line with its cause in any case. Lines point into the store and the listing: build them anew
 * after each change of either. No line is kept for itself, but runs of rows, so that building costs the same
 * for a hundred rows and for a hundred thousand. UI thread.
 */
#ifndef TUI_TRIGGER_LINES_H
#define TUI_TRIGGER_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/texts.h"
#include "model/listing.h"
#include "model/store.h"

enum trigger_line_kind { TRIGGER_LINE_ROW, TRIGGER_LINE_REGION, TRIGGER_LINE_DOMAIN };

struct trigger_line {
    enum trigger_line_kind kind;
    const struct store_region *region; /* borrowed; of REGION and DOMAIN, NULL for a row */
    const struct store_domain *domain; /* borrowed; of DOMAIN: it could not be listed */
    struct store_row *row;             /* borrowed; of ROW */
    size_t shown;                      /* of REGION while a filter is on: how many of its rows pass */
};

/* Lines that follow each other: one of a region or domain, or rows of the listing. */
struct trigger_lines_run {
    size_t start, count;     /* lines */
    size_t first;            /* of rows: the first one's place in the listing */
    struct trigger_line one; /* of the others; rows have its kind */
};

struct trigger_lines {
    size_t count;                   /* lines */
    struct trigger_lines_run *runs; /* owned */
    size_t run_count, run_capacity;
    struct store_row *const *rows; /* borrowed from the listing */
    struct texts folded;           /* names of the folded regions */
    bool grouped;                  /* by the last build: regions have lines */
    bool filtered;                 /* likewise: a filter is on, regions without a passing row have no line */
    uint64_t version;              /* moves with each build */
};

/* A line by what it is, to find it again after the store has moved. All owned; domain and name NULL for a
 * region's line. */
struct trigger_place {
    char *region, *domain, *name;
};

void trigger_lines_release(struct trigger_lines *lines);
/* Makes the lines anew. */
void trigger_lines_build(struct trigger_lines *lines, const struct store *store,
                         const struct listing *listing);
/* What stands on a line (< count). */
struct trigger_line trigger_lines_at(const struct trigger_lines *lines, size_t line);
/* The trigger on a line, or NULL: another kind of line, or none. */
struct store_row *trigger_lines_row(const struct trigger_lines *lines, size_t line);
/* Folds or unfolds a region; the lines must be built again. */
void trigger_lines_fold(struct trigger_lines *lines, const char *region, bool fold);
bool trigger_lines_is_folded(const struct trigger_lines *lines, const char *region);
/* The name of the region a line belongs to, or NULL if there is no such line. borrowed. */
const char *trigger_lines_region(const struct trigger_lines *lines, size_t line);

/* Notes what stands on a line; place must be empty or from here. */
void trigger_lines_note(const struct trigger_lines *lines, size_t line, struct trigger_place *place);
/* Where that stands now, or -1. */
long trigger_lines_find(const struct trigger_lines *lines, const struct store *store,
                        const struct trigger_place *place);
void trigger_lines_forget(struct trigger_place *place);

#endif
