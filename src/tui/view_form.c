/* view_form: the screen around a form. What keys do to it is form_keys', how it looks form_draw's, where it comes
 * from form_session's. */
#include "tui/view_form_state.h"

#include "base/clock.h"
#include "base/mem.h"
#include "model/store_look.h"
#include "tui/dialog.h"
#include "tui/form_instead.h"
#include "tui/form_picker.h"
#include "tui/trigger_words.h"
#include "tui/tui.h"
#include "tui/view_try.h"

static struct form *form_of(const struct view_form *self)
{
    return self->session.form;
}

void view_form_attach(struct view_form *self)
{
    form_keys_attach(&self->keys, form_of(self), self->session.region);
    if (self->session.refusal.code != ERR_NONE)
        tui_say(self->view.tui, "for reading only: %s", self->session.refusal.text);
}

/* The form got another document from the editor. */
static void taken(void *context)
{
    struct view_form *self = context;

    form_picker_prepare(self->view.tui, form_of(self), self->session.region);
    form_field_follow(&self->keys.field);
}

/* ---- typing ---- */

static void take_text(struct view *view, const char *text, bool pasted)
{
    form_keys_text(&((struct view_form *)view)->keys, text, pasted);
}

static bool in_text(const struct view *view)
{
    const struct view_form *self = (const struct view_form *)view;

    return form_of(self) && form_keys_in_text(&self->keys);
}

/* ---- discarding ---- */

static void discarded(struct tui *tui, bool accepted, void *context)
{
    struct view_form *self = context;

    if (!accepted)
        return;
    form_session_start_over(&self->session);
    view_form_attach(self);
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

static void open_text(struct view_form *self, const char *argument)
{
    self->text_at_once = false;
    form_editor_open(&self->editor, argument);
}

static bool act(struct view *view, enum action_id action, const char *argument)
{
    struct view_form *self = (struct view_form *)view;

    if (!form_of(self))
        return false;
    if (action == ACTION_REVIEW)
        view_form_review(self);
    else if (action == ACTION_TRY)
        tui_push(view->tui, view_try_draft(view->tui, self->session.region, form_of(self)->document));
    else if (action == ACTION_DISCARD)
        ask_to_discard(self);
    else if (action == ACTION_INSTEAD)
        view_form_instead(self);
    else if (action == ACTION_TEXT)
        open_text(self, argument);
    else
        return form_keys_act(&self->keys, action);
    if (form_of(self))
        form_field_follow(&self->keys.field);
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
    if (self->session.gone)
        strbuf_addf(out, " %s deleted elsewhere", dot);
    form_lint_follow(&self->keys.draw.lint, self->view.tui, form_of(self), self->session.region);
    if (!form_of(self)->problems.count) /* first things first, and the line is short */
        add_count(out, lint_count(&self->keys.draw.lint.findings), "warning");
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

static bool has_failed(const struct store_row *row)
{
    return row && row->state == STORE_ROW_FAILED && row->failure;
}

/* Until the trigger has been read, and until it is known what becomes of its draft. */
static bool waits(const struct view *view)
{
    const struct view_form *self = (const struct view_form *)view;

    return form_of(self) ? self->ask_about_draft : !has_failed(form_session_row(&self->session));
}

static void draw_waiting(struct view_form *self, struct canvas *canvas, struct canvas_area area)
{
    const struct store_row *row = form_session_row(&self->session);
    bool failed = has_failed(row);
    bool nameless = form_session_waits_for_account(&self->session);
    char *words =
        failed ? mem_printf("%s %s", canvas_sign(CANVAS_SIGN_FAILED), row->failure->text)
               : mem_printf("%s %s; what you type is kept for it", canvas_sign(CANVAS_SIGN_BUSY),
                            nameless ? "finding out whose account this is" : "reading the whole trigger");
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
    form_keys_draw(&self->keys, canvas, area);
}

static const enum action_id *footer(struct view *view)
{
    static const enum action_id waiting[] = {ACTION_BACK, ACTION_NONE};
    const struct view_form *self = (const struct view_form *)view;

    return form_of(self) ? form_keys_footer(&self->keys) : waiting;
}

static void remark(struct view *view, struct strbuf *out)
{
    const struct form_session *session = &((struct view_form *)view)->session;

    if (!session->form)
        return;
    form_instead_words(session, out);
    if (session->live && !out->length)
        form_merge_theirs(session, out);
    if (!out->length)
        trigger_words_manager(form_session_row(session), out);
}

/* ---- what happens meanwhile ---- */

static void shown(struct view *view)
{
    ((struct view_form *)view)->merge.shown = false;
}

static void begun(struct view_form *self)
{
    const struct form_session *session = &self->session;

    if (session->is_new)
        form_next_problem(form_of(self));
    view_form_attach(self);
    self->ask_about_draft = session->resumed && !session->from_draft;
}

static void changed(struct view *view)
{
    struct view_form *self = (struct view_form *)view;
    size_t begun_before = self->session.begun;
    enum form_session_news news = form_session_update(&self->session);

    if (news == FORM_SESSION_BEGUN)
        begun(self);
    else if (self->session.begun != begun_before || (news == FORM_SESSION_GONE && form_of(self)))
        view_form_attach(self);
    if (news == FORM_SESSION_OURS)
        tui_say(view->tui, "your change of %s has succeeded; this goes on from there", self->session.name);
    if (news == FORM_SESSION_MOVED)
        tui_say(view->tui,
                self->merge.shown
                    ? "%s was changed elsewhere once more; what that changed is to answer again"
                    : "%s was changed elsewhere since this form began; review shows what differs",
                self->session.name);
    view_form_follow(self, news);
}

static void draft_answered(struct tui *tui, bool accepted, void *context)
{
    struct view_form *self = context;

    (void)tui;
    if (!accepted)
        return;
    form_session_start_over(&self->session);
    view_form_attach(self);
}

/* "high-value-order: 3 changes, typed 5m ago." */
static char *describe_draft(struct view_form *self, const struct store_draft *draft)
{
    size_t changes = form_change_count(form_of(self));
    char age[8];
    bool now;

    clock_format_age(clock_wall_ms() - draft->saved_ms, age);
    now = strcmp(age, "now") == 0;
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
        return 0; /* to be seen now */
    }
    if (self->text_at_once && tui_top(view->tui) == view) {
        open_text(self, self->text_format);
        return 0;
    }
    return form_draft_tick(&self->session.draft, form_of(self), now_ms);
}

/* ---- life ---- */

static bool leave(struct view *view)
{
    struct view_form *self = (struct view_form *)view;

    if (!form_keys_leave(&self->keys))
        return false;
    if (!form_of(self))
        return true;
    form_draft_save(&self->session.draft, form_of(self));
    if (self->session.draft.kept)
        tui_say(view->tui, "the draft is kept: %s goes on with it", self->session.is_new ? "new" : "edit");
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

    form_editor_release(&self->editor);
    form_session_close(&self->session);
    form_merge_release(&self->merge);
    form_keys_release(&self->keys);
    free(self->text_format);
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
    .waits = waits,
    .text = take_text,
    .remark = remark,
    .changed = changed,
    .shown = shown,
    .tick = tick,
    .leave = leave,
    .busy = busy,
    .free = release,
};

struct view_form *view_form_make(struct tui *tui, const char *region, const char *identifier, bool is_new,
                                 bool from_draft)
{
    struct view_form *self = mem_alloc(1, sizeof *self);

    self->view = (struct view){.type = &form_type, .tui = tui};
    form_keys_init(&self->keys, tui);
    self->editor = (struct form_editor){.session = &self->session, .taken = taken, .context = self};
    form_session_open(&self->session, tui, region, identifier, is_new, from_draft);
    return self;
}

static struct view *open_form(struct tui *tui, const char *region, const char *identifier, bool is_new,
                              bool from_draft)
{
    struct view_form *self = view_form_make(tui, region, identifier, is_new, from_draft);

    if (from_draft && !is_new) /* it may be in no list */
        store_look_begin(tui_store(tui), region, identifier);
    if (!is_new)
        backend_read(tui_backend(tui), region, identifier, true);
    changed(&self->view);
    return &self->view;
}

struct view *view_form_edit(struct tui *tui, const char *region, const char *identifier)
{
    return open_form(tui, region, identifier, false, false);
}

struct view *view_form_edit_text(struct tui *tui, const char *region, const char *identifier,
                                 const char *format)
{
    struct view *view = view_form_edit(tui, region, identifier);
    struct view_form *self = (struct view_form *)view;

    self->text_at_once = true;
    self->text_format = mem_dup(format);
    return view;
}

struct view *view_form_create(struct tui *tui, const char *region, const char *domain)
{
    char *identifier = form_draft_new_identifier(domain);
    struct view *view = open_form(tui, region, identifier, true, false);

    free(identifier);
    return view;
}

struct view *view_form_resume(struct tui *tui, const struct store_draft *draft)
{
    return open_form(tui, draft->region, draft->identifier, draft->is_new, true);
}

const struct form_session *view_form_session(const struct view *view)
{
    return view->type == &form_type ? &((const struct view_form *)view)->session : NULL;
}
