/*
 * undo_items: operations that are to be undone, each with what that means for its trigger as it is now. UI thread.
 */
#ifndef TUI_UNDO_ITEMS_H
#define TUI_UNDO_ITEMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "model/undo.h"

struct tui;

struct undo_item {
    struct operation operation; /* a copy: the store moves meanwhile */
    bool planned;
    struct undo undo; /* once planned */
};

struct undo_items {
    struct undo_item *items; /* owned */
    size_t count;
};

/* Asks for the triggers of those that can be undone at all. False: none can, and the message line says why. out is
 * filled anew: release it in any case. */
bool undo_items_begin(struct tui *tui, const uint64_t *numbers, size_t count, struct undo_items *out);
/* Plans those whose triggers were read since; true once all are. What could not be read is UNDO_REFUSED. */
bool undo_items_plan(struct undo_items *items, const struct store *store);
void undo_items_release(struct undo_items *items);
/* How many come to this. */
size_t undo_items_count(const struct undo_items *items, enum undo_kind kind);
/* "Undo of the update of high-value-order, 12m ago", or of several "Undo of 3 changes, 12m ago". free(). */
char *undo_items_words(const struct undo_items *items);

#endif
