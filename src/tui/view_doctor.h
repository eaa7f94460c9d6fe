/*
 * view_doctor: what works, line by line, and what to do about the rest (`:doctor`).
 */
#ifndef TUI_VIEW_DOCTOR_H
#define TUI_VIEW_DOCTOR_H

#include "tui/view.h"

/* Asks the backend to look at everything, and shows the lines as they are settled. */
struct view *view_doctor_new(struct tui *tui);

#endif
