/*
 * many_review: the review of many changes at once: one line for each trigger, what happens to it in a few words, and what
 * stands against it.
 *
 *       trigger       domain  region     what happens
 *     ✓ parcel-late   retail  eu-west-2  create
 *     ✓ cart          retail  eu-west-2  update: Segment, Limits · Period 1
 *       high-value    retail  eu-west-2  create
 *         ! retail has no object type Order: AWS may refuse, or it may never fire
 *
 * The list has the focus at first and Enter shows one's change whole; Space takes it in or leaves it out. Submit asks as
 * every review does (a protected connection wants the number, or the name of the only one, typed) and sends each one that is
 * taken in as a change of its own, guarded by its before. Targets may still be read while it is shown: nothing can be sent
 * until all are settled.
 *
 *     struct view *view = many_review_new(tui, &options);
 *     struct many_review *review = (struct many_review *)view;
 *     many_review_add(review, &target);                          (each)
 *     tui_push(tui, view);
 *
 * UI thread.
 */
#ifndef TUI_MANY_REVIEW_H
#define TUI_MANY_REVIEW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/json.h"
#include "tui/change_options.h"
#include "tui/view.h"

struct many_review;

enum many_review_state {
    MANY_REVIEW_WAITS,   /* what is there is being read */
    MANY_REVIEW_SETTLED, /* before and after say what happens: create, update, or nothing to do */
    MANY_REVIEW_CANNOT   /* nothing can be sent; note says why */
};

/* One trigger. All is borrowed and copied. */
struct many_review_target {
    const char *region, *identifier; /* "domain|name" */
    enum many_review_state state;
    const cJSON *before; /* as it is there, the guard of an update; NULL: it is created */
    const cJSON *after;  /* as it will be; NULL unless settled */
    const char *what;    /* what an update does, in words; NULL: the properties that differ are named */
    const char *note;    /* what stands against it, one thing a line: foreign; NULL: nothing */
    struct change_options options;
    bool left_out; /* not sent unless the person takes it in; what he chose himself stays */
};

struct many_review_options {
    const char *title;   /* copied: "Promote 3 triggers" */
    const char *account; /* copied: that the person saw; "": it was unknown */
    struct view *home;   /* borrowed: the screen that is on top when all is sent */
    /* The store has moved: targets that wait may be settled (many_review_set). NULL: none waits. */
    void (*refresh)(struct many_review *review, void *context);
    /* A target was sent as this operation. May be NULL. */
    void (*sent)(struct tui *tui, size_t index, uint64_t number, void *context);
    void *context;                       /* the review's from now on */
    void (*free_context)(void *context); /* may be NULL */
};

/* To be pushed, after its targets were added. */
struct view *many_review_new(struct tui *tui, const struct many_review_options *options);
/* At the end; its index is how many were added before. */
void many_review_add(struct many_review *review, const struct many_review_target *target);
/* Puts another in the place of the one with this index. */
void many_review_set(struct many_review *review, size_t index, const struct many_review_target *target);
/* True while the target with this index is being read. */
bool many_review_waits(const struct many_review *review, size_t index);

#endif
