#include "tui/try_page.h"

#include "base/mem.h"
#include "model/match.h"
#include "tui/canvas.h"

enum { NOTE_INDENT = 4 };

static unsigned style_of(enum match_verdict verdict)
{
    static const unsigned styles[] = {
        [MATCH_FAILS] = THEME_BAD, [MATCH_UNKNOWN] = THEME_WARN, [MATCH_HOLDS] = THEME_GOOD};

    return styles[verdict];
}

static const char *origin_words(const struct try_page *page, const struct match *match)
{
    if (page->origin)
        return page->origin;
    return match->root.verdict == MATCH_HOLDS ? "made up for this trigger"
                                              : "made up; none was found for which it fires";
}

static void add_head(struct text_widget *text, const struct try_page *page, const struct match *match)
{
    char *sentence = match_sentence(match, page->name);

    text_widget_addf(text, style_of(match->root.verdict), 2, "%s %s.", match_sign(match->root.verdict),
                     sentence);
    text_widget_addf(text, THEME_DIM, 2, "The object: %s", origin_words(page, match));
    if (page->fields && page->fields->state == STORE_FAILED)
        text_widget_addf(text, THEME_WARN, 2, "%s the fields of the object type are not known: %s",
                         canvas_sign(CANVAS_SIGN_WARNING), page->fields->failure.text);
    free(sentence);
}

static void add_tree(struct text_widget *text, const struct try_page *page, const struct match *match)
{
    struct match_lines lines;

    text_widget_add(text, THEME_PLAIN, 0, false, "");
    text_widget_add(text, THEME_HEADING, 0, false, "Conditions");
    match_lines(match, page->document, &lines);
    for (size_t i = 0; i < lines.count; i++)
        text_widget_addf(text, lines.items[i].judged ? style_of(lines.items[i].verdict) : THEME_PLAIN,
                         lines.items[i].indent, "%s", lines.items[i].text);
    match_lines_release(&lines);
}

static void add_notes(struct text_widget *text, const struct match *match)
{
    struct texts notes;

    match_notes(match, &notes);
    if (notes.count)
        text_widget_add(text, THEME_PLAIN, 0, false, "");
    for (size_t i = 0; i < notes.count; i++)
        text_widget_addf(text, THEME_WARN, NOTE_INDENT, "%s", notes.items[i]);
    text_widget_add(text, THEME_PLAIN, 0, false, "");
    for (size_t i = 0; i < match->not_tried.count; i++)
        text_widget_addf(text, THEME_DIM, 2, "%s: not tried", match->not_tried.items[i]);
    texts_release(&notes);
}

void try_page_fill(struct text_widget *text, const struct try_page *page)
{
    struct match match;

    match_document(page->document, page->object, page->fields, &match);
    add_head(text, page, &match);
    add_tree(text, page, &match);
    add_notes(text, &match);
    match_release(&match);
}
