/*
 * serve_main: the local cloud alone, for tests that need no command line:
 *     serve_main [--port N] [--data FILE] [--latency MS] [--operation-time MS] [--throttle N] [--fail RATE]
 */
#include "base/env.h"
#include "base/json.h"
#include "local/local.h"

#include <unistd.h>

int main(int argc, char **argv)
{
    struct local_options options = {.operation_ms = -1};
    struct err err = {0};
    for (int i = 1; i + 1 < argc; i += 2) {
        if (strcmp(argv[i], "--port") == 0)
            options.port = atoi(argv[i + 1]);
        else if (strcmp(argv[i], "--data") == 0)
            options.data_file = argv[i + 1];
        else if (strcmp(argv[i], "--latency") == 0)
            options.latency_ms = atoi(argv[i + 1]);
        else if (strcmp(argv[i], "--operation-time") == 0)
            options.operation_ms = atoi(argv[i + 1]);
        else if (strcmp(argv[i], "--throttle") == 0)
            options.throttle_per_s = atoi(argv[i + 1]);
        else if (strcmp(argv[i], "--fail") == 0)
            options.fail_rate = atof(argv[i + 1]);
    }
    env_init(environ);
    json_init();
    int status = local_serve(&options, &err);
    if (status != 0)
        fprintf(stderr, "serve_main: %s\n", err.text);
    return status;
}
