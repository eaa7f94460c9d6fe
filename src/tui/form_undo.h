/*
 * form_undo: the only way a form's document changes, and the way back.
 *
 * A step is what one key did: a few operations, each of which can be undone. Values move between document and
 * step and are never copied, so a step costs what it touches. Steps that follow an undo are forgotten when
 * something else is done.
 *
 *     form_undo_begin(undo, "/Description", true);
 *     form_undo_set(undo, document, "/Description", cJSON_CreateString("x"));
 *     form_undo_end(undo);
 */
#ifndef TUI_FORM_UNDO_H
#define TUI_FORM_UNDO_H

#include <stdbool.h>
#include <stddef.h>
#include "base/json.h"

struct form_undo; /* opaque */
struct form_folds;

enum { FORM_UNDO_STEPS = 1000 }; /* older ones are forgotten */

/* folds (borrowed) follow the items that come, go and move. */
struct form_undo *form_undo_new(struct form_folds *folds);
void form_undo_free(struct form_undo *undo);

/* A step begins at this place. typing: it goes on with the last step if that was typing at the same place
 * too. */
void form_undo_begin(struct form_undo *undo, const char *pointer, bool typing);
/* The step ends; one that changed nothing is forgotten. */
void form_undo_end(struct form_undo *undo);
/* What is typed from now on is a step of its own. */
void form_undo_pause(struct form_undo *undo);

/* The value at pointer becomes value (taken over; NULL: the member goes). Objects that are missing on the way
 * are made, and an array item must be there. */
void form_undo_set(struct form_undo *undo, cJSON *document, const char *pointer, cJSON *value);
/* Puts item (taken over) into the array at this pointer; index may be its count. */
void form_undo_insert(struct form_undo *undo, cJSON *document, const char *list, size_t index, cJSON *item);
void form_undo_remove(struct form_undo *undo, cJSON *document, const char *list, size_t index);
void form_undo_move(struct form_undo *undo, cJSON *document, const char *list, size_t from, size_t to);

/* Takes the newest step back, or does it again: the pointer where it happened (borrowed until the next call),
 * NULL: none. */
const char *form_undo_back(struct form_undo *undo, cJSON *document);
const char *form_undo_forward(struct form_undo *undo, cJSON *document);

#endif
