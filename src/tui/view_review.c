#include "tui/view_review.h"

#include "base/mem.h"
#include "base/text.h"
#include "tui/review_answer.h"
#include "tui/review_change.h"
#include "tui/tui.h"

struct view_review {
    struct view view;
    char *account; /* owned */
    char *undo;    /* owned; NULL: it takes nothing back */
    struct review_change change;
    struct review_answer answer;
    struct change_options options; /* owned */
    void (*sent)(struct tui *tui, uint64_t number, void *context);
    void *context; /* borrowed */
};

static void changed(struct view *view)
{
    review_change_fill(&((struct view_review *)view)->change);
}

static void title(struct view *view, struct strbuf *left, struct strbuf *right)
{
    const struct view_review *self = (const struct view_review *)view;
    struct strbuf own = STRBUF_INIT;

    review_change_title(&self->change, &own, right);
    if (self->undo)
        strbuf_adds(left, self->undo);
    else
        strbuf_addf(left, "Review: %s", own.text);
    strbuf_release(&own);
}

/* A name for which the title line has no room stands with the place. */
static void set_answer(struct view_review *self, int cols)
{
    struct strbuf left = STRBUF_INIT, right = STRBUF_INIT;
    char *where;

    title(&self->view, &left, &right);
    where = (int)(text_width(left.text) + 2 + text_width(right.text)) <= cols
                ? mem_dup(self->change.region)
                : mem_printf("%s in %s", self->change.name, self->change.region);
    review_answer_set(&self->answer, where, "type the trigger's name", self->change.name);
    free(where);
    strbuf_release(&left);
    strbuf_release(&right);
}

static void draw(struct view *view, struct canvas *canvas, struct canvas_area area)
{
    struct view_review *self = (struct view_review *)view;

    set_answer(self, area.cols);
    area.rows = review_answer_draw(&self->answer, canvas, area, self->change.change.count > 0);
    if (area.rows > 0)
        columns_widget_draw(&self->change.page, canvas, area);
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

/* The change is the backend's now: this screen and its form go. */
static void send(bool account_unknown_ok, void *context)
{
    struct view_review *self = context;
    const struct review_change *asked = &self->change;
    struct tui *tui = self->view.tui;
    struct view *form = form_below(&self->view);
    char *before = asked->before ? json_print(asked->before) : NULL, *after = json_print(asked->after);
    struct strbuf key = STRBUF_INIT;
    struct backend_change change = {
        .region = asked->region,
        .account = self->account,
        .identifier = asked->before ? asked->identifier : NULL,
        .before = before,
        .after = after,
        .client_token = self->options.client_token,
        .role_arn = self->options.role_arn,
        .type_version_id = self->options.type_version_id,
        .account_unknown_ok = account_unknown_ok,
    };

    uint64_t number =
        asked->before ? backend_update(tui_backend(tui), &change) : backend_create(tui_backend(tui), &change);

    if (self->sent)
        self->sent(tui, number, self->context);
    tui_key(tui, ACTION_OPERATIONS, &key);
    tui_say(tui, "%s %s %s %s shows it", asked->before ? "updating" : "creating", asked->name,
            canvas_sign(CANVAS_SIGN_DOT), *key.text ? key.text : "o");
    tui_pop_to(tui, tui_below(tui, form ? form : &self->view));
    strbuf_release(&key);
    free(before);
    free(after);
}

static void submit(struct view_review *self)
{
    if (!tui_refuses_changes(self->view.tui) && self->change.change.count == 0)
        tui_say(self->view.tui, "nothing has changed: there is nothing to send");
    else
        review_answer_submit(&self->answer, send, self);
}

/* ---- keys ---- */

static bool act(struct view *view, enum action_id action, const char *argument)
{
    struct view_review *self = (struct view_review *)view;

    (void)argument;
    if (review_answer_act(&self->answer, action))
        return true;
    if (action == ACTION_SUBMIT || (action == ACTION_PRESS && self->answer.focus != REVIEW_ANSWER_BACK))
        submit(self);
    else if (action == ACTION_PRESS)
        tui_pop(view->tui);
    else if (action == ACTION_INSTEAD && form_below(view))
        tui_act_below(view->tui, action, NULL);
    else
        return review_change_act(&self->change, action);
    return true;
}

static bool in_text(const struct view *view)
{
    return review_answer_in_text(&((const struct view_review *)view)->answer);
}

static void take_text(struct view *view, const char *text, bool pasted)
{
    (void)pasted;
    review_answer_text(&((struct view_review *)view)->answer, text);
}

/* ---- life ---- */

static void release(struct view *view)
{
    struct view_review *self = (struct view_review *)view;

    review_change_release(&self->change);
    review_answer_release(&self->answer);
    free(self->account);
    free(self->undo);
    change_options_release(&self->options);
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

struct view *view_review_new(struct tui *tui, const struct view_review_request *request)
{
    struct view_review *self = mem_alloc(1, sizeof *self);

    self->view = (struct view){.type = &review_type, .tui = tui};
    self->account = mem_dup(request->account);
    self->undo = mem_dup(request->undo);
    change_options_copy(&self->options, &request->options);
    self->sent = request->sent;
    self->context = request->context;
    review_change_init(&self->change, tui, request->region, request->before, request->after,
                       &request->options);
    review_answer_init(&self->answer, tui, false);
    return &self->view;
}
