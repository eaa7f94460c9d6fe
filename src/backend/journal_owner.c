#include "backend/journal_owner.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/random.h"

static const char owner_prefix[] = "owner-", owner_suffix[] = ".lock";

static char *lock_path(const struct journal_owner *owner, const char *id)
{
    return mem_printf("%s/%s%s%s", owner->dir, owner_prefix, id, owner_suffix);
}

void journal_owner_init(struct journal_owner *owner, const char *state_dir)
{
    char host[256] = "";

    if (gethostname(host, sizeof host - 1) != 0)
        host[0] = '\0';
    *owner = (struct journal_owner){.dir = mem_dup(state_dir), .host = mem_dup(host), .fd = -1};
}

bool journal_owner_take(struct journal_owner *owner, struct err *err)
{
    bool busy;
    char *path;

    random_alnum(owner->id, sizeof owner->id - 1);
    path = lock_path(owner, owner->id);
    owner->fd = file_lock(path, &busy, err);
    if (owner->fd < 0) {
        if (busy)
            err_set(err, ERR_LOCAL, "cannot lock %s: it is locked", path);
        owner->id[0] = '\0';
    }
    free(path);
    return owner->fd >= 0;
}

/* An id is part of a path: one that we did not draw is not followed. */
static bool is_id(const char *id)
{
    size_t length = strspn(id, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");

    return length > 0 && id[length] == '\0';
}

bool journal_owner_lives(const struct journal_owner *owner, const char *id)
{
    char *path;
    int fd;
    bool lives;

    if (!is_id(id))
        return false;
    path = lock_path(owner, id);
    fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    free(path);
    if (fd < 0)
        return errno != ENOENT;
    /* Shared, so that two that ask at the same time do not take each other for the owner. */
    lives = flock(fd, LOCK_SH | LOCK_NB) != 0;
    close(fd);
    return lives;
}

static void remove_if_dead(const struct journal_owner *owner, const char *id)
{
    char *path = lock_path(owner, id);

    file_remove_unheld(path);
    free(path);
}

/* The id in the name of a lock file, or NULL. free(). */
static char *id_from_name(const char *name)
{
    size_t length = strlen(name), prefix = strlen(owner_prefix), suffix = strlen(owner_suffix);
    char *id;

    if (length <= prefix + suffix || strncmp(name, owner_prefix, prefix) != 0 ||
        strcmp(name + length - suffix, owner_suffix) != 0)
        return NULL;
    id = mem_dup_n(name + prefix, length - prefix - suffix);
    if (is_id(id))
        return id;
    free(id);
    return NULL;
}

void journal_owner_sweep(const struct journal_owner *owner, bool (*needed)(const char *id, void *context),
                         void *context)
{
    DIR *dir = opendir(owner->dir);
    struct dirent *file;

    while (dir && (file = readdir(dir))) {
        char *id = id_from_name(file->d_name);

        if (id && strcmp(id, owner->id) != 0 && !needed(id, context))
            remove_if_dead(owner, id);
        free(id);
    }
    if (dir)
        closedir(dir);
}

void journal_owner_release(struct journal_owner *owner)
{
    if (owner->fd >= 0) {
        char *path = lock_path(owner, owner->id);

        unlink(path);
        close(owner->fd);
        free(path);
    }
    free(owner->dir);
    free(owner->host);
    *owner = (struct journal_owner){.fd = -1};
}
