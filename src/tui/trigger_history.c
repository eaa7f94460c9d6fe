#include "tui/trigger_history.h"

#include "base/clock.h"
#include "base/json.h"
#include "base/texts.h"
#include "model/change.h"
#include "tui/canvas.h"

enum { LINES_MOST = 8 };

static bool is_same(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "") == 0;
}

static bool is_of(const struct operation *operation, const struct store_connection *connection,
                  const char *region, const char *identifier)
{
    return strcmp(operation->identifier, identifier) == 0 && strcmp(operation->region, region) == 0 &&
           is_same(operation->account, connection->account) &&
           is_same(operation->endpoint, connection->endpoint);
}

/* ---- one line ---- */

/* The places that an update changed, each once. */
static void add_labels(const struct change *change, struct strbuf *out)
{
    struct texts labels = {0};

    for (size_t i = 0; i < change->count; i++) {
        if (texts_has(&labels, change->lines[i].label))
            continue;
        texts_add(&labels, change->lines[i].label);
        strbuf_addf(out, "%s%s", labels.count > 1 ? ", " : "", change->lines[i].label);
    }
    texts_release(&labels);
}

static void add_changed(const struct operation *operation, struct strbuf *out)
{
    cJSON *before = operation->before ? json_parse_text(operation->before, NULL) : NULL,
          *after = operation->after ? json_parse_text(operation->after, NULL) : NULL;
    struct change change = {0};

    if (operation->kind == OPERATION_UPDATE && before && after && change_between(before, after, &change)) {
        strbuf_adds(out, ": ");
        add_labels(&change, out);
    }
    change_release(&change);
    cJSON_Delete(before);
    cJSON_Delete(after);
}

static unsigned style_of(const struct operation *operation)
{
    if (operation_gave_way(operation))
        return THEME_DIM;
    if (operation_has_failed(operation))
        return THEME_BAD;
    return operation->warning ? THEME_WARN : THEME_PLAIN;
}

static void add_line(struct text_widget *text, const struct operation *operation)
{
    const char *dot = canvas_sign(CANVAS_SIGN_DOT);
    bool has_ended = operation_has_ended(operation);
    struct strbuf words = STRBUF_INIT;
    char age[8];

    clock_format_age(clock_wall_ms() - (has_ended ? operation->ended_ms : operation->started_ms), age);
    strbuf_adds(&words, operation_kind_word(operation->kind));
    add_changed(operation, &words);
    if (operation->principal && *operation->principal)
        strbuf_addf(&words, " %s by %s", dot, operation->principal);
    strbuf_addf(&words, " %s %s", dot, operation_state_word(operation));
    if (operation->failure.code != ERR_NONE)
        strbuf_addf(&words, ": %s", operation->failure.text);
    else if (operation->warning)
        strbuf_addf(&words, ": %s", operation->warning);
    text_widget_addf(text, style_of(operation), 7, "%5s  %s", age, words.text);
    strbuf_release(&words);
}

/* ---- all ---- */

void trigger_history_fill(struct text_widget *text, const struct store *store, const char *region,
                          const char *identifier, const char *key)
{
    size_t count = 0;

    for (size_t i = store->operation_count; i-- > 0;) {
        if (!is_of(&store->operations[i], &store->connection, region, identifier))
            continue;
        if (count == 0)
            text_widget_addf(text, THEME_HEADING, 0, "\nHistory  (%s shows each)", key);
        if (count++ < LINES_MOST)
            add_line(text, &store->operations[i]);
    }
    if (count > LINES_MOST)
        text_widget_addf(text, THEME_DIM, 7, "%5s  and %zu earlier", "", count - LINES_MOST);
}

uint64_t trigger_history_newest(const struct store *store, const char *region, const char *identifier)
{
    for (size_t i = store->operation_count; i-- > 0;)
        if (is_of(&store->operations[i], &store->connection, region, identifier))
            return store->operations[i].number;
    return 0;
}
