#include "cli/sql_read.h"

#include <string.h>
#include "model/store_look.h"
#include "model/store_region.h"

struct reading {
    struct wants *wants;
    uint32_t generation; /* of the last listing that was asked for */
};

/* ---- asking ---- */

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

/* Lists the regions of which these domains are wanted, side by side. */
static void list_regions(struct wait_session *session, struct reading *reading, const struct texts *domains)
{
    struct texts asked = {0};
    for (size_t i = 0; i < reading->wants->count; i++) {
        struct wants_item *item = reading->wants->items[i];
        struct texts its = {0};
        if (!is_new_listing(item))
            continue;
        wants_domains(reading->wants, item->region, &its);
        if (same(&its, domains)) {
            item->state = WANTS_ASKED;
            if (!texts_has(&asked, item->region)) {
                texts_add(&asked, item->region);
                backend_list(session->backend, item->region);
                reading->generation++;
            }
        }
        texts_release(&its);
    }
    texts_release(&asked);
}

/* A scope is of the same domains in all regions, and another one ends the listings of the former: regions of which other
 * domains are wanted are left for the next round. Rows of regions outside go: all that were read are in it. */
static void ask_listings(struct wait_session *session, struct reading *reading)
{
    struct texts regions = {0}, domains = {0};
    const struct wants *wants = reading->wants;
    size_t first = 0;
    while (first < wants->count && !is_new_listing(wants->items[first]))
        first++;
    if (first == wants->count)
        return;
    wants_regions(wants, &regions);
    wants_domains(wants, wants->items[first]->region, &domains);
    backend_scope(session->backend, &regions, session->options->regions_by_all,
                  domains.count > 0 ? &domains : &session->options->domains);
    list_regions(session, reading, &domains);
    texts_release(&regions);
    texts_release(&domains);
}

static void ask(struct wait_session *session, struct wants_item *item)
{
    if (item->kind != WANTS_LISTING)
        item->state = WANTS_ASKED;
    switch (item->kind) {
    case WANTS_LOOK:
        store_look_begin(&session->store, item->region, item->name);
        backend_read(session->backend, item->region, item->name, true);
        break;
    case WANTS_WHOLE:
        backend_read(session->backend, item->region, item->name, false);
        break;
    case WANTS_CATALOG:
        backend_catalog(session->backend, item->catalog, item->region, item->domain,
                        *item->name != '\0' ? item->name : NULL, false);
        break;
    case WANTS_OPERATIONS:
        session->store.operations_loaded = false;
        backend_load_operations(session->backend, 0);
        break;
    case WANTS_LISTING:
        break;
    }
}

static const struct store_catalog *catalog_of(const struct store *store, const struct wants_item *item)
{
    return store_find_catalog(store, item->catalog, item->region, item->domain,
                              *item->name != '\0' ? item->name : NULL);
}

/* ---- waiting ---- */

static bool has_come(const struct store *store, const struct wants_item *item)
{
    const struct store_look *look;
    const struct store_row *row;
    const struct store_catalog *catalog;
    switch (item->kind) {
    case WANTS_LOOK:
        look = store_look_find(store, item->region, item->name);
        return look == NULL || look->state >= STORE_READ;
    case WANTS_WHOLE:
        row = store_find(store, item->region, item->name);
        return row == NULL || row->state >= STORE_ROW_WHOLE;
    case WANTS_CATALOG:
        catalog = catalog_of(store, item);
        return catalog != NULL && catalog->state >= STORE_READ;
    case WANTS_OPERATIONS:
        return store->operations_loaded;
    case WANTS_LISTING:
        break;
    }
    return true; /* the listing as a whole is waited for */
}

static bool all_have_come(struct wait_session *session, void *context)
{
    const struct reading *reading = context;
    if (session->store.generation < reading->generation || session->store.listing)
        return false;
    for (size_t i = 0; i < reading->wants->count; i++)
        if (reading->wants->items[i]->state == WANTS_ASKED &&
            !has_come(&session->store, reading->wants->items[i]))
            return false;
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
    return region->state != STORE_REGION_PARTLY && fails(&region->failure, name, err);
}

static bool item_fails(const struct wait_session *session, const struct wants_item *item, struct err *err)
{
    const struct store *store = &session->store;
    const struct store_look *look;
    const struct store_row *row;
    const struct store_catalog *catalog;
    switch (item->kind) {
    case WANTS_LISTING:
        return listing_fails(store, item->region, err);
    case WANTS_LOOK:
        look = store_look_find(store, item->region, item->name);
        return look != NULL && look->state == STORE_FAILED && fails(&look->failure, item->region, err);
    case WANTS_WHOLE:
        row = store_find(store, item->region, item->name);
        return row != NULL && row->state == STORE_ROW_FAILED && fails(row->failure, item->region, err);
    case WANTS_CATALOG:
        catalog = catalog_of(store, item);
        return catalog != NULL && catalog->state == STORE_FAILED &&
               !(catalog->not_enabled && session->options->regions_by_all) &&
               fails(&catalog->failure, item->region, err);
    case WANTS_OPERATIONS:
        return fails(&store->operations_failure, "", err);
    }
    return false;
}

static bool settle(struct wait_session *session, struct wants *wants, struct err *err)
{
    for (size_t i = 0; i < wants->count; i++)
        if (wants->items[i]->state == WANTS_ASKED && item_fails(session, wants->items[i], err))
            return false;
    wants_settle(wants);
    return true;
}

static bool check_regions(const struct wait_session *session, const struct wants *wants, struct err *err)
{
    for (size_t i = 0; i < wants->count; i++)
        if (wants->items[i]->state == WANTS_NEW && *wants->items[i]->region != '\0' &&
            !backend_region_is_plausible(session->backend, wants->items[i]->region, err))
            return false;
    return true;
}

bool sql_read(struct wait_session *session, struct wants *wants, struct err *err)
{
    struct reading reading = {.wants = wants, .generation = session->store.generation};
    if (!check_regions(session, wants, err))
        return false;
    ask_listings(session, &reading);
    for (size_t i = 0; i < wants->count; i++)
        if (wants->items[i]->state == WANTS_NEW)
            ask(session, wants->items[i]);
    return wait_until(session, all_have_come, &reading, err) && settle(session, wants, err);
}

void sql_read_end(struct wait_session *session, const struct texts *own, const struct wants *wants)
{
    struct texts regions = {0};
    wants_regions(wants, &regions);
    if (regions.count > 0)
        backend_scope(session->backend, own, session->options->regions_by_all, &session->options->domains);
    texts_release(&regions);
}
