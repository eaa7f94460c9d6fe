/*
 * form_folds: which parts of the outline are closed and which values stand one a line.
 *
 * Kept by JSON pointer, so that it survives edits; when items of a list come, go or move, the pointers of
 * all that stands at and below them move along.
 */
#ifndef TUI_FORM_FOLDS_H
#define TUI_FORM_FOLDS_H

#include <stdbool.h>
#include <stddef.h>
#include "base/texts.h"

struct form_folds;

void form_folds_release(struct form_folds *folds);
/* Puts the pointer into the set, or takes it out. */
void form_folds_put(struct texts *set, const char *pointer, bool in);
/* An item came before index of the list at this pointer, one went, one moved. */
void form_folds_inserted(struct form_folds *folds, const char *list, size_t index);
void form_folds_removed(struct form_folds *folds, const char *list, size_t index);
void form_folds_moved(struct form_folds *folds, const char *list, size_t from, size_t to);
/* Takes out of closed all that would hide this pointer. */
void form_folds_reveal(struct form_folds *folds, const char *pointer);
/* True if pointer is at or below root. */
bool form_folds_below(const char *pointer, const char *root);

#endif
