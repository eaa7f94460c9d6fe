/* tui_kept: what is typed for a screen whose content is on its way waits for it, and is typed then. */
#include "base/array.h"
#include "base/mem.h"
#include "tui/tui_state.h"

static bool waits(const struct view *view)
{
    return view->type->waits && view->type->waits(view);
}

/* What every screen has at any time (Esc, Ctrl-C) acts at once, and so does Esc that came with the next key as one with
 * Alt; characters, F1 and the screen's own keys are for what comes. */
static bool acts_at_once(const struct tui *tui, const struct view *view, const struct input_event *event)
{
    enum action_id action;

    if (event->kind != INPUT_KEY || input_is_text(&event->key))
        return false;
    action = keymap_find(tui->keymap, &event->key, view->type->contexts | ACTION_IN_LINE);
    if (action == ACTION_NONE)
        return event->key.mods & INPUT_ALT;
    return action_get(action)->contexts & ACTION_IN_EVERYWHERE;
}

bool tui_kept_take(struct tui *tui, const struct input_event *event)
{
    struct kept *kept = &tui->kept;
    struct view *top = tui_top(tui);

    if (kept->replaying || !waits(top) || acts_at_once(tui, top, event))
        return false;
    if (kept->view != top)
        tui_kept_forget(tui, kept->view);
    kept->view = top;
    ARRAY_GROW(kept->items, kept->count + 1, kept->capacity);
    kept->items[kept->count] = *event;
    kept->items[kept->count++].text = mem_dup(event->text);
    return true;
}

void tui_kept_forget(struct tui *tui, const struct view *view)
{
    struct kept *kept = &tui->kept;

    if (!view || kept->view != view)
        return;
    for (size_t i = 0; i < kept->count; i++)
        input_event_release(&kept->items[i]);
    free(kept->items);
    *kept = (struct kept){.replaying = kept->replaying};
}

/* Type-ahead like any other: a question that it opens must be seen before it is answered, so what would answer it is
 * dropped. The screen may leave meanwhile, with what is kept for it. */
void tui_kept_replay(struct tui *tui)
{
    struct kept *kept = &tui->kept;
    struct kept taken;

    if (kept->replaying || !kept->view || tui_top(tui) != kept->view || waits(kept->view))
        return;
    taken = *kept;
    *kept = (struct kept){.replaying = true};
    for (size_t i = 0; i < taken.count; i++) {
        if (!tui_is_unseen(tui))
            tui_event(tui, &taken.items[i]);
        input_event_release(&taken.items[i]);
    }
    free(taken.items);
    kept->replaying = false;
}
