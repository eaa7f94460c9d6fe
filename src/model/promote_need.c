#include "model/promote_need.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/fields.h"
#include "model/pointer.h"

/* ---- collecting ---- */

static bool kind_of(enum field_source source, enum store_catalog_kind *kind)
{
    switch (source) {
    case FIELD_SOURCE_DOMAINS:
        *kind = STORE_DOMAINS;
        return true;
    case FIELD_SOURCE_OBJECT_TYPES:
        *kind = STORE_OBJECT_TYPES;
        return true;
    case FIELD_SOURCE_OBJECT_FIELDS:
        *kind = STORE_OBJECT_FIELDS;
        return true;
    case FIELD_SOURCE_ATTRIBUTES:
        *kind = STORE_ATTRIBUTES;
        return true;
    case FIELD_SOURCE_SEGMENTS:
        *kind = STORE_SEGMENTS;
        return true;
    case FIELD_SOURCE_NONE:
        break;
    }
    return false;
}

static bool has(const struct promote_needs *needs, enum store_catalog_kind kind, const char *name)
{
    for (size_t i = 0; i < needs->count; i++) {
        if (needs->items[i].kind == kind && strcmp(needs->items[i].name, name) == 0)
            return true;
    }
    return false;
}

static void add(struct promote_needs *needs, enum store_catalog_kind kind, const char *name,
                const char *pointer)
{
    if (has(needs, kind, name))
        return;
    ARRAY_GROW(needs->items, needs->count + 1, needs->capacity);
    needs->items[needs->count++] =
        (struct promote_need){.kind = kind, .name = mem_dup(name), .pointer = mem_dup(pointer)};
}

static void collect(struct promote_needs *needs, const struct field *field, const cJSON *value,
                    struct strbuf *pointer)
{
    size_t length = pointer->length, index = 0;
    enum store_catalog_kind kind;
    if (cJSON_IsString(value) && kind_of(field->source, &kind))
        add(needs, kind, value->valuestring, pointer->text);
    for (size_t i = 0; field->kind == FIELD_OBJECT && i < field->member_count; i++) {
        pointer_add(pointer, field->members[i].json);
        collect(needs, &field->members[i], json_get(value, field->members[i].json), pointer);
        strbuf_truncate(pointer, length);
    }
    const cJSON *item;
    if (field->kind != FIELD_LIST || !cJSON_IsArray(value))
        return;
    cJSON_ArrayForEach(item, value)
    {
        pointer_add_index(pointer, index++);
        collect(needs, field->item, item, pointer);
        strbuf_truncate(pointer, length);
    }
}

/* What belongs to another thing stands behind it. */
static int by_kind(const void *a, const void *b)
{
    const struct promote_need *one = a, *other = b;
    return one->kind != other->kind ? (one->kind > other->kind) - (one->kind < other->kind)
                                    : strcmp(one->pointer, other->pointer);
}

void promote_need_collect(struct promote_needs *needs, const cJSON *document)
{
    struct strbuf pointer = STRBUF_INIT;
    collect(needs, &fields_event_trigger.root, document, &pointer);
    strbuf_release(&pointer);
    if (needs->count > 1)
        qsort(needs->items, needs->count, sizeof *needs->items, by_kind);
}

/* ---- judging ---- */

/* Where the needs are judged. */
struct place {
    const struct store *store;
    const char *region, *domain, *object_type; /* borrowed; "" if the document names none */
};

static bool is_of_object_type(enum store_catalog_kind kind)
{
    return kind == STORE_OBJECT_FIELDS || kind == STORE_ATTRIBUTES;
}

static const struct store_catalog *list_of(const struct place *place, enum store_catalog_kind kind)
{
    return store_find_catalog(place->store, kind, place->region, kind == STORE_DOMAINS ? "" : place->domain,
                              is_of_object_type(kind) ? place->object_type : NULL);
}

static bool list_names(const struct store_catalog *list, const char *name)
{
    for (size_t i = 0; list && i < list->count; i++) {
        const struct store_item *item = &list->items[i];
        if (strcmp(item->name, name) == 0)
            return true;
        if (list->kind == STORE_OBJECT_FIELDS && item->object_types && strcmp(item->object_types, name) == 0)
            return true; /* where the field comes from: "_source.total" */
    }
    return false;
}

/* "; near: Order", or nothing. */
static void add_near(struct strbuf *words, const struct store_catalog *list, const char *name)
{
    const char **names = mem_alloc(list->count + 1, sizeof *names);
    for (size_t i = 0; i < list->count; i++)
        names[i] = list->items[i].name;
    const char *near = text_nearest(name, names, list->count);
    if (near)
        strbuf_addf(words, "; near: %s", near);
    free(names);
}

static const char *kind_word(enum store_catalog_kind kind)
{
    static const char *const words[] = {
        [STORE_DOMAINS] = "domain",      [STORE_OBJECT_TYPES] = "object type",
        [STORE_SEGMENTS] = "segment",    [STORE_INTEGRATIONS] = "integration",
        [STORE_OBJECT_FIELDS] = "field", [STORE_ATTRIBUTES] = "attribute",
    };
    return words[kind];
}

static const char *owner_of(const struct place *place, enum store_catalog_kind kind)
{
    if (kind == STORE_DOMAINS)
        return place->region;
    return is_of_object_type(kind) ? place->object_type : place->domain;
}

static void set(struct promote_need *need, enum promote_found found, char *words)
{
    free(need->words);
    need->found = found;
    need->words = words;
}

static void set_missing(struct promote_need *need, const struct place *place,
                        const struct store_catalog *list)
{
    struct strbuf words = STRBUF_INIT;
    strbuf_addf(&words, "%s has no %s %s", owner_of(place, need->kind), kind_word(need->kind), need->name);
    if (list)
        add_near(&words, list, need->name);
    set(need, PROMOTE_MISSING, strbuf_detach(&words));
}

static void set_unknown(struct promote_need *need, const struct place *place, const char *why)
{
    set(need, PROMOTE_UNKNOWN,
        mem_printf("whether %s has the %s %s is not known: %s", owner_of(place, need->kind),
                   kind_word(need->kind), need->name, why));
}

static bool is_settled(const struct store_catalog *list)
{
    return list && (list->state == STORE_READ || list->state == STORE_FAILED);
}

static bool is_gone(const struct store_catalog *list)
{
    return list && list->state == STORE_FAILED && list->failure.code == ERR_NOT_FOUND;
}

/* Who may not list domains learns of one by what is listed in it. */
static void judge_domain(struct promote_need *need, const struct place *place)
{
    const struct store_catalog *list = list_of(place, STORE_DOMAINS),
                               *inside = list_of(place, STORE_OBJECT_TYPES);
    if (!is_settled(list) || (list->state == STORE_FAILED && !is_settled(inside)))
        set(need, PROMOTE_READING, NULL);
    else if (list_names(list, need->name) || (list->state == STORE_FAILED && inside->state == STORE_READ))
        set(need, PROMOTE_THERE, NULL);
    else if (list->state == STORE_READ || is_gone(inside))
        set_missing(need, place, list->state == STORE_READ ? list : NULL);
    else
        set_unknown(need, place, list->failure.text);
}

static void judge_in_list(struct promote_need *need, const struct place *place)
{
    const struct store_catalog *list = list_of(place, need->kind);
    if (!is_settled(list))
        set(need, PROMOTE_READING, NULL);
    else if (list->state == STORE_FAILED)
        set_unknown(need, place, list->failure.text);
    else if (list_names(list, need->name))
        set(need, PROMOTE_THERE, NULL);
    else
        set_missing(need, place, list);
}

/* A field by either of the two lists that AWS has of an object type: it documents neither as the one that counts. */
struct field_lists {
    const struct store_catalog *fields, *attributes;
};

static struct field_lists field_lists_of(const struct place *place)
{
    return (struct field_lists){list_of(place, STORE_OBJECT_FIELDS), list_of(place, STORE_ATTRIBUTES)};
}

static bool lists_are_settled(const struct field_lists *lists)
{
    return is_settled(lists->fields) && is_settled(lists->attributes);
}

static bool lists_name(const struct field_lists *lists, const char *name)
{
    const char *bare = strncmp(name, "_source.", 8) == 0 ? name + 8 : name;
    return list_names(lists->fields, name) || list_names(lists->attributes, name) ||
           list_names(lists->attributes, bare);
}

/* Why one of them could not be read; NULL: both were. */
static const struct err *failure_of(const struct field_lists *lists)
{
    if (lists->fields->state == STORE_FAILED)
        return &lists->fields->failure;
    return lists->attributes->state == STORE_FAILED ? &lists->attributes->failure : NULL;
}

/* False: the lists could not be read, and that has been said of all fields. */
static bool judge_field(struct promote_need *need, const struct place *place, const struct place *from)
{
    struct field_lists there = field_lists_of(place), here = field_lists_of(from);
    if (!lists_are_settled(&there) || !lists_are_settled(&here)) {
        set(need, PROMOTE_READING, NULL);
    } else if (lists_name(&there, need->name)) {
        set(need, PROMOTE_THERE, NULL);
    } else if (failure_of(&there)) {
        set(need, PROMOTE_UNKNOWN,
            mem_printf("whether %s has the fields that the conditions name is not known: %s",
                       place->object_type, failure_of(&there)->text));
        return false;
    } else if (!failure_of(&here) && !lists_name(&here, need->name)) {
        set_unknown(need, place, "it is not listed where it comes from either");
    } else {
        set_missing(need, place, there.fields->count > 0 ? there.fields : there.attributes);
    }
    return true;
}

void promote_need_judge(struct promote_needs *needs, const struct store *store, const char *region,
                        const char *from_region, const char *from_domain)
{
    const char *domain = promote_need_name(needs, STORE_DOMAINS),
               *object_type = promote_need_name(needs, STORE_OBJECT_TYPES);
    struct place place = {store, region, domain ? domain : "", object_type ? object_type : ""};
    struct place from = {store, from_region, from_domain, place.object_type};
    bool no_domain = false, no_fields = false;
    for (size_t i = 0; i < needs->count; i++) {
        struct promote_need *need = &needs->items[i];
        if (no_domain || (no_fields && is_of_object_type(need->kind)))
            set(need, PROMOTE_IMPLIED, NULL);
        else if (need->kind == STORE_DOMAINS)
            judge_domain(need, &place);
        else if (is_of_object_type(need->kind))
            no_fields = !judge_field(need, &place, &from);
        else
            judge_in_list(need, &place);
        no_domain |= need->kind == STORE_DOMAINS && need->found == PROMOTE_MISSING;
        no_fields |= need->kind == STORE_OBJECT_TYPES && need->found == PROMOTE_MISSING;
    }
}

void promote_need_release(struct promote_needs *needs)
{
    for (size_t i = 0; i < needs->count; i++) {
        free(needs->items[i].name);
        free(needs->items[i].pointer);
        free(needs->items[i].words);
    }
    free(needs->items);
    *needs = (struct promote_needs){0};
}

const char *promote_need_name(const struct promote_needs *needs, enum store_catalog_kind kind)
{
    for (size_t i = 0; i < needs->count; i++) {
        if (needs->items[i].kind == kind)
            return needs->items[i].name;
    }
    return NULL;
}

size_t promote_need_count(const struct promote_needs *needs, enum promote_found found)
{
    size_t count = 0;
    for (size_t i = 0; i < needs->count; i++)
        count += needs->items[i].found == found;
    return count;
}
