/* get: one trigger, whole. */
#include "cli/cli.h"

#include <stdlib.h>
#include "cli/output.h"
#include "cli/wait.h"
#include "model/document.h"

int cmd_get_run(const struct cli_options *options, struct err *err)
{
    struct wait_session session;
    cJSON *document = NULL;
    if (wait_open(&session, options, WAIT_ONE_REGION, err))
        document = wait_read(&session, options->arguments.items[0], err);
    if (document != NULL) {
        char *identifier = document_identifier(document);
        cJSON *shown = document_presented(document, wait_region(&session), identifier);
        output_document(options, shown);
        cJSON_Delete(shown);
        free(identifier);
        cJSON_Delete(document);
    }
    wait_close(&session);
    return 0;
}
