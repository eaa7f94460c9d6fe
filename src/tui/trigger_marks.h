/*
 * trigger_marks: the triggers that the person has marked. UI thread.
 */
#ifndef TUI_TRIGGER_MARKS_H
#define TUI_TRIGGER_MARKS_H

#include <stdbool.h>
#include <stddef.h>
#include "model/store.h"
#include "tui/trigger_lines.h"
#include "tui/trigger_target.h"

/* Marks, or unmarks, the triggers on these lines, both ends included. */
void trigger_marks_set(const struct trigger_lines *lines, size_t from, size_t to, bool on);
void trigger_marks_none(struct store *store);

/* What D means: all marked triggers, those on the screen first and in its order, then those that a filter or
 * a fold hides. */
struct trigger_marks {
    struct trigger_target *items; /* owned, with their texts */
    size_t count, capacity;
};
void trigger_marks_collect(struct trigger_marks *marks, const struct store *store,
                           const struct trigger_lines *lines);
void trigger_marks_add(struct trigger_marks *marks, const struct store_row *row, bool hidden);
void trigger_marks_release(struct trigger_marks *marks);

#endif
