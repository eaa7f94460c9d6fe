/* main: prepares the process, starts the local cloud if asked, and hands over to the command line. */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <unistd.h>
#include "base/env.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "cli/cli.h"
#include "local/local.h"

/* Starts the cloud of --local; its keys go to the backend, which wipes its copies. */
static bool start_local_cloud(struct cli_options *options, struct err *err)
{
    struct local_options wanted = {.data_file = options->local_file, .operation_ms = options->operation_ms};
    struct local_child child = {.fd = -1};
    if (!local_start_child(&wanted, &child, err))
        return false;
    options->local_child = (struct backend_local){.fd = child.fd,
                                                  .data_file = child.data_file,
                                                  .access_key = mem_dup(child.access_key),
                                                  .secret_key = mem_dup(child.secret_key)};
    mem_wipe(&child, sizeof child);
    if (options->regions.count == 0 && !options->regions_by_all && env_get_filled("AWS_REGION") == NULL &&
        env_get_filled("AWS_DEFAULT_REGION") == NULL)
        local_sample_regions(&options->regions);
    return true;
}

static void release_local_cloud(struct backend_local *local)
{
    free(local->data_file);
    mem_free_wiped(&local->access_key);
    mem_free_wiped(&local->secret_key);
}

static int run(int argc, char **argv)
{
    struct cli_options options;
    struct err err = {0};
    int status;
    bool fine = cli_parse(argc, argv, &options, &err);
    if (fine && options.debug)
        prctl(PR_SET_DUMPABLE, 1);
    options.start_local = start_local_cloud;
    options.local_path = local_data_path;
    if (fine && options.local && !options.help && !options.version)
        fine = start_local_cloud(&options, &err);
    status = fine ? cli_run(&options) : cli_complain(&err);
    release_local_cloud(&options.local_child);
    cli_release(&options);
    return status;
}

/* A program may be started without its standard descriptors. What it opens next would get their numbers, and output or
 * errors would be written into it: into a connection, or into the journal. What stands there instead can be neither
 * read nor written, so that either fails and is said. */
static void fill_standard_descriptors(void)
{
    static const int flags[] = {
        [STDIN_FILENO] = O_WRONLY, [STDOUT_FILENO] = O_RDONLY, [STDERR_FILENO] = O_RDONLY};
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", flags[fd]) != fd)
            _exit(ERR_LOCAL);
}

int main(int argc, char **argv)
{
    fill_standard_descriptors();
    prctl(PR_SET_DUMPABLE,
          0); /* keys are in memory, those of the environment from now: no core, no look from outside */
    signal(SIGPIPE, SIG_IGN); /* a closed pipe is an error of write, which is said or kept quiet */
    signal(SIGXFSZ, SIG_IGN); /* so is a file that may not grow */
    env_init(environ);
    text_init();
    json_init();
    int status = run(argc, argv);
#ifndef ETRIG_SANITIZED
    /* A worker that hangs in a resolver must not hold up the end. */
    fflush(NULL);
    _exit(status);
#endif
    return status;
}
