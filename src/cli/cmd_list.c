/* list: the triggers of the chosen regions and domains. */
#include "cli/cli.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/array.h"
#include "base/clock.h"
#include "base/mem.h"
#include "cli/output.h"
#include "cli/output_records.h"
#include "cli/rows.h"
#include "cli/wait.h"
#include "model/store_document.h"
#include "model/document.h"
#include "model/listing.h"
#include "model/yaml.h"

enum { PIECE = 64 * 1024 }; /* bytes written at once */

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
            output_write(out.text, out.length);
            strbuf_reset(&out);
        }
    }
    strbuf_adds(&out, count > 0 ? "\n]\n" : "\n");
    output_write(out.text, out.length);
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

/* As JSON is: one list, also by pieces. */
static void print_yaml(struct store_row *const *rows, size_t count)
{
    struct strbuf out = STRBUF_INIT;
    if (count == 0)
        strbuf_adds(&out, "[]\n");
    for (size_t i = 0; i < count; i++) {
        cJSON *document = store_document_known(rows[i]);
        char *identifier = store_row_identifier(rows[i]);
        cJSON *shown = document_presented(document, rows[i]->region, identifier);
        struct strbuf text = STRBUF_INIT;
        document_write_yaml(&text, shown, 0);
        yaml_add_item(&out, text.text);
        strbuf_release(&text);
        cJSON_Delete(shown);
        cJSON_Delete(document);
        free(identifier);
        if (out.length > PIECE) {
            output_write(out.text, out.length);
            strbuf_reset(&out);
        }
    }
    output_write(out.text, out.length);
    strbuf_release(&out);
}

static void print_rows(const struct wait_session *session, const struct cli_options *options)
{
    struct listing *listing = listing_new();
    size_t count;
    listing_sort(listing, LISTING_REGION, false);
    listing_filter(listing, options->filter);
    listing_update(listing, &session->store);
    struct store_row *const *rows = listing_rows(listing, &count);
    switch (output_format(options)) {
    case CLI_FORMAT_JSON:
        print_json(rows, count);
        break;
    case CLI_FORMAT_YAML:
        print_yaml(rows, count);
        break;
    default:
        print_table(&session->store, rows, count, options->full);
    }
    listing_free(listing);
}

/* ---- as rows arrive ---- */

/* Whether a row was printed is known by its place in the store. */
struct arriving {
    struct output_records records;
    struct listing *listing;          /* NULL: no filter */
    const struct store_row **printed; /* owned */
    size_t count, capacity;
    size_t most; /* rows that the store held */
    bool some_went, full, gone;
};

static void begin_arriving(struct arriving *arriving, const struct cli_options *options)
{
    *arriving = (struct arriving){.full = options->full};
    output_records_begin(&arriving->records, options, output_records_trigger_columns(!options->full), false);
    if (options->filter == NULL)
        return;
    arriving->listing = listing_new();
    listing_filter(arriving->listing, options->filter);
}

/* When a row goes, the last one takes its place. */
static bool was_printed(struct arriving *arriving, const struct store_row *row)
{
    size_t place = row->place;
    while (arriving->count <= place) {
        ARRAY_GROW(arriving->printed, arriving->count + 1, arriving->capacity);
        arriving->printed[arriving->count++] = NULL;
    }
    bool found = arriving->printed[place] == row;
    for (size_t i = 0; arriving->some_went && i < arriving->count && !found; i++)
        found = arriving->printed[i] == row;
    arriving->printed[place] = row;
    return found;
}

static void print_arrived(struct arriving *arriving, const struct store_row *row)
{
    if (arriving->full && row->state < STORE_ROW_WHOLE)
        return;
    if (was_printed(arriving, row))
        return;
    char *identifier = store_row_identifier(row);
    cJSON *document = store_document_known(row);
    output_records_add(&arriving->records, document_presented(document, row->region, identifier));
    cJSON_Delete(document);
    free(identifier);
}

static bool take_arrived(struct wait_session *session, void *context)
{
    struct arriving *arriving = context;
    struct store_row *const *rows = session->store.rows;
    size_t count = session->store.row_count;
    arriving->some_went = arriving->some_went || count < arriving->most;
    arriving->most = count;
    if (arriving->listing != NULL) {
        listing_update(arriving->listing, &session->store);
        rows = listing_rows(arriving->listing, &count);
    }
    for (size_t i = 0; i < count; i++)
        print_arrived(arriving, rows[i]);
    arriving->gone = !output_flush() || output_reader_is_gone();
    return !arriving->gone;
}

static void end_arriving(struct arriving *arriving)
{
    output_records_end(&arriving->records);
    listing_free(arriving->listing);
    free(arriving->printed);
}

static int run_arriving(struct wait_session *session, struct err *err)
{
    struct arriving arriving;
    begin_arriving(&arriving, session->options);
    bool whole = rows_read_arriving(session, session->options->full, take_arrived, &arriving, err);
    bool gone = arriving.gone;
    end_arriving(&arriving);
    return gone ? 128 + SIGPIPE : rows_end(&session->store, whole, err);
}

static int run_sorted(struct wait_session *session, struct err *err)
{
    bool whole = rows_read(session, session->options->full, err);
    if (whole || err->code == ERR_NETWORK)
        print_rows(session, session->options);
    return rows_end(&session->store, whole, err);
}

int cmd_list_run(const struct cli_options *options, struct err *err)
{
    struct wait_session session;
    int status = 0;
    if (wait_open(&session, options, WAIT_SOME_REGIONS, err))
        status = output_records_flow(output_format(options)) ? run_arriving(&session, err)
                                                             : run_sorted(&session, err);
    wait_close(&session);
    return status;
}
