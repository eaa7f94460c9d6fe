/*
 * save_dialog: files that a person wants: asks where, waits for what they are made of, writes them, and asks before
 * anything that stands there is replaced. UI thread.
 */
#ifndef TUI_SAVE_DIALOG_H
#define TUI_SAVE_DIALOG_H

#include <stddef.h>
#include "model/export.h"

struct tui;

/* Texts are copied, but for the title, which is constant. */
struct save_dialog_options {
    const char *path; /* where to, as it was typed; NULL: it is asked for */
    /* Of the box that asks: what goes where; "File"; what stands in the field at first. */
    const char *title, *words, *label, *proposal;
    /* What is waited for, as the line that says so; NULL: for nothing any more. free(). The function may be NULL. */
    char *(*waits)(void *context);
    /* Adds the files to write at the path or below it; returns how many things could not be read, and lack. */
    size_t (*add)(const char *path, struct export_files *files, void *context);
    void *context; /* owned, until all is over */
    void (*free_context)(void *context);
};

void save_dialog_begin(struct tui *tui, const struct save_dialog_options *options);

#endif
