/*
 * theme: styles by meaning.
 *
 * Screens name what a text means; a theme says how that looks. Looks use the terminal's own foreground and
 * background, the eight ANSI colours and attributes only. Colour never stands alone: whoever draws with
 * THEME_BAD also draws a word or a mark. In the theme "mono", and wherever NO_COLOR is set or the terminal
 * has no colours, looks have attributes but no colour. UI thread.
 */
#ifndef TUI_THEME_H
#define TUI_THEME_H

#include <stdbool.h>

/* A cell's style is one of these, with THEME_REVERSED added for the line under the cursor. */
enum theme_style {
    THEME_PLAIN,
    THEME_HEADER,  /* the first line: whose account */
    THEME_DANGER,  /* on the first line: PROTECTED, plain http */
    THEME_TITLE,   /* the second line: what, how much, how fresh */
    THEME_HEADING, /* column titles, section names */
    THEME_DIM,     /* what is less important: ages, rules, a button that does not work yet */
    THEME_KEY,     /* a key's name in the footer and in help */
    THEME_GOOD,    /* done */
    THEME_BUSY,    /* under way, reading */
    THEME_WARN,    /* a warning, a draft, a question */
    THEME_BAD,     /* failed, a broken rule */
    THEME_CHANGED, /* differs from what is at AWS */
    THEME_MARKED,  /* marked by the person */
    THEME_FIELD,   /* a text field without focus */
    THEME_FOCUS,   /* the text field or button that has the focus */
    THEME_BORDER,  /* lines and boxes */
    THEME_STYLES
};
enum { THEME_REVERSED = 1 << 8 };

/* How a style looks. */
struct theme_look {
    int colour; /* 0..7 as ANSI counts (1 red, 2 green, 3 yellow, 4 blue, 5 magenta, 6 cyan); -1: the
                   terminal's own */
    bool bold, dim, reverse, underline;
};

/* "default", "mono", "high-contrast". false if there is no such theme (nothing changes). */
bool theme_choose(const char *name);
/* The name of the theme in force. */
const char *theme_name(void);
/* The themes' names, NULL-terminated: for completion and messages. */
const char *const *theme_names(void);
/* No colour from now on, whatever the theme says: NO_COLOR, a terminal without colours. */
void theme_without_colour(bool without);
/* The header's colour for the present connection: red, yellow, green, blue, magenta, cyan; any other name: the
 * theme's own. Themes without colours keep theirs. True if it is another than before. */
bool theme_header_colour(const char *name);
/* The look of a style, THEME_REVERSED included. */
struct theme_look theme_look(unsigned style);

#endif
