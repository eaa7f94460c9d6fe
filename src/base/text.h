/*
 * text: UTF-8 in cells, and foreign text made harmless.
 *
 * Foreign text is whatever did not come out of this program: names, descriptions, error messages of services.
 * C0, DEL, C1, U+200B–200F, U+202A–202E, U+2060–2069, U+FEFF and broken bytes are shown as ‹202E› (in ASCII
 * mode <202E>), on the screen, in tables and on stderr. Widths are terminal cells: CJK and emoji 2, combining
 * 0. In ASCII mode a character outside ASCII is shown as '?'.
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/strbuf.h"

/* Chooses the locale for widths and the ASCII mode: if LC_ALL, LC_CTYPE and LANG are all
 * unset, C.UTF-8 is tried; an explicit C or POSIX means ASCII. Once, before threads. */
void text_init(void);
/* Overrides the mode (tests, odd TERMs). */
void text_set_ascii(bool ascii);
/* True where only ASCII may be drawn: lines and dashes have other forms then. */
bool text_is_ascii(void);

/* Decodes one character at p (before end): its length in bytes; *code is
 * U+FFFD for a broken byte (length 1). */
size_t text_decode(const char *p, const char *end, uint32_t *code);
/* Appends code as UTF-8. */
void text_encode(struct strbuf *out, uint32_t code);
/* True if the bytes are valid UTF-8 without surrogates and overlong forms. */
bool text_valid(const char *bytes, size_t length);
/* The number of characters (code points), as AWS counts lengths. */
size_t text_count(const char *text);
/* True for characters that must not reach a terminal as they are. */
bool text_is_unsafe(uint32_t code);
/* Cells of one harmless character; 0 for combining. */
int text_char_width(uint32_t code);
/* Cells of a text as text_shown would show it. */
size_t text_width(const char *text);

/* Appends text with everything unsafe made visible, line feeds too. */
void text_shown(struct strbuf *out, const char *text);
/* The same, but line feeds stay: for texts that the program has laid out itself. */
void text_shown_lines(struct strbuf *out, const char *text);
/* Appends text as shown, cut to at most cells (ending in … or ...), padded
 * with blanks to exactly cells if pad. */
void text_fit(struct strbuf *out, const char *text, size_t cells, bool pad);
/* The next place to break text into lines of at most cells; breaks at blanks. Returns bytes to take, *skip
 * the blanks to leave out after them. text must already be as shown. */
size_t text_wrap(const char *text, size_t cells, size_t *skip);
/* The first line that is not blank, cut to at most bytes at a character's start. free(). */
char *text_first_line(const char *text, size_t most);
/* True if it is all visible ASCII without blanks, as what stands in a header or a URL must be. */
bool text_is_graphic(const char *text);
/* Case folded (simple) copy for searching. Free with free(). */
char *text_fold(const char *text);
/* The nearest of count names by edit distance, or NULL if none is near: for "did you mean". borrowed. */
const char *text_nearest(const char *name, const char *const *names, size_t count);

#endif
