#include "tui/form_rows.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/mem.h"
#include "model/bulk.h"
#include "model/pointer.h"
#include "model/tags.h"
#include "tui/form_base.h"
#include "tui/form_folds.h"
#include "tui/form_text.h"

/* What the building of all rows shares. */
struct build {
    const struct form *form; /* borrowed */
    struct form_rows *out;
    bool all_open;
    bool locked; /* inside an aws: tag */
};

/* A value on its way into a row. */
struct place {
    const struct field *field; /* NULL: unknown */
    const cJSON *value, *base;
    const char *pointer;
    size_t depth;
    bool fresh; /* inside something that the base does not have */
};

static void add_inside(struct build *b, const struct place *object, const struct field *list_field,
                       bool cells);
static void add_items(struct build *b, const struct place *list, size_t depth);

/* ---- what the table says ---- */

static bool is_list_of_objects(const struct field *field)
{
    return field->kind == FIELD_LIST && field->item->kind == FIELD_OBJECT;
}

static bool is_fold(const struct field *field)
{
    return field->kind == FIELD_OBJECT || is_list_of_objects(field);
}

/* The one list of objects among the members of an object; NULL: there is none, or several. */
static const struct field *only_list(const struct field *object)
{
    const struct field *found = NULL;

    for (size_t i = 0; i < object->member_count; i++) {
        if (!is_list_of_objects(&object->members[i]))
            continue;
        if (found)
            return NULL;
        found = &object->members[i];
    }
    return found;
}

/* True for an object that stands on one line. */
static bool is_line(const struct field *object)
{
    for (size_t i = 0; i < object->member_count; i++) {
        const struct field *member = &object->members[i];

        if (member->kind != FIELD_TEXT && !(member->kind == FIELD_LIST && member->item->kind == FIELD_TEXT))
            return false;
    }
    return object->member_count <= FORM_CELLS;
}

bool form_rows_alternatives(const struct field *a, const struct field *b)
{
    return !(a->flags & FIELD_REQUIRED) && !(b->flags & FIELD_REQUIRED) && a->source != FIELD_SOURCE_NONE &&
           b->source != FIELD_SOURCE_NONE;
}

/* True if another member stands in for this one, which is not there: one that is there, or else the last of
 * them. */
static bool is_stood_in_for(const struct field *object, const struct field *member, const cJSON *value)
{
    const struct field *last = member;

    if (json_get(value, member->json))
        return false;
    for (size_t i = 0; i < object->member_count; i++) {
        const struct field *other = &object->members[i];

        if (other == member || !form_rows_alternatives(member, other))
            continue;
        if (json_get(value, other->json))
            return true;
        last = other > last ? other : last;
    }
    return last != member;
}

/* True if the outline leaves a member of this object out. */
static bool is_left_out(const struct form *form, const struct field *object, const struct field *member)
{
    return member->flags & FIELD_READ_ONLY ||
           (form->shared && object == &fields_event_trigger.root && !bulk_shares(member));
}

static bool has_choices(const struct field *field)
{
    return field->kind == FIELD_TEXT && field->choices;
}

/* ---- rows and cells ---- */

static char *pointer_to(const char *pointer, const char *name)
{
    struct strbuf out = STRBUF_INIT;

    strbuf_adds(&out, pointer);
    pointer_add(&out, name);
    return strbuf_detach(&out);
}

static struct form_row *add_row(struct build *b, const struct place *place, const char *label)
{
    struct form_row *row;

    ARRAY_GROW(b->out->items, b->out->count + 1, b->out->capacity);
    row = &b->out->items[b->out->count++];
    *row = (struct form_row){
        .depth = place->depth,
        .label = mem_dup(label),
        .pointer = mem_dup(place->pointer),
        .field = place->field,
        .value = place->value,
        .base = place->base,
        .managed = b->locked,
        .fresh = place->fresh,
        .problem_cell = FORM_HEAD,
    };
    return row;
}

static void add_cell(const struct build *b, struct form_row *row, const struct place *place)
{
    const struct field *field = place->field;
    bool create_only = field && field->flags & FIELD_CREATE_ONLY && b->form->editing;

    row->cells[row->cell_count++] = (struct form_cell){
        .kind = form_text_kind(field, place->value),
        .field = field,
        .pointer = mem_dup(place->pointer),
        .value = place->value,
        .base = place->base,
        .locked = !field || create_only || b->locked || b->form->read_only,
    };
}

/* The member of an object as a place of its own; its pointer is to be freed. */
static struct place member_of(const struct place *object, const struct field *member, size_t depth)
{
    return (struct place){
        .field = member,
        .value = json_get(object->value, member->json),
        .base = json_get(object->base, member->json),
        .pointer = pointer_to(object->pointer, member->json),
        .depth = depth,
        .fresh = !object->base,
    };
}

static void add_member_cell(const struct build *b, struct form_row *row, const struct place *object,
                            const struct field *member)
{
    struct place place = member_of(object, member, 0);

    add_cell(b, row, &place);
    free((char *)place.pointer);
}

/* A row of one cell, which is the row's own value. */
static struct form_row *add_plain_row(struct build *b, const struct place *place, const char *label)
{
    struct form_row *row = add_row(b, place, label);

    add_cell(b, row, place);
    return row;
}

static bool is_open(const struct build *b, const char *pointer)
{
    return b->all_open || !texts_has(&b->form->folds.closed, pointer);
}

static struct form_row *add_fold_row(struct build *b, const struct place *place, const char *label)
{
    struct form_row *row = add_row(b, place, label);

    row->fold = true;
    row->open = is_open(b, place->pointer);
    return row;
}

static void set_list(struct form_row *row, const struct place *list)
{
    row->list = mem_dup(list->pointer);
    row->list_field = list->field;
    row->list_count = cJSON_IsArray(list->value) ? (size_t)cJSON_GetArraySize(list->value) : 0;
}

static void set_own_list(struct form_row *row, const struct place *object, const struct field *list_field)
{
    struct place list = member_of(object, list_field, 0);

    set_list(row, &list);
    free((char *)list.pointer);
}

/* ---- members ---- */

/* The values of a list of texts, one a line, if they are spread. */
static void add_spread(struct build *b, const struct place *list)
{
    if (cJSON_IsArray(list->value) && texts_has(&b->form->folds.spread, list->pointer))
        add_items(b, list, list->depth + 1);
}

/* True if the value has the kind that the table gives to an object or a list, or is not there. */
static bool fits(const struct place *place)
{
    return !place->value ||
           (place->field->kind == FIELD_LIST ? cJSON_IsArray(place->value) : cJSON_IsObject(place->value));
}

static void add_list_fold(struct build *b, const struct place *list)
{
    struct form_row *row = add_fold_row(b, list, list->field->label);

    set_list(row, list);
    if (row->open)
        add_items(b, list, list->depth + 1);
}

static void add_object_fold(struct build *b, const struct place *object)
{
    const struct field *list_field = only_list(object->field);
    struct form_row *row = add_fold_row(b, object, object->field->label);

    if (list_field)
        set_own_list(row, object, list_field);
    if (row->open)
        add_inside(b, object, list_field, false);
}

/* An object, or a list of objects, as a fold; anything else in its place as JSON. */
static void add_fold(struct build *b, const struct place *place)
{
    if (!fits(place))
        add_plain_row(b, place, place->field->label);
    else if (place->field->kind == FIELD_LIST)
        add_list_fold(b, place);
    else
        add_object_fold(b, place);
}

static void add_member(struct build *b, const struct place *place)
{
    const struct field *field = place->field;

    if (is_fold(field)) {
        add_fold(b, place);
    } else {
        add_plain_row(b, place, field->label);
        if (field->kind == FIELD_LIST)
            add_spread(b, place);
    }
}

/* Properties that the table does not know, kept and shown. */
static void add_unknown(struct build *b, const struct place *object, size_t depth)
{
    const cJSON *member = cJSON_IsObject(object->value) ? object->value->child : NULL;

    for (; member; member = member->next) {
        struct place place = {NULL, member, json_get(object->base, member->string),
                              NULL, depth,  !object->base};

        if (fields_member(object->field, member->string))
            continue;
        place.pointer = pointer_to(object->pointer, member->string);
        add_plain_row(b, &place, member->string);
        free((char *)place.pointer);
    }
}

/* Adds the members that are folds, or those that are not, one level below the object; without its own list,
 * and without its choices where these are cells of its head. */
static void add_members(struct build *b, const struct place *object, const struct field *list_field,
                        bool cells, bool folds)
{
    for (size_t i = 0; i < object->field->member_count; i++) {
        const struct field *member = &object->field->members[i];
        struct place place;

        if (member == list_field || is_left_out(b->form, object->field, member) || folds != is_fold(member) ||
            (cells && has_choices(member)))
            continue;
        place = member_of(object, member, object->depth + 1);
        add_member(b, &place);
        free((char *)place.pointer);
    }
}

/* The items of the object's own list, or what stands in its place. */
static void add_own_list(struct build *b, const struct place *object, const struct field *list_field)
{
    struct place list = member_of(object, list_field, object->depth + 1);

    if (!list.value || cJSON_IsArray(list.value))
        add_items(b, &list, list.depth);
    else
        add_plain_row(b, &list, list_field->label);
    free((char *)list.pointer);
}

/* What stands below the head of an open fold. cells: its choices stand on the head already. */
static void add_inside(struct build *b, const struct place *object, const struct field *list_field,
                       bool cells)
{
    add_members(b, object, list_field, cells, false);
    add_members(b, object, list_field, cells, true);
    if (list_field)
        add_own_list(b, object, list_field);
    add_unknown(b, object, object->depth + 1);
}

/* ---- items ---- */

/* An attribute, a tag: one line of cells. */
static struct form_row *add_line(struct build *b, const struct place *item)
{
    struct form_row *row = add_row(b, item, "");
    size_t place = b->out->count - 1;

    for (size_t i = 0; i < item->field->member_count; i++)
        if (!is_stood_in_for(item->field, &item->field->members[i], item->value))
            add_member_cell(b, row, item, &item->field->members[i]);
    for (size_t i = 0; i < item->field->member_count; i++) {
        struct place member = member_of(item, &item->field->members[i], item->depth);

        if (member.field->kind == FIELD_LIST)
            add_spread(b, &member);
        free((char *)member.pointer);
    }
    add_unknown(b, item, item->depth + 1);
    return &b->out->items[place];
}

/* "1", "dimension 1", "Period 1": an item whose cells say what it is needs its number alone. */
static char *item_label(const struct field *item, size_t index, bool cells, bool list)
{
    char *label;

    if (cells)
        return mem_printf("%zu", index + 1);
    label = mem_printf("%s %zu", item->label, index + 1);
    if (list)
        label[0] = (char)tolower((unsigned char)label[0]);
    return label;
}

/* Puts the choices of an item that has a list on its head. */
static void add_choice_cells(struct build *b, struct form_row *row, const struct place *item)
{
    for (size_t i = 0; i < item->field->member_count; i++)
        if (has_choices(&item->field->members[i]) && row->cell_count < FORM_CELLS)
            add_member_cell(b, row, item, &item->field->members[i]);
}

static bool any_choices(const struct field *object)
{
    for (size_t i = 0; i < object->member_count; i++)
        if (has_choices(&object->members[i]))
            return true;
    return false;
}

/* A condition, a dimension, a period: a head with its choices, its members or items below. */
static struct form_row *add_item_fold(struct build *b, const struct place *item, size_t index)
{
    const struct field *list_field = only_list(item->field);
    bool cells = list_field && any_choices(item->field);
    char *label = item_label(item->field, index, cells, list_field);
    struct form_row *row = add_fold_row(b, item, label);
    size_t at = b->out->count - 1;

    free(label);
    if (list_field)
        set_own_list(row, item, list_field);
    if (cells)
        add_choice_cells(b, row, item);
    if (row->open)
        add_inside(b, item, list_field, cells);
    return &b->out->items[at];
}

static void add_item(struct build *b, const struct place *item, size_t index)
{
    struct form_row *row;
    char *label = NULL;

    b->locked = item->field->kind == FIELD_OBJECT && tags_is_managed(item->value);
    if (item->field->kind != FIELD_OBJECT || !cJSON_IsObject(item->value)) {
        label = mem_printf("%zu", index + 1);
        row = add_plain_row(b, item, label);
    } else if (is_line(item->field)) {
        row = add_line(b, item);
    } else {
        row = add_item_fold(b, item, index);
    }
    row->item = true;
    row->index = index;
    b->locked = false;
    free(label);
}

static void add_items(struct build *b, const struct place *list, size_t depth)
{
    bool keyed = b->form->shared && fields_member(list->field->item, "Key");
    const cJSON **pairs =
        keyed ? form_base_pair_keys(list->value, list->base) : form_base_pair(list->value, list->base);
    const cJSON *value = list->value ? list->value->child : NULL;

    for (size_t i = 0; value; value = value->next, i++) {
        char *pointer = mem_printf("%s/%zu", list->pointer, i);
        struct place item = {list->field->item, value, pairs[i], pointer, depth, list->fresh || !list->base};

        add_item(b, &item, i);
        free(pointer);
    }
    free(pairs);
}

/* ---- all of it ---- */

void form_rows_build(const struct form *form, bool all_open, struct form_rows *out)
{
    struct build b = {form, out, all_open, false};
    /* One less than zero, so that the properties stand at depth 0. */
    struct place root = {&fields_event_trigger.root, form->document, form->base, "", (size_t)-1, false};

    *out = (struct form_rows){0};
    add_inside(&b, &root, NULL, false);
}

static void release_row(struct form_row *row)
{
    for (size_t i = 0; i < row->cell_count; i++)
        free(row->cells[i].pointer);
    free(row->label);
    free(row->pointer);
    free(row->list);
}

void form_rows_release(struct form_rows *rows)
{
    for (size_t i = 0; i < rows->count; i++)
        release_row(&rows->items[i]);
    free(rows->items);
    *rows = (struct form_rows){0};
}
