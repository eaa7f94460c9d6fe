/* The reading part of document_set.h: which files there are. */
#include "model/document_set.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/array.h"
#include "base/file.h"
#include "base/mem.h"

static void complain_of(struct document_set *set, const char *path, const char *words)
{
    char *line = mem_printf("%s: %s", path, words);

    texts_add(&set->problems, line);
    free(line);
}

/* ---- one file ---- */

static void take_items(struct document_set *set)
{
    size_t file = set->file_count - 1;
    const struct document_list *list = &set->files[file].list;

    for (size_t i = 0; i < list->count; i++) {
        ARRAY_GROW(set->items, set->count + 1, set->capacity);
        set->items[set->count++] =
            (struct document_set_item){.tree = list->items[i].tree, .file = file, .index = i};
    }
}

static void take_text(struct document_set *set, const char *path, const struct strbuf *text)
{
    struct err why = {0};

    ARRAY_GROW(set->files, set->file_count + 1, set->file_capacity);
    struct document_set_file *file = &set->files[set->file_count++];
    *file = (struct document_set_file){.path = mem_dup(path)};
    if (document_read_all(text->text, text->length, &file->list, &why))
        take_items(set);
    else
        complain_of(set, path, why.text);
}

/* ---- a folder ---- */

static bool is_document_name(const char *name)
{
    static const char *const endings[] = {".yaml", ".yml", ".json"};
    size_t length = strlen(name);

    for (size_t i = 0; i < ARRAY_COUNT(endings); i++) {
        size_t ending = strlen(endings[i]);

        if (length > ending && strcmp(name + length - ending, endings[i]) == 0)
            return true;
    }
    return false;
}

static int compare_names(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static int is_shown(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

static bool is_within(const char *root, const char *path)
{
    char *real_root = realpath(root, NULL), *real = realpath(path, NULL);
    size_t length = real_root ? strlen(real_root) : 0;
    bool within = real && real_root && strncmp(real, real_root, length) == 0 &&
                  (length == 1 || real[length] == '/' || real[length] == '\0');

    free(real_root);
    free(real);
    return within;
}

static void take_file(struct document_set *set, const char *path)
{
    struct strbuf text = STRBUF_INIT;
    struct err why = {0};

    if (file_read_regular(path, DOCUMENT_LIMIT_ALL, &text, &why))
        take_text(set, path, &text);
    else
        texts_add(&set->problems, why.text);
    strbuf_release(&text);
}

static void take_folder(struct document_set *set, const char *root, const char *folder);

/* A link to a folder within is met by the folder's own name; one that leads out would bring what nobody named. */
static void take_entry(struct document_set *set, const char *root, const char *path, const char *name)
{
    struct stat own, target;

    if (lstat(path, &own) != 0 || stat(path, &target) != 0) {
        complain_of(set, path, strerror(errno));
        return;
    }
    bool is_folder = S_ISDIR(target.st_mode), is_link = S_ISLNK(own.st_mode);
    if (!is_folder && !is_document_name(name))
        return;
    if (is_link && !is_within(root, path))
        complain_of(set, path, "this link leads out of the folder and is not followed");
    else if (!is_folder)
        take_file(set, path);
    else if (!is_link)
        take_folder(set, root, path);
}

static void take_folder(struct document_set *set, const char *root, const char *folder)
{
    struct dirent **names = NULL;
    int count = scandir(folder, &names, is_shown, compare_names);

    if (count < 0)
        complain_of(set, folder, strerror(errno));
    for (int i = 0; i < count; i++) {
        char *path = file_join(folder, names[i]->d_name);

        take_entry(set, root, path, names[i]->d_name);
        free(path);
        free(names[i]);
    }
    free(names);
}

bool document_set_read(struct document_set *set, const char *path, struct err *err)
{
    struct strbuf text = STRBUF_INIT;
    struct stat status;
    bool fine = true;

    if (strcmp(path, "-") != 0 && stat(path, &status) == 0 && S_ISDIR(status.st_mode)) {
        take_folder(set, path, path);
    } else {
        fine = file_read_given(path, DOCUMENT_LIMIT_ALL, &text, err);
        if (fine)
            take_text(set, strcmp(path, "-") == 0 ? "stdin" : path, &text);
        else if (err->code == ERR_NOT_FOUND)
            err->code = ERR_USAGE; /* not found is for triggers */
        strbuf_release(&text);
    }
    if (fine && set->count == 0 && set->problems.count == 0) {
        err_set(err, ERR_USAGE, "%s holds no documents", path);
        fine = err_hint(err, "a folder's documents are its .yaml, .yml and .json files");
    }
    return fine;
}
