/*
 * form_editor: a form's document as a text in the person's own editor (text_editor).
 *
 * A text that cannot be read or breaks a rule comes back with what is wrong on top, until it is mended or left as it is;
 * then one that can be read goes into the form with its problems, any other stays where it is and its path is said. UI
 * thread.
 */
#ifndef TUI_FORM_EDITOR_H
#define TUI_FORM_EDITOR_H

#include <stdbool.h>
#include "model/edit_text.h"
#include "tui/form_session.h"
#include "tui/text_editor.h"

struct form_editor {
    struct form_session *session; /* borrowed */
    void (*taken)(void *context); /* the form has another document */
    void *context;                /* borrowed */
    bool json;
    struct text_editor text;
};

/* Opens the editor on the form of the session. argument "json" or "yaml", or NULL for what the config says. What cannot
 * be done is said. */
void form_editor_open(struct form_editor *editor, const char *argument);
void form_editor_release(struct form_editor *editor);

#endif
