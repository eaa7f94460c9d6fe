/*
 * clipboard: text for the clipboard of the person's terminal, by the escape sequence OSC 52, which also works
 * through ssh.
 */
#ifndef TUI_CLIPBOARD_H
#define TUI_CLIPBOARD_H

#include <stdbool.h>
#include "base/strbuf.h"

/* What stands between the program and the person's terminal. */
enum clipboard_path {
    CLIPBOARD_DIRECT,
    CLIPBOARD_TMUX, /* takes the sequence for itself (set-clipboard on), or hands a wrapped one on (allow-passthrough on) */
    CLIPBOARD_SCREEN /* hands on what is wrapped, in pieces of its small buffer */
};

/* From TMUX and STY in the environment. */
enum clipboard_path clipboard_find_path(void);
/* Appends the bytes to write to the terminal. The text is in base64 there, so that nothing of it can act on
 * the terminal. In tmux they come twice: plain for tmux, wrapped for the terminal around it. */
void clipboard_bytes(struct strbuf *out, const char *text, enum clipboard_path path);
/* True if the text is longer than terminals commonly take: the sequence is dropped by many of them beyond 100,000
 * characters of base64. */
bool clipboard_is_long(const char *text);

#endif
