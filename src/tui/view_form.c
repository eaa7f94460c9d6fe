/* view_form: the screen around a form. What keys do to the document is form_edit's, how it looks form_draw's,
 * where it comes from form_session's. */
#include "tui/view_form.h"

#include "base/clock.h"
#include "base/mem.h"
#include "model/change.h"
#include "tui/dialog.h"
#include "tui/form_draw.h"
#include "tui/form_edit.h"
#include "tui/form_field.h"
#include "tui/form_picker.h"
#include "tui/form_session.h"
#include "tui/tui.h"
#include "tui/view_conflict.h"
#include "tui/view_field.h"
#include "tui/view_review.h"
#include "tui/view_try.h"

struct view_form {
    struct view view;
    struct form_session session;
    struct form_field field;
    struct form_draw draw;
    bool ask_about_draft; /* as soon as the screen stands on top */
};

static struct form *form_of(const struct view_form *self)
{
    return self->session.form;
}

/* The session has begun its form, perhaps anew. */
static void attach(struct view_form *self)
{
    self->draw.form = form_of(self);
    self->draw.top = 0;
    form_field_attach(&self->field, form_of(self));
    form_picker_prepare(self->view.tui, form_of(self), self->session.region);
}

static void say(struct view_form *self, bool done, const struct err *err)
{
    if (!done)
        tui_say(self->view.tui, "%s", err->text);
}

/* ---- typing ---- */

static const char *content_type(struct view_form *self)
{
    return form_picker_content_type(self->view.tui, form_of(self), self->session.region);
}

static void take_text(struct view *view, const char *text, bool pasted)
{
    struct view_form *self = (struct view_form *)view;
    struct err err = {0};

    say(self, form_field_text(&self->field, text, pasted, content_type(self), &err), &err);
    form_field_follow(&self->field);
}

/* Every cell takes the printable keys, so that none of them does something unforeseen; heads leave them to
 * commands. */
static bool in_text(const struct view *view)
{
    const struct view_form *self = (const struct view_form *)view;
    const struct form *form = form_of(self);

    return form && !form->read_only && (self->field.choices.open || form_focused_cell(form));
}

/* ---- keys ---- */

static void picked(const struct field *member, const char *text, void *context)
{
    struct view_form *self = context;
    struct err err = {0};

    say(self, form_edit_pick(form_of(self), member, text, &err), &err);
    form_picker_prepare(self->view.tui, form_of(self), self->session.region);
    form_field_follow(&self->field);
}

static void push_picker(struct view_form *self)
{
    form_picker_push(self->view.tui, form_of(self), self->session.region, picked, self);
}

/* Enter: a fold, the values, a choice, a picker; in a plain field the next one. */
static void open_focused(struct view_form *self)
{
    struct form *form = form_of(self);
    const struct form_cell *cell = form_focused_cell(form);
    struct err err = {0};

    if (self->field.choices.open)
        say(self, form_field_choose(&self->field, &err), &err);
    else if (form_toggle(form))
        return;
    else if (!cell || cell->locked)
        form_move_cells(form, true);
    else if (cell->kind == FORM_CHOICE)
        form_field_open(&self->field, content_type(self));
    else if (cell->kind == FORM_BOOLEAN)
        say(self, form_edit_flip(form, &err), &err);
    else if (cell->kind == FORM_PICKER)
        push_picker(self);
    else
        form_move_cells(form, true);
}

static bool move(struct view_form *self, enum action_id action)
{
    long page = self->draw.page > 2 ? self->draw.page - 1 : 1, rows = 0;

    if (action == ACTION_NEXT_FIELD || action == ACTION_PREVIOUS_FIELD) {
        form_move_cells(form_of(self), action == ACTION_NEXT_FIELD);
        return true;
    }
    if (action == ACTION_NEXT_ROW || action == ACTION_PREVIOUS_ROW)
        rows = action == ACTION_NEXT_ROW ? 1 : -1;
    else if (action == ACTION_PAGE_DOWN || action == ACTION_PAGE_UP)
        rows = action == ACTION_PAGE_DOWN ? page : -page;
    else
        return false;
    if (self->field.choices.open)
        form_choices_move(&self->field.choices, rows);
    else
        form_move_rows(form_of(self), rows);
    return true;
}

static bool edit(struct view_form *self, enum action_id action)
{
    struct form *form = form_of(self);
    struct err err = {0};
    bool done;

    if (action == ACTION_ADD)
        done = form_edit_add(form, &err);
    else if (action == ACTION_REMOVE)
        done = form_edit_remove(form, &err);
    else if (action == ACTION_DUPLICATE)
        done = form_edit_duplicate(form, &err);
    else if (action == ACTION_MOVE_UP || action == ACTION_MOVE_DOWN)
        done = form_edit_shift(form, action == ACTION_MOVE_DOWN, &err);
    else if (!form_field_act(&self->field, action, &done, &err))
        return false;
    say(self, done, &err);
    return true;
}

static bool step(struct view_form *self, enum action_id action)
{
    if (action == ACTION_UNDO_EDIT && !form_edit_undo(form_of(self)))
        tui_say(self->view.tui, "there is nothing to undo");
    else if (action == ACTION_REDO_EDIT && !form_edit_redo(form_of(self)))
        tui_say(self->view.tui, "there is nothing to do again");
    return action == ACTION_UNDO_EDIT || action == ACTION_REDO_EDIT;
}

/* ---- review ---- */

static void merged_on(struct tui *tui, const cJSON *theirs, const cJSON *merged, void *context)
{
    struct view_form *self = context;

    (void)tui;
    form_session_merge(&self->session, theirs, merged);
    attach(self);
}

/* What stands at AWS is not what the form began from: that is settled before anything is sent. */
static struct view *make_conflict(struct view_form *self)
{
    cJSON *live = json_parse_text(self->session.live, NULL);
    struct view *view = view_conflict_new(self->view.tui, &(struct view_conflict_request){
                                                              .region = self->session.region,
                                                              .name = self->session.name,
                                                              .seen = form_of(self)->base,
                                                              .theirs = live,
                                                              .yours = form_of(self)->document,
                                                              .go_on = merged_on,
                                                              .context = self,
                                                          });

    cJSON_Delete(live);
    return view;
}

static struct view *make_review(struct view_form *self)
{
    struct view_review_request request = {self->session.draft.account, self->session.region,
                                          form_of(self)->base, form_of(self)->document};

    return view_review_new(self->view.tui, &request);
}

static void go_to_first_problem(struct view_form *self)
{
    struct form *form = form_of(self);
    size_t count = form->problems.count;

    form_move_rows(form, (long)form->rows.count);
    form_next_problem(form);
    tui_say(self->view.tui, "%zu problem%s before this can be sent", count, count == 1 ? "" : "s");
}

/* F2: review what can be sent; the first problem if it cannot. */
static void review(struct view_form *self)
{
    struct tui *tui = self->view.tui;
    struct form *form = form_of(self);

    if (form->read_only) {
        tui_say(tui, "this form is for reading only");
    } else if (form->problems.count) {
        go_to_first_problem(self);
    } else if (tui_refuses_changes(tui)) {
        return;
    } else if (form->base && !change_differs(form->base, form->document)) {
        tui_say(tui, "nothing has changed: there is nothing to send");
    } else {
        form_draft_save(&self->session.draft, form);
        tui_push(tui, self->session.live ? make_conflict(self) : make_review(self));
    }
}

/* ---- discarding ---- */

static void discarded(struct tui *tui, bool accepted, void *context)
{
    struct view_form *self = context;

    if (!accepted)
        return;
    form_session_start_over(&self->session);
    attach(self);
    tui_pop(tui);
    tui_say(tui, "what was typed is discarded");
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

static void go_to_problem(struct view_form *self)
{
    if (!form_next_problem(form_of(self)))
        tui_say(self->view.tui, "there is no problem");
}

static bool act(struct view *view, enum action_id action, const char *argument)
{
    struct view_form *self = (struct view_form *)view;

    (void)argument;
    if (!form_of(self))
        return false;
    if (action == ACTION_OPEN)
        open_focused(self);
    else if (action == ACTION_NEXT_PROBLEM)
        go_to_problem(self);
    else if (action == ACTION_FIELD_HELP)
        tui_push(view->tui, view_field_new(view->tui, form_of(self)));
    else if (action == ACTION_TRY)
        tui_push(view->tui, view_try_draft(view->tui, self->session.region, form_of(self)->document));
    else if (action == ACTION_REVIEW)
        review(self);
    else if (action == ACTION_DISCARD)
        ask_to_discard(self);
    else if (!move(self, action) && !edit(self, action) && !step(self, action))
        return false;
    form_field_follow(&self->field);
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
    const struct form_draft *draft = &self->session.draft;
    const char *dot = canvas_sign(CANVAS_SIGN_DOT);

    if (form_of(self)->read_only)
        strbuf_addf(out, " %s for reading", dot);
    add_count(out, form_change_count(form_of(self)), "change");
    add_count(out, form_of(self)->problems.count, "problem");
    if (self->session.live)
        strbuf_addf(out, " %s changed elsewhere", dot);
    if (!form_draft_pending(draft, form_of(self)) && draft->kept && form_draft_waiting(draft))
        strbuf_addf(out, " %s draft saved", dot);
}

static void title(struct view *view, struct strbuf *left, struct strbuf *right)
{
    struct view_form *self = (struct view_form *)view;
    const char *domain = form_of(self) ? json_text(form_of(self)->document, "DomainName") : NULL;

    if (self->session.is_new)
        strbuf_adds(left, "New trigger");
    else
        strbuf_addf(left, "Edit %s", self->session.name);
    strbuf_adds(right, self->session.region);
    if (domain && *domain)
        strbuf_addf(right, " %s %s", canvas_sign(CANVAS_SIGN_DOT), domain);
    if (form_of(self))
        add_state(self, right);
}

static void draw_waiting(struct view_form *self, struct canvas *canvas, struct canvas_area area)
{
    const struct store_row *row = form_session_row(&self->session);
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
    struct view_form *self = (struct view_form *)view;

    if (!form_of(self)) {
        draw_waiting(self, canvas, area);
        return;
    }
    self->draw.content_type = content_type(self);
    form_draw_all(&self->draw, canvas, area);
}

static const enum action_id *footer(struct view *view)
{
    static const enum action_id waiting[] = {ACTION_BACK, ACTION_NONE};
    static const enum action_id choosing[] = {ACTION_CHOOSE, ACTION_BACK, ACTION_NONE};
    static const enum action_id wrong[] = {ACTION_REVIEW, ACTION_NEXT_PROBLEM, ACTION_ADD,
                                           ACTION_REMOVE, ACTION_DUPLICATE,    ACTION_UNDO_EDIT,
                                           ACTION_BACK,   ACTION_FIELD_HELP,   ACTION_NONE};
    static const enum action_id right[] = {
        ACTION_REVIEW,    ACTION_ADD,  ACTION_REMOVE, ACTION_DUPLICATE,  ACTION_MOVE_UP,
        ACTION_UNDO_EDIT, ACTION_BACK, ACTION_OPEN,   ACTION_FIELD_HELP, ACTION_NONE};
    const struct view_form *self = (const struct view_form *)view;

    if (!form_of(self))
        return waiting;
    if (self->field.choices.open)
        return choosing;
    return form_of(self)->problems.count ? wrong : right;
}

/* ---- what happens meanwhile ---- */

static void changed(struct view *view)
{
    struct view_form *self = (struct view_form *)view;
    enum form_session_news news = form_session_update(&self->session);

    if (news == FORM_SESSION_BEGUN) {
        attach(self);
        self->ask_about_draft = self->session.resumed;
    }
    if (news == FORM_SESSION_OURS)
        tui_say(view->tui, "your change of %s has succeeded; this goes on from there", self->session.name);
    if (news == FORM_SESSION_MOVED)
        tui_say(view->tui, "%s was changed elsewhere since this form began; review shows what differs",
                self->session.name);
}

static void draft_answered(struct tui *tui, bool accepted, void *context)
{
    struct view_form *self = context;

    (void)tui;
    if (!accepted)
        return;
    form_session_start_over(&self->session);
    attach(self);
}

/* "high-value-order: 3 changes, typed 5m ago." */
static char *describe_draft(struct view_form *self, const struct store_draft *draft)
{
    size_t changes = form_change_count(form_of(self));
    char age[8];
    bool now;

    clock_format_age(clock_wall_ms() - draft->saved_ms, age);
    now = strcmp(age, "now") == 0;
    if (self->session.is_new)
        return mem_printf("A new trigger, typed %s%s.", now ? "just now" : age, now ? "" : " ago");
    return mem_printf("%s: %zu change%s, typed %s%s.", self->session.name, changes, changes == 1 ? "" : "s",
                      now ? "just now" : age, now ? "" : " ago");
}

/* The dialog's lines; the store may move while it stands. */
static void fill_draft(struct dialog *dialog, void *context)
{
    struct view_form *self = context;
    const struct store_draft *draft = form_draft_waiting(&self->session.draft);
    const struct store_row *row = form_session_row(&self->session);
    char *text = draft ? describe_draft(self, draft)
                       : mem_dup("Its change has succeeded meanwhile: the draft is gone.");

    dialog_clear(dialog);
    dialog_add(dialog, THEME_PLAIN, text);
    if (self->session.live)
        dialog_add(dialog, THEME_WARN, "The trigger was changed elsewhere since then.");
    if (draft && row && row->change > 0)
        dialog_add(dialog, THEME_WARN,
                   "A change of it is under way: the draft goes when that has succeeded.");
    free(text);
}

static void ask_about_draft(struct view_form *self)
{
    if (form_draft_waiting(&self->session.draft))
        tui_push(self->view.tui,
                 dialog_new(self->view.tui, &(struct dialog_options){.title = "A draft waits",
                                                                     .cancel = "Go on with it",
                                                                     .accept = "Discard it",
                                                                     .fill = fill_draft,
                                                                     .done = draft_answered,
                                                                     .context = self}));
}

static int tick(struct view *view, int64_t now_ms)
{
    struct view_form *self = (struct view_form *)view;

    if (!form_of(self))
        return -1;
    if (self->ask_about_draft && tui_top(view->tui) == view) {
        self->ask_about_draft = false;
        ask_about_draft(self);
    }
    return form_draft_tick(&self->session.draft, form_of(self), now_ms);
}

/* ---- life ---- */

static bool leave(struct view *view)
{
    struct view_form *self = (struct view_form *)view;

    if (self->field.choices.open) {
        self->field.choices.open = false;
        return false;
    }
    if (!form_of(self))
        return true;
    form_draft_save(&self->session.draft, form_of(self));
    if (self->session.draft.kept)
        tui_say(view->tui, "the draft is kept: %s goes on with it",
                self->session.is_new ? "a new trigger" : "edit");
    return true;
}

static bool busy(const struct view *view)
{
    const struct view_form *self = (const struct view_form *)view;

    return form_of(self) && form_draft_pending(&self->session.draft, form_of(self));
}

static void release(struct view *view)
{
    struct view_form *self = (struct view_form *)view;

    form_session_close(&self->session);
    form_field_release(&self->field);
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

/* identifier NULL and a domain, or none yet, for a new trigger. */
static struct view_form *make(struct tui *tui, const char *region, const char *identifier, const char *domain)
{
    struct view_form *self = mem_alloc(1, sizeof *self);
    struct err err = {0};

    self->view = (struct view){.type = &form_type, .tui = tui};
    form_field_init(&self->field);
    self->draw = (struct form_draw){.line = &self->field.line, .choices = &self->field.choices};
    if (!form_session_open(&self->session, tui, region, identifier, domain, &err))
        tui_say(tui, "%s: this form is for reading only", err.text);
    return self;
}

struct view *view_form_edit(struct tui *tui, const char *region, const char *identifier)
{
    struct view_form *self = make(tui, region, identifier, NULL);

    backend_read(tui_backend(tui), region, identifier, true);
    changed(&self->view);
    return &self->view;
}

struct view *view_form_merge(struct tui *tui, const char *region, const char *identifier, const cJSON *theirs,
                             const cJSON *merged)
{
    struct view_form *self = make(tui, region, identifier, NULL);

    merged_on(tui, theirs, merged, self);
    return &self->view;
}

struct view *view_form_create(struct tui *tui, const char *region, const char *domain)
{
    struct view_form *self = make(tui, region, NULL, domain);

    form_next_problem(form_of(self));
    attach(self);
    self->ask_about_draft = self->session.resumed;
    return &self->view;
}
