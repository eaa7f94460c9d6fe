/* view_form: the screen around a form. What keys do to the document is form_edit's, how it looks form_draw's.
 */
#include "tui/view_form.h"

#include "base/clock.h"
#include "base/mem.h"
#include "model/change.h"
#include "model/document.h"
#include "tui/dialog.h"
#include "tui/form_choices.h"
#include "tui/form_draft.h"
#include "tui/form_draw.h"
#include "tui/form_edit.h"
#include "tui/form_picker.h"
#include "tui/form_text.h"
#include "tui/form_values.h"
#include "tui/line_widget.h"
#include "tui/tui.h"
#include "tui/view_conflict.h"
#include "tui/view_field.h"
#include "tui/view_review.h"

/* What the person is to be asked as soon as the screen stands on top. */
enum question { ASK_NOTHING, ASK_DRAFT, ASK_DOMAIN };

struct view_form {
    struct view view;
    char *region, *identifier, *name; /* owned; identifier "domain|" and name "" for a new trigger */
    bool is_new;
    struct form *form; /* NULL until the trigger has been read in full */
    struct form_draft draft;
    struct form_draw draw;
    struct form_choices choices;
    struct line_widget line; /* the text of the focused cell, if it is typed */
    char *line_pointer;      /* owned: the cell that line holds */
    uint64_t line_version;   /* of the form, when line was filled or typed into */
    enum question question;
    char *live; /* owned: what is at AWS now, if that is not what the form began from; else NULL */
};

static struct view_form *of(struct view *view)
{
    return (struct view_form *)view;
}

static const struct store_row *row_of(const struct view_form *self)
{
    return store_find(tui_store(self->view.tui), self->region, self->identifier);
}

/* ---- the text field ---- */

/* True where characters are typed into the text field. */
static bool is_typing(const struct view_form *self)
{
    const struct form_cell *cell = self->form ? form_focused_cell(self->form) : NULL;

    return cell && !cell->locked && form_text_is_typed(cell->kind);
}

/* Brings the text field and the choices in line with the focus and the document, unless it was typing that
 * changed it. */
static void sync(struct view_form *self)
{
    const struct form_cell *cell = form_focused_cell(self->form);
    const char *pointer = cell ? cell->pointer : "";
    struct strbuf text = STRBUF_INIT;

    if (self->line_pointer && strcmp(pointer, self->line_pointer) == 0 &&
        self->line_version == self->form->version)
        return;
    if (is_typing(self))
        form_text_show(cell->field, cell->value, &text);
    line_widget_set(&self->line, text.text);
    strbuf_release(&text);
    free(self->line_pointer);
    self->line_pointer = mem_dup(pointer);
    self->line_version = self->form->version;
    self->choices.open = false;
}

/* ---- beginning ---- */

/* Puts a form on the screen; base NULL for a new trigger; start is what needs no draft. */
static void begin(struct view_form *self, const cJSON *base, const cJSON *document, const cJSON *start)
{
    if (self->form)
        form_free(self->form);
    self->form = form_new(base, document, !self->is_new, !self->draft.locked);
    self->draw.form = self->form;
    self->draw.top = 0;
    form_draft_watch(&self->draft, self->form, start);
    form_picker_prepare(self->view.tui, self->form, self->region);
    free(self->line_pointer);
    self->line_pointer = NULL;
    sync(self);
}

/* Goes on with the waiting draft, and asks whether that is wanted. false: there is none that can be read. */
static bool begin_from_draft(struct view_form *self, const cJSON *start)
{
    const struct store_draft *draft = form_draft_waiting(&self->draft);
    cJSON *document = draft && self->draft.locked ? json_parse_text(draft->document, NULL) : NULL;
    cJSON *base = draft && draft->base ? json_parse_text(draft->base, NULL) : NULL;
    bool usable = document && (base || self->is_new);

    if (usable) {
        begin(self, base, document, base ? base : start);
        self->question = ASK_DRAFT;
    }
    cJSON_Delete(document);
    cJSON_Delete(base);
    return usable;
}

static void begin_edit(struct view_form *self, const struct store_row *row)
{
    cJSON *document = json_parse_text(row->document, NULL);

    if (document && !begin_from_draft(self, document))
        begin(self, document, document, document);
    cJSON_Delete(document);
}

static void begin_new(struct view_form *self, const char *domain)
{
    cJSON *document = document_new(domain);

    if (!begin_from_draft(self, document))
        begin(self, NULL, document, document);
    cJSON_Delete(document);
}

/* Takes the lock; without it the form is for reading, with a word. */
static void lock(struct view_form *self)
{
    struct err err = {0};

    if (!form_draft_begin(&self->draft, self->view.tui, self->region, self->identifier, self->is_new, &err))
        tui_say(self->view.tui, "%s: this form is for reading only", err.text);
}

/* Goes on from theirs: what was typed stands on top of it now, and is a draft. */
static void begin_merged(struct view_form *self, const cJSON *theirs, const cJSON *merged)
{
    free(self->live);
    self->live = NULL;
    begin(self, theirs, merged, theirs);
    self->draft.handed = 0;
    form_draft_save(&self->draft, self->form);
}

/* ---- typing ---- */

static void say(struct view_form *self, bool done, const struct err *err)
{
    if (!done)
        tui_say(self->view.tui, "%s", err->text);
}

/* What was typed goes into the document; the text field keeps what was typed. */
static void typed(struct view_form *self)
{
    struct err err = {0};
    bool done = form_edit_text(self->form, self->line.text.text, &err);

    say(self, done, &err);
    if (done) {
        free(self->line_pointer);
        self->line_pointer = mem_dup(form_focused_cell(self->form)->pointer);
        self->line_version = self->form->version;
    }
}

static void open_choices(struct view_form *self)
{
    const struct form_cell *cell = form_focused_cell(self->form);

    form_choices_open(&self->choices, cell,
                      form_picker_content_type(self->view.tui, self->form, self->region));
}

/* A character where none is typed: it opens a choice at the word that begins with it, or is refused with a
 * word. */
static void typed_elsewhere(struct view_form *self, const char *text)
{
    const struct form_cell *cell = form_focused_cell(self->form);
    struct err err = {0};

    if (!cell)
        return;
    if (!cell->locked && cell->kind == FORM_BOOLEAN) {
        say(self, form_edit_flip(self->form, &err), &err);
    } else if (!cell->locked && cell->kind == FORM_CHOICE) {
        open_choices(self);
        form_choices_jump(&self->choices, text);
    } else {
        say(self, form_edit_text(self->form, text, &err), &err);
    }
}

static void insert_pasted(struct view_form *self, const char *text)
{
    struct strbuf values = STRBUF_INIT;

    if (form_focused_cell(self->form)->kind != FORM_VALUES) {
        line_widget_insert(&self->line, text);
        return;
    }
    form_values_paste(&values, text, strlen(text));
    line_widget_insert(&self->line, values.text);
    strbuf_release(&values);
}

static void take_text(struct view *view, const char *text, bool pasted)
{
    struct view_form *self = of(view);

    if (self->choices.open) {
        form_choices_jump(&self->choices, text);
        return;
    }
    if (is_typing(self)) {
        if (pasted)
            insert_pasted(self, text);
        else
            line_widget_insert(&self->line, text);
        typed(self);
    } else {
        typed_elsewhere(self, text);
    }
    sync(self);
}

/* Every cell takes the printable keys, so that none of them does something unforeseen; heads leave them to
 * commands. */
static bool in_text(const struct view *view)
{
    const struct view_form *self = (const struct view_form *)view;

    return self->form && !self->form->read_only && (self->choices.open || form_focused_cell(self->form));
}

/* ---- keys ---- */

static void picked(const struct field *member, const char *text, void *context)
{
    struct view_form *self = context;
    struct err err = {0};

    say(self, form_edit_pick(self->form, member, text, &err), &err);
    form_picker_prepare(self->view.tui, self->form, self->region);
    sync(self);
}

static void choose(struct view_form *self)
{
    struct err err = {0};

    say(self, form_edit_choose(self->form, form_choices_chosen(&self->choices), &err), &err);
    self->choices.open = false;
}

/* Enter: a fold, the values, a choice, a picker; in a plain field the next one. */
static void open_focused(struct view_form *self)
{
    const struct form_cell *cell = form_focused_cell(self->form);
    struct err err = {0};

    if (self->choices.open)
        choose(self);
    else if (form_toggle(self->form))
        return;
    else if (!cell || cell->locked)
        form_move_cells(self->form, true);
    else if (cell->kind == FORM_CHOICE)
        open_choices(self);
    else if (cell->kind == FORM_BOOLEAN)
        say(self, form_edit_flip(self->form, &err), &err);
    else if (cell->kind == FORM_PICKER)
        form_picker_push(self->view.tui, self->form, self->region, picked, self);
    else
        form_move_cells(self->form, true);
}

static bool move(struct view_form *self, enum action_id action)
{
    long page = self->draw.page > 2 ? self->draw.page - 1 : 1;
    long rows = action == ACTION_NEXT_ROW       ? 1
                : action == ACTION_PREVIOUS_ROW ? -1
                : action == ACTION_PAGE_DOWN    ? page
                : action == ACTION_PAGE_UP      ? -page
                                                : 0;

    if (rows && self->choices.open)
        form_choices_move(&self->choices, rows);
    else if (rows)
        form_move_rows(self->form, rows);
    else if (action == ACTION_NEXT_FIELD || action == ACTION_PREVIOUS_FIELD)
        form_move_cells(self->form, action == ACTION_NEXT_FIELD);
    else
        return false;
    return true;
}

static bool edit(struct view_form *self, enum action_id action)
{
    struct err err = {0};
    bool done;

    if (action == ACTION_ADD)
        done = form_edit_add(self->form, &err);
    else if (action == ACTION_REMOVE)
        done = form_edit_remove(self->form, &err);
    else if (action == ACTION_DUPLICATE)
        done = form_edit_duplicate(self->form, &err);
    else if (action == ACTION_MOVE_UP || action == ACTION_MOVE_DOWN)
        done = form_edit_shift(self->form, action == ACTION_MOVE_DOWN, &err);
    else
        return false;
    say(self, done, &err);
    return true;
}

static bool step(struct view_form *self, enum action_id action)
{
    if (action == ACTION_UNDO_EDIT && !form_edit_undo(self->form))
        tui_say(self->view.tui, "there is nothing to undo");
    else if (action == ACTION_REDO_EDIT && !form_edit_redo(self->form))
        tui_say(self->view.tui, "there is nothing to do again");
    return action == ACTION_UNDO_EDIT || action == ACTION_REDO_EDIT;
}

static void go_to_problem(struct view_form *self)
{
    if (!form_next_problem(self->form))
        tui_say(self->view.tui, "there is no problem");
}

static void merged_on(struct tui *tui, const cJSON *theirs, const cJSON *merged, void *context)
{
    (void)tui;
    begin_merged(context, theirs, merged);
}

/* What stands at AWS is not what the form began from: that is settled before anything is sent. */
static void show_conflict(struct view_form *self)
{
    cJSON *live = json_parse_text(self->live, NULL);

    form_draft_save(&self->draft, self->form);
    tui_push(self->view.tui, view_conflict_new(self->view.tui, &(struct view_conflict_request){
                                                                   .region = self->region,
                                                                   .name = self->name,
                                                                   .seen = self->form->base,
                                                                   .theirs = live,
                                                                   .yours = self->form->document,
                                                                   .go_on = merged_on,
                                                                   .context = self,
                                                               }));
    cJSON_Delete(live);
}

/* F2: review what can be sent; the first problem if it cannot. */
static void review(struct view_form *self)
{
    struct tui *tui = self->view.tui;
    struct form *form = self->form;
    size_t problems = form->problems.count;

    if (form->read_only) {
        tui_say(tui, "this form is for reading only");
    } else if (problems) {
        form_move_rows(form, (long)form->rows.count);
        form_next_problem(form);
        tui_say(tui, "%zu problem%s before this can be sent", problems, problems == 1 ? "" : "s");
    } else if (!tui_refuses_changes(tui) && form->base && !change_differs(form->base, form->document)) {
        tui_say(tui, "nothing has changed: there is nothing to send");
    } else if (!tui_store(tui)->connection.read_only && self->live) {
        show_conflict(self);
    } else if (!tui_store(tui)->connection.read_only) {
        struct view_review_request request = {self->draft.account, self->region, form->base, form->document};

        form_draft_save(&self->draft, form);
        tui_push(tui, view_review_new(tui, &request));
    }
}

static void discarded(struct tui *tui, bool accepted, void *context)
{
    struct view_form *self = context;

    if (!accepted)
        return;
    form_draft_drop(&self->draft);
    self->draft.handed = self->form->version;
    tui_pop(tui);
    tui_say(tui, "the draft is discarded");
}

static void ask_to_discard(struct view_form *self)
{
    struct view *view =
        dialog_new(self->view.tui, &(struct dialog_options){.title = "Discard what was typed?",
                                                            .cancel = "Keep",
                                                            .accept = "Discard",
                                                            .done = discarded,
                                                            .context = self});

    dialog_add((struct dialog *)view, THEME_PLAIN,
               "What was typed here, and its draft, is gone then. Nothing at AWS changes.");
    tui_push(self->view.tui, view);
}

static bool act_on_line(struct view_form *self, enum action_id action)
{
    bool changed = false;

    if (!is_typing(self) || self->choices.open)
        return action >= ACTION_LINE_LEFT && action <= ACTION_LINE_CLEAR;
    if (!line_widget_act(&self->line, action, &changed))
        return false;
    if (changed)
        typed(self);
    return true;
}

static bool act(struct view *view, enum action_id action, const char *argument)
{
    struct view_form *self = of(view);

    (void)argument;
    if (!self->form)
        return false;
    if (action == ACTION_OPEN)
        open_focused(self);
    else if (action == ACTION_NEXT_PROBLEM)
        go_to_problem(self);
    else if (action == ACTION_FIELD_HELP)
        tui_push(view->tui, view_field_new(view->tui, self->form));
    else if (action == ACTION_REVIEW)
        review(self);
    else if (action == ACTION_DISCARD)
        ask_to_discard(self);
    else if (!move(self, action) && !edit(self, action) && !step(self, action) && !act_on_line(self, action))
        return false;
    sync(self);
    return true;
}

/* ---- the frame ---- */

static void add_count(struct strbuf *out, size_t count, const char *word)
{
    if (count)
        strbuf_addf(out, " %s %zu %s%s", canvas_sign(CANVAS_SIGN_DOT), count, word, count == 1 ? "" : "s");
}

static void add_state(struct view_form *self, struct strbuf *out)
{
    const char *dot = canvas_sign(CANVAS_SIGN_DOT);

    if (self->form->read_only)
        strbuf_addf(out, " %s READ-ONLY", dot);
    add_count(out, form_change_count(self->form), "change");
    add_count(out, self->form->problems.count, "problem");
    if (self->live)
        strbuf_addf(out, " %s changed elsewhere", dot);
    if (!form_draft_pending(&self->draft, self->form) && self->draft.kept && form_draft_waiting(&self->draft))
        strbuf_addf(out, " %s draft saved", dot);
}

static void title(struct view *view, struct strbuf *left, struct strbuf *right)
{
    struct view_form *self = of(view);
    const char *domain = self->form ? json_text(self->form->document, "DomainName") : NULL;

    if (self->is_new)
        strbuf_adds(left, "New trigger");
    else
        strbuf_addf(left, "Edit %s", self->name);
    strbuf_adds(right, self->region);
    if (domain && *domain)
        strbuf_addf(right, " %s %s", canvas_sign(CANVAS_SIGN_DOT), domain);
    if (self->form)
        add_state(self, right);
}

static void draw_waiting(struct view_form *self, struct canvas *canvas, struct canvas_area area)
{
    const struct store_row *row = row_of(self);
    bool failed = row && row->state == STORE_ROW_FAILED && row->failure;
    char *words = failed ? mem_printf("%s %s", canvas_sign(CANVAS_SIGN_FAILED), row->failure->text)
                         : mem_printf("%s reading the whole trigger", canvas_sign(CANVAS_SIGN_BUSY));
    int used = form_draw_wrapped(canvas, area, failed ? THEME_BAD : THEME_BUSY, words);

    if (failed) {
        area.row += used;
        area.rows -= used;
        form_draw_wrapped(canvas, area, THEME_DIM, row->failure->hint);
    }
    free(words);
}

static void draw(struct view *view, struct canvas *canvas, struct canvas_area area)
{
    struct view_form *self = of(view);

    if (self->form)
        form_draw_all(&self->draw, canvas, area);
    else
        draw_waiting(self, canvas, area);
}

static const enum action_id *footer(struct view *view)
{
    static const enum action_id waiting[] = {ACTION_BACK, ACTION_NONE};
    static const enum action_id choosing[] = {ACTION_OPEN, ACTION_NEXT_ROW, ACTION_PREVIOUS_ROW, ACTION_BACK,
                                              ACTION_NONE};
    static const enum action_id wrong[] = {
        ACTION_REVIEW, ACTION_NEXT_PROBLEM, ACTION_ADD,        ACTION_REMOVE, ACTION_DUPLICATE,
        ACTION_OPEN,   ACTION_UNDO_EDIT,    ACTION_FIELD_HELP, ACTION_BACK,   ACTION_NONE};
    static const enum action_id right[] = {ACTION_REVIEW,  ACTION_ADD,  ACTION_REMOVE,    ACTION_DUPLICATE,
                                           ACTION_MOVE_UP, ACTION_OPEN, ACTION_UNDO_EDIT, ACTION_FIELD_HELP,
                                           ACTION_BACK,    ACTION_NONE};
    const struct view_form *self = of(view);

    if (!self->form)
        return waiting;
    if (self->choices.open)
        return choosing;
    return self->form->problems.count ? wrong : right;
}

/* ---- what happens meanwhile ---- */

/* The trigger was read again: an untouched form shows it, any other says that it is not what it began from.
 */
static void compare_with_live(struct view_form *self, const struct store_row *row)
{
    cJSON *live = json_parse_text(row->document, NULL);
    bool differs = live && change_differs(self->form->base, live);

    if (differs && json_equal(self->form->document, self->form->base)) {
        begin(self, live, live, live);
    } else if (differs && (!self->live || strcmp(self->live, row->document) != 0)) {
        tui_say(self->view.tui,
                "%s was changed elsewhere since this form began from it; review shows what differs",
                self->name);
        free(self->live);
        self->live = mem_dup(row->document);
    } else if (!differs) {
        free(self->live);
        self->live = NULL;
    }
    cJSON_Delete(live);
}

static void changed(struct view *view)
{
    struct view_form *self = of(view);
    const struct store_row *row = self->is_new ? NULL : row_of(self);

    if (!row || !row->document || row->state != STORE_ROW_WHOLE)
        return;
    if (!self->form)
        begin_edit(self, row);
    else
        compare_with_live(self, row);
}

static void draft_answered(struct tui *tui, bool accepted, void *context)
{
    struct view_form *self = context;
    const struct store_row *row = self->is_new ? NULL : row_of(self);
    cJSON *fresh = NULL;

    (void)tui;
    if (!accepted)
        return;
    form_draft_drop(&self->draft);
    if (self->is_new)
        fresh = cJSON_Duplicate(self->draft.start, true);
    else if (row && row->document)
        fresh = json_parse_text(row->document, NULL);
    if (fresh)
        begin(self, self->is_new ? NULL : fresh, fresh, fresh);
    self->draft.kept = false;
    cJSON_Delete(fresh);
}

static void ask_about_draft(struct view_form *self)
{
    const struct store_draft *draft = form_draft_waiting(&self->draft);
    size_t changes = form_change_count(self->form);
    struct dialog *dialog;
    char age[8], *text;

    if (!draft)
        return;
    dialog = (struct dialog *)dialog_new(self->view.tui, &(struct dialog_options){.title = "A draft waits",
                                                                                  .cancel = "Go on with it",
                                                                                  .accept = "Discard it",
                                                                                  .done = draft_answered,
                                                                                  .context = self});
    clock_format_age(clock_wall_ms() - draft->saved_ms, age);
    text = changes ? mem_printf("%s: %zu change%s, typed %s%s.", self->name, changes, changes == 1 ? "" : "s",
                                age, strcmp(age, "now") == 0 ? "" : " ago")
                   : mem_printf("A new trigger, typed %s%s.", age, strcmp(age, "now") == 0 ? "" : " ago");
    dialog_add(dialog, THEME_PLAIN, text);
    if (self->live)
        dialog_add(dialog, THEME_WARN, "The trigger was changed elsewhere since then.");
    free(text);
    tui_push(self->view.tui, (struct view *)dialog);
}

static void ask_for_domain(struct view_form *self)
{
    form_focus(self->form, "/DomainName");
    sync(self);
    form_picker_push(self->view.tui, self->form, self->region, picked, self);
}

static int tick(struct view *view, int64_t now_ms)
{
    struct view_form *self = of(view);
    enum question question = self->question;

    if (!self->form)
        return -1;
    if (question != ASK_NOTHING && tui_top(view->tui) == view) {
        self->question = ASK_NOTHING;
        if (question == ASK_DRAFT)
            ask_about_draft(self);
        else
            ask_for_domain(self);
    }
    return form_draft_tick(&self->draft, self->form, now_ms);
}

/* ---- leaving ---- */

static bool leave(struct view *view)
{
    struct view_form *self = of(view);

    if (self->choices.open) {
        self->choices.open = false;
        return false;
    }
    if (!self->form)
        return true;
    form_draft_save(&self->draft, self->form);
    if (self->draft.kept)
        tui_say(view->tui, self->is_new ? "the draft is kept: a new trigger goes on with it"
                                        : "the draft is kept: edit goes on with it");
    return true;
}

static bool busy(const struct view *view)
{
    const struct view_form *self = (const struct view_form *)view;

    return self->form && form_draft_pending(&self->draft, self->form);
}

static void release(struct view *view)
{
    struct view_form *self = of(view);

    if (self->form) {
        form_draft_save(&self->draft, self->form);
        form_free(self->form);
    }
    form_draft_end(&self->draft);
    line_widget_release(&self->line);
    free(self->line_pointer);
    free(self->live);
    free(self->region);
    free(self->identifier);
    free(self->name);
    free(self);
}

static const struct view_type form_type = {
    .name = "form",
    .contexts = ACTION_IN_FORM | ACTION_IN_EVERYWHERE,
    .title = title,
    .draw = draw,
    .footer = footer,
    .act = act,
    .in_text = in_text,
    .text = take_text,
    .changed = changed,
    .tick = tick,
    .leave = leave,
    .busy = busy,
    .free = release,
};

static struct view_form *make(struct tui *tui, const char *region, const char *identifier, bool is_new)
{
    struct view_form *self = mem_alloc(1, sizeof *self);
    char *domain = NULL, *name = NULL;

    self->view = (struct view){.type = &form_type, .tui = tui};
    self->region = mem_dup(region);
    self->identifier = mem_dup(identifier);
    self->is_new = is_new;
    if (!is_new && document_split_identifier(identifier, &domain, &name, NULL))
        self->name = mem_dup(name);
    else
        self->name = mem_dup(is_new ? "" : identifier);
    line_widget_init(&self->line);
    self->draw = (struct form_draw){.line = &self->line, .choices = &self->choices};
    lock(self);
    free(domain);
    free(name);
    return self;
}

struct view *view_form_edit(struct tui *tui, const char *region, const char *identifier)
{
    struct view_form *self = make(tui, region, identifier, false);

    backend_read(tui_backend(tui), region, identifier, true);
    changed(&self->view);
    return &self->view;
}

struct view *view_form_merge(struct tui *tui, const char *region, const char *identifier, const cJSON *theirs,
                             const cJSON *merged)
{
    struct view_form *self = make(tui, region, identifier, false);

    begin_merged(self, theirs, merged);
    return &self->view;
}

/* The one domain that a new trigger can only mean; NULL: there are several, or none is known. borrowed. */
static const char *only_domain(struct tui *tui, const char *region)
{
    const struct store_region *known = store_find_region(tui_store(tui), region);

    if (tui_domains(tui)->count == 1)
        return tui_domains(tui)->items[0];
    return known && known->domains_known && known->domain_count == 1 ? known->domains[0].name : NULL;
}

struct view *view_form_create(struct tui *tui, const char *region, const char *domain)
{
    const char *chosen = domain ? domain : only_domain(tui, region);
    char *identifier = mem_printf("%s|", chosen ? chosen : "");
    struct view_form *self = make(tui, region, identifier, true);

    begin_new(self, chosen);
    if (!chosen && self->question == ASK_NOTHING)
        self->question = ASK_DOMAIN;
    free(identifier);
    return &self->view;
}
