#include "aws/credentials_source.h"

#include <stdlib.h>

#include "base/mem.h"

/* The AWS CLI does what etrig does not (the refresh of aws login) and prints the keys as a credential_process
 * would. */
enum credentials_result credentials_export_find(struct credentials_ask *ask)
{
    const char *const words[] = {
        "aws", "configure", "export-credentials", "--profile", ask->profile, "--format", "process", NULL};
    char *source = mem_printf("the AWS CLI (profile %s)", ask->profile);
    enum credentials_result result =
        credentials_process_run(ask, words, "aws configure export-credentials", source);

    free(source);
    return result;
}
