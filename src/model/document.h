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

/* Reads a document given by a person (JSON): must be an object. ERR_INVALID with line and column. Free:
 * cJSON_Delete. */
cJSON *document_parse(const char *bytes, size_t length, struct err *err);
/* Takes Region and Identifier out of a document. Either out pointer may get NULL (absent); free() them. */
void document_take_region(cJSON *document, char **region, char **identifier);
/* A copy without read-only properties, Region, Identifier: what may be sent. Free: cJSON_Delete. */
cJSON *document_sendable(const cJSON *document);
/* A copy for people: Region and Identifier first, then the properties in
 * the table's order, unknown ones last. */
cJSON *document_presented(const cJSON *document, const char *region, const char *identifier);
/* "domain|name" of a document, or NULL if a part is missing. free(). */
char *document_identifier(const cJSON *document);
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
