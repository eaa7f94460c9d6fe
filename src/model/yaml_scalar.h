/*
 * yaml_scalar: what a scalar of YAML means, read and written. Any thread.
 */
#ifndef MODEL_YAML_SCALAR_H
#define MODEL_YAML_SCALAR_H

#include <stdbool.h>
#include "base/json.h"
#include "model/fields.h"

/* The value of a plain scalar at a place of this kind (NULL: unknown). NULL and a sentence in *problem if it has none
 * that is safe. Free: cJSON_Delete. */
cJSON *yaml_scalar_value(const char *text, const struct field *field, const char **problem);
/* As the core schema reads it, wherever it stands. */
cJSON *yaml_scalar_core(const char *text, const char **problem);
/* True if every YAML reader takes the text, written without quotes, as that same text. */
bool yaml_scalar_is_safe_plain(const char *text);

#endif
