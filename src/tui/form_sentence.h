/*
 * form_sentence: the sentence that reads the whole rule, below the form.
 *
 * Where it is longer than its place, the part that the last key changed is shown. UI thread.
 */
#ifndef TUI_FORM_SENTENCE_H
#define TUI_FORM_SENTENCE_H

#include <stddef.h>
#include "tui/canvas.h"

struct form_sentence {
    char *text; /* owned: as it was drawn last; NULL: it was not */
    size_t at;  /* where it last changed, in bytes */
};

void form_sentence_release(struct form_sentence *sentence);
/* Draws text (copied), which is what the sentence reads now. */
void form_sentence_draw(struct form_sentence *sentence, struct canvas *canvas, struct canvas_area area,
                        const char *text);

#endif
