#include "tui/view_connection.h"

#include "tui/tui.h"
#include "tui/view_text.h"

static void fill(struct view *view)
{
    struct text_widget *text = view_text_of(view);
    const struct store_connection *connection = &tui_store(view->tui)->connection;
    struct strbuf profile = STRBUF_INIT, local = STRBUF_INIT, again = STRBUF_INIT, login = STRBUF_INIT;
    tui_key(view->tui, ACTION_PROFILE, &profile);
    tui_key(view->tui, ACTION_LOCAL, &local);
    tui_key(view->tui, ACTION_REFRESH, &again);
    tui_key(view->tui, ACTION_LOGIN, &login);
    text_widget_clear(text);
    if (connection->state == STORE_FAILED)
        text_widget_addf(text, THEME_BAD, 0, "%s", connection->failure.text);
    if (connection->failure.hint[0])
        text_widget_addf(text, THEME_PLAIN, 0, "%s", connection->failure.hint);
    if (connection->tried.count > 0)
        text_widget_add(text, THEME_PLAIN, 0, false, "\nTried, in this order:");
    for (size_t i = 0; i < connection->tried.count; i++)
        text_widget_addf(text, THEME_PLAIN, 5, "%3zu  %s", i + 1, connection->tried.items[i]);
    text_widget_add(text, THEME_PLAIN, 0, false, "");
    if (connection->login != NULL)
        text_widget_addf(text, THEME_PLAIN, 5, "%-3s  sign in: %s runs in this terminal", login.text,
                         connection->login);
    text_widget_addf(text, THEME_PLAIN, 5, "%-3s  another profile of ~/.aws", profile.text);
    text_widget_addf(text, THEME_PLAIN, 5, "%-3s  the local cloud, with sample data: nothing of it is AWS",
                     local.text);
    text_widget_addf(text, THEME_PLAIN, 5, "%-3s  try again", again.text);
    text_widget_add(text, THEME_PLAIN, 0, false,
                    "\n:doctor says step by step what works, and what to do about the rest");
    strbuf_release(&profile);
    strbuf_release(&local);
    strbuf_release(&again);
    strbuf_release(&login);
}

static void title(struct view *view, struct strbuf *left, struct strbuf *right)
{
    const struct store_connection *connection = &tui_store(view->tui)->connection;
    strbuf_adds(left, connection->no_credentials ? "Connection: no credentials" : "Connection");
    (void)right;
}

static const enum action_id *footer(struct view *view)
{
    static const enum action_id actions[] = {ACTION_LOGIN,   ACTION_PROFILE, ACTION_LOCAL,
                                             ACTION_REFRESH, ACTION_BACK,    ACTION_MESSAGES,
                                             ACTION_COMMAND, ACTION_HELP,    ACTION_NONE};
    return tui_store(view->tui)->connection.login ? actions : actions + 1;
}

static bool act(struct view *view, enum action_id action, const char *argument)
{
    struct tui *tui = view->tui;
    if (action == ACTION_LOCAL) {
        tui_go_local(tui);
    } else if (action == ACTION_REFRESH || action == ACTION_PROFILE) {
        tui_act_below(tui, action, argument); /* the list connects anew */
    } else {
        return view_text_act(view, action, argument);
    }
    return true;
}

/* Credentials were found meanwhile (another profile): there is nothing more to say. */
static void changed(struct view *view)
{
    fill(view);
    if (!tui_store(view->tui)->connection.no_credentials && tui_top(view->tui) == view)
        tui_pop(view->tui);
}

static const struct view_type connection_type = {
    .name = "connection",
    .contexts = ACTION_IN_CONNECTION | ACTION_IN_SCROLL | ACTION_IN_EVERYWHERE,
    .title = title,
    .draw = view_text_draw,
    .footer = footer,
    .act = act,
    .changed = changed,
    .free = view_text_free,
};

struct view *view_connection_new(struct tui *tui)
{
    struct view_text *connection = view_text_new(sizeof *connection, &connection_type, tui);
    fill(&connection->view);
    return &connection->view;
}
