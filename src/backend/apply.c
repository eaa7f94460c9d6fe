#include "backend/apply.h"

#include <stdlib.h>
#include <string.h>
#include "base/mem.h"
#include "model/lint.h"
#include "model/store_doctor.h"
#include "model/statements.h"
#include "model/store_look.h"

/* Rows of a listing count as seen by that listing, although another region's began since. */
static uint32_t as_listing(struct store *store, uint32_t generation)
{
    uint32_t newest = store->generation;
    if (generation != 0)
        store->generation = generation;
    return newest;
}

/* ---- regions, domains, rows ---- */

static void drop_regions_outside(struct store *store, const struct texts *regions)
{
    for (size_t i = store->region_count; i-- > 0;)
        if (!texts_has(regions, store->regions[i].name))
            store_drop_region(store, store->regions[i].name);
}

static void apply_scope(struct store *store, const struct message *event)
{
    drop_regions_outside(store, &event->regions);
    for (size_t i = 0; i < event->regions.count; i++)
        store_add_region(store, event->regions.items[i], event->flag);
}

static void apply_region(struct store *store, const struct message *event)
{
    struct store_region *region = store_add_region(store, event->region, event->flag);
    region->state = (enum store_region_state)event->state;
    region->domains_known = event->other != 0;
    region->failure = (struct err){.code = ERR_NONE};
    if (event->failure != NULL)
        region->failure = *event->failure;
    if (event->time_ms != 0)
        region->read_ms = event->time_ms;
    if (region->state == STORE_REGION_READ || region->state == STORE_REGION_PARTLY)
        region->from_cache = false;
}

static void apply_domain(struct store *store, const struct message *event)
{
    struct store_region *region = store_find_region(store, event->region);
    if (region == NULL)
        return;
    struct store_domain *domain = store_add_domain(region, event->domain);
    domain->state = (enum store_state)event->state;
    domain->failure = (struct err){.code = ERR_NONE};
    if (event->failure != NULL)
        domain->failure = *event->failure;
}

static void apply_rows(struct store *store, const struct message *event)
{
    const struct message_rows *rows = event->rows;
    uint32_t newest = as_listing(store, event->generation);
    for (size_t i = 0; i < rows->count; i++) {
        const struct message_row *row = &rows->items[i];
        store_put_row(store, event->region, event->domain, message_rows_text(rows, row->name),
                      message_rows_text(rows, row->object_type), message_rows_text(rows, row->description),
                      message_rows_text(rows, row->tags), row->created_ms, row->updated_ms);
    }
    store->generation = newest;
}

static void apply_sweep(struct store *store, const struct message *event)
{
    struct store_region *region = store_find_region(store, event->region);
    uint32_t newest = as_listing(store, event->generation);
    store_sweep(store, event->region, event->domain);
    store->generation = newest;
    if (region != NULL && event->domain == NULL)
        store_keep_domains(region, &event->domains);
}

/* The cache writes "" for what is not known. */
static const char *filled(const char *text)
{
    return text != NULL && *text != '\0' ? text : NULL;
}

static void apply_cached_row(struct store *store, const struct cache_row *row)
{
    struct store_row *put =
        store_put_row(store, row->region, row->domain, row->name, filled(row->object_type),
                      filled(row->description), filled(row->tags), row->created_ms, row->updated_ms);
    store_put_brief(store, put, filled(row->segment), filled(row->when), filled(row->limits));
    for (int severity = LINT_NOTE; severity <= LINT_ERROR; severity++)
        if (strcmp(row->lint, lint_severity_word((enum lint_severity)severity)) == 0)
            put->brief_lint = (uint8_t)severity;
    put->linted = false;
}

static void apply_cached_regions(struct store *store, const struct cache *cache)
{
    struct cache_region cached;
    for (size_t i = 0; i < cache_region_count(cache); i++) {
        struct store_region *region =
            cache_region(cache, i, &cached) ? store_find_region(store, cached.name) : NULL;
        if (region == NULL || region->read_ms != 0)
            continue;
        region->read_ms = cached.read_ms;
        region->from_cache = true;
    }
}

/* The next rows; event->count moves on. True if they were the last. */
static bool apply_cached(struct store *store, struct message *event)
{
    struct cache_row row;
    if (event->count == 0)
        apply_cached_regions(store, event->cache);
    size_t end = event->count + APPLY_ROWS_AT_ONCE;
    for (; event->count < end && cache_row(event->cache, event->count, &row); event->count++) {
        const struct store_region *region = store_find_region(store, row.region);
        if (region != NULL && region->from_cache &&
            (event->domains.count == 0 || texts_has(&event->domains, row.domain)))
            apply_cached_row(store, &row);
    }
    return event->count < end;
}

/* ---- reading in full ---- */

static void set_failure(struct store_row *row, const struct err *failure)
{
    free(row->failure);
    row->failure = NULL;
    if (failure == NULL)
        return;
    row->failure = mem_alloc(1, sizeof *row->failure);
    *row->failure = *failure;
}

static void apply_row_failed(struct store_row *row, const struct err *failure)
{
    row->state = STORE_ROW_FAILED;
    set_failure(row, failure);
}

/* A row that is there whole stays so while it is read again. */
static void apply_row_reading(struct store_row *row, const struct err *why_late)
{
    if (row->document != NULL)
        return;
    row->state = STORE_ROW_READING;
    set_failure(row, why_late);
}

static void apply_row_unread(struct store *store, struct store_row *row)
{
    if (row->state != STORE_ROW_READING)
        return;
    store->reads_given_up++;
    row->state = STORE_ROW_LISTED;
    set_failure(row, NULL);
}

/* Reading a row in full is no listing: the row stays with the one that saw it. */
static void apply_document(struct store *store, const struct store_row *row, const struct message *event)
{
    bool outside = store->region_count > 0 && store_find_region(store, event->region) == NULL;
    if (row == NULL && outside)
        return; /* changed or looked at in a region that nobody lists */
    uint32_t newest = as_listing(store, row != NULL ? row->generation : 0);
    store_put_document(store, event->region, event->identifier, event->text);
    store->generation = newest;
}

/* Who looks at this trigger beside the listing hears it too. */
static void apply_look(struct store *store, const struct message *event)
{
    if (event->kind == EVENT_DOCUMENT || event->kind == EVENT_ROW_GONE)
        store_look_put(store, event->region, event->identifier, event->text);
    else if (event->kind == EVENT_ROW_FAILED)
        store_look_fail(store, event->region, event->identifier, event->failure);
    else if (event->kind == EVENT_UNREAD)
        store_look_fail(store, event->region, event->identifier,
                        &(struct err){.code = ERR_INTERRUPTED, .text = "reading was stopped"});
}

static void apply_reading(struct store *store, const struct message *event)
{
    struct store_row *row = store_find(store, event->region, event->identifier);
    store->reads_pending = event->count;
    apply_look(store, event);
    if (event->kind == EVENT_DOCUMENT)
        apply_document(store, row, event);
    else if (event->kind == EVENT_ROW_GONE)
        store_remove_row(store, event->region, event->identifier);
    else if (row != NULL && event->kind == EVENT_ROW_FAILED)
        apply_row_failed(row, event->failure);
    else if (row != NULL && event->kind == EVENT_READING)
        apply_row_reading(row, event->failure);
    else if (row != NULL && event->kind == EVENT_UNREAD)
        apply_row_unread(store, row);
    store->rows_version++;
}

/* ---- catalogs, operations, messages, drafts ---- */

static void apply_catalog(struct store *store, const struct store_catalog *from)
{
    struct store_catalog *to =
        store_put_catalog(store, from->kind, from->region, from->domain, from->object_type);
    to->state = from->state;
    to->failure = from->failure;
    to->not_enabled = from->not_enabled;
    if (from->state != STORE_READ)
        return; /* what was read before stays while it is read anew */
    to->read_ms = from->read_ms;
    store_catalog_reset(to);
    for (size_t i = 0; i < from->count; i++) {
        const struct store_item *item = &from->items[i];
        store_catalog_add(to, item->name, item->detail, item->names, item->object_types);
    }
}

/* What was typed meanwhile stands behind it. */
static void apply_history(struct store *store, struct message *event)
{
    for (size_t i = 0; i < store->statements.count; i++)
        statements_add(&event->statements, store->statements.items[i]);
    texts_release(&store->statements);
    store->statements = event->statements;
    event->statements = (struct texts){0};
    store->statements_loaded = true;
}

static void apply_listing(struct store *store, const struct message *event)
{
    store_begin_listing(store);
    store->generation = event->generation;
    store->listing = true;
}

static void apply_other(struct store *store, struct message *event)
{
    switch (event->kind) {
    case EVENT_CONNECTION:
        store_set_connection(store, event->connection);
        break;
    case EVENT_CATALOG:
        apply_catalog(store, event->catalog);
        break;
    case EVENT_DOCTOR:
        store_doctor_release(&store->doctor);
        store->doctor = *event->doctor;
        *event->doctor = (struct store_doctor){.state = STORE_UNREAD};
        break;
    case EVENT_OPERATION:
        store_put_operation(store, event->operation);
        break;
    case EVENT_LOADED:
        store->operations_loaded = true;
        store->operations_failure = event->failure != NULL ? *event->failure : (struct err){.code = ERR_NONE};
        break;
    case EVENT_MESSAGE:
        store_add_message(store, !event->flag, event->failure->text, event->failure->hint);
        break;
    case EVENT_DRAFT:
        store_put_draft(store, event->draft);
        break;
    case EVENT_HISTORY:
        apply_history(store, event);
        break;
    case EVENT_DRAFT_GONE:
        store_remove_draft(store, event->account, event->region, event->identifier);
        break;
    default:
        break;
    }
}

bool apply_event(struct store *store, struct message *event)
{
    bool done = true;
    switch (event->kind) {
    case MESSAGE_SCOPE:
        apply_scope(store, event);
        break;
    case EVENT_FORGET_ACCOUNT:
        store_clear_account(store);
        break;
    case EVENT_LISTING:
        apply_listing(store, event);
        break;
    case EVENT_LISTING_ENDED:
        store->listing = false;
        break;
    case EVENT_REGION:
        apply_region(store, event);
        break;
    case EVENT_DOMAIN:
        apply_domain(store, event);
        break;
    case EVENT_ROWS:
        apply_rows(store, event);
        break;
    case EVENT_SWEEP:
        apply_sweep(store, event);
        break;
    case EVENT_CACHED:
        done = apply_cached(store, event);
        break;
    case EVENT_READING:
    case EVENT_UNREAD:
    case EVENT_DOCUMENT:
    case EVENT_ROW_GONE:
    case EVENT_ROW_FAILED:
        apply_reading(store, event);
        break;
    default:
        apply_other(store, event);
        break;
    }
    store_touch(store);
    return done;
}
