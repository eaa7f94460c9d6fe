#include "tui/view_operations.h"

#include "base/array.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/undo.h"
#include "tui/form_drafts.h"
#include "tui/line_widget.h"
#include "tui/table_widget.h"
#include "tui/tui.h"
#include "tui/view_form.h"
#include "tui/view_operation.h"

struct view_operations {
    struct view view;
    struct table_widget table;
    size_t *shown; /* owned: places in store->operations, newest first */
    size_t shown_capacity;
    uint64_t number; /* of the operation under the cursor */
    struct line_widget filter;
    bool filtering;
    struct strbuf scratch;
};

/* ---- lines ---- */

static const struct operation *operation_at(const struct view_operations *operations, size_t line)
{
    const struct store *store = tui_store(operations->view.tui);
    bool there = line < operations->table.count && operations->shown[line] < store->operation_count;
    return there ? &store->operations[operations->shown[line]] : NULL;
}

/* True if each word of the filter stands somewhere in the operation's line. */
static bool passes(const struct operation *operation, const struct texts *words)
{
    char *line = mem_printf("%s %s %s %s %s", operation_kind_word(operation->kind), operation->identifier,
                            operation->region, operation_state_word(operation), operation->failure.text);
    char *folded = text_fold(line);
    bool all = true;
    for (size_t i = 0; i < words->count && all; i++)
        all = strstr(folded, words->items[i]) != NULL;
    free(line);
    free(folded);
    return all;
}

static void note_number(struct view_operations *operations)
{
    const struct operation *operation = operation_at(operations, operations->table.cursor);
    operations->number = operation ? operation->number : 0;
}

static void rebuild(struct view *view)
{
    struct view_operations *operations = (struct view_operations *)view;
    const struct store *store = tui_store(view->tui);
    char *folded = text_fold(operations->filter.text.text);
    struct texts words = {0};
    texts_split(&words, folded, ' ');
    size_t count = 0, cursor = operations->table.cursor;
    for (size_t i = store->operation_count; i-- > 0;) {
        if (!passes(&store->operations[i], &words))
            continue;
        ARRAY_GROW(operations->shown, count + 1, operations->shown_capacity);
        if (store->operations[i].number == operations->number)
            cursor = count;
        operations->shown[count++] = i;
    }
    operations->table.count = count;
    table_widget_follow(&operations->table, cursor);
    note_number(operations);
    texts_release(&words);
    free(folded);
}

/* ---- drawing ---- */

enum { COLUMN_KIND, COLUMN_NAME, COLUMN_REGION, COLUMN_STATE, COLUMN_AGE, COLUMN_WORDS, COLUMNS };

static void give_mark(void *context, size_t line, struct table_widget_cell *out)
{
    const struct operation *operation = operation_at(context, line);
    if (operation)
        out->text = canvas_sign(view_operation_sign(operation, &out->style));
}

static void add_words(struct view_operations *operations, const struct operation *operation)
{
    struct strbuf *out = &operations->scratch;
    if (operation_has_ended(operation) || operation->wait == OPERATION_ASKING)
        view_operation_question(operations->view.tui, operation, out);
    if (out->length)
        return;
    if (operation->failure.code != ERR_NONE)
        strbuf_adds(out, operation->failure.text);
    else if (operation->warning)
        strbuf_addf(out, "%s %s", canvas_sign(CANVAS_SIGN_WARNING), operation->warning);
    else if (!operation_has_ended(operation) && operation->wait >= OPERATION_INTERRUPTED)
        view_operation_question(operations->view.tui, operation, out);
    else if (operation->activity)
        strbuf_adds(out, operation->activity);
    else if (!operation->mine && !operation_has_ended(operation))
        strbuf_adds(out, "another etrig follows it");
}

/* "z undo" where that is possible. */
static void add_undo(struct view_operations *operations, const struct operation *operation)
{
    struct tui *tui = operations->view.tui;
    if (operations->scratch.length > 0 || !undo_allowed(operation, &tui_store(tui)->connection, NULL))
        return;
    tui_key(tui, ACTION_UNDO, &operations->scratch);
    strbuf_addf(&operations->scratch, " %s", action_get(ACTION_UNDO)->hint);
}

static void give_cell(void *context, size_t line, int column, struct table_widget_cell *out)
{
    struct view_operations *operations = context;
    const struct operation *operation = operation_at(operations, line);
    struct strbuf *scratch = &operations->scratch;
    if (!operation)
        return;
    strbuf_reset(scratch);
    if (column == COLUMN_KIND) {
        strbuf_adds(scratch, operation_kind_word(operation->kind));
    } else if (column == COLUMN_NAME) {
        const char *bar = strchr(operation->identifier, '|');
        strbuf_adds(scratch, bar ? bar + 1 : operation->identifier);
    } else if (column == COLUMN_REGION) {
        strbuf_adds(scratch, operation->region);
    } else if (column == COLUMN_STATE) {
        strbuf_adds(scratch, operation_state_word(operation));
        view_operation_sign(operation, &out->style);
    } else if (column == COLUMN_AGE) {
        char age[8];
        bool ended = operation->ended_ms > 0;
        clock_format_age(clock_wall_ms() - (ended ? operation->ended_ms : operation->started_ms), age);
        strbuf_adds(scratch, age);
    } else {
        add_words(operations, operation);
        add_undo(operations, operation);
    }
    out->text = scratch->text;
}

static void draw(struct view *view, struct canvas *canvas, struct canvas_area area)
{
    static const struct table_widget_column columns[COLUMNS] = {
        [COLUMN_KIND] = {"Change", 6, 6, 0, false},    [COLUMN_NAME] = {"Trigger", 16, 32, 0, false},
        [COLUMN_REGION] = {"Region", 9, 14, 2, false}, [COLUMN_STATE] = {"State", 11, 11, 0, false},
        [COLUMN_AGE] = {"Age", 4, 4, 3, true},         [COLUMN_WORDS] = {"", 12, 120, 0, false},
    };
    struct view_operations *operations = (struct view_operations *)view;
    const struct table_widget_source source = {operations, give_mark, give_cell, NULL};
    table_widget_draw(&operations->table, canvas, area, columns, COLUMNS, -1, false, &source);
    if (operations->table.count == 0)
        canvas_put(canvas, area.row + 2, area.col + 3, area.cols - 3, THEME_DIM,
                   operations->filter.text.length ? "nothing matches the filter" : "nothing was changed yet");
}

static void title(struct view *view, struct strbuf *left, struct strbuf *right)
{
    const struct store *store = tui_store(view->tui);
    struct view_operations *operations = (struct view_operations *)view;
    size_t open = store_open_operations(store), failed = 0, done = 0, gave_way = 0;
    const char *dot = canvas_sign(CANVAS_SIGN_DOT);
    for (size_t i = 0; i < store->operation_count; i++) {
        const struct operation *operation = &store->operations[i];
        bool gave = operation_gave_way(operation);
        gave_way += gave;
        failed += !gave && operation_has_failed(operation);
        done += operation->state == OPERATION_SUCCEEDED;
    }
    strbuf_addf(left, "Operations  %zu under way %s %zu failed %s %zu done", open, dot, failed, dot, done);
    if (gave_way > 0)
        strbuf_addf(left, " %s %zu gave way", dot, gave_way);
    if (operations->filter.text.length > 0)
        strbuf_addf(left, " %s /%s", dot, operations->filter.text.text);
    strbuf_adds(right, "newest first");
}

static const enum action_id *footer(struct view *view)
{
    struct view_operations *operations = (struct view_operations *)view;
    return view_operation_footer(operation_at(operations, operations->table.cursor));
}

/* ---- acting ---- */

static bool act_on_filter(struct view_operations *operations, enum action_id action)
{
    bool changed = false;
    if (line_widget_act(&operations->filter, action, &changed)) {
        if (changed)
            rebuild(&operations->view);
        return true;
    }
    if (action != ACTION_DETAILS && action != ACTION_BACK && action != ACTION_STOP)
        return false;
    if (action != ACTION_DETAILS)
        line_widget_set(&operations->filter, "");
    operations->filtering = false;
    rebuild(&operations->view);
    return true;
}

static bool clear_filter(struct view_operations *operations)
{
    if (operations->filter.text.length == 0)
        return false;
    line_widget_set(&operations->filter, "");
    rebuild(&operations->view);
    return true;
}

/* What is known of a change; of one that found another's, what differs. */
static void show(struct tui *tui, const struct operation *operation)
{
    if (!view_form_settle(tui, operation))
        tui_push(tui, view_operation_new(tui, operation->number));
}

static bool act(struct view *view, enum action_id action, const char *argument)
{
    struct view_operations *operations = (struct view_operations *)view;
    if (operations->filtering && act_on_filter(operations, action))
        return true;
    const struct operation *operation = operation_at(operations, operations->table.cursor);
    if (action == ACTION_FILTER) {
        line_widget_set(&operations->filter, argument);
        operations->filtering = argument == NULL;
        rebuild(view);
    } else if (action == ACTION_BACK) {
        return clear_filter(operations);
    } else if (action == ACTION_DRAFTS) {
        form_drafts_push(view->tui, NULL);
    } else if (action == ACTION_DETAILS) {
        if (operation)
            show(view->tui, operation);
    } else if (table_widget_act(&operations->table, action)) {
        note_number(operations);
    } else {
        return operation && view_operation_act(view->tui, operation, action);
    }
    return true;
}

static bool in_text(const struct view *view)
{
    return ((const struct view_operations *)view)->filtering;
}

static void take_text(struct view *view, const char *text, bool pasted)
{
    (void)pasted;
    line_widget_insert(&((struct view_operations *)view)->filter, text);
    rebuild(view);
}

static struct line_widget *prompt(struct view *view, const char **label)
{
    struct view_operations *operations = (struct view_operations *)view;
    *label = "/ ";
    return operations->filtering ? &operations->filter : NULL;
}

/* The whole of what the line has no room for. */
static void remark(struct view *view, struct strbuf *out)
{
    struct view_operations *operations = (struct view_operations *)view;
    const struct operation *operation = operation_at(operations, operations->table.cursor);
    if (!operation || operations->filtering)
        return;
    strbuf_reset(&operations->scratch);
    add_words(operations, operation);
    strbuf_adds(out, operations->scratch.text);
}

static void release(struct view *view)
{
    struct view_operations *operations = (struct view_operations *)view;
    free(operations->shown);
    line_widget_release(&operations->filter);
    strbuf_release(&operations->scratch);
    free(operations);
}

static const struct view_type operations_type = {
    .name = "operations",
    .contexts = ACTION_IN_OPERATIONS | ACTION_IN_LIST | ACTION_IN_EVERYWHERE,
    .title = title,
    .draw = draw,
    .footer = footer,
    .act = act,
    .in_text = in_text,
    .text = take_text,
    .prompt = prompt,
    .remark = remark,
    .changed = rebuild,
    .free = release,
};

/* 0: none asks. */
static uint64_t newest_question(const struct store *store)
{
    for (size_t i = store->operation_count; i-- > 0;)
        if (!operation_has_ended(&store->operations[i]) && store->operations[i].wait == OPERATION_ASKING)
            return store->operations[i].number;
    return 0;
}

struct view *view_operations_new(struct tui *tui, uint64_t number)
{
    struct view_operations *operations = mem_alloc(1, sizeof *operations);
    operations->view = (struct view){.type = &operations_type, .tui = tui};
    operations->number = number != 0 ? number : newest_question(tui_store(tui));
    line_widget_init(&operations->filter);
    strbuf_init(&operations->scratch);
    rebuild(&operations->view);
    return &operations->view;
}
