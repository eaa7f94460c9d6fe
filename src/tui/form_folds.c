#include "tui/form_folds.h"

#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"
#include "tui/form.h"

/* What happened to a list; GONE is the place of what is no longer there. */
struct shift {
    const char *list;
    size_t from, to;
};
#define GONE SIZE_MAX

void form_folds_release(struct form_folds *folds)
{
    texts_release(&folds->closed);
    texts_release(&folds->spread);
}

static void take_out(struct texts *set, size_t i)
{
    free(set->items[i]);
    set->items[i] = set->items[--set->count];
}

void form_folds_put(struct texts *set, const char *pointer, bool in)
{
    for (size_t i = 0; i < set->count; i++)
        if (strcmp(set->items[i], pointer) == 0) {
            if (!in)
                take_out(set, i);
            return;
        }
    if (in)
        texts_add(set, pointer);
}

bool form_folds_below(const char *pointer, const char *root)
{
    size_t length = strlen(root);

    return strncmp(pointer, root, length) == 0 && (pointer[length] == '/' || pointer[length] == '\0');
}

/* Where index is after an item moved from one place to another. from GONE: it came; to GONE: it went. */
static size_t shifted(size_t index, size_t from, size_t to)
{
    if (index == from)
        return to;
    if (from != GONE && index > from)
        index--;
    if (to != GONE && index >= to)
        index++;
    return index;
}

/* The pointer after the shift; NULL: what it pointed to is gone. free(). */
static char *moved_pointer(const char *pointer, const struct shift *shift)
{
    struct strbuf out = STRBUF_INIT;
    size_t head = strlen(shift->list), index;
    char *rest;

    index = shifted(strtoul(pointer + head + 1, &rest, 10), shift->from, shift->to);
    if (index == GONE)
        return NULL;
    strbuf_add(&out, pointer, head);
    strbuf_addf(&out, "/%zu%s", index, rest);
    return strbuf_detach(&out);
}

static void shift_set(struct texts *set, const struct shift *shift)
{
    size_t i = 0;

    while (i < set->count) {
        char *pointer = set->items[i];

        if (!form_folds_below(pointer, shift->list) || strcmp(pointer, shift->list) == 0) {
            i++;
            continue;
        }
        set->items[i] = moved_pointer(pointer, shift);
        free(pointer);
        if (set->items[i])
            i++;
        else
            set->items[i] = set->items[--set->count];
    }
}

static void shift_all(struct form_folds *folds, const char *list, size_t from, size_t to)
{
    struct shift shift = {list, from, to};

    shift_set(&folds->closed, &shift);
    shift_set(&folds->spread, &shift);
}

void form_folds_inserted(struct form_folds *folds, const char *list, size_t index)
{
    shift_all(folds, list, GONE, index);
}

void form_folds_removed(struct form_folds *folds, const char *list, size_t index)
{
    shift_all(folds, list, index, GONE);
}

void form_folds_moved(struct form_folds *folds, const char *list, size_t from, size_t to)
{
    shift_all(folds, list, from, to);
}

void form_folds_reveal(struct form_folds *folds, const char *pointer)
{
    size_t i = 0;

    while (i < folds->closed.count)
        if (form_folds_below(pointer, folds->closed.items[i]))
            take_out(&folds->closed, i);
        else
            i++;
}
