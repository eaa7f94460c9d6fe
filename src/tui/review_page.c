#include "tui/review_page.h"

#include "base/mem.h"
#include "base/text.h"

enum { PATH_CELLS = 26, FACT_CELLS = 10 };

/* ---- side by side ---- */

static const char *or_none(const char *text)
{
    return text && *text ? text : canvas_sign(CANVAS_SIGN_NONE);
}

static void add_changes(const struct review_page *page, struct columns_widget *out)
{
    static const unsigned heading[] = {THEME_HEADING, THEME_HEADING, THEME_HEADING};
    static const unsigned changed[] = {THEME_PLAIN, THEME_DIM, THEME_CHANGED},
                          new[] = {THEME_PLAIN, THEME_CHANGED};

    if (page->before)
        columns_widget_add(out, 3, (const char *const[]){"", "now", "after"}, heading);
    for (size_t i = 0; i < page->change->count; i++) {
        const struct change_line *line = &page->change->lines[i];

        if (page->before)
            columns_widget_add(
                out, 3, (const char *const[]){line->label, or_none(line->before), or_none(line->after)},
                changed);
        else
            columns_widget_add(out, 2, (const char *const[]){line->label, or_none(line->after)}, new);
    }
}

/* ---- the patch ---- */

static bool is_guard(const cJSON *operation)
{
    const char *op = json_text(operation, "op");

    return op && strcmp(op, "test") == 0;
}

static void add_pretty(struct columns_widget *out, const cJSON *tree)
{
    char *text = json_print_pretty(tree);

    columns_widget_text(out, THEME_PLAIN, text);
    free(text);
}

/* "test     /EventTriggerConditions    as you saw it". */
static void add_operation(struct columns_widget *out, const cJSON *operation)
{
    const char *op = json_text(operation, "op"), *path = json_text(operation, "path");
    const cJSON *value = json_get(operation, "value");
    char *words = value ? json_print_shown(value) : mem_dup("");
    struct strbuf line = STRBUF_INIT;

    strbuf_addf(&line, "  %-8s ", op ? op : "");
    text_fit(&line, path ? path : "", PATH_CELLS, true);
    strbuf_addc(&line, ' ');
    text_fit(&line, is_guard(operation) ? "as you saw it" : words, 200, false);
    columns_widget_text(out, is_guard(operation) ? THEME_DIM : THEME_PLAIN, line.text);
    strbuf_release(&line);
    free(words);
}

static void add_patch(const struct review_page *page, struct columns_widget *out)
{
    size_t guards = 0, changes = 0;
    const cJSON *operation;
    char *words;

    cJSON_ArrayForEach(operation, page->payload)
    {
        guards += is_guard(operation);
        changes += !is_guard(operation);
    }
    words = mem_printf("Patch: %zu guard%s, %zu change%s; %s shows %s", guards, guards == 1 ? "" : "s",
                       changes, changes == 1 ? "" : "s", page->payload_key,
                       page->whole_payload ? "it in short" : "it whole");
    columns_widget_text(out, THEME_HEADING, words);
    free(words);
    if (page->whole_payload) {
        add_pretty(out, page->payload);
        return;
    }
    cJSON_ArrayForEach(operation, page->payload) add_operation(out, operation);
}

static void add_document(const struct review_page *page, struct columns_widget *out)
{
    char *words =
        mem_printf("Document; %s %s it", page->payload_key, page->whole_payload ? "hides" : "shows");

    columns_widget_text(out, THEME_HEADING, words);
    free(words);
    if (page->whole_payload)
        add_pretty(out, page->payload);
}

/* ---- whom it reaches, and the command ---- */

static void add_fact(struct columns_widget *out, unsigned style, const char *label, const char *words)
{
    char *line = mem_printf("%-*s%s", FACT_CELLS, label, words);

    columns_widget_text(out, style, line);
    free(line);
}

static void add_reach(const struct review_page *page, struct columns_widget *out)
{
    const struct store_row *row = store_find(page->store, page->region, page->identifier);
    const struct store_item *first = NULL;
    int count = row ? store_row_used_by(page->store, row, &first) : 0;
    struct strbuf words = STRBUF_INIT;

    if (count > 0 && first)
        strbuf_addf(&words, "%d integration%s: %s%s", count, count == 1 ? "" : "s", first->name,
                    count == 1 ? "" : " and others");
    else if (count == 0)
        strbuf_addf(&words, "no integration%s",
                    page->before ? " uses it" : ": it does nothing until one names it");
    else
        strbuf_adds(&words, "who uses it is not known");
    add_fact(out, count < 0 ? THEME_WARN : THEME_PLAIN, "Reaches", words.text);
    strbuf_release(&words);
}

static void add_command(const struct review_page *page, struct columns_widget *out)
{
    struct strbuf line = STRBUF_INIT;

    if (page->whole_command) {
        add_fact(out, THEME_PLAIN, "Same as", page->command);
        return;
    }
    text_fit(&line, page->command, 48, false);
    strbuf_addf(&line, "  %s shows and copies it", page->command_key);
    add_fact(out, THEME_PLAIN, "Same as", line.text);
    strbuf_release(&line);
}

void review_page_fill(const struct review_page *page, struct columns_widget *out)
{
    columns_widget_clear(out);
    add_changes(page, out);
    if (page->change->count == 0)
        columns_widget_text(out, THEME_PLAIN, "Nothing has changed: there is nothing to send.");
    columns_widget_text(out, THEME_PLAIN, "");
    if (page->before)
        add_patch(page, out);
    else
        add_document(page, out);
    columns_widget_text(out, THEME_PLAIN, "");
    add_reach(page, out);
    add_command(page, out);
}
