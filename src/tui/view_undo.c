#include "tui/view_undo.h"

#include "base/mem.h"
#include "model/change.h"
#include "tui/tui.h"
#include "tui/undo_items.h"
#include "tui/undo_several.h"
#include "tui/view_delete.h"
#include "tui/view_form.h"
#include "tui/view_merge.h"
#include "tui/view_review.h"

struct view_undo {
    struct view view;
    struct undo_items items;
    bool left; /* it gave way already */
};

/* ---- where it leads ---- */

static void review(struct view_undo *self, const cJSON *after)
{
    struct tui *tui = self->view.tui;
    const struct undo_item *item = self->items.items;
    char *words = undo_items_words(&self->items);
    struct view_review_request request = {.account = tui_store(tui)->connection.account,
                                          .region = item->operation.region,
                                          .before = item->undo.live,
                                          .after = after,
                                          .undo = words};

    tui_push(tui, view_review_new(tui, &request));
    free(words);
}

static struct undo *undo_of(struct view_undo *self)
{
    return &self->items.items[0].undo;
}

/* All is answered: the screen of both sides is closed. */
static void settled(void *context)
{
    struct view_undo *self = context;
    cJSON *after = merge_result(&undo_of(self)->merge);

    if (change_differs(undo_of(self)->live, after))
        review(self, after);
    else
        tui_say(self->view.tui, "it stays as it is now: there is nothing to send");
    cJSON_Delete(after);
}

/* It goes on as an edit of what is there now. */
static void write_by_hand(const struct merge_part *part, void *context)
{
    struct view_undo *self = context;
    const struct operation *operation = &self->items.items[0].operation;
    cJSON *wanted = merge_result(&undo_of(self)->merge);
    char *place = merge_place(part, wanted);

    view_form_by_hand(self->view.tui, &(struct view_form_by_hand){.region = operation->region,
                                                                  .identifier = operation->identifier,
                                                                  .live = undo_of(self)->live,
                                                                  .wanted = wanted,
                                                                  .pointer = place});
    free(place);
    cJSON_Delete(wanted);
}

/* This one stays below it, for the merge is here, and goes with it. */
static void settle(struct view_undo *self)
{
    const char *identifier = self->items.items[0].operation.identifier, *bar = strchr(identifier, '|');
    char *words = undo_items_words(&self->items);
    struct view_merge_request request = {.name = bar ? bar + 1 : identifier,
                                         .undo = words,
                                         .merge = &undo_of(self)->merge,
                                         .by_hand = write_by_hand,
                                         .done = settled,
                                         .context = self};

    tui_push(self->view.tui, view_merge_new(self->view.tui, &request));
    free(words);
}

static void open_one(struct view_undo *self)
{
    struct tui *tui = self->view.tui;
    const struct undo *undo = undo_of(self);

    if (undo->kind == UNDO_REFUSED)
        tui_fail(tui, &undo->why);
    else if (undo->kind == UNDO_NOTHING)
        tui_say(tui, "%s", undo->why.text);
    else
        review(self, undo->after);
}

static bool is_to_settle(struct view_undo *self)
{
    return self->items.count == 1 && undo_of(self)->kind == UNDO_UPDATE && undo_of(self)->collides.count > 0;
}

/* Only what was created is deleted: the dialog for that tells more of each than the question for several. */
static void open_next(struct view_undo *self)
{
    struct tui *tui = self->view.tui;
    struct view *dialog = NULL;

    self->left = true;
    if (is_to_settle(self)) {
        settle(self);
        return;
    }
    tui_pop(tui);
    if (undo_items_count(&self->items, UNDO_DELETE) == self->items.count)
        dialog = view_delete_undo(tui, &self->items);
    else if (self->items.count > 1)
        dialog = undo_several_new(tui, &self->items);
    else
        open_one(self);
    if (dialog)
        tui_push(tui, dialog);
}

/* The answers are here, and nothing stands above that the person is reading. */
static void changed(struct view *view)
{
    struct view_undo *self = (struct view_undo *)view;

    if (!self->left && tui_top(view->tui) == view && undo_items_plan(&self->items, tui_store(view->tui)))
        open_next(self);
}

/* What stood above it went: help, and then the answers are perhaps here; or both sides, settled or left. */
static void shown(struct view *view)
{
    if (((struct view_undo *)view)->left)
        tui_pop(view->tui);
    else
        changed(view);
}

/* ---- the frame ---- */

/* What stands below it stays in sight. */
static void draw(struct view *view, struct canvas *canvas, struct canvas_area area)
{
    (void)view, (void)canvas, (void)area;
}

static void remark(struct view *view, struct strbuf *out)
{
    char *words = undo_items_words(&((struct view_undo *)view)->items);
    struct strbuf key = STRBUF_INIT;

    tui_key(view->tui, ACTION_BACK, &key);
    strbuf_addf(out, "%s: reading what is there now %s %s leaves it", words, canvas_sign(CANVAS_SIGN_DOT),
                key.text);
    strbuf_release(&key);
    free(words);
}

static const enum action_id *footer(struct view *view)
{
    static const enum action_id actions[] = {ACTION_BACK, ACTION_HELP, ACTION_NONE};

    (void)view;
    return actions;
}

static bool act(struct view *view, enum action_id action, const char *argument)
{
    (void)view, (void)action, (void)argument;
    return false;
}

static bool busy(const struct view *view)
{
    return !((const struct view_undo *)view)->left;
}

static void release(struct view *view)
{
    undo_items_release(&((struct view_undo *)view)->items);
    free(view);
}

static const struct view_type undo_type = {
    .name = "undo",
    .contexts = ACTION_IN_EVERYWHERE,
    .overlay = true,
    .draw = draw,
    .footer = footer,
    .act = act,
    .remark = remark,
    .changed = changed,
    .shown = shown,
    .busy = busy,
    .free = release,
};

struct view *view_undo_new(struct tui *tui, const uint64_t *numbers, size_t count)
{
    struct view_undo *self = mem_alloc(1, sizeof *self);

    self->view = (struct view){.type = &undo_type, .tui = tui};
    if (undo_items_begin(tui, numbers, count, &self->items))
        return &self->view;
    release(&self->view);
    return NULL;
}
