#include "base/ini.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/strbuf.h"

/* No person writes so much; the caps keep a hostile file from costing more than reading it. */
enum { FILE_MAX = 1 << 20, VALUE_MAX = 16 << 10, SECTIONS_MAX = 10000, ENTRIES_MAX = 500, NOTES_MAX = 100 };

struct ini_reader {
    struct ini *ini;
    struct ini_section *section; /* borrowed: where keys go; NULL before the first header */
    struct ini_entry *entry;     /* borrowed: what an indented line continues; NULL after a header */
    size_t indent;               /* of the line that began entry */
    int line;
    bool
        full; /* reading ends: looking names up in still more sections would take longer than anybody waits */
};

/* A part of a line. */
struct piece {
    const char *start;
    size_t length;
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\v' || c == '\f';
}

static struct piece trimmed(const char *start, const char *end)
{
    while (start < end && is_blank(*start))
        start++;
    while (end > start && is_blank(end[-1]))
        end--;
    return (struct piece){start, (size_t)(end - start)};
}

static char *copied(struct piece piece)
{
    return mem_dup_n(piece.start, piece.length);
}

static char *copied_lower(struct piece piece)
{
    char *text = copied(piece);

    for (char *p = text; *p; p++)
        if (*p >= 'A' && *p <= 'Z')
            *p = (char)(*p + 'a' - 'A');
    return text;
}

static void __attribute__((format(printf, 2, 3))) note(struct ini_reader *r, const char *format, ...)
{
    struct strbuf text = STRBUF_INIT;
    char problem[200];
    va_list args;

    if (r->ini->notes.count >= NOTES_MAX)
        return;
    va_start(args, format);
    vsnprintf(problem, sizeof problem, format, args);
    va_end(args);
    strbuf_addf(&text, "line %d: %s", r->line, problem);
    texts_add(&r->ini->notes, text.text);
    strbuf_release(&text);
}

static void release_entry(struct ini_entry *entry)
{
    for (size_t i = 0; i < entry->child_count; i++)
        release_entry(&entry->children[i]);
    free(entry->children);
    free(entry->key);
    mem_free_wiped(&entry->value);
}

static struct ini_entry *find_entry(struct ini_entry *entries, size_t count, const char *key)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(entries[i].key, key) == 0)
            return &entries[i];
    return NULL;
}

/* Adds key = value to a list, or replaces what an earlier line said. Takes key and value over. */
static struct ini_entry *put_entry(struct ini_reader *r, struct ini_entry **list, size_t *count,
                                   size_t *capacity, char *key, char *value)
{
    struct ini_entry *entry = find_entry(*list, *count, key);

    if (!entry && *count >= ENTRIES_MAX) {
        note(r, "too many keys");
        free(key);
        mem_free_wiped(&value);
        return NULL;
    }
    if (entry) {
        note(r, "%.80s stands on line %d too; this one counts", key, entry->line);
        release_entry(entry);
    } else {
        ARRAY_GROW(*list, *count + 1, *capacity);
        entry = &(*list)[(*count)++];
    }
    *entry = (struct ini_entry){.key = key, .value = value, .line = r->line};
    return entry;
}

static struct ini_section *find_section(struct ini *ini, struct piece name)
{
    for (size_t i = 0; i < ini->count; i++)
        if (strncmp(ini->sections[i].name, name.start, name.length) == 0 &&
            !ini->sections[i].name[name.length])
            return &ini->sections[i];
    return NULL;
}

/* "[name]" and whatever follows it, as the AWS CLI reads headers. */
static void read_header(struct ini_reader *r, struct piece line)
{
    const char *close = memchr(line.start, ']', line.length);
    struct piece name = trimmed(line.start + 1, close);

    r->entry = NULL;
    r->section = find_section(r->ini, name);
    if (r->section)
        return;
    if (r->ini->count >= SECTIONS_MAX) {
        note(r, "too many sections; the rest is not read");
        r->full = true;
        return;
    }
    ARRAY_GROW(r->ini->sections, r->ini->count + 1, r->ini->capacity);
    r->section = &r->ini->sections[r->ini->count++];
    *r->section = (struct ini_section){.name = copied(name), .line = r->line};
}

static const char *find_delimiter(struct piece line, const char *delimiters)
{
    for (size_t i = 0; i < line.length; i++)
        if (strchr(delimiters, line.start[i]))
            return line.start + i;
    return NULL;
}

/* An unindented "key = value". */
static void read_entry(struct ini_reader *r, struct piece line)
{
    const char *delimiter = find_delimiter(line, "=:");
    struct piece key, value;

    r->entry = NULL;
    if (!delimiter) {
        note(r, "no '='");
        return;
    }
    key = trimmed(line.start, delimiter);
    value = trimmed(delimiter + 1, line.start + line.length);
    if (!key.length)
        note(r, "no key before '%c'", *delimiter);
    else if (!r->section)
        note(r, "stands before the first [section]");
    else
        r->entry = put_entry(r, &r->section->entries, &r->section->count, &r->section->capacity,
                             copied_lower(key), copied(value));
}

/* An indented "a = b" below "key =". */
static void read_child(struct ini_reader *r, struct piece line)
{
    const char *delimiter = find_delimiter(line, "=");
    struct ini_entry *block = r->entry;
    struct piece key = trimmed(line.start, delimiter ? delimiter : line.start);

    if (!key.length) {
        note(r, delimiter ? "no key before '='" : "no '='");
        return;
    }
    put_entry(r, &block->children, &block->child_count, &block->child_capacity, copied_lower(key),
              copied(trimmed(delimiter + 1, line.start + line.length)));
}

static void continue_value(struct ini_reader *r, struct piece line)
{
    struct ini_entry *entry = r->entry;
    size_t had = strlen(entry->value);
    char *longer;

    if (had + line.length > VALUE_MAX) {
        note(r, "the value is too long");
        return;
    }
    longer = mem_alloc(had + line.length + 2, 1);
    memcpy(longer, entry->value, had);
    longer[had] = '\n';
    memcpy(longer + had + 1, line.start, line.length);
    mem_free_wiped(&entry->value);
    entry->value = longer;
}

static void read_line(struct ini_reader *r, const char *start, const char *end)
{
    struct piece line = trimmed(start, end);
    size_t indent = (size_t)(line.start - start);

    if (!line.length || *line.start == '#' || *line.start == ';')
        return;
    if (memchr(line.start, '\0', line.length))
        note(r, "holds a NUL character");
    else if (*line.start == '[' && memchr(line.start, ']', line.length))
        read_header(r, line);
    else if (r->entry && indent > r->indent && !*r->entry->value)
        read_child(r, line);
    else if (r->entry && indent > r->indent)
        continue_value(r, line);
    else {
        read_entry(r, line);
        r->indent = indent;
    }
}

void ini_parse(struct ini *out, const char *path, const char *bytes, size_t length)
{
    struct ini_reader r = {.ini = out};
    const char *end = bytes + length;

    *out = (struct ini){.path = mem_dup(path)};
    if (length >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0)
        bytes += 3;
    while (bytes < end && !r.full) {
        const char *newline = memchr(bytes, '\n', (size_t)(end - bytes));
        const char *stop = newline ? newline : end;

        r.line++;
        read_line(&r, bytes, stop);
        bytes = newline ? newline + 1 : end;
    }
}

bool ini_load(struct ini *out, const char *path, struct err *err)
{
    struct strbuf bytes = STRBUF_INIT;
    struct err local = {.code = ERR_NONE};
    bool done = file_read(path, FILE_MAX, &bytes, &local);

    if (!done && local.code == ERR_NOT_FOUND)
        done = true;
    if (!done && err)
        *err = local;
    ini_parse(out, path, bytes.text, bytes.length);
    strbuf_wipe(&bytes);
    return done;
}

void ini_release(struct ini *ini)
{
    for (size_t i = 0; i < ini->count; i++) {
        struct ini_section *section = &ini->sections[i];

        for (size_t j = 0; j < section->count; j++)
            release_entry(&section->entries[j]);
        free(section->entries);
        free(section->name);
    }
    free(ini->sections);
    free(ini->path);
    texts_release(&ini->notes);
    *ini = (struct ini){0};
}

const struct ini_section *ini_section(const struct ini *ini, const char *name)
{
    for (size_t i = 0; i < ini->count; i++)
        if (strcmp(ini->sections[i].name, name) == 0)
            return &ini->sections[i];
    return NULL;
}

const struct ini_entry *ini_entry(const struct ini_section *section, const char *key)
{
    const struct ini_entry *found;
    char *lower;

    if (!section)
        return NULL;
    lower = copied_lower((struct piece){key, strlen(key)});
    found = find_entry(section->entries, section->count, lower);
    free(lower);
    return found;
}

const char *ini_value(const struct ini_section *section, const char *key)
{
    const struct ini_entry *entry = ini_entry(section, key);

    return entry ? entry->value : NULL;
}
