#include "cli/apply_read.h"

#include <stdlib.h>
#include <string.h>
#include "base/mem.h"
#include "cli/given.h"
#include "cli/left.h"
#include "cli/output.h"
#include "model/store_look.h"

/* ---- documents ---- */

static cJSON *find_variable(const char *name, void *context)
{
    return variables_find(context, name);
}

/* Where no values are given {{ }} is what it is: a text of somebody's. */
static bool fill(struct document_set *set, const struct cli_options *options, struct err *err)
{
    struct variables variables = {0};
    bool given = options->vars.count + options->vars_files.count > 0;
    bool fine = given_variables(options, &(struct variables_choice){.globals_only = true}, &variables, err);
    if (fine)
        document_set_fill(set, given ? &(struct vars){find_variable, &variables} : NULL);
    variables_release(&variables);
    return fine;
}

static void check_regions(struct document_set *set, const struct backend *backend)
{
    for (size_t i = 0; i < set->count; i++) {
        struct err why = {0};
        if (set->items[i].region != NULL && !backend_region_is_plausible(backend, set->items[i].region, &why))
            document_set_complain(set, &set->items[i], "/Region", why.text);
    }
}

static void say_lines(const struct texts *lines)
{
    for (size_t i = 0; i < lines->count; i++)
        output_line("%s", lines->items[i]);
}

static bool read_documents(struct apply_read *read, struct err *err)
{
    const struct cli_options *options = read->session.options;
    struct document_set *set = &read->documents;
    const struct document_set_where where = {backend_regions(read->session.backend), &options->domains};
    if (!document_set_read(set, options->file, err) || !fill(set, options, err))
        return false;
    document_set_check(set, &where);
    check_regions(set, read->session.backend);
    say_lines(&set->notes);
    say_lines(&set->problems);
    if (set->unplaced > 0 && set->unplaced == set->problems.count) { /* nothing is wrong with the documents */
        err_set(err, ERR_USAGE, "no single region is given; nothing was sent");
        return err_hint(err, "write Region: in the document, give --region NAME, or set AWS_REGION");
    }
    return set->problems.count == 0 ||
           err_set(err, ERR_INVALID, "the documents have %zu fault%s; nothing was sent", set->problems.count,
                   set->problems.count == 1 ? "" : "s");
}

/* ---- the journal ---- */

static bool journal_is_loaded(struct wait_session *session, void *context)
{
    (void)context;
    return session->store.operations_loaded;
}

static bool read_journal(struct apply_read *read, struct err *err)
{
    backend_load_operations(read->session.backend, 0);
    if (!wait_until(&read->session, journal_is_loaded, NULL, err))
        return false;
    left_say_interrupted(&read->session);
    return true;
}

/* Accounts are compared where both are known. */
static bool is_about(const struct operation *operation, const struct apply_plan_step *step,
                     const struct store_connection *connection)
{
    return strcmp(operation->region, step->region) == 0 &&
           strcmp(operation->identifier, step->identifier) == 0 &&
           strcmp(operation->endpoint, connection->endpoint) == 0 &&
           (*operation->account == '\0' || *connection->account == '\0' ||
            strcmp(operation->account, connection->account) == 0);
}

const struct operation *apply_read_open(const struct apply_read *read, const struct apply_plan_step *step)
{
    const struct store *store = &read->session.store;
    for (size_t i = store->operation_count; i > 0; i--) {
        const struct operation *operation = &store->operations[i - 1];
        if (!operation_has_ended(operation) && is_about(operation, step, &store->connection))
            return operation;
    }
    return NULL;
}

/* ---- triggers ---- */

static void look(struct wait_session *session, const char *region, const char *identifier)
{
    store_look_begin(&session->store, region, identifier);
    backend_read(session->backend, region, identifier, true);
}

/* Waits for all; what could not be read is named, and is the failure. */
static bool read_looks(struct wait_session *session, struct err *err)
{
    size_t failed = 0;
    if (!wait_looks(session, err))
        return false;
    for (size_t i = 0; i < session->store.look_count; i++) {
        const struct store_look *look = &session->store.looks[i];
        if (look->state != STORE_FAILED)
            continue;
        if (failed++ > 0)
            cli_complain(err);
        *err = look->failure;
        err_context(err, "%s in %s", look->identifier, look->region);
    }
    return failed == 0;
}

/* The trigger as it was read; NULL: it is not there, or err says why its text is none. */
static cJSON *live_of(const struct wait_session *session, const char *region, const char *identifier,
                      struct err *err)
{
    const struct store_look *look = store_look_find(&session->store, region, identifier);
    if (look == NULL)
        err_set(err, ERR_REFUSED, "the connection is another one now");
    return look != NULL && look->document != NULL ? json_parse_text(look->document, err) : NULL;
}

static bool plan_documents(struct apply_read *read, struct err *err)
{
    const struct document_set *set = &read->documents;
    for (size_t i = 0; i < set->count; i++)
        look(&read->session, set->items[i].region, set->items[i].identifier);
    if (!read_looks(&read->session, err))
        return false;
    for (size_t i = 0; i < set->count && err->code == ERR_NONE; i++) {
        const struct document_set_item *item = &set->items[i];
        cJSON *live = live_of(&read->session, item->region, item->identifier, err);
        if (err->code == ERR_NONE)
            apply_plan_document(&read->plan, item->region, item->identifier, item->tree, live);
        cJSON_Delete(live);
    }
    return err->code == ERR_NONE;
}

/* ---- what no document names ---- */

static bool listing_has_ended(struct wait_session *session, void *context)
{
    (void)context;
    return session->store.generation > 0 && !session->store.listing;
}

static void add_once(struct texts *names, const char *name)
{
    if (!texts_has(names, name))
        texts_add(names, name);
}

static bool list_all(struct apply_read *read, struct err *err)
{
    const struct document_set *set = &read->documents;
    struct texts regions = {0}, domains = {0};
    for (size_t i = 0; i < set->count; i++) {
        add_once(&regions, set->items[i].region);
        add_once(&domains, json_text(set->items[i].tree, "DomainName"));
    }
    backend_scope(read->session.backend, &regions, false, &domains);
    backend_list(read->session.backend, NULL);
    texts_release(&regions);
    texts_release(&domains);
    return wait_until(&read->session, listing_has_ended, NULL, err);
}

/* False unless the newest listing of the domain is whole (changes.md, Documents): what was not seen would go. */
static bool is_complete(const struct store *store, const char *region_name, const char *domain_name,
                        struct err *err)
{
    const struct store_region *region = store_find_region(store, region_name);
    const struct err *why = region != NULL ? &region->failure : NULL;
    for (size_t i = 0; region != NULL && i < region->domain_count; i++) {
        const struct store_domain *domain = &region->domains[i];
        if (strcmp(domain->name, domain_name) != 0)
            continue;
        if (domain->state == STORE_READ)
            return true;
        why = domain->failure.code != ERR_NONE ? &domain->failure : why;
    }
    err_set(err, why != NULL && why->code != ERR_NONE ? why->code : ERR_FAILED,
            "%s in %s could not be listed whole%s%s; nothing was sent", domain_name, region_name,
            why != NULL && why->code != ERR_NONE ? ": " : "", why != NULL ? why->text : "");
    return err_hint(err, "--prune wants to know all that is there");
}

static bool all_are_complete(const struct apply_read *read, struct err *err)
{
    const struct document_set *set = &read->documents;
    for (size_t i = 0; i < set->count; i++)
        if (!is_complete(&read->session.store, set->items[i].region,
                         json_text(set->items[i].tree, "DomainName"), err))
            return false;
    return true;
}

/* True if a document names the domain in this region, and none the trigger. */
static bool is_leftover(const struct document_set *set, const struct store_row *row, const char *identifier)
{
    bool named = false;
    for (size_t i = 0; i < set->count; i++) {
        const struct document_set_item *item = &set->items[i];
        if (strcmp(item->region, row->region) != 0)
            continue;
        if (strcmp(item->identifier, identifier) == 0)
            return false;
        named = named || strcmp(json_text(item->tree, "DomainName"), row->domain) == 0;
    }
    return named;
}

/* "region|domain|name" of all that are left over, in order. */
static void find_leftovers(struct apply_read *read, struct texts *regions, struct texts *identifiers)
{
    const struct store *store = &read->session.store;
    for (size_t i = 0; i < store->row_count; i++) {
        char *identifier = store_row_identifier(store->rows[i]);
        if (is_leftover(&read->documents, store->rows[i], identifier)) {
            texts_add(regions, store->rows[i]->region);
            texts_add(identifiers, identifier);
        }
        free(identifier);
    }
}

static bool plan_leftovers(struct apply_read *read, struct err *err)
{
    struct texts regions = {0}, identifiers = {0};
    if (!list_all(read, err) || !all_are_complete(read, err))
        return false;
    find_leftovers(read, &regions, &identifiers);
    for (size_t i = 0; i < identifiers.count; i++)
        look(&read->session, regions.items[i], identifiers.items[i]);
    bool fine = read_looks(&read->session, err);
    for (size_t i = 0; fine && i < identifiers.count; i++) {
        cJSON *live = live_of(&read->session, regions.items[i], identifiers.items[i], err);
        if (live != NULL) /* else it went meanwhile */
            apply_plan_leftover(&read->plan, regions.items[i], identifiers.items[i], live);
        fine = err->code == ERR_NONE;
        cJSON_Delete(live);
    }
    texts_release(&regions);
    texts_release(&identifiers);
    return fine;
}

/* ---- all of it ---- */

bool apply_read(struct apply_read *read, const struct cli_options *options, struct err *err)
{
    *read = (struct apply_read){.session = {.options = options}};
    if (!wait_open(&read->session, options, WAIT_NO_REGION, err))
        return false;
    read->session.offline = false; /* documents name their regions themselves */
    if (!read_documents(read, err) || !read_journal(read, err) || !plan_documents(read, err) ||
        (options->prune && !plan_leftovers(read, err)))
        return false;
    apply_plan_sort(&read->plan);
    return true;
}

void apply_read_end(struct apply_read *read)
{
    wait_close(&read->session);
    apply_plan_release(&read->plan);
    document_set_release(&read->documents);
}
