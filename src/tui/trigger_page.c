#include "tui/trigger_page.h"

#include "base/mem.h"
#include "base/text.h"
#include "model/describe.h"
#include "model/duration.h"
#include "model/integration.h"
#include "model/lint_row.h"
#include "model/pointer.h"
#include "tui/canvas.h"
#include "tui/trigger_words.h"

/* Columns of the tree: no line pushes the others further to the right than this. */
enum { SUBJECT_MOST = 34, RELATION_MOST = 24, LABEL_CELLS = 11 };

/* ---- the tree ---- */

static size_t subject_width(const struct describe_line *line)
{
    size_t width = text_width(line->prefix) + text_width(line->subject);

    return width < SUBJECT_MOST ? width : SUBJECT_MOST;
}

static size_t relation_width(const struct describe_line *line)
{
    size_t width = text_width(line->relation);

    return width < RELATION_MOST ? width : RELATION_MOST;
}

/* One column: text with blanks to its width; a longer one pushes the rest. */
static void add_column(struct strbuf *out, size_t start, const char *text, size_t end)
{
    strbuf_adds(out, text);
    start += text_width(text);
    strbuf_fill(out, ' ', start < end ? end - start : 0);
}

static void add_tree_line(struct text_widget *text, const struct describe_line *line, size_t subject,
                          size_t relation)
{
    struct strbuf out = STRBUF_INIT;

    strbuf_adds(&out, line->prefix);
    if (line->relation) {
        add_column(&out, text_width(line->prefix), line->subject, subject);
        strbuf_adds(&out, "  ");
        add_column(&out, 0, line->relation, line->object ? relation : 0);
        strbuf_addf(&out, "  %s", line->object ? line->object : "");
    } else {
        strbuf_adds(&out, line->subject);
    }
    text_widget_add(text, THEME_PLAIN, 0, true, out.text);
    strbuf_release(&out);
}

static void add_tree(struct text_widget *text, const cJSON *document)
{
    struct describe_tree tree;
    size_t subject = 0, relation = 0;

    describe_conditions_tree(document, &tree);
    for (size_t i = 0; i < tree.count; i++) {
        if (!tree.items[i].relation)
            continue;
        subject = subject_width(&tree.items[i]) > subject ? subject_width(&tree.items[i]) : subject;
        relation = relation_width(&tree.items[i]) > relation ? relation_width(&tree.items[i]) : relation;
    }
    for (size_t i = 0; i < tree.count; i++)
        add_tree_line(text, &tree.items[i], subject, relation);
    describe_tree_release(&tree);
}

/* ---- the lines below it ---- */

static void add_part(struct strbuf *out, const char *part)
{
    if (out->length)
        strbuf_addf(out, " %s ", canvas_sign(CANVAS_SIGN_DOT));
    strbuf_adds(out, part);
}

/* A label and what it says, wrapped below itself. */
static void add_line(struct text_widget *text, unsigned style, const char *label, const char *words)
{
    text_widget_addf(text, style, LABEL_CELLS, "%-*s%s", LABEL_CELLS, label,
                     *words ? words : canvas_sign(CANVAS_SIGN_NONE));
}

static void add_limits(struct text_widget *text, const cJSON *document)
{
    const cJSON *limits = json_get(document, "EventTriggerLimits"), *period;
    struct strbuf words = STRBUF_INIT;
    int64_t expiration_ms;

    cJSON_ArrayForEach(period, json_get(limits, "Periods"))
    {
        char *part = describe_period(period);

        add_part(&words, part);
        free(part);
    }
    if (!words.length)
        add_part(&words, "no period: AWS allows 10 a day for each profile");
    if (json_integer(limits, "EventExpiration", &expiration_ms)) {
        char time[40], *part;

        duration_format(expiration_ms, time);
        part = mem_printf("expires after %s", time);
        add_part(&words, part);
        free(part);
    }
    add_line(text, THEME_PLAIN, "Limits", words.text);
    strbuf_release(&words);
}

static void add_users(struct text_widget *text, const struct store *store, const struct store_row *row)
{
    const struct store_catalog *catalog =
        store_find_catalog(store, STORE_INTEGRATIONS, row->region, row->domain, NULL);
    const struct store_item *first = NULL;
    int count = store_row_used_by(store, row, &first);
    struct strbuf words = STRBUF_INIT;
    char *user = count > 0 && first ? integration_words(first->name) : NULL;

    if (user)
        strbuf_addf(&words, "integration %s", user);
    free(user);
    if (count > 1)
        strbuf_addf(&words, " and %d more", count - 1);
    if (count == 0)
        strbuf_adds(&words, "no integration uses it: it does nothing");
    else if (count < 0 && catalog && catalog->state == STORE_FAILED)
        strbuf_addf(&words, "not known: %s", catalog->failure.text);
    else if (count < 0)
        strbuf_adds(&words, canvas_sign(CANVAS_SIGN_UNKNOWN));
    add_line(text, count == 0 ? THEME_WARN : THEME_PLAIN, "Used by", words.text);
    strbuf_release(&words);
}

static void add_manager(struct text_widget *text, const struct store_row *row)
{
    struct strbuf words = STRBUF_INIT;

    trigger_words_manager(row, &words);
    add_line(text, words.length ? THEME_WARN : THEME_PLAIN, "Managed by", words.text);
    strbuf_release(&words);
}

static void add_tags(struct text_widget *text, const cJSON *document)
{
    struct strbuf words = STRBUF_INIT;
    const cJSON *tag;

    cJSON_ArrayForEach(tag, json_get(document, "Tags"))
    {
        const char *key = json_text(tag, "Key"), *value = json_text(tag, "Value");

        strbuf_addf(&words, "%s%s=%s", words.length ? "  " : "", key ? key : "", value ? value : "");
    }
    add_line(text, THEME_PLAIN, "Tags", words.text);
    strbuf_release(&words);
}

/* ---- what lint finds ---- */

/* What stands in the lines above already. */
static bool is_said(const struct lint_finding *finding)
{
    return finding->rule == &lint_rules[LINT_UNUSED] || finding->rule == &lint_rules[LINT_NO_PERIOD];
}

static void add_findings(struct text_widget *text, const struct store *store, const struct store_row *row)
{
    struct lint_findings findings;
    bool any = false;

    lint_row_findings(store, row, &findings);
    for (size_t i = 0; i < findings.count; i++) {
        const struct lint_finding *finding = &findings.items[i];
        bool warns = finding->rule->severity >= LINT_WARNING;

        if (is_said(finding))
            continue;
        if (!any)
            text_widget_add(text, THEME_HEADING, 0, false, "\nFindings");
        any = true;
        text_widget_addf(text, warns ? THEME_WARN : THEME_PLAIN, 2, "%s %s",
                         canvas_sign(warns ? CANVAS_SIGN_WARNING : CANVAS_SIGN_DOT), finding->message);
        text_widget_addf(text, THEME_DIM, 2, "  %s", finding->hint);
    }
    lint_release(&findings);
}

void trigger_page_fill(struct text_widget *text, const struct store *store, const struct store_row *row,
                       const cJSON *document)
{
    const char *description = json_text(document, "Description");
    char *sentence = describe_sentence(document);

    if (description)
        text_widget_add(text, THEME_HEADING, 0, false, description);
    text_widget_add(text, THEME_PLAIN, 0, false, sentence);
    text_widget_add(text, THEME_PLAIN, 0, false, "");
    text_widget_add(text, THEME_HEADING, 0, false, "Conditions");
    add_tree(text, document);
    text_widget_add(text, THEME_PLAIN, 0, false, "");
    add_limits(text, document);
    add_users(text, store, row);
    add_manager(text, row);
    add_tags(text, document);
    add_findings(text, store, row);
    free(sentence);
}
