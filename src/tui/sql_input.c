#include "tui/sql_input.h"

#include <stdlib.h>
#include <string.h>
#include "base/mem.h"
#include "base/text.h"
#include "sql/complete.h"

enum { LABEL = 5 };

void sql_input_init(struct sql_input *input)
{
    *input = (struct sql_input){.start = 0};
    line_widget_init(&input->line);
}

void sql_input_release(struct sql_input *input)
{
    texts_release(&input->above);
    texts_release(&input->offers);
    line_widget_release(&input->line);
    free(input->kept);
}

/* ---- the text ---- */

static void add_above(const struct sql_input *input, struct strbuf *out)
{
    for (size_t i = 0; i < input->above.count; i++)
        strbuf_addf(out, "%s\n", input->above.items[i]);
}

char *sql_input_text(const struct sql_input *input)
{
    struct strbuf out = STRBUF_INIT;
    add_above(input, &out);
    strbuf_adds(&out, input->line.text.text);
    return strbuf_detach(&out);
}

/* The text in lines, the cursor in the last one with `after` bytes behind it. */
static void set_lines(struct sql_input *input, const char *text, size_t after)
{
    const char *line = text, *end;
    texts_release(&input->above);
    while ((end = strchr(line, '\n')) != NULL) {
        char *one = mem_dup_n(line, (size_t)(end - line));
        texts_add(&input->above, one);
        free(one);
        line = end + 1;
    }
    size_t length = strlen(line);
    line_widget_set(&input->line, line);
    input->line.cursor = length > after ? length - after : 0;
    input->completing = false;
}

void sql_input_set(struct sql_input *input, const char *text)
{
    set_lines(input, text, 0);
    input->back = 0;
}

void sql_input_insert(struct sql_input *input, const char *text)
{
    input->completing = false;
    if (strchr(text, '\n') == NULL) {
        line_widget_insert(&input->line, text);
        return;
    }
    struct strbuf whole = STRBUF_INIT;
    size_t cursor = input->line.cursor, after = input->line.text.length - cursor, end = strlen(text);
    while (after == 0 && end > 0 && strchr(" \n", text[end - 1]) != NULL)
        end--;
    add_above(input, &whole);
    strbuf_add(&whole, input->line.text.text, cursor);
    for (size_t i = 0; i < end; i++)
        strbuf_addc(&whole, text[i] == '\t' || text[i] == '\r' ? ' ' : text[i]);
    strbuf_adds(&whole, input->line.text.text + cursor);
    set_lines(input, whole.text, after);
    strbuf_release(&whole);
}

bool sql_input_is_empty(const struct sql_input *input)
{
    return input->above.count == 0 && input->line.text.text[strspn(input->line.text.text, " ")] == '\0';
}

bool sql_input_is_whole(const struct sql_input *input)
{
    const char *last = input->line.text.text;
    size_t length = input->line.text.length;
    while (length > 0 && last[length - 1] == ' ')
        length--;
    return input->above.count == 0 || length == 0 || last[length - 1] == ';';
}

/* What stands behind the cursor goes to the next line. */
static void begin_line(struct sql_input *input)
{
    char *line = mem_dup_n(input->line.text.text, input->line.cursor);
    char *rest = mem_dup(input->line.text.text + input->line.cursor);
    texts_add(&input->above, line);
    line_widget_set(&input->line, rest);
    input->line.cursor = 0;
    free(line);
    free(rest);
}

/* Backspace at the beginning of the last line. */
static bool join_lines(struct sql_input *input)
{
    if (input->line.cursor > 0 || input->above.count == 0)
        return false;
    char *line = input->above.items[--input->above.count];
    char *joined = mem_printf("%s%s", line, input->line.text.text);
    line_widget_set(&input->line, joined);
    input->line.cursor = strlen(line);
    free(joined);
    free(line);
    return true;
}

/* ---- older statements ---- */

static void show_older(struct sql_input *input, const struct texts *older, bool newer)
{
    size_t back = newer ? input->back - (input->back > 0) : input->back + 1;
    if (back > older->count || back == input->back)
        return;
    if (input->back == 0) {
        free(input->kept);
        input->kept = sql_input_text(input);
    }
    set_lines(input, back > 0 ? older->items[older->count - back] : input->kept, 0);
    input->back = back;
}

/* ---- completion ---- */

static void put_offer(struct sql_input *input, size_t above, const char *word, size_t length)
{
    struct strbuf line = STRBUF_INIT;
    const char *rest = input->line.text.text + input->line.cursor;
    strbuf_add(&line, input->line.text.text, input->start - above);
    strbuf_add(&line, word, length);
    size_t cursor = line.length;
    strbuf_adds(&line, rest);
    line_widget_set(&input->line, line.text);
    input->line.cursor = cursor;
    strbuf_release(&line);
}

/* As far as all offers agree, whatever their case. */
static size_t common_length(const struct texts *offers)
{
    size_t length = strlen(offers->items[0]);
    for (size_t i = 1; i < offers->count; i++) {
        size_t same = 0;
        while (same < length && offers->items[0][same] == offers->items[i][same])
            same++;
        length = same;
    }
    return length;
}

static void find_offers(struct sql_input *input)
{
    struct strbuf whole = STRBUF_INIT;
    add_above(input, &whole);
    size_t cursor = whole.length + input->line.cursor;
    strbuf_adds(&whole, input->line.text.text);
    texts_release(&input->offers);
    input->start = complete_find(whole.text, cursor, &input->offers);
    input->chosen = 0;
    input->completing = true;
    strbuf_release(&whole);
}

/* First as far as all offers agree, then one after the other. */
static void complete(struct sql_input *input)
{
    struct strbuf above = STRBUF_INIT;
    struct texts *offers = &input->offers;
    bool first = !input->completing;
    add_above(input, &above);
    if (first)
        find_offers(input);
    size_t typed = above.length + input->line.cursor - input->start;
    if (offers->count > 0 && first && (offers->count == 1 || common_length(offers) >= typed)) {
        put_offer(input, above.length, offers->items[0], common_length(offers));
    } else if (offers->count > 1 || (offers->count == 1 && !first)) {
        const char *word = offers->items[input->chosen % offers->count];
        put_offer(input, above.length, word, strlen(word));
        input->chosen = input->chosen % offers->count + 1;
    }
    strbuf_release(&above);
}

/* ---- keys ---- */

bool sql_input_act(struct sql_input *input, enum action_id action, const struct texts *older)
{
    if (action == ACTION_COMPLETE) {
        complete(input);
        return true;
    }
    if (action == ACTION_OLDER || action == ACTION_NEWER)
        show_older(input, older, action == ACTION_NEWER);
    else if (action == ACTION_NEW_LINE)
        begin_line(input);
    else if (!(action == ACTION_LINE_RUB && join_lines(input)) &&
             !line_widget_act(&input->line, action, NULL))
        return false;
    input->completing = false;
    return true;
}

/* ---- drawing ---- */

static void draw_offers(const struct sql_input *input, struct canvas *canvas, struct canvas_area area)
{
    size_t first = input->chosen > 0 ? input->chosen - 1 : 0;
    int col = area.col, end = area.col + area.cols;
    for (size_t i = first; i < input->offers.count && col < end; i++) {
        unsigned style = i + 1 == input->chosen ? THEME_FOCUS : THEME_DIM;
        col += canvas_put(canvas, area.row, col, end - col, style, input->offers.items[i]) + 2;
    }
}

int sql_input_draw(struct sql_input *input, struct canvas *canvas, struct canvas_area area, bool focused)
{
    int label = area.cols > 2 * LABEL ? LABEL : 0, cells = area.cols - label, col = area.col + label;
    bool offers = input->completing && input->offers.count > 1 && area.rows > 2;
    size_t most = area.rows > 3 ? (size_t)area.rows / 2 : 1, above = input->above.count;
    size_t first = above + 1 > most ? above + 1 - most : 0;
    int row = area.row;
    if (label > 0)
        canvas_put(canvas, row, area.col, label, THEME_HEADING, " sql");
    for (size_t i = first; i < above; i++)
        canvas_put(canvas, row++, col, cells, THEME_PLAIN, input->above.items[i]);
    line_widget_draw(&input->line, canvas, row++, col, cells, focused, "a statement");
    if (offers)
        draw_offers(input, canvas, (struct canvas_area){row, col, 1, cells});
    return row - area.row + offers;
}
