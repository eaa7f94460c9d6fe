#include "cli/rows.h"

#include <stdlib.h>
#include <string.h>
#include "base/mem.h"

static bool listing_has_ended(struct wait_session *session, void *context)
{
    (void)context;
    return session->store.generation > 0 && !session->store.listing;
}

static bool rows_are_whole(struct wait_session *session, void *context)
{
    (void)context;
    for (size_t i = 0; i < session->store.row_count; i++)
        if (session->store.rows[i]->state < STORE_ROW_WHOLE)
            return false;
    return true;
}

/* Reads every row in full; a row that cannot be read is printed as listed and named on stderr. */
static bool read_all(struct wait_session *session, struct err *err)
{
    for (size_t i = 0; i < session->store.row_count; i++) {
        const struct store_row *row = session->store.rows[i];
        char *identifier = store_row_identifier(row);
        backend_read(session->backend, row->region, identifier, false);
        free(identifier);
    }
    return wait_until(session, rows_are_whole, NULL, err);
}

bool rows_read(struct wait_session *session, bool full, struct err *err)
{
    backend_keep_listings(session->backend);
    backend_list(session->backend, NULL);
    return wait_until(session, listing_has_ended, NULL, err) && (!full || read_all(session, err));
}

struct arriving {
    bool full;
    rows_arrive_fn arrive;
    void *context;
};

static void ask_for_listed(struct wait_session *session)
{
    for (size_t i = 0; i < session->store.row_count; i++) {
        const struct store_row *row = session->store.rows[i];
        if (row->state != STORE_ROW_LISTED)
            continue;
        char *identifier = store_row_identifier(row);
        backend_read(session->backend, row->region, identifier, false);
        free(identifier);
    }
}

static bool has_arrived(struct wait_session *session, void *context)
{
    const struct arriving *arriving = context;
    if (arriving->full)
        ask_for_listed(session);
    return !arriving->arrive(session, arriving->context) ||
           (listing_has_ended(session, NULL) && (!arriving->full || rows_are_whole(session, NULL)));
}

bool rows_read_arriving(struct wait_session *session, bool full, rows_arrive_fn arrive, void *context,
                        struct err *err)
{
    struct arriving arriving = {full, arrive, context};
    backend_keep_listings(session->backend);
    backend_list(session->backend, NULL);
    return wait_until(session, has_arrived, &arriving, err);
}

/* A sentence on stderr, and what to do about it unless the one before said the same. */
static void say_failure(const char *where, const struct err *failure, const char **last_hint)
{
    struct err said = *failure;
    err_context(&said, "%s", where);
    if (*last_hint != NULL && strcmp(*last_hint, failure->hint) == 0)
        said.hint[0] = '\0';
    *last_hint = failure->hint;
    cli_complain(&said);
}

/* True if there was one. */
static bool say_domain_failures(const struct store_region *region, const char **last_hint)
{
    bool said = false;
    for (size_t i = 0; i < region->domain_count; i++) {
        const struct store_domain *domain = &region->domains[i];
        if (domain->state != STORE_FAILED)
            continue;
        said = true;
        char *where = mem_printf("%s in %s", domain->name, region->name);
        say_failure(where, &domain->failure, last_hint);
        free(where);
    }
    return said;
}

/* Names each region, domain and row that failed, on stderr. */
static void say_failures(const struct store *store)
{
    const char *last_hint = NULL;
    for (size_t i = 0; i < store->region_count; i++) {
        const struct store_region *region = &store->regions[i];
        if (!say_domain_failures(region, &last_hint) && region->state > STORE_REGION_PARTLY)
            say_failure(region->name, &region->failure, &last_hint);
    }
    for (size_t i = 0; i < store->row_count; i++)
        if (store->rows[i]->state == STORE_ROW_FAILED)
            say_failure(store->rows[i]->name, store->rows[i]->failure, &last_hint);
}

/* The exit status: a listing that lacks something, or a trigger that could not be read, is a failure; where nothing at
 * all was listed, it is the one that stood in the way. "Not found" is for a trigger that is named. */
static int listing_status(const struct store *store)
{
    for (size_t i = 0; i < store->row_count; i++)
        if (store->rows[i]->state == STORE_ROW_FAILED)
            return ERR_FAILED;
    if (!store_listing_lacks(store))
        return 0;
    for (size_t i = 0; i < store->region_count; i++)
        if (store->regions[i].state == STORE_REGION_READ || store->regions[i].state == STORE_REGION_PARTLY)
            return ERR_FAILED;
    enum err_code code = store->region_count > 0 ? store->regions[0].failure.code : ERR_NONE;
    return code != ERR_NONE && code != ERR_NOT_FOUND ? (int)code : ERR_FAILED;
}

/* The time is over: what came until then is printed all the same, and who did not answer is named. */
static void name_the_late(const struct store *store)
{
    struct err late;
    for (size_t i = 0; i < store->region_count; i++)
        if (store->regions[i].state == STORE_REGION_READING) {
            err_set(&late, ERR_NETWORK, "%s: not read to the end", store->regions[i].name);
            cli_complain(&late);
        }
}

int rows_end(const struct store *store, bool whole, const struct err *err)
{
    if (!whole) {
        if (err->code == ERR_NETWORK)
            name_the_late(store);
        return 0;
    }
    say_failures(store);
    return listing_status(store);
}
