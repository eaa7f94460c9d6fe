#include "tui/view_sql.h"

#include <stdlib.h>
#include <string.h>
#include "base/mem.h"
#include "model/statements.h"
#include "model/store_look.h"
#include "sql/batch.h"
#include "tui/sql_export.h"
#include "tui/sql_input.h"
#include "tui/sql_rows.h"
#include "tui/sql_session.h"
#include "tui/text_widget.h"
#include "tui/tui.h"
#include "tui/view_record.h"

struct view_sql {
    struct view view;
    struct sql_session *session;
    struct sql_input input;
    struct sql_rows rows;
    uint64_t result_number; /* of the result that rows has */
    bool on_rows;           /* the rows have the keys */
    bool stop_is_used;      /* the key that cut the evaluation off is still to come */
};

static struct sql_session_outcome outcome_of(const struct view_sql *self)
{
    struct sql_session_outcome outcome;
    sql_session_outcome(self->session, &outcome);
    return outcome;
}

/* The rows are those of the newest result. */
static void follow(struct view_sql *self)
{
    struct sql_session_outcome outcome = outcome_of(self);
    if (outcome.result_number == self->result_number)
        return;
    self->result_number = outcome.result_number;
    sql_rows_set(&self->rows, outcome.result);
    self->on_rows &= outcome.result->count > 0;
}

/* ---- running ---- */

static void keep(struct view_sql *self, const char *text)
{
    struct tui *tui = self->view.tui;
    statements_add(&tui_store(tui)->statements, text);
    backend_keep_statement(tui_backend(tui), text);
}

static void run(struct view_sql *self, const char *statement)
{
    if (!sql_session_is_idle(self->session)) {
        tui_say(self->view.tui, "a statement is running; this one stays here until it has ended");
        return;
    }
    keep(self, statement);
    sql_input_set(&self->input, "");
    self->stop_is_used = false;
    sql_session_run(self->session, statement);
    follow(self);
}

static void run_input(struct view_sql *self)
{
    if (sql_input_is_empty(&self->input))
        return;
    if (!sql_input_is_whole(&self->input)) {
        sql_input_act(&self->input, ACTION_NEW_LINE, NULL);
        return;
    }
    char *text = sql_input_text(&self->input);
    run(self, text);
    free(text);
}

static int tick(struct view *view, int64_t now_ms)
{
    struct view_sql *self = (struct view_sql *)view;
    (void)now_ms;
    bool was_idle = sql_session_is_idle(self->session);
    int wait_ms = sql_session_tick(self->session);
    const struct err *failure = outcome_of(self).failure;
    self->stop_is_used |= !was_idle && sql_session_is_idle(self->session) && failure->code == ERR_INTERRUPTED;
    follow(self);
    return wait_ms;
}

static void changed(struct view *view)
{
    struct view_sql *self = (struct view_sql *)view;
    sql_session_changed(self->session);
    follow(self);
}

static void shown(struct view *view)
{
    struct view_sql *self = (struct view_sql *)view;
    sql_session_shown(self->session);
    follow(self);
}

/* ---- keys ---- */

static bool act_on_rows(struct view_sql *self, enum action_id action, const char *argument)
{
    size_t row;
    if (sql_rows_act(&self->rows, action, argument))
        return true;
    if (action == ACTION_BACK || action == ACTION_QUIT) {
        self->on_rows = false;
        return true;
    }
    if (action != ACTION_RUN)
        return false;
    if (sql_rows_now(&self->rows, &row))
        tui_push(self->view.tui, view_record_new(self->view.tui, self->rows.result, row));
    return true;
}

static void turn(struct view_sql *self)
{
    if (!self->on_rows && self->rows.table.count == 0 && self->rows.filter.text.length == 0)
        tui_say(self->view.tui, "there are no rows");
    else
        self->on_rows = !self->on_rows;
}

/* What the person meant to stop has been, or is stopped now. */
static bool stop(struct view_sql *self)
{
    bool used = self->stop_is_used;
    self->stop_is_used = false;
    return sql_session_stop(self->session) || used;
}

static bool act_on_input(struct view_sql *self, enum action_id action)
{
    if (action == ACTION_PAGE_DOWN || action == ACTION_PAGE_UP)
        return table_widget_act(&self->rows.table, action);
    if (action == ACTION_RUN)
        run_input(self);
    else
        return sql_input_act(&self->input, action, &tui_store(self->view.tui)->statements);
    return true;
}

static bool act(struct view *view, enum action_id action, const char *argument)
{
    struct view_sql *self = (struct view_sql *)view;
    if ((action == ACTION_STOP || action == ACTION_BACK) && stop(self))
        follow(self);
    else if (action == ACTION_RESULTS)
        turn(self);
    else if (action == ACTION_EXPORT)
        sql_export_begin(view->tui, outcome_of(self).result, argument);
    else
        return self->on_rows ? act_on_rows(self, action, argument) : act_on_input(self, action);
    return true;
}

static bool in_text(const struct view *view)
{
    const struct view_sql *self = (const struct view_sql *)view;
    return !self->on_rows || self->rows.filtering;
}

static void take_text(struct view *view, const char *text, bool pasted)
{
    struct view_sql *self = (struct view_sql *)view;
    (void)pasted;
    if (!self->rows.filtering) {
        self->on_rows = false;
        sql_input_insert(&self->input, text);
        return;
    }
    line_widget_insert(&self->rows.filter, text);
    sql_rows_pass(&self->rows);
}

static struct line_widget *prompt(struct view *view, const char **label)
{
    struct view_sql *self = (struct view_sql *)view;
    *label = "/ ";
    return self->rows.filtering ? &self->rows.filter : NULL;
}

/* ---- drawing ---- */

static void title(struct view *view, struct strbuf *left, struct strbuf *right)
{
    const struct view_sql *self = (const struct view_sql *)view;
    struct sql_session_outcome outcome = outcome_of(self);
    strbuf_adds(left, "SQL");
    if (*outcome.words != '\0')
        strbuf_addf(left, " %s %s", canvas_sign(CANVAS_SIGN_DOT), outcome.words);
    if (self->rows.filter.text.length > 0)
        strbuf_addf(left, " %s /%s", canvas_sign(CANVAS_SIGN_DOT), self->rows.filter.text.text);
    sql_session_say(self->session, right);
}

/* The line of the statement with the mark, what stands against it, the rules that a change breaks. */
static int draw_failure(const struct sql_session_outcome *outcome, struct canvas *canvas,
                        struct canvas_area area)
{
    struct text_widget text;
    if (outcome->failure->code == ERR_NONE || area.rows < 1)
        return 0;
    text_widget_init(&text);
    if (outcome->fault != BATCH_NO_PLACE && area.rows > 2 && area.cols > 4) {
        struct strbuf mark = STRBUF_INIT;
        place_mark(&mark, outcome->text, outcome->fault, (size_t)area.cols - 4);
        strbuf_truncate(&mark, mark.length - 1);
        text_widget_add(&text, THEME_PLAIN, 0, true, mark.text);
        strbuf_release(&mark);
    }
    for (size_t i = 0; i < outcome->broken->count; i++)
        text_widget_add(&text, THEME_WARN, 2, false, outcome->broken->items[i]);
    text_widget_addf(&text, THEME_BAD, 2, "%s %s", canvas_sign(CANVAS_SIGN_FAILED), outcome->failure->text);
    if (*outcome->failure->hint != '\0')
        text_widget_add(&text, THEME_DIM, 2, false, outcome->failure->hint);
    int rows = text_widget_height(&text, area.cols);
    area.rows = rows < area.rows ? rows : area.rows;
    text_widget_draw(&text, canvas, area);
    text_widget_release(&text);
    return area.rows;
}

/* What the rows are of, on one line where there is room for it. */
static int draw_statement(const struct sql_session_outcome *outcome, struct canvas *canvas,
                          struct canvas_area area)
{
    enum { ROWS_LEFT = 6 };
    struct strbuf line = STRBUF_INIT;
    if (outcome->failure->code != ERR_NONE || *outcome->text == '\0' || area.rows < ROWS_LEFT)
        return 0;
    for (const char *p = outcome->text; *p != '\0'; p++)
        strbuf_addc(&line, *p == '\n' ? ' ' : *p);
    canvas_put(canvas, area.row, area.col + 1, area.cols - 2, THEME_DIM, line.text);
    strbuf_release(&line);
    return 1;
}

static struct canvas_area below(struct canvas_area area, int rows)
{
    return (struct canvas_area){area.row + rows, area.col, area.rows - rows, area.cols};
}

static void draw(struct view *view, struct canvas *canvas, struct canvas_area area)
{
    struct view_sql *self = (struct view_sql *)view;
    struct sql_session_outcome outcome = outcome_of(self);
    area = below(area, sql_input_draw(&self->input, canvas, area, !self->on_rows));
    if (area.rows > 1) {
        canvas_line(canvas, area.row, area.col, area.cols, THEME_BORDER);
        area = below(area, 1);
    }
    area = below(area, draw_failure(&outcome, canvas, area));
    area = below(area, draw_statement(&outcome, canvas, area));
    sql_rows_draw(&self->rows, canvas, area);
}

static const enum action_id *footer(struct view *view)
{
    static const enum action_id input[] = {ACTION_RUN,      ACTION_COMPLETE, ACTION_RESULTS, ACTION_OLDER,
                                           ACTION_NEW_LINE, ACTION_BACK,     ACTION_HELP,    ACTION_NONE};
    static const enum action_id rows[] = {ACTION_FILTER, ACTION_EXPORT, ACTION_RESULTS,
                                          ACTION_BACK,   ACTION_HELP,   ACTION_NONE};
    return ((const struct view_sql *)view)->on_rows ? rows : input;
}

static void remark(struct view *view, struct strbuf *out)
{
    const struct view_sql *self = (const struct view_sql *)view;
    if (self->rows.filtering)
        return;
    if (self->on_rows) {
        tui_key(view->tui, ACTION_RUN, out);
        strbuf_adds(out, " shows the row whole");
    } else if (self->input.above.count > 0) {
        bool whole = sql_input_is_whole(&self->input);
        if (whole)
            tui_key(view->tui, ACTION_RUN, out);
        strbuf_adds(out, whole ? " runs it" : "of several lines the last ends with ; or is empty");
    } else if (self->input.completing && self->input.offers.count == 0) {
        strbuf_adds(out, "nothing fits here");
    }
}

/* What was typed and not run is among the older ones then. */
static bool leave(struct view *view)
{
    struct view_sql *self = (struct view_sql *)view;
    char *text = sql_input_text(&self->input);
    if (!sql_input_is_empty(&self->input))
        keep(self, text);
    free(text);
    return true;
}

static bool busy(const struct view *view)
{
    return sql_session_is_busy(((const struct view_sql *)view)->session) ||
           !tui_store(view->tui)->statements_loaded;
}

/* ---- life ---- */

static void release(struct view *view)
{
    struct view_sql *self = (struct view_sql *)view;
    sql_session_free(self->session);
    store_look_clear(tui_store(view->tui)); /* what the statements looked at */
    sql_input_release(&self->input);
    sql_rows_release(&self->rows);
    free(self);
}

static const struct view_type sql_type = {
    .name = "SQL console",
    .contexts = ACTION_IN_SQL | ACTION_IN_LIST | ACTION_IN_EVERYWHERE,
    .takes_paste = true,
    .title = title,
    .draw = draw,
    .footer = footer,
    .act = act,
    .in_text = in_text,
    .text = take_text,
    .prompt = prompt,
    .remark = remark,
    .changed = changed,
    .tick = tick,
    .shown = shown,
    .leave = leave,
    .busy = busy,
    .free = release,
};

void view_sql_open(struct tui *tui, const char *statement)
{
    struct view_sql *self = mem_alloc(1, sizeof *self);
    self->view = (struct view){.type = &sql_type, .tui = tui};
    self->session = sql_session_new(&self->view);
    sql_input_init(&self->input);
    sql_rows_init(&self->rows);
    if (tui_backend(tui) && !tui_store(tui)->statements_loaded)
        backend_load_statements(tui_backend(tui));
    tui_push(tui, &self->view);
    if (statement && *statement)
        run(self, statement);
}
