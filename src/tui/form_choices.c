#include "tui/form_choices.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"

/* ---- which, in which order ---- */

/* How well an operator fits: 0 it is for this content type, 1 it may be (dates are kept in texts), 2 it is
 * not. */
static int misfit(const struct field_choice *choice, const char *content_type)
{
    bool number = content_type && strcmp(content_type, "NUMBER") == 0;

    if (!choice->fits || !content_type || !*content_type)
        return 0;
    if (strstr(choice->fits, number ? "number" : "text"))
        return 0;
    return !number && strstr(choice->fits, "date") ? 1 : 2;
}

static void add_lines(struct form_choices *choices, const char *content_type, int wanted)
{
    for (size_t i = 0; i < choices->field->choice_count; i++)
        if (misfit(&choices->field->choices[i], content_type) == wanted && choices->count < FORM_CHOICES_MAX)
            choices->lines[choices->count++] = i;
}

void form_choices_open(struct form_choices *choices, const struct form_cell *cell, const char *content_type)
{
    const char *value = cJSON_GetStringValue(cell->value);

    *choices = (struct form_choices){.open = true, .field = cell->field};
    add_lines(choices, content_type, 0);
    add_lines(choices, content_type, 1);
    choices->fitting = choices->count;
    add_lines(choices, content_type, 2);
    if (!(cell->field->flags & FIELD_REQUIRED) && choices->count < FORM_CHOICES_MAX)
        choices->lines[choices->count++] = cell->field->choice_count;
    for (size_t i = 0; value && i < choices->count; i++)
        if (choices->lines[i] < cell->field->choice_count &&
            strcmp(cell->field->choices[choices->lines[i]].value, value) == 0)
            choices->at = i;
}

/* ---- moving ---- */

void form_choices_move(struct form_choices *choices, long lines)
{
    long at = (long)choices->at + lines, last = (long)choices->count - 1;

    choices->at = (size_t)(at < 0 ? 0 : at > last ? last : at);
    choices->typed[0] = '\0';
}

size_t form_choices_chosen(const struct form_choices *choices)
{
    return choices->lines[choices->at];
}

static const struct field_choice *choice_at(const struct form_choices *choices, size_t line)
{
    size_t number = choices->lines[line];

    return number < choices->field->choice_count ? &choices->field->choices[number] : NULL;
}

static bool has_word(const char *words, const char *typed)
{
    char *folded = text_fold(words), *wanted = text_fold(typed);
    size_t length = strlen(wanted);
    bool found = false;

    for (const char *p = folded; p && *p && !found; p = strchr(p, ' ') ? strchr(p, ' ') + 1 : NULL)
        found = strncmp(p, wanted, length) == 0;
    free(folded);
    free(wanted);
    return found;
}

/* The first choice from the line on, going round, with a word that begins so; the count: none has one. */
static size_t find_line(const struct form_choices *choices, const char *typed, size_t from)
{
    for (size_t i = 0; i < choices->count; i++) {
        size_t line = (from + i) % choices->count;
        const struct field_choice *choice = choice_at(choices, line);

        if (choice && has_word(choice->words, typed))
            return line;
    }
    return choices->count;
}

/* What was typed stands from at on, as far as there is room. */
static void note_typed(struct form_choices *choices, size_t at, const char *typed)
{
    size_t length = strnlen(typed, sizeof choices->typed - 1 - at);

    memcpy(choices->typed + at, typed, length);
    choices->typed[at + length] = '\0';
}

void form_choices_jump(struct form_choices *choices, const char *typed)
{
    size_t length = strlen(choices->typed), line = choices->count;

    if (length && length + strlen(typed) < sizeof choices->typed) {
        note_typed(choices, length, typed);
        line = find_line(choices, choices->typed, choices->at);
    }
    if (line == choices->count) {
        note_typed(choices, 0, typed);
        line = find_line(choices, typed, choices->at + 1);
    }
    if (line < choices->count)
        choices->at = line;
}

const char *form_choices_help(const struct form_choices *choices)
{
    const struct field_choice *choice = choice_at(choices, choices->at);

    return choice ? choice->help : "The property is left out.";
}

/* ---- drawing ---- */

/* "1 value · number", "1 to 10 values · text". */
static void add_wants(const struct field_choice *choice, struct strbuf *out)
{
    if (choice->values_max) {
        if (choice->values_min == choice->values_max)
            strbuf_addf(out, "%d value%s", choice->values_max, choice->values_max == 1 ? "" : "s");
        else
            strbuf_addf(out, "%d to %d values", choice->values_min, choice->values_max);
    }
    if (choice->fits)
        strbuf_addf(out, "%s%s%s%s", out->length ? " " : "", out->length ? canvas_sign(CANVAS_SIGN_DOT) : "",
                    out->length ? " " : "", choice->fits);
}

static int words_width(const struct form_choices *choices)
{
    size_t widest = 12;

    for (size_t i = 0; i < choices->count; i++) {
        const struct field_choice *choice = choice_at(choices, i);
        size_t width = choice ? text_width(choice->words) : 0;

        widest = width > widest ? width : widest;
    }
    return (int)widest;
}

static void draw_line(const struct form_choices *choices, size_t line, struct canvas *canvas, int row,
                      struct canvas_area area)
{
    const struct field_choice *choice = choice_at(choices, line);
    unsigned style = line >= choices->fitting ? THEME_DIM : THEME_PLAIN;
    int width = words_width(choices);
    struct strbuf wants = STRBUF_INIT;

    canvas_put(canvas, row, area.col + 1, area.cols - 1, style, choice ? choice->words : "none");
    if (choice)
        add_wants(choice, &wants);
    canvas_put(canvas, row, area.col + width + 3, area.cols - width - 3, THEME_DIM, wants.text);
    if (line == choices->at)
        canvas_restyle(canvas, (struct canvas_area){row, area.col, 1, area.cols}, THEME_REVERSED);
    strbuf_release(&wants);
}

void form_choices_draw(const struct form_choices *choices, struct canvas *canvas, struct canvas_area area)
{
    size_t rows = area.rows > 0 ? (size_t)area.rows : 0, first = 0;

    if (choices->at >= rows)
        first = choices->at - rows + 1;
    for (size_t i = 0; i < rows && first + i < choices->count; i++)
        draw_line(choices, first + i, canvas, area.row + (int)i, area);
}
