#include "tui/view_record.h"

#include "base/mem.h"
#include "tui/view_text.h"

struct view_record {
    struct view_text base;
    size_t row, rows;
};

static void title(struct view *view, struct strbuf *left, struct strbuf *right)
{
    const struct view_record *self = (const struct view_record *)view;
    strbuf_addf(left, "Row %zu of %zu", self->row + 1, self->rows);
    strbuf_adds(right, "as it was read");
}

static const struct view_type record_type = {
    .name = "row",
    .contexts = ACTION_IN_SCROLL | ACTION_IN_EVERYWHERE,
    .title = title,
    .draw = view_text_draw,
    .footer = view_text_footer,
    .act = view_text_act,
    .free = view_text_free,
};

static void add_value(struct text_widget *text, const char *value)
{
    cJSON *tree = *value == '{' || *value == '[' ? json_parse_text(value, NULL) : NULL;
    char *lines = tree != NULL ? json_print_pretty(tree) : mem_dup(value);
    text_widget_add(text, THEME_PLAIN, 0, tree != NULL, *lines != '\0' ? lines : "''");
    mem_release_cleared(lines);
    cJSON_Delete(tree);
}

struct view *view_record_new(struct tui *tui, const struct result *result, size_t row)
{
    struct view_record *self = view_text_new(sizeof *self, &record_type, tui);
    const struct result_cell *cells = result->cells + row * result->columns.count;
    self->row = row;
    self->rows = result_rows(result);
    for (size_t i = 0; i < result->columns.count; i++) {
        text_widget_add(&self->base.text, THEME_HEADING, 0, false, result->columns.items[i]);
        if (cells[i].text != NULL)
            add_value(&self->base.text, cells[i].text);
        else
            text_widget_add(&self->base.text, THEME_DIM, 0, false, "NULL");
        text_widget_add(&self->base.text, THEME_PLAIN, 0, false, "");
    }
    return &self->base.view;
}
