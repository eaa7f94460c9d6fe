/*
 * pointer: JSON pointers, RFC 6901. Every function takes foreign text and fails softly.
 */
#ifndef MODEL_POINTER_H
#define MODEL_POINTER_H

#include <stdbool.h>
#include <stddef.h>
#include "base/json.h"
#include "base/strbuf.h"
#include "base/texts.h"

/* Adds the unescaped tokens to tokens; "" has none. A leading slash may be missing (Cloud Control's own
 * sample has none). false if malformed; tokens then holds those before the fault and is released by the
 * caller as always. */
bool pointer_split(const char *pointer, struct texts *tokens);
/* Appends "/token", escaped. */
void pointer_add(struct strbuf *pointer, const char *token);
/* Appends "/7". */
void pointer_add_index(struct strbuf *pointer, size_t index);
/* Reads an array index: digits without a leading zero. */
bool pointer_index(const char *token, size_t *index);
/* The member or item that one token leads to, or NULL (also for "-", the place after the last). borrowed. */
cJSON *pointer_child(const cJSON *container, const char *token);
/* The value there, or NULL. borrowed. */
cJSON *pointer_get(const cJSON *tree, const char *pointer);

#endif
