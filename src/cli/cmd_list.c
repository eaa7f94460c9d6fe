/* list: the triggers of the chosen regions and domains. */
#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/array.h"
#include "base/clock.h"
#include "base/mem.h"
#include "cli/output.h"
#include "cli/wait.h"
#include "model/document.h"
#include "model/listing.h"

enum { PIECE = 64 * 1024 }; /* bytes written at once */

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

static void add_member(struct strbuf *out, const char *name, const char *text)
{
    if (text == NULL)
        return;
    strbuf_adds(out, ",\n    \"");
    strbuf_adds(out, name);
    strbuf_adds(out, "\": ");
    json_quote_shown(out, text);
}

static void add_time(struct strbuf *out, const char *name, int64_t ms)
{
    char text[25];
    if (ms <= 0)
        return;
    clock_format_iso(ms, text);
    add_member(out, name, text);
}

static void add_tags(struct strbuf *out, const char *text)
{
    cJSON *tags = text != NULL ? json_parse_text(text, NULL) : NULL;
    if (tags == NULL)
        return;
    strbuf_adds(out, ",\n    \"Tags\": ");
    json_print_item(out, tags, 2);
    cJSON_Delete(tags);
}

/* What the listing tells, as document_presented would show it. Written straight from the row: making a
 * document of each would take longer than all the rest of the listing. */
static void add_listed(struct strbuf *out, const struct store_row *row, const char *identifier)
{
    strbuf_adds(out, "{\n    \"Region\": ");
    json_quote_shown(out, row->region);
    add_member(out, "Identifier", identifier);
    add_member(out, "DomainName", row->domain);
    add_member(out, "EventTriggerName", row->name);
    add_member(out, "ObjectTypeName", *row->object_type != '\0' ? row->object_type : NULL);
    add_member(out, "Description", row->description);
    add_time(out, "CreatedAt", row->created_ms);
    add_time(out, "LastUpdatedAt", row->updated_ms);
    add_tags(out, row->tags);
    strbuf_adds(out, "\n  }");
}

static void add_whole(struct strbuf *out, const struct store_row *row, const char *identifier)
{
    cJSON *document = json_parse_text(row->document, NULL);
    cJSON *shown = document_presented(document, row->region, identifier);
    json_print_item(out, shown, 1);
    cJSON_Delete(shown);
    cJSON_Delete(document);
}

/* By pieces: 100,000 rows are never a text at once. */
static void print_json(struct store_row *const *rows, size_t count)
{
    struct strbuf out = STRBUF_INIT;
    strbuf_adds(&out, count > 0 ? "[" : "[]");
    for (size_t i = 0; i < count; i++) {
        char *identifier = store_row_identifier(rows[i]);
        strbuf_adds(&out, i > 0 ? ",\n  " : "\n  ");
        if (rows[i]->document != NULL)
            add_whole(&out, rows[i], identifier);
        else
            add_listed(&out, rows[i], identifier);
        free(identifier);
        if (out.length > PIECE) {
            fwrite(out.text, 1, out.length, stdout);
            strbuf_reset(&out);
        }
    }
    strbuf_adds(&out, count > 0 ? "\n]\n" : "\n");
    fwrite(out.text, 1, out.length, stdout);
    strbuf_release(&out);
}

static void print_table(const struct store *store, struct store_row *const *rows, size_t count, bool full)
{
    static const enum listing_column brief[] = {LISTING_REGION, LISTING_DOMAIN, LISTING_NAME,
                                                LISTING_OBJECT_TYPE, LISTING_UPDATED};
    static const enum listing_column whole[] = {LISTING_REGION,      LISTING_DOMAIN, LISTING_NAME,
                                                LISTING_OBJECT_TYPE, LISTING_WHEN,   LISTING_LIMITS,
                                                LISTING_SEGMENT,     LISTING_UPDATED};
    const enum listing_column *columns = full ? whole : brief;
    size_t column_count = full ? ARRAY_COUNT(whole) : ARRAY_COUNT(brief);
    const char *titles[LISTING_COLUMNS];
    for (size_t i = 0; i < column_count; i++)
        titles[i] = listing_column_title(columns[i]);
    struct output_table table;
    output_table_init(&table, titles, column_count);
    struct strbuf scratch = STRBUF_INIT;
    for (size_t i = 0; i < count * column_count; i++)
        output_table_add(&table,
                         listing_cell(store, rows[i / column_count], columns[i % column_count], &scratch));
    output_table_print(&table);
    strbuf_release(&scratch);
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

/* The worst kind of failure among the regions and domains: the exit status
 * when the listing lacks something. */
static int listing_status(const struct store *store)
{
    if (!store_listing_lacks(store))
        return 0;
    for (size_t i = 0; i < store->region_count; i++)
        if (store->regions[i].state == STORE_REGION_READ || store->regions[i].state == STORE_REGION_PARTLY)
            return ERR_FAILED;
    return store->region_count > 0 && store->regions[0].failure.code != ERR_NONE
               ? (int)store->regions[0].failure.code
               : ERR_FAILED;
}

static void print_rows(const struct wait_session *session, const struct cli_options *options)
{
    struct listing *listing = listing_new();
    size_t count;
    listing_sort(listing, LISTING_REGION, false);
    listing_filter(listing, options->filter);
    listing_update(listing, &session->store);
    struct store_row *const *rows = listing_rows(listing, &count);
    if (output_format(options) == CLI_FORMAT_JSON)
        print_json(rows, count);
    else
        print_table(&session->store, rows, count, options->full);
    listing_free(listing);
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

int cmd_list_run(const struct cli_options *options, struct err *err)
{
    struct wait_session session;
    int status = 0;
    if (wait_open(&session, options, WAIT_SOME_REGIONS, err)) {
        backend_list(session.backend, NULL);
        bool whole =
            wait_until(&session, listing_has_ended, NULL, err) && (!options->full || read_all(&session, err));
        if (whole || err->code == ERR_NETWORK)
            print_rows(&session, options);
        if (whole) {
            say_failures(&session.store);
            status = listing_status(&session.store);
        } else if (err->code == ERR_NETWORK) {
            name_the_late(&session.store);
        }
    }
    wait_close(&session);
    return status;
}
