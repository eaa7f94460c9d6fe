#include "model/merge.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/mem.h"
#include "model/change.h"
#include "model/change_lines.h"
#include "model/fields.h"
#include "model/merge_lines.h"
#include "model/pointer.h"
#include "model/tags.h"

/* ---- values of a part ---- */

const cJSON *merge_value(const struct merge_part *part, const cJSON *document)
{
    const cJSON *value = json_get(document, part->property);

    if (part->is_tag)
        return tags_find(value, part->member);
    return part->member ? json_get(value, part->member) : value;
}

static bool is_same(const struct merge_part *part, const cJSON *a, const cJSON *b)
{
    if (!part->member)
        return change_same_property(a, b, part->property);
    return json_equal_as_sets(merge_value(part, a), merge_value(part, b));
}

/* ---- parts ---- */

static void release_part(struct merge_part *part)
{
    for (size_t i = 0; i < part->count; i++) {
        free(part->lines[i].label);
        free(part->lines[i].seen);
        free(part->lines[i].theirs);
        free(part->lines[i].yours);
    }
    free(part->lines);
    free(part->property);
    free(part->member);
    free(part->pointer);
}

static bool is_same_text(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

static void add_tag_index(struct strbuf *pointer, const struct merge_part *part, const cJSON *document)
{
    const cJSON *tag = merge_value(part, document);
    size_t index = 0;

    if (!tag)
        return;
    for (const cJSON *item = json_get(document, part->property)->child; item != tag; item = item->next)
        index++;
    pointer_add_index(pointer, index);
    pointer_add(pointer, "Value");
}

char *merge_place(const struct merge_part *part, const cJSON *document)
{
    struct strbuf pointer = STRBUF_INIT;

    pointer_add(&pointer, part->property);
    if (part->is_tag)
        add_tag_index(&pointer, part, document);
    else if (part->member)
        pointer_add(&pointer, part->member);
    return strbuf_detach(&pointer);
}

/* Adds the part if anything is to be decided about it, or was decided by one side alone. */
static void add_part(struct merge *merge, const char *property, const char *member, bool is_tag)
{
    struct merge_part part = {.property = mem_dup(property), .member = mem_dup(member), .is_tag = is_tag};
    bool they = !is_same(&part, merge->seen, merge->theirs), you = !is_same(&part, merge->seen, merge->yours);

    part.pointer = merge_place(&part, merge->yours);
    part.asked = they && you && !is_same(&part, merge->theirs, merge->yours);
    part.side = part.asked ? MERGE_OPEN : they ? MERGE_THEIRS : MERGE_YOURS;
    if (!part.asked && they == you) {
        release_part(&part);
        return;
    }
    ARRAY_GROW(merge->parts, merge->count + 1, merge->capacity);
    merge->parts[merge->count++] = part;
}

static void add_members(struct merge *merge, const char *property, const struct field *field)
{
    const cJSON *documents[] = {merge->seen, merge->theirs, merge->yours}, *member;

    for (size_t i = 0; i < field->member_count; i++)
        add_part(merge, property, field->members[i].json, false);
    for (size_t i = 0; i < ARRAY_COUNT(documents); i++) {
        cJSON_ArrayForEach(member, json_get(documents[i], property))
        {
            bool was = fields_member(field, member->string) != NULL;

            for (size_t j = 0; j < i; j++)
                was |= json_get(json_get(documents[j], property), member->string) != NULL;
            if (!was)
                add_part(merge, property, member->string, false);
        }
    }
}

/* True if each tag can be told by its key on all three sides. */
static bool have_keys(const cJSON *const *lists, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!tags_have_keys(lists[i]) || cJSON_GetArraySize(lists[i]) > CHANGE_LINES_LIST_MAX)
            return false;
    return true;
}

/* False: they are one part. */
static bool add_tags(struct merge *merge)
{
    const cJSON *lists[] = {json_get(merge->seen, tags_property), json_get(merge->theirs, tags_property),
                            json_get(merge->yours, tags_property)};
    struct texts keys = {0};

    if (!have_keys(lists, ARRAY_COUNT(lists)))
        return false;
    for (size_t i = 0; i < ARRAY_COUNT(lists); i++)
        tags_add_keys(lists[i], &keys);
    for (size_t i = 0; i < keys.count; i++)
        add_part(merge, tags_property, keys.items[i], true);
    texts_release(&keys);
    return true;
}

static void add_property(struct merge *merge, const char *property)
{
    const struct field *field = fields_member(&fields_event_trigger.root, property);
    bool parted = field && field->kind == FIELD_OBJECT && cJSON_IsObject(json_get(merge->seen, property)) &&
                  cJSON_IsObject(json_get(merge->theirs, property)) &&
                  cJSON_IsObject(json_get(merge->yours, property));

    if (strcmp(property, tags_property) == 0 && add_tags(merge))
        return;
    if (parted)
        add_members(merge, property, field);
    else
        add_part(merge, property, NULL, false);
}

/* What was answered before about the same thing; else as it is. */
static void keep_answer(const struct merge *old, const cJSON *theirs, struct merge_part *part)
{
    for (size_t i = 0; part->asked && i < old->count; i++) {
        const struct merge_part *was = &old->parts[i];

        if (was->asked && strcmp(was->property, part->property) == 0 &&
            is_same_text(was->member, part->member) && is_same(part, old->theirs, theirs))
            part->side = was->side;
    }
}

static cJSON *copy_of(const cJSON *document)
{
    return cJSON_IsObject(document) ? cJSON_Duplicate(document, true) : cJSON_CreateObject();
}

void merge_begin(struct merge *merge, const cJSON *seen, const cJSON *theirs, const cJSON *yours)
{
    struct merge old = *merge;
    struct change they, you;

    *merge = (struct merge){copy_of(seen), copy_of(theirs), copy_of(yours), NULL, 0, 0};
    change_between(merge->seen, merge->theirs, &they);
    change_between(merge->seen, merge->yours, &you);
    for (size_t i = 0; i < they.properties.count; i++)
        add_property(merge, they.properties.items[i]);
    for (size_t i = 0; i < you.properties.count; i++)
        if (!texts_has(&they.properties, you.properties.items[i]))
            add_property(merge, you.properties.items[i]);
    for (size_t i = 0; i < merge->count; i++) {
        merge_lines_add(merge, &they, &you, &merge->parts[i]);
        keep_answer(&old, merge->theirs, &merge->parts[i]);
    }
    change_release(&they);
    change_release(&you);
    merge_release(&old);
}

void merge_release(struct merge *merge)
{
    for (size_t i = 0; i < merge->count; i++)
        release_part(&merge->parts[i]);
    free(merge->parts);
    cJSON_Delete(merge->seen);
    cJSON_Delete(merge->theirs);
    cJSON_Delete(merge->yours);
    *merge = (struct merge){0};
}

struct merge_count merge_count(const struct merge *merge)
{
    struct merge_count count = {0, 0, 0, 0};

    for (size_t i = 0; i < merge->count; i++) {
        const struct merge_part *part = &merge->parts[i];

        count.both += part->asked;
        count.open += part->side == MERGE_OPEN;
        count.theirs += !part->asked && part->side == MERGE_THEIRS;
        count.yours += !part->asked && part->side == MERGE_YOURS;
    }
    return count;
}

/* The tag keeps its place; a list in which nothing is left goes. */
static void put_tag(cJSON *document, const struct merge_part *part, cJSON *value)
{
    cJSON *tags, *old;

    if (value && !json_get(document, part->property))
        json_set(document, part->property, cJSON_CreateArray());
    tags = json_get(document, part->property);
    old = tags_find(tags, part->member);
    if (value && old)
        cJSON_ReplaceItemViaPointer(tags, old, value);
    else if (value)
        cJSON_AddItemToArray(tags, value);
    else
        tags_drop(tags, part->member, NULL);
    if (tags && !tags->child)
        json_set(document, part->property, NULL);
}

static void put(cJSON *document, const struct merge_part *part, cJSON *value)
{
    if (part->is_tag)
        put_tag(document, part, value);
    else if (part->member)
        json_set(json_get(document, part->property), part->member, value);
    else
        json_set(document, part->property, value);
}

cJSON *merge_result(const struct merge *merge)
{
    cJSON *result = cJSON_Duplicate(merge->theirs, true);

    for (size_t i = 0; i < merge->count; i++) {
        const struct merge_part *part = &merge->parts[i];
        const cJSON *value = merge_value(part, merge->yours);

        if (part->side != MERGE_THEIRS)
            put(result, part, value ? cJSON_Duplicate(value, true) : NULL);
    }
    return result;
}
