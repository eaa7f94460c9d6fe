#include "sql/tables_rows.h"

#include <stdlib.h>
#include <string.h>
#include "base/array.h"
#include "model/document.h"
#include "model/store_document.h"
#include "model/store_look.h"

struct finding {
    struct tables *tables;
    const struct tables_query *query;
    struct tables_rows *rows;
};

enum { ROUNDS_BY_ROW = 2 };

/* Each domain of a region that the query looks at. */
typedef void (*domain_fn)(struct finding *f, const char *region, const char *domain);

bool tables_rows_lack(const char *member)
{
    return strcmp(member, "Region") != 0 && strcmp(member, "Identifier") != 0 &&
           !store_document_lists(member);
}

static bool may_be(const struct finding *f, int key, const char *text)
{
    return f->query->keys[key] == NULL || (text != NULL && strcmp(f->query->keys[key], text) == 0);
}

static void add_any(struct finding *f, struct tables_row row)
{
    ARRAY_GROW(f->rows->items, f->rows->count + 1, f->rows->capacity);
    f->rows->items[f->rows->count++] = row;
}

/* Takes the document over. */
static void add(struct finding *f, cJSON *document, const char *region)
{
    json_set_text(document, "Region", region);
    add_any(f, (struct tables_row){NULL, document});
}

/* ---- triggers ---- */

/* One trigger by its identifier needs no listing. */
static void look(struct finding *f, const char *region)
{
    const char *identifier = f->query->keys[TABLES_IDENTIFIER];
    char *domain = NULL, *name = NULL;
    struct err ignored;
    if (!document_split_identifier(identifier, &domain, &name, &ignored))
        return; /* nothing has such an identifier */
    free(domain);
    free(name);
    if (!wants_have(f->tables->wants, WANTS_LOOK, 0, region, NULL, identifier))
        return;
    const struct store_look *seen = store_look_find(f->tables->store, region, identifier);
    cJSON *document = seen != NULL && seen->document != NULL ? json_parse_text(seen->document, NULL) : NULL;
    if (document == NULL)
        return;
    json_set_text(document, "Identifier", identifier);
    add(f, document, region);
}

static bool have_whole(struct tables *tables, const struct store_row *row)
{
    if (row->document != NULL)
        return true;
    char *identifier = store_row_identifier(row);
    bool have = wants_have(tables->wants, WANTS_WHOLE, 0, row->region, NULL, identifier);
    free(identifier);
    return have;
}

/* A statement that goes on by what it finds in one trigger (EXISTS, LIMIT) would read one in each round: after some
 * rounds all are read at once. */
static bool read_all(const struct finding *f)
{
    return f->query->whole && f->tables->wants->whole_rounds >= ROUNDS_BY_ROW;
}

static void add_row(struct finding *f, const struct store_row *row)
{
    if (!read_all(f) || have_whole(f->tables, row))
        add_any(f, (struct tables_row){row, NULL});
}

static int compare_listed(const void *a, const void *b)
{
    const struct store_row *one = ((const struct tables_row *)a)->listed;
    const struct store_row *other = ((const struct tables_row *)b)->listed;
    int order = strcmp(one->domain, other->domain);
    return order != 0 ? order : strcmp(one->name, other->name);
}

/* --domain holds for listings. */
static bool may_list(const struct finding *f, const char *domain)
{
    return f->tables->domains->count == 0 || texts_has(f->tables->domains, domain);
}

static void list(struct finding *f, const char *region)
{
    const struct store *store = f->tables->store;
    const char *domain = f->query->keys[TABLES_DOMAIN];
    if ((domain != NULL && !may_list(f, domain)) ||
        !wants_have(f->tables->wants, WANTS_LISTING, 0, region, domain, NULL))
        return;
    size_t first = f->rows->count;
    for (size_t i = 0; i < store->row_count; i++) {
        const struct store_row *row = store->rows[i];
        bool known = *row->object_type != '\0';
        if (strcmp(row->region, region) == 0 && may_be(f, TABLES_DOMAIN, row->domain) &&
            (!known || may_be(f, TABLES_OBJECT_TYPE, row->object_type)) && may_list(f, row->domain))
            add_row(f, row);
    }
    if (f->rows->count > first)
        qsort(f->rows->items + first, f->rows->count - first, sizeof *f->rows->items, compare_listed);
}

/* ---- the account's lists ---- */

static const struct store_catalog *catalog(struct finding *f, enum store_catalog_kind kind,
                                           const char *region, const char *domain, const char *object_type)
{
    return wants_have(f->tables->wants, WANTS_CATALOG, kind, region, domain, object_type)
               ? store_find_catalog(f->tables->store, kind, region, domain, object_type)
               : NULL;
}

static void each_domain(struct finding *f, const char *region, domain_fn visit)
{
    const struct texts *given = f->tables->domains;
    if (f->query->keys[TABLES_DOMAIN] != NULL && f->query->table != CATALOGUE_DOMAINS) {
        visit(f, region, f->query->keys[TABLES_DOMAIN]);
        return;
    }
    if (given->count > 0 && f->query->table != CATALOGUE_DOMAINS) {
        for (size_t i = 0; i < given->count; i++)
            visit(f, region, given->items[i]);
        return;
    }
    const struct store_catalog *domains = catalog(f, STORE_DOMAINS, region, "", NULL);
    for (size_t i = 0; domains != NULL && i < domains->count; i++)
        visit(f, region, domains->items[i].name);
}

static void add_domain(struct finding *f, const char *region, const char *domain)
{
    if (!may_be(f, TABLES_DOMAIN, domain))
        return;
    cJSON *row = cJSON_CreateObject();
    json_set_text(row, "DomainName", domain);
    add(f, row, region);
}

/* The members of a row that an item's texts become. */
struct item_members {
    const char *name, *detail, *names, *object_types;
};

static void add_items(struct finding *f, const struct store_catalog *from, const struct item_members *members)
{
    for (size_t i = 0; from != NULL && i < from->count; i++) {
        const struct store_item *item = &from->items[i];
        cJSON *row = cJSON_CreateObject();
        json_set_text(row, "DomainName", from->domain);
        json_set_text(row, "ObjectTypeName", from->object_type);
        json_set_text(row, members->name, item->name);
        json_set_text(row, members->detail, item->detail);
        if (members->names != NULL)
            json_set_text(row, members->names, item->names);
        if (members->object_types != NULL)
            json_set_text(row, members->object_types, item->object_types);
        add(f, row, from->region);
    }
}

static void add_object_types(struct finding *f, const char *region, const char *domain)
{
    static const struct item_members members = {"ObjectTypeName", "Description", NULL, NULL};
    add_items(f, catalog(f, STORE_OBJECT_TYPES, region, domain, NULL), &members);
}

static void add_segments(struct finding *f, const char *region, const char *domain)
{
    static const struct item_members members = {"SegmentDefinitionName", "Description", NULL, NULL};
    add_items(f, catalog(f, STORE_SEGMENTS, region, domain, NULL), &members);
}

static void add_integrations(struct finding *f, const char *region, const char *domain)
{
    static const struct item_members members = {"Uri", "WorkflowId", "EventTriggerNames", "ObjectTypeNames"};
    add_items(f, catalog(f, STORE_INTEGRATIONS, region, domain, NULL), &members);
}

static void add_fields(struct finding *f, const char *region, const char *domain)
{
    static const struct item_members members = {"FieldName", "ContentType", NULL, "Source"};
    if (f->query->keys[TABLES_OBJECT_TYPE] != NULL) {
        add_items(f, catalog(f, STORE_OBJECT_FIELDS, region, domain, f->query->keys[TABLES_OBJECT_TYPE]),
                  &members);
        return;
    }
    const struct store_catalog *types = catalog(f, STORE_OBJECT_TYPES, region, domain, NULL);
    for (size_t i = 0; types != NULL && i < types->count; i++)
        add_items(f, catalog(f, STORE_OBJECT_FIELDS, region, domain, types->items[i].name), &members);
}

/* ---- the journal ---- */

static void add_operations(struct finding *f)
{
    const struct store *store = f->tables->store;
    if (!wants_have(f->tables->wants, WANTS_OPERATIONS, 0, NULL, NULL, NULL))
        return;
    for (size_t i = 0; i < store->operation_count; i++)
        if (may_be(f, TABLES_REGION, store->operations[i].region) &&
            may_be(f, TABLES_IDENTIFIER, store->operations[i].identifier))
            add(f, operation_present(&store->operations[i], false), store->operations[i].region);
}

static void find_in_region(struct finding *f, const char *region)
{
    static const domain_fn visits[CATALOGUE_COUNT] = {[CATALOGUE_DOMAINS] = add_domain,
                                                      [CATALOGUE_OBJECT_TYPES] = add_object_types,
                                                      [CATALOGUE_OBJECT_FIELDS] = add_fields,
                                                      [CATALOGUE_SEGMENTS] = add_segments,
                                                      [CATALOGUE_INTEGRATIONS] = add_integrations};
    domain_fn visit = visits[f->query->table];
    if (visit != NULL)
        each_domain(f, region, visit);
    else if (f->query->keys[TABLES_IDENTIFIER] != NULL)
        look(f, region);
    else
        list(f, region);
}

void tables_rows_find(struct tables *tables, const struct tables_query *query, struct tables_rows *rows)
{
    struct finding f = {tables, query, rows};
    if (query->table == CATALOGUE_OPERATIONS) {
        add_operations(&f);
        return;
    }
    if (query->keys[TABLES_REGION] != NULL) {
        find_in_region(&f, query->keys[TABLES_REGION]);
        return;
    }
    tables->wants->no_region |= tables->regions->count == 0;
    for (size_t i = 0; i < tables->regions->count; i++)
        find_in_region(&f, tables->regions->items[i]);
}

/* ---- what stands in a row ---- */

/* Where the listing knew the name alone (it has no times) the rest is to be read, but of the table that is the listing. */
static bool listing_knows(const struct store_row *row, enum catalogue_table table, const char *member)
{
    static const char *const names[] = {"Region", "Identifier", "DomainName", "EventTriggerName"};
    for (size_t i = 0; i < ARRAY_COUNT(names); i++)
        if (strcmp(names[i], member) == 0)
            return true;
    return table == CATALOGUE_TRIGGERS_LIST || (row->updated_ms != 0 && !tables_rows_lack(member));
}

const cJSON *tables_rows_value(struct tables *tables, enum catalogue_table table, struct tables_row *row,
                               const char *member)
{
    const struct store_row *listed = row->listed;
    if (listed != NULL && !listing_knows(listed, table, member) && !have_whole(tables, listed))
        return NULL;
    if (row->document == NULL) {
        char *identifier = store_row_identifier(listed);
        row->document = store_document_known(listed);
        json_set_text(row->document, "Identifier", identifier);
        json_set_text(row->document, "Region", listed->region);
        free(identifier);
    }
    return json_get(row->document, member);
}

void tables_rows_leave(struct tables_row *row)
{
    if (row->listed == NULL)
        return;
    cJSON_Delete(row->document);
    row->document = NULL;
}

void tables_rows_release(struct tables_rows *rows)
{
    for (size_t i = 0; i < rows->count; i++)
        cJSON_Delete(rows->items[i].document);
    free(rows->items);
    *rows = (struct tables_rows){0};
}
