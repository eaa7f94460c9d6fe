#include "tui/view_merge.h"

#include "base/mem.h"
#include "tui/merge_page.h"
#include "tui/tui.h"

struct view_merge {
    struct view view;
    struct view_merge_request request; /* its texts are owned */
    struct columns_widget page;
    size_t cursor; /* a line, counted over all parts */
};

static struct merge *merge_of(const struct view_merge *self)
{
    return self->request.merge;
}

/* ---- the frame ---- */

static void title(struct view *view, struct strbuf *left, struct strbuf *right)
{
    const struct view_merge *self = (const struct view_merge *)view;
    struct merge_count count = merge_count(merge_of(self));
    const char *dot = canvas_sign(CANVAS_SIGN_DOT);

    if (self->request.undo)
        strbuf_addf(left, "%s: changed since", self->request.undo);
    else
        strbuf_addf(left, "%s was changed elsewhere", self->request.name);
    if (count.open)
        strbuf_addf(right, "%zu to answer", count.open);
    else
        strbuf_addf(right, "%zu on both sides", count.both);
    strbuf_addf(right, " %s %zu on theirs alone", dot, count.theirs);
}

static void draw(struct view *view, struct canvas *canvas, struct canvas_area area)
{
    struct view_merge *self = (struct view_merge *)view;
    static const struct merge_page_words of_edit = {"as you saw it", "theirs now", "yours"},
                                         of_undo = {"as it was made", "theirs now", "yours before"};
    size_t lines = merge_page_lines(merge_of(self));

    if (self->cursor >= lines)
        self->cursor = lines ? lines - 1 : 0;
    merge_page_fill(merge_of(self), self->request.undo ? &of_undo : &of_edit, area.cols, self->cursor,
                    &self->page);
    columns_widget_draw(&self->page, canvas, area);
}

static const enum action_id *footer(struct view *view)
{
    static const enum action_id actions[] = {ACTION_THEIRS, ACTION_YOURS, ACTION_BY_HAND, ACTION_REVIEW,
                                             ACTION_BACK,   ACTION_HELP,  ACTION_NONE};

    (void)view;
    return actions;
}

static void remark(struct view *view, struct strbuf *out)
{
    const struct view_merge *self = (const struct view_merge *)view;
    struct strbuf key = STRBUF_INIT;

    if (!merge_count(merge_of(self)).open) {
        tui_key(view->tui, ACTION_REVIEW, &key);
        strbuf_addf(out, "nothing is left to answer %s %s reviews it again", canvas_sign(CANVAS_SIGN_DOT),
                    key.text);
    }
    strbuf_release(&key);
}

/* ---- moving ---- */

static void go_to(struct view_merge *self, size_t line)
{
    self->cursor = line;
    columns_widget_follow(&self->page);
    if (line == 0)
        self->page.top = 0; /* with the heading */
}

static bool move(struct view_merge *self, enum action_id action)
{
    size_t lines = merge_page_lines(merge_of(self)), last = lines ? lines - 1 : 0;

    if (action == ACTION_DOWN)
        go_to(self, self->cursor < last ? self->cursor + 1 : last);
    else if (action == ACTION_UP)
        go_to(self, self->cursor ? self->cursor - 1 : 0);
    else if (action == ACTION_TOP || action == ACTION_BOTTOM)
        go_to(self, action == ACTION_TOP ? 0 : last);
    else
        return columns_widget_act(&self->page, action);
    return true;
}

/* ---- answering ---- */

static struct merge_part *part_at_cursor(const struct view_merge *self)
{
    struct merge_page_place place;

    return merge_page_find(merge_of(self), self->cursor, &place) ? &merge_of(self)->parts[place.part] : NULL;
}

/* The next open one, if there is any, is where the person goes on. */
static void answer(struct view_merge *self, enum merge_side side)
{
    struct merge_part *part = part_at_cursor(self);
    bool was_open;
    size_t next;

    if (!part)
        return;
    if (!part->asked) {
        tui_say(self->view.tui, "only one side changed this: it is taken from there");
        return;
    }
    was_open = part->side == MERGE_OPEN;
    part->side = side;
    if (was_open && merge_page_first_open(merge_of(self), &next))
        go_to(self, next);
}

static void write_by_hand(struct view_merge *self)
{
    struct merge_part *part = part_at_cursor(self);

    if (!part)
        return;
    if (part->asked)
        part->side = MERGE_HAND;
    tui_pop(self->view.tui);
    self->request.by_hand(part, self->request.context);
}

static void review(struct view_merge *self)
{
    size_t count = merge_count(merge_of(self)).open, first;

    if (merge_page_first_open(merge_of(self), &first)) {
        go_to(self, first);
        tui_say(self->view.tui, "%zu to answer before this can be reviewed", count);
        return;
    }
    tui_pop(self->view.tui);
    self->request.done(self->request.context);
}

static bool act(struct view *view, enum action_id action, const char *argument)
{
    struct view_merge *self = (struct view_merge *)view;

    (void)argument;
    if (action == ACTION_THEIRS || action == ACTION_YOURS)
        answer(self, action == ACTION_THEIRS ? MERGE_THEIRS : MERGE_YOURS);
    else if (action == ACTION_BY_HAND)
        write_by_hand(self);
    else if (action == ACTION_REVIEW)
        review(self);
    else
        return move(self, action);
    return true;
}

/* ---- life ---- */

static void release(struct view *view)
{
    struct view_merge *self = (struct view_merge *)view;

    columns_widget_release(&self->page);
    free((char *)self->request.name);
    free((char *)self->request.undo);
    free(self);
}

static const struct view_type merge_type = {
    .name = "changed elsewhere",
    .contexts = ACTION_IN_MERGE | ACTION_IN_SCROLL | ACTION_IN_EVERYWHERE,
    .title = title,
    .draw = draw,
    .footer = footer,
    .act = act,
    .remark = remark,
    .free = release,
};

struct view *view_merge_new(struct tui *tui, const struct view_merge_request *request)
{
    struct view_merge *self = mem_alloc(1, sizeof *self);

    self->view = (struct view){.type = &merge_type, .tui = tui};
    self->request = *request;
    self->request.name = mem_dup(request->name);
    self->request.undo = mem_dup(request->undo);
    columns_widget_init(&self->page);
    if (!merge_page_first_open(request->merge, &self->cursor))
        self->cursor = 0;
    go_to(self, self->cursor);
    return &self->view;
}
