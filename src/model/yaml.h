/*
 * yaml: documents as YAML, the way people write them.
 *
 * A plain scalar is read as the kind that the field table gives for its place: no, 007 and 2024-01-01 among
 * Values are texts. Where the table knows nothing it is YAML 1.2's core schema. On writing, every text that a
 * reader of YAML 1.1 or 1.2 could take for something else is quoted, and what could mislead a terminal is an
 * escape. Source: yaml.org/spec/1.2.2, yaml.org/type (1.1). Any thread.
 */
#ifndef MODEL_YAML_H
#define MODEL_YAML_H

#include <stdbool.h>
#include <stddef.h>
#include "base/err.h"
#include "base/json.h"
#include "base/marks.h"
#include "base/strbuf.h"
#include "model/fields.h"

/* What is done with one document of a text: tree is the callee's to free, mark is its index in the marks. */
typedef void yaml_take_fn(cJSON *tree, size_t mark, void *context);

/* Reads all documents of a text, each an object of the kind root or a list of such; empty ones are left out.
 * Anchors and aliases are followed within a budget. ERR_INVALID with line and column: syntax, tabs that indent,
 * duplicate keys, keys that are no texts, custom tags, merge keys (<<), recursion, invalid UTF-8, NUL, depth over 64,
 * numbers of 16 digits and more or with a leading 0; documents before the fault were taken then. */
bool yaml_read(const char *bytes, size_t length, const struct field *root, struct marks *marks,
               yaml_take_fn *take, void *context, struct err *err);

/* Bits of how. */
enum {
    YAML_COMMENTS = 1, /* the rules of the table, each property's where it is met first, absent ones too */
    YAML_EXISTING = 2  /* not those of absent properties that cannot change once the trigger exists */
};

/* Appends an object or an array in the table's order, unknown properties last. What yaml_read gives of it is equal.
 * field may be NULL: nothing is known of it. */
void yaml_write(struct strbuf *out, const cJSON *tree, const struct field *field, unsigned how);
/* Appends the rules alone, of all that the table knows within an object. */
void yaml_write_rules(struct strbuf *out, const struct field *object, unsigned how);
/* Appends the text of a document as an item of a list. */
void yaml_add_item(struct strbuf *out, const char *document);
/* Appends text as comment lines of at most 100 cells, each behind indent blanks and "# ". */
void yaml_write_comment(struct strbuf *out, const char *text, size_t indent);
/* Appends text as a scalar on one line, in double quotes where needed. */
void yaml_write_text(struct strbuf *out, const char *text);

#endif
