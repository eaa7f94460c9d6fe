#include "tui/theme.h"

#include "base/array.h"

/* Colours as ANSI counts them. */
enum { NONE = -1, RED = 1, GREEN = 2, YELLOW = 3, BLUE = 4, MAGENTA = 5, CYAN = 6 };

struct theme {
    const char *name;
    struct theme_look looks[THEME_STYLES];
};

static const struct theme theme_all[] = {
    {"default",
     {
         [THEME_PLAIN] = {.colour = NONE},
         [THEME_HEADER] = {.colour = NONE, .reverse = true},
         [THEME_DANGER] = {.colour = RED, .reverse = true, .bold = true},
         [THEME_TITLE] = {.colour = NONE, .bold = true},
         [THEME_HEADING] = {.colour = NONE, .bold = true},
         [THEME_DIM] = {.colour = NONE, .dim = true},
         [THEME_KEY] = {.colour = CYAN, .bold = true},
         [THEME_GOOD] = {.colour = GREEN},
         [THEME_BUSY] = {.colour = CYAN},
         [THEME_WARN] = {.colour = YELLOW},
         [THEME_BAD] = {.colour = RED, .bold = true},
         [THEME_CHANGED] = {.colour = MAGENTA},
         [THEME_MARKED] = {.colour = YELLOW, .bold = true},
         [THEME_FIELD] = {.colour = NONE, .underline = true},
         [THEME_FOCUS] = {.colour = NONE, .reverse = true},
         [THEME_BORDER] = {.colour = NONE, .dim = true},
     }},
    {"mono",
     {
         [THEME_PLAIN] = {.colour = NONE},
         [THEME_HEADER] = {.colour = NONE, .reverse = true},
         [THEME_DANGER] = {.colour = NONE, .reverse = true, .bold = true},
         [THEME_TITLE] = {.colour = NONE, .bold = true},
         [THEME_HEADING] = {.colour = NONE, .bold = true},
         [THEME_DIM] = {.colour = NONE, .dim = true},
         [THEME_KEY] = {.colour = NONE, .bold = true},
         [THEME_GOOD] = {.colour = NONE},
         [THEME_BUSY] = {.colour = NONE},
         [THEME_WARN] = {.colour = NONE, .bold = true},
         [THEME_BAD] = {.colour = NONE, .bold = true},
         [THEME_CHANGED] = {.colour = NONE, .bold = true},
         [THEME_MARKED] = {.colour = NONE, .bold = true},
         [THEME_FIELD] = {.colour = NONE, .underline = true},
         [THEME_FOCUS] = {.colour = NONE, .reverse = true},
         [THEME_BORDER] = {.colour = NONE, .dim = true},
     }},
    {"high-contrast",
     {
         [THEME_PLAIN] = {.colour = NONE, .bold = true},
         [THEME_HEADER] = {.colour = NONE, .reverse = true, .bold = true},
         [THEME_DANGER] = {.colour = RED, .reverse = true, .bold = true, .underline = true},
         [THEME_TITLE] = {.colour = NONE, .bold = true, .underline = true},
         [THEME_HEADING] = {.colour = NONE, .bold = true, .underline = true},
         [THEME_DIM] = {.colour = NONE},
         [THEME_KEY] = {.colour = NONE, .bold = true, .underline = true},
         [THEME_GOOD] = {.colour = GREEN, .bold = true},
         [THEME_BUSY] = {.colour = CYAN, .bold = true},
         [THEME_WARN] = {.colour = YELLOW, .bold = true},
         [THEME_BAD] = {.colour = RED, .bold = true, .underline = true},
         [THEME_CHANGED] = {.colour = YELLOW, .bold = true},
         [THEME_MARKED] = {.colour = YELLOW, .bold = true},
         [THEME_FIELD] = {.colour = NONE, .bold = true, .underline = true},
         [THEME_FOCUS] = {.colour = NONE, .reverse = true, .bold = true},
         [THEME_BORDER] = {.colour = NONE, .bold = true},
     }},
};

static const struct theme *theme_chosen = &theme_all[0];
static bool theme_colourless;
static int theme_header = NONE; /* the connection's colour */

bool theme_choose(const char *name)
{
    for (size_t i = 0; i < ARRAY_COUNT(theme_all); i++) {
        if (strcmp(theme_all[i].name, name) == 0) {
            theme_chosen = &theme_all[i];
            return true;
        }
    }
    return false;
}

const char *theme_name(void)
{
    return theme_chosen->name;
}

const char *const *theme_names(void)
{
    static const char *names[ARRAY_COUNT(theme_all) + 1];
    for (size_t i = 0; i < ARRAY_COUNT(theme_all); i++)
        names[i] = theme_all[i].name;
    return names;
}

void theme_without_colour(bool without)
{
    theme_colourless = without;
}

bool theme_header_colour(const char *name)
{
    static const struct {
        const char *name;
        int colour;
    } colours[] = {{"red", RED},   {"yellow", YELLOW},   {"green", GREEN},
                   {"blue", BLUE}, {"magenta", MAGENTA}, {"cyan", CYAN}};
    int before = theme_header;
    theme_header = NONE;
    for (size_t i = 0; i < ARRAY_COUNT(colours); i++) {
        if (strcmp(colours[i].name, name) == 0)
            theme_header = colours[i].colour;
    }
    return theme_header != before;
}

struct theme_look theme_look(unsigned style)
{
    struct theme_look look = theme_chosen->looks[(style & 0xffu) % THEME_STYLES];
    if ((style & 0xffu) == THEME_HEADER && strcmp(theme_chosen->name, "mono") != 0)
        look.colour = theme_header;
    if (theme_colourless)
        look.colour = NONE;
    if (style & THEME_REVERSED)
        look.reverse = true;
    return look;
}
