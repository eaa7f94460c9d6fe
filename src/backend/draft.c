#include "backend/draft.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/array.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/mem.h"

enum { DRAFT_VERSION = 1 };

/* Two documents, each of whose bytes may have been escaped. */
#define DRAFT_LIMIT (JSON_LIMIT_ANSWER)

static const char draft_suffix[] = ".json", draft_lock_suffix[] = ".lock";

/* The name that stands for account, region and identifier: none of them is
 * trusted as a part of a path. free(). */
static char *draft_name(const char *account, const char *region, const char *identifier, const char *suffix)
{
    const char *const parts[] = {account, region, identifier};
    unsigned char digest[HASH_SIZE];
    char hex[HASH_HEX_SIZE];
    struct strbuf key = STRBUF_INIT;

    for (size_t i = 0; i < ARRAY_COUNT(parts); i++)
        strbuf_add(&key, parts[i], strlen(parts[i]) + 1);
    hash_sha256(key.text, key.length, digest);
    hash_hex(digest, sizeof digest, hex);
    strbuf_release(&key);
    return mem_printf("%s%s", hex, suffix);
}

static char *draft_path(const char *state_dir, const char *name)
{
    return mem_printf("%s/drafts/%s", state_dir, name);
}

static bool make_folder(const char *state_dir, struct err *err)
{
    char *folder = file_join(state_dir, "drafts");
    bool done = file_make_private_dir(folder, err);

    free(folder);
    return done;
}

/* ---- writing ---- */

static char *print_draft(const struct store_draft *draft)
{
    cJSON *tree = cJSON_CreateObject();
    char *text;

    json_set_integer(tree, "Version", DRAFT_VERSION);
    json_set_text(tree, "Account", draft->account);
    json_set_text(tree, "Region", draft->region);
    json_set_text(tree, "Identifier", draft->identifier);
    json_set(tree, "New", cJSON_CreateBool(draft->is_new));
    json_set_integer(tree, "SavedMs", draft->saved_ms);
    json_set_text(tree, "Endpoint", draft->endpoint);
    json_set_text(tree, "Base", draft->base);
    json_set_text(tree, "Document", draft->document);
    text = json_print(tree);
    cJSON_Delete(tree);
    return text;
}

bool draft_save(const char *state_dir, const struct store_draft *draft, struct err *err)
{
    char *name = draft_name(draft->account, draft->region, draft->identifier, draft_suffix);
    char *path = draft_path(state_dir, name), *text = print_draft(draft);
    bool done = make_folder(state_dir, err) && file_write_atomic(path, text, strlen(text), err);

    free(text);
    free(path);
    free(name);
    return done;
}

bool draft_drop(const char *state_dir, const char *account, const char *region, const char *identifier,
                struct err *err)
{
    char *name = draft_name(account, region, identifier, draft_suffix);
    char *path = draft_path(state_dir, name);
    bool done = unlink(path) == 0 || errno == ENOENT;

    if (!done)
        err_set(err, ERR_LOCAL, "cannot remove the draft %s: %s", path, strerror(errno));
    free(path);
    free(name);
    return done;
}

/* ---- reading ---- */

/* Both documents must be whole: the form is to be opened with them. */
static bool is_document(const char *text)
{
    cJSON *tree = json_parse_text(text, NULL);
    bool is = cJSON_IsObject(tree);

    cJSON_Delete(tree);
    return is;
}

/* Fills draft with what the tree holds (borrowed from it). false: a part is
 * missing or is nothing that we wrote. */
static bool fill_draft(const cJSON *tree, struct store_draft *draft)
{
    draft->account = (char *)json_text(tree, "Account");
    draft->region = (char *)json_text(tree, "Region");
    draft->identifier = (char *)json_text(tree, "Identifier");
    draft->endpoint = (char *)json_text(tree, "Endpoint"); /* drafts of before have none */
    draft->base = (char *)json_text(tree, "Base");
    draft->document = (char *)json_text(tree, "Document");
    draft->is_new = json_is_true(tree, "New");
    return json_integer(tree, "SavedMs", &draft->saved_ms) && draft->account && draft->region &&
           draft->identifier && strchr(draft->identifier, '|') && draft->document &&
           is_document(draft->document) && (!draft->base || is_document(draft->base));
}

/* True if the draft lies where draft_save would look for it. */
static bool has_name(const struct store_draft *draft, const char *name)
{
    char *expected = draft_name(draft->account, draft->region, draft->identifier, draft_suffix);
    bool has = strcmp(name, expected) == 0;

    free(expected);
    return has;
}

static bool check_draft(const cJSON *tree, const char *name, struct store_draft *draft, struct err *err)
{
    int64_t version;

    if (json_integer(tree, "Version", &version) && version > DRAFT_VERSION)
        return err_set(err, ERR_LOCAL, "it was written by a newer etrig");
    if (!fill_draft(tree, draft))
        return err_set(err, ERR_LOCAL, "it is no draft of etrig, or a part of it is missing");
    if (!has_name(draft, name))
        return err_set(err, ERR_LOCAL, "its name does not fit the trigger that it is for");
    return true;
}

/* Only a plain file is opened: a pipe would hold us up for ever. */
static cJSON *read_tree(const char *path, struct err *err)
{
    struct strbuf bytes = STRBUF_INIT;
    struct stat found;
    cJSON *tree = NULL;

    if (lstat(path, &found) != 0 || !S_ISREG(found.st_mode))
        err_set(err, ERR_LOCAL, "it is no plain file");
    else if (file_read(path, DRAFT_LIMIT, &bytes, err))
        tree = json_parse(bytes.text, bytes.length, DRAFT_LIMIT, err);
    strbuf_release(&bytes);
    return tree;
}

struct draft_visit {
    void (*visit)(const struct store_draft *draft, void *context);
    void (*bad)(const struct err *err, void *context);
    void *context;
};

static void visit_file(const char *state_dir, const char *name, const struct draft_visit *to)
{
    char *path = draft_path(state_dir, name);
    struct store_draft draft = {0};
    struct err err;
    cJSON *tree = read_tree(path, &err);

    if (tree && check_draft(tree, name, &draft, &err)) {
        to->visit(&draft, to->context);
    } else {
        err.code = ERR_LOCAL;
        err_context(&err, "cannot read the draft %s", path);
        err_hint(&err, "it was left where it is");
        to->bad(&err, to->context);
    }
    cJSON_Delete(tree);
    free(path);
}

/* Lock files that nobody holds are litter of forms that were closed. */
static void remove_unused_lock(const char *state_dir, const char *name)
{
    char *path = draft_path(state_dir, name);

    file_remove_unheld(path);
    free(path);
}

static bool ends_with(const char *text, const char *end)
{
    size_t length = strlen(text), end_length = strlen(end);

    return length > end_length && strcmp(text + length - end_length, end) == 0;
}

void draft_each(const char *state_dir, void (*visit)(const struct store_draft *draft, void *context),
                void (*bad)(const struct err *err, void *context), void *context)
{
    const struct draft_visit to = {visit, bad, context};
    char *folder = file_join(state_dir, "drafts");
    DIR *dir = opendir(folder);
    struct dirent *file;

    while (dir && (file = readdir(dir))) {
        if (ends_with(file->d_name, draft_suffix))
            visit_file(state_dir, file->d_name, &to);
        else if (ends_with(file->d_name, draft_lock_suffix))
            remove_unused_lock(state_dir, file->d_name);
    }
    if (dir)
        closedir(dir);
    free(folder);
}

/* ---- locks ---- */

/* A sweep of unused locks, at the start of any etrig, holds each for a moment: who is refused looks again. */
static int lock_soon(const char *path, bool *busy, struct err *err)
{
    enum { TIMES = 10 };
    const struct timespec moment = {.tv_nsec = 1000000};
    int fd = file_lock(path, busy, err);

    for (int i = 0; fd < 0 && *busy && i < TIMES; i++) {
        nanosleep(&moment, NULL);
        fd = file_lock(path, busy, err);
    }
    return fd;
}

int draft_lock(const char *state_dir, const char *account, const char *region, const char *identifier,
               bool *busy, struct err *err)
{
    char *name = draft_name(account, region, identifier, draft_lock_suffix);
    char *path = draft_path(state_dir, name);
    int fd = -1;

    *busy = false;
    if (make_folder(state_dir, err))
        fd = lock_soon(path, busy, err);
    free(path);
    free(name);
    return fd;
}
