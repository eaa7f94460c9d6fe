/* export: triggers as documents that create takes back: on stdout, or a file for each below a folder. */
#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "cli/output.h"
#include "cli/rows.h"
#include "cli/wait.h"
#include "model/store_document.h"
#include "model/export.h"
#include "model/listing.h"

struct exporting {
    const struct cli_options *options;
    bool json, by_region;
    size_t count;              /* documents so far */
    struct export_files files; /* with --dir */
};

/* YAML documents are parted by ---; JSON is one list, or one object for one name. */
static void print_document(struct exporting *exporting, const cJSON *document, const char *region)
{
    cJSON *exported = export_document(document, region);
    char *text = export_text(exported, exporting->json);
    bool alone = exporting->options->arguments.count == 1;
    if (exporting->json && !alone)
        fputs(exporting->count > 0 ? ",\n" : "[\n", stdout);
    else if (exporting->count > 0)
        fputs("---\n", stdout);
    output_write(text, strlen(text));
    free(text);
    cJSON_Delete(exported);
}

static void take(struct exporting *exporting, const cJSON *document, const char *region)
{
    if (exporting->options->dir != NULL)
        export_add_below(&exporting->files, exporting->options->dir, exporting->by_region, exporting->json,
                         document, region);
    else
        print_document(exporting, document, region);
    exporting->count++;
}

static bool take_named(struct exporting *exporting, struct wait_session *session, struct err *err)
{
    const struct texts *names = &session->options->arguments;
    for (size_t i = 0; i < names->count; i++) {
        cJSON *document = wait_read(session, names->items[i], err);
        if (document == NULL)
            return false;
        take(exporting, document, wait_region(session));
        cJSON_Delete(document);
    }
    return true;
}

/* Rows that could not be read are left out: half a document would take properties away when it is applied. */
static void take_rows(struct exporting *exporting, const struct wait_session *session)
{
    struct listing *listing = listing_new();
    size_t count;
    listing_sort(listing, LISTING_REGION, false);
    listing_filter(listing, session->options->filter);
    listing_update(listing, &session->store);
    struct store_row *const *rows = listing_rows(listing, &count);
    for (size_t i = 0; i < count; i++) {
        if (rows[i]->document == NULL)
            continue;
        cJSON *document = store_document_known(rows[i]);
        take(exporting, document, rows[i]->region);
        cJSON_Delete(document);
    }
    listing_free(listing);
}

static bool write_files(struct exporting *exporting, struct err *err)
{
    size_t written;
    if (exporting->options->dir == NULL) {
        if (exporting->json && exporting->options->arguments.count != 1)
            fputs(exporting->count > 0 ? "]\n" : "[]\n", stdout);
        return true;
    }
    if (!export_write(&exporting->files, exporting->options->yes, &written, err)) {
        if (err->code == ERR_CONFLICT)
            err_hint(err, "--yes replaces files");
        return false;
    }
    output_line("etrig: %zu of %zu files written below %s%s", written, exporting->files.count,
                exporting->options->dir,
                written < exporting->files.count ? "; the rest stood there already" : "");
    return true;
}

static int run(struct wait_session *session, struct exporting *exporting, struct err *err)
{
    int status = 0;
    bool fine;
    if (session->options->arguments.count > 0) {
        fine = take_named(exporting, session, err);
    } else {
        fine = rows_read(session, true, err);
        status = rows_end(&session->store, fine, err);
        exporting->by_region = session->store.region_count > 1;
        if (fine)
            take_rows(exporting, session);
    }
    if (fine)
        write_files(exporting, err);
    return status;
}

int cmd_export_run(const struct cli_options *options, struct err *err)
{
    bool named = options->arguments.count > 0;
    struct exporting exporting = {.options = options, .json = options->format == CLI_FORMAT_JSON};
    struct wait_session session;
    int status = 0;
    if (options->format != CLI_FORMAT_AUTO && options->format != CLI_FORMAT_JSON &&
        options->format != CLI_FORMAT_YAML)
        err_set(err, ERR_USAGE, "export writes documents: -o yaml or -o json");
    else if (named && options->filter != NULL)
        err_set(err, ERR_USAGE, "--filter chooses among all triggers; it goes with no identifier");
    if (err->code != ERR_NONE)
        return (int)err->code;
    if (wait_open(&session, options, named ? WAIT_ONE_REGION : WAIT_SOME_REGIONS, err))
        status = run(&session, &exporting, err);
    wait_close(&session);
    export_release(&exporting.files);
    return err->code != ERR_NONE ? (int)err->code : status;
}
