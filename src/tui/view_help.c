#include "tui/view_help.h"

#include "base/text.h"
#include "tui/tui.h"
#include "tui/view_text.h"

struct view_help {
    struct view_text base;
    const char *about; /* borrowed: the screen's name */
};

/* What fill needs while it goes through the actions. */
struct filling {
    struct view_help *help;
    unsigned contexts; /* of the screen */
    const char *heading;
};

static void add_action(const char *heading, const struct action *action, void *context)
{
    struct filling *filling = context;
    bool here = false;
    for (unsigned bit = 1; bit <= ACTION_IN_EVERYWHERE; bit <<= 1)
        here |=
            bit & filling->contexts && strcmp(action_context_name((enum action_context)bit), heading) == 0;
    if (!here)
        return;
    struct text_widget *text = &filling->help->base.text;
    if (heading != filling->heading) {
        if (filling->heading)
            text_widget_add(text, THEME_PLAIN, 0, false, "");
        text_widget_addf(text, THEME_HEADING, 0, "%s", heading);
    }
    filling->heading = heading;
    struct strbuf keys = STRBUF_INIT, line = STRBUF_INIT;
    keymap_keys(tui_keymap(filling->help->base.view.tui), action->id, &keys);
    strbuf_adds(&line, "  ");
    text_fit(&line, keys.text, 18, true);
    strbuf_addf(&line, " %s (:%s)", action->help, action->name);
    text_widget_add(text, THEME_PLAIN, 21, false, line.text);
    strbuf_release(&keys);
    strbuf_release(&line);
}

static void title(struct view *view, struct strbuf *left, struct strbuf *right)
{
    strbuf_addf(left, "Help: %s", ((struct view_help *)view)->about);
    strbuf_adds(right, "names work after :");
}

static const struct view_type help_type = {
    .name = "help",
    .contexts = ACTION_IN_SCROLL | ACTION_IN_EVERYWHERE,
    .title = title,
    .draw = view_text_draw,
    .footer = view_text_footer,
    .act = view_text_act,
    .free = view_text_free,
};

struct view *view_help_new(struct tui *tui, const struct view *about)
{
    struct view_help *help = view_text_new(sizeof *help, &help_type, tui);
    help->about = about->type->name;
    unsigned contexts = about->type->contexts | (about->type->in_text ? ACTION_IN_LINE : 0);
    struct filling filling = {help, contexts, NULL};
    action_each(add_action, &filling);
    return &help->base.view;
}
