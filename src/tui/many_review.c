#include "tui/many_review.h"

#include <string.h>

#include "base/array.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/change.h"
#include "model/document.h"
#include "tui/aws_command.h"
#include "tui/many_review_row.h"
#include "tui/review_answer.h"
#include "tui/table_widget.h"
#include "tui/tui.h"
#include "tui/view_change.h"

/* A line of the screen: a target, or one of its notes. */
struct line {
    size_t row;
    long note; /* which of its notes; -1: the target itself */
};

struct many_review {
    struct view view;
    char *title, *account; /* owned */
    struct view *home;     /* borrowed */
    void (*refresh)(struct many_review *review, void *context);
    void (*sent)(struct tui *tui, size_t index, uint64_t number, void *context);
    void *context;
    void (*free_context)(void *context);
    struct many_review_row *rows; /* owned */
    size_t count, capacity;
    struct line *lines; /* owned */
    size_t line_count, line_capacity;
    struct table_widget table;
    struct review_answer answer;
};

bool many_review_waits(const struct many_review *review, size_t index)
{
    return review->rows[index].state == MANY_REVIEW_WAITS;
}

/* ---- what is counted ---- */

struct counts {
    size_t sent, left_out, equal, waiting, cannot;
};

static struct counts count(const struct many_review *review)
{
    struct counts counts = {0};
    for (size_t i = 0; i < review->count; i++) {
        const struct many_review_row *row = &review->rows[i];
        counts.waiting += row->state == MANY_REVIEW_WAITS;
        counts.cannot += row->state == MANY_REVIEW_CANNOT;
        counts.equal += row->state == MANY_REVIEW_SETTLED && !many_review_row_differs(row);
        counts.sent += many_review_row_is_sent(row);
        counts.left_out += many_review_row_differs(row) && !row->taken;
    }
    return counts;
}

/* The region that all which are sent go to, or how many there are. */
static char *regions_of(const struct many_review *review)
{
    struct texts regions = {0};
    for (size_t i = 0; i < review->count; i++) {
        const struct many_review_row *row = &review->rows[i];
        if (many_review_row_is_sent(row) && !texts_has(&regions, row->region))
            texts_add(&regions, row->region);
    }
    if (regions.count == 0 && review->count > 0)
        texts_add(&regions, review->rows[0].region);
    char *words = regions.count == 1 ? mem_dup(regions.items[0]) : mem_printf("%zu regions", regions.count);
    texts_release(&regions);
    return words;
}

/* What must be typed: the name of the only one that is sent, the number of several. */
static void set_answer(struct many_review *review)
{
    size_t sent = count(review).sent;
    const char *name = "";
    for (size_t i = 0; i < review->count; i++) {
        if (many_review_row_is_sent(&review->rows[i]))
            name = review->rows[i].name;
    }
    char *number = mem_printf("%zu", sent), *regions = regions_of(review);
    review_answer_set(&review->answer, regions,
                      sent == 1 ? "type the trigger's name" : "type how many are sent",
                      sent == 1 ? name : number);
    free(number);
    free(regions);
}

static void add_line(struct many_review *review, size_t row, long note)
{
    ARRAY_GROW(review->lines, review->line_count + 1, review->line_capacity);
    review->lines[review->line_count++] = (struct line){row, note};
}

/* The lines anew; the cursor stays at its target. */
static void rebuild(struct many_review *review)
{
    size_t at = review->line_count ? review->lines[review->table.cursor].row : 0;
    size_t cursor = 0;
    review->line_count = 0;
    for (size_t i = 0; i < review->count; i++) {
        if (i == at)
            cursor = review->line_count;
        add_line(review, i, -1);
        for (size_t note = 0; note < review->rows[i].notes.count; note++)
            add_line(review, i, (long)note);
    }
    table_widget_set_count(&review->table, review->line_count);
    if (cursor != review->table.cursor)
        table_widget_follow(&review->table, cursor);
    set_answer(review);
}

void many_review_add(struct many_review *review, const struct many_review_target *target)
{
    ARRAY_GROW(review->rows, review->count + 1, review->capacity);
    review->rows[review->count++] = (struct many_review_row){.region = NULL};
    many_review_set(review, review->count - 1, target);
}

void many_review_set(struct many_review *review, size_t index, const struct many_review_target *target)
{
    many_review_row_set(&review->rows[index], target);
    rebuild(review);
}

static void changed(struct view *view)
{
    struct many_review *review = (struct many_review *)view;
    if (review->refresh)
        review->refresh(review, review->context);
}

/* ---- drawing ---- */

static void add_count(struct strbuf *out, size_t number, const char *words)
{
    if (number > 0)
        strbuf_addf(out, "%s%zu %s", out->length ? ", " : "", number, words);
}

static void title(struct view *view, struct strbuf *left, struct strbuf *right)
{
    const struct many_review *review = (const struct many_review *)view;
    struct counts counts = count(review);
    strbuf_addf(left, "Review: %s", review->title);
    add_count(right, counts.waiting, "being read");
    add_count(right, counts.sent, "to send");
    add_count(right, counts.left_out, "left out");
    add_count(right, counts.equal, "equal");
    add_count(right, counts.cannot, "not possible");
}

static void give_mark(void *context, size_t line, struct table_widget_cell *out)
{
    const struct many_review *review = context;
    many_review_row_mark(&review->rows[review->lines[line].row], out);
}

static void give_cell(void *context, size_t line, int column, struct table_widget_cell *out)
{
    const struct many_review *review = context;
    many_review_row_cell(&review->rows[review->lines[line].row], column, out);
}

static bool give_whole(void *context, size_t line, struct table_widget_line *out)
{
    const struct many_review *review = context;
    const struct line *at = &review->lines[line];
    if (at->note < 0)
        return false;
    *out = (struct table_widget_line){review->rows[at->row].notes.items[at->note], NULL, THEME_WARN};
    return true;
}

static void draw_list(struct many_review *review, struct canvas *canvas, struct canvas_area area)
{
    size_t name = 0, domain = 0, region = 0;
    bool domains_differ = false;
    for (size_t i = 0; i < review->count; i++) {
        many_review_row_widen(review->rows[i].name, &name);
        many_review_row_widen(review->rows[i].domain, &domain);
        many_review_row_widen(review->rows[i].region, &region);
        domains_differ |= strcmp(review->rows[i].domain, review->rows[0].domain) != 0;
    }
    const struct table_widget_column columns[] = {
        {"trigger", (int)(name < 12 ? name : 12), (int)name, 0, false},
        {"domain", 6, (int)domain, domains_differ ? 0 : 1, false},
        {"region", (int)region, (int)region, 0, false},
        {"what happens", 8, 200, 0, false},
    };
    const struct table_widget_source source = {review, give_mark, give_cell, give_whole};
    table_widget_draw(&review->table, canvas, area, columns, (int)ARRAY_COUNT(columns), -1, false, &source);
}

static void draw(struct view *view, struct canvas *canvas, struct canvas_area area)
{
    struct many_review *review = (struct many_review *)view;
    struct counts counts = count(review);
    area.rows = review_answer_draw(&review->answer, canvas, area, counts.sent > 0 && counts.waiting == 0);
    if (area.rows > 0)
        draw_list(review, canvas, area);
}

static const enum action_id *footer(struct view *view)
{
    static const enum action_id actions[] = {ACTION_NEXT_BUTTON, ACTION_PRESS, ACTION_MARK, ACTION_SUBMIT,
                                             ACTION_BACK,        ACTION_HELP,  ACTION_NONE};
    (void)view;
    return actions;
}

static void remark(struct view *view, struct strbuf *out)
{
    const struct many_review *review = (const struct many_review *)view;
    if (review->answer.focus != REVIEW_ANSWER_PAGE || review->line_count == 0)
        return;
    const struct many_review_row *row = &review->rows[review->lines[review->table.cursor].row];
    tui_key(view->tui, ACTION_PRESS, out);
    strbuf_addf(out, " shows %s whole", row->name);
    if (!many_review_row_differs(row))
        return;
    strbuf_addf(out, " %s ", canvas_sign(CANVAS_SIGN_DOT));
    tui_key(view->tui, ACTION_MARK, out);
    strbuf_adds(out, row->taken ? " leaves it out" : " takes it in");
}

/* ---- sending ---- */

static uint64_t send_one(struct many_review *review, const struct many_review_row *row,
                         bool account_unknown_ok)
{
    struct backend *backend = tui_backend(review->view.tui);
    char *before = row->before ? json_print(row->before) : NULL, *after = json_print(row->after);
    struct backend_change change = {
        .region = row->region,
        .account = review->account,
        .identifier = row->before ? row->identifier : NULL,
        .before = before,
        .after = after,
        .client_token = row->options.client_token,
        .role_arn = row->options.role_arn,
        .type_version_id = row->options.type_version_id,
        .account_unknown_ok = account_unknown_ok,
    };
    uint64_t number = row->before ? backend_update(backend, &change) : backend_create(backend, &change);
    free(before);
    free(after);
    return number;
}

/* The changes are the backend's now: the screens above home go. */
static void send(bool account_unknown_ok, void *context)
{
    struct many_review *review = context;
    struct tui *tui = review->view.tui;
    struct strbuf key = STRBUF_INIT;
    uint64_t first = 0, number = 0;
    size_t sent = 0;
    for (size_t i = 0; i < review->count; i++) {
        if (!many_review_row_is_sent(&review->rows[i]))
            continue;
        number = send_one(review, &review->rows[i], account_unknown_ok);
        if (review->sent)
            review->sent(tui, i, number, review->context);
        first = first ? first : number;
        sent++;
    }
    tui_made_together(tui, first, number);
    tui_key(tui, ACTION_OPERATIONS, &key);
    tui_say(tui, "sending %zu change%s %s %s shows %s", sent, sent == 1 ? "" : "s",
            canvas_sign(CANVAS_SIGN_DOT), *key.text ? key.text : "o", sent == 1 ? "it" : "them");
    tui_pop_to(tui, review->home);
    strbuf_release(&key);
}

static void submit(struct many_review *review)
{
    struct tui *tui = review->view.tui;
    struct counts counts = count(review);
    if (tui_refuses_changes(tui))
        return;
    if (counts.waiting > 0)
        tui_say(tui, "%zu still being read: nothing can be sent yet", counts.waiting);
    else if (counts.sent == 0)
        tui_say(tui, "nothing is taken in that would change anything: there is nothing to send");
    else
        review_answer_submit(&review->answer, send, review);
}

/* ---- keys ---- */

/* One's change, whole. */
static void open_row(struct many_review *review)
{
    const struct many_review_row *row = &review->rows[review->lines[review->table.cursor].row];
    struct tui *tui = review->view.tui;
    if (row->state == MANY_REVIEW_WAITS)
        tui_say(tui, "%s is still being read", row->name);
    else if (!row->after)
        tui_say(tui, "%s: %s", row->name, row->note ? row->note : "nothing can be sent");
    else
        tui_push(tui, view_change_new(tui, row->region, row->before, row->after, &row->options, row->note));
}

static void press(struct many_review *review)
{
    if (review->answer.focus == REVIEW_ANSWER_BACK)
        tui_pop(review->view.tui);
    else if (review->answer.focus != REVIEW_ANSWER_PAGE)
        submit(review);
    else if (review->line_count > 0)
        open_row(review);
}

static void toggle(struct many_review *review)
{
    struct many_review_row *row = &review->rows[review->lines[review->table.cursor].row];
    if (many_review_row_differs(row)) {
        row->taken = !row->taken;
        row->chosen = true;
    }
    set_answer(review);
    table_widget_move(&review->table, review->table.cursor + 1 + row->notes.count);
}

static void take_all(struct many_review *review, bool taken)
{
    for (size_t i = 0; i < review->count; i++) {
        review->rows[i].taken = taken && many_review_row_differs(&review->rows[i]);
        review->rows[i].chosen = true;
    }
    set_answer(review);
}

/* The commands of all that are sent, one a line. */
static void copy_commands(struct many_review *review)
{
    const struct store_connection *connection = &tui_store(review->view.tui)->connection;
    struct strbuf all = STRBUF_INIT;
    size_t sent = 0;
    for (size_t i = 0; i < review->count; i++) {
        const struct many_review_row *row = &review->rows[i];
        if (!many_review_row_is_sent(row))
            continue;
        char *text = aws_command_of_change(row->region, row->before, row->after, &row->options, connection);
        strbuf_addf(&all, "%s%s", sent++ > 0 ? "\n" : "", text);
        free(text);
    }
    char *words = sent == 0 ? mem_dup("nothing is sent: there is no aws command")
                            : mem_printf("copied: %zu aws command%s", sent, sent == 1 ? "" : "s, one a line");
    if (sent > 0)
        tui_copy(review->view.tui, all.text, words);
    else
        tui_say(review->view.tui, "%s", words);
    free(words);
    strbuf_release(&all);
}

static bool act(struct view *view, enum action_id action, const char *argument)
{
    struct many_review *review = (struct many_review *)view;
    (void)argument;
    if (review_answer_act(&review->answer, action))
        return true;
    if (action == ACTION_PRESS)
        press(review);
    else if (action == ACTION_SUBMIT)
        submit(review);
    else if (action == ACTION_MARK && review->line_count > 0)
        toggle(review);
    else if (action == ACTION_MARK_ALL || action == ACTION_MARK_NONE)
        take_all(review, action == ACTION_MARK_ALL);
    else if (action == ACTION_AWS_COMMAND)
        copy_commands(review);
    else
        return table_widget_act(&review->table, action);
    return true;
}

static bool busy(const struct view *view)
{
    return count((const struct many_review *)view).waiting > 0;
}

static bool in_text(const struct view *view)
{
    return review_answer_in_text(&((const struct many_review *)view)->answer);
}

static void take_text(struct view *view, const char *text, bool pasted)
{
    (void)pasted;
    review_answer_text(&((struct many_review *)view)->answer, text);
}

/* ---- life ---- */

static void release(struct view *view)
{
    struct many_review *review = (struct many_review *)view;
    if (review->free_context)
        review->free_context(review->context);
    for (size_t i = 0; i < review->count; i++)
        many_review_row_release(&review->rows[i]);
    free(review->rows);
    free(review->lines);
    review_answer_release(&review->answer);
    free(review->title);
    free(review->account);
    free(review);
}

static const struct view_type many_review_type = {
    .name = "review of many",
    .contexts = ACTION_IN_REVIEW | ACTION_IN_LIST | ACTION_IN_EVERYWHERE,
    .drops_typed = true,
    .title = title,
    .draw = draw,
    .footer = footer,
    .act = act,
    .in_text = in_text,
    .text = take_text,
    .remark = remark,
    .changed = changed,
    .busy = busy,
    .free = release,
};

struct view *many_review_new(struct tui *tui, const struct many_review_options *options)
{
    struct many_review *review = mem_alloc(1, sizeof *review);
    review->view = (struct view){.type = &many_review_type, .tui = tui};
    review->title = mem_dup(options->title);
    review->account = mem_dup(options->account);
    review->home = options->home;
    review->refresh = options->refresh;
    review->sent = options->sent;
    review->context = options->context;
    review->free_context = options->free_context;
    review_answer_init(&review->answer, tui, true);
    return &review->view;
}
