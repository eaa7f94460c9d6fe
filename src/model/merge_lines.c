#include "model/merge_lines.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/mem.h"
#include "model/describe.h"

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
        set_words(&part->lines[i].theirs, &part->lines[i].they, merge_value(part, merge->theirs));
        set_words(&part->lines[i].yours, &part->lines[i].you, merge_value(part, merge->yours));
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

/* A document with nothing but this tag. */
static cJSON *tag_alone(const struct merge_part *part, const cJSON *document)
{
    cJSON *alone = cJSON_CreateObject();
    const cJSON *tag = merge_value(part, document);

    if (tag) {
        json_set(alone, part->property, cJSON_CreateArray());
        cJSON_AddItemToArray(json_get(alone, part->property), cJSON_Duplicate(tag, true));
    }
    return alone;
}

/* The pointers of Review hold indexes, which are other ones on each side: they do not tell which tag a line is about.
 * A tag is one leaf. */
static void add_tag_line(const struct merge *merge, struct merge_part *part)
{
    cJSON *seen = tag_alone(part, merge->seen), *theirs = tag_alone(part, merge->theirs);
    cJSON *yours = tag_alone(part, merge->yours);
    struct change they, you;

    change_between(seen, theirs, &they);
    change_between(seen, yours, &you);
    add_line(part, they.count ? they.lines : NULL, you.count ? you.lines : NULL);
    change_release(&they);
    change_release(&you);
    cJSON_Delete(seen);
    cJSON_Delete(theirs);
    cJSON_Delete(yours);
}

void merge_lines_add(const struct merge *merge, const struct change *they, const struct change *you,
                     struct merge_part *part)
{
    if (part->is_tag)
        add_tag_line(merge, part);
    else
        add_lines(merge, they, you, part);
}
