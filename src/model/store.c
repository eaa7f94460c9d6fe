#include "model/store.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/mem.h"
#include "model/store_catalog.h"
#include "model/store_connection.h"
#include "model/store_doctor.h"
#include "model/store_draft.h"
#include "model/store_look.h"
#include "model/store_mark.h"
#include "model/store_region.h"
#include "model/store_row.h"
#include "model/table.h"

enum { STORE_MESSAGES_MAX = 500 };

/* What makes finding quick; the things themselves hang on the store. */
struct store_index {
    struct table rows;     /* struct store_row, borrowed from store->rows */
    struct table catalogs; /* struct store_catalog, borrowed from store->catalogs */
    struct table names;    /* char *, owned: names of regions, domains and object types, once each */
};

/* ---- names ---- */

static bool name_is(const void *item, const void *key)
{
    return strcmp(item, key) == 0;
}

/* The one copy of a name that very many rows share. */
static const char *intern(struct store *store, const char *name)
{
    uint32_t hash = table_hash(name, 0);
    char *known = table_find(&store->index->names, hash, name_is, name);

    if (!known) {
        known = mem_dup(name);
        table_add(&store->index->names, hash, known);
    }
    return known;
}

/* ---- rows: finding ---- */

static struct store_row *find_row(const struct store *store, const struct store_row_key *key)
{
    return table_find(&store->index->rows, store_row_hash(key), store_row_is, key);
}

struct store_row *store_find(const struct store *store, const char *region, const char *identifier)
{
    struct store_row_key key;

    return store_row_key_parse(region, identifier, &key) ? find_row(store, &key) : NULL;
}

struct store_row *store_find_parts(const struct store *store, const char *region, const char *domain,
                                   const char *name)
{
    struct store_row_key key = {region, domain, name, strlen(domain)};

    return find_row(store, &key);
}

/* ---- versions ---- */

void store_touch(struct store *store)
{
    store->version++;
}

static void touch_rows(struct store *store)
{
    store->rows_version++;
    store_touch(store);
}

static void touch_row(struct store *store, struct store_row *row)
{
    touch_rows(store);
    row->version = (uint32_t)store->rows_version;
}

/* ---- regions and domains ---- */

struct store_region *store_find_region(const struct store *store, const char *name)
{
    for (size_t i = 0; i < store->region_count; i++)
        if (strcmp(store->regions[i].name, name) == 0)
            return &store->regions[i];
    return NULL;
}

struct store_region *store_add_region(struct store *store, const char *name, bool by_all)
{
    struct store_region *region = store_find_region(store, name);

    if (!region) {
        ARRAY_GROW(store->regions, store->region_count + 1, store->region_capacity);
        region = &store->regions[store->region_count++];
        *region = (struct store_region){.name = mem_dup(name)};
    }
    region->by_all = by_all;
    store_touch(store);
    return region;
}

struct store_domain *store_find_domain(const struct store_region *region, const char *name)
{
    for (size_t i = 0; i < region->domain_count; i++)
        if (strcmp(region->domains[i].name, name) == 0)
            return &region->domains[i];
    return NULL;
}

struct store_domain *store_add_domain(struct store_region *region, const char *name)
{
    struct store_domain *domain = store_find_domain(region, name);

    if (!domain) {
        ARRAY_GROW(region->domains, region->domain_count + 1, region->domain_capacity);
        domain = &region->domains[region->domain_count++];
        *domain = (struct store_domain){.name = mem_dup(name)};
    }
    return domain;
}

void store_keep_domains(struct store_region *region, const struct texts *names)
{
    size_t kept = 0;

    for (size_t i = 0; i < region->domain_count; i++) {
        if (texts_has(names, region->domains[i].name))
            region->domains[kept++] = region->domains[i];
        else
            free(region->domains[i].name);
    }
    region->domain_count = kept;
}

bool store_listing_lacks(const struct store *store)
{
    for (size_t i = 0; i < store->region_count; i++)
        if (store_region_lacks(&store->regions[i]))
            return true;
    return false;
}

/* ---- rows: writing ---- */

static struct store_row *add_row(struct store *store, const struct store_row_key *key)
{
    struct store_row *row = mem_alloc(1, sizeof *row);
    struct store_region *region = store_find_region(store, key->region);
    char *domain = mem_dup_n(key->domain, key->domain_length);

    row->region = intern(store, key->region);
    row->domain = intern(store, domain);
    free(domain);
    row->object_type = intern(store, "");
    row->name = mem_dup(key->name);
    row->generation = store->generation - 1;
    row->place = (uint32_t)store->row_count;
    ARRAY_GROW(store->rows, store->row_count + 1, store->row_capacity);
    store->rows[store->row_count++] = row;
    table_add(&store->index->rows, store_row_hash(key), row);
    store_mark_change(store, row);
    store_mark_draft(store, row);
    if (region)
        store_region_row_added(region);
    touch_row(store, row);
    return row;
}

/* Finds or makes the row, and notes that the newest listing (or a reading since) saw it. */
static struct store_row *see_row(struct store *store, const struct store_row_key *key)
{
    struct store_row *row = find_row(store, key);
    struct store_region *region = store_find_region(store, key->region);

    if (!row)
        row = add_row(store, key);
    if (row->generation != store->generation && region)
        store_region_row_seen(region, row->domain, store->generation);
    row->generation = store->generation;
    return row;
}

void store_begin_listing(struct store *store)
{
    store->generation++;
    store_touch(store);
}

static bool put_object_type(struct store *store, struct store_row *row, const char *object_type)
{
    const char *interned = intern(store, object_type);
    bool changed = interned != row->object_type;

    row->object_type = interned;
    return changed;
}

struct store_row *store_put_row(struct store *store, const char *region, const char *domain, const char *name,
                                const char *object_type, const char *description, const char *tags,
                                int64_t created_ms, int64_t updated_ms)
{
    struct store_row_key key = {region, domain, name, strlen(domain)};
    struct store_row *row = see_row(store, &key);
    bool changed = store_row_put_times(row, created_ms, updated_ms);

    if (object_type && put_object_type(store, row, object_type))
        changed = true;
    if (description && store_row_copy_text(&row->description, description))
        changed = true;
    if (tags && store_row_copy_text(&row->tags, tags))
        changed = true;
    if (changed)
        touch_row(store, row);
    return row;
}

void store_put_brief(struct store *store, struct store_row *row, const char *segment, const char *when,
                     const char *limits)
{
    bool changed = store_row_copy_text(&row->segment, segment);

    if (store_row_copy_text(&row->when, when))
        changed = true;
    if (store_row_copy_text(&row->limits, limits))
        changed = true;
    if (changed)
        touch_row(store, row);
}

struct store_row *store_put_document(struct store *store, const char *region, const char *identifier,
                                     const char *document)
{
    struct store_row_key key;
    struct store_row *row;
    const char *object_type;
    cJSON *tree;

    if (!store_row_key_parse(region, identifier, &key))
        return NULL;
    tree = json_parse(document, strlen(document), JSON_LIMIT_DOCUMENT, NULL);
    if (!cJSON_IsObject(tree)) {
        cJSON_Delete(tree);
        return NULL;
    }
    row = see_row(store, &key);
    object_type = json_text(tree, "ObjectTypeName");
    put_object_type(store, row, object_type ? object_type : "");
    store_row_put_document(row, tree, document);
    cJSON_Delete(tree);
    touch_row(store, row);
    return row;
}

/* The last row takes the free place. */
static void remove_row(struct store *store, struct store_row *row)
{
    struct store_row_key key = store_row_key_of(row);
    struct store_row *last = store->rows[--store->row_count];
    struct store_region *region = store_find_region(store, row->region);

    table_remove(&store->index->rows, store_row_hash(&key), row);
    store->rows[row->place] = last;
    last->place = row->place;
    if (region)
        store_region_row_removed(region, row);
    store_row_free(row);
    touch_rows(store);
}

void store_remove_row(struct store *store, const char *region, const char *identifier)
{
    struct store_row *row = store_find(store, region, identifier);

    if (row)
        remove_row(store, row);
}

void store_sweep(struct store *store, const char *region, const char *domain)
{
    struct store_region *found = store_find_region(store, region);
    const char *region_name = intern(store, region);
    const char *domain_name = domain ? intern(store, domain) : NULL;

    /* Backwards: the row that takes a free place was looked at already. */
    for (size_t i = store->row_count; i-- > 0;) {
        struct store_row *row = store->rows[i];

        if (row->region == region_name && (!domain_name || row->domain == domain_name) &&
            row->generation < store->generation)
            remove_row(store, row);
    }
    if (found)
        store_region_sweep(found, domain, store->generation);
}

void store_drop_region(struct store *store, const char *name)
{
    struct store_region *region = store_find_region(store, name);

    if (!region)
        return;
    for (size_t i = store->row_count; i-- > 0;)
        if (strcmp(store->rows[i]->region, name) == 0)
            remove_row(store, store->rows[i]);
    store_region_release(region);
    store->region_count--;
    memmove(region, region + 1, (size_t)(store->regions + store->region_count - region) * sizeof *region);
    touch_rows(store);
}

/* ---- integrations and stacks ---- */

int store_row_used_by(const struct store *store, const struct store_row *row, const struct store_item **first)
{
    const struct store_catalog *catalog =
        store_find_catalog(store, STORE_INTEGRATIONS, row->region, row->domain, NULL);

    if (first)
        *first = NULL;
    if (!catalog || catalog->state != STORE_READ)
        return -1;
    return (int)store_catalog_count_naming(catalog, row->name, first);
}

/* ---- the account's lists ---- */

const struct store_catalog *store_find_catalog(const struct store *store, enum store_catalog_kind kind,
                                               const char *region, const char *domain,
                                               const char *object_type)
{
    struct store_catalog_key key = {kind, region, domain, object_type};

    return table_find(&store->index->catalogs, store_catalog_hash(&key), store_catalog_is, &key);
}

/* What lint said of the domain's rows may depend on the list. */
static void forget_lint(struct store *store, const char *region, const char *domain)
{
    const char *region_name = intern(store, region), *domain_name = intern(store, domain);

    for (size_t i = 0; i < store->row_count; i++)
        if (store->rows[i]->region == region_name && store->rows[i]->domain == domain_name)
            store->rows[i]->linted = false;
}

struct store_catalog *store_put_catalog(struct store *store, enum store_catalog_kind kind, const char *region,
                                        const char *domain, const char *object_type)
{
    struct store_catalog_key key = {kind, region, domain, object_type};
    uint32_t hash = store_catalog_hash(&key);
    struct store_catalog *catalog = table_find(&store->index->catalogs, hash, store_catalog_is, &key);

    if (!catalog) {
        catalog = store_catalog_new(&key);
        ARRAY_GROW(store->catalogs, store->catalog_count + 1, store->catalog_capacity);
        store->catalogs[store->catalog_count++] = catalog;
        table_add(&store->index->catalogs, hash, catalog);
    }
    forget_lint(store, region, domain);
    store_touch(store);
    return catalog;
}

/* ---- operations ---- */

const struct operation *store_find_operation(const struct store *store, uint64_t number)
{
    for (size_t i = store->operation_count; i-- > 0;)
        if (store->operations[i].number == number)
            return &store->operations[i];
    return NULL;
}

size_t store_open_operations(const struct store *store)
{
    size_t count = 0;

    for (size_t i = 0; i < store->operation_count; i++)
        count += !operation_has_ended(&store->operations[i]);
    return count;
}

/* A place for it, empty: its own, or a new one behind those that began before it. */
static struct operation *operation_slot(struct store *store, const struct operation *operation)
{
    struct operation *items = store->operations;
    size_t place = store->operation_count;

    for (size_t i = place; i-- > 0;)
        if (items[i].number == operation->number) {
            operation_release(&items[i]);
            return &items[i];
        }
    ARRAY_GROW(store->operations, place + 1, store->operation_capacity);
    items = store->operations;
    while (place > 0 && items[place - 1].started_ms > operation->started_ms)
        place--;
    memmove(items + place + 1, items + place, (store->operation_count - place) * sizeof *items);
    store->operation_count++;
    return &items[place];
}

void store_put_operation(struct store *store, const struct operation *operation)
{
    struct store_row *row = store_find(store, operation->region, operation->identifier);

    operation_copy(operation_slot(store, operation), operation);
    if (row)
        store_mark_change(store, row);
    store->operations_version++;
    store_touch(store);
}

/* ---- messages ---- */

void store_add_message(struct store *store, bool is_error, const char *text, const char *hint)
{
    if (store->message_count == STORE_MESSAGES_MAX) {
        free(store->messages[0].text);
        free(store->messages[0].hint);
        store->message_count--;
        memmove(store->messages, store->messages + 1, store->message_count * sizeof *store->messages);
    }
    store->message_total++;
    ARRAY_GROW(store->messages, store->message_count + 1, store->message_capacity);
    store->messages[store->message_count++] = (struct store_message){
        .at_ms = clock_wall_ms(),
        .is_error = is_error,
        .text = mem_dup(text),
        .hint = hint && *hint ? mem_dup(hint) : NULL,
    };
    store_touch(store);
}

void store_add_error(struct store *store, const struct err *err)
{
    store_add_message(store, true, err->text, err->hint);
}

/* ---- drafts ---- */

static bool draft_is(const struct store_draft *draft, const char *account, const char *region,
                     const char *identifier)
{
    return strcmp(draft->account, account) == 0 && strcmp(draft->region, region) == 0 &&
           strcmp(draft->identifier, identifier) == 0;
}

static struct store_draft *draft_at(const struct store *store, const char *account, const char *region,
                                    const char *identifier)
{
    for (size_t i = 0; i < store->draft_count; i++)
        if (draft_is(&store->drafts[i], account, region, identifier))
            return &store->drafts[i];
    return NULL;
}

const struct store_draft *store_find_draft(const struct store *store, const char *region,
                                           const char *identifier)
{
    return draft_at(store, store->connection.account ? store->connection.account : "", region, identifier);
}

static void draft_changed(struct store *store, const char *region, const char *identifier)
{
    struct store_row *row = store_find(store, region, identifier);

    if (row)
        store_mark_draft(store, row);
    store_touch(store);
}

void store_put_draft(struct store *store, const struct store_draft *draft)
{
    struct store_draft *slot = draft_at(store, draft->account, draft->region, draft->identifier);

    if (slot && slot->saved_ms > draft->saved_ms)
        return;
    if (slot) {
        store_draft_release(slot);
    } else {
        ARRAY_GROW(store->drafts, store->draft_count + 1, store->draft_capacity);
        slot = &store->drafts[store->draft_count++];
    }
    store_draft_copy(slot, draft);
    draft_changed(store, draft->region, draft->identifier);
}

void store_remove_draft(struct store *store, const char *account, const char *region, const char *identifier)
{
    struct store_draft *slot = draft_at(store, account, region, identifier);

    if (!slot)
        return;
    store_draft_release(slot);
    *slot = store->drafts[--store->draft_count];
    draft_changed(store, region, identifier);
}

/* ---- life ---- */

void store_set_connection(struct store *store, const struct store_connection *connection)
{
    struct store_connection old = store->connection;

    store_connection_copy(&store->connection, connection);
    for (size_t i = 0; !store_mark_ours(store, old.account) && i < store->row_count; i++) {
        store_mark_change(store, store->rows[i]);
        store_mark_draft(store, store->rows[i]);
    }
    store_connection_release(&old);
    store_touch(store);
}

static void free_names(struct table *names)
{
    for (size_t i = 0; i < names->capacity; i++)
        free(names->items[i]);
    table_release(names);
}

void store_clear_account(struct store *store)
{
    for (size_t i = 0; i < store->row_count; i++)
        store_row_free(store->rows[i]);
    for (size_t i = 0; i < store->region_count; i++)
        store_region_release(&store->regions[i]);
    for (size_t i = 0; i < store->catalog_count; i++)
        store_catalog_free(store->catalogs[i]);
    table_release(&store->index->rows);
    table_release(&store->index->catalogs);
    free_names(&store->index->names);
    store_look_clear(store);
    store->row_count = store->region_count = store->catalog_count = 0;
    store->reads_pending = 0;
    store->listing = false;
    touch_rows(store);
}

void store_init(struct store *store)
{
    *store = (struct store){.index = mem_alloc(1, sizeof *store->index)};
    store_connection_init(&store->connection);
}

void store_release(struct store *store)
{
    store_clear_account(store);
    for (size_t i = 0; i < store->operation_count; i++)
        operation_release(&store->operations[i]);
    for (size_t i = 0; i < store->message_count; i++) {
        free(store->messages[i].text);
        free(store->messages[i].hint);
    }
    for (size_t i = 0; i < store->draft_count; i++)
        store_draft_release(&store->drafts[i]);
    store_doctor_release(&store->doctor);
    store_connection_release(&store->connection);
    texts_release(&store->statements);
    free(store->rows);
    free(store->regions);
    free(store->catalogs);
    free(store->operations);
    free(store->messages);
    free(store->drafts);
    free(store->index);
    *store = (struct store){0};
}
