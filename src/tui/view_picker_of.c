/* view_picker_of: a picker over one of the account's own lists. */
#include "base/mem.h"
#include "tui/tui.h"
#include "tui/view_picker.h"

struct catalog {
    enum store_catalog_kind kind;
    char *region, *domain, *object_type; /* owned; object_type may be NULL */
    void (*done)(struct tui *tui, const struct texts *chosen, void *context);
    void *context;
    void (*free_context)(void *context);
};

static void ask(struct tui *tui, const struct catalog *catalog, bool again)
{
    if (tui_backend(tui))
        backend_catalog(tui_backend(tui), catalog->kind, catalog->region, catalog->domain,
                        catalog->object_type, again);
}

static void fill(struct view_picker *picker, void *context)
{
    const struct catalog *catalog = context;
    const struct store_catalog *known =
        store_find_catalog(tui_store(view_picker_tui(picker)), catalog->kind, catalog->region,
                           catalog->domain, catalog->object_type);
    view_picker_state(picker, known ? known->state : STORE_READING, known ? &known->failure : NULL);
    for (size_t i = 0; known && i < known->count; i++)
        view_picker_add(picker, known->items[i].name, known->items[i].detail, false);
}

static void done(struct tui *tui, const struct texts *chosen, void *context)
{
    const struct catalog *catalog = context;
    catalog->done(tui, chosen, catalog->context);
}

static void again(struct tui *tui, void *context)
{
    ask(tui, context, true);
}

static void release(void *context)
{
    struct catalog *catalog = context;
    if (catalog->free_context)
        catalog->free_context(catalog->context);
    free(catalog->region);
    free(catalog->domain);
    free(catalog->object_type);
    free(catalog);
}

struct view *view_picker_of_catalog(struct tui *tui, const struct view_picker_catalog *options)
{
    struct catalog *catalog = mem_alloc(1, sizeof *catalog);
    *catalog = (struct catalog){
        .kind = options->kind,
        .region = mem_dup(options->region),
        .domain = mem_dup(options->domain),
        .object_type = mem_dup(options->object_type),
        .done = options->done,
        .context = options->context,
        .free_context = options->free_context,
    };
    ask(tui, catalog, false);
    return view_picker_new(tui, &(struct view_picker_options){.title = options->title,
                                                              .free_text = true,
                                                              .typing = true,
                                                              .empty = options->empty,
                                                              .fill = fill,
                                                              .done = done,
                                                              .again = again,
                                                              .context = catalog,
                                                              .free_context = release,
                                                              .current = options->current});
}
