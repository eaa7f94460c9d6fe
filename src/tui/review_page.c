#include "tui/review_page.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "model/integration.h"
#include "tui/trigger_words.h"

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
    strbuf_addf(&line, " %s", is_guard(operation) ? "as you saw it" : words);
    columns_widget_cut(out, is_guard(operation) ? THEME_DIM : THEME_PLAIN, line.text);
    strbuf_release(&line);
    free(words);
}

/* What was seen absent is guarded by the time of the last change, where the service tests that. */
static bool absence_is_unguarded(const cJSON *patch)
{
    const cJSON *operation;
    bool adds = false, tests_time = false;

    cJSON_ArrayForEach(operation, patch)
    {
        const char *op = json_text(operation, "op"), *path = json_text(operation, "path");

        adds |= op && strcmp(op, "add") == 0;
        tests_time |= is_guard(operation) && path && strcmp(path, "/LastUpdatedAt") == 0;
    }
    return adds && !tests_time;
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
    words = mem_printf("Patch: %zu guard%s, %zu change%s; %s shows it whole", guards, guards == 1 ? "" : "s",
                       changes, changes == 1 ? "" : "s", page->payload_key);
    columns_widget_text(out, THEME_HEADING, words);
    free(words);
    cJSON_ArrayForEach(operation, page->payload)
    {
        add_operation(out, operation);
    }
    if (absence_is_unguarded(page->payload))
        columns_widget_text(
            out, THEME_WARN,
            "  What is added was absent: that cannot be guarded here, it is read again right before.");
}

/* A part alone, and the key that leads back. */
static void add_part_heading(struct columns_widget *out, const char *what, const char *key)
{
    char *words = mem_printf("%s; %s shows the change again", what, key);

    columns_widget_text(out, THEME_HEADING, words);
    free(words);
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
    char *user = count > 0 && first ? integration_words(first->name) : NULL;

    if (user)
        strbuf_addf(&words, "%d integration%s: %s%s", count, count == 1 ? "" : "s", user,
                    count == 1 ? "" : " and others");
    else if (count == 0)
        strbuf_addf(&words, "no integration%s",
                    page->before ? " uses it" : ": it does nothing until one names it");
    else
        strbuf_adds(&words, "who uses it is not known");
    add_fact(out, count < 0 ? THEME_WARN : THEME_PLAIN, "Reaches", words.text);
    free(user);
    strbuf_release(&words);
}

static void add_manager(const struct review_page *page, struct columns_widget *out)
{
    const struct store_row *row = store_find(page->store, page->region, page->identifier);
    struct strbuf words = STRBUF_INIT;

    trigger_words_manager(row, &words);
    if (words.length)
        add_fact(out, THEME_WARN, "Managed", words.text);
    strbuf_release(&words);
}

static void add_command(const struct review_page *page, struct columns_widget *out)
{
    char *line = mem_printf("%-*s%s", FACT_CELLS, "Same as", page->command);
    char *words = mem_printf("%*s%s shows and copies it", FACT_CELLS, "", page->command_key);

    columns_widget_cut(out, THEME_PLAIN, line);
    columns_widget_cut(out, THEME_DIM, words);
    free(line);
    free(words);
}

static void add_all(const struct review_page *page, struct columns_widget *out)
{
    add_changes(page, out);
    if (page->change->count == 0)
        columns_widget_text(out, THEME_PLAIN, "Nothing has changed: there is nothing to send.");
    columns_widget_text(out, THEME_PLAIN, "");
    if (page->before) {
        add_patch(page, out);
        columns_widget_text(out, THEME_PLAIN, "");
    }
    add_reach(page, out);
    add_manager(page, out);
    add_command(page, out);
}

void review_page_fill(const struct review_page *page, struct columns_widget *out)
{
    columns_widget_clear(out);
    if (page->part == REVIEW_PAGE_CHANGE) {
        add_all(page, out);
    } else if (page->part == REVIEW_PAGE_PAYLOAD) {
        add_part_heading(out, page->before ? "The patch that is sent" : "The document that is sent",
                         page->payload_key);
        add_pretty(out, page->payload);
    } else {
        add_part_heading(out, "The aws command that does the same, copied", page->command_key);
        columns_widget_text(out, THEME_PLAIN, page->command);
    }
}
