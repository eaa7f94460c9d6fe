/* view_form: where the form leads: the merge, Review, and what it becomes when its own way is barred. */
#include "tui/view_form_state.h"

#include <string.h>

#include "model/change.h"
#include "tui/form_instead.h"
#include "tui/tui.h"
#include "tui/view_merge.h"
#include "tui/view_review.h"

/* ---- the merge, and Review ---- */

static void merged(void *context)
{
    struct view_form *self = context;
    bool any = form_merge_finish(&self->merge, &self->session);

    view_form_attach(self);
    if (any)
        view_form_review(self);
    else
        tui_say(self->view.tui, "%s stays as it is now: there is nothing to send", self->session.name);
}

static void go_to(struct view_form *self, const char *pointer)
{
    form_focus(self->session.form, pointer);
    form_field_follow(&self->keys.field);
}

static void write_by_hand(const struct merge_part *part, void *context)
{
    go_to(context, part->pointer);
}

/* What stands at AWS is not what the form began from: that is settled before anything is sent. */
static void push_merge(struct view_form *self)
{
    struct view_merge_request request = {.name = self->session.name,
                                         .merge = &self->merge.merge,
                                         .by_hand = write_by_hand,
                                         .done = merged,
                                         .context = self};

    form_merge_begin(&self->merge, &self->session);
    self->merge.shown = true;
    tui_push(self->view.tui, view_merge_new(self->view.tui, &request));
}

static struct view *make_review(struct view_form *self)
{
    struct view_review_request request = {.account = self->session.draft.account,
                                          .region = self->session.region,
                                          .before = self->session.form->base,
                                          .after = self->session.form->document};

    return view_review_new(self->view.tui, &request);
}

static void go_to_first_problem(struct view_form *self)
{
    struct form *form = self->session.form;
    size_t count = form->problems.count;

    form_move_rows(form, (long)form->rows.count);
    form_next_problem(form);
    tui_say(self->view.tui, "%zu problem%s before this can be sent", count, count == 1 ? "" : "s");
}

/* F2: review what can be sent; the first problem if it cannot. */
void view_form_review(struct view_form *self)
{
    struct tui *tui = self->view.tui;
    struct form *form = self->session.form;

    if (form->read_only) {
        tui_say(tui, "this form is for reading only");
    } else if (form->problems.count) {
        go_to_first_problem(self);
    } else if (tui_refuses_changes(tui)) {
        return;
    } else if (self->session.live) {
        form_draft_save(&self->session.draft, form);
        push_merge(self);
    } else if (form->base && !change_differs(form->base, form->document)) {
        tui_say(tui, "nothing has changed: there is nothing to send");
    } else {
        form_draft_save(&self->session.draft, form);
        tui_push(tui, make_review(self));
    }
}

/* ---- what the form becomes when its own way is barred ---- */

static void create_anew(struct view_form *self)
{
    form_session_create_anew(&self->session);
    view_form_attach(self);
    view_form_review(self);
}

/* The draft's own place may be that of the trigger that is there again: then this form goes on with it. */
static void open_existing(struct view_form *self)
{
    struct tui *tui = self->view.tui;
    char *identifier = form_instead_identifier(&self->session);

    form_draft_save(&self->session.draft, self->session.form);
    if (strcmp(identifier, self->session.identifier) == 0) {
        form_session_edit_existing(&self->session);
        backend_read(tui_backend(tui), self->session.region, identifier, true);
        self->view.type->changed(&self->view);
    } else {
        tui_push(tui, view_form_edit(tui, self->session.region, identifier));
    }
    free(identifier);
}

void view_form_instead(struct view_form *self)
{
    enum form_instead offer = form_instead_offer(&self->session);

    if (offer == FORM_INSTEAD_NOTHING)
        tui_say(
            self->view.tui,
            "this is for a trigger that was deleted elsewhere, and for a new one whose name exists already");
    else if (tui_refuses_changes(self->view.tui))
        return;
    else if (offer == FORM_INSTEAD_ANEW)
        create_anew(self);
    else
        open_existing(self);
}

/* The merge stands above; what it is made of may have moved. */
void view_form_follow(struct view_form *self, enum form_session_news news)
{
    if (!self->merge.shown)
        return;
    if (!self->session.live)
        tui_pop_to(self->view.tui, &self->view);
    else if (news == FORM_SESSION_MOVED)
        form_merge_begin(&self->merge, &self->session);
}

/* Opens the form on what the change was made from, and what was asked for. false: it can only be read (another etrig edits
 * it); then it stands there for that. */
static bool resume(struct view_form *self, const char *before, const char *after, const char *live)
{
    form_session_resume(&self->session, before, after, live);
    if (self->session.form)
        view_form_attach(self);
    tui_push(self->view.tui, &self->view);
    return self->session.form && !self->session.form->read_only;
}

bool view_form_settle(struct tui *tui, const struct operation *operation)
{
    struct view_form *self;

    if (operation->question != OPERATION_ASK_CONFLICT || operation->kind != OPERATION_UPDATE ||
        !operation->before || !operation->after || !operation->live)
        return false;
    self = view_form_make(tui, operation->region, operation->identifier, false, false);
    self->merge.number = operation->number;
    if (!resume(self, operation->before, operation->after, operation->live))
        return true;
    if (self->session.live) {
        push_merge(self);
    } else {
        form_merge_leave_operation(&self->merge, tui);
        view_form_review(self);
    }
    return true;
}

void view_form_anew(struct tui *tui, const struct operation *operation)
{
    struct view_form *self = view_form_make(tui, operation->region, operation->identifier, false, false);

    if (resume(self, operation->before, operation->after, operation->before))
        create_anew(self);
}

void view_form_by_hand(struct tui *tui, const struct view_form_by_hand *what)
{
    struct view_form *self = view_form_make(tui, what->region, what->identifier, false, false);
    bool waits = store_find_draft(tui_store(tui), what->region, what->identifier) != NULL;
    char *live = json_print(what->live), *wanted = json_print(what->wanted);

    if (resume(self, live, wanted, live)) {
        go_to(self, what->pointer);
        if (waits)
            tui_say(tui, "this is the draft of %s that waits; undo when that is sent or discarded",
                    self->session.name);
        else
            tui_say(tui, "this is the undo to be; what is not answered stands as it was before");
    }
    free(live);
    free(wanted);
}
