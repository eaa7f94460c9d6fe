#include "tui/view_triggers.h"

#include "base/mem.h"
#include "tui/line_widget.h"
#include "tui/trigger_acts.h"
#include "tui/trigger_lines.h"
#include "tui/trigger_marks.h"
#include "tui/trigger_reads.h"
#include "tui/trigger_scope.h"
#include "tui/trigger_table.h"
#include "tui/trigger_words.h"
#include "tui/tui.h"
#include "tui/form_begin.h"
#include "tui/form_drafts.h"
#include "tui/view_trigger.h"

struct view_triggers {
    struct view view;
    struct listing *listing; /* owned */
    struct trigger_lines lines;
    struct trigger_table table;
    struct trigger_place place;     /* what the cursor stands on */
    struct trigger_place last_mark; /* where V begins */
    struct line_widget filter;
    bool moved;       /* the person has moved the cursor; until then it stands on the first trigger */
    bool filtering;   /* the filter has the focus */
    bool offers_rest; /* Enter reads the rest, as the message line says */
    struct trigger_counts counts;
    struct trigger_reads reads;
};

static struct store *store_of(struct view_triggers *triggers)
{
    return tui_store(triggers->view.tui);
}

/* ---- lines and cursor ---- */

static void note_place(struct view_triggers *triggers)
{
    trigger_lines_note(&triggers->lines, triggers->table.table.cursor, &triggers->place);
}

/* The first line that is a trigger; 0 if none is. */
static size_t first_row(const struct trigger_lines *lines)
{
    for (size_t i = 0; i < lines->count; i++) {
        if (trigger_lines_row(lines, i))
            return i;
    }
    return 0;
}

/* After the rows, the order or the folds changed: the cursor stays on what it stood on, and that stays where
 * it was on the screen. */
static void rebuild(struct view_triggers *triggers)
{
    listing_update(triggers->listing, store_of(triggers));
    trigger_lines_build(&triggers->lines, store_of(triggers), triggers->listing);
    trigger_table_measure(&triggers->table, &triggers->lines);
    long line =
        triggers->moved ? trigger_lines_find(&triggers->lines, store_of(triggers), &triggers->place) : -1;
    triggers->table.table.count = triggers->lines.count;
    if (line >= 0)
        table_widget_follow(&triggers->table.table, (size_t)line);
    table_widget_set_count(&triggers->table.table, triggers->lines.count);
    if (line < 0 && !triggers->moved)
        table_widget_move(&triggers->table.table, first_row(&triggers->lines));
    note_place(triggers);
}

static void count(struct view_triggers *triggers)
{
    triggers->counts = trigger_words_count(store_of(triggers), triggers->listing);
}

/* The trigger under the cursor, or NULL: none, or a region's line. */
static struct store_row *row_at(struct view_triggers *triggers)
{
    return trigger_lines_row(&triggers->lines, triggers->table.table.cursor);
}

static struct store_row *row_or_say(struct view_triggers *triggers)
{
    struct store_row *row = row_at(triggers);
    if (!row)
        tui_say(triggers->view.tui, "there is no trigger on this line");
    return row;
}

/* ---- reading ---- */

static int tick(struct view *view, int64_t now_ms)
{
    struct view_triggers *triggers = (struct view_triggers *)view;
    (void)now_ms;
    trigger_reads_follow(&triggers->reads, view->tui, &triggers->lines, &triggers->table.table);
    return listing_prepare(triggers->listing) ? 1 : -1;
}

/* Counts what a filter or sort looks at and is not known of all triggers yet. */
static void count_unread(struct view_triggers *triggers)
{
    if (trigger_words_needs_rest(triggers->listing))
        count(triggers);
    else
        triggers->counts.unread = 0;
}

static void read_rest(struct view_triggers *triggers)
{
    const struct store *store = store_of(triggers);
    for (size_t i = 0; i < store->row_count; i++)
        trigger_reads_row(triggers->view.tui, store->rows[i], false);
    triggers->offers_rest = false;
    tui_say(triggers->view.tui, "reading the rest");
}

static void offer_rest(struct view_triggers *triggers)
{
    struct strbuf words = STRBUF_INIT;
    count_unread(triggers);
    triggers->offers_rest = triggers->counts.unread > 0;
    trigger_words_offer(store_of(triggers), &triggers->counts, &words);
    if (triggers->offers_rest)
        tui_say(triggers->view.tui, "%s", words.text);
    strbuf_release(&words);
}

/* The region whose line the cursor stands on, if it could not be read: only that one is read again. */
static const char *failed_region(struct view_triggers *triggers)
{
    size_t cursor = triggers->table.table.cursor;
    if (cursor >= triggers->lines.count)
        return NULL;
    struct trigger_line line = trigger_lines_at(&triggers->lines, cursor);
    return !line.row && line.region->state > STORE_REGION_READ ? line.region->name : NULL;
}

static void refresh(struct view_triggers *triggers)
{
    struct backend *backend = tui_backend(triggers->view.tui);
    const struct store *store = store_of(triggers);
    const struct store_row *row = row_at(triggers);
    if (store->connection.state == STORE_FAILED)
        backend_renew(backend);
    for (size_t i = 0; i < store->catalog_count; i++) {
        const struct store_catalog *catalog = store->catalogs[i];
        if (catalog->kind == STORE_INTEGRATIONS)
            backend_catalog(backend, catalog->kind, catalog->region, catalog->domain, NULL, true);
    }
    if (row && row->state == STORE_ROW_FAILED) {
        char *identifier = store_row_identifier(row);
        backend_read(backend, row->region, identifier, true);
        free(identifier);
    }
    backend_list(backend, failed_region(triggers));
    trigger_reads_again(&triggers->reads);
}

/* ---- filter and sort ---- */

static void set_filter(struct view_triggers *triggers, const char *text)
{
    listing_filter(triggers->listing, text);
    rebuild(triggers);
    if (row_at(triggers) == NULL) { /* what the cursor stood on is filtered out */
        table_widget_move(&triggers->table.table, first_row(&triggers->lines));
        note_place(triggers);
    }
}

static void filter_typed(struct view_triggers *triggers)
{
    set_filter(triggers, triggers->filter.text.text);
    count_unread(triggers);
}

static void begin_filter(struct view_triggers *triggers, const char *text)
{
    const char *present = listing_filter_text(triggers->listing);
    line_widget_set(&triggers->filter, text ? text : present);
    triggers->filtering = text == NULL;
    if (text) {
        filter_typed(triggers);
        offer_rest(triggers);
    }
}

/* Esc: the filter goes. False: there was none. */
static bool clear_filter(struct view_triggers *triggers)
{
    const char *present = listing_filter_text(triggers->listing);
    bool there = triggers->filtering || (present && *present);
    triggers->filtering = false;
    line_widget_set(&triggers->filter, "");
    if (there)
        filter_typed(triggers);
    return there;
}

static bool act_on_filter(struct view_triggers *triggers, enum action_id action)
{
    bool changed = false;
    if (line_widget_act(&triggers->filter, action, &changed)) {
        if (changed)
            filter_typed(triggers);
    } else if (action == ACTION_VIEW) {
        triggers->filtering = false;
        if (triggers->counts.unread > 0)
            read_rest(triggers);
    } else if (action == ACTION_BACK || action == ACTION_STOP) {
        clear_filter(triggers);
    } else {
        return false;
    }
    return true;
}

static void sort(struct view_triggers *triggers, const char *name, bool turn)
{
    enum listing_column column = listing_sort_column(triggers->listing);
    bool reverse = listing_is_reverse(triggers->listing);
    if (name && !listing_column_from_name(name, &column)) {
        tui_failf(triggers->view.tui, "there is no column '%s'; Tab after :sort shows them", name);
        return;
    }
    if (!name && !turn)
        column = (enum listing_column)((column + 1) % LISTING_COLUMNS);
    listing_sort(triggers->listing, column, turn ? !reverse : false);
    rebuild(triggers);
    tui_say(triggers->view.tui, "sorted by %s%s", listing_column_title(column),
            turn && !reverse ? ", reversed" : "");
    offer_rest(triggers);
}

static void fold(struct view_triggers *triggers, bool fold)
{
    size_t cursor = triggers->table.table.cursor;
    const char *region = trigger_lines_region(&triggers->lines, cursor);
    if (!region || !triggers->lines.grouped) {
        tui_say(triggers->view.tui, "only the lines of several regions, sorted by region, can be folded");
        return;
    }
    struct trigger_place place = {.region = mem_dup(region)};
    trigger_lines_fold(&triggers->lines, region, fold);
    if (fold) { /* the cursor goes to the region's line */
        trigger_lines_forget(&triggers->place);
        triggers->place = place;
    } else {
        trigger_lines_forget(&place);
    }
    rebuild(triggers);
}

/* ---- marks ---- */

/* The line of the last mark; the cursor's if there is none. */
static size_t last_mark(struct view_triggers *triggers)
{
    long line = trigger_lines_find(&triggers->lines, store_of(triggers), &triggers->last_mark);
    return line < 0 ? triggers->table.table.cursor : (size_t)line;
}

static bool act_on_marks(struct view_triggers *triggers, enum action_id action)
{
    struct store_row *row = row_at(triggers);
    if (action == ACTION_MARK) {
        if (row)
            row->marked = !row->marked;
        trigger_lines_note(&triggers->lines, triggers->table.table.cursor, &triggers->last_mark);
        table_widget_act(&triggers->table.table, ACTION_DOWN);
        note_place(triggers);
    } else if (action == ACTION_MARK_RANGE) {
        trigger_marks_set(&triggers->lines, last_mark(triggers), triggers->table.table.cursor, true);
    } else if (action == ACTION_MARK_ALL) {
        trigger_marks_set(&triggers->lines, 0, triggers->lines.count, true);
    } else if (action == ACTION_MARK_NONE) {
        trigger_marks_none(store_of(triggers));
    } else {
        return false;
    }
    count(triggers);
    return true;
}

/* ---- other screens ---- */

static void view_row(struct view_triggers *triggers)
{
    const struct store_row *row = row_or_say(triggers);
    if (!row)
        return;
    char *identifier = store_row_identifier(row);
    tui_push(triggers->view.tui, view_trigger_new(triggers->view.tui, row->region, identifier));
    free(identifier);
}

static void view_or_fold(struct view_triggers *triggers)
{
    const char *region = trigger_lines_region(&triggers->lines, triggers->table.table.cursor);
    if (triggers->offers_rest)
        read_rest(triggers);
    else if (row_at(triggers) || !region || !triggers->lines.grouped)
        view_row(triggers);
    else
        fold(triggers, !trigger_lines_is_folded(&triggers->lines, region));
}

static void new_trigger(struct view_triggers *triggers)
{
    const struct store_row *row = row_at(triggers);
    form_begin_new(triggers->view.tui, trigger_lines_region(&triggers->lines, triggers->table.table.cursor),
                   row ? row->domain : NULL);
}

/* What is done with the marked triggers, or the one under the cursor (trigger_acts). */
static bool act_on_rows(struct view_triggers *triggers, enum action_id action, const char *argument)
{
    enum trigger_acts_scope scope = trigger_acts_scope(action);
    if (scope == TRIGGER_ACTS_NOT)
        return false;
    struct trigger_marks marks = {0};
    if (scope == TRIGGER_ACTS_MARKED)
        trigger_marks_collect(&marks, store_of(triggers), &triggers->lines);
    const struct store_row *row = marks.count == 0 ? row_or_say(triggers) : NULL;
    if (row)
        trigger_marks_add(&marks, row, false);
    if (marks.count > 0)
        trigger_acts(triggers->view.tui, action, marks.items, marks.count, argument);
    trigger_marks_release(&marks);
    return true;
}

/* ---- the screen ---- */

static void title(struct view *view, struct strbuf *left, struct strbuf *right)
{
    struct view_triggers *triggers = (struct view_triggers *)view;
    trigger_words_title(store_of(triggers), triggers->listing, tui_domains(view->tui), &triggers->counts,
                        left);
    trigger_words_operations(store_of(triggers), right);
    form_drafts_words(view->tui, right);
}

/* True while nobody can say yet that there is nothing. */
static bool is_reading(const struct store *store)
{
    bool reading = store->listing || store->connection.state == STORE_READING;
    for (size_t i = 0; i < store->region_count; i++)
        reading |= store->regions[i].state <= STORE_REGION_READING;
    return reading;
}

static void draw_empty(struct view_triggers *triggers, struct canvas *canvas, struct canvas_area area)
{
    const struct store *store = store_of(triggers);
    struct strbuf words = STRBUF_INIT;
    if (is_reading(store)) {
        strbuf_adds(&words, "reading");
    } else if (store->row_count > 0) {
        tui_key(triggers->view.tui, ACTION_BACK, &words);
        strbuf_adds(&words, " clears the filter: nothing matches it");
    } else if (store->region_count == 0) {
        tui_key(triggers->view.tui, ACTION_REGION, &words);
        strbuf_adds(&words, " chooses a region: none is chosen");
    } else {
        tui_key(triggers->view.tui, ACTION_NEW, &words);
        strbuf_adds(&words, " makes a trigger: there are none here");
    }
    canvas_put(canvas, area.row + 2, area.col + 3, area.cols - 3, THEME_DIM, words.text);
    strbuf_release(&words);
}

static void draw(struct view *view, struct canvas *canvas, struct canvas_area area)
{
    struct view_triggers *triggers = (struct view_triggers *)view;
    strbuf_reset(&triggers->table.again);
    tui_key(view->tui, ACTION_REFRESH, &triggers->table.again);
    trigger_table_draw(&triggers->table, canvas, area, store_of(triggers), triggers->listing,
                       &triggers->lines);
    if (triggers->lines.count == 0)
        draw_empty(triggers, canvas, area);
}

static const enum action_id *footer(struct view *view)
{
    static const enum action_id list[] = {ACTION_VIEW,    ACTION_EDIT,     ACTION_NEW,        ACTION_DELETE,
                                          ACTION_FILTER,  ACTION_HELP,     ACTION_REGION,     ACTION_DOMAIN,
                                          ACTION_PROFILE, ACTION_COMMAND,  ACTION_OPERATIONS, ACTION_MARK,
                                          ACTION_PROMOTE, ACTION_COMPARE,  ACTION_COPY,       ACTION_SORT,
                                          ACTION_REFRESH, ACTION_MESSAGES, ACTION_QUIT,       ACTION_NONE};
    static const enum action_id typing[] = {ACTION_BACK, ACTION_COMMAND, ACTION_HELP, ACTION_NONE};
    return ((struct view_triggers *)view)->filtering ? typing : list;
}

static bool open_something(struct view_triggers *triggers, enum action_id action, const char *argument)
{
    struct tui *tui = triggers->view.tui;
    if (action == ACTION_VIEW)
        view_or_fold(triggers);
    else if (action == ACTION_NEW)
        new_trigger(triggers);
    else if (action == ACTION_DRAFTS)
        form_drafts_push(tui, NULL);
    else if (action == ACTION_REGION)
        trigger_scope_regions(tui, argument);
    else if (action == ACTION_DOMAIN)
        trigger_scope_domains(tui, argument);
    else if (action == ACTION_PROFILE)
        trigger_scope_profile(tui, argument);
    else
        return act_on_rows(triggers, action, argument);
    return true;
}

static bool act_on_list(struct view_triggers *triggers, enum action_id action, const char *argument)
{
    if (action == ACTION_FILTER)
        begin_filter(triggers, argument);
    else if (action == ACTION_SORT || action == ACTION_SORT_REVERSE)
        sort(triggers, argument, action == ACTION_SORT_REVERSE);
    else if (action == ACTION_FOLD || action == ACTION_UNFOLD)
        fold(triggers, action == ACTION_FOLD);
    else if (action == ACTION_REFRESH)
        refresh(triggers);
    else if (action == ACTION_BACK)
        return clear_filter(triggers);
    else
        return act_on_marks(triggers, action);
    return true;
}

static bool act(struct view *view, enum action_id action, const char *argument)
{
    struct view_triggers *triggers = (struct view_triggers *)view;
    if (triggers->filtering && act_on_filter(triggers, action))
        return true;
    triggers->moved = true;
    bool taken = open_something(triggers, action, argument);
    if (!taken)
        triggers->offers_rest = false;
    if (!taken && table_widget_act(&triggers->table.table, action)) {
        note_place(triggers);
        return true;
    }
    return taken || act_on_list(triggers, action, argument);
}

static bool in_text(const struct view *view)
{
    return ((const struct view_triggers *)view)->filtering;
}

static void take_text(struct view *view, const char *text, bool pasted)
{
    struct view_triggers *triggers = (struct view_triggers *)view;
    (void)pasted;
    line_widget_insert(&triggers->filter, text);
    filter_typed(triggers);
}

static struct line_widget *prompt(struct view *view, const char **label)
{
    struct view_triggers *triggers = (struct view_triggers *)view;
    *label = "/ ";
    return triggers->filtering ? &triggers->filter : NULL;
}

static void remark(struct view *view, struct strbuf *out)
{
    struct view_triggers *triggers = (struct view_triggers *)view;
    size_t cursor = triggers->table.table.cursor;
    if (triggers->filtering)
        trigger_words_offer(store_of(triggers), &triggers->counts, out);
    if (triggers->filtering || cursor >= triggers->lines.count)
        return;
    struct trigger_line line = trigger_lines_at(&triggers->lines, cursor);
    trigger_words_remark(view->tui, &line, out);
}

static void changed(struct view *view)
{
    struct view_triggers *triggers = (struct view_triggers *)view;
    listing_domains(triggers->listing, tui_domains(view->tui));
    rebuild(triggers);
    if (triggers->counts.marked > 0 || trigger_words_needs_rest(triggers->listing))
        count(triggers);
}

static bool busy(const struct view *view)
{
    const struct view_triggers *triggers = (const struct view_triggers *)view;
    return triggers->reads.lines_version != triggers->lines.version;
}

static void release(struct view *view)
{
    struct view_triggers *triggers = (struct view_triggers *)view;
    listing_free(triggers->listing);
    trigger_lines_release(&triggers->lines);
    trigger_table_release(&triggers->table);
    trigger_reads_release(&triggers->reads);
    trigger_lines_forget(&triggers->place);
    trigger_lines_forget(&triggers->last_mark);
    line_widget_release(&triggers->filter);
    free(triggers);
}

static const struct view_type triggers_type = {
    .name = "triggers",
    .contexts = ACTION_IN_TRIGGERS | ACTION_IN_LIST | ACTION_IN_EVERYWHERE,
    .title = title,
    .draw = draw,
    .footer = footer,
    .act = act,
    .in_text = in_text,
    .text = take_text,
    .prompt = prompt,
    .remark = remark,
    .changed = changed,
    .tick = tick,
    .busy = busy,
    .free = release,
};

struct view *view_triggers_new(struct tui *tui)
{
    struct view_triggers *triggers = mem_alloc(1, sizeof *triggers);
    triggers->view = (struct view){.type = &triggers_type, .tui = tui};
    triggers->listing = listing_new();
    listing_sort(triggers->listing, LISTING_REGION, false);
    listing_domains(triggers->listing, tui_domains(tui));
    trigger_table_init(&triggers->table);
    line_widget_init(&triggers->filter);
    rebuild(triggers);
    return &triggers->view;
}
