/* delete: triggers, after a question. */
#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "base/mem.h"
#include "base/text.h"
#include "cli/output.h"
#include "cli/output_records.h"
#include "cli/wait.h"
#include "cli/wait_many.h"
#include "model/document.h"

/* One trigger that is to go, as it was read. */
struct doomed {
    cJSON *document;
    char *identifier, *text;
};

static bool read_all(struct wait_session *session, struct doomed *doomed, struct err *err)
{
    const struct texts *arguments = &session->options->arguments;
    for (size_t i = 0; i < arguments->count; i++) {
        doomed[i].document = wait_read(session, arguments->items[i], err);
        if (doomed[i].document == NULL)
            return false;
        doomed[i].identifier = document_identifier(doomed[i].document);
        doomed[i].text = json_print(doomed[i].document);
    }
    return true;
}

static bool ask(struct wait_session *session, const struct doomed *doomed, struct err *err)
{
    size_t count = session->options->arguments.count;
    if (session->options->yes)
        return true;
    const struct store_connection *connection = &session->store.connection;
    struct strbuf line = STRBUF_INIT;
    for (size_t i = 0; i < count; i++) {
        text_shown(&line, doomed[i].identifier); /* on one line, whatever stands in it */
        strbuf_adds(&line, "\n");
    }
    strbuf_addf(&line, "Delete %s in %s, account %s?", count == 1 ? "this trigger" : "these triggers",
                wait_region(session), *connection->account != '\0' ? connection->account : "unknown");
    bool agreed = output_ask(line.text, err);
    strbuf_release(&line);
    return agreed;
}

/* What would go: one trigger, or a list. */
static void print_plan(const struct wait_session *session, const struct doomed *doomed)
{
    size_t count = session->options->arguments.count;
    cJSON *plan = cJSON_CreateArray();
    for (size_t i = 0; i < count; i++) {
        cJSON *shown = document_presented(doomed[i].document, wait_region(session), doomed[i].identifier);
        if (output_format(session->options) == CLI_FORMAT_TABLE)
            output_document(session->options, shown);
        cJSON_AddItemToArray(plan, shown);
    }
    if (output_format(session->options) != CLI_FORMAT_TABLE)
        output_records_print(session->options, count == 1 ? plan->child : plan,
                             output_records_trigger_columns(false));
    cJSON_Delete(plan);
    output_note(count == 1 ? "would delete this trigger; nothing is sent"
                           : "would delete these triggers; nothing is sent");
}

/* A name given twice is perhaps not the one that was meant. */
static bool are_different(const struct texts *identifiers, struct err *err)
{
    for (size_t i = 0; i < identifiers->count; i++)
        for (size_t k = 0; k < i; k++)
            if (strcmp(identifiers->items[i], identifiers->items[k]) == 0)
                return err_set(err, ERR_USAGE, "%s is named twice; nothing was deleted",
                               identifiers->items[i]);
    return true;
}

static void delete_all(struct wait_session *session, const struct doomed *doomed, struct err *err)
{
    size_t count = session->options->arguments.count;
    uint64_t *numbers = mem_alloc(count, sizeof *numbers);
    for (size_t i = 0; i < count; i++) {
        struct backend_change change = {
            .region = wait_region(session),
            .account = wait_account(session),
            .identifier = doomed[i].identifier,
            .before = doomed[i].text,
            .client_token = session->options->client_token,
            .unguarded = session->options->unguarded,
            .account_unknown_ok = true,
        };
        numbers[i] = backend_delete(session->backend, &change);
    }
    wait_many(
        &(struct wait_many){.session = session, .not_done = "triggers were not deleted", .count = count},
        numbers, count, err);
    free(numbers);
}

static bool may_ask(const struct cli_options *options, struct err *err)
{
    if (options->yes || options->dry_run || isatty(STDIN_FILENO))
        return true;
    err_set(err, ERR_USAGE, "delete asks first, and there is no terminal to ask on");
    return err_hint(err, "--yes answers in advance; nothing was deleted");
}

int cmd_delete_run(const struct cli_options *options, struct err *err)
{
    size_t count = options->arguments.count;
    if (count > 1 && options->client_token != NULL) {
        err_set(err, ERR_USAGE, "--client-token is for one change only");
        return (int)err->code;
    }
    if (!are_different(&options->arguments, err) || !may_ask(options, err))
        return (int)err->code;
    struct doomed *doomed = mem_alloc(count, sizeof *doomed);
    struct wait_session session;
    if (wait_open(&session, options, WAIT_ONE_REGION, err) && read_all(&session, doomed, err)) {
        if (options->dry_run)
            print_plan(&session, doomed);
        else if (ask(&session, doomed, err))
            delete_all(&session, doomed, err);
    }
    wait_close(&session);
    for (size_t i = 0; i < count; i++) {
        cJSON_Delete(doomed[i].document);
        free(doomed[i].identifier);
        free(doomed[i].text);
    }
    free(doomed);
    return (int)err->code;
}
