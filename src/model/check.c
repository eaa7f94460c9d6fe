#include "model/check.h"

#include <math.h>
#include <string.h>

#include "base/array.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/texts.h"
#include "model/check_words.h"
#include "model/pattern.h"
#include "model/pointer.h"

/* Whole numbers above this are not exact in a double, so they are none for us. */
#define INTEGER_EXACT_MAX 9007199254740992.0

/* Where a walk over a document stands. */
struct walk {
    struct strbuf pointer; /* of the value that is looked at */
    unsigned what;
    struct problems *problems;
};

static void check_field(struct walk *walk, const struct field *field, const cJSON *value);

/* Adds found, whose keyword and numbers are given. */
static void report(struct walk *walk, const struct field *field, const cJSON *value, struct problem found)
{
    struct problems *problems = walk->problems;

    if (problems->count >= CHECK_PROBLEMS_MAX)
        return;
    found.pointer = mem_dup(walk->pointer.text);
    found.name = mem_dup(found.name);
    check_words_fill(&found, field, value);
    ARRAY_GROW(problems->items, problems->count + 1, problems->capacity);
    problems->items[problems->count++] = found;
}

/* A missing or unknown key, at the pointer that it has or would have. */
static void report_key(struct walk *walk, const struct field *field, enum check_keyword keyword,
                       const char *key)
{
    size_t length = walk->pointer.length;

    pointer_add(&walk->pointer, key);
    report(walk, field, NULL, (struct problem){.keyword = keyword, .name = (char *)key});
    strbuf_truncate(&walk->pointer, length);
}

static void report_bound(struct walk *walk, const struct field *field, enum check_keyword keyword,
                         int64_t limit, int64_t actual)
{
    report(walk, field, NULL,
           (struct problem){.keyword = keyword, .limit = (long)limit, .actual = (long)actual});
}

static void report_keyword(struct walk *walk, const struct field *field, enum check_keyword keyword,
                           const cJSON *value)
{
    report(walk, field, value, (struct problem){.keyword = keyword});
}

/* Reports actual beyond the field's bounds; false if it is below the lower one. */
static bool check_bounds(struct walk *walk, const struct field *field, enum check_keyword below,
                         enum check_keyword above, int64_t actual)
{
    if (field->max < field->min)
        return true;
    if (actual > field->max)
        report_bound(walk, field, above, field->max, actual);
    if (actual >= field->min)
        return true;
    report_bound(walk, field, below, field->min, actual);
    return false;
}

/* A text that is too short is not measured against the pattern as well: one sentence says it. */
static void check_text(struct walk *walk, const struct field *field, const cJSON *value)
{
    const char *text = value->valuestring;
    bool long_enough =
        check_bounds(walk, field, CHECK_MIN_LENGTH, CHECK_MAX_LENGTH, (int64_t)text_count(text));

    if (field->choices && !fields_choice(field, text))
        report_keyword(walk, field, CHECK_ENUM, value);
    if (long_enough && field->pattern && !pattern_matches(field->pattern, text))
        report_keyword(walk, field, CHECK_PATTERN, value);
}

static bool has_equal_items(const cJSON *list)
{
    for (const cJSON *a = list->child; a; a = a->next)
        for (const cJSON *b = a->next; b; b = b->next)
            if (json_equal(a, b))
                return true;
    return false;
}

/* A list that is far too long is not searched for equal items: the work would grow with its square. */
static void check_list(struct walk *walk, const struct field *field, const cJSON *list)
{
    int count = cJSON_GetArraySize(list);
    size_t length = walk->pointer.length, index = 0;
    const cJSON *item;

    check_bounds(walk, field, CHECK_MIN_ITEMS, CHECK_MAX_ITEMS, count);
    if (field->flags & FIELD_UNIQUE_ITEMS && count <= field->max && has_equal_items(list))
        report_keyword(walk, field, CHECK_UNIQUE_ITEMS, list);
    cJSON_ArrayForEach(item, list)
    {
        pointer_add_index(&walk->pointer, index++);
        check_field(walk, field->item, item);
        strbuf_truncate(&walk->pointer, length);
    }
}

static bool must_not_be_there(const struct walk *walk, const struct field *member)
{
    return member ? walk->what & CHECK_SENT && member->flags & FIELD_READ_ONLY : walk->what & CHECK_UNKNOWN;
}

/* Known members in the table's order, then those that must not be there in the document's. */
static void check_object(struct walk *walk, const struct field *field, const cJSON *object)
{
    size_t length = walk->pointer.length;
    const cJSON *value;

    for (size_t i = 0; i < field->member_count; i++) {
        const struct field *member = &field->members[i];

        value = json_get(object, member->json);
        if (!value && member->flags & FIELD_REQUIRED)
            report_key(walk, member, CHECK_REQUIRED, member->json);
        if (!value || must_not_be_there(walk, member))
            continue;
        pointer_add(&walk->pointer, member->json);
        check_field(walk, member, value);
        strbuf_truncate(&walk->pointer, length);
    }
    cJSON_ArrayForEach(value, object)
    {
        const struct field *member = fields_member(field, value->string);

        if (must_not_be_there(walk, member))
            report_key(walk, member, CHECK_EXTRANEOUS, value->string);
    }
}

static bool is_kind(enum field_kind kind, const cJSON *value)
{
    switch (kind) {
    case FIELD_TEXT:
        return cJSON_IsString(value);
    case FIELD_INTEGER:
        return cJSON_IsNumber(value) && value->valuedouble == trunc(value->valuedouble) &&
               fabs(value->valuedouble) <= INTEGER_EXACT_MAX;
    case FIELD_BOOLEAN:
        return cJSON_IsBool(value);
    case FIELD_LIST:
        return cJSON_IsArray(value);
    case FIELD_OBJECT:
        break;
    }
    return cJSON_IsObject(value);
}

static void check_field(struct walk *walk, const struct field *field, const cJSON *value)
{
    if (!is_kind(field->kind, value))
        report_keyword(walk, field, CHECK_TYPE, value);
    else if (field->kind == FIELD_TEXT)
        check_text(walk, field, value);
    else if (field->kind == FIELD_INTEGER)
        check_bounds(walk, field, CHECK_MINIMUM, CHECK_MAXIMUM, (int64_t)value->valuedouble);
    else if (field->kind == FIELD_LIST)
        check_list(walk, field, value);
    else if (field->kind == FIELD_OBJECT)
        check_object(walk, field, value);
}

bool check_document(const struct resource_type *type, const cJSON *document, unsigned what,
                    struct problems *problems)
{
    struct walk walk = {STRBUF_INIT, what, problems};
    size_t before = problems->count;

    check_field(&walk, &type->root, document);
    strbuf_release(&walk.pointer);
    return problems->count == before;
}

void check_release(struct problems *problems)
{
    for (size_t i = 0; i < problems->count; i++) {
        free(problems->items[i].pointer);
        free(problems->items[i].name);
        free(problems->items[i].words);
        free(problems->items[i].aws);
    }
    free(problems->items);
    *problems = (struct problems){0};
}

const struct problem *check_at(const struct problems *problems, const char *pointer)
{
    for (size_t i = 0; i < problems->count; i++)
        if (strcmp(problems->items[i].pointer, pointer) == 0)
            return &problems->items[i];
    return NULL;
}

/* Where in the schema the broken rule stands: "#/properties/Tags/items".
 * A key's rule stands at its object. */
static void add_schema_pointer(struct strbuf *out, const struct problem *problem)
{
    struct texts tokens = {0};
    size_t count;

    pointer_split(problem->pointer, &tokens);
    count = tokens.count - (problem->name && tokens.count ? 1 : 0);
    strbuf_addc(out, '#');
    for (size_t i = 0; i < count; i++) {
        size_t index;

        strbuf_adds(out, pointer_index(tokens.items[i], &index) ? "/items" : "/properties");
        if (!pointer_index(tokens.items[i], &index))
            pointer_add(out, tokens.items[i]);
    }
    texts_release(&tokens);
}

char *check_aws_message(const struct problems *problems)
{
    struct strbuf text = STRBUF_INIT;

    if (problems->count == 1)
        return mem_printf("Model validation failed (%s)", problems->items[0].aws);
    strbuf_addf(&text, "Model validation failed (#: %zu schema violations found)", problems->count);
    for (size_t i = 0; i < problems->count; i++) {
        strbuf_addf(&text, "\n%s (", problems->items[i].aws);
        add_schema_pointer(&text, &problems->items[i]);
        strbuf_addc(&text, ')');
    }
    return strbuf_detach(&text);
}
