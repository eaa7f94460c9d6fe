#include "tui/undo_items.h"

#include "base/clock.h"
#include "base/mem.h"
#include "model/store_look.h"
#include "tui/tui.h"

bool undo_items_begin(struct tui *tui, const uint64_t *numbers, size_t count, struct undo_items *out)
{
    const struct store *store = tui_store(tui);
    struct err err = {0};

    *out = (struct undo_items){mem_alloc(count, sizeof *out->items), 0};
    for (size_t i = 0; i < count; i++) {
        const struct operation *operation = store_find_operation(store, numbers[i]);
        struct undo_item *item = &out->items[out->count];

        if (!operation || !undo_allowed(operation, &store->connection, &err))
            continue;
        operation_copy(&item->operation, operation);
        store_look_begin(tui_store(tui), operation->region, operation->identifier);
        backend_read(tui_backend(tui), operation->region, operation->identifier, true);
        out->count++;
    }
    if (out->count == 0 && err.code != ERR_NONE)
        tui_fail(tui, &err);
    return out->count > 0;
}

static void plan(struct undo_item *item, const struct store_look *look)
{
    cJSON *live = look->document ? json_parse_text(look->document, NULL) : NULL;

    item->planned = true;
    if (look->state == STORE_READ) {
        undo_plan(&item->operation, live, &item->undo);
    } else {
        char *subject = undo_subject(&item->operation);

        item->undo.why = look->failure;
        err_context(&item->undo.why, "cannot undo the %s", subject);
        free(subject);
    }
    cJSON_Delete(live);
}

bool undo_items_plan(struct undo_items *items, const struct store *store)
{
    bool all = true;

    for (size_t i = 0; i < items->count; i++) {
        struct undo_item *item = &items->items[i];
        const struct store_look *look =
            store_look_find(store, item->operation.region, item->operation.identifier);

        if (!item->planned && look && look->state != STORE_READING)
            plan(item, look);
        all &= item->planned;
    }
    return all;
}

void undo_items_release(struct undo_items *items)
{
    for (size_t i = 0; i < items->count; i++) {
        operation_release(&items->items[i].operation);
        undo_release(&items->items[i].undo);
    }
    free(items->items);
    *items = (struct undo_items){0};
}

size_t undo_items_count(const struct undo_items *items, enum undo_kind kind)
{
    size_t count = 0;

    for (size_t i = 0; i < items->count; i++)
        count += items->items[i].undo.kind == kind;
    return count;
}

char *undo_items_words(const struct undo_items *items)
{
    const struct operation *first = &items->items[0].operation;
    char age[8], *subject = undo_subject(first), *words;

    clock_format_age(clock_wall_ms() - first->ended_ms, age);
    bool is_now = strcmp(age, "now") == 0;
    if (items->count == 1)
        words = mem_printf("Undo of the %s, %s%s", subject, is_now ? "just " : "", age);
    else
        words = mem_printf("Undo of %zu changes, %s%s", items->count, is_now ? "just " : "", age);
    if (!is_now) {
        char *ago = mem_printf("%s ago", words);

        free(words);
        words = ago;
    }
    free(subject);
    return words;
}
