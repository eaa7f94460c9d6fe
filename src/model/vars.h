/*
 * vars: the values for {{ name }} in the texts of documents.
 *
 * A file of variables is a mapping of names to values in YAML or JSON, or a stackql_manifest.yml, whose `globals` are a
 * list of {name, value}. Any thread, one set at a time.
 */
#ifndef MODEL_VARS_H
#define MODEL_VARS_H

#include <stdbool.h>
#include <stddef.h>
#include "base/err.h"
#include "base/json.h"

/* {0} is an empty set. */
struct vars {
    cJSON *values; /* owned; an object, or NULL */
};

/* Takes the variables of a file's text. ERR_INVALID with line and column. */
bool vars_read(struct vars *vars, const char *bytes, size_t length, struct err *err);
void vars_release(struct vars *vars);

/* Told of each {{ name }} that has no value, and stays, with the JSON pointer of the text that it stands in. */
typedef void vars_unfilled_fn(const char *pointer, const char *name, void *context);
/* Replaces each {{ name }} in the texts of a document. A text that is nothing else becomes the value itself, a number or a
 * list too, unless the field table wants a text there. Values may hold {{ }} of others. */
void vars_fill(const struct vars *vars, cJSON *document, vars_unfilled_fn *unfilled, void *context);

#endif
