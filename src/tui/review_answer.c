#include "tui/review_answer.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "tui/dialog.h"
#include "tui/form_draw.h"
#include "tui/text_widget.h"
#include "tui/tui.h"

static const struct store_connection *connection_of(const struct review_answer *answer)
{
    return &tui_store(answer->tui)->connection;
}

static bool wants_text(const struct review_answer *answer)
{
    return connection_of(answer)->protected_;
}

static bool fits(const struct review_answer *answer)
{
    return !wants_text(answer) || strcmp(answer->field.text.text, answer->wanted) == 0;
}

void review_answer_init(struct review_answer *answer, struct tui *tui, bool has_page)
{
    *answer = (struct review_answer){
        .tui = tui, .has_page = has_page, .focus = has_page ? REVIEW_ANSWER_PAGE : REVIEW_ANSWER_BACK};
    line_widget_init(&answer->field);
}

void review_answer_release(struct review_answer *answer)
{
    line_widget_release(&answer->field);
    free(answer->region);
    free(answer->label);
    free(answer->wanted);
}

void review_answer_set(struct review_answer *answer, const char *region, const char *label,
                       const char *wanted)
{
    free(answer->region);
    free(answer->label);
    free(answer->wanted);
    answer->region = mem_dup(region);
    answer->label = mem_dup(label);
    answer->wanted = mem_dup(wanted);
}

/* ---- drawing ---- */

static int draw_button(struct canvas *canvas, int row, int end, const char *label, bool focused, bool works)
{
    int width = (int)text_width(label) + 4;
    unsigned style = !works ? THEME_DIM : focused ? THEME_FOCUS : THEME_PLAIN;
    canvas_putf(canvas, row, end - width, width, style, focused ? "[ %s ]" : "  %s  ", label);
    return end - width - 1;
}

static void draw_field(struct review_answer *answer, struct canvas *canvas, struct canvas_area area)
{
    enum { TYPED_LEAST = 12 };
    const char *danger = "Protected: ";
    int most = area.cols - TYPED_LEAST;
    if ((int)(text_width(danger) + text_width(answer->label)) > most)
        danger = "";
    int used = canvas_putf(canvas, area.row, area.col, most, THEME_PLAIN, "%s%s", danger, answer->label) + 1;
    line_widget_draw(&answer->field, canvas, area.row, area.col + used, area.cols - used,
                     answer->focus == REVIEW_ANSWER_FIELD, NULL);
}

static int wrapped_rows(const char *text, int cols)
{
    struct text_widget lines;
    text_widget_init(&lines);
    text_widget_add(&lines, THEME_PLAIN, 0, false, text);
    int rows = text_widget_height(&lines, cols);
    text_widget_release(&lines);
    return rows;
}

/* Where it goes, below a line; returns the row of that line. */
static int draw_where(const struct review_answer *answer, struct canvas *canvas, struct canvas_area area,
                      const char *where)
{
    form_draw_wrapped(canvas, area, wants_text(answer) ? THEME_WARN : THEME_TITLE, where);
    canvas_line(canvas, area.row - 1, area.col, area.cols, THEME_BORDER);
    return area.row - 1;
}

int review_answer_draw(struct review_answer *answer, struct canvas *canvas, struct canvas_area area,
                       bool works)
{
    enum { PAGE_LEAST = 2, LINE = 1, BUTTONS = 1 };
    struct strbuf where = STRBUF_INIT;
    int end = area.col + area.cols, last = area.row + area.rows - 1, first = last;
    bool wants = wants_text(answer);
    tui_where(answer->tui, answer->region, &where);
    int height = wrapped_rows(where.text, area.cols);
    answer->cramped = area.rows < PAGE_LEAST + LINE + height + wants + BUTTONS;
    if (wants && (!answer->cramped || review_answer_in_text(answer)))
        draw_field(answer, canvas, (struct canvas_area){--first, area.col, 1, area.cols});
    if (!answer->cramped)
        first = draw_where(answer, canvas, (struct canvas_area){first - height, area.col, height, area.cols},
                           where.text);
    end = draw_button(canvas, last, end, "Submit", answer->focus == REVIEW_ANSWER_SUBMIT,
                      works && fits(answer) && !answer->cramped);
    draw_button(canvas, last, end, "Back", answer->focus == REVIEW_ANSWER_BACK, true);
    strbuf_release(&where);
    return first - area.row;
}

/* ---- keys ---- */

static void move_focus(struct review_answer *answer, int by)
{
    enum { COUNT = REVIEW_ANSWER_SUBMIT + 1 };
    do
        answer->focus = (enum review_answer_focus)(((int)answer->focus + by + COUNT) % COUNT);
    while ((answer->focus == REVIEW_ANSWER_FIELD && !wants_text(answer)) ||
           (answer->focus == REVIEW_ANSWER_PAGE && !answer->has_page));
}

bool review_answer_act(struct review_answer *answer, enum action_id action)
{
    if (review_answer_in_text(answer) && line_widget_act(&answer->field, action, NULL))
        return true;
    if (action != ACTION_NEXT_BUTTON && action != ACTION_PREVIOUS_BUTTON)
        return false;
    move_focus(answer, action == ACTION_NEXT_BUTTON ? 1 : -1);
    return true;
}

bool review_answer_in_text(const struct review_answer *answer)
{
    return answer->focus == REVIEW_ANSWER_FIELD;
}

void review_answer_text(struct review_answer *answer, const char *text)
{
    line_widget_insert(&answer->field, text);
}

/* ---- sending ---- */

static void unknown_answered(struct tui *tui, bool accepted, void *context)
{
    struct review_answer *answer = context;
    if (!accepted)
        return;
    tui_agree_to_unknown(tui);
    answer->send(true, answer->context);
}

static void ask_about_account(struct review_answer *answer)
{
    struct view *view = dialog_new(answer->tui, &(struct dialog_options){.title = "The account is unknown",
                                                                         .cancel = "Do not send",
                                                                         .accept = "Send",
                                                                         .done = unknown_answered,
                                                                         .context = answer});
    dialog_add((struct dialog *)view, THEME_PLAIN,
               "AWS did not say whose account these keys belong to, so nobody can check that this is the one "
               "you mean.");
    tui_push(answer->tui, view);
}

void review_answer_submit(struct review_answer *answer, void (*send)(bool account_unknown_ok, void *context),
                          void *context)
{
    struct tui *tui = answer->tui;
    bool unknown = !*connection_of(answer)->account;
    answer->send = send;
    answer->context = context;
    if (tui_refuses_changes(tui))
        return;
    if (unknown && wants_text(answer)) {
        tui_failf(tui, "nothing can be sent: the connection is protected and its account is unknown");
    } else if (answer->cramped) {
        tui_needs_room(tui);
    } else if (!fits(answer)) {
        answer->focus = REVIEW_ANSWER_FIELD;
        tui_say(tui, "type %s to submit; Esc goes back", answer->wanted);
    } else if (unknown && !tui_agreed_to_unknown(tui)) {
        ask_about_account(answer);
    } else {
        send(unknown, context);
    }
}
