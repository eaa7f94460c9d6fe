#include "tui/trigger_words.h"

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/lint_row.h"
#include "tui/canvas.h"
#include "tui/tui.h"

/* "1,200" */
static void add_number(struct strbuf *out, size_t number)
{
    char digits[24];
    int length = snprintf(digits, sizeof digits, "%zu", number);
    for (int i = 0; i < length; i++) {
        strbuf_addc(out, digits[i]);
        if (i + 1 < length && (length - i - 1) % 3 == 0)
            strbuf_addc(out, ',');
    }
}

static void add_dot(struct strbuf *out)
{
    strbuf_addf(out, " %s ", canvas_sign(CANVAS_SIGN_DOT));
}

/* ---- title ---- */

struct regions {
    size_t all, read, failed, reading, cached;
    int64_t oldest_ms; /* wall clock of the oldest complete listing; 0: none */
};

static struct regions count_regions(const struct store *store)
{
    struct regions counts = {.all = store->region_count};
    for (size_t i = 0; i < store->region_count; i++) {
        const struct store_region *region = &store->regions[i];
        bool read = region->state == STORE_REGION_READ || region->state == STORE_REGION_PARTLY;
        counts.read += read;
        counts.reading += region->state == STORE_REGION_READING;
        counts.cached += region->from_cache;
        counts.failed += region->state == STORE_REGION_FAILED || region->state == STORE_REGION_DENIED ||
                         region->state == STORE_REGION_PARTLY;
        if (region->read_ms > 0 && (counts.oldest_ms == 0 || region->read_ms < counts.oldest_ms))
            counts.oldest_ms = region->read_ms;
    }
    return counts;
}

static size_t count_rows(const struct store *store, const struct texts *domains)
{
    size_t rows = 0;
    for (size_t r = 0; r < store->region_count; r++) {
        for (size_t d = 0; d < domains->count; d++) {
            const struct store_domain *domain = store_find_domain(&store->regions[r], domains->items[d]);
            rows += domain ? domain->rows : 0;
        }
    }
    return domains->count > 0 ? rows : store->row_count;
}

static void add_where(const struct store *store, const struct regions *counts, struct strbuf *out)
{
    if (counts->read < counts->all && counts->all > 1) {
        add_dot(out);
        strbuf_addf(out, "%zu of %zu regions", counts->read, counts->all);
    } else if (counts->all == 1) {
        strbuf_addf(out, " in %s", store->regions[0].name);
    } else {
        strbuf_addf(out, " in %zu regions", counts->all);
    }
    if (counts->failed > 0) {
        add_dot(out);
        strbuf_addf(out, "%zu failed", counts->failed);
    }
}

static void add_freshness(const struct store *store, const struct regions *counts, struct strbuf *out)
{
    char age[8];
    clock_format_age(counts->oldest_ms ? clock_wall_ms() - counts->oldest_ms : 0, age);
    add_dot(out);
    if (counts->cached > 0 && counts->oldest_ms)
        strbuf_addf(out, "as seen %s ago%s", age, store->listing ? ", reading" : "");
    else if (store->listing || counts->reading > 0)
        strbuf_adds(out, "reading");
    else if (counts->oldest_ms)
        strbuf_addf(out, strcmp(age, "now") == 0 ? "read just now" : "read %s ago", age);
    else
        strbuf_adds(out, counts->read > 0 ? "partly read" : "not read");
}

static void add_domains(const struct texts *domains, struct strbuf *out)
{
    add_dot(out);
    if (domains->count == 0)
        strbuf_adds(out, "all domains");
    else if (domains->count == 1)
        strbuf_adds(out, domains->items[0]);
    else
        strbuf_addf(out, "%zu domains", domains->count);
}

/* The column may have no place on the screen: an order that is not the usual one is named. */
static void add_order(const struct listing *listing, struct strbuf *out)
{
    enum listing_column column = listing_sort_column(listing);
    if (column == LISTING_REGION && !listing_is_reverse(listing))
        return;
    add_dot(out);
    strbuf_addf(out, "by %s %s", listing_column_name(column),
                canvas_sign(listing_is_reverse(listing) ? CANVAS_SIGN_DOWN : CANVAS_SIGN_UP));
}

void trigger_words_title(const struct store *store, const struct listing *listing,
                         const struct texts *domains, const struct trigger_counts *counted,
                         struct strbuf *out)
{
    struct regions counts = count_regions(store);
    const char *filter = listing_filter_text(listing), *dot = canvas_sign(CANVAS_SIGN_DOT);
    bool filtered = filter && *filter;
    size_t shown;
    listing_rows(listing, &shown);
    strbuf_adds(out, "Triggers  ");
    if (filtered) {
        add_number(out, shown);
        strbuf_adds(out, " of ");
    }
    add_number(out, count_rows(store, domains));
    if (store->listing || counts.read < counts.all)
        strbuf_addc(out, '+');
    add_where(store, &counts, out);
    add_domains(domains, out);
    add_order(listing, out);
    if (counted->marked)
        strbuf_addf(out, " %s %zu marked", dot, counted->marked);
    add_freshness(store, &counts, out);
    if (filtered)
        strbuf_addf(out, " %s /%s", dot, filter);
}

void trigger_words_offer(const struct store *store, const struct trigger_counts *counted, struct strbuf *out)
{
    if (counted->unread == 0)
        return;
    add_number(out, store->row_count - counted->unread);
    strbuf_adds(out, " of ");
    add_number(out, store->row_count);
    strbuf_adds(out, " read; Enter reads the rest");
}

void trigger_words_operations(const struct store *store, struct strbuf *out)
{
    size_t open = store_open_operations(store);
    if (open > 0)
        strbuf_addf(out, "%zu operation%s %s", open, open == 1 ? "" : "s", canvas_sign(CANVAS_SIGN_CLOSED));
}

static bool sorts_by_document(const struct listing *listing)
{
    enum listing_column column = listing_sort_column(listing);
    return column == LISTING_WHEN || column == LISTING_LIMITS || column == LISTING_SEGMENT;
}

bool trigger_words_needs_rest(const struct listing *listing)
{
    struct filter *filter = filter_new(listing_filter_text(listing));
    bool needs = filter_needs_documents(filter) || sorts_by_document(listing);
    filter_free(filter);
    return needs;
}

struct trigger_counts trigger_words_count(const struct store *store, const struct listing *listing)
{
    struct trigger_counts counts = {0, 0};
    bool needs = trigger_words_needs_rest(listing);
    for (size_t i = 0; i < store->row_count; i++) {
        const struct store_row *row = store->rows[i];
        counts.marked += row->marked;
        counts.unread += needs && row->state < STORE_ROW_WHOLE && !row->when;
    }
    return counts;
}

/* ---- what is under the cursor ---- */

/* The newest operation on this row, or NULL. */
static const struct operation *operation_on(const struct store *store, const struct store_row *row)
{
    char *identifier = store_row_identifier(row);
    const struct operation *found = NULL;
    for (size_t i = store->operation_count; i-- > 0 && !(found && !operation_has_ended(found));) {
        const struct operation *operation = &store->operations[i];
        bool counts = !found || !operation_has_ended(operation);
        if (counts && strcmp(operation->identifier, identifier) == 0 &&
            strcmp(operation->region, row->region) == 0)
            found = operation;
    }
    free(identifier);
    return found;
}

static void add_change(struct tui *tui, const struct store_row *row, struct strbuf *out)
{
    static const char *const doing[] = {"creating", "updating", "deleting"};
    const struct operation *operation = operation_on(tui_store(tui), row);
    struct strbuf key = STRBUF_INIT;
    tui_key(tui, ACTION_OPERATIONS, &key);
    strbuf_addf(out, "%s: ", row->name);
    if (operation && row->change > 0 && operation->wait == OPERATION_ASKING) {
        strbuf_addf(out, "the %s asks you something", operation_kind_word(operation->kind));
    } else if (operation && row->change > 0) {
        char age[8];
        clock_format_age(clock_wall_ms() - operation->started_ms, age);
        strbuf_addf(out, "%s (%s)", doing[operation->kind], age);
    } else if (operation) {
        strbuf_addf(out, "the %s failed: %s", operation_kind_word(operation->kind), operation->failure.text);
    }
    strbuf_addf(out, " %s %s shows it", canvas_sign(CANVAS_SIGN_DOT), key.text);
    strbuf_release(&key);
}

static void add_key_sentence(struct tui *tui, enum action_id action, const char *words, struct strbuf *out)
{
    add_dot(out);
    tui_key(tui, action, out);
    strbuf_adds(out, words);
}

/* The worst that lint finds, and how much more. false: nothing that is a warning. */
static bool add_finding(const struct store *store, const struct store_row *row, struct strbuf *out)
{
    struct lint_findings findings;
    size_t count;

    lint_row_findings(store, row, &findings);
    count = lint_count(&findings);
    if (count)
        strbuf_addf(out, "%s: %s", row->name, findings.items[0].message);
    if (count > 1)
        strbuf_addf(out, " %s %zu more", canvas_sign(CANVAS_SIGN_DOT), count - 1);
    lint_release(&findings);
    return count > 0;
}

/* Of a listing that was kept only that much is known. */
static bool add_kept_finding(struct tui *tui, const struct store_row *row, struct strbuf *out)
{
    if (row->document || row->brief_lint < LINT_WARNING)
        return false;
    strbuf_addf(out, "%s: lint finds something in it", row->name);
    add_key_sentence(tui, ACTION_VIEW, " shows it", out);
    return true;
}

static void row_remark(struct tui *tui, const struct store_row *row, struct strbuf *out)
{
    if (row->change != 0) {
        add_change(tui, row, out);
    } else if (row->state == STORE_ROW_FAILED && row->failure) {
        strbuf_addf(out, "%s: %s", row->name, row->failure->text);
        add_key_sentence(tui, ACTION_REFRESH, " reads it again", out);
    } else if (row->draft) {
        strbuf_addf(out, "%s: a draft waits", row->name);
        add_key_sentence(tui, ACTION_EDIT, " goes on with it", out);
    } else if (add_finding(tui_store(tui), row, out) || add_kept_finding(tui, row, out)) {
        return;
    } else if (row->description && *row->description) {
        strbuf_adds(out, row->description);
    }
}

void trigger_words_remark(struct tui *tui, const struct trigger_line *line, struct strbuf *out)
{
    if (line->kind == TRIGGER_LINE_ROW) {
        row_remark(tui, line->row, out);
        return;
    }
    const struct err *failure = line->domain ? &line->domain->failure : &line->region->failure;
    bool late = !line->domain && line->region->state == STORE_REGION_READING;
    bool failed = line->domain || line->region->state > STORE_REGION_READ;
    if (!(failed || late) || !failure->text[0])
        return;
    strbuf_addf(out, "%s: %s", line->domain ? line->domain->name : line->region->name, failure->text);
    if (late)
        strbuf_addf(out, "; %s", failure->hint);
    else
        add_key_sentence(tui, ACTION_REFRESH, " reads it again", out);
}

void trigger_words_manager(const struct store_row *row, struct strbuf *out)
{
    char *stack = row ? store_row_stack(row) : NULL;

    if (stack)
        strbuf_addf(out, "stack %s: AWS advises against changing it here; change its template", stack);
    free(stack);
}
