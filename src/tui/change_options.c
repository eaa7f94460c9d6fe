#include "tui/change_options.h"

#include <stdlib.h>
#include "base/mem.h"

void change_options_copy(struct change_options *to, const struct change_options *from)
{
    *to = (struct change_options){mem_dup(from->client_token), mem_dup(from->role_arn),
                                  mem_dup(from->type_version_id)};
}

void change_options_release(struct change_options *options)
{
    free(options->client_token);
    free(options->role_arn);
    free(options->type_version_id);
    *options = (struct change_options){0};
}
