#include "sql/reading.h"

#include <string.h>
#include "model/store_look.h"
#include "model/store_region.h"

void reading_begin(struct reading *reading, const struct reading_place *place, struct wants *wants)
{
    *reading = (struct reading){.place = place, .wants = wants, .was_listing = place->store->listing};
    texts_copy(&reading->own, backend_regions(place->backend));
}

/* ---- asking for listings ---- */

static bool is_new_listing(const struct wants_item *item)
{
    return item->kind == WANTS_LISTING && item->state == WANTS_NEW;
}

static bool same(const struct texts *a, const struct texts *b)
{
    bool same = a->count == b->count;
    for (size_t i = 0; same && i < a->count; i++)
        same = strcmp(a->items[i], b->items[i]) == 0;
    return same;
}

static void list_region(struct reading *reading, const char *region)
{
    backend_list(reading->place->backend, region);
    reading->generation++;
}

/* Lists the regions of which these domains are wanted (NULL: any), side by side. */
static void list_regions(struct reading *reading, const struct texts *domains)
{
    struct texts asked = {0};
    for (size_t i = 0; i < reading->wants->count; i++) {
        struct wants_item *item = reading->wants->items[i];
        struct texts its = {0};
        if (!is_new_listing(item))
            continue;
        wants_domains(reading->wants, item->region, &its);
        if (domains == NULL || same(&its, domains)) {
            item->state = WANTS_ASKED;
            if (!texts_has(&asked, item->region)) {
                texts_add(&asked, item->region);
                list_region(reading, item->region);
            }
        }
        texts_release(&its);
    }
    texts_release(&asked);
}

/* A scope is of the same domains in all regions, and another one ends the listings of the former: regions of which other
 * domains are wanted are left for the next round. Rows of regions outside go: all that were read are in it. */
static void list_domains(struct reading *reading, const struct wants_item *first)
{
    const struct reading_place *place = reading->place;
    struct texts regions = {0}, domains = {0};
    wants_regions(reading->wants, &regions);
    wants_domains(reading->wants, first->region, &domains);
    backend_scope(place->backend, &regions, place->by_all, domains.count > 0 ? &domains : place->domains);
    reading->is_scoped = true;
    list_regions(reading, &domains);
    texts_release(&regions);
    texts_release(&domains);
}

/* The person's own regions stay as they are. */
static void list_beside(struct reading *reading)
{
    struct backend *backend = reading->place->backend;
    size_t known = reading->beside.count;
    for (size_t i = 0; i < reading->wants->count; i++) {
        const struct wants_item *item = reading->wants->items[i];
        if (is_new_listing(item) && !texts_has(&reading->own, item->region) &&
            !texts_has(&reading->beside, item->region))
            texts_add(&reading->beside, item->region);
    }
    if (reading->beside.count > known) {
        backend_scope_beside(backend, &reading->beside);
        reading->is_scoped = true;
        for (size_t i = 0; reading->was_listing && i < reading->own.count; i++)
            list_region(reading, reading->own.items[i]);
    }
    list_regions(reading, NULL);
}

static void ask_listings(struct reading *reading)
{
    const struct wants *wants = reading->wants;
    size_t first = 0;
    while (first < wants->count && !is_new_listing(wants->items[first]))
        first++;
    if (first < wants->count && reading->place->keeps_list)
        list_beside(reading);
    else if (first < wants->count)
        list_domains(reading, wants->items[first]);
}

/* ---- asking for the rest ---- */

static void ask(struct reading *reading, struct wants_item *item)
{
    const struct reading_place *place = reading->place;
    if (item->kind != WANTS_LISTING)
        item->state = WANTS_ASKED;
    switch (item->kind) {
    case WANTS_LOOK:
        store_look_begin(place->store, item->region, item->name);
        backend_read(place->backend, item->region, item->name, true);
        break;
    case WANTS_WHOLE: /* urgent where a list may forget the others: the person scrolled on */
        backend_read(place->backend, item->region, item->name, place->keeps_list);
        break;
    case WANTS_CATALOG:
        backend_catalog(place->backend, item->catalog, item->region, item->domain,
                        *item->name != '\0' ? item->name : NULL, false);
        break;
    case WANTS_OPERATIONS:
        place->store->operations_loaded = false;
        backend_load_operations(place->backend, 0);
        break;
    case WANTS_LISTING:
        break;
    }
}

static bool check_regions(const struct reading *reading, struct err *err)
{
    const struct wants *wants = reading->wants;
    for (size_t i = 0; i < wants->count; i++)
        if (wants->items[i]->state == WANTS_NEW && *wants->items[i]->region != '\0' &&
            !backend_region_is_plausible(reading->place->backend, wants->items[i]->region, err))
            return false;
    return true;
}

bool reading_ask(struct reading *reading, struct err *err)
{
    if (!check_regions(reading, err))
        return false;
    reading->generation = reading->place->store->generation;
    reading->given_up = reading->place->store->reads_given_up;
    reading->come = 0;
    ask_listings(reading);
    for (size_t i = 0; i < reading->wants->count; i++)
        if (reading->wants->items[i]->state == WANTS_NEW)
            ask(reading, reading->wants->items[i]);
    return true;
}

/* ---- whether it has come ---- */

static const struct store_catalog *catalog_of(const struct store *store, const struct wants_item *item)
{
    return store_find_catalog(store, item->catalog, item->region, item->domain,
                              *item->name != '\0' ? item->name : NULL);
}

/* Somebody stopped the reading: the row is as before. That nothing is read at the moment does not say so: what was asked for
 * may not have reached the worker. */
static bool was_stopped(const struct reading *reading, const struct store_row *row)
{
    const struct store *store = reading->place->store;
    return row->state == STORE_ROW_LISTED && store->reads_pending == 0 &&
           store->reads_given_up != reading->given_up;
}

static bool has_come(const struct reading *reading, const struct wants_item *item)
{
    const struct store *store = reading->place->store;
    const struct store_look *look;
    const struct store_region *region;
    const struct store_row *row;
    const struct store_catalog *catalog;
    switch (item->kind) {
    case WANTS_LOOK:
        look = store_look_find(store, item->region, item->name);
        return look == NULL || look->state >= STORE_READ;
    case WANTS_WHOLE:
        row = store_find(store, item->region, item->name);
        return row == NULL || row->state >= STORE_ROW_WHOLE || was_stopped(reading, row);
    case WANTS_CATALOG:
        catalog = catalog_of(store, item);
        return catalog != NULL && catalog->state >= STORE_READ;
    case WANTS_OPERATIONS:
        return store->operations_loaded;
    case WANTS_LISTING:
        region = store_find_region(store, item->region);
        return region != NULL && region->state > STORE_REGION_READING;
    }
    return true;
}

bool reading_has_come(struct reading *reading)
{
    const struct store *store = reading->place->store;
    if (store->generation < reading->generation || store->listing)
        return false;
    for (; reading->come < reading->wants->count;
         reading->come++) { /* not looked at again with each answer */
        const struct wants_item *item = reading->wants->items[reading->come];
        if (item->state == WANTS_ASKED && !has_come(reading, item))
            return false;
    }
    return true;
}

/* ---- what could not be read ---- */

static bool fails(const struct err *failure, const char *where, struct err *err)
{
    if (failure == NULL || failure->code == ERR_NONE || failure->code == ERR_NOT_FOUND)
        return false;
    *err = *failure;
    if (*where != '\0')
        err_context(err, "%s", where);
    return true;
}

static bool listing_fails(const struct store *store, const char *name, struct err *err)
{
    const struct store_region *region = store_find_region(store, name);
    if (region == NULL || !store_region_lacks(region))
        return false;
    for (size_t i = 0; i < region->domain_count; i++)
        if (region->domains[i].state == STORE_FAILED && fails(&region->domains[i].failure, name, err))
            return err_context(err, "%s", region->domains[i].name), true;
    /* Partly read is enough where its domains did not fail, but not if somebody stopped it. */
    return (region->state != STORE_REGION_PARTLY || region->failure.code == ERR_INTERRUPTED) &&
           fails(&region->failure, name, err);
}

static bool row_fails(const struct reading *reading, const struct wants_item *item, struct err *err)
{
    const struct store_row *row = store_find(reading->place->store, item->region, item->name);
    if (row != NULL && was_stopped(reading, row)) {
        err_set(err, ERR_INTERRUPTED, "reading was stopped");
        return true;
    }
    return row != NULL && row->state == STORE_ROW_FAILED && fails(row->failure, item->region, err);
}

static bool item_fails(const struct reading *reading, const struct wants_item *item, struct err *err)
{
    const struct store *store = reading->place->store;
    const struct store_look *look;
    const struct store_catalog *catalog;
    switch (item->kind) {
    case WANTS_LISTING:
        return listing_fails(store, item->region, err);
    case WANTS_LOOK:
        look = store_look_find(store, item->region, item->name);
        return look != NULL && look->state == STORE_FAILED && fails(&look->failure, item->region, err);
    case WANTS_WHOLE:
        return row_fails(reading, item, err);
    case WANTS_CATALOG:
        catalog = catalog_of(store, item);
        return catalog != NULL && catalog->state == STORE_FAILED &&
               !(catalog->not_enabled && reading->place->by_all) &&
               fails(&catalog->failure, item->region, err);
    case WANTS_OPERATIONS:
        return fails(&store->operations_failure, "", err);
    }
    return false;
}

bool reading_settle(struct reading *reading, struct err *err)
{
    struct wants *wants = reading->wants;
    for (size_t i = 0; i < wants->count; i++)
        if (wants->items[i]->state == WANTS_ASKED && item_fails(reading, wants->items[i], err))
            return false;
    wants_settle(wants);
    return true;
}

/* ---- the end ---- */

void reading_stop(struct reading *reading)
{
    backend_stop_reading(reading->place->backend);
    reading->is_stopped = true;
}

/* The list shows its regions as they were: what was cut off of them is read to its end. */
static void list_again(struct reading *reading)
{
    const struct wants *wants = reading->wants;
    if (reading->was_listing) {
        backend_list(reading->place->backend, NULL);
        return;
    }
    for (size_t i = 0; i < wants->count; i++)
        if (wants->items[i]->kind == WANTS_LISTING && wants->items[i]->state == WANTS_ASKED &&
            texts_has(&reading->own, wants->items[i]->region))
            backend_list(reading->place->backend, wants->items[i]->region);
}

void reading_end(struct reading *reading)
{
    const struct reading_place *place = reading->place;
    const struct texts none = {0};
    bool cut_off = reading->is_scoped || reading->is_stopped;
    if (reading->is_scoped && place->keeps_list)
        backend_scope_beside(place->backend, &none);
    else if (reading->is_scoped)
        backend_scope(place->backend, &reading->own, place->by_all, place->domains);
    if (place->keeps_list && cut_off && place->store->listing)
        list_again(reading);
    texts_release(&reading->own);
    texts_release(&reading->beside);
}
