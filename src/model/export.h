/*
 * export: triggers as documents to carry away, which create and apply take back (changes.md, Documents).
 *
 * Region stands first; read-only properties, LastUpdatedAt among them, and aws: tags are left out. Any thread.
 */
#ifndef MODEL_EXPORT_H
#define MODEL_EXPORT_H

#include <stdbool.h>
#include <stddef.h>
#include "base/err.h"
#include "base/json.h"
#include "base/strbuf.h"

/* The document of a trigger as it was read; region may be NULL. Free: cJSON_Delete. */
cJSON *export_document(const cJSON *document, const char *region);
/* One document's text, YAML unless json, with its newline. free(). */
char *export_text(const cJSON *document, bool json);

/* What is to be written where; {0} is an empty set. */
struct export_file {
    char *path, *text; /* owned */
};
struct export_files {
    struct export_file *items; /* owned */
    size_t count, capacity;
};

/* Adds a file of any text, which is taken. */
void export_add_text(struct export_files *files, const char *path, char *text);
/* Adds the file of one trigger at exactly this path: JSON if it ends in .json. */
void export_add(struct export_files *files, const char *path, const cJSON *document, const char *region);
/* The same below a folder: DOMAIN/NAME.yaml, in a folder of its region if by_region. Characters of names that have no
 * place in a file's name become _. */
void export_add_below(struct export_files *files, const char *dir, bool by_region, bool json,
                      const cJSON *document, const char *region);
/* Writes all, making folders; files that stand there with the same text are left. Others are replaced only if replace,
 * else nothing is written: ERR_CONFLICT names the first. ERR_LOCAL. *written counts what was. */
bool export_write(const struct export_files *files, bool replace, size_t *written, struct err *err);
void export_release(struct export_files *files);

#endif
