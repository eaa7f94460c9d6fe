#include "tui/view_bulk.h"

#include "base/mem.h"
#include "model/bulk.h"
#include "model/change.h"
#include "tui/bulk_review.h"
#include "tui/dialog.h"
#include "tui/form.h"
#include "tui/form_keys.h"
#include "tui/text_widget.h"
#include "tui/tui.h"

enum { BAR_CELLS = 10 };

struct view_bulk {
    struct view view;
    struct trigger_target *targets; /* owned, with their texts */
    size_t count;
    char *account;     /* owned: that the person saw */
    char *about;       /* owned: whom the edit is for */
    struct form *form; /* owned; NULL until all have been read */
    struct form_keys keys;
    struct text_widget waiting; /* what is shown until then */
};

static const struct store_row *row_of(const struct view_bulk *self, size_t i)
{
    return store_find(tui_store(self->view.tui), self->targets[i].region, self->targets[i].identifier);
}

static const char *name_of(const struct trigger_target *target)
{
    const char *bar = strchr(target->identifier, '|');

    return bar ? bar + 1 : target->identifier;
}

/* ---- reading ---- */

static bool is_whole(const struct store_row *row)
{
    return row->state == STORE_ROW_WHOLE && row->document;
}

static bool has_failed(const struct store_row *row)
{
    return row->state == STORE_ROW_FAILED && row->failure;
}

static void drop(struct view_bulk *self, size_t i)
{
    tui_say(self->view.tui, "%s is not there any more: it is left out", name_of(&self->targets[i]));
    free(self->targets[i].region);
    free(self->targets[i].identifier);
    for (self->count--; i < self->count; i++)
        self->targets[i] = self->targets[i + 1];
}

static void drop_those_gone(struct view_bulk *self)
{
    for (size_t i = self->count; i-- > 0;)
        if (!row_of(self, i))
            drop(self, i);
}

/* Asks for those that are not known whole; again: also for those that could not be read. */
static void read_rest(struct view_bulk *self, bool again)
{
    for (size_t i = 0; i < self->count; i++) {
        const struct store_row *row = row_of(self, i);

        if (row && (row->state == STORE_ROW_LISTED || (again && has_failed(row))))
            backend_read(tui_backend(self->view.tui), self->targets[i].region, self->targets[i].identifier,
                         true);
    }
}

/* What is typed meanwhile is for the form; of what cannot be read the person is to say what becomes of it. */
static bool waits(const struct view *view)
{
    const struct view_bulk *self = (const struct view_bulk *)view;
    bool waiting = !self->form && self->count > 0;

    for (size_t i = 0; waiting && i < self->count; i++)
        waiting = !row_of(self, i) || !has_failed(row_of(self, i));
    return waiting;
}

static size_t count_whole(const struct view_bulk *self)
{
    size_t whole = 0;

    for (size_t i = 0; i < self->count; i++)
        whole += row_of(self, i) && is_whole(row_of(self, i));
    return whole;
}

static void fill_progress(struct view_bulk *self)
{
    struct strbuf line = STRBUF_INIT;
    size_t whole = count_whole(self), full = self->count ? whole * BAR_CELLS / self->count : 0;

    strbuf_addf(&line, "%s reading %zu triggers  ", canvas_sign(CANVAS_SIGN_BUSY), self->count);
    for (size_t i = 0; i < BAR_CELLS; i++)
        strbuf_adds(&line, canvas_sign(i < full ? CANVAS_SIGN_FULL : CANVAS_SIGN_EMPTY));
    strbuf_addf(&line, "  %zu of %zu", whole, self->count);
    text_widget_add(&self->waiting, THEME_BUSY, 2, false, line.text);
    strbuf_release(&line);
}

static void fill_failures(struct view_bulk *self)
{
    struct strbuf key = STRBUF_INIT;
    size_t failed = 0;

    for (size_t i = 0; i < self->count; i++) {
        const struct store_row *row = row_of(self, i);

        if (!row || !has_failed(row))
            continue;
        text_widget_addf(&self->waiting, THEME_BAD, 2, "%s %s could not be read: %s",
                         canvas_sign(CANVAS_SIGN_FAILED), name_of(&self->targets[i]), row->failure->text);
        failed++;
    }
    tui_key(self->view.tui, ACTION_OPEN, &key);
    if (failed)
        text_widget_addf(
            &self->waiting, THEME_DIM, 0,
            "%s reads again what could not be read; unmarked in the list, the others can be edited.",
            key.text);
    strbuf_release(&key);
}

static void fill_waiting(struct view_bulk *self)
{
    text_widget_clear(&self->waiting);
    if (self->count == 0) {
        text_widget_add(&self->waiting, THEME_PLAIN, 0, false, "None of the triggers is there any more.");
        return;
    }
    fill_progress(self);
    fill_failures(self);
}

/* ---- the form ---- */

/* True if all stand in the region and the domain of the first. */
static bool is_one_place(const struct view_bulk *self)
{
    const struct store_row *first = row_of(self, 0);

    for (size_t i = 1; i < self->count; i++)
        if (row_of(self, i)->region != first->region || row_of(self, i)->domain != first->domain)
            return false;
    return true;
}

static void add_names(const struct view_bulk *self, bool hidden, const char *first, struct strbuf *out)
{
    bool any = false;

    for (size_t i = 0; i < self->count; i++) {
        if (self->targets[i].hidden != hidden)
            continue;
        strbuf_addf(out, "%s%s", any ? ", " : first, name_of(&self->targets[i]));
        any = true;
    }
    if (any)
        strbuf_addc(out, '.');
}

/* Pickers show the lists of a domain: of several they would show one's and mean all. */
static void add_domain(const struct view_bulk *self, cJSON *shared)
{
    if (is_one_place(self))
        json_set_text(shared, "DomainName", row_of(self, 0)->domain);
}

static void begin(struct view_bulk *self)
{
    cJSON **documents = mem_alloc(self->count, sizeof(*documents)), *shared;
    struct strbuf about = STRBUF_INIT;

    for (size_t i = 0; i < self->count; i++)
        documents[i] = json_parse_text(row_of(self, i)->document, NULL);
    shared = bulk_shared((const cJSON *const *)documents, self->count);
    add_domain(self, shared);
    self->form = form_new_shared(shared);
    add_names(self, false, "For ", &about);
    add_names(
        self, true,
        about.length ? " Not on the screen, but marked: " : "For, not on the screen, but marked: ", &about);
    self->about = strbuf_detach(&about);
    self->keys.draw.about = self->about;
    form_keys_attach(&self->keys, self->form, self->targets[0].region);
    for (size_t i = 0; i < self->count; i++)
        cJSON_Delete(documents[i]);
    free(documents);
    cJSON_Delete(shared);
}

static void changed(struct view *view)
{
    struct view_bulk *self = (struct view_bulk *)view;

    if (self->form)
        return;
    drop_those_gone(self);
    read_rest(self, false);
    if (self->count && count_whole(self) == self->count)
        begin(self);
    else
        fill_waiting(self);
}

/* ---- the frame ---- */

static void add_place(const struct view_bulk *self, struct strbuf *out)
{
    struct texts places = {0};

    for (size_t i = 0; i < self->count; i++) {
        const char *bar = strchr(self->targets[i].identifier, '|');
        char *domain =
            mem_dup_n(self->targets[i].identifier, bar ? (size_t)(bar - self->targets[i].identifier) : 0);
        char *place = mem_printf("%s %s %s", self->targets[i].region, canvas_sign(CANVAS_SIGN_DOT), domain);

        if (!texts_has(&places, place))
            texts_add(&places, place);
        free(place);
        free(domain);
    }
    if (places.count == 1)
        strbuf_adds(out, places.items[0]);
    else if (places.count)
        strbuf_addf(out, "in %zu domains", places.count);
    texts_release(&places);
}

static void add_count(struct strbuf *out, size_t count, const char *word)
{
    if (count)
        strbuf_addf(out, " %s %zu %s%s", canvas_sign(CANVAS_SIGN_DOT), count, word, count == 1 ? "" : "s");
}

static void title(struct view *view, struct strbuf *left, struct strbuf *right)
{
    struct view_bulk *self = (struct view_bulk *)view;

    strbuf_addf(left, "Edit %zu trigger%s at once", self->count, self->count == 1 ? "" : "s");
    add_place(self, right);
    if (self->form) {
        add_count(right, form_change_count(self->form), "change");
        add_count(right, self->form->problems.count, "problem");
    }
}

static void draw(struct view *view, struct canvas *canvas, struct canvas_area area)
{
    struct view_bulk *self = (struct view_bulk *)view;

    if (self->form)
        form_keys_draw(&self->keys, canvas, area);
    else
        text_widget_draw(&self->waiting, canvas, area);
}

static const enum action_id *footer(struct view *view)
{
    static const enum action_id waiting[] = {ACTION_BACK, ACTION_NONE};
    const struct view_bulk *self = (const struct view_bulk *)view;

    return self->form ? form_keys_footer(&self->keys) : waiting;
}

/* What stands there in each stays, unless it is written anew or taken away. */
static void remark(struct view *view, struct strbuf *out)
{
    const struct view_bulk *self = (const struct view_bulk *)view;
    const struct form_cell *cell = self->form ? form_focused_cell(self->form) : NULL;

    if (!cell || !bulk_differs(cell->value))
        return;
    strbuf_adds(out, "it stays as it is in each; ");
    if (cell->kind == FORM_JSON)
        tui_key(view->tui, ACTION_ADD, out);
    strbuf_adds(out, cell->kind == FORM_JSON ? " replaces it in all, " : "typing sets it in all, ");
    tui_key(view->tui, ACTION_REMOVE, out);
    strbuf_adds(out, " removes it in all");
}

/* ---- keys ---- */

static bool in_text(const struct view *view)
{
    const struct view_bulk *self = (const struct view_bulk *)view;

    return self->form && form_keys_in_text(&self->keys);
}

static void take_text(struct view *view, const char *text, bool pasted)
{
    form_keys_text(&((struct view_bulk *)view)->keys, text, pasted);
}

static bool is_touched(const struct view_bulk *self)
{
    return self->form && change_differs(self->form->base, self->form->document);
}

static void review(struct view_bulk *self)
{
    struct tui *tui = self->view.tui;
    struct view *view;

    if (self->form->problems.count) {
        form_keys_first_problem(&self->keys);
    } else if (!is_touched(self)) {
        tui_say(tui, "nothing has changed: there is nothing to send");
    } else if (!tui_refuses_changes(tui)) {
        view = bulk_review_new(tui, &(struct bulk_review_request){.targets = self->targets,
                                                                  .count = self->count,
                                                                  .before = self->form->base,
                                                                  .after = self->form->document,
                                                                  .account = self->account,
                                                                  .home = tui_below(tui, &self->view)});
        if (view)
            tui_push(tui, view);
    }
}

static bool act(struct view *view, enum action_id action, const char *argument)
{
    struct view_bulk *self = (struct view_bulk *)view;

    (void)argument;
    if (!self->form && action == ACTION_OPEN) {
        read_rest(self, true);
        return true;
    }
    if (!self->form)
        return false;
    if (action != ACTION_REVIEW)
        return form_keys_act(&self->keys, action);
    review(self);
    form_field_follow(&self->keys.field);
    return true;
}

/* ---- leaving ---- */

static void left(struct tui *tui, bool accepted, void *context)
{
    (void)context;
    if (accepted)
        tui_pop(tui);
}

static bool leave(struct view *view)
{
    struct view_bulk *self = (struct view_bulk *)view;
    struct view *dialog;

    if (!form_keys_leave(&self->keys))
        return false;
    if (!is_touched(self))
        return true;
    dialog = dialog_new(
        view->tui, &(struct dialog_options){
                       .title = "Leave without sending?", .cancel = "Stay", .accept = "Leave", .done = left});
    dialog_add((struct dialog *)dialog, THEME_PLAIN,
               "What was typed for several triggers is not kept as a draft. Nothing at AWS changes.");
    tui_push(view->tui, dialog);
    return false;
}

static void release(struct view *view)
{
    struct view_bulk *self = (struct view_bulk *)view;

    for (size_t i = 0; i < self->count; i++) {
        free(self->targets[i].region);
        free(self->targets[i].identifier);
    }
    free(self->targets);
    free(self->account);
    free(self->about);
    form_keys_release(&self->keys);
    text_widget_release(&self->waiting);
    if (self->form)
        form_free(self->form);
    free(self);
}

static const struct view_type bulk_type = {
    .name = "form",
    .contexts = ACTION_IN_FORM | ACTION_IN_EVERYWHERE,
    .title = title,
    .draw = draw,
    .footer = footer,
    .act = act,
    .in_text = in_text,
    .waits = waits,
    .text = take_text,
    .remark = remark,
    .changed = changed,
    .leave = leave,
    .free = release,
};

struct view *view_bulk_new(struct tui *tui, const struct trigger_target *targets, size_t count)
{
    struct view_bulk *self = mem_alloc(1, sizeof *self);

    self->view = (struct view){.type = &bulk_type, .tui = tui};
    self->account = mem_dup(tui_store(tui)->connection.account);
    self->targets = mem_alloc(count, sizeof *self->targets);
    for (self->count = 0; self->count < count; self->count++)
        self->targets[self->count] =
            (struct trigger_target){mem_dup(targets[self->count].region),
                                    mem_dup(targets[self->count].identifier), targets[self->count].hidden};
    form_keys_init(&self->keys, tui);
    text_widget_init(&self->waiting);
    read_rest(self, true);
    changed(&self->view);
    return &self->view;
}
