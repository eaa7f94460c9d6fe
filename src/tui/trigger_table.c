#include "tui/trigger_table.h"

#include "base/text.h"
#include "model/lint_row.h"

enum {
    MEASURED_MAX = 2000,
    NAME_LEAST = 16,
    DOMAIN_LEAST = 8,
    TYPE_LEAST = 11,
    WIDE = 40,
    ROOMY = 106, /* cells from which the conditions have more room before further columns come */
    COLUMNS_MAX = LISTING_COLUMNS
};

void trigger_table_init(struct trigger_table *table)
{
    *table = (struct trigger_table){
        .name_cells = NAME_LEAST, .domain_cells = DOMAIN_LEAST, .type_cells = TYPE_LEAST};
    strbuf_init(&table->scratch);
    strbuf_init(&table->right);
    strbuf_init(&table->again);
}

void trigger_table_release(struct trigger_table *table)
{
    strbuf_release(&table->scratch);
    strbuf_release(&table->right);
    strbuf_release(&table->again);
}

static void widen(int *cells, const char *text)
{
    size_t length = strlen(text);
    if (length > (size_t)*cells)
        *cells = length < WIDE ? (int)length : WIDE;
}

void trigger_table_measure(struct trigger_table *table, const struct trigger_lines *lines)
{
    for (size_t i = 0; i < lines->count && i < MEASURED_MAX; i++) {
        const struct store_row *row = trigger_lines_row(lines, i);
        if (!row)
            continue;
        widen(&table->name_cells, row->name);
        widen(&table->domain_cells, row->domain);
        widen(&table->type_cells, row->object_type);
    }
}

/* ---- columns ---- */

/* The columns in the order in which they stand; region only when rows of several stand mixed. */
static int make_columns(const struct trigger_table *table, bool with_region, int cells,
                        enum listing_column *which, struct table_widget_column *out)
{
    const struct {
        enum listing_column column;
        const char *title;
        int least, most, give_way;
        bool right;
    } all[] = {
        {LISTING_NAME, "Name", NAME_LEAST, table->name_cells, 0, false},
        {LISTING_REGION, "Region", 14, 14, 0, false},
        {LISTING_DOMAIN, "Domain", DOMAIN_LEAST, table->domain_cells, 1, false},
        {LISTING_OBJECT_TYPE, "Object type", TYPE_LEAST, table->type_cells, 2, false},
        {LISTING_WHEN, "When", cells < ROOMY ? 22 : 34, 120, 0, false},
        {LISTING_LIMITS, "Limits", 8, 14, 4, false},
        {LISTING_USED, "Used", 4, 4, 5, true},
        {LISTING_UPDATED, "Age", 4, 4, 6, true},
        {LISTING_SEGMENT, "Segment", 10, 20, 7, false},
        {LISTING_MANAGED, "Managed by", 10, 20, 8, false},
        {LISTING_TAGS, "Tags", 10, WIDE, 9, false},
    };
    int count = 0;
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        if (all[i].column == LISTING_REGION && !with_region)
            continue;
        which[count] = all[i].column;
        out[count++] = (struct table_widget_column){all[i].title, all[i].least, all[i].most, all[i].give_way,
                                                    all[i].right};
    }
    return count;
}

/* ---- texts ---- */

static void add_bar(struct strbuf *out, size_t done, size_t all)
{
    size_t full = all ? done * 4 / all : 0;
    strbuf_addc(out, ' ');
    for (size_t i = 0; i < 4; i++)
        strbuf_adds(out, canvas_sign(i < full ? CANVAS_SIGN_FULL : CANVAS_SIGN_EMPTY));
}

static size_t domains_in(const struct store_region *region, enum store_state state)
{
    size_t count = 0;
    for (size_t i = 0; i < region->domain_count; i++)
        count += region->domains[i].state == state;
    return count;
}

static void add_counts(const struct store_region *region, struct strbuf *out)
{
    strbuf_addf(out, "%zu %s %zu domain%s", region->rows, canvas_sign(CANVAS_SIGN_DOT), region->domain_count,
                region->domain_count == 1 ? "" : "s");
}

/* What is done about hard weather comes first: it is short, and the line may end in the midst of the reason. */
static void add_reading(const struct store_region *region, struct strbuf *out)
{
    const char *dot = canvas_sign(CANVAS_SIGN_DOT);
    if (region->from_cache)
        strbuf_addf(out, "%zu as last seen %s ", region->rows, dot);
    else if (region->rows > 0)
        strbuf_addf(out, "%zu+ %s ", region->rows, dot);
    strbuf_adds(out, region->state == STORE_REGION_UNREAD ? "not read" : "reading");
    if (region->state != STORE_REGION_READING)
        return;
    if (region->domains_known)
        add_bar(out, domains_in(region, STORE_READ), region->domain_count);
    if (region->failure.text[0])
        strbuf_addf(out, " %s %s %s %s", dot, region->failure.hint, dot, region->failure.text);
}

/* By etrig itself, since the config says so. */
static bool is_refused(const struct store_region *region)
{
    return region->state == STORE_REGION_FAILED && region->failure.code == ERR_REFUSED;
}

/* "38 · 4 domains", "12+ · reading ▆▆▆▁", "not enabled in this account", with the key that reads it again. */
static void add_region_words(const struct store_region *region, const char *again, struct strbuf *out,
                             unsigned *style)
{
    const char *dot = canvas_sign(CANVAS_SIGN_DOT);
    *style = THEME_HEADING;
    if (region->state == STORE_REGION_READ) {
        add_counts(region, out);
    } else if (region->state == STORE_REGION_READING || region->state == STORE_REGION_UNREAD) {
        add_reading(region, out);
        *style = region->failure.text[0] ? THEME_WARN : THEME_BUSY;
    } else if (region->state == STORE_REGION_PARTLY) {
        add_counts(region, out);
        strbuf_addf(out, " %s %zu failed %s %s again", dot, domains_in(region, STORE_FAILED), dot, again);
        *style = THEME_BAD;
    } else if (region->state == STORE_REGION_NOT_ENABLED) {
        strbuf_addf(out, "not enabled in this account %s %s again", dot, again);
        *style = THEME_DIM;
    } else {
        strbuf_addf(out, "%s %s %s again",
                    is_refused(region)                     ? "refused"
                    : region->state == STORE_REGION_DENIED ? "denied"
                                                           : "failed",
                    dot, again);
        *style = THEME_BAD;
    }
}

/* The sentence up to its colon: "profile:ListDomains is not allowed". The rest stands below the table. */
static void add_cause(const char *sentence, struct strbuf *out)
{
    const char *colon = strstr(sentence, ": ");
    strbuf_adds(out, "  ");
    strbuf_add(out, sentence, colon ? (size_t)(colon - sentence) : strlen(sentence));
}

/* ---- cells ---- */

struct picture {
    struct trigger_table *table;
    const struct store *store;
    const struct trigger_lines *lines;
    const enum listing_column *which;
};

static void give_mark(void *context, size_t line, struct table_widget_cell *out)
{
    const struct picture *p = context;
    struct store_row *row = trigger_lines_row(p->lines, line);
    if (row->change > 0)
        *out = (struct table_widget_cell){canvas_sign(CANVAS_SIGN_BUSY), THEME_BUSY};
    else if (row->marked)
        *out = (struct table_widget_cell){canvas_sign(CANVAS_SIGN_MARKED), THEME_MARKED};
    else if (row->change < 0)
        *out = (struct table_widget_cell){canvas_sign(CANVAS_SIGN_FAILED), THEME_BAD};
    else if (row->draft)
        *out = (struct table_widget_cell){canvas_sign(CANVAS_SIGN_DRAFT), THEME_WARN};
    else if (lint_row_worst(p->store, row) >= LINT_WARNING)
        *out = (struct table_widget_cell){canvas_sign(CANVAS_SIGN_WARNING), THEME_WARN};
}

static unsigned cell_style(const struct store_row *row, enum listing_column column)
{
    if (row->marked)
        return THEME_MARKED;
    if (column == LISTING_WHEN && row->state == STORE_ROW_FAILED)
        return THEME_BAD;
    return column == LISTING_UPDATED || column == LISTING_TAGS ? THEME_DIM : THEME_PLAIN;
}

static void give_cell(void *context, size_t line, int column, struct table_widget_cell *out)
{
    const struct picture *p = context;
    const struct store_row *row = trigger_lines_row(p->lines, line);
    enum listing_column which = p->which[column];
    strbuf_reset(&p->table->scratch);
    out->style = cell_style(row, which);
    if (which == LISTING_WHEN && row->state == STORE_ROW_FAILED && row->failure)
        out->text = row->failure->text;
    else
        out->text = listing_cell(p->store, row, which, &p->table->scratch);
    if (strcmp(out->text, "–") == 0) /* from a listing that was kept when UTF-8 could be shown */
        out->text = canvas_sign(CANVAS_SIGN_NONE);
}

static bool give_whole(void *context, size_t line, struct table_widget_line *out)
{
    const struct picture *p = context;
    const struct trigger_line at = trigger_lines_at(p->lines, line);
    struct strbuf *left = &p->table->scratch, *right = &p->table->right;
    if (at.row)
        return false;
    strbuf_reset(left);
    strbuf_reset(right);
    if (at.kind == TRIGGER_LINE_REGION) {
        bool folded = trigger_lines_is_folded(p->lines, at.region->name);
        strbuf_addf(left, "%s %s", canvas_sign(folded ? CANVAS_SIGN_CLOSED : CANVAS_SIGN_OPEN),
                    at.region->name);
        if (at.region->state == STORE_REGION_DENIED || is_refused(at.region))
            add_cause(at.region->failure.text, left);
        if (p->lines->filtered)
            strbuf_addf(right, "%zu of ", at.shown);
        add_region_words(at.region, p->table->again.text, right, &out->style);
    } else {
        strbuf_addf(left, "  %s %s: %s", canvas_sign(CANVAS_SIGN_FAILED), at.domain->name,
                    at.domain->failure.text);
        out->style = THEME_BAD;
    }
    out->left = left->text;
    out->right = right->text;
    return true;
}

void trigger_table_draw(struct trigger_table *table, struct canvas *canvas, struct canvas_area area,
                        const struct store *store, const struct listing *listing,
                        const struct trigger_lines *lines)
{
    enum listing_column which[COLUMNS_MAX];
    struct table_widget_column columns[COLUMNS_MAX];
    int count = make_columns(table, !lines->grouped && store->region_count > 1, area.cols, which, columns),
        sorted = -1;
    for (int i = 0; i < count; i++) {
        if (which[i] == listing_sort_column(listing))
            sorted = i;
    }
    struct picture picture = {table, store, lines, which};
    const struct table_widget_source source = {&picture, give_mark, give_cell, give_whole};
    table_widget_draw(&table->table, canvas, area, columns, count, sorted, listing_is_reverse(listing),
                      &source);
}
