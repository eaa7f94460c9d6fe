/* picture: a screen as SVG, for the README. */
#ifndef TESTS_TUI_PICTURE_H
#define TESTS_TUI_PICTURE_H

#include <stdbool.h>
#include "base/err.h"
#include "tui/canvas.h"

/* ERR_LOCAL if the file cannot be written. */
bool picture_write(const struct canvas *canvas, const char *path, struct err *err);

#endif
