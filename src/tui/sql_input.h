/*
 * sql_input: the statement that is being typed: lines, of which the last is edited, older statements, completion.
 *
 *     sql  SELECT region, count(*)
 *          FROM event_triggers
 *          GROUP BY reg▏;
 *          region
 *
 * Backspace at the beginning of the last line goes back to the one before. One line is whole as it is; of several the last
 * ends with a ; or is empty. UI thread.
 */
#ifndef TUI_SQL_INPUT_H
#define TUI_SQL_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include "base/texts.h"
#include "tui/line_widget.h"

struct sql_input {
    struct texts above; /* the lines before */
    struct line_widget line;
    struct texts offers; /* what fits the word at the cursor */
    size_t start;        /* byte of the whole text where that word begins */
    size_t chosen;       /* the offer that Tab put in, from 1; 0: none */
    bool completing;     /* Tab was the last key: the offers are shown */
    size_t back;         /* how far back among the older ones; 0: what is typed */
    char *kept;          /* owned: what was typed, while an older one is shown */
};

void sql_input_init(struct sql_input *input);
void sql_input_release(struct sql_input *input);
/* The whole text. free(). */
char *sql_input_text(const struct sql_input *input);
void sql_input_set(struct sql_input *input, const char *text);
/* Typed or pasted at the cursor; lines of a paste stay lines. */
void sql_input_insert(struct sql_input *input, const char *text);
/* True if Enter runs it; else it begins another line. */
bool sql_input_is_whole(const struct sql_input *input);
bool sql_input_is_empty(const struct sql_input *input);
/* Editing, completing, another line, older and newer ones of a list (the oldest first): true if it was one of these. */
bool sql_input_act(struct sql_input *input, enum action_id action, const struct texts *older);
/* Draws on top of the area, in half of its rows at most. Returns the rows used. */
int sql_input_draw(struct sql_input *input, struct canvas *canvas, struct canvas_area area, bool focused);

#endif
