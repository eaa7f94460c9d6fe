/* tui_typed: what is typed while a long call keeps the screen from taking keys. */
#include "tui/tui_state.h"

void tui_set_typed(struct tui *tui, tui_typed_fn typed, void *context)
{
    tui->typed = typed;
    tui->typed_context = context;
}

static bool is_stop(const struct input_key *key, void *context)
{
    const struct tui *tui = context;
    enum action_id action = keymap_find(tui->keymap, key, ACTION_IN_EVERYWHERE);
    return action == ACTION_STOP || action == ACTION_BACK;
}

bool tui_is_stopped(struct tui *tui)
{
    return tui->typed && tui->typed(tui->typed_context, is_stop, tui);
}
