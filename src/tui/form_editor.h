/*
 * form_editor: a form's document as a text in the person's own editor ($VISUAL, $EDITOR, vi, nano).
 *
 * The text is a private file below the state folder; the editor has the terminal meanwhile. A text that cannot be read
 * or breaks a rule comes back with what is wrong on top, until it is mended or left as it is; then one that can be read
 * goes into the form with its problems, any other stays where it is and its path is said. Nothing is ever dropped: an
 * editor that fails leaves the file too. The editor must stay in the foreground until the text is saved. UI thread.
 */
#ifndef TUI_FORM_EDITOR_H
#define TUI_FORM_EDITOR_H

#include <stdbool.h>
#include "model/edit_text.h"
#include "tui/form_session.h"

struct form_editor {
    struct tui *tui;              /* borrowed */
    struct form_session *session; /* borrowed */
    void (*taken)(void *context); /* the form has another document */
    void *context;                /* borrowed */
    char *command;                /* owned: the editor, as the person named it */
    char *path;                   /* owned: of the text; NULL: no editor runs */
    char *given;                  /* owned: the text as it was given to the editor */
    bool json, returned;          /* returned: it was given with what is wrong on top */
    int rounds;
};

/* Opens the editor on the form of the session. argument "json" or "yaml", or NULL for what the config says. What cannot
 * be done is said. */
void form_editor_open(struct form_editor *editor, const char *argument);
void form_editor_release(struct form_editor *editor);

#endif
