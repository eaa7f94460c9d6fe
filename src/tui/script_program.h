/*
 * script_program: what a key script needs of other programs: files in its home, and a program that the interface asks
 * the terminal for, run without one.
 */
#ifndef TUI_SCRIPT_PROGRAM_H
#define TUI_SCRIPT_PROGRAM_H

#include <stdbool.h>
#include "base/err.h"

struct tui;

/* Runs what tui_program asks for, and what its end asks for, with nothing to read and its output dropped. */
void script_program_run(struct tui *tui);
/* Writes a file below folder, executable. */
bool script_program_write(const char *folder, const char *name, const char *text, struct err *err);

#endif
