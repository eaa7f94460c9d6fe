/*
 * trigger_target: a trigger that something is to be done with, by its names: rows of the store may go meanwhile.
 */
#ifndef TUI_TRIGGER_TARGET_H
#define TUI_TRIGGER_TARGET_H

#include <stdbool.h>

struct trigger_target {
    char *region, *identifier; /* owned by who holds the struct; who is given it copies them */
    bool hidden;               /* marked, but not on the screen */
};

#endif
