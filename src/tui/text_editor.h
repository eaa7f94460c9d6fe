/*
 * text_editor: a text in the person's own editor ($VISUAL, $EDITOR, vi, nano), and back.
 *
 * The text is a private file below the state folder; the editor has the terminal meanwhile, and must stay in the
 * foreground until the text is saved. Nothing is ever dropped: an editor that fails leaves the file where it is, and its
 * path is said. What becomes of a text that was saved is its owner's to decide. UI thread.
 */
#ifndef TUI_TEXT_EDITOR_H
#define TUI_TEXT_EDITOR_H

#include <stdbool.h>

struct tui;

/* {0} is one that does not run. */
struct text_editor {
    struct tui *tui; /* borrowed */
    /* The person saved this text (borrowed during the call), or left one that was given back as it was (same). Calls
     * one of finish, keep and give_back. */
    void (*saved)(const char *text, bool same, void *context);
    void *context; /* borrowed */
    char *command; /* owned: the editor, as the person named it */
    char *path;    /* owned: of the file; NULL: no editor runs */
    char *given;   /* owned: the text as it was given to the editor */
    bool returned; /* it was given back */
    int rounds;
};

/* True from text_editor_open on, also before it has the terminal: keys that were typed ahead may ask for it twice. */
bool text_editor_runs(const struct text_editor *editor);
/* Opens the editor on the text, in a file of this name ("high-value-order", ".yaml"). What cannot be done is said, as is
 * that the text was left as it was. */
void text_editor_open(struct text_editor *editor, const char *name, const char *suffix, const char *text);
/* The editor again, with another text: the same with what is wrong on top. */
void text_editor_give_back(struct text_editor *editor, const char *text);
/* The text is taken: the file goes. */
void text_editor_finish(struct text_editor *editor);
/* The file stays, and the person is told where: "the text cannot be read: what was written is kept in ~/…". */
void text_editor_keep(struct text_editor *editor, const char *why);
void text_editor_release(struct text_editor *editor);

#endif
