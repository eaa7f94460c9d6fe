/* store_document: what the store knows of a row, as a document. UI thread. */
#ifndef MODEL_STORE_DOCUMENT_H
#define MODEL_STORE_DOCUMENT_H

#include <stdbool.h>
#include "base/json.h"
#include "model/store.h"

/* What is known of the row: all of it, or what the listing gave. Free: cJSON_Delete. */
cJSON *store_document_known(const struct store_row *row);
/* True for the properties that a listing gives. Source: ListEventTriggers' summaries. */
bool store_document_lists(const char *property);

#endif
