#include "tui/merge_page.h"

/* "taken: theirs" on one line, or on two. */
enum { VERDICT_CELLS = 13, VERDICT_BRIEF_CELLS = 7, VERDICT_WIDE = 100 };

/* ---- places ---- */

size_t merge_page_lines(const struct merge *merge)
{
    size_t lines = 0;

    for (size_t i = 0; i < merge->count; i++)
        lines += merge->parts[i].count;
    return lines;
}

bool merge_page_find(const struct merge *merge, size_t number, struct merge_page_place *out)
{
    for (size_t i = 0; i < merge->count; i++) {
        if (number < merge->parts[i].count) {
            *out = (struct merge_page_place){i, number};
            return true;
        }
        number -= merge->parts[i].count;
    }
    return false;
}

bool merge_page_first_open(const struct merge *merge, size_t *number)
{
    size_t lines = 0;

    for (size_t i = 0; i < merge->count; i++) {
        if (merge->parts[i].side == MERGE_OPEN) {
            *number = lines;
            return true;
        }
        lines += merge->parts[i].count;
    }
    return false;
}

/* ---- words ---- */

static const char *verdict(const struct merge_part *part)
{
    static const char *const answers[] = {"?", "theirs", "yours", "by hand"};

    if (part->asked)
        return answers[part->side];
    return part->side == MERGE_THEIRS ? "taken: theirs" : "taken: yours";
}

/* What one side made of the leaf; what the other side alone changed is "as it was". */
static const char *side_words(bool changed, const char *text)
{
    if (!changed)
        return "as it was";
    return text && *text ? text : canvas_sign(CANVAS_SIGN_NONE);
}

static unsigned side_style(const struct merge_part *part, bool changed, enum merge_side side)
{
    bool counts = part->side == side || (side == MERGE_YOURS && part->side == MERGE_HAND);

    if (part->side == MERGE_OPEN)
        return changed ? THEME_WARN : THEME_DIM;
    return changed && counts ? THEME_CHANGED : THEME_DIM;
}

/* ---- lines ---- */

static void add_wide(const struct merge_part *part, const struct merge_line *line, struct columns_widget *out)
{
    const char *texts[] = {line->label, side_words(true, line->seen), side_words(line->they, line->theirs),
                           side_words(line->you, line->yours), verdict(part)};
    unsigned styles[] = {THEME_PLAIN, THEME_DIM, side_style(part, line->they, MERGE_THEIRS),
                         side_style(part, line->you, MERGE_YOURS),
                         part->side == MERGE_OPEN ? THEME_WARN : THEME_PLAIN};

    columns_widget_add(out, 5, texts, styles);
}

static void add_pair(struct columns_widget *out, const char *label, const char *text, unsigned style)
{
    columns_widget_add(out, 2, (const char *const[]){label, text}, (const unsigned[]){THEME_DIM, style});
}

static void add_narrow(const struct merge_part *part, const struct merge_line *line,
                       struct columns_widget *out)
{
    struct strbuf head = STRBUF_INIT;

    strbuf_addf(&head, "%s  %s", line->label, verdict(part));
    columns_widget_text(out, part->side == MERGE_OPEN ? THEME_WARN : THEME_HEADING, head.text);
    add_pair(out, " seen", side_words(true, line->seen), THEME_DIM);
    add_pair(out, " theirs", side_words(line->they, line->theirs),
             side_style(part, line->they, MERGE_THEIRS));
    add_pair(out, " yours", side_words(line->you, line->yours), side_style(part, line->you, MERGE_YOURS));
    strbuf_release(&head);
}

static void add_heading(const struct merge_page_words *words, int cols, struct columns_widget *out)
{
    static const unsigned heading[] = {THEME_HEADING, THEME_HEADING, THEME_HEADING, THEME_HEADING,
                                       THEME_HEADING};

    if (cols >= MERGE_PAGE_WIDE)
        columns_widget_add(out, 5, (const char *const[]){"", words->seen, words->theirs, words->yours, ""},
                           heading);
}

void merge_page_fill(const struct merge *merge, const struct merge_page_words *words, int cols, size_t cursor,
                     struct columns_widget *out)
{
    size_t number = 0;

    columns_widget_clear(out);
    out->last = cols < MERGE_PAGE_WIDE ? 0 : cols < VERDICT_WIDE ? VERDICT_BRIEF_CELLS : VERDICT_CELLS;
    out->points = true;
    add_heading(words, cols, out);
    for (size_t i = 0; i < merge->count; i++)
        for (size_t j = 0; j < merge->parts[i].count; j++, number++) {
            size_t from = out->count;

            if (cols >= MERGE_PAGE_WIDE)
                add_wide(&merge->parts[i], &merge->parts[i].lines[j], out);
            else
                add_narrow(&merge->parts[i], &merge->parts[i].lines[j], out);
            if (number == cursor)
                columns_widget_aim(out, from, out->count);
        }
}
