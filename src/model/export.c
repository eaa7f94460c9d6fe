#include "model/export.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/array.h"
#include "base/file.h"
#include "base/mem.h"
#include "model/change.h"
#include "model/document.h"
#include "model/tags.h"

cJSON *export_document(const cJSON *document, const char *region)
{
    cJSON *sendable = document_sendable(document), *out;

    tags_drop_managed(sendable);
    out = document_presented(sendable, region, NULL);
    cJSON_Delete(sendable);
    return out;
}

char *export_text(const cJSON *document, bool json)
{
    struct strbuf out = STRBUF_INIT;

    if (json) {
        json_print_item(&out, document, 0);
        strbuf_addc(&out, '\n');
    } else {
        document_write_yaml(&out, document, 0);
    }
    return strbuf_detach(&out);
}

static bool ends_with(const char *text, const char *end)
{
    size_t length = strlen(text), end_length = strlen(end);

    return length >= end_length && strcmp(text + length - end_length, end) == 0;
}

void export_add_text(struct export_files *files, const char *path, char *text)
{
    ARRAY_GROW(files->items, files->count + 1, files->capacity);
    files->items[files->count++] = (struct export_file){mem_dup(path), text};
}

void export_add(struct export_files *files, const char *path, const cJSON *document, const char *region)
{
    cJSON *exported = export_document(document, region);

    export_add_text(files, path, export_text(exported, ends_with(path, ".json")));
    cJSON_Delete(exported);
}

/* Names are a service's: none of them leads out of the folder. */
static void add_name(struct strbuf *path, const char *name)
{
    strbuf_addc(path, '/');
    if (!name || !*name || *name == '.')
        strbuf_addc(path, '_');
    for (; name && *name; name++)
        strbuf_addc(path, isalnum((unsigned char)*name) || strchr("_-.", *name) ? *name : '_');
}

void export_add_below(struct export_files *files, const char *dir, bool by_region, bool json,
                      const cJSON *document, const char *region)
{
    struct strbuf path = STRBUF_INIT;

    strbuf_adds(&path, *dir ? dir : ".");
    while (path.length && path.text[path.length - 1] == '/')
        strbuf_truncate(&path, path.length - 1);
    if (by_region)
        add_name(&path, region);
    add_name(&path, json_text(document, "DomainName"));
    add_name(&path, json_text(document, "EventTriggerName"));
    strbuf_adds(&path, json ? ".json" : ".yaml");
    export_add(files, path.text, document, region);
    strbuf_release(&path);
}

void export_release(struct export_files *files)
{
    for (size_t i = 0; i < files->count; i++) {
        free(files->items[i].path);
        free(files->items[i].text);
    }
    free(files->items);
    *files = (struct export_files){0};
}

/* ---- writing */

enum standing { STANDS_NOTHING, STANDS_SAME, STANDS_OTHER };

static enum standing stands(const struct export_file *file)
{
    struct strbuf there = STRBUF_INIT;
    struct stat status;
    enum standing what = STANDS_OTHER;

    if (lstat(file->path, &status) != 0)
        return errno == ENOENT || errno == ENOTDIR ? STANDS_NOTHING : STANDS_OTHER;
    if (S_ISREG(status.st_mode) && file_read_regular(file->path, DOCUMENT_LIMIT_ALL, &there, NULL) &&
        strcmp(there.text, file->text) == 0)
        what = STANDS_SAME;
    strbuf_release(&there);
    return what;
}

/* The folders above the file, as mkdir -p makes them. */
static bool make_folders(const char *path, struct err *err)
{
    char *copy = mem_dup(path);
    bool fine = true;

    for (char *p = copy + 1; fine && *p; p++) {
        if (*p != '/')
            continue;
        *p = '\0';
        if (mkdir(copy, 0777) != 0 && errno != EEXIST)
            fine = err_set(err, ERR_LOCAL, "cannot make the folder %s: %s", copy, strerror(errno));
        *p = '/';
    }
    free(copy);
    return fine;
}

static bool write_all(int fd, const char *text, size_t length)
{
    while (length) {
        ssize_t n = write(fd, text, length);

        if (n < 0 && errno != EINTR)
            return false;
        if (n > 0) {
            text += n;
            length -= (size_t)n;
        }
    }
    return true;
}

/* Opening never waits, as it would for the other end of a pipe. */
static int open_file(const char *path, bool replace)
{
    struct stat status;
    int fd =
        open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOCTTY | O_NONBLOCK | (replace ? 0 : O_EXCL), 0666);

    if (fd < 0 || (fstat(fd, &status) == 0 && S_ISREG(status.st_mode) && ftruncate(fd, 0) == 0))
        return fd;
    close(fd);
    errno = EINVAL;
    return -1;
}

static bool write_file(const struct export_file *file, bool replace, struct err *err)
{
    int fd;
    bool fine;

    if (!make_folders(file->path, err))
        return false;
    fd = open_file(file->path, replace);
    fine = fd >= 0 && write_all(fd, file->text, strlen(file->text));
    if (fd >= 0)
        fine = close(fd) == 0 && fine;
    return fine || err_set(err, ERR_LOCAL, "cannot write %s: %s", file->path, strerror(errno));
}

/* A pipe or a device takes no file's place, whatever the person says. */
static bool are_files(const struct export_files *files, struct err *err)
{
    struct stat status;

    for (size_t i = 0; i < files->count; i++)
        if (stat(files->items[i].path, &status) == 0 && !S_ISREG(status.st_mode))
            return err_set(err, ERR_LOCAL, "cannot write %s: it is no regular file; nothing was written",
                           files->items[i].path);
    return true;
}

static bool nothing_is_lost(const struct export_files *files, struct err *err)
{
    for (size_t i = 0; i < files->count; i++)
        if (stands(&files->items[i]) == STANDS_OTHER)
            return err_set(err, ERR_CONFLICT, "%s stands there with another content; nothing was written",
                           files->items[i].path);
    return true;
}

bool export_write(const struct export_files *files, bool replace, size_t *written, struct err *err)
{
    bool fine = are_files(files, err) && (replace || nothing_is_lost(files, err));

    *written = 0;
    for (size_t i = 0; fine && i < files->count; i++) {
        enum standing what = stands(&files->items[i]);

        if (what == STANDS_SAME)
            continue;
        fine = write_file(&files->items[i], replace && what == STANDS_OTHER, err);
        *written += fine;
    }
    return fine;
}
