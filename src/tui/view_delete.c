#include "tui/view_delete.h"

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/change.h"
#include "model/document.h"
#include "model/integration.h"
#include "tui/dialog.h"
#include "tui/tui.h"

enum {
    FRESH_MS = 30000, /* integrations that were read this recently are not read again */
    READ_MAX =
        50, /* so many triggers at most are read in full for the dialog; a deletion reads each again anyway */
    WIDEST_CELLS = 28
};

struct target {
    char *region, *identifier, *domain, *name; /* owned */
    bool hidden;
    uint32_t version; /* of the row that stack was found in */
    char *stack;      /* owned; NULL: none */
    char *seen;       /* owned; of an undo: the document that the person sees now */
    char *since;      /* owned; of an undo: what was changed since it was created; NULL: nothing */
};

struct deletion {
    struct target *targets; /* owned */
    size_t count;
    struct change_options options; /* owned */
    void (*done)(struct tui *tui, uint64_t number, void *context);
    void *context; /* borrowed */
    char *undo;    /* owned; "Undo of the create of …, 3m ago"; NULL: it takes nothing back */
    size_t region_count;
    size_t name_cells, domain_cells; /* of the widest, within reason */
};

/* ---- what is known of a target ---- */

/* Integrations that name it; -1: not known. */
static int uses(const struct store *store, const struct target *target, const struct store_item **first)
{
    const struct store_row row = {.region = target->region, .domain = target->domain, .name = target->name};
    return store_row_used_by(store, &row, first);
}

static const struct store_catalog *integrations(const struct store *store, const struct target *target)
{
    return store_find_catalog(store, STORE_INTEGRATIONS, target->region, target->domain, NULL);
}

static void add_user(const struct store_item *integration, struct strbuf *out)
{
    char *words = integration_words(integration->name);
    strbuf_addf(out, "integration %s uses it: AWS will refuse", words);
    free(words);
}

static void add_use(const struct store *store, const struct target *target, struct strbuf *out)
{
    const struct store_item *first = NULL;
    const struct store_catalog *catalog = integrations(store, target);
    int count = uses(store, target, &first);
    if (count == 0)
        strbuf_adds(out, "unused");
    else if (count == 1 && first)
        add_user(first, out);
    else if (count > 0)
        strbuf_addf(out, "%d integrations use it: AWS will refuse", count);
    else if (catalog && catalog->state == STORE_FAILED)
        strbuf_addf(out, "who uses it could not be read: %s", catalog->failure.text);
    else
        strbuf_adds(out, "reading who uses it");
}

/* The stack is found once: tags are JSON, and the dialog is filled whenever anything moves. */
static void add_stack(const struct store *store, struct target *target, struct strbuf *out)
{
    const struct store_row *row = store_find(store, target->region, target->identifier);
    if (row && row->version != target->version) {
        free(target->stack);
        target->stack = store_row_stack(row);
        target->version = row->version;
    }
    if (target->stack)
        strbuf_addf(out, "; stack %s manages it: it may come back", target->stack);
}

/* ---- the dialog's content ---- */

/* A name in its column; a longer one than that is not cut: nobody deletes what he cannot read. */
static void add_whole(struct strbuf *line, const char *name, size_t cells)
{
    size_t width = text_width(name);
    text_fit(line, name, width > cells ? width : cells, true);
    strbuf_adds(line, "  ");
}

static void add_target(struct dialog *dialog, const struct deletion *deletion, struct target *target)
{
    const struct store *store = tui_store(dialog_tui(dialog));
    struct strbuf line = STRBUF_INIT;
    add_whole(&line, target->name, deletion->name_cells);
    add_whole(&line, target->domain, deletion->domain_cells);
    if (deletion->region_count > 1)
        strbuf_addf(&line, "%s  ", target->region);
    add_use(store, target, &line);
    add_stack(store, target, &line);
    dialog_add(dialog, uses(store, target, NULL) == 0 ? THEME_PLAIN : THEME_WARN, line.text);
    strbuf_release(&line);
    if (target->since) {
        dialog_add(dialog, THEME_WARN, "Changed since it was created, and lost with it:");
        dialog_add(dialog, THEME_PLAIN, target->since);
    }
}

static void set_title(struct dialog *dialog, const struct deletion *deletion)
{
    struct strbuf title = STRBUF_INIT;
    if (deletion->count == 1)
        strbuf_addf(&title, "Delete %s in ", deletion->targets[0].name);
    else
        strbuf_addf(&title, "Delete %zu triggers in ", deletion->count);
    char *regions = deletion->region_count == 1 ? mem_dup(deletion->targets[0].region)
                                                : mem_printf("%zu regions", deletion->region_count);
    tui_where(dialog_tui(dialog), regions, &title);
    free(regions);
    dialog_set_title(dialog, title.text);
    strbuf_release(&title);
}

/* What must be typed. A single name fits as well once it proves unused, so that nobody types in vain. */
static void set_wanted(struct dialog *dialog, const struct deletion *deletion)
{
    const struct store *store = tui_store(dialog_tui(dialog));
    struct texts wanted = {0};
    char *number = mem_printf("%zu", deletion->count);
    bool harmless = deletion->count == 1 && uses(store, &deletion->targets[0], NULL) == 0 &&
                    !store->connection.protected_;
    if (harmless)
        texts_add(&wanted, "yes");
    texts_add(&wanted, deletion->count > 1 ? number : deletion->targets[0].name);
    char *label = mem_printf("Type %s to delete", wanted.items[0]);
    dialog_want(dialog, label, &wanted);
    free(label);
    free(number);
    texts_release(&wanted);
}

static void add_way_back(struct dialog *dialog, size_t count)
{
    struct strbuf key = STRBUF_INIT;
    keymap_hint(tui_keymap(dialog_tui(dialog)), ACTION_UNDO, false, &key);
    char *text = count == 1 ? mem_printf("A copy is kept; %s brings it back.", key.text)
                            : mem_printf("A copy of each is kept; %s brings them back.", key.text);
    dialog_add(dialog, THEME_DIM, text);
    free(text);
    strbuf_release(&key);
}

static void fill(struct dialog *dialog, void *context)
{
    struct deletion *deletion = context;
    bool hidden = false;
    set_title(dialog, deletion);
    dialog_clear(dialog);
    if (deletion->undo)
        dialog_add(dialog, THEME_HEADING, deletion->undo);
    for (size_t i = 0; i < deletion->count; i++) {
        if (!deletion->targets[i].hidden)
            add_target(dialog, deletion, &deletion->targets[i]);
        hidden |= deletion->targets[i].hidden;
    }
    if (hidden)
        dialog_add(dialog, THEME_WARN, "Not on the screen, but marked:");
    for (size_t i = 0; i < deletion->count; i++) {
        if (deletion->targets[i].hidden)
            add_target(dialog, deletion, &deletion->targets[i]);
    }
    if (!*tui_store(dialog_tui(dialog))->connection.account)
        dialog_add(dialog, THEME_WARN, "The account is unknown: nobody can say whose trigger this is.");
    add_way_back(dialog, deletion->count);
    set_wanted(dialog, deletion);
}

/* ---- asking and doing ---- */

/* What the dialog tells must be known: who uses each, and what each looks like now. */
static void ask(struct tui *tui, const struct target *target, bool read)
{
    const struct store *store = tui_store(tui);
    const struct store_catalog *catalog = integrations(store, target);
    bool fresh = catalog && catalog->state == STORE_READ && clock_wall_ms() - catalog->read_ms < FRESH_MS;
    if (!fresh)
        backend_catalog(tui_backend(tui), STORE_INTEGRATIONS, target->region, target->domain, NULL, true);
    const struct store_row *row = store_find(store, target->region, target->identifier);
    if (read && (!row || !row->document))
        backend_read(tui_backend(tui), target->region, target->identifier, true);
}

static void done(struct tui *tui, bool accepted, void *context)
{
    const struct deletion *deletion = context;
    const struct store *store = tui_store(tui);
    uint64_t first = 0, last = 0;
    for (size_t i = 0; accepted && i < deletion->count; i++) {
        const struct target *target = &deletion->targets[i];
        struct store_row *row = store_find(store, target->region, target->identifier);
        const char *seen = target->seen ? target->seen : row ? row->document : NULL;
        last = backend_delete(tui_backend(tui),
                              &(struct backend_change){.region = target->region,
                                                       .account = store->connection.account,
                                                       .identifier = target->identifier,
                                                       .before = seen,
                                                       .client_token = deletion->options.client_token,
                                                       .role_arn = deletion->options.role_arn,
                                                       .type_version_id = deletion->options.type_version_id,
                                                       .account_unknown_ok = true});
        first = first ? first : last;
        if (row)
            row->marked = false;
    }
    if (accepted) {
        struct strbuf key = STRBUF_INIT;
        tui_made_together(tui, first, last);
        tui_key(tui, ACTION_OPERATIONS, &key);
        tui_say(tui, "deleting %zu trigger%s %s %s shows it", deletion->count,
                deletion->count == 1 ? "" : "s", canvas_sign(CANVAS_SIGN_DOT), *key.text ? key.text : "o");
        strbuf_release(&key);
    }
    if (deletion->done)
        deletion->done(tui, last, deletion->context);
}

static void release(void *context)
{
    struct deletion *deletion = context;
    for (size_t i = 0; i < deletion->count; i++) {
        free(deletion->targets[i].region);
        free(deletion->targets[i].identifier);
        free(deletion->targets[i].domain);
        free(deletion->targets[i].name);
        free(deletion->targets[i].stack);
        free(deletion->targets[i].seen);
        free(deletion->targets[i].since);
    }
    free(deletion->targets);
    free(deletion->undo);
    change_options_release(&deletion->options);
    free(deletion);
}

static void copy_target(struct target *to, const struct trigger_target *from)
{
    *to = (struct target){
        .region = mem_dup(from->region), .identifier = mem_dup(from->identifier), .hidden = from->hidden};
    if (document_split_identifier(from->identifier, &to->domain, &to->name, NULL))
        return;
    to->domain = mem_dup("");
    to->name = mem_dup(from->identifier);
}

static void widen(size_t *cells, const char *text)
{
    size_t width = text_width(text);
    if (width > *cells)
        *cells = width < WIDEST_CELLS ? width : WIDEST_CELLS;
}

static void measure(struct deletion *deletion)
{
    struct texts regions = {0};
    for (size_t i = 0; i < deletion->count; i++) {
        const struct target *target = &deletion->targets[i];
        widen(&deletion->name_cells, target->name);
        widen(&deletion->domain_cells, target->domain);
        if (!texts_has(&regions, target->region))
            texts_add(&regions, target->region);
    }
    deletion->region_count = regions.count;
    texts_release(&regions);
}

static bool refused(struct tui *tui)
{
    const struct store_connection *connection = &tui_store(tui)->connection;
    if (tui_refuses_changes(tui))
        return true;
    bool unknown = !*connection->account;
    if (unknown && connection->protected_)
        tui_failf(tui, "nothing can be deleted: the connection is protected and its account is unknown");
    return unknown && connection->protected_;
}

static struct deletion *new_deletion(size_t count)
{
    struct deletion *deletion = mem_alloc(1, sizeof *deletion);
    deletion->targets = mem_alloc(count, sizeof *deletion->targets);
    deletion->count = count;
    return deletion;
}

static struct view *open_dialog(struct tui *tui, struct deletion *deletion)
{
    for (size_t i = 0; i < deletion->count; i++)
        ask(tui, &deletion->targets[i], deletion->count <= READ_MAX);
    measure(deletion);
    return dialog_new(tui, &(struct dialog_options){.title = "Delete",
                                                    .cancel = "Cancel",
                                                    .accept = "Delete",
                                                    .fill = fill,
                                                    .done = done,
                                                    .context = deletion,
                                                    .free_context = release});
}

struct view *view_delete_new(struct tui *tui, const struct trigger_target *targets, size_t count)
{
    if (count == 0 || refused(tui))
        return NULL;
    struct deletion *deletion = new_deletion(count);
    for (size_t i = 0; i < count; i++)
        copy_target(&deletion->targets[i], &targets[i]);
    return open_dialog(tui, deletion);
}

struct view *view_delete_one(struct tui *tui, const struct view_delete_request *request)
{
    if (refused(tui))
        return NULL;
    struct deletion *deletion = new_deletion(1);
    const struct trigger_target target = {(char *)request->region, (char *)request->identifier, false};
    cJSON *seen = json_parse_text(request->seen, NULL);
    copy_target(&deletion->targets[0], &target);
    deletion->targets[0].seen = mem_dup(request->seen);
    deletion->targets[0].stack = mem_dup(document_stack(json_get(seen, "Tags")));
    change_options_copy(&deletion->options, &request->options);
    deletion->done = request->done;
    deletion->context = request->context;
    cJSON_Delete(seen);
    return open_dialog(tui, deletion);
}

static void fill_since(struct target *target, const struct undo *undo)
{
    struct change change;
    target->seen = json_print(undo->live);
    if (change_between(undo->made, undo->live, &change))
        target->since = change_words(&change);
    change_release(&change);
}

struct view *view_delete_undo(struct tui *tui, const struct undo_items *items)
{
    if (items->count == 0 || refused(tui))
        return NULL;
    struct deletion *deletion = new_deletion(items->count);
    deletion->undo = undo_items_words(items);
    for (size_t i = 0; i < items->count; i++) {
        const struct operation *operation = &items->items[i].operation;
        struct trigger_target target = {operation->region, operation->identifier, false};
        copy_target(&deletion->targets[i], &target);
        fill_since(&deletion->targets[i], &items->items[i].undo);
    }
    return open_dialog(tui, deletion);
}
