/*
 * task_catalog: the account's own lists for pickers, View and Delete: object types, segments, integrations,
 * fields, attributes.
 *
 * All come from the Customer Profiles API, page by page, and go up whole. A list that is there or under way
 * is not asked for again unless the caller wants it anew. Worker thread.
 */
#ifndef BACKEND_TASK_CATALOG_H
#define BACKEND_TASK_CATALOG_H

#include "backend/worker.h"
#include "base/json.h"

/* object_type: for fields and attributes, else NULL. */
void task_catalog_want(struct worker *worker, enum store_catalog_kind kind, const char *region,
                       const char *domain, const char *object_type, bool again);
/* Forgets all that is wanted; calls under way end. */
void task_catalog_free(struct worker *worker);
/* Adds the items of a page. Pure. */
void task_catalog_read_page(const cJSON *page, struct store_catalog *catalog);

#endif
