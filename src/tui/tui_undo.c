/* tui_undo: which changes the key that undoes is about. */
#include "base/array.h"
#include "base/mem.h"
#include "tui/tui_state.h"
#include "tui/view_undo.h"

/* ---- changes made at once ---- */

void tui_made_together(struct tui *tui, uint64_t first, uint64_t last)
{
    struct together *together = &tui->together;

    if (first == last)
        return;
    ARRAY_GROW(together->items, together->count + 1, together->capacity);
    together->items[together->count++] = (struct together_item){first, last, false};
}

static struct together_item find_together(const struct tui *tui, uint64_t number)
{
    for (size_t i = 0; i < tui->together.count; i++) {
        const struct together_item *item = &tui->together.items[i];

        if (number >= item->first && number <= item->last)
            return *item;
    }
    return (struct together_item){number, number, false};
}

/* What became of them: false while one goes on. deleted counts the deletions that were done. */
static bool have_ended(const struct store *store, const struct together_item *item, size_t *deleted)
{
    *deleted = 0;
    for (uint64_t number = item->first; number <= item->last; number++) {
        const struct operation *operation = store_find_operation(store, number);

        if (!operation || !operation_has_ended(operation))
            return false;
        *deleted += operation->kind == OPERATION_DELETE && operation->state == OPERATION_SUCCEEDED;
    }
    return true;
}

void tui_say_together(struct tui *tui)
{
    struct strbuf key = STRBUF_INIT;

    tui_key(tui, ACTION_UNDO, &key);
    for (size_t i = 0; i < tui->together.count; i++) {
        struct together_item *item = &tui->together.items[i];
        size_t deleted;

        if (item->said || !have_ended(tui->options.store, item, &deleted))
            continue;
        item->said = true;
        if (deleted > 1) {
            char *text = mem_printf("%zu triggers deleted %s %s brings them back", deleted,
                                    canvas_sign(CANVAS_SIGN_DOT), key.text);

            store_add_message(tui->options.store, false, text, NULL);
            free(text);
        }
    }
    strbuf_release(&key);
}

/* ---- undoing ---- */

/* Something may have come of it, so that it can be what is undone. */
static bool counts(const struct operation *operation)
{
    return operation->mine && operation->wait != OPERATION_INTERRUPTED && !operation_has_failed(operation);
}

static const struct operation *last_change(const struct store *store)
{
    for (size_t i = store->operation_count; i-- > 0;)
        if (counts(&store->operations[i]))
            return &store->operations[i];
    return NULL;
}

static void push(struct tui *tui, const uint64_t *numbers, size_t count)
{
    struct view *view = view_undo_new(tui, numbers, count);

    if (view)
        tui_push(tui, view);
}

void tui_undo(struct tui *tui, uint64_t number)
{
    push(tui, &number, 1);
}

void tui_undo_last(struct tui *tui)
{
    const struct store *store = tui->options.store;
    const struct operation *last = last_change(store);
    struct together_item item;
    uint64_t *numbers;
    size_t count = 0;

    if (!last) {
        struct strbuf key = STRBUF_INIT;

        tui_key(tui, ACTION_OPERATIONS, &key);
        tui_say(tui,
                "nothing was changed since etrig began; %s shows earlier changes, each can be undone there",
                key.text);
        strbuf_release(&key);
        return;
    }
    item = find_together(tui, last->number);
    numbers = mem_alloc((size_t)(item.last - item.first) + 1, sizeof *numbers);
    for (uint64_t number = item.first; number <= item.last; number++) {
        const struct operation *operation = store_find_operation(store, number);

        if (operation && counts(operation))
            numbers[count++] = number;
    }
    push(tui, numbers, count);
    free(numbers);
}
