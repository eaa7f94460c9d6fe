#include "model/document_set.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/check.h"
#include "model/fields.h"
#include "model/slip.h"

/* ---- places ---- */

static const struct mark *place_of(const struct document_set *set, const struct document_set_item *item,
                                   const char *pointer)
{
    return document_place(&set->files[item->file].list, item->index, pointer);
}

static char *line_at(const struct document_set *set, const struct document_set_item *item,
                     const char *pointer, const char *words)
{
    const struct mark *place = place_of(set, item, pointer);

    return mem_printf("%s: line %zu, column %zu: %s: %s", set->files[item->file].path, place->line,
                      place->column, *pointer ? pointer : "/", words);
}

void document_set_complain(struct document_set *set, const struct document_set_item *item,
                           const char *pointer, const char *words)
{
    char *line = line_at(set, item, pointer, words);

    texts_add(&set->problems, line);
    free(line);
}

static void note(struct document_set *set, const struct document_set_item *item, const char *pointer,
                 const char *words)
{
    char *line = line_at(set, item, pointer, words);

    texts_add(&set->notes, line);
    free(line);
}

/* ---- filling ---- */

struct filled_item {
    struct document_set *set;
    const struct document_set_item *item;
    bool given; /* there are variables, so that what has no value is a fault */
};

static void note_unfilled(const char *pointer, const char *name, void *context)
{
    const struct filled_item *filled = context;
    char *words = mem_printf(filled->given ? "{{ %s }} has no value"
                                           : "{{ %s }} stands as it is; --var and --vars give values",
                             name);

    if (filled->given) {
        document_set_complain(filled->set, filled->item, pointer, words);
    } else {
        note(filled->set, filled->item, pointer, words);
    }
    free(words);
}

static cJSON *find_nothing(const char *name, void *context)
{
    (void)name;
    (void)context;
    return NULL;
}

void document_set_fill(struct document_set *set, const struct vars *vars)
{
    for (size_t i = 0; i < set->count; i++) {
        struct filled_item filled = {set, &set->items[i], vars != NULL};

        if (vars) {
            vars_fill(vars, set->items[i].tree, note_unfilled, &filled);
        } else { /* looked at, in a copy */
            cJSON *copy = cJSON_Duplicate(set->items[i].tree, true);

            vars_fill(&(struct vars){find_nothing, NULL}, copy, note_unfilled, &filled);
            cJSON_Delete(copy);
        }
    }
}

/* ---- checking ---- */

static void check_schema(struct document_set *set, const struct document_set_item *item)
{
    struct problems problems = {0};

    check_document(&fields_event_trigger, item->tree, 0, &problems);
    for (size_t i = 0; i < problems.count; i++)
        document_set_complain(set, item, problems.items[i].pointer, problems.items[i].words);
    check_release(&problems);
}

struct noting {
    struct document_set *set;
    const struct document_set_item *item;
};

static void note_slip(const char *pointer, const char *words, void *context)
{
    const struct noting *noting = context;

    note(noting->set, noting->item, pointer, words);
}

static void find_region(struct document_set *set, struct document_set_item *item, const struct texts *regions)
{
    if (item->region)
        return;
    if (regions->count == 1) {
        item->region = mem_dup(regions->items[0]);
        return;
    }
    struct strbuf words = STRBUF_INIT;

    strbuf_adds(&words, regions->count == 0 ? "none is given, and --region names none"
                                            : "none is given, and there are several to choose from:");
    for (size_t i = 0; i < regions->count; i++)
        strbuf_addf(&words, "%s %s", i > 0 ? "," : "", regions->items[i]);
    document_set_complain(set, item, "/Region", words.text);
    set->unplaced++;
    strbuf_release(&words);
}

static void check_names(struct document_set *set, const struct document_set_item *item, const char *own,
                        const struct texts *domains)
{
    const char *domain = json_text(item->tree, "DomainName");

    if (own && item->identifier && strcmp(own, item->identifier) != 0) {
        char *words = mem_printf("%s contradicts the names in the document: %s", own, item->identifier);

        document_set_complain(set, item, "/Identifier", words);
        free(words);
    }
    if (domain && domains->count > 0 && !texts_has(domains, domain)) {
        char *words = mem_printf("%s is none of the domains that --domain names", domain);

        document_set_complain(set, item, "/DomainName", words);
        free(words);
    }
}

static bool same_text(const char *a, const char *b)
{
    return a && b && strcmp(a, b) == 0;
}

static void check_twice(struct document_set *set, const struct document_set_item *item)
{
    for (const struct document_set_item *other = set->items; other < item; other++) {
        if (!same_text(other->identifier, item->identifier) || !same_text(other->region, item->region))
            continue;
        const struct mark *place = place_of(set, other, "");
        char *words = mem_printf("%s in %s stands twice, first in %s, line %zu", item->identifier,
                                 item->region, set->files[other->file].path, place->line);

        document_set_complain(set, item, "", words);
        free(words);
        return;
    }
}

void document_set_check(struct document_set *set, const struct document_set_where *where)
{
    for (size_t i = 0; i < set->count; i++) {
        struct document_set_item *item = &set->items[i];
        char *own;

        document_take_region(item->tree, &item->region, &own);
        item->identifier = document_identifier(item->tree);
        check_schema(set, item);
        slips_say(item->tree, note_slip, &(struct noting){set, item});
        find_region(set, item, where->regions);
        check_names(set, item, own, where->domains);
        check_twice(set, item);
        free(own);
    }
}

void document_set_release(struct document_set *set)
{
    for (size_t i = 0; i < set->count; i++) {
        free(set->items[i].region);
        free(set->items[i].identifier);
    }
    for (size_t i = 0; i < set->file_count; i++) {
        free(set->files[i].path);
        document_list_release(&set->files[i].list);
    }
    free(set->items);
    free(set->files);
    texts_release(&set->problems);
    texts_release(&set->notes);
    *set = (struct document_set){0};
}
