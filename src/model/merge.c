#include "model/merge.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/mem.h"
#include "model/change.h"
#include "model/describe.h"
#include "model/fields.h"
#include "model/pointer.h"

/* ---- values of a part ---- */

static const cJSON *value_of(const struct merge_part *part, const cJSON *document)
{
    const cJSON *value = json_get(document, part->property);

    return part->member ? json_get(value, part->member) : value;
}

static bool is_same(const struct merge_part *part, const cJSON *a, const cJSON *b)
{
    if (!part->member)
        return change_same_property(a, b, part->property);
    return json_equal_as_sets(value_of(part, a), value_of(part, b));
}

/* ---- lines ---- */

/* True for a line of Review that tells of this part. */
static bool is_within(const struct change_line *line, const struct merge_part *part)
{
    size_t length = strlen(part->pointer);

    return strncmp(line->pointer, part->pointer, length) == 0 &&
           (line->pointer[length] == '\0' || line->pointer[length] == '/');
}

static bool is_same_text(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

/* What you made of the leaf that they changed; NULL: you left it alone. */
static const struct change_line *twin(const struct change *you, const struct change_line *they, bool *used)
{
    for (size_t i = 0; i < you->count; i++)
        if (!used[i] && strcmp(you->lines[i].label, they->label) == 0 &&
            is_same_text(you->lines[i].before, they->before)) {
            used[i] = true;
            return &you->lines[i];
        }
    return NULL;
}

static void add_line(struct merge_part *part, const struct change_line *they, const struct change_line *you)
{
    const struct change_line *any = they ? they : you;
    struct merge_line line = {.label = mem_dup(any->label),
                              .seen = mem_dup(any->before),
                              .theirs = mem_dup(they ? they->after : any->before),
                              .yours = mem_dup(you ? you->after : any->before),
                              .they = they,
                              .you = you};

    ARRAY_GROW(part->lines, part->count + 1, part->capacity);
    part->lines[part->count++] = line;
}

static bool has_whole_line(const struct change *change, const struct merge_part *part)
{
    for (size_t i = 0; i < change->count; i++)
        if (strcmp(change->lines[i].pointer, part->pointer) == 0)
            return true;
    return false;
}

static void set_words(char **text, bool *changed, const cJSON *value)
{
    if (*changed)
        return;
    free(*text);
    *text = value ? describe_value(value) : NULL;
    *changed = true;
}

/* A side that made something of another kind of the value (a list into a text) has one line for the whole of it, and the
 * other side's leaves have no twin there: each of these lines tells the whole of the other side. */
static void tell_whole(const struct merge *merge, struct merge_part *part)
{
    for (size_t i = 0; i < part->count; i++) {
        set_words(&part->lines[i].theirs, &part->lines[i].they, value_of(part, merge->theirs));
        set_words(&part->lines[i].yours, &part->lines[i].you, value_of(part, merge->yours));
    }
}

static void add_lines(const struct merge *merge, const struct change *they, const struct change *you,
                      struct merge_part *part)
{
    bool *used = mem_alloc(you->count + 1, sizeof *used);

    for (size_t i = 0; i < they->count; i++)
        if (is_within(&they->lines[i], part))
            add_line(part, &they->lines[i], twin(you, &they->lines[i], used));
    for (size_t i = 0; i < you->count; i++)
        if (!used[i] && is_within(&you->lines[i], part))
            add_line(part, NULL, &you->lines[i]);
    if (part->asked && (has_whole_line(they, part) || has_whole_line(you, part)))
        tell_whole(merge, part);
    free(used);
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

/* Adds the part if anything is to be decided about it, or was decided by one side alone. */
static void add_part(struct merge *merge, const char *property, const char *member)
{
    struct strbuf pointer = STRBUF_INIT;
    struct merge_part part = {.property = mem_dup(property), .member = mem_dup(member)};
    bool they = !is_same(&part, merge->seen, merge->theirs), you = !is_same(&part, merge->seen, merge->yours);

    pointer_add(&pointer, property);
    if (member)
        pointer_add(&pointer, member);
    part.pointer = strbuf_detach(&pointer);
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
        add_part(merge, property, field->members[i].json);
    for (size_t i = 0; i < ARRAY_COUNT(documents); i++) {
        cJSON_ArrayForEach(member, json_get(documents[i], property))
        {
            bool was = fields_member(field, member->string) != NULL;

            for (size_t j = 0; j < i; j++)
                was |= json_get(json_get(documents[j], property), member->string) != NULL;
            if (!was)
                add_part(merge, property, member->string);
        }
    }
}

static void add_property(struct merge *merge, const char *property)
{
    const struct field *field = fields_member(&fields_event_trigger.root, property);
    bool parted = field && field->kind == FIELD_OBJECT && cJSON_IsObject(json_get(merge->seen, property)) &&
                  cJSON_IsObject(json_get(merge->theirs, property)) &&
                  cJSON_IsObject(json_get(merge->yours, property));

    if (parted)
        add_members(merge, property, field);
    else
        add_part(merge, property, NULL);
}

/* What was answered before about the same thing; else as it is. */
static void keep_answer(const struct merge *old, const cJSON *theirs, struct merge_part *part)
{
    for (size_t i = 0; part->asked && i < old->count; i++) {
        const struct merge_part *was = &old->parts[i];

        if (was->asked && strcmp(was->pointer, part->pointer) == 0 && is_same(part, old->theirs, theirs))
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
        add_lines(merge, &they, &you, &merge->parts[i]);
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

cJSON *merge_result(const struct merge *merge)
{
    cJSON *result = cJSON_Duplicate(merge->theirs, true);

    for (size_t i = 0; i < merge->count; i++) {
        const struct merge_part *part = &merge->parts[i];
        const cJSON *value = value_of(part, merge->yours);

        if (part->side != MERGE_THEIRS)
            json_set(part->member ? json_get(result, part->property) : result,
                     part->member ? part->member : part->property,
                     value ? cJSON_Duplicate(value, true) : NULL);
    }
    return result;
}
