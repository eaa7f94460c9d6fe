/* create: a trigger from a document. */
#include "cli/cli.h"

#include <stdlib.h>
#include "cli/given.h"
#include "cli/output.h"
#include "cli/wait.h"
#include "model/document.h"

static int send(struct wait_session *session, const cJSON *document, struct err *err)
{
    char *after = json_print(document);
    struct backend_change change = {
        .region = wait_region(session),
        .account = wait_account(session),
        .after = after,
        .client_token = session->options->client_token,
        .unguarded = session->options->unguarded,
        .account_unknown_ok = true,
    };
    const struct operation *operation;
    if (wait_operation(session, backend_create(session->backend, &change), &operation, err))
        output_operation(session->options, operation);
    free(after);
    return 0;
}

int cmd_create_run(const struct cli_options *given, struct err *err)
{
    struct cli_options options = *given;
    char *region;
    cJSON *document = given_document(&options, NULL, &region, err);
    if (document == NULL)
        return (int)err->code;
    if (region != NULL)
        given_region(&options, region);
    cJSON *sendable = document_sendable(document);
    if (options.dry_run) {
        output_note("would create this trigger; nothing is sent");
        output_document(&options, sendable);
    } else {
        struct wait_session session;
        if (wait_open(&session, &options, WAIT_ONE_REGION, err))
            send(&session, sendable, err);
        wait_close(&session);
    }
    if (region != NULL)
        texts_release(&options.regions);
    cJSON_Delete(sendable);
    cJSON_Delete(document);
    free(region);
    return (int)err->code;
}
