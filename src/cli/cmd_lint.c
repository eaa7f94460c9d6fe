/* lint: what is wrong with triggers that AWS accepts, or with the documents of a file. */
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>
#include "base/array.h"
#include "base/file.h"
#include "base/mem.h"
#include "cli/lists.h"
#include "cli/output.h"
#include "cli/output_lint.h"
#include "cli/rows.h"
#include "cli/wait.h"
#include "model/store_document.h"
#include "model/document.h"
#include "model/lint_row.h"
#include "model/listing.h"

static const char cmd_lint_lacking[] = "what they hold is not looked at";

/* One trigger to look at. 100,000 of them are never trees at once. */
struct subject {
    char *region, *identifier; /* owned; region NULL: a document that says none */
    char *domain, *type;       /* owned; NULL: the document has none */
    unsigned needs;            /* lint_needs */
    cJSON *document;           /* owned: of -f; NULL: the store has it */
};

struct linting {
    struct wait_session *session;
    struct subject *items; /* owned */
    size_t count, capacity;
    struct lists lists;
    struct document_list documents; /* of -f */
};

/* Takes the identifier over. */
static struct subject *add(struct linting *linting, const char *region, char *identifier,
                           const cJSON *document)
{
    ARRAY_GROW(linting->items, linting->count + 1, linting->capacity);
    struct subject *subject = &linting->items[linting->count++];
    *subject = (struct subject){.region = mem_dup(region),
                                .identifier = identifier,
                                .domain = mem_dup(json_text(document, "DomainName")),
                                .type = mem_dup(json_text(document, "ObjectTypeName")),
                                .needs = lint_needs(document)};
    return subject;
}

/* ---- the account's lists ---- */

static void want(struct linting *linting, const struct subject *subject, enum store_catalog_kind kind)
{
    bool typed = kind == STORE_OBJECT_FIELDS || kind == STORE_ATTRIBUTES;
    if (subject->region != NULL && subject->domain != NULL)
        lists_want(&linting->lists, linting->session, kind, subject->region, subject->domain,
                   typed ? subject->type : NULL);
}

static void facts_of(const struct linting *linting, const struct subject *subject, struct lint_facts *facts)
{
    *facts = (struct lint_facts){0};
    if (subject->region != NULL && subject->domain != NULL)
        lint_row_facts(&linting->session->store, subject->region, subject->domain, subject->type, facts);
}

/* False if the domain is known not to have the object type: then nobody knows its fields. */
static bool may_have_type(const struct linting *linting, const struct subject *subject)
{
    struct lint_facts facts;
    facts_of(linting, subject, &facts);
    for (size_t i = 0; lint_knows(facts.object_types) && i < facts.object_types->count; i++)
        if (strcmp(facts.object_types->items[i].name, subject->type) == 0)
            return true;
    return !lint_knows(facts.object_types);
}

/* First what tells the rest: which object types there are. */
static bool read_lists(struct linting *linting, bool integrations, struct err *err)
{
    static const enum store_catalog_kind first[] = {STORE_OBJECT_TYPES, STORE_SEGMENTS, STORE_INTEGRATIONS},
                                         second[] = {STORE_OBJECT_FIELDS, STORE_ATTRIBUTES};
    for (size_t i = 0; i < linting->count; i++) {
        unsigned needs = linting->items[i].needs;
        for (size_t k = 0; k < ARRAY_COUNT(first); k++)
            if ((needs & lint_bit(first[k])) != 0 && (first[k] != STORE_INTEGRATIONS || integrations))
                want(linting, &linting->items[i], first[k]);
    }
    if (!lists_wait(&linting->lists, linting->session, err))
        return false;
    for (size_t i = 0; i < linting->count; i++) {
        unsigned needs = linting->items[i].needs;
        for (size_t k = 0; k < ARRAY_COUNT(second); k++)
            if ((needs & lint_bit(second[k])) != 0 && may_have_type(linting, &linting->items[i]))
                want(linting, &linting->items[i], second[k]);
    }
    return lists_wait(&linting->lists, linting->session, err);
}

/* ---- looking ---- */

static void look_at(const struct linting *linting, const struct subject *subject, const cJSON *document,
                    struct lint_findings *findings)
{
    struct lint_facts facts;
    facts_of(linting, subject, &facts);
    if (subject->document != NULL)
        facts.integrations = NULL; /* what is not created yet is not used yet */
    lint_document(document, &facts, LINT_CHECK | (subject->document != NULL ? LINT_GIVEN : 0), findings);
}

/* True if anything worse than a note was found. */
static bool look(struct linting *linting, const char *file)
{
    const struct store *store = &linting->session->store;
    struct output_lint output;
    output_lint_begin(&output, linting->session->options);
    for (size_t i = 0; i < linting->count; i++) {
        const struct subject *subject = &linting->items[i];
        const struct output_lint_subject about = {subject->region, subject->identifier, file,
                                                  &linting->documents, i};
        const struct store_row *row =
            subject->document == NULL ? store_find(store, subject->region, subject->identifier) : NULL;
        cJSON *read = row != NULL ? store_document_known(row) : NULL;
        struct lint_findings findings;
        look_at(linting, subject, read != NULL ? read : subject->document, &findings);
        output_lint_add(&output, &about, &findings);
        lint_release(&findings);
        cJSON_Delete(read);
    }
    output_lint_end(&output);
    return output.counts[LINT_WARNING] + output.counts[LINT_ERROR] > 0;
}

/* ---- triggers of the account ---- */

static bool take_named(struct linting *linting, struct err *err)
{
    const struct texts *names = &linting->session->options->arguments;
    for (size_t i = 0; i < names->count; i++) {
        cJSON *document = wait_read(linting->session, names->items[i], err);
        if (document == NULL)
            return false;
        char *identifier = document_identifier(document);
        add(linting, wait_region(linting->session),
            identifier != NULL ? identifier : mem_dup(names->items[i]), document);
        cJSON_Delete(document);
    }
    return true;
}

static void take_rows(struct linting *linting)
{
    struct listing *listing = listing_new();
    size_t count;
    listing_sort(listing, LISTING_REGION, false);
    listing_filter(listing, linting->session->options->filter);
    listing_update(listing, &linting->session->store);
    struct store_row *const *rows = listing_rows(listing, &count);
    for (size_t i = 0; i < count; i++)
        if (rows[i]->document != NULL) {
            cJSON *document = store_document_known(rows[i]);
            add(linting, rows[i]->region, store_row_identifier(rows[i]), document);
            cJSON_Delete(document);
        }
    listing_free(listing);
}

static int run(struct linting *linting, struct err *err)
{
    struct wait_session *session = linting->session;
    int status = 0;
    bool fine = true;
    if (session->options->arguments.count > 0) {
        fine = take_named(linting, err);
    } else {
        fine = rows_read(session, true, err);
        status = rows_end(&session->store, fine, err);
        if (fine)
            take_rows(linting);
    }
    if (!fine || !read_lists(linting, true, err))
        return (int)err->code;
    bool found = look(linting, NULL);
    lists_say_missing(&linting->lists, &session->store, cmd_lint_lacking);
    return status == 0 && found ? ERR_DIFFERENT : status;
}

/* ---- documents ---- */

static bool read_documents(struct linting *linting, const char *file, struct err *err)
{
    struct strbuf text = STRBUF_INIT;
    bool fine = file_read_given(file, DOCUMENT_LIMIT_ALL, &text, err);
    if (!fine && err->code == ERR_NOT_FOUND)
        err->code = ERR_USAGE; /* not found is for triggers */
    if (fine && !document_read_all(text.text, text.length, &linting->documents, err))
        fine = err_context(err, "%s", strcmp(file, "-") == 0 ? "stdin" : file);
    strbuf_release(&text);
    return fine;
}

/* The document's own region, or the only one in force. Takes the document over. */
static void take_document(struct linting *linting, cJSON *document)
{
    const struct texts *regions = backend_regions(linting->session->backend);
    char *region, *own, *identifier;
    document_take_region(document, &region, &own);
    identifier = document_identifier(document);
    if (identifier == NULL) {
        const char *name = json_text(document, "EventTriggerName");
        identifier = mem_dup(name != NULL ? name : "a document without a name");
    }
    const char *only = regions->count == 1 ? regions->items[0] : NULL;
    add(linting, region != NULL ? region : only, identifier, document)->document = document;
    free(region);
    free(own);
}

static int run_documents(struct linting *linting, const char *file, struct err *err)
{
    struct wait_session *session = linting->session;
    bool lacks_region = false;
    for (size_t i = 0; i < linting->documents.count; i++) {
        take_document(linting, linting->documents.items[i].tree);
        linting->documents.items[i].tree = NULL;
        lacks_region = lacks_region || linting->items[i].region == NULL;
    }
    if (!read_lists(linting, false, err) && err->code != ERR_NETWORK)
        return (int)err->code;
    err_clear(err); /* who did not answer is named below */
    bool found = look(linting, strcmp(file, "-") == 0 ? "stdin" : file);
    lists_say_missing(&linting->lists, &session->store, cmd_lint_lacking);
    if (lacks_region)
        output_note(
            "no single region is known: what the account has is not looked at; --region or Region names one");
    return found ? ERR_DIFFERENT : 0;
}

static void release(struct linting *linting)
{
    for (size_t i = 0; i < linting->count; i++) {
        free(linting->items[i].region);
        free(linting->items[i].identifier);
        free(linting->items[i].domain);
        free(linting->items[i].type);
        cJSON_Delete(linting->items[i].document);
    }
    free(linting->items);
    lists_release(&linting->lists);
    document_list_release(&linting->documents);
}

int cmd_lint_run(const struct cli_options *options, struct err *err)
{
    bool named = options->arguments.count > 0;
    struct wait_session session;
    struct linting linting = {.session = &session};
    int status = 0;
    if (named && (options->file != NULL || options->filter != NULL))
        err_set(err, ERR_USAGE,
                "lint looks at the triggers that are named, at those of --filter, or at a document");
    else if (options->file != NULL && options->filter != NULL)
        err_set(err, ERR_USAGE, "--filter chooses among the triggers of the account, not of a document");
    if (err->code == ERR_NONE && options->file != NULL)
        read_documents(&linting, options->file, err);
    if (err->code == ERR_NONE) {
        enum wait_regions regions = options->file != NULL ? WAIT_NO_REGION
                                    : named               ? WAIT_ONE_REGION
                                                          : WAIT_SOME_REGIONS;
        if (wait_open(&session, options, regions, err))
            status = options->file != NULL ? run_documents(&linting, options->file, err) : run(&linting, err);
        wait_close(&session);
    }
    release(&linting);
    return status;
}
