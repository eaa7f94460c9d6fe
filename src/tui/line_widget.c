#include "tui/line_widget.h"

#include <ctype.h>

#include "base/text.h"

void line_widget_init(struct line_widget *line)
{
    *line = (struct line_widget){.text = STRBUF_INIT, .killed = STRBUF_INIT};
}

void line_widget_release(struct line_widget *line)
{
    strbuf_release(&line->text);
    strbuf_release(&line->killed);
    line_widget_init(line);
}

void line_widget_set(struct line_widget *line, const char *text)
{
    strbuf_reset(&line->text);
    strbuf_adds(&line->text, text ? text : "");
    line->cursor = line->text.length;
    line->left = 0;
}

/* True if the character at p joins the one before it. */
static bool joins(const struct line_widget *line, size_t at)
{
    uint32_t code;
    const char *end = line->text.text + line->text.length;
    if (at >= line->text.length)
        return false;
    text_decode(line->text.text + at, end, &code);
    return !text_is_unsafe(code) && text_char_width(code) == 0;
}

static size_t next_code(const struct line_widget *line, size_t at)
{
    uint32_t code;
    return at + text_decode(line->text.text + at, line->text.text + line->text.length, &code);
}

/* The start of the character after at, or the end. */
static size_t next_char(const struct line_widget *line, size_t at)
{
    if (at >= line->text.length)
        return line->text.length;
    at = next_code(line, at);
    while (joins(line, at))
        at = next_code(line, at);
    return at;
}

/* The start of the character before at, or 0. */
static size_t previous_char(const struct line_widget *line, size_t at)
{
    size_t start = 0;
    while (start < at) {
        size_t next = next_char(line, start);
        if (next >= at)
            break;
        start = next;
    }
    return start;
}

bool line_widget_insert(struct line_widget *line, const char *text)
{
    struct strbuf clean = STRBUF_INIT;
    bool blank = false;
    for (const char *p = text; *p; p++) {
        bool is_blank = *p == '\n' || *p == '\r' || *p == '\t';
        if (!is_blank)
            strbuf_addc(&clean, *p);
        else if (!blank)
            strbuf_addc(&clean, ' ');
        blank = is_blank;
    }
    bool changed = clean.length > 0;
    strbuf_insert(&line->text, line->cursor, clean.text, clean.length);
    line->cursor += clean.length;
    strbuf_release(&clean);
    return changed;
}

static bool cut(struct line_widget *line, size_t from, size_t to)
{
    if (from >= to)
        return false;
    strbuf_remove(&line->text, from, to - from);
    line->cursor = from;
    return true;
}

/* The same, kept for line-yank. */
static bool kill(struct line_widget *line, size_t from, size_t to)
{
    if (from < to) {
        strbuf_reset(&line->killed);
        strbuf_add(&line->killed, line->text.text + from, to - from);
    }
    return cut(line, from, to);
}

/* What a word is, as in readline: letters and digits for the keys with Alt, all but blanks for Ctrl-W. Characters beyond
 * ASCII count as letters. */
static bool in_word(char c)
{
    return isalnum((unsigned char)c) || (unsigned char)c >= 0x80;
}

static bool is_no_blank(char c)
{
    return c != ' ';
}

/* The start of the word before the cursor: first what is in no word, then what is. */
static size_t word_start(const struct line_widget *line, bool (*belongs)(char c))
{
    size_t at = line->cursor;
    while (at > 0 && !belongs(line->text.text[at - 1]))
        at--;
    while (at > 0 && belongs(line->text.text[at - 1]))
        at--;
    return at;
}

/* The end of the word after the cursor. */
static size_t word_end(const struct line_widget *line)
{
    size_t at = line->cursor;
    while (at < line->text.length && !in_word(line->text.text[at]))
        at++;
    while (at < line->text.length && in_word(line->text.text[at]))
        at++;
    return at;
}

/* True if the action only moves the cursor. */
static bool moves(struct line_widget *line, enum action_id action)
{
    if (action == ACTION_LINE_LEFT)
        line->cursor = previous_char(line, line->cursor);
    else if (action == ACTION_LINE_RIGHT)
        line->cursor = next_char(line, line->cursor);
    else if (action == ACTION_LINE_WORD_LEFT)
        line->cursor = word_start(line, in_word);
    else if (action == ACTION_LINE_WORD_RIGHT)
        line->cursor = word_end(line);
    else if (action == ACTION_LINE_START)
        line->cursor = 0;
    else if (action == ACTION_LINE_END)
        line->cursor = line->text.length;
    else
        return false;
    return true;
}

/* Takes whole parts out, and puts the last one in again. */
static bool kills(struct line_widget *line, enum action_id action, bool *differs)
{
    if (action == ACTION_LINE_RUB_BLANK)
        *differs = kill(line, word_start(line, is_no_blank), line->cursor);
    else if (action == ACTION_LINE_RUB_WORD)
        *differs = kill(line, word_start(line, in_word), line->cursor);
    else if (action == ACTION_LINE_DELETE_WORD)
        *differs = kill(line, line->cursor, word_end(line));
    else if (action == ACTION_LINE_CLEAR)
        *differs = kill(line, 0, line->cursor);
    else if (action == ACTION_LINE_KILL)
        *differs = kill(line, line->cursor, line->text.length);
    else if (action == ACTION_LINE_YANK)
        *differs = line_widget_insert(line, line->killed.text);
    else
        return false;
    return true;
}

bool line_widget_is_whole(enum action_id action)
{
    struct line_widget none = {.text = STRBUF_INIT, .killed = STRBUF_INIT};
    bool differs;
    return kills(&none, action, &differs);
}

bool line_widget_act(struct line_widget *line, enum action_id action, bool *changed)
{
    bool differs = false;
    if (moves(line, action))
        differs = false;
    else if (action == ACTION_LINE_RUB)
        differs = cut(line, previous_char(line, line->cursor), line->cursor);
    else if (action == ACTION_LINE_DELETE)
        differs = cut(line, line->cursor, next_char(line, line->cursor));
    else if (!kills(line, action, &differs))
        return false;
    if (changed)
        *changed = differs;
    return true;
}

/* Cells between two offsets, as drawn. */
static size_t width_between(const struct line_widget *line, size_t from, size_t to)
{
    struct strbuf part = STRBUF_INIT;
    strbuf_add(&part, line->text.text + from, to - from);
    size_t width = text_width(part.text);
    strbuf_release(&part);
    return width;
}

/* Moves the shown part so that the cursor, which takes a cell itself, is inside. */
static void scroll(struct line_widget *line, size_t cells)
{
    if (line->left > line->cursor)
        line->left = line->cursor;
    if (width_between(line, 0, line->text.length) < cells)
        line->left = 0;
    size_t width = width_between(line, line->left, line->cursor);
    while (line->left < line->cursor && width >= cells) { /* once through: a pasted text may be long */
        size_t next = next_char(line, line->left);
        width -= width_between(line, line->left, next);
        line->left = next;
    }
}

void line_widget_draw(struct line_widget *line, struct canvas *canvas, int row, int col, int cells,
                      bool focused, const char *hint)
{
    if (cells <= 0)
        return;
    canvas_fill(canvas, (struct canvas_area){row, col, 1, cells}, THEME_FIELD);
    if (!focused) {
        bool empty = line->text.length == 0 && hint;
        canvas_put(canvas, row, col, cells, empty ? THEME_DIM : THEME_FIELD, empty ? hint : line->text.text);
        return;
    }
    scroll(line, (size_t)cells);
    size_t end = line->left, next;
    while (end < line->text.length && (next = next_char(line, end)) &&
           width_between(line, line->left, next) <= (size_t)cells)
        end = next;
    struct strbuf shown = STRBUF_INIT;
    strbuf_add(&shown, line->text.text + line->left, end - line->left);
    canvas_put(canvas, row, col, cells, THEME_FIELD, shown.text);
    strbuf_release(&shown);
    canvas_cursor(canvas, row, col + (int)width_between(line, line->left, line->cursor));
}
