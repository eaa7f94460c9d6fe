#include "base/spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"

enum { SLOTS = 4, HANDED_SLOT = 3, ABOVE_SLOTS = 16 };

/* Copies above the slots, so that moving one descriptor into its slot cannot overwrite another. */
static bool copy_descriptors(const int wanted[SLOTS], int copies[SLOTS])
{
    for (int i = 0; i < SLOTS; i++) {
        copies[i] = wanted[i] < 0 ? -1 : fcntl(wanted[i], F_DUPFD_CLOEXEC, ABOVE_SLOTS);
        if (wanted[i] >= 0 && copies[i] < 0)
            return false;
    }
    return true;
}

static void close_copies(const int copies[SLOTS])
{
    for (int i = 0; i < SLOTS; i++)
        if (copies[i] >= 0)
            close(copies[i]);
}

static int add_actions(posix_spawn_file_actions_t *actions, const int copies[SLOTS])
{
    int error = 0;

    for (int i = 0; i < HANDED_SLOT && !error; i++)
        error = copies[i] >= 0 ? posix_spawn_file_actions_adddup2(actions, copies[i], i)
                               : posix_spawn_file_actions_addopen(actions, i, "/dev/null", O_RDWR, 0);
    if (!error && copies[HANDED_SLOT] >= 0)
        error = posix_spawn_file_actions_adddup2(actions, copies[HANDED_SLOT], HANDED_SLOT);
    if (!error)
        error = posix_spawn_file_actions_addclosefrom_np(actions, HANDED_SLOT + (copies[HANDED_SLOT] >= 0));
    return error;
}

/* A child inherits the worker's blocked signals otherwise, and then never sees SIGTERM. */
static int set_attributes(posix_spawnattr_t *attributes)
{
    sigset_t none, all;
    int error;

    sigemptyset(&none);
    sigfillset(&all);
    error = posix_spawnattr_setsigmask(attributes, &none);
    if (!error)
        error = posix_spawnattr_setsigdefault(attributes, &all);
    if (!error)
        error = posix_spawnattr_setpgroup(attributes, 0);
    if (!error)
        error = posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF |
                                                         POSIX_SPAWN_SETPGROUP);
    return error;
}

static bool is_left_out(const char *variable, const char *const *left_out)
{
    for (; left_out && *left_out; left_out++)
        if (strncmp(variable, *left_out, strlen(*left_out)) == 0)
            return true;
    return false;
}

/* The child's environment; its texts are borrowed from ours. free(). */
static char **child_environment(const char *const *left_out)
{
    size_t all = 0, kept = 0;
    char **variables;

    while (environ[all])
        all++;
    variables = mem_alloc(all + 1, sizeof *variables);
    for (size_t i = 0; i < all; i++)
        if (!is_left_out(environ[i], left_out))
            variables[kept++] = environ[i];
    return variables;
}

static int start(const struct spawn_options *options, const int copies[SLOTS], pid_t *pid)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    char **variables = child_environment(options->left_out);
    int error;

    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    error = add_actions(&actions, copies);
    if (!error)
        error = set_attributes(&attributes);
    if (!error)
        error = posix_spawnp(pid, options->argv[0], &actions, &attributes, (char *const *)options->argv,
                             variables);
    free(variables);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    return error;
}

pid_t spawn_start(const struct spawn_options *options, struct err *err)
{
    const int wanted[SLOTS] = {options->in, options->out, options->error, options->handed};
    int copies[SLOTS] = {-1, -1, -1, -1};
    pid_t pid = -1;
    int error = copy_descriptors(wanted, copies) ? start(options, copies, &pid) : errno;

    close_copies(copies);
    if (!error)
        return pid;
    err_set(err, ERR_LOCAL, "cannot start %s: %s", options->argv[0], strerror(error));
    return -1;
}
