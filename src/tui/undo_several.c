#include "tui/undo_several.h"

#include "base/mem.h"
#include "base/text.h"
#include "model/change.h"
#include "model/describe.h"
#include "tui/dialog.h"
#include "tui/tui.h"

/* ---- a line for each ---- */

/* True if this question carries it out. */
static bool is_undone(const struct undo_item *item)
{
    return item->undo.kind == UNDO_CREATE ||
           (item->undo.kind == UNDO_UPDATE && item->undo.collides.count == 0);
}

static size_t count_undone(const struct undo_items *items)
{
    size_t count = 0;

    for (size_t i = 0; i < items->count; i++)
        count += is_undone(&items->items[i]);
    return count;
}

static void add_names(const struct texts *names, struct strbuf *out)
{
    for (size_t i = 0; i < names->count; i++)
        strbuf_addf(out, "%s%s", i ? ", " : "", names->items[i]);
}

/* "back: Limits · Period 1: 3 … → 5 …" */
static void add_update(const struct undo *undo, struct strbuf *out)
{
    struct change change;

    if (undo->collides.count) {
        strbuf_adds(out, "left alone, changed since: ");
        add_names(&undo->collides, out);
        return;
    }
    change_between(undo->live, undo->after, &change);
    for (size_t i = 0; i < change.count; i++)
        strbuf_addf(out, "%s%s back to %s", i ? "; " : "", change.lines[i].label,
                    change.lines[i].after ? change.lines[i].after : canvas_sign(CANVAS_SIGN_NONE));
    change_release(&change);
}

static void add_what(const struct undo *undo, struct strbuf *out)
{
    if (undo->kind == UNDO_CREATE) {
        char *when = describe_when(undo->after);

        strbuf_addf(out, "created again: %s", when);
        free(when);
    } else if (undo->kind == UNDO_UPDATE) {
        add_update(undo, out);
    } else if (undo->kind == UNDO_DELETE) {
        strbuf_adds(out, "left alone: it was created; its own change undoes that");
    } else {
        strbuf_addf(out, "left alone: %s", undo->why.text);
    }
}

static const char *name_of(const struct undo_item *item)
{
    const char *bar = strchr(item->operation.identifier, '|');

    return bar ? bar + 1 : item->operation.identifier;
}

/* The widest part of all, within reason: the columns stand below each other. */
static size_t widest(const struct undo_items *items, size_t (*measure)(const struct undo_item *item))
{
    enum { MOST = 28 };
    size_t cells = 0;

    for (size_t i = 0; i < items->count; i++) {
        size_t width = measure(&items->items[i]);

        if (width > cells)
            cells = width < MOST ? width : MOST;
    }
    return cells;
}

static char *domain_of(const struct undo_item *item)
{
    return mem_dup_n(item->operation.identifier, strcspn(item->operation.identifier, "|"));
}

static size_t name_width(const struct undo_item *item)
{
    return text_width(name_of(item));
}

static size_t domain_width(const struct undo_item *item)
{
    char *domain = domain_of(item);
    size_t width = text_width(domain);

    free(domain);
    return width;
}

/* Nothing is cut: nobody brings back what he cannot read. */
static void add_column(struct strbuf *line, const char *text, size_t cells)
{
    size_t width = text_width(text);

    text_fit(line, text, width > cells ? width : cells, true);
    strbuf_adds(line, "  ");
}

static bool in_one_region(const struct undo_items *items)
{
    for (size_t i = 1; i < items->count; i++)
        if (strcmp(items->items[i].operation.region, items->items[0].operation.region) != 0)
            return false;
    return true;
}

static void add_item(struct dialog *dialog, const struct undo_items *items, const struct undo_item *item)
{
    char *domain = domain_of(item);
    struct strbuf line = STRBUF_INIT;

    add_column(&line, name_of(item), widest(items, name_width));
    add_column(&line, domain, widest(items, domain_width));
    if (!in_one_region(items))
        add_column(&line, item->operation.region, 0);
    add_what(&item->undo, &line);
    dialog_add(dialog, is_undone(item) ? THEME_PLAIN : THEME_WARN, line.text);
    strbuf_release(&line);
    free(domain);
}

static void want_number(struct dialog *dialog, const struct undo_items *items)
{
    struct texts wanted = {0};
    char *number = mem_printf("%zu", count_undone(items)), *label = mem_printf("Type %s to undo", number);

    texts_add(&wanted, number);
    dialog_want(dialog, label, &wanted);
    texts_release(&wanted);
    free(number);
    free(label);
}

static void fill(struct dialog *dialog, void *context)
{
    const struct undo_items *items = context;
    const struct store_connection *connection = &tui_store(dialog_tui(dialog))->connection;
    char *words = undo_items_words(items);
    struct strbuf title = STRBUF_INIT;

    strbuf_addf(&title, "%s in ", words);
    tui_where(dialog_tui(dialog), in_one_region(items) ? items->items[0].operation.region : "several regions",
              &title);
    dialog_set_title(dialog, title.text);
    dialog_clear(dialog);
    for (size_t i = 0; i < items->count; i++)
        add_item(dialog, items, &items->items[i]);
    if (!*connection->account)
        dialog_add(dialog, THEME_WARN, "The account is unknown: nobody can say whose triggers these are.");
    if (connection->protected_)
        want_number(dialog, items);
    strbuf_release(&title);
    free(words);
}

/* ---- carrying it out ---- */

static uint64_t begin(struct tui *tui, const struct undo_item *item)
{
    bool creates = item->undo.kind == UNDO_CREATE;
    char *before = creates ? NULL : json_print(item->undo.live), *after = json_print(item->undo.after);
    struct backend_change change = {.region = item->operation.region,
                                    .account = tui_store(tui)->connection.account,
                                    .identifier = creates ? NULL : item->operation.identifier,
                                    .before = before,
                                    .after = after,
                                    .account_unknown_ok = true};
    uint64_t number =
        creates ? backend_create(tui_backend(tui), &change) : backend_update(tui_backend(tui), &change);

    free(before);
    free(after);
    return number;
}

static void done(struct tui *tui, bool accepted, void *context)
{
    const struct undo_items *items = context;
    uint64_t first = 0, last = 0;
    struct strbuf key = STRBUF_INIT;

    if (!accepted)
        return;
    for (size_t i = 0; i < items->count; i++) {
        if (!is_undone(&items->items[i]))
            continue;
        last = begin(tui, &items->items[i]);
        first = first ? first : last;
    }
    tui_made_together(tui, first, last);
    tui_key(tui, ACTION_OPERATIONS, &key);
    tui_say(tui, "undoing %zu change%s %s %s shows it", count_undone(items),
            count_undone(items) == 1 ? "" : "s", canvas_sign(CANVAS_SIGN_DOT), key.text);
    strbuf_release(&key);
}

static void release(void *context)
{
    undo_items_release(context);
    free(context);
}

static void say_nothing_is_done(struct tui *tui, const struct undo_items *items)
{
    for (size_t i = 0; i < items->count; i++) {
        const struct undo *undo = &items->items[i].undo;

        if (undo->kind == UNDO_REFUSED) {
            tui_fail(tui, &undo->why);
            return;
        }
    }
    tui_say(tui, "nothing to undo: all of it is as it was before, or was changed since");
}

struct view *undo_several_new(struct tui *tui, struct undo_items *items)
{
    const struct store_connection *connection = &tui_store(tui)->connection;
    struct undo_items *own;

    if (count_undone(items) == 0) {
        say_nothing_is_done(tui, items);
        return NULL;
    }
    if (connection->protected_ && !*connection->account) {
        tui_failf(tui, "nothing can be undone: the connection is protected and its account is unknown");
        return NULL;
    }
    own = mem_alloc(1, sizeof *own);
    *own = *items;
    *items = (struct undo_items){0};
    return dialog_new(tui, &(struct dialog_options){.title = "Undo",
                                                    .cancel = "Cancel",
                                                    .accept = "Undo",
                                                    .fill = fill,
                                                    .done = done,
                                                    .context = own,
                                                    .free_context = release});
}
