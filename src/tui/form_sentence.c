#include "tui/form_sentence.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "tui/form_draw.h"

void form_sentence_release(struct form_sentence *sentence)
{
    free(sentence->text);
    *sentence = (struct form_sentence){NULL, 0};
}

static size_t first_difference(const char *a, const char *b)
{
    size_t at = 0;

    while (a[at] && a[at] == b[at])
        at++;
    return at;
}

static void follow(struct form_sentence *sentence, const char *text)
{
    if (sentence->text && strcmp(sentence->text, text) == 0)
        return;
    sentence->at = sentence->text ? first_difference(sentence->text, text) : 0;
    free(sentence->text);
    sentence->text = mem_dup(text);
}

/* Where the part that is shown begins: the start if the change is in sight from there or all of it is, else the word
 * half a line before the change, or earlier where the rest would not fill the place. */
static size_t start_of(const struct form_sentence *sentence, struct canvas_area area)
{
    size_t cols = (size_t)area.cols, room = cols * (size_t)area.rows, length = strlen(sentence->text), start;
    const char *blank;

    if (length <= room - cols / 4 || sentence->at + cols / 2 < room)
        return 0;
    start = sentence->at - cols / 2;
    if (start > length - room + cols / 2)
        start = length - room + cols / 2;
    blank = strchr(sentence->text + start, ' ');
    return blank && blank < sentence->text + sentence->at ? (size_t)(blank - sentence->text) : start;
}

void form_sentence_draw(struct form_sentence *sentence, struct canvas *canvas, struct canvas_area area,
                        const char *text)
{
    size_t start;
    char *shown;

    follow(sentence, text);
    if (area.rows <= 0 || area.cols <= 0)
        return;
    start = start_of(sentence, area);
    shown = start ? mem_printf("%s%s", canvas_sign(CANVAS_SIGN_ELLIPSIS), sentence->text + start) : NULL;
    form_draw_wrapped(canvas, area, THEME_PLAIN, shown ? shown : sentence->text);
    free(shown);
}
