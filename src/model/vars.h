/*
 * vars: {{ name }} in the texts of documents. Any thread, one document at a time.
 */
#ifndef MODEL_VARS_H
#define MODEL_VARS_H

#include "base/json.h"

/* Where the values come from. */
struct vars {
    /* A copy of the value of that name, NULL: none. cJSON_Delete. */
    cJSON *(*find)(const char *name, void *context);
    void *context; /* borrowed */
};

/* Told of each {{ name }} that has no value, and stays, with the JSON pointer of the text that it stands in. */
typedef void vars_unfilled_fn(const char *pointer, const char *name, void *context);
/* Replaces each {{ name }} in the texts of a document. A text that is nothing else becomes the value itself, where the
 * field table wants no text: a number or a list, also one that is written as JSON text. Values may hold {{ }} of others. */
void vars_fill(const struct vars *vars, cJSON *document, vars_unfilled_fn *unfilled, void *context);

#endif
