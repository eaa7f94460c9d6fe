/* test: would a trigger fire for these objects, and why. Sends no change; with -f it needs no account. */
#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "cli/given.h"
#include "cli/output.h"
#include "cli/output_records.h"
#include "cli/wait.h"
#include "model/document.h"
#include "model/match.h"

/* ---- the objects ---- */

static bool arguments_fit(const struct cli_options *options, struct err *err)
{
    bool named = options->arguments.count > 0;
    if (named == (options->file != NULL)) {
        err_set(err, ERR_USAGE, "test wants one trigger");
        return err_hint(err, "give an IDENTIFIER, or -f FILE with a document");
    }
    if (options->event == NULL) {
        err_set(err, ERR_USAGE, "test wants an object to try the trigger with");
        return err_hint(err, "give --event FILE with JSON, or --event - to read it from stdin");
    }
    if (!named && strcmp(options->file, "-") == 0 && strcmp(options->event, "-") == 0)
        return err_set(err, ERR_USAGE, "the document and the event cannot both come from stdin");
    return true;
}

static bool are_objects(const cJSON *events, const char *from, struct err *err)
{
    const cJSON *event;
    int number = 0;
    if (cJSON_IsObject(events))
        return true;
    if (!cJSON_IsArray(events))
        return err_set(err, ERR_INVALID, "%s holds no object: an event is a JSON object, or a list of them",
                       from);
    if (events->child == NULL)
        return err_set(err, ERR_INVALID, "%s holds an empty list: there is nothing to try", from);
    cJSON_ArrayForEach(event, events)
    {
        number++;
        if (!cJSON_IsObject(event))
            return err_set(err, ERR_INVALID, "%s: event %d of the list is no object", from, number);
    }
    return true;
}

/* An object, or a list of at least one. Free: cJSON_Delete. */
static cJSON *read_events(const struct cli_options *options, struct err *err)
{
    const char *from = strcmp(options->event, "-") == 0 ? "the input" : options->event;
    struct strbuf text = STRBUF_INIT;
    cJSON *events = NULL;
    if (!file_read_given_ready(options->event, JSON_LIMIT_DOCUMENT, &text, err)) {
        err->code = ERR_USAGE; /* not found is for triggers */
    } else {
        events = json_parse(text.text, text.length, JSON_LIMIT_DOCUMENT, err);
        if (events == NULL)
            err_context(err, "%s", from);
    }
    strbuf_release(&text);
    if (events != NULL && are_objects(events, from, err))
        return events;
    cJSON_Delete(events);
    return NULL;
}

/* ---- what is printed ---- */

static void print_shown(const char *text)
{
    struct strbuf shown = STRBUF_INIT;
    text_shown(&shown, text);
    puts(shown.text);
    strbuf_release(&shown);
}

static void print_parts(const struct match *match, const cJSON *document)
{
    struct match_lines lines;
    struct texts notes;
    match_lines(match, document, &lines);
    match_notes(match, &notes);
    for (size_t i = 0; i < lines.count; i++)
        print_shown(lines.items[i].text);
    for (size_t i = 0; i < notes.count; i++)
        print_shown(notes.items[i]);
    for (size_t i = 0; i < match->not_tried.count; i++) {
        char *line = mem_printf("%s: not tried", match->not_tried.items[i]);
        print_shown(line);
        free(line);
    }
    match_lines_release(&lines);
    texts_release(&notes);
}

struct trial {
    const cJSON *document;
    const struct store_catalog *fields; /* NULL: not known */
    const char *name;                   /* "retail|high-value-order" */
    cJSON *json;                        /* the answers, for scripts; NULL: text */
    size_t count, fired;
};

static void try_one(struct trial *trial, const cJSON *event, bool several)
{
    struct match match;
    match_document(trial->document, event, trial->fields, &match);
    trial->count++;
    trial->fired += match.root.verdict == MATCH_HOLDS;
    if (trial->json != NULL) {
        cJSON_AddItemToArray(trial->json, match_present(&match, trial->name));
    } else {
        char *sentence = match_sentence(&match, trial->name);
        char *line =
            several ? mem_printf("event %zu: %s %s", trial->count, match_sign(match.root.verdict), sentence)
                    : mem_printf("%s %s", match_sign(match.root.verdict), sentence);
        print_shown(line);
        print_parts(&match, trial->document);
        if (several)
            putchar('\n');
        free(line);
        free(sentence);
    }
    match_release(&match);
}

static void print_records(const struct cli_options *options, const cJSON *answers)
{
    static const char *const members[] = {"Trigger",     "Fires",    "Assumed", "Conditions",
                                          "Assumptions", "NotTried", NULL};
    output_records_print(options, answers, members);
}

/* One object is answered with one object, a list with a list. */
static int try_all(const struct cli_options *options, struct trial *trial, const cJSON *events)
{
    bool several = cJSON_IsArray(events);
    const cJSON *event;
    if (output_format(options) != CLI_FORMAT_TABLE)
        trial->json = cJSON_CreateArray();
    if (!several)
        try_one(trial, events, false);
    else
        cJSON_ArrayForEach(event, events)
        {
            try_one(trial, event, true);
        }
    if (trial->json != NULL)
        print_records(options, several ? trial->json : trial->json->child);
    else if (several)
        printf("%zu of %zu events would fire it\n", trial->fired, trial->count);
    cJSON_Delete(trial->json);
    return trial->fired == trial->count ? 0 : ERR_DIFFERENT;
}

/* ---- where the trigger comes from ---- */

static int try_given(const struct cli_options *options, const cJSON *events, struct err *err)
{
    char *region = NULL;
    cJSON *document = given_document(options, NULL, &region, err);
    int status = (int)err->code;
    if (document != NULL) {
        char *name = document_identifier(document);
        struct trial trial = {.document = document, .name = name != NULL ? name : "the document"};
        status = try_all(options, &trial, events);
        free(name);
    }
    cJSON_Delete(document);
    free(region);
    return status;
}

static bool fields_are_read(struct wait_session *session, void *context)
{
    const cJSON *document = context;
    const struct store_catalog *fields =
        store_find_catalog(&session->store, STORE_OBJECT_FIELDS, wait_region(session),
                           json_text(document, "DomainName"), json_text(document, "ObjectTypeName"));
    return fields != NULL && (fields->state == STORE_READ || fields->state == STORE_FAILED);
}

/* The mapping of the trigger's object type; NULL, with a word on stderr, if it cannot be had. */
static const struct store_catalog *read_fields(struct wait_session *session, cJSON *document, struct err *err)
{
    const char *domain = json_text(document, "DomainName"), *type = json_text(document, "ObjectTypeName");
    if (domain == NULL || type == NULL)
        return NULL;
    backend_catalog(session->backend, STORE_OBJECT_FIELDS, wait_region(session), domain, type, false);
    if (!wait_until(session, fields_are_read, document, err))
        return NULL;
    const struct store_catalog *fields =
        store_find_catalog(&session->store, STORE_OBJECT_FIELDS, wait_region(session), domain, type);
    if (fields->state == STORE_READ)
        return fields;
    output_line("etrig: the fields of %s are not known: %s", type, fields->failure.text);
    return NULL;
}

static int try_read(const struct cli_options *options, const cJSON *events, struct err *err)
{
    struct wait_session session;
    cJSON *document = NULL;
    int status = 0;
    if (wait_open(&session, options, WAIT_ONE_REGION, err))
        document = wait_read(&session, options->arguments.items[0], err);
    if (document != NULL) {
        const struct store_catalog *fields = read_fields(&session, document, err);
        char *name = document_identifier(document);
        struct trial trial = {.document = document, .fields = fields, .name = name != NULL ? name : ""};
        if (err->code == ERR_NONE)
            status = try_all(options, &trial, events);
        free(name);
    }
    cJSON_Delete(document);
    wait_close(&session);
    return status;
}

int cmd_test_run(const struct cli_options *options, struct err *err)
{
    cJSON *events = arguments_fit(options, err) ? read_events(options, err) : NULL;
    int status = (int)err->code;
    if (events != NULL)
        status = options->file != NULL ? try_given(options, events, err) : try_read(options, events, err);
    cJSON_Delete(events);
    return status;
}
