#include "tui/view_picker.h"

#include "base/array.h"
#include "base/mem.h"
#include "base/text.h"
#include "tui/line_widget.h"
#include "tui/overlay.h"
#include "tui/table_widget.h"
#include "tui/tui.h"

struct item {
    char *name, *detail; /* owned; detail may be NULL */
};

struct view_picker {
    struct view view;
    struct view_picker_options options; /* the borrowed texts of it are not used after the start */
    char *title;                        /* owned */
    char *current;      /* owned: where the cursor belongs until it was moved; NULL: nowhere */
    struct item *items; /* owned */
    size_t count, capacity;
    size_t *shown; /* owned: places in items that pass the filter */
    size_t shown_count, shown_capacity;
    struct texts marked;
    bool touched; /* the person has marked: what fill says of marks counts no more */
    enum store_state state;
    struct err failure;
    struct line_widget filter;
    bool typing;
    struct table_widget table;
};

struct tui *view_picker_tui(struct view_picker *picker)
{
    return picker->view.tui;
}

/* ---- items ---- */

static void clear_items(struct view_picker *picker)
{
    for (size_t i = 0; i < picker->count; i++) {
        free(picker->items[i].name);
        free(picker->items[i].detail);
    }
    picker->count = 0;
}

void view_picker_add(struct view_picker *picker, const char *name, const char *detail, bool marked)
{
    ARRAY_GROW(picker->items, picker->count + 1, picker->capacity);
    picker->items[picker->count++] = (struct item){mem_dup(name), mem_dup(detail)};
    if (marked && !picker->touched && !texts_has(&picker->marked, name))
        texts_add(&picker->marked, name);
}

void view_picker_state(struct view_picker *picker, enum store_state state, const struct err *failure)
{
    picker->state = state;
    picker->failure = failure ? *failure : (struct err){.code = ERR_NONE};
}

/* True if each word stands somewhere in the item. */
static bool passes(const struct item *item, const struct texts *words)
{
    char *both = mem_printf("%s %s", item->name, item->detail ? item->detail : "");
    char *folded = text_fold(both);
    bool all = true;
    for (size_t i = 0; i < words->count && all; i++)
        all = strstr(folded, words->items[i]) != NULL;
    free(both);
    free(folded);
    return all;
}

/* What was typed, if it may be taken although no item is so called. */
static const char *own_text(const struct view_picker *picker)
{
    const char *text = picker->filter.text.text;
    if (!picker->options.free_text || !*text)
        return NULL;
    for (size_t i = 0; i < picker->count; i++) {
        if (strcmp(picker->items[i].name, text) == 0)
            return NULL;
    }
    return text;
}

/* The item on a line; NULL for the line of the own text. */
static const struct item *item_at(const struct view_picker *picker, size_t line)
{
    return line < picker->shown_count ? &picker->items[picker->shown[line]] : NULL;
}

static void find_shown(struct view_picker *picker)
{
    char *folded = text_fold(picker->filter.text.text);
    struct texts words = {0};
    texts_split(&words, folded, ' ');
    picker->shown_count = 0;
    for (size_t i = 0; i < picker->count; i++) {
        if (!passes(&picker->items[i], &words))
            continue;
        ARRAY_GROW(picker->shown, picker->shown_count + 1, picker->shown_capacity);
        picker->shown[picker->shown_count++] = i;
    }
    texts_release(&words);
    free(folded);
    table_widget_set_count(&picker->table, picker->shown_count + (own_text(picker) != NULL));
}

/* Puts the cursor on this name, if it is shown: at first scrolling as little as possible, later without
 * moving the picture. */
static void go_to(struct view_picker *picker, const char *name)
{
    for (size_t line = 0; name && line < picker->shown_count; line++) {
        if (strcmp(item_at(picker, line)->name, name) != 0)
            continue;
        if (picker->current)
            table_widget_move(&picker->table, line);
        else
            table_widget_follow(&picker->table, line);
    }
}

static void refill(struct view *view)
{
    struct view_picker *picker = (struct view_picker *)view;
    const struct item *at = item_at(picker, picker->table.cursor);
    char *name = picker->current ? mem_dup(picker->current) : at ? mem_dup(at->name) : NULL;
    clear_items(picker);
    picker->options.fill(picker, picker->options.context);
    find_shown(picker);
    go_to(picker, name);
    free(name);
}

/* ---- drawing ---- */

static void give_mark(void *context, size_t line, struct table_widget_cell *out)
{
    const struct view_picker *picker = context;
    const struct item *item = item_at(picker, line);
    if (item && texts_has(&picker->marked, item->name))
        *out = (struct table_widget_cell){canvas_sign(CANVAS_SIGN_MARKED), THEME_MARKED};
}

static void give_cell(void *context, size_t line, int column, struct table_widget_cell *out)
{
    const struct view_picker *picker = context;
    const struct item *item = item_at(picker, line);
    if (!item)
        *out = (struct table_widget_cell){column == 0                   ? picker->filter.text.text
                                          : picker->state == STORE_READ ? "as typed: not in the list"
                                                                        : "as typed",
                                          THEME_WARN};
    else
        *out = (struct table_widget_cell){column == 0    ? item->name
                                          : item->detail ? item->detail
                                                         : "",
                                          column == 0 ? THEME_PLAIN : THEME_DIM};
}

static void draw_list(struct view_picker *picker, struct canvas *canvas, struct canvas_area area)
{
    size_t longest = 8;
    bool detailed = false;
    for (size_t i = 0; i < picker->count; i++) {
        size_t width = text_width(picker->items[i].name);
        longest = width > longest ? width : longest;
        detailed |= picker->items[i].detail != NULL;
    }
    int most = longest > 60 ? 60 : (int)longest;
    const struct table_widget_column columns[] = {{NULL, most < 24 ? most : 24, most, 0, false},
                                                  {"", 8, 60, 1, false}};
    const struct table_widget_source source = {picker, give_mark, give_cell, NULL};
    table_widget_draw(&picker->table, canvas, area, columns, detailed || own_text(picker) ? 2 : 1, -1, false,
                      &source);
}

/* A line about the list: what is typed, how the reading stands. */
static int draw_state(struct view_picker *picker, struct canvas *canvas, struct canvas_area inside)
{
    int row = inside.row;
    bool late = picker->failure.text[0];
    if (picker->typing || picker->filter.text.length > 0) {
        canvas_put(canvas, row, inside.col, 2, THEME_KEY, "/ ");
        line_widget_draw(&picker->filter, canvas, row++, inside.col + 2, inside.cols - 2, picker->typing,
                         NULL);
    }
    if (picker->state == STORE_FAILED)
        canvas_putf(canvas, row++, inside.col, inside.cols, THEME_BAD, "%s %s",
                    canvas_sign(CANVAS_SIGN_FAILED), picker->failure.text);
    else if (picker->state != STORE_READ)
        canvas_putf(canvas, row++, inside.col, inside.cols, THEME_BUSY, "%s reading%s%s%s%s",
                    canvas_sign(CANVAS_SIGN_BUSY), late ? ", " : "", picker->failure.hint, late ? ": " : "",
                    picker->failure.text);
    else if (picker->table.count == 0)
        canvas_put(canvas, row++, inside.col, inside.cols, THEME_DIM,
                   picker->count ? "nothing matches" : picker->options.empty);
    return row - inside.row;
}

static void draw(struct view *view, struct canvas *canvas, struct canvas_area area)
{
    enum { COLS = 72, ROWS_LEAST = 6, ROWS_MOST = 1000, BESIDES = 3 };
    struct view_picker *picker = (struct view_picker *)view;
    int rows = (int)(picker->count < ROWS_MOST ? picker->count : ROWS_MOST) + BESIDES;
    struct strbuf title = STRBUF_INIT;
    struct overlay box;
    (void)area;
    strbuf_adds(&title, picker->title);
    if (picker->marked.count > 0)
        strbuf_addf(&title, " %s %zu marked", canvas_sign(CANVAS_SIGN_DOT), picker->marked.count);
    const struct overlay_wants wants = {
        .title = title.text,
        .cols = COLS,
        .rows = rows < ROWS_LEAST ? ROWS_LEAST : rows,
        .least = BESIDES,
    };
    overlay_draw(canvas, &wants, &box);
    strbuf_release(&title);
    int used = draw_state(picker, canvas, box.inside);
    box.inside.row += used;
    box.inside.rows -= used;
    if (box.inside.rows > 0)
        draw_list(picker, canvas, box.inside);
}

static const enum action_id *footer(struct view *view)
{
    static const enum action_id one[] = {ACTION_CHOOSE, ACTION_FILTER, ACTION_REFRESH,
                                         ACTION_BACK,   ACTION_HELP,   ACTION_NONE};
    static const enum action_id many[] = {ACTION_CHOOSE, ACTION_MARK, ACTION_FILTER, ACTION_REFRESH,
                                          ACTION_BACK,   ACTION_HELP, ACTION_NONE};
    return ((struct view_picker *)view)->options.many ? many : one;
}

/* ---- acting ---- */

static void choose(struct view_picker *picker)
{
    const struct item *item = item_at(picker, picker->table.cursor);
    const char *name = item ? item->name : own_text(picker);
    struct texts chosen = {0};
    if (picker->options.many && picker->touched && picker->marked.count > 0)
        texts_copy(&chosen, &picker->marked);
    else if (name)
        texts_add(&chosen, name);
    else
        return;
    struct tui *tui = picker->view.tui;
    tui_pop(tui);
    picker->options.done(tui, &chosen, picker->options.context);
    texts_release(&chosen);
}

static void set_marked(struct view_picker *picker, const char *name, bool on)
{
    struct texts kept = {0};
    for (size_t i = 0; i < picker->marked.count; i++) {
        if (strcmp(picker->marked.items[i], name) != 0)
            texts_add(&kept, picker->marked.items[i]);
    }
    if (on)
        texts_add(&kept, name);
    texts_release(&picker->marked);
    picker->marked = kept;
    picker->touched = true;
}

static bool act_on_marks(struct view_picker *picker, enum action_id action)
{
    const struct item *item = item_at(picker, picker->table.cursor);
    if (!picker->options.many)
        return false;
    if (action == ACTION_MARK && item) {
        set_marked(picker, item->name, !texts_has(&picker->marked, item->name));
        table_widget_act(&picker->table, ACTION_DOWN);
    } else if (action == ACTION_MARK_ALL) {
        for (size_t line = 0; line < picker->shown_count; line++)
            set_marked(picker, item_at(picker, line)->name, true);
    } else if (action == ACTION_MARK_NONE) {
        texts_release(&picker->marked);
        picker->touched = true;
    } else {
        return false;
    }
    return true;
}

static void filter_changed(struct view_picker *picker)
{
    find_shown(picker);
    table_widget_move(&picker->table, 0);
}

/* Esc: first the filter, then the picker. True if something of the filter went. */
static bool leave_filter(struct view_picker *picker)
{
    bool typed = picker->filter.text.length > 0;
    if (!typed && (!picker->typing || picker->options.typing))
        return false;
    line_widget_set(&picker->filter, "");
    picker->typing = picker->options.typing;
    filter_changed(picker);
    return true;
}

static bool act(struct view *view, enum action_id action, const char *argument)
{
    struct view_picker *picker = (struct view_picker *)view;
    bool changed = false;
    free(picker->current);
    picker->current = NULL;
    if (picker->typing && line_widget_act(&picker->filter, action, &changed)) {
        if (changed)
            filter_changed(picker);
    } else if (action == ACTION_CHOOSE && picker->typing && picker->options.many) {
        picker->typing = false; /* now marks can be set */
    } else if (action == ACTION_CHOOSE) {
        choose(picker);
    } else if (action == ACTION_FILTER) {
        picker->typing = true;
        line_widget_set(&picker->filter, argument);
        filter_changed(picker);
    } else if (action == ACTION_REFRESH && picker->options.again) {
        picker->options.again(view->tui, picker->options.context);
    } else if (action == ACTION_BACK) {
        return leave_filter(picker);
    } else {
        return act_on_marks(picker, action) || table_widget_act(&picker->table, action);
    }
    return true;
}

static bool in_text(const struct view *view)
{
    return ((const struct view_picker *)view)->typing;
}

static void take_text(struct view *view, const char *text, bool pasted)
{
    struct view_picker *picker = (struct view_picker *)view;
    (void)pasted;
    free(picker->current);
    picker->current = NULL;
    line_widget_insert(&picker->filter, text);
    filter_changed(picker);
}

static void release(struct view *view)
{
    struct view_picker *picker = (struct view_picker *)view;
    if (picker->options.free_context)
        picker->options.free_context(picker->options.context);
    clear_items(picker);
    free(picker->items);
    free(picker->shown);
    free(picker->title);
    free(picker->current);
    texts_release(&picker->marked);
    line_widget_release(&picker->filter);
    free(picker);
}

static const struct view_type picker_type = {
    .name = "picker",
    .contexts = ACTION_IN_PICKER | ACTION_IN_LIST | ACTION_IN_EVERYWHERE,
    .overlay = true,
    .draw = draw,
    .footer = footer,
    .act = act,
    .in_text = in_text,
    .text = take_text,
    .changed = refill,
    .free = release,
};

struct view *view_picker_new(struct tui *tui, const struct view_picker_options *options)
{
    struct view_picker *picker = mem_alloc(1, sizeof *picker);
    picker->view = (struct view){.type = &picker_type, .tui = tui};
    picker->options = *options;
    picker->title = mem_dup(options->title);
    picker->current = mem_dup(options->current);
    picker->typing = options->typing;
    picker->options.title = picker->options.current = NULL;
    line_widget_init(&picker->filter);
    refill(&picker->view);
    return &picker->view;
}
