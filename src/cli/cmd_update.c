/* update: makes a trigger equal to a document, or sends a patch. */
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>
#include "base/clock.h"
#include "base/mem.h"
#include "cli/given.h"
#include "cli/output.h"
#include "cli/wait.h"
#include "model/change.h"
#include "model/document.h"
#include "model/fields.h"
#include "model/patch.h"

/* A document may carry LastUpdatedAt as its base: a live trigger that is newer was changed since. */
static bool base_is_live(const struct cli_options *options, const cJSON *given, const cJSON *live,
                         struct err *err)
{
    int64_t base, now;
    const char *base_text = json_text(given, "LastUpdatedAt"), *live_text = json_text(live, "LastUpdatedAt");
    if (options->unguarded || base_text == NULL || live_text == NULL || !clock_parse(base_text, &base) ||
        !clock_parse(live_text, &now) || now <= base)
        return true;
    err_set(err, ERR_CONFLICT, "cannot update %s: it was changed elsewhere since you read it",
            options->arguments.items[0]);
    return err_hint(err, "read it again with etrig get, or give --unguarded; nothing was changed");
}

static void send(struct wait_session *session, const cJSON *live, const char *after, const char *patch,
                 struct err *err)
{
    char *before = json_print(live), *identifier = document_identifier(live);
    struct backend_change change = {
        .region = wait_region(session),
        .account = wait_account(session),
        .identifier = identifier,
        .before = before,
        .after = after,
        .patch = patch,
        .client_token = session->options->client_token,
        .unguarded = session->options->unguarded,
        .account_unknown_ok = true,
    };
    const struct operation *operation;
    if (wait_operation(session, backend_update(session->backend, &change), &operation, err))
        output_operation(session->options, operation);
    free(before);
    free(identifier);
}

static void run_document(struct wait_session *session, const cJSON *given, const cJSON *live, struct err *err)
{
    const struct cli_options *options = session->options;
    struct change change;
    cJSON *after = document_sendable(given);
    const char *const *key = fields_event_trigger.identifier;
    for (; *key != NULL; key++) /* the argument names the trigger: its document need not */
        if (json_get(after, *key) == NULL)
            json_set_text(after, *key, json_text(live, *key));
    bool differs = change_between(live, after, &change);
    if (!differs)
        output_note("no change: the trigger is as the document says; nothing is sent");
    if (differs && !base_is_live(options, given, live, err)) {
        output_change(&change);
    } else if (options->dry_run) {
        struct change_guards guards = {.unguarded = options->unguarded, .test_absent_by_time = true};
        cJSON *patch = change_patch(live, after, &guards);
        output_change(&change);
        output_patch(options, patch);
        cJSON_Delete(patch);
    } else if (!differs) {
        output_operation(options, NULL);
    } else {
        char *text = json_print(after);
        send(session, live, text, NULL, err);
        free(text);
    }
    change_release(&change);
    cJSON_Delete(after);
}

static void run_patch(struct wait_session *session, const cJSON *patch, const cJSON *live, struct err *err)
{
    enum patch_failure failure;
    cJSON *after = patch_apply(live, patch, &failure, err);
    if (after == NULL) {
        err->code = failure == PATCH_TEST_FAILED ? ERR_CONFLICT : ERR_INVALID;
        return;
    }
    if (session->options->dry_run) {
        struct change change;
        change_between(live, after, &change);
        output_change(&change);
        change_release(&change);
        output_patch(session->options, patch);
    } else {
        char *text = json_print(patch), *after_text = json_print(after);
        send(session, live, after_text, text, err);
        free(text);
        free(after_text);
    }
    cJSON_Delete(after);
}

static cJSON *read_given(const struct cli_options *options, char **region, struct err *err)
{
    *region = NULL;
    if ((options->patch != NULL) == (options->file != NULL)) {
        err_set(err, ERR_USAGE, "update wants either a document or a patch");
        err_hint(err, "give -f FILE or --patch FILE");
        return NULL;
    }
    if (options->patch != NULL)
        return given_patch(options, err);
    return given_document(options, options->arguments.items[0], region, err);
}

int cmd_update_run(const struct cli_options *asked, struct err *err)
{
    struct cli_options options = *asked;
    char *region;
    cJSON *given = read_given(&options, &region, err);
    if (given == NULL)
        return (int)err->code;
    if (region != NULL)
        given_region(&options, region);
    struct wait_session session;
    cJSON *live = wait_open(&session, &options, WAIT_ONE_REGION, err)
                      ? wait_read(&session, options.arguments.items[0], err)
                      : NULL;
    if (live != NULL && options.patch != NULL)
        run_patch(&session, given, live, err);
    else if (live != NULL)
        run_document(&session, given, live, err);
    wait_close(&session);
    if (region != NULL)
        texts_release(&options.regions);
    cJSON_Delete(live);
    cJSON_Delete(given);
    free(region);
    return (int)err->code;
}
