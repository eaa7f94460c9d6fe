#include "model/lint.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/check.h"
#include "model/fields.h"
#include "model/lint_walk.h"
#include "model/pointer.h"
#include "model/slip.h"

/* ---- walking ---- */

size_t lint_walk_enter(struct lint_walk *walk, const char *name)
{
    size_t before = walk->pointer.length;

    pointer_add(&walk->pointer, name);
    return before;
}

size_t lint_walk_enter_item(struct lint_walk *walk, size_t index)
{
    size_t before = walk->pointer.length;

    pointer_add_index(&walk->pointer, index);
    return before;
}

void lint_walk_leave(struct lint_walk *walk, size_t before)
{
    strbuf_truncate(&walk->pointer, before);
}

/* Takes the message over. */
static void add(struct lint_findings *findings, enum lint_id id, const char *pointer, char *message)
{
    if (findings->count >= LINT_FINDINGS_MAX) {
        free(message);
        return;
    }
    ARRAY_GROW(findings->items, findings->count + 1, findings->capacity);
    findings->items[findings->count++] = (struct lint_finding){
        .rule = &lint_rules[id],
        .pointer = mem_dup(pointer),
        .message = message,
        .hint = mem_dup(lint_rules[id].hint),
    };
}

void lint_walk_add(struct lint_walk *walk, enum lint_id id, const char *format, ...)
{
    char *message = NULL;
    va_list args;

    va_start(args, format);
    if (vasprintf(&message, format, args) < 0)
        message = mem_dup(lint_rules[id].help);
    va_end(args);
    add(walk->findings, id, walk->pointer.text, message);
}

/* The nearest of the names, or NULL. borrowed. */
static const char *nearest(const char *name, const struct store_catalog *catalog)
{
    const char **names = mem_alloc(catalog->count + 1, sizeof *names);
    const char *near;

    for (size_t i = 0; i < catalog->count; i++)
        names[i] = catalog->items[i].name;
    near = text_nearest(name, names, catalog->count);
    free(names);
    return near;
}

void lint_walk_add_unknown(struct lint_walk *walk, enum lint_id id, const char *name,
                           const struct store_catalog *names, char *message)
{
    const char *near = nearest(name, names);
    size_t before = walk->findings->count;

    add(walk->findings, id, walk->pointer.text, message);
    if (!near || walk->findings->count == before)
        return;
    free(walk->findings->items[before].hint);
    walk->findings->items[before].hint = mem_printf("did you mean %s? Else %s", near, lint_rules[id].hint);
}

/* ---- the schema ---- */

static void add_problems(struct lint_walk *walk)
{
    struct problems problems = {0};

    check_document(&fields_event_trigger, walk->document, 0, &problems);
    for (size_t i = 0; i < problems.count; i++) {
        const struct problem *problem = &problems.items[i];
        const char *name = strrchr(problem->pointer, '/');

        add(walk->findings, LINT_SCHEMA, problem->pointer,
            mem_printf("%s: %s", name ? name + 1 : "The document", problem->words));
    }
    check_release(&problems);
}

/* What AWS itself gave and etrig does not know is newer than etrig, unless its name looks like a slip. */
static void add_slips(struct lint_walk *walk, unsigned what)
{
    struct slips slips;

    slips_find(walk->document, &slips);
    for (size_t i = 0; i < slips.count; i++) {
        const struct slip *slip = &slips.items[i];
        char *words;

        if (!slip->near && !(what & LINT_GIVEN))
            continue;
        words = slip_words(slip);
        add(walk->findings, LINT_UNKNOWN_PROPERTY, slip->pointer, mem_printf("%s: %s", slip->name, words));
        free(words);
    }
    slips_release(&slips);
}

/* ---- all of it ---- */

/* Stable, and of few items: those alike stay as the document has them. */
static void sort(struct lint_findings *findings)
{
    struct lint_finding *items = findings->items;
    struct lint_finding *sorted = mem_alloc(findings->count + 1, sizeof *sorted);
    size_t count = 0;

    for (int severity = LINT_ERROR; severity > LINT_FINE; severity--)
        for (size_t i = 0; i < findings->count; i++)
            if ((int)items[i].rule->severity == severity)
                sorted[count++] = items[i];
    if (count)
        memcpy(items, sorted, count * sizeof *items);
    free(sorted);
}

void lint_document(const cJSON *document, const struct lint_facts *facts, unsigned what,
                   struct lint_findings *out)
{
    static const struct lint_facts nothing;
    struct lint_walk walk = {document, facts ? facts : &nothing, out, STRBUF_INIT};

    *out = (struct lint_findings){0};
    if (what & LINT_CHECK)
        add_problems(&walk);
    add_slips(&walk, what);
    lint_walk_use(&walk, json_text(document, "EventTriggerName"));
    lint_walk_conditions(&walk);
    lint_walk_limits(&walk);
    lint_walk_account(&walk);
    strbuf_release(&walk.pointer);
    if (out->count > 1)
        sort(out);
}

void lint_listed(const char *name, const struct lint_facts *facts, struct lint_findings *out)
{
    struct lint_walk walk = {NULL, facts, out, STRBUF_INIT};

    *out = (struct lint_findings){0};
    lint_walk_use(&walk, name);
}

void lint_release(struct lint_findings *findings)
{
    for (size_t i = 0; i < findings->count; i++) {
        free(findings->items[i].pointer);
        free(findings->items[i].message);
        free(findings->items[i].hint);
    }
    free(findings->items);
    *findings = (struct lint_findings){0};
}

enum lint_severity lint_worst(const struct lint_findings *findings)
{
    return findings->count ? findings->items[0].rule->severity : LINT_FINE;
}

size_t lint_count(const struct lint_findings *findings)
{
    size_t count = 0;

    while (count < findings->count && findings->items[count].rule->severity >= LINT_WARNING)
        count++;
    return count;
}

const char *lint_severity_word(enum lint_severity severity)
{
    static const char *const words[] = {"fine", "note", "warning", "error"};

    return words[severity];
}

bool lint_knows(const struct store_catalog *catalog)
{
    return catalog && catalog->state == STORE_READ;
}
