#include "tui/form_undo.h"

#include <assert.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/mem.h"
#include "model/pointer.h"
#include "tui/form_folds.h"

enum op_kind { OP_SET, OP_INSERT, OP_REMOVE, OP_MOVE };

struct op {
    enum op_kind kind;
    char *pointer;   /* owned: of the value for OP_SET, else of the list */
    cJSON *value;    /* owned: what does not stand in the document now; may be NULL */
    size_t from, to; /* places in the list; OP_SET: from is the place of a member that is not there */
};

struct step {
    char *pointer; /* owned: where the person was */
    bool typing;
    struct op *ops; /* owned */
    size_t count, capacity;
};

struct form_undo {
    struct form_folds *folds; /* borrowed */
    struct step *steps;       /* owned */
    size_t count, capacity;
    size_t done; /* steps before this one are in the document; those behind were taken back */
    bool paused;
};

struct form_undo *form_undo_new(struct form_folds *folds)
{
    struct form_undo *undo = mem_alloc(1, sizeof *undo);

    undo->folds = folds;
    return undo;
}

static void op_release(struct op *op)
{
    free(op->pointer);
    cJSON_Delete(op->value);
}

static void step_release(struct step *step)
{
    for (size_t i = 0; i < step->count; i++)
        op_release(&step->ops[i]);
    free(step->ops);
    free(step->pointer);
}

/* Forgets all steps from the first on. */
static void forget_from(struct form_undo *undo, size_t first)
{
    while (undo->count > first)
        step_release(&undo->steps[--undo->count]);
}

void form_undo_free(struct form_undo *undo)
{
    forget_from(undo, 0);
    free(undo->steps);
    free(undo);
}

static void forget_oldest(struct form_undo *undo)
{
    step_release(&undo->steps[0]);
    memmove(undo->steps, undo->steps + 1, --undo->count * sizeof *undo->steps);
    undo->done = undo->count;
}

void form_undo_begin(struct form_undo *undo, const char *pointer, bool typing)
{
    const struct step *last = undo->done ? &undo->steps[undo->done - 1] : NULL;
    bool same = last && last->typing && typing && !undo->paused && strcmp(last->pointer, pointer) == 0;

    forget_from(undo, undo->done);
    undo->paused = false;
    if (same)
        return;
    ARRAY_GROW(undo->steps, undo->count + 1, undo->capacity);
    undo->steps[undo->count++] = (struct step){.pointer = mem_dup(pointer), .typing = typing};
    if (undo->count > FORM_UNDO_STEPS)
        forget_oldest(undo);
    undo->done = undo->count;
}

void form_undo_end(struct form_undo *undo)
{
    assert(undo->done > 0);
    if (undo->steps[undo->done - 1].count == 0)
        forget_from(undo, --undo->done);
}

void form_undo_pause(struct form_undo *undo)
{
    undo->paused = true;
}

/* ---- places in the document ---- */

/* The container that holds what pointer leads to, and the last part of the pointer as plain text (free()). */
static cJSON *container_of(const cJSON *document, const char *pointer, char **token)
{
    struct texts tokens = {0};
    cJSON *at = NULL;

    *token = NULL;
    if (pointer_split(pointer, &tokens) && tokens.count) {
        at = (cJSON *)document;
        for (size_t i = 0; at && i + 1 < tokens.count; i++)
            at = pointer_child(at, tokens.items[i]);
        *token = mem_dup(tokens.items[tokens.count - 1]);
    }
    texts_release(&tokens);
    return at;
}

static size_t place_of(const cJSON *container, const cJSON *item)
{
    size_t place = 0;

    for (const cJSON *at = container->child; at != item; at = at->next)
        place++;
    return place;
}

/* Puts value in the place that it had, or at the end. In an object it gets its name first, by being added. */
static void put_in(cJSON *container, const char *name, size_t place, cJSON *value)
{
    if (cJSON_IsObject(container)) {
        cJSON_AddItemToObject(container, name, value);
        cJSON_DetachItemViaPointer(container, value);
    }
    json_insert(container, place, value);
}

static cJSON *take_from(cJSON *list, size_t index)
{
    return cJSON_DetachItemFromArray(list, (int)index);
}

/* ---- one operation ---- */

/* Exchanges the value in the document with the one in the operation. Its own inverse. */
static void swap_value(cJSON *document, struct op *op)
{
    char *name;
    cJSON *container = container_of(document, op->pointer, &name), *value = op->value;
    cJSON *old;

    assert(container && name);
    old = pointer_child(container, name);
    if (old) {
        op->from = place_of(container, old);
        cJSON_DetachItemViaPointer(container, old);
    }
    if (value)
        put_in(container, name, op->from, value);
    op->value = old;
    free(name);
}

static void insert(struct form_undo *undo, cJSON *document, struct op *op)
{
    put_in(pointer_get(document, op->pointer), NULL, op->from, op->value);
    op->value = NULL;
    form_folds_inserted(undo->folds, op->pointer, op->from);
}

static void take_out(struct form_undo *undo, cJSON *document, struct op *op)
{
    op->value = take_from(pointer_get(document, op->pointer), op->from);
    form_folds_removed(undo->folds, op->pointer, op->from);
}

static void move(struct form_undo *undo, cJSON *document, const struct op *op, size_t from, size_t to)
{
    cJSON *list = pointer_get(document, op->pointer);

    put_in(list, NULL, to, take_from(list, from));
    form_folds_moved(undo->folds, op->pointer, from, to);
}

static void run(struct form_undo *undo, cJSON *document, struct op *op, bool forward)
{
    if (op->kind == OP_SET)
        swap_value(document, op);
    else if (op->kind == OP_MOVE)
        move(undo, document, op, forward ? op->from : op->to, forward ? op->to : op->from);
    else if ((op->kind == OP_INSERT) == forward)
        insert(undo, document, op);
    else
        take_out(undo, document, op);
}

/* A new operation of the present step; nothing happens yet. */
static struct op *add(struct form_undo *undo, enum op_kind kind, const char *pointer)
{
    struct step *step = &undo->steps[undo->done - 1];
    struct op *op;

    ARRAY_GROW(step->ops, step->count + 1, step->capacity);
    op = &step->ops[step->count++];
    *op = (struct op){.kind = kind, .pointer = mem_dup(pointer), .from = INT_MAX};
    return op;
}

/* ---- the calls of the form ---- */

static bool same_value(const cJSON *a, const cJSON *b)
{
    return a && b ? json_equal(a, b) : a == b;
}

/* Cuts the last part off and wraps the value in an object in which it has that name. */
static void wrap(char *pointer, cJSON **value)
{
    cJSON *object = cJSON_CreateObject();
    char *slash = strrchr(pointer, '/');
    struct texts tokens = {0};

    pointer_split(slash, &tokens);
    cJSON_AddItemToObject(object, tokens.items[0], *value);
    *value = object;
    *slash = '\0';
    texts_release(&tokens);
}

static bool has_container(const cJSON *document, const char *pointer)
{
    char *name;
    const cJSON *container = container_of(document, pointer, &name);

    free(name);
    return cJSON_IsObject(container) || cJSON_IsArray(container);
}

/* The operation that the present step ends with, if it set the same value. */
static struct op *last_set(const struct form_undo *undo, const char *pointer)
{
    const struct step *step = &undo->steps[undo->done - 1];
    struct op *op = step->count ? &step->ops[step->count - 1] : NULL;

    return op && op->kind == OP_SET && strcmp(op->pointer, pointer) == 0 ? op : NULL;
}

/* What the operation put in is replaced by value; what stood there before the step stays in the operation. */
static void set_again(struct form_undo *undo, cJSON *document, struct op *op, cJSON *value)
{
    cJSON *before = op->value;

    op->value = value;
    swap_value(document, op);
    cJSON_Delete(op->value);
    op->value = before;
    if (same_value(before, pointer_get(document, op->pointer))) {
        op_release(op);
        undo->steps[undo->done - 1].count--;
    }
}

void form_undo_set(struct form_undo *undo, cJSON *document, const char *pointer, cJSON *value)
{
    char *at = mem_dup(pointer);
    struct op *op;

    while (value && !has_container(document, at))
        wrap(at, &value);
    op = last_set(undo, at);
    if (op) {
        set_again(undo, document, op, value);
    } else if (same_value(pointer_get(document, at), value)) {
        cJSON_Delete(value);
    } else {
        op = add(undo, OP_SET, at);
        op->value = value;
        swap_value(document, op);
    }
    free(at);
}

void form_undo_insert(struct form_undo *undo, cJSON *document, const char *list, size_t index, cJSON *item)
{
    struct op *op = add(undo, OP_INSERT, list);

    op->from = index;
    op->value = item;
    run(undo, document, op, true);
}

void form_undo_remove(struct form_undo *undo, cJSON *document, const char *list, size_t index)
{
    struct op *op = add(undo, OP_REMOVE, list);

    op->from = index;
    run(undo, document, op, true);
}

void form_undo_move(struct form_undo *undo, cJSON *document, const char *list, size_t from, size_t to)
{
    struct op *op = add(undo, OP_MOVE, list);

    op->from = from;
    op->to = to;
    run(undo, document, op, true);
}

const char *form_undo_back(struct form_undo *undo, cJSON *document)
{
    struct step *step;

    undo->paused = true;
    if (undo->done == 0)
        return NULL;
    step = &undo->steps[--undo->done];
    for (size_t i = step->count; i-- > 0;)
        run(undo, document, &step->ops[i], false);
    return step->pointer;
}

const char *form_undo_forward(struct form_undo *undo, cJSON *document)
{
    struct step *step;

    undo->paused = true;
    if (undo->done == undo->count)
        return NULL;
    step = &undo->steps[undo->done++];
    for (size_t i = 0; i < step->count; i++)
        run(undo, document, &step->ops[i], true);
    return step->pointer;
}
