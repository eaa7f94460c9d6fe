/*
 * clipboard: text for the clipboard of the person's terminal, by the escape sequence OSC 52, which also works
 * through ssh.
 */
#ifndef TUI_CLIPBOARD_H
#define TUI_CLIPBOARD_H

#include "base/strbuf.h"

/* Appends the bytes to write to the terminal. The text is in base64 there, so that nothing of it can act on
 * the terminal. */
void clipboard_bytes(struct strbuf *out, const char *text);

#endif
