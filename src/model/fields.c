#include "model/fields.h"

#include <string.h>

#include "model/pointer.h"

const struct field *fields_member(const struct field *object, const char *json_name)
{
    for (size_t i = 0; i < object->member_count; i++)
        if (strcmp(object->members[i].json, json_name) == 0)
            return &object->members[i];
    return NULL;
}

/* "0", "12", or "-" (the place after the last). */
static bool is_index(const char *token)
{
    return strcmp(token, "-") == 0 || (*token && token[strspn(token, "0123456789")] == '\0');
}

static const struct field *below(const struct field *field, const char *token)
{
    if (field->kind == FIELD_OBJECT)
        return fields_member(field, token);
    if (field->kind == FIELD_LIST && is_index(token))
        return field->item;
    return NULL;
}

const struct field *fields_at(const struct resource_type *type, const char *pointer)
{
    struct texts tokens = {0};
    const struct field *field = pointer_split(pointer, &tokens) ? &type->root : NULL;

    for (size_t i = 0; field && i < tokens.count; i++)
        field = below(field, tokens.items[i]);
    texts_release(&tokens);
    return field;
}

const struct field_choice *fields_choice(const struct field *field, const char *value)
{
    for (size_t i = 0; i < field->choice_count; i++)
        if (strcmp(field->choices[i].value, value) == 0)
            return &field->choices[i];
    return NULL;
}
