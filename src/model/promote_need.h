/*
 * promote_need: what a trigger needs at the place where it stands: its domain, its object type, the fields or attributes
 * that its conditions name, its segment. Found by the field table (what is chosen from the account's lists), and judged by
 * those lists. Pure; UI thread for the store.
 */
#ifndef MODEL_PROMOTE_NEED_H
#define MODEL_PROMOTE_NEED_H

#include <stdbool.h>
#include <stddef.h>
#include "base/json.h"
#include "model/store.h"

enum promote_found {
    PROMOTE_READING,
    PROMOTE_THERE,
    PROMOTE_MISSING,
    PROMOTE_UNKNOWN, /* the list could not be read, or does not tell */
    PROMOTE_IMPLIED /* by what is said of one before: what it belongs to is missing, or its list could not be read */
};

struct promote_need {
    enum store_catalog_kind kind; /* the list that it must stand in */
    char *name;                   /* owned */
    char *pointer;                /* owned: where the document names it first */
    enum promote_found found;
    char *words; /* owned; of missing and unknown ones: "retail has no object type Return; near: Refund" */
};

struct promote_needs {
    struct promote_need *items; /* owned; the domain first, then the object type, then the rest */
    size_t count, capacity;
};

/* Adds what the document needs, each thing once. */
void promote_need_collect(struct promote_needs *needs, const cJSON *document);
/* Judges each by what the store knows of this region. A field that is not listed where the trigger comes from either (where
 * it may well fire) is not known rather than missing. */
void promote_need_judge(struct promote_needs *needs, const struct store *store, const char *region,
                        const char *from_region, const char *from_domain);
void promote_need_release(struct promote_needs *needs);
/* The name needed of this kind, or NULL. borrowed. */
const char *promote_need_name(const struct promote_needs *needs, enum store_catalog_kind kind);
/* How many were judged so. */
size_t promote_need_count(const struct promote_needs *needs, enum promote_found found);

#endif
