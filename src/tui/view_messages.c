#include "tui/view_messages.h"

#include "base/clock.h"
#include "tui/tui.h"
#include "tui/view_text.h"

static void fill(struct view *view)
{
    const struct store *store = tui_store(view->tui);
    struct text_widget *text = view_text_of(view);
    text_widget_clear(text);
    for (size_t i = store->message_count; i-- > 0;) {
        const struct store_message *message = &store->messages[i];
        char age[8];
        clock_format_age(clock_wall_ms() - message->at_ms, age);
        text_widget_addf(text, message->is_error ? THEME_BAD : THEME_PLAIN, 8, "%s %5s  %s",
                         message->is_error ? canvas_sign(CANVAS_SIGN_FAILED) : " ", age, message->text);
        if (message->hint)
            text_widget_addf(text, THEME_DIM, 8, "        %s", message->hint);
    }
    if (store->message_count == 0)
        text_widget_add(text, THEME_DIM, 0, false, "nothing was said yet");
}

static void title(struct view *view, struct strbuf *left, struct strbuf *right)
{
    const struct store *store = tui_store(view->tui);
    size_t errors = 0;
    for (size_t i = 0; i < store->message_count; i++)
        errors += store->messages[i].is_error;
    strbuf_addf(left, "Messages  %zu", store->message_count);
    if (errors)
        strbuf_addf(left, " %s %zu error%s", canvas_sign(CANVAS_SIGN_DOT), errors, errors == 1 ? "" : "s");
    strbuf_adds(right, "newest first");
}

static void draw(struct view *view, struct canvas *canvas, struct canvas_area area)
{
    fill(view); /* ages move */
    view_text_draw(view, canvas, area);
}

static const enum action_id *footer(struct view *view)
{
    static const enum action_id actions[] = {ACTION_DOWN, ACTION_PAGE_DOWN, ACTION_BACK, ACTION_HELP,
                                             ACTION_NONE};
    (void)view;
    return actions;
}

static const struct view_type messages_type = {
    .name = "messages",
    .contexts = ACTION_IN_SCROLL | ACTION_IN_EVERYWHERE,
    .title = title,
    .draw = draw,
    .footer = footer,
    .act = view_text_act,
    .free = view_text_free,
};

struct view *view_messages_new(struct tui *tui)
{
    struct view_text *messages = view_text_new(sizeof *messages, &messages_type, tui);
    return &messages->view;
}
