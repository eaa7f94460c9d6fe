/*
 * document: a trigger as its JSON document.
 *
 * A trigger in memory is its document: AWS property names, unknown properties kept. Beside the properties a
 * document for people may carry etrig's own members Region and Identifier, which are never sent.
 */
#ifndef MODEL_DOCUMENT_H
#define MODEL_DOCUMENT_H

#include <stdbool.h>
#include "base/err.h"
#include "base/json.h"
#include "base/marks.h"

#define DOCUMENT_LIMIT_ALL (16u << 20) /* bytes of a text of many documents */

#define DOCUMENT_STACK_TAG "aws:cloudformation:stack-name"

struct document_item {
    cJSON *tree; /* owned; may be changed, or taken and set to NULL: the places stay true */
    size_t mark; /* its place: list.marks.items[mark].line */
};

/* The documents of one text, in its order. {0} is an empty list. */
struct document_list {
    struct document_item *items; /* owned */
    size_t count, capacity;
    struct marks marks;
};

/* Reads all documents that a person gave: JSON if the first character is { or [, else YAML; one document, a list of
 * them, or several parted by ---. At least one, each an object, in a text of at most DOCUMENT_LIMIT_ALL bytes.
 * ERR_INVALID with line and column. Release the list in any case. */
bool document_read_all(const char *bytes, size_t length, struct document_list *list, struct err *err);
void document_list_release(struct document_list *list);
/* Where a JSON pointer into a document stands; of what is absent, where the nearest thing around it does. */
const struct mark *document_place(const struct document_list *list, size_t index, const char *pointer);
/* The same for exactly one document of at most JSON_LIMIT_DOCUMENT bytes. */
bool document_read_one(const char *bytes, size_t length, struct document_list *list, struct err *err);
/* The tree alone. Free: cJSON_Delete. */
cJSON *document_parse(const char *bytes, size_t length, struct err *err);
/* Appends the document as YAML in the table's order, Region and Identifier first; how as in yaml.h. */
void document_write_yaml(struct strbuf *out, const cJSON *document, unsigned how);
/* True for etrig's own members: Region, Identifier. */
bool document_is_own(const char *name);
/* Takes Region and Identifier out of a document. Either out pointer may get NULL (absent); free() them. */
void document_take_region(cJSON *document, char **region, char **identifier);
/* A copy without read-only properties, Region, Identifier: what may be sent. Free: cJSON_Delete. */
cJSON *document_sendable(const cJSON *document);
/* A copy for people: Region and Identifier first, then the properties in
 * the table's order, unknown ones last. */
cJSON *document_presented(const cJSON *document, const char *region, const char *identifier);
/* "domain|name" of a document, or NULL if a part is missing. free(). */
char *document_identifier(const cJSON *document);
/* The CloudFormation stack that manages a trigger with these Tags (may be NULL), or NULL. borrowed. */
const char *document_stack(const cJSON *tags);
/* Splits "domain|name" (or AWS's JSON form {"DomainName":…,"EventTriggerName":…}); ERR_USAGE says what is
 * wrong. free(). */
bool document_split_identifier(const char *identifier, char **domain, char **name, struct err *err);
/* A new item for the list of the table at this JSON pointer
 * ("/EventTriggerConditions/0/EventTriggerDimensions"): the least that the schema wants, empty where the
 * person must write. NULL: no such list. Free: cJSON_Delete. */
cJSON *document_new_item(const char *list);
/* A new trigger with the least that the schema wants, empty where the person must write. */
cJSON *document_new(const char *domain);

#endif
