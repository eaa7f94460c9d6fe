#include "tui/many_review_row.h"

#include "base/mem.h"
#include "base/text.h"
#include "model/change.h"
#include "model/document.h"

enum { WIDEST_CELLS = 40 };

/* "update: Segment, Limits · Period 1". */
static char *words_of_update(const struct change *change)
{
    struct strbuf words = STRBUF_INIT;
    strbuf_adds(&words, "update: ");
    for (size_t i = 0; i < change->count; i++)
        strbuf_addf(&words, "%s%s", i > 0 ? ", " : "", change->lines[i].label);
    return strbuf_detach(&words);
}

static void find_what(struct many_review_row *row, const char *update)
{
    struct change change;
    free(row->what);
    row->differs = false;
    if (row->state == MANY_REVIEW_WAITS) {
        row->what = mem_dup("reading what is there");
    } else if (row->state == MANY_REVIEW_CANNOT || !row->after) {
        row->what = mem_dup("nothing is sent");
    } else {
        row->differs = change_between(row->before, row->after, &change);
        row->what = !row->differs           ? mem_dup("equal: nothing to do")
                    : row->before && update ? mem_dup(update)
                    : row->before           ? words_of_update(&change)
                                            : mem_dup("create");
        change_release(&change);
    }
}

static void find_notes(struct many_review_row *row)
{
    struct texts lines = {0};
    texts_release(&row->notes);
    texts_split(&lines, row->note ? row->note : "", '\n');
    for (size_t i = 0; i < lines.count; i++) {
        char *words = mem_printf("    %s %s", canvas_sign(CANVAS_SIGN_WARNING), lines.items[i]);
        texts_add(&row->notes, words);
        free(words);
    }
    texts_release(&lines);
}

static void forget(struct many_review_row *row)
{
    free(row->region);
    free(row->identifier);
    free(row->domain);
    free(row->name);
    free(row->note);
    cJSON_Delete(row->before);
    change_options_release(&row->options);
    cJSON_Delete(row->after);
}

void many_review_row_set(struct many_review_row *row, const struct many_review_target *target)
{
    forget(row);
    row->region = mem_dup(target->region);
    row->identifier = mem_dup(target->identifier);
    if (!document_split_identifier(target->identifier, &row->domain, &row->name, NULL)) {
        row->domain = mem_dup("");
        row->name = mem_dup(target->identifier);
    }
    row->state = target->state;
    change_options_copy(&row->options, &target->options);
    row->before = target->before ? cJSON_Duplicate(target->before, true) : NULL;
    row->after = target->after ? cJSON_Duplicate(target->after, true) : NULL;
    row->note = mem_dup(target->note);
    find_what(row, target->what);
    find_notes(row);
    if (!row->chosen)
        row->taken = !target->left_out;
}

void many_review_row_release(struct many_review_row *row)
{
    forget(row);
    texts_release(&row->notes);
    free(row->what);
}

bool many_review_row_differs(const struct many_review_row *row)
{
    return row->differs;
}

bool many_review_row_is_sent(const struct many_review_row *row)
{
    return row->differs && row->taken;
}

void many_review_row_mark(const struct many_review_row *row, struct table_widget_cell *out)
{
    if (row->state == MANY_REVIEW_WAITS)
        *out = (struct table_widget_cell){canvas_sign(CANVAS_SIGN_BUSY), THEME_BUSY};
    else if (row->state == MANY_REVIEW_CANNOT)
        *out = (struct table_widget_cell){canvas_sign(CANVAS_SIGN_FAILED), THEME_BAD};
    else if (many_review_row_is_sent(row))
        *out = (struct table_widget_cell){canvas_sign(CANVAS_SIGN_MARKED), THEME_MARKED};
}

void many_review_row_cell(const struct many_review_row *row, int column, struct table_widget_cell *out)
{
    const char *const texts[] = {row->name, row->domain, row->region, row->what};
    unsigned style = many_review_row_is_sent(row) ? THEME_PLAIN : THEME_DIM;
    *out = (struct table_widget_cell){texts[column], style};
}

void many_review_row_widen(const char *text, size_t *cells)
{
    size_t width = text_width(text);
    if (width > *cells)
        *cells = width < WIDEST_CELLS ? width : WIDEST_CELLS;
}
