/*
 * ini: AWS's config grammar and etrig's own, read tolerantly with line numbers.
 *
 * Sections and keys keep the order and line of the file. Full-line comments (# ;), also indented; CRLF; a
 * BOM; `key =` with indented `a = b` lines becomes a block (children); an indented line after `key = value`
 * continues the value with \n; the last duplicate of a key wins and is noted; a section that appears twice is
 * merged. Lines that no reader takes are skipped and noted, never fatal. Values keep what follows " #" (as
 * the AWS CLI does).
 */
#ifndef BASE_INI_H
#define BASE_INI_H

#include <stdbool.h>
#include <stddef.h>
#include "base/err.h"
#include "base/texts.h"

struct ini_entry {
    char *key;                  /* owned, lower case */
    char *value;                /* owned, trimmed; "" for a block */
    int line;                   /* from 1 */
    struct ini_entry *children; /* owned; the block below "key =" */
    size_t child_count, child_capacity;
};

struct ini_section {
    char *name; /* owned; what stood between the brackets, trimmed: "profile x" */
    int line;
    struct ini_entry *entries; /* owned */
    size_t count, capacity;
};

struct ini {
    char *path; /* owned; for messages */
    struct ini_section *sections;
    size_t count, capacity;
    struct texts notes; /* what was ignored: "line 7: no '='" */
};

/* Parses length bytes; never fails (a hostile file yields notes). path is for messages. */
void ini_parse(struct ini *out, const char *path, const char *bytes, size_t length);
/* Reads and parses; a missing file is an empty ini. false only if it is
 * there and cannot be read (ERR_USAGE). */
bool ini_load(struct ini *out, const char *path, struct err *err);
/* Frees all and empties the struct. */
void ini_release(struct ini *ini);
/* The section, or NULL. borrowed. */
const struct ini_section *ini_section(const struct ini *ini, const char *name);
/* The entry or its value, or NULL. borrowed. Keys compare in lower case. */
const struct ini_entry *ini_entry(const struct ini_section *section, const char *key);
/* NULL also for a NULL section, so that lookups chain. */
const char *ini_value(const struct ini_section *section, const char *key);

#endif
