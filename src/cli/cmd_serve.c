/* serve: the local cloud, as a server for any AWS SDK or CLI. */
#include "cli/cli.h"

#include "local/local.h"

int cmd_serve_run(const struct cli_options *options, struct err *err)
{
    struct local_options serve = {
        .port = options->port,
        .data_file = options->data_file,
        .latency_ms = options->latency_ms,
        .operation_ms = options->operation_ms,
        .throttle_per_s = options->throttle_per_s,
        .fail_rate = options->fail_rate,
        .deny = options->deny,
    };
    return options->child ? local_serve_child(&serve) : local_serve(&serve, err);
}
