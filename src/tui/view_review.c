#include "tui/view_review.h"

#include "base/mem.h"
#include "base/text.h"
#include "model/change.h"
#include "model/document.h"
#include "tui/aws_command.h"
#include "tui/columns_widget.h"
#include "tui/dialog.h"
#include "tui/form_draw.h"
#include "tui/line_widget.h"
#include "tui/review_page.h"
#include "tui/tui.h"

/* Where the keys go; the field is there on a protected connection only. */
enum focus { FOCUS_BACK, FOCUS_FIELD, FOCUS_SUBMIT, FOCUS_COUNT };

struct view_review {
    struct view view;
    char *account, *region, *identifier, *name; /* owned */
    char *undo;                                 /* owned; NULL: it takes nothing back */
    cJSON *before, *after;                      /* owned; before NULL for a new trigger */
    struct change change;
    cJSON *payload;             /* owned: the patch, or the document of a new trigger */
    char *command;              /* owned: the equal aws command */
    enum review_page_part part; /* what the page shows */
    struct columns_widget page;
    struct line_widget field; /* the trigger's name, typed on a protected connection */
    enum focus focus;
};

static const struct store_connection *connection_of(const struct view_review *self)
{
    return &tui_store(self->view.tui)->connection;
}

static bool wants_name(const struct view_review *self)
{
    return connection_of(self)->protected_;
}

/* ---- content ---- */

static void fill(struct view_review *self)
{
    struct strbuf payload_key = STRBUF_INIT, command_key = STRBUF_INIT;

    keymap_hint(tui_keymap(self->view.tui), ACTION_PATCH, true, &payload_key);
    keymap_hint(tui_keymap(self->view.tui), ACTION_AWS_COMMAND, true, &command_key);
    review_page_fill(&(struct review_page){.store = tui_store(self->view.tui),
                                           .region = self->region,
                                           .identifier = self->identifier,
                                           .before = self->before,
                                           .change = &self->change,
                                           .payload = self->payload,
                                           .command = self->command,
                                           .part = self->part,
                                           .payload_key = payload_key.text,
                                           .command_key = command_key.text},
                     &self->page);
    strbuf_release(&payload_key);
    strbuf_release(&command_key);
}

static void changed(struct view *view)
{
    fill((struct view_review *)view);
}

static void title(struct view *view, struct strbuf *left, struct strbuf *right)
{
    const struct view_review *self = (const struct view_review *)view;

    if (self->undo)
        strbuf_adds(left, self->undo);
    else
        strbuf_addf(left, "Review: %s %s", self->before ? "update" : "create", self->name);
    if (self->before)
        strbuf_addf(right, "%zu change%s", self->change.count, self->change.count == 1 ? "" : "s");
}

static int draw_button(struct canvas *canvas, int row, int end, const char *label, bool focused, bool works)
{
    int width = (int)text_width(label) + 4;
    unsigned style = !works ? THEME_DIM : focused ? THEME_FOCUS : THEME_PLAIN;

    canvas_putf(canvas, row, end - width, width, style, focused ? "[ %s ]" : "  %s  ", label);
    return end - width - 1;
}

static bool name_fits(const struct view_review *self)
{
    return !wants_name(self) || strcmp(self->field.text.text, self->name) == 0;
}

static void draw_field(struct view_review *self, struct canvas *canvas, struct canvas_area area)
{
    int used = canvas_put(canvas, area.row, area.col, area.cols / 2, THEME_PLAIN,
                          "Protected: type the trigger's name") +
               1;

    line_widget_draw(&self->field, canvas, area.row, area.col + used, area.cols - used,
                     self->focus == FOCUS_FIELD, NULL);
}

/* The last lines: where the change goes, whole; what must be typed; the buttons. Returns how many there are. */
static int draw_answer(struct view_review *self, struct canvas *canvas, struct canvas_area area)
{
    struct strbuf where = STRBUF_INIT;
    int end = area.col + area.cols, last = area.row + area.rows - 1, rows, height;

    tui_where(self->view.tui, self->region, &where);
    height = (int)(text_width(where.text) / (size_t)area.cols) + 1;
    rows = height + wants_name(self) + 1;
    area.row = last - rows + 1;
    area.rows = height;
    form_draw_wrapped(canvas, area, wants_name(self) ? THEME_WARN : THEME_TITLE, where.text);
    if (wants_name(self))
        draw_field(self, canvas, (struct canvas_area){last - 1, area.col, 1, area.cols});
    end = draw_button(canvas, last, end, "Submit", self->focus == FOCUS_SUBMIT,
                      self->change.count && name_fits(self));
    draw_button(canvas, last, end, "Back", self->focus == FOCUS_BACK, true);
    strbuf_release(&where);
    return rows;
}

static void draw(struct view *view, struct canvas *canvas, struct canvas_area area)
{
    struct view_review *self = (struct view_review *)view;
    int rows = area.rows - draw_answer(self, canvas, area) - 1;

    if (rows > 0) {
        columns_widget_draw(&self->page, canvas, (struct canvas_area){area.row, area.col, rows, area.cols});
        canvas_line(canvas, area.row + rows, area.col, area.cols, THEME_BORDER);
    }
}

static const enum action_id *footer(struct view *view)
{
    static const enum action_id actions[] = {ACTION_NEXT_BUTTON, ACTION_PRESS, ACTION_SUBMIT, ACTION_PATCH,
                                             ACTION_AWS_COMMAND, ACTION_BACK,  ACTION_HELP,   ACTION_NONE};

    (void)view;
    return actions;
}

/* The form that it comes from; NULL: it comes from somewhere else. */
static struct view *form_below(struct view *view)
{
    struct view *below = tui_below(view->tui, view);

    return below && below->type->contexts & ACTION_IN_FORM ? below : NULL;
}

/* The trigger has gone meanwhile, or the name of the new one is there: the form below can do something about it. */
static void remark(struct view *view, struct strbuf *out)
{
    struct view *form = form_below(view);

    if (form && form->type->remark)
        form->type->remark(form, out);
}

/* ---- sending ---- */

/* The change is the backend's now: this screen and its form go. An undo has no form. */
static void send(struct view_review *self, bool account_unknown_ok)
{
    struct tui *tui = self->view.tui;
    struct view *below = tui_below(tui, &self->view), *list = self->undo ? below : tui_below(tui, below);
    char *before = self->before ? json_print(self->before) : NULL, *after = json_print(self->after);
    struct strbuf key = STRBUF_INIT;
    struct backend_change change = {
        .region = self->region,
        .account = self->account,
        .identifier = self->before ? self->identifier : NULL,
        .before = before,
        .after = after,
        .account_unknown_ok = account_unknown_ok,
    };

    if (self->before)
        backend_update(tui_backend(tui), &change);
    else
        backend_create(tui_backend(tui), &change);
    tui_key(tui, ACTION_OPERATIONS, &key);
    tui_say(tui, "%s %s %s %s shows it", self->before ? "updating" : "creating", self->name,
            canvas_sign(CANVAS_SIGN_DOT), *key.text ? key.text : "o");
    tui_pop_to(tui, list);
    strbuf_release(&key);
    free(before);
    free(after);
}

static void unknown_answered(struct tui *tui, bool accepted, void *context)
{
    if (!accepted)
        return;
    tui_agree_to_unknown(tui);
    send(context, true);
}

static void ask_about_account(struct view_review *self)
{
    struct view *view = dialog_new(self->view.tui, &(struct dialog_options){.title = "The account is unknown",
                                                                            .cancel = "Do not send",
                                                                            .accept = "Send",
                                                                            .done = unknown_answered,
                                                                            .context = self});

    dialog_add((struct dialog *)view, THEME_PLAIN,
               "AWS did not say whose account these keys belong to, so nobody can check that this is the one "
               "you mean.");
    tui_push(self->view.tui, view);
}

static void submit(struct view_review *self)
{
    struct tui *tui = self->view.tui;
    bool unknown = !*connection_of(self)->account;

    if (tui_refuses_changes(tui))
        return;
    if (self->change.count == 0) {
        tui_say(tui, "nothing has changed: there is nothing to send");
    } else if (unknown && connection_of(self)->protected_) {
        tui_failf(tui, "nothing can be sent: the connection is protected and its account is unknown");
    } else if (!name_fits(self)) {
        self->focus = FOCUS_FIELD;
        tui_say(tui, "type %s to submit; Esc goes back", self->name);
    } else if (unknown && !tui_agreed_to_unknown(tui)) {
        ask_about_account(self);
    } else {
        send(self, unknown);
    }
}

/* ---- keys ---- */

static void move_focus(struct view_review *self, int by)
{
    do
        self->focus = (enum focus)(((int)self->focus + by + FOCUS_COUNT) % FOCUS_COUNT);
    while (self->focus == FOCUS_FIELD && !wants_name(self));
}

static void press(struct view_review *self)
{
    if (self->focus == FOCUS_BACK)
        tui_pop(self->view.tui);
    else
        submit(self);
}

static void show_part(struct view_review *self, enum review_page_part part)
{
    self->part = self->part == part ? REVIEW_PAGE_CHANGE : part;
    self->page.top = 0;
    if (self->part == REVIEW_PAGE_COMMAND)
        tui_copy(self->view.tui, self->command, "the aws command is copied");
}

static bool act(struct view *view, enum action_id action, const char *argument)
{
    struct view_review *self = (struct view_review *)view;

    (void)argument;
    if (self->focus == FOCUS_FIELD && line_widget_act(&self->field, action, NULL))
        return true;
    if (action == ACTION_PRESS)
        press(self);
    else if (action == ACTION_SUBMIT)
        submit(self);
    else if (action == ACTION_NEXT_BUTTON || action == ACTION_PREVIOUS_BUTTON)
        move_focus(self, action == ACTION_NEXT_BUTTON ? 1 : -1);
    else if (action == ACTION_INSTEAD && form_below(view))
        tui_act_below(self->view.tui, action, NULL);
    else if (action == ACTION_PATCH)
        show_part(self, REVIEW_PAGE_PAYLOAD);
    else if (action == ACTION_AWS_COMMAND)
        show_part(self, REVIEW_PAGE_COMMAND);
    else
        return columns_widget_act(&self->page, action);
    fill(self);
    return true;
}

static bool in_text(const struct view *view)
{
    return ((const struct view_review *)view)->focus == FOCUS_FIELD;
}

static void take_text(struct view *view, const char *text, bool pasted)
{
    (void)pasted;
    line_widget_insert(&((struct view_review *)view)->field, text);
}

/* ---- life ---- */

static void release(struct view *view)
{
    struct view_review *self = (struct view_review *)view;

    change_release(&self->change);
    columns_widget_release(&self->page);
    line_widget_release(&self->field);
    cJSON_Delete(self->before);
    cJSON_Delete(self->after);
    cJSON_Delete(self->payload);
    free(self->command);
    free(self->account);
    free(self->region);
    free(self->identifier);
    free(self->name);
    free(self->undo);
    free(self);
}

static const struct view_type review_type = {
    .name = "review",
    .contexts = ACTION_IN_REVIEW | ACTION_IN_SCROLL | ACTION_IN_EVERYWHERE,
    .drops_typed = true,
    .title = title,
    .draw = draw,
    .footer = footer,
    .act = act,
    .in_text = in_text,
    .text = take_text,
    .remark = remark,
    .changed = changed,
    .free = release,
};

/* The patch as the backend makes it, or the document as it is sent. */
static void make_payload(struct view_review *self)
{
    struct change_guards guards = {.test_absent_by_time = !connection_of(self)->absence_unguarded};
    struct aws_command command = {self->before ? "update-resource" : "create-resource", self->region,
                                  self->before ? self->identifier : NULL, NULL};
    char *text;

    self->payload =
        self->before ? change_patch(self->before, self->after, &guards) : document_sendable(self->after);
    text = json_print(self->payload);
    command.payload = text;
    self->command = aws_command_text(&command, connection_of(self));
    free(text);
}

struct view *view_review_new(struct tui *tui, const struct view_review_request *request)
{
    struct view_review *self = mem_alloc(1, sizeof *self);
    const char *name = json_text(request->after, "EventTriggerName");
    char *domain;

    self->view = (struct view){.type = &review_type, .tui = tui};
    self->account = mem_dup(request->account);
    self->region = mem_dup(request->region);
    self->undo = mem_dup(request->undo);
    self->before = request->before ? cJSON_Duplicate(request->before, true) : NULL;
    self->after = cJSON_Duplicate(request->after, true);
    self->name = mem_dup(name ? name : "");
    self->identifier = document_identifier(request->after);
    change_between(self->before, self->after, &self->change);
    columns_widget_init(&self->page);
    line_widget_init(&self->field);
    make_payload(self);
    domain = mem_dup(json_text(request->after, "DomainName"));
    if (domain)
        backend_catalog(tui_backend(tui), STORE_INTEGRATIONS, self->region, domain, NULL, false);
    free(domain);
    fill(self);
    return &self->view;
}
