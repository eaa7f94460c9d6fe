#include "model/bulk.h"

#include <string.h>

#include "base/mem.h"
#include "base/texts.h"
#include "model/pointer.h"
#include "model/tags.h"

static const char differs_member[] = "differs";

/* One value as each of the documents has it; NULL: not there. */
struct values {
    const cJSON **items; /* owned; borrowed values */
    size_t count;
};

bool bulk_shares(const struct field *property)
{
    return !(property->flags & (FIELD_REQUIRED | FIELD_CREATE_ONLY | FIELD_READ_ONLY));
}

static bool are_tags(const struct field *field)
{
    return field->json && strcmp(field->json, tags_property) == 0;
}

/* ---- where they differ ---- */

const char *bulk_differs(const cJSON *value)
{
    return cJSON_IsObject(value) && value->child && !value->child->next ? json_text(value, differs_member)
                                                                        : NULL;
}

static bool is_first_of_its_kind(const struct values *values, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (json_equal_as_sets(values->items[i], values->items[at]))
            return false;
    return true;
}

/* "differs (2 values, 1 without)", "differs (cx in 2 of 3)". */
static cJSON *differing(const struct values *values)
{
    size_t different = 0, without = 0;
    const char *text = NULL;
    struct strbuf words = STRBUF_INIT;
    cJSON *value = cJSON_CreateObject();

    for (size_t i = 0; i < values->count; i++) {
        without += !values->items[i];
        different += values->items[i] && is_first_of_its_kind(values, i);
        text = cJSON_IsString(values->items[i]) ? values->items[i]->valuestring : text;
    }
    if (different == 1 && text)
        strbuf_addf(&words, "differs (%s in %zu of %zu)", text, values->count - without, values->count);
    else if (without)
        strbuf_addf(&words, "differs (%zu value%s, %zu without)", different, different == 1 ? "" : "s",
                    without);
    else
        strbuf_addf(&words, "differs (%zu value%s)", different, different == 1 ? "" : "s");
    json_set_text(value, differs_member, words.text);
    strbuf_release(&words);
    return value;
}

/* ---- what they share ---- */

static struct values members_of(const struct values *objects, const char *name)
{
    struct values values = {mem_alloc(objects->count, sizeof(*values.items)), objects->count};

    for (size_t i = 0; i < objects->count; i++)
        values.items[i] = json_get(objects->items[i], name);
    return values;
}

static bool fits(const struct field *field, const cJSON *value)
{
    switch (field->kind) {
    case FIELD_TEXT:
        return cJSON_IsString(value);
    case FIELD_INTEGER:
        return cJSON_IsNumber(value);
    case FIELD_BOOLEAN:
        return cJSON_IsBool(value);
    case FIELD_LIST:
        return cJSON_IsArray(value);
    case FIELD_OBJECT:
        break;
    }
    return cJSON_IsObject(value);
}

/* True if each of the values is absent or of the field's kind. */
static bool all_fit(const struct field *field, const struct values *values)
{
    for (size_t i = 0; i < values->count; i++)
        if (values->items[i] && !fits(field, values->items[i]))
            return false;
    return true;
}

static bool none_is_there(const struct values *values)
{
    for (size_t i = 0; i < values->count; i++)
        if (values->items[i])
            return false;
    return true;
}

/* A value that is one thing: a text, a number, a list. */
static cJSON *share_whole(const struct field *field, const struct values *values)
{
    for (size_t i = 1; i < values->count; i++)
        if (!json_equal_as_sets(values->items[0], values->items[i]))
            return differing(values);
    return fits(field, values->items[0]) ? cJSON_Duplicate(values->items[0], true) : differing(values);
}

static cJSON *share(const struct field *field, const struct values *values);

static cJSON *share_object(const struct field *field, const struct values *values)
{
    cJSON *object = cJSON_CreateObject();

    for (size_t i = 0; i < field->member_count; i++) {
        struct values members = members_of(values, field->members[i].json);

        json_set(object, field->members[i].json, share(&field->members[i], &members));
        free(members.items);
    }
    return object;
}

static cJSON *share_tag(const struct values *lists, const char *key)
{
    struct values values = {mem_alloc(lists->count, sizeof(*values.items)), lists->count};
    const struct field *value = fields_at(&fields_event_trigger, "/Tags/0/Value");
    cJSON *tag = cJSON_CreateObject();

    for (size_t i = 0; i < lists->count; i++)
        values.items[i] = json_get(tags_find(lists->items[i], key), "Value");
    json_set_text(tag, "Key", key);
    json_set(tag, "Value", share_whole(value, &values));
    free(values.items);
    return tag;
}

static cJSON *share_tags(const struct values *lists)
{
    struct texts keys = {0};
    cJSON *tags = NULL;

    for (size_t i = 0; i < lists->count; i++)
        tags_add_keys(lists->items[i], &keys);
    if (keys.count)
        tags = cJSON_CreateArray();
    for (size_t i = 0; i < keys.count; i++)
        cJSON_AddItemToArray(tags, share_tag(lists, keys.items[i]));
    texts_release(&keys);
    return tags;
}

/* What all of the values have in common; NULL: none is there. */
static cJSON *share(const struct field *field, const struct values *values)
{
    if (none_is_there(values))
        return NULL;
    if (are_tags(field) && all_fit(field, values))
        return share_tags(values);
    if (field->kind == FIELD_OBJECT && all_fit(field, values))
        return share_object(field, values);
    return share_whole(field, values);
}

cJSON *bulk_shared(const cJSON *const *documents, size_t count)
{
    const struct field *root = &fields_event_trigger.root;
    struct values all = {(const cJSON **)documents, count};
    cJSON *shared = cJSON_CreateObject();

    for (size_t i = 0; i < root->member_count; i++) {
        const struct field *member = &root->members[i];
        struct values values;

        if (!bulk_shares(member))
            continue;
        values = members_of(&all, member->json);
        json_set(shared, member->json, share(member, &values));
        free(values.items);
    }
    return shared;
}

/* ---- carrying over what changed ---- */

static bool is_same(const cJSON *a, const cJSON *b)
{
    return !a || !b ? a == b : json_equal_as_sets(a, b);
}

/* The tags of an object, made if they are missing. */
static cJSON *tags_in(cJSON *object, const char *name)
{
    if (!cJSON_IsArray(json_get(object, name)))
        json_set(object, name, cJSON_CreateArray());
    return json_get(object, name);
}

/* A tag that is there keeps its place and whatever else stands in it. */
static void put_tag(cJSON *object, const char *name, const char *key, const cJSON *value)
{
    cJSON *tags = tags_in(object, name), *tag = tags_find(tags, key);

    if (!tag) {
        tag = cJSON_CreateObject();
        json_set_text(tag, "Key", key);
        cJSON_AddItemToArray(tags, tag);
    }
    json_set(tag, "Value", cJSON_Duplicate(value, true));
    tags_drop(tags, key, tag);
}

/* aws: tags are in neither list by bulk_shared; one that the person typed is no tag of his to give. */
static void apply_tags(cJSON *object, const char *name, const cJSON *before, const cJSON *after)
{
    const cJSON *tag = cJSON_IsArray(before) ? before->child : NULL;

    for (; tag; tag = tag->next)
        if (!tags_find(after, json_text(tag, "Key")))
            tags_drop(json_get(object, name), json_text(tag, "Key"), NULL);
    for (tag = cJSON_IsArray(after) ? after->child : NULL; tag; tag = tag->next) {
        const char *key = json_text(tag, "Key");
        const cJSON *value = json_get(tag, "Value");

        if (key && !tags_is_managed(tag) && value && !bulk_differs(value) &&
            !is_same(json_get(tags_find(before, key), "Value"), value))
            put_tag(object, name, key, value);
    }
}

static void apply(cJSON *object, const struct field *field, const cJSON *before, const cJSON *after);

/* An object that has nothing left in it goes. */
static void apply_object(cJSON *object, const struct field *field, const cJSON *before, const cJSON *after)
{
    cJSON *inner;

    if (!cJSON_IsObject(json_get(object, field->json)))
        json_set(object, field->json, cJSON_CreateObject());
    inner = json_get(object, field->json);
    for (size_t i = 0; i < field->member_count; i++) {
        const char *name = field->members[i].json;

        apply(inner, &field->members[i], json_get(before, name), json_get(after, name));
    }
    if (!inner->child)
        json_set(object, field->json, NULL);
}

static void apply(cJSON *object, const struct field *field, const cJSON *before, const cJSON *after)
{
    bool in_parts = !bulk_differs(before) && !bulk_differs(after);

    if (is_same(before, after) || bulk_differs(after))
        return;
    if (are_tags(field) && in_parts)
        apply_tags(object, field->json, before, after);
    else if (field->kind == FIELD_OBJECT && in_parts)
        apply_object(object, field, before, after);
    else
        json_set(object, field->json, after ? cJSON_Duplicate(after, true) : NULL);
}

cJSON *bulk_apply(const cJSON *document, const cJSON *before, const cJSON *after)
{
    const struct field *root = &fields_event_trigger.root;
    cJSON *applied = cJSON_Duplicate(document, true);

    for (size_t i = 0; i < root->member_count; i++) {
        const struct field *member = &root->members[i];

        if (bulk_shares(member))
            apply(applied, member, json_get(before, member->json), json_get(after, member->json));
    }
    return applied;
}

/* ---- what is wrong ---- */

/* The property of the table that a pointer leads into, or NULL. */
static const struct field *property_at(const char *pointer)
{
    struct texts tokens = {0};
    const struct field *property = NULL;

    if (pointer_split(pointer, &tokens) && tokens.count)
        property = fields_member(&fields_event_trigger.root, tokens.items[0]);
    texts_release(&tokens);
    return property;
}

/* The tag around the value at this pointer, or NULL if it stands in none. */
static const cJSON *tag_around(const cJSON *document, const char *pointer)
{
    const char *end = strrchr(pointer, '/');
    char *parent = end ? mem_dup_n(pointer, (size_t)(end - pointer)) : NULL;
    const cJSON *around = parent ? pointer_get(document, parent) : NULL;

    free(parent);
    return json_text(around, "Key") ? around : NULL;
}

/* What the person did not touch is no problem: properties that are not shared, values that differ. */
static bool is_of_no_concern(const struct problem *problem, const cJSON *before, const cJSON *after)
{
    const struct field *property = property_at(problem->pointer);
    const cJSON *tag = tag_around(after, problem->pointer);

    if (!property || !bulk_shares(property))
        return true;
    if (are_tags(property) && problem->keyword == CHECK_MAX_ITEMS && problem->limit == property->max)
        return true;
    if (!bulk_differs(pointer_get(after, problem->pointer)))
        return false;
    return !tag || tags_find(json_get(before, tags_property), json_text(tag, "Key"));
}

static void release_problem(struct problem *problem)
{
    struct problems one = {mem_alloc(1, sizeof(*problem)), 1, 1};

    one.items[0] = *problem;
    check_release(&one);
}

void bulk_check(const cJSON *before, const cJSON *after, struct problems *problems)
{
    size_t kept = problems->count;

    check_document(&fields_event_trigger, after, 0, problems);
    for (size_t i = kept; i < problems->count; i++) {
        struct problem *problem = &problems->items[i];

        if (is_of_no_concern(problem, before, after)) {
            release_problem(problem);
            continue;
        }
        if (bulk_differs(pointer_get(after, problem->pointer))) {
            free(problem->words);
            problem->words = mem_dup("a new key wants a value");
        }
        problems->items[kept++] = *problem;
    }
    problems->count = kept;
}

static bool has_problem(const struct problems *problems, const struct problem *wanted)
{
    for (size_t i = 0; i < problems->count; i++)
        if (problems->items[i].keyword == wanted->keyword &&
            strcmp(problems->items[i].pointer, wanted->pointer) == 0)
            return true;
    return false;
}

char *bulk_breach(const cJSON *before, const cJSON *after)
{
    struct problems old = {0}, new = {0};
    char *words = NULL;

    check_document(&fields_event_trigger, before, 0, &old);
    check_document(&fields_event_trigger, after, 0, &new);
    for (size_t i = 0; i < new.count && !words; i++) {
        const struct field *property = property_at(new.items[i].pointer);

        if (!has_problem(&old, &new.items[i]))
            words = mem_printf("%s%s%s", property ? property->label : "", property ? ": " : "",
                               new.items[i].words);
    }
    check_release(&old);
    check_release(&new);
    return words;
}
