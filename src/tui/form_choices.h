/*
 * form_choices: a choice of the form, opened in place under its field.
 *
 * The choices of the field table in plain words, each with what it wants; those that fit the content type of
 * the field that a comparison is about come first, when that is known. Choosing itself is form_edit's. UI
 * thread.
 */
#ifndef TUI_FORM_CHOICES_H
#define TUI_FORM_CHOICES_H

#include <stdbool.h>
#include <stddef.h>
#include "tui/canvas.h"
#include "tui/form.h"

enum { FORM_CHOICES_MAX = 32 };

struct form_choices {
    bool open;
    const struct field *field;      /* borrowed, static */
    size_t lines[FORM_CHOICES_MAX]; /* numbers of the field's choices, in the order shown; choice_count: none
                                       of them */
    size_t count, fitting;          /* fitting: how many of the first lines suit the content type */
    size_t at;                      /* under the cursor */
    char typed[32];                 /* what led there, so that the next characters go on from it */
};

/* Opens the choices of a cell with the cursor on its value. content_type as form_picker_content_type has
 * it. */
void form_choices_open(struct form_choices *choices, const struct form_cell *cell, const char *content_type);
/* Up (negative) or down; stops at the ends. */
void form_choices_move(struct form_choices *choices, long lines);
/* To the next choice with a word that begins with what was typed since the last move; with the character alone if there is
 * none. */
void form_choices_jump(struct form_choices *choices, const char *typed);
/* The number of the choice under the cursor, for form_edit_choose. */
size_t form_choices_chosen(const struct form_choices *choices);
/* Help on the choice under the cursor. borrowed, static. */
const char *form_choices_help(const struct form_choices *choices);
/* Draws as many lines as the area has, those around the cursor. */
void form_choices_draw(const struct form_choices *choices, struct canvas *canvas, struct canvas_area area);

#endif
