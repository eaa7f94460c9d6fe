#include "model/change.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "model/change_lines.h"
#include "model/describe_words.h"
#include "model/fields.h"
#include "model/pointer.h"
#include "model/tags.h"

/* Properties that are no part of a difference: AWS's own, and etrig's Region and Identifier. */
static bool is_left_out(const char *name)
{
    const struct field *field = fields_member(&fields_event_trigger.root, name);

    return (field && field->flags & FIELD_READ_ONLY) || strcmp(name, "Region") == 0 ||
           strcmp(name, "Identifier") == 0;
}

/* The tags that are (managed) or are not AWS's own, as a list of copies; NULL if there are none or tags is no
 * list. Free: cJSON_Delete. */
static cJSON *tags_that_are(const cJSON *tags, bool managed)
{
    cJSON *out = NULL;
    const cJSON *tag = cJSON_IsArray(tags) ? tags->child : NULL;

    for (; tag; tag = tag->next) {
        if (tags_is_managed(tag) != managed)
            continue;
        if (!out)
            out = cJSON_CreateArray();
        cJSON_AddItemToArray(out, cJSON_Duplicate(tag, true));
    }
    return out;
}

/* Without AWS's own tags; no tags at all and an empty list are the same. */
static bool are_same_tags(const cJSON *a, const cJSON *b)
{
    cJSON *left = tags_that_are(a, false), *right = tags_that_are(b, false);
    bool same = json_equal_as_sets(left, right);

    cJSON_Delete(left);
    cJSON_Delete(right);
    return same;
}

bool change_same_property(const cJSON *a, const cJSON *b, const char *property)
{
    const cJSON *left = json_get(a, property), *right = json_get(b, property);
    bool are_tags = strcmp(property, tags_property) == 0;

    if (are_tags && (!left || cJSON_IsArray(left)) && (!right || cJSON_IsArray(right)))
        return are_same_tags(left, right);
    return json_equal_as_sets(left, right);
}

static void note_if_different(const cJSON *before, const cJSON *after, const char *property,
                              struct texts *out)
{
    if (!is_left_out(property) && !change_same_property(before, after, property))
        texts_add(out, property);
}

/* The names of the properties that differ: those of the table in its order, then others as they come. What is
 * no object has none. */
static void find_different(const cJSON *before, const cJSON *after, struct texts *out)
{
    const struct field *root = &fields_event_trigger.root;
    const cJSON *member;

    before = cJSON_IsObject(before) ? before : NULL;
    after = cJSON_IsObject(after) ? after : NULL;
    for (size_t i = 0; i < root->member_count; i++)
        note_if_different(before, after, root->members[i].json, out);
    cJSON_ArrayForEach(member, before)
    {
        if (!fields_member(root, member->string))
            note_if_different(before, after, member->string, out);
    }
    cJSON_ArrayForEach(member, after)
    {
        if (!fields_member(root, member->string) && !json_get(before, member->string))
            note_if_different(before, after, member->string, out);
    }
}

bool change_between(const cJSON *before, const cJSON *after, struct change *out)
{
    *out = (struct change){0};
    find_different(before, after, &out->properties);
    for (size_t i = 0; i < out->properties.count; i++) {
        const char *name = out->properties.items[i];

        change_lines_add(out, name, json_get(before, name), json_get(after, name));
    }
    return out->properties.count > 0;
}

void change_release(struct change *change)
{
    for (size_t i = 0; i < change->count; i++) {
        free(change->lines[i].pointer);
        free(change->lines[i].label);
        free(change->lines[i].before);
        free(change->lines[i].after);
    }
    free(change->lines);
    texts_release(&change->properties);
    *change = (struct change){0};
}

bool change_differs(const cJSON *before, const cJSON *after)
{
    struct texts properties = {0};
    bool differs;

    find_different(before, after, &properties);
    differs = properties.count > 0;
    texts_release(&properties);
    return differs;
}

/* Appends an operation on a top-level property; value is taken over, NULL: none. */
static void add_operation(cJSON *patch, const char *op, const char *property, cJSON *value)
{
    struct strbuf path = STRBUF_INIT;
    cJSON *operation = cJSON_CreateObject();

    pointer_add(&path, property);
    json_set_text(operation, "op", op);
    json_set_text(operation, "path", path.text);
    if (value)
        json_set(operation, "value", value);
    cJSON_AddItemToArray(patch, operation);
    strbuf_release(&path);
}

static void add_guards(cJSON *patch, const cJSON *seen, const struct texts *properties, bool absent_by_time)
{
    bool any_absent = false;

    for (size_t i = 0; i < properties->count; i++) {
        const cJSON *value = json_get(seen, properties->items[i]);

        if (value)
            add_operation(patch, "test", properties->items[i], cJSON_Duplicate(value, true));
        any_absent |= !value;
    }
    if (any_absent && absent_by_time && json_get(seen, "LastUpdatedAt"))
        add_operation(patch, "test", "LastUpdatedAt", cJSON_Duplicate(json_get(seen, "LastUpdatedAt"), true));
}

/* The tags as they shall be, or NULL if they go: AWS's own stand as read, before the others. */
static cJSON *new_tags(const cJSON *seen, const cJSON *tags)
{
    cJSON *out = tags_that_are(seen, true), *others = tags_that_are(tags, false);

    if (!out && tags)
        out = cJSON_CreateArray();
    while (others && others->child)
        cJSON_AddItemToArray(out, cJSON_DetachItemViaPointer(others, others->child));
    cJSON_Delete(others);
    return out;
}

/* What the property shall be, or NULL if it goes. */
static cJSON *new_value(const cJSON *seen, const cJSON *after, const char *property)
{
    const cJSON *value = json_get(after, property);

    if (strcmp(property, tags_property) == 0 && (!value || cJSON_IsArray(value)))
        return new_tags(json_get(seen, property), value);
    return value ? cJSON_Duplicate(value, true) : NULL;
}

cJSON *change_patch(const cJSON *seen, const cJSON *after, const struct change_guards *guards)
{
    cJSON *patch = cJSON_CreateArray();
    struct texts properties = {0};

    find_different(seen, after, &properties);
    if (!guards->unguarded)
        add_guards(patch, seen, &properties, guards->test_absent_by_time);
    for (size_t i = 0; i < properties.count; i++) {
        const char *name = properties.items[i];
        cJSON *value = new_value(seen, after, name);
        const char *op = json_get(seen, name) ? "replace" : "add";

        add_operation(patch, value ? op : "remove", name, value);
    }
    texts_release(&properties);
    return patch;
}

static void add_shown(struct strbuf *out, const char *text)
{
    if (text)
        text_shown(out, text);
    else
        strbuf_adds(out, describe_words_dash());
}

char *change_words(const struct change *change)
{
    struct strbuf out = STRBUF_INIT;

    for (size_t i = 0; i < change->count; i++) {
        if (i)
            strbuf_addc(&out, '\n');
        text_shown(&out, change->lines[i].label);
        strbuf_adds(&out, ": ");
        add_shown(&out, change->lines[i].before);
        strbuf_adds(&out, text_is_ascii() ? " -> " : " \xe2\x86\x92 ");
        add_shown(&out, change->lines[i].after);
    }
    return strbuf_detach(&out);
}
