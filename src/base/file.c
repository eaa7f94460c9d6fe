#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "base/array.h"
#include "base/mem.h"

enum { PRIVATE_FILE = 0600, PRIVATE_DIR = 0700, OTHERS_WRITE = S_IWGRP | S_IWOTH, READ_CHUNK = 64 << 10 };

/* Says what the system said about path, in the words "cannot VERB path: reason". */
static bool fail(struct err *err, enum err_code code, const char *verb, const char *path)
{
    const char *reason = errno == ELOOP ? "it is a link" : strerror(errno);

    return err_set(err, code, "cannot %s %s: %s", verb, path, reason);
}

static bool read_all(int fd, const char *shown, size_t limit, struct strbuf *out, struct err *err)
{
    size_t before = out->length;
    char *chunk = mem_alloc(READ_CHUNK, 1);
    ssize_t got;

    do {
        got = read(fd, chunk, READ_CHUNK);
        if (got > 0)
            strbuf_add(out, chunk, (size_t)got);
    } while ((got > 0 && out->length - before <= limit) || (got < 0 && errno == EINTR));
    if (got < 0)
        fail(err, ERR_USAGE, "read", shown);
    else if (out->length - before > limit)
        err_set(err, ERR_USAGE, "cannot read %s: it is larger than %zu bytes", shown, limit);
    mem_wipe(chunk, READ_CHUNK);
    free(chunk);
    if (got == 0)
        return true;
    mem_wipe(out->text + before, out->length - before);
    strbuf_truncate(out, before);
    return false;
}

bool file_read(const char *path, size_t limit, struct strbuf *out, struct err *err)
{
    bool done;
    int fd;

    fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0)
        return fail(err, errno == ENOENT ? ERR_NOT_FOUND : ERR_USAGE, "read", path);
    done = read_all(fd, path, limit, out, err);
    close(fd);
    return done;
}

bool file_read_given(const char *path, size_t limit, struct strbuf *out, struct err *err)
{
    size_t before = out->length;
    bool done = strcmp(path, "-") == 0 ? read_all(STDIN_FILENO, "the input", limit, out, err)
                                       : file_read(path, limit, out, err);

    if (done && out->length - before >= 3 && memcmp(out->text + before, "\xef\xbb\xbf", 3) == 0)
        strbuf_remove(out, before, 3);
    return done;
}

bool file_read_regular(const char *path, size_t limit, struct strbuf *out, struct err *err)
{
    struct stat status;
    bool done = false;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);

    if (fd < 0)
        return fail(err, errno == ENOENT ? ERR_NOT_FOUND : ERR_USAGE, "read", path);
    if (fstat(fd, &status) != 0)
        fail(err, ERR_USAGE, "read", path);
    else if (!S_ISREG(status.st_mode))
        err_set(err, ERR_USAGE, "cannot read %s: it is no regular file", path);
    else
        done = read_all(fd, path, limit, out, err);
    close(fd);
    return done;
}

/* The descriptor that a path stands for, -1: none. To open such a path again would wait for a pipe's other end. */
static int open_already(const char *path)
{
    static const char folder[] = "/dev/fd/";
    const char *number = path + strlen(folder);

    if (strcmp(path, "-") == 0 || strcmp(path, "/dev/stdin") == 0)
        return STDIN_FILENO;
    if (strncmp(path, folder, strlen(folder)) != 0 || strspn(number, "0123456789") != strlen(number) ||
        !*number || strlen(number) > 5)
        return -1;
    return (int)strtol(number, NULL, 10);
}

bool file_read_given_ready(const char *path, size_t limit, struct strbuf *out, struct err *err)
{
    int fd = open_already(path);

    return fd < 0 ? file_read_regular(path, limit, out, err)
                  : read_all(fd, strcmp(path, "-") == 0 ? "the input" : path, limit, out, err);
}

static bool write_all(int fd, const char *bytes, size_t length)
{
    while (length) {
        ssize_t put = write(fd, bytes, length);

        if (put < 0 && errno != EINTR)
            return false;
        if (put > 0) {
            bytes += put;
            length -= (size_t)put;
        }
    }
    return true;
}

/* A rename is on disk only when the folder is. Some file systems cannot sync
 * folders (EINVAL): then it is as it is. */
static bool sync_folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    char *folder = slash ? mem_dup_n(path, slash > path ? (size_t)(slash - path) : 1) : mem_dup(".");
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool done = fd >= 0 && (fsync(fd) == 0 || errno == EINVAL);
    int saved = errno;

    free(folder);
    if (fd >= 0)
        close(fd);
    errno = saved;
    return done;
}

bool file_write_atomic(const char *path, const void *bytes, size_t length, struct err *err)
{
    char *temporary = mem_printf("%s.XXXXXX", path);
    int fd = mkostemp(temporary, O_CLOEXEC); /* mode 0600 */
    bool done = fd >= 0 && write_all(fd, bytes, length) && fsync(fd) == 0;
    int saved = errno;

    if (fd >= 0 && close(fd) != 0 && done) {
        done = false;
        saved = errno;
    }
    errno = saved;
    done = done && rename(temporary, path) == 0;
    if (!done) {
        fail(err, ERR_LOCAL, "write", path);
        if (fd >= 0)
            unlink(temporary);
    } else if (!sync_folder_of(path)) {
        done = fail(err, ERR_LOCAL, "write", path);
    }
    free(temporary);
    return done;
}

/* Makes path and what is missing above it. */
static bool make_dirs(const char *path)
{
    char *partial = mem_dup(path);
    bool done = true;

    for (char *slash = partial + strspn(partial, "/"); done && (slash = strchr(slash, '/')); slash++) {
        *slash = '\0';
        done = mkdir(partial, PRIVATE_DIR) == 0 || errno == EEXIST;
        *slash = '/';
    }
    done = done && (mkdir(partial, PRIVATE_DIR) == 0 || errno == EEXIST);
    free(partial);
    return done;
}

bool file_make_private_dir(const char *path, struct err *err)
{
    struct stat found;

    if (!make_dirs(path))
        return fail(err, ERR_LOCAL, "make the folder", path);
    if (lstat(path, &found) != 0)
        return fail(err, ERR_LOCAL, "use the folder", path);
    if (!S_ISDIR(found.st_mode))
        return err_set(err, ERR_LOCAL, "cannot use the folder %s: it is no folder", path);
    if (found.st_uid != geteuid())
        return err_set(err, ERR_LOCAL, "cannot use the folder %s: it belongs to another user", path);
    if (found.st_mode & OTHERS_WRITE) {
        err_set(err, ERR_LOCAL, "cannot use the folder %s: other users may write to it", path);
        return err_hint(err, "chmod go-w %s", path);
    }
    return true;
}

/* What was opened must be the user's own plain file, whatever stood at the path before. */
static bool check_private(int fd, const char *path, int flags, struct err *err)
{
    struct stat found;

    if (fstat(fd, &found) != 0)
        return fail(err, ERR_LOCAL, "open", path);
    if (!S_ISREG(found.st_mode))
        return err_set(err, ERR_LOCAL, "cannot open %s: it is no file", path);
    if (found.st_uid != geteuid())
        return err_set(err, ERR_LOCAL, "cannot open %s: it belongs to another user", path);
    if ((found.st_mode & 0077) && fchmod(fd, PRIVATE_FILE) != 0)
        return fail(err, ERR_LOCAL, "make private", path);
    if ((flags & O_TRUNC) && ftruncate(fd, 0) != 0)
        return fail(err, ERR_LOCAL, "write", path);
    return true;
}

int file_open_private(const char *path, int flags, struct err *err)
{
    int always = O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY | O_NONBLOCK;
    int fd = open(path, (flags & ~(O_ACCMODE | O_TRUNC)) | always, PRIVATE_FILE);

    if (fd < 0) {
        fail(err, ERR_LOCAL, "open", path);
        return -1;
    }
    if (!check_private(fd, path, flags, err)) {
        close(fd);
        return -1;
    }
    return fd;
}

/* True if the path still leads to this open file. */
static bool is_still_there(const char *path, int fd)
{
    struct stat by_path, by_fd;

    return lstat(path, &by_path) == 0 && fstat(fd, &by_fd) == 0 && by_path.st_ino == by_fd.st_ino &&
           by_path.st_dev == by_fd.st_dev;
}

static int lock_once(const char *path, bool *busy, struct err *err)
{
    int fd, result;

    *busy = false;
    fd = file_open_private(path, 0, err);
    if (fd < 0)
        return -1;
    do
        result = flock(fd, LOCK_EX | LOCK_NB);
    while (result != 0 && errno == EINTR);
    if (result == 0)
        return fd;
    *busy = errno == EWOULDBLOCK;
    if (!*busy)
        fail(err, ERR_LOCAL, "lock", path);
    close(fd);
    return -1;
}

int file_lock(const char *path, bool *busy, struct err *err)
{
    int fd;

    /* Its last holder may have removed the file after we opened it: a lock
     * on that one nobody else would see. */
    while ((fd = lock_once(path, busy, err)) >= 0 && !is_still_there(path, fd))
        close(fd);
    return fd;
}

void file_remove_unheld(const char *path)
{
    bool busy;
    int fd = file_lock(path, &busy, NULL);

    if (fd < 0)
        return;
    unlink(path);
    close(fd);
}

char *file_join(const char *dir, const char *name)
{
    size_t length = strlen(dir);
    bool has_slash = length > 0 && dir[length - 1] == '/';

    return mem_printf("%s%s%s", dir, has_slash ? "" : "/", name);
}

/* statfs of the path, or of the nearest folder above it that exists. */
static bool stat_file_system(const char *path, struct statfs *out)
{
    char *partial = mem_dup(path);
    char *slash;
    int result;

    while ((result = statfs(partial, out)) != 0 && errno == ENOENT && (slash = strrchr(partial, '/')))
        slash[slash == partial] = '\0';
    if (result != 0 && errno == ENOENT)
        result = statfs(".", out);
    free(partial);
    return result == 0;
}

bool file_on_network(const char *path)
{
    /* statfs(2) and linux/magic.h: NFS, SMB, CIFS, SMB2, 9P, FUSE (sshfs), Coda, AFS, Ceph, Lustre */
    static const unsigned long network[] = {0x6969,     0x517b,     0xff534d42, 0xfe534d42, 0x01021997,
                                            0x65735546, 0x73757245, 0x5346414f, 0x00c36400, 0x0bd00bd0};
    struct statfs found;

    if (!stat_file_system(path, &found))
        return false;
    for (size_t i = 0; i < ARRAY_COUNT(network); i++)
        if (((unsigned long)found.f_type & 0xffffffffu) == network[i])
            return true;
    return false;
}
