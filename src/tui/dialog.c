#include "tui/dialog.h"

#include "base/mem.h"
#include "base/text.h"
#include "tui/line_widget.h"
#include "tui/overlay.h"
#include "tui/text_widget.h"
#include "tui/tui.h"

enum focus { FOCUS_FIELD, FOCUS_CANCEL, FOCUS_ACCEPT };

struct dialog {
    struct view view;
    struct dialog_options options; /* title is not used: see below */
    struct tui *tui;               /* borrowed */
    char *title;                   /* owned */
    struct text_widget lines;
    char *label; /* owned; NULL: there is no field */
    struct texts wanted;
    bool (*fits)(const char *text); /* NULL: one of wanted is */
    struct line_widget field;
    enum focus focus;
    bool titled;  /* the title is the first of the lines, as the frame has no room for it */
    bool cramped; /* the title has no room there either: nobody sees what this is about */
};

/* ---- content ---- */

void dialog_set_title(struct dialog *dialog, const char *title)
{
    free(dialog->title);
    dialog->title = mem_dup(title);
}

void dialog_clear(struct dialog *dialog)
{
    text_widget_clear(&dialog->lines);
    dialog->titled = false;
}

void dialog_add(struct dialog *dialog, unsigned style, const char *text)
{
    text_widget_add(&dialog->lines, style, 2, false, text);
}

static void set_label(struct dialog *dialog, const char *label)
{
    if (!dialog->label)
        dialog->focus = FOCUS_FIELD;
    free(dialog->label);
    dialog->label = mem_dup(label);
}

void dialog_want_text(struct dialog *dialog, const char *label, bool (*fits)(const char *text))
{
    set_label(dialog, label);
    dialog->fits = fits;
}

void dialog_set_text(struct dialog *dialog, const char *text)
{
    line_widget_set(&dialog->field, text);
}

const char *dialog_text(const struct dialog *dialog)
{
    return dialog->field.text.text;
}

void dialog_want(struct dialog *dialog, const char *label, const struct texts *wanted)
{
    set_label(dialog, label);
    texts_release(&dialog->wanted);
    texts_copy(&dialog->wanted, wanted);
}

struct tui *dialog_tui(struct dialog *dialog)
{
    return dialog->tui;
}

static bool fits(const struct dialog *dialog)
{
    const char *text = dialog_text(dialog);
    if (!dialog->label)
        return true;
    return dialog->fits ? dialog->fits(text) : texts_has(&dialog->wanted, text);
}

/* ---- drawing ---- */

/* Within brackets if it has the focus; tight: without blanks between. */
static int draw_button(struct canvas *canvas, int row, int col, int cells, const char *label, bool focused,
                       bool works, bool tight)
{
    unsigned style = !works ? THEME_DIM : focused ? THEME_FOCUS : THEME_PLAIN;
    const char *blank = tight ? "" : " ";
    return canvas_putf(canvas, row, col, cells, style, focused ? "[%s%s%s]" : " %s%s%s ", blank, label,
                       blank);
}

/* The accepting one ends the line. */
static void draw_buttons(struct dialog *dialog, struct canvas *canvas, int row, int col, int end)
{
    enum { WIDE = 8, TIGHT = 4 }; /* cells around both labels */
    int labels = (int)(text_width(dialog->options.accept) + text_width(dialog->options.cancel));
    bool tight = labels + WIDE + 1 > end - col;
    int at = end - labels - 1 - (tight ? TIGHT : WIDE);
    at = at > col ? at : col;
    at += draw_button(canvas, row, at, end - at, dialog->options.cancel, dialog->focus == FOCUS_CANCEL, true,
                      tight);
    draw_button(canvas, row, at + 1, end - at - 1, dialog->options.accept, dialog->focus == FOCUS_ACCEPT,
                fits(dialog) && !dialog->cramped, tight);
}

/* The field's line and the buttons' line, the last two. */
static void draw_answer(struct dialog *dialog, struct canvas *canvas, struct canvas_area inside)
{
    int col = inside.col, cells = inside.cols, row = inside.row + inside.rows - 1;
    if (dialog->label) {
        int used = canvas_put(canvas, row - 1, col, cells - 8, THEME_PLAIN, dialog->label) + 1;
        line_widget_draw(&dialog->field, canvas, row - 1, col + used, cells - used,
                         dialog->focus == FOCUS_FIELD, NULL);
    }
    draw_buttons(dialog, canvas, row, col, col + cells);
}

/* The text, with a sign at the edge where it goes on. */
static void draw_lines(struct dialog *dialog, struct canvas *canvas, struct canvas_area lines, int edge)
{
    text_widget_draw(&dialog->lines, canvas, lines);
    if (text_widget_more_above(&dialog->lines))
        canvas_put(canvas, lines.row, edge, 1, THEME_KEY, canvas_sign(CANVAS_SIGN_UP));
    if (text_widget_more_below(&dialog->lines))
        canvas_put(canvas, lines.row + lines.rows - 1, edge, 1, THEME_KEY, canvas_sign(CANVAS_SIGN_DOWN));
}

static void set_titled(struct dialog *dialog, bool titled)
{
    if (titled && !dialog->titled)
        text_widget_add_first(&dialog->lines, THEME_TITLE, 2, dialog->title);
    else if (!titled && dialog->titled)
        text_widget_drop_first(&dialog->lines);
    dialog->titled = titled;
}

static int title_rows(const struct dialog *dialog, int cols)
{
    struct text_widget title;
    text_widget_init(&title);
    text_widget_add(&title, THEME_TITLE, 2, false, dialog->title);
    int rows = text_widget_height(&title, cols);
    text_widget_release(&title);
    return rows;
}

static void draw(struct view *view, struct canvas *canvas, struct canvas_area area)
{
    enum { COLS = 90, LINES_LEAST = 2, BLANK = 1 };
    struct dialog *dialog = (struct dialog *)view;
    int answer = dialog->label ? 2 : 1, cols = overlay_cols(canvas, COLS);
    (void)area;
    set_titled(dialog, false);
    const struct overlay_wants wants = {
        .title = dialog->title,
        .cols = COLS,
        .rows = text_widget_height(&dialog->lines, cols) + BLANK + answer,
        .least = LINES_LEAST + BLANK + answer,
        .title_rows = title_rows(dialog, cols),
    };
    struct overlay box;
    overlay_draw(canvas, &wants, &box);
    set_titled(dialog, !box.titled);
    struct canvas_area lines = box.inside;
    lines.rows -= answer;
    if (lines.rows > text_widget_height(&dialog->lines, lines.cols))
        lines.rows -= BLANK; /* sets them off */
    dialog->cramped = dialog->titled && title_rows(dialog, lines.cols) > lines.rows;
    draw_lines(dialog, canvas, lines, box.edge);
    draw_answer(dialog, canvas, box.inside);
}

static const enum action_id *footer(struct view *view)
{
    static const enum action_id plain[] = {ACTION_PRESS, ACTION_NEXT_BUTTON, ACTION_BACK, ACTION_HELP,
                                           ACTION_NONE};
    static const enum action_id more[] = {ACTION_PRESS, ACTION_NEXT_BUTTON, ACTION_BACK,
                                          ACTION_HELP,  ACTION_PAGE_DOWN,   ACTION_NONE};
    const struct text_widget *lines = &((struct dialog *)view)->lines;
    return text_widget_more_above(lines) || text_widget_more_below(lines) ? more : plain;
}

/* ---- answering ---- */

static void answer(struct dialog *dialog, bool accepted)
{
    struct tui *tui = dialog->tui;
    tui_pop(tui);
    if (dialog->options.done)
        dialog->options.done(tui, accepted, dialog->options.context);
    dialog->options.done = NULL;
}

static void press(struct dialog *dialog)
{
    if (dialog->focus == FOCUS_CANCEL) {
        answer(dialog, false);
        return;
    }
    if (fits(dialog) && dialog->cramped)
        tui_needs_room(dialog->tui);
    else if (fits(dialog))
        answer(dialog, true);
    else
        tui_say(dialog->tui, "%s; Esc leaves everything as it is", dialog->label);
}

static void move_focus(struct dialog *dialog, int step)
{
    int first = dialog->label ? FOCUS_FIELD : FOCUS_CANCEL;
    int count = FOCUS_ACCEPT - first + 1;
    dialog->focus = (enum focus)(first + ((int)dialog->focus - first + step + count) % count);
}

static bool act(struct view *view, enum action_id action, const char *argument)
{
    struct dialog *dialog = (struct dialog *)view;
    (void)argument;
    if (dialog->focus == FOCUS_FIELD && line_widget_act(&dialog->field, action, NULL))
        return true;
    if (action == ACTION_PRESS)
        press(dialog);
    else if (action == ACTION_NEXT_BUTTON)
        move_focus(dialog, 1);
    else if (action == ACTION_PREVIOUS_BUTTON)
        move_focus(dialog, -1);
    else if (action == ACTION_BACK || action == ACTION_QUIT || action == ACTION_STOP)
        answer(dialog, false);
    else
        return text_widget_act(&dialog->lines, action);
    return true;
}

static bool in_text(const struct view *view)
{
    return ((const struct dialog *)view)->focus == FOCUS_FIELD;
}

static void take_text(struct view *view, const char *text, bool pasted)
{
    (void)pasted;
    line_widget_insert(&((struct dialog *)view)->field, text);
}

static void changed(struct view *view)
{
    struct dialog *dialog = (struct dialog *)view;
    if (dialog->options.fill)
        dialog->options.fill(dialog, dialog->options.context);
}

static void release(struct view *view)
{
    struct dialog *dialog = (struct dialog *)view;
    if (dialog->options.free_context)
        dialog->options.free_context(dialog->options.context);
    text_widget_release(&dialog->lines);
    line_widget_release(&dialog->field);
    texts_release(&dialog->wanted);
    free(dialog->label);
    free(dialog->title);
    free(dialog);
}

static const struct view_type dialog_type = {
    .name = "dialog",
    .contexts = ACTION_IN_DIALOG | ACTION_IN_SCROLL | ACTION_IN_EVERYWHERE,
    .overlay = true,
    .drops_typed = true,
    .draw = draw,
    .footer = footer,
    .act = act,
    .in_text = in_text,
    .text = take_text,
    .changed = changed,
    .free = release,
};

struct view *dialog_new(struct tui *tui, const struct dialog_options *options)
{
    struct dialog *dialog = mem_alloc(1, sizeof *dialog);
    dialog->view = (struct view){.type = &dialog_type, .tui = tui};
    dialog->options = *options;
    dialog->options.title = NULL;
    dialog->tui = tui;
    dialog->title = mem_dup(options->title);
    dialog->focus = FOCUS_CANCEL;
    text_widget_init(&dialog->lines);
    line_widget_init(&dialog->field);
    changed(&dialog->view);
    return &dialog->view;
}
