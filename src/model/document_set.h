/*
 * document_set: all the documents that a file, a folder or stdin holds, and everything that is wrong with them.
 *
 * A folder is all its .yaml, .yml and .json files, those of its folders too, in the order of their names. Hidden ones are
 * left out, and links are not followed out of it. What is wrong is collected, each with file, line, column and JSON
 * pointer, so that a person sees all of it at once. Any thread, one set at a time.
 *
 *     document_set_read -> document_set_fill -> document_set_check -> problems.count == 0: all items are whole
 */
#ifndef MODEL_DOCUMENT_SET_H
#define MODEL_DOCUMENT_SET_H

#include "base/texts.h"
#include "model/document.h"
#include "model/vars.h"

struct document_set_file {
    char *path; /* owned; as people write it: "stdin" */
    struct document_list list;
};

struct document_set_item {
    cJSON *tree;        /* borrowed from its file's list; without Region and Identifier once checked */
    char *region;       /* owned; NULL: none is known, which is a problem */
    char *identifier;   /* owned; "domain|name", or NULL where a part of it is missing: a problem */
    size_t file, index; /* its place: files[file].list.items[index] */
};

/* {0} is an empty set. */
struct document_set {
    struct document_set_file *files; /* owned */
    size_t file_count, file_capacity;
    struct document_set_item *items; /* owned, in the order of the files */
    size_t count, capacity;
    struct texts problems; /* "FILE: line 3, column 2: /Tags/0/Key: …" */
    size_t unplaced;       /* how many of the problems are that no region is known */
    struct texts notes;    /* likewise, of what is right but may not be meant */
};

/* What the command line says. */
struct document_set_where {
    const struct texts *regions; /* in force; where a document has no Region it is the only one */
    const struct texts *domains; /* of --domain; empty: any */
};

/* Reads path ("-": stdin). What a single file has wrong is a problem; false (ERR_USAGE) if path itself cannot be read or
 * holds no document. */
bool document_set_read(struct document_set *set, const char *path, struct err *err);
/* Fills {{ }}; vars NULL: leaves them, with a note each. */
void document_set_fill(struct document_set *set, const struct vars *vars);
/* Finds regions and identifiers, and adds to the problems: breaches of the schema, contradictions, what stands twice. */
void document_set_check(struct document_set *set, const struct document_set_where *where);
/* Adds a problem at a pointer into the item. */
void document_set_complain(struct document_set *set, const struct document_set_item *item,
                           const char *pointer, const char *words);
void document_set_release(struct document_set *set);

#endif
