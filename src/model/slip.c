#include "model/slip.h"

#include <stdlib.h>

#include "base/array.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/document.h"
#include "model/fields.h"
#include "model/pointer.h"

struct search {
    struct slips *out;
    struct strbuf pointer; /* of the value that is looked at */
};

static const char *near_name(const struct field *object, const char *name)
{
    const char **names = mem_alloc(object->member_count + 1, sizeof *names), *near;

    for (size_t i = 0; i < object->member_count; i++)
        names[i] = object->members[i].json;
    near = text_nearest(name, names, object->member_count);
    free(names);
    return near;
}

static void add(struct search *search, const struct field *object, const char *name)
{
    struct slips *out = search->out;

    if (out->count >= SLIPS_MAX)
        return;
    ARRAY_GROW(out->items, out->count + 1, out->capacity);
    out->items[out->count++] = (struct slip){mem_dup(search->pointer.text), name, near_name(object, name)};
}

static void look_into(struct search *search, const struct field *field, const cJSON *value);

static void look_at_member(struct search *search, const struct field *object, const cJSON *value)
{
    const struct field *member = fields_member(object, value->string);
    size_t before = search->pointer.length;

    pointer_add(&search->pointer, value->string);
    if (member)
        look_into(search, member, value);
    else if (object != &fields_event_trigger.root || !document_is_own(value->string))
        add(search, object, value->string);
    strbuf_truncate(&search->pointer, before);
}

static void look_into(struct search *search, const struct field *field, const cJSON *value)
{
    size_t before = search->pointer.length, index = 0;
    const cJSON *child;

    if (field->kind == FIELD_OBJECT && cJSON_IsObject(value)) {
        cJSON_ArrayForEach(child, value)
        {
            look_at_member(search, field, child);
        }
    } else if (field->kind == FIELD_LIST && cJSON_IsArray(value)) {
        cJSON_ArrayForEach(child, value)
        {
            pointer_add_index(&search->pointer, index++);
            look_into(search, field->item, child);
            strbuf_truncate(&search->pointer, before);
        }
    }
}

void slips_find(const cJSON *document, struct slips *out)
{
    struct search search = {out, STRBUF_INIT};

    *out = (struct slips){0};
    look_into(&search, &fields_event_trigger.root, document);
    strbuf_release(&search.pointer);
}

void slips_release(struct slips *slips)
{
    for (size_t i = 0; i < slips->count; i++)
        free(slips->items[i].pointer);
    free(slips->items);
    *slips = (struct slips){0};
}

const struct slip *slips_first_near(const struct slips *slips)
{
    for (size_t i = 0; i < slips->count; i++)
        if (slips->items[i].near)
            return &slips->items[i];
    return NULL;
}

char *slip_words(const struct slip *slip)
{
    return slip->near ? mem_printf("unknown property; did you mean %s? It is kept as it is", slip->near)
                      : mem_dup("unknown property");
}

void slips_say(const cJSON *document, void (*say)(const char *pointer, const char *words, void *context),
               void *context)
{
    struct slips slips;

    slips_find(document, &slips);
    for (size_t i = 0; i < slips.count; i++) {
        char *words = slips.items[i].near ? slip_words(&slips.items[i]) : NULL;

        if (words)
            say(slips.items[i].pointer, words, context);
        free(words);
    }
    slips_release(&slips);
}
