/*
 * screens: the interface over a store that is filled by hand and a backend that only notes what it is asked.
 */
#ifndef TESTS_SCREENS_H
#define TESTS_SCREENS_H

#include "helpers.h"

#include "fake_backend.h"
#include "tui/tui.h"

struct fixture {
    struct backend backend;
    struct store store;
    struct settings settings;
    struct tui *tui;
    struct canvas *canvas;
};

/* The first screen, drawn, of these regions (parted by commas), in a terminal of that size. */
struct fixture *screens_begin(const char *regions, int rows, int cols);
void screens_end(struct fixture *f);
/* Takes what is new and draws. */
void screens_draw(struct fixture *f);
/* Keys by their names, parted by blanks, each drawn before the next. */
void screens_press(struct fixture *f, const char *names);
/* The keys of a text. */
void screens_type(struct fixture *f, const char *text);
/* Does the text stand on the screen? Shows the screen if not. */
bool screens_show(struct fixture *f, const char *text);
/* Was the backend asked for this? Shows what it was asked for if not. */
bool screens_asked(struct fixture *f, const char *line);

#endif
