#include "tui/view_connection.h"

#include "base/mem.h"
#include "tui/text_widget.h"
#include "tui/tui.h"

struct view_connection {
    struct view view;
    struct text_widget text;
};

static void fill(struct view *view)
{
    struct text_widget *text = &((struct view_connection *)view)->text;
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

static void draw(struct view *view, struct canvas *canvas, struct canvas_area area)
{
    text_widget_draw(&((struct view_connection *)view)->text, canvas, area);
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
        if (!tui_go_local(tui))
            tui_say(tui, "start it with etrig --local");
    } else if (action == ACTION_REFRESH || action == ACTION_PROFILE) {
        tui_pop(tui); /* the list below connects anew */
        tui_act(tui, action, argument);
    } else {
        return text_widget_act(&((struct view_connection *)view)->text, action);
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

static void release(struct view *view)
{
    text_widget_release(&((struct view_connection *)view)->text);
    free(view);
}

static const struct view_type connection_type = {
    .name = "connection",
    .contexts = ACTION_IN_CONNECTION | ACTION_IN_SCROLL | ACTION_IN_EVERYWHERE,
    .title = title,
    .draw = draw,
    .footer = footer,
    .act = act,
    .changed = changed,
    .free = release,
};

struct view *view_connection_new(struct tui *tui)
{
    struct view_connection *connection = mem_alloc(1, sizeof *connection);
    connection->view = (struct view){.type = &connection_type, .tui = tui};
    text_widget_init(&connection->text);
    fill(&connection->view);
    return &connection->view;
}
