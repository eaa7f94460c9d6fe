#include "tui/view_trigger.h"

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/describe.h"
#include "model/document.h"
#include "tui/text_widget.h"
#include "tui/trigger_acts.h"
#include "tui/trigger_history.h"
#include "tui/trigger_page.h"
#include "tui/trigger_reads.h"
#include "tui/tui.h"

enum shape { SHAPE_TREE, SHAPE_JSON, SHAPE_YAML };

struct view_trigger {
    struct view view;
    char *region, *identifier, *domain, *name; /* owned */
    enum shape shape;
    struct text_widget text;
};

static const struct store_row *row_of(struct view_trigger *trigger)
{
    return store_find(tui_store(trigger->view.tui), trigger->region, trigger->identifier);
}

/* ---- content ---- */

static void fill_text(struct view_trigger *trigger, const cJSON *document)
{
    cJSON *presented = document_presented(document, trigger->region, trigger->identifier);
    struct strbuf text = STRBUF_INIT;

    if (trigger->shape == SHAPE_JSON)
        json_print_item(&text, presented, 0);
    else
        document_write_yaml(&text, presented, 0);
    text_widget_add(&trigger->text, THEME_PLAIN, 0, true, text.text);
    strbuf_release(&text);
    cJSON_Delete(presented);
}

/* Before the document is there: what the listing knows, and how the reading stands. */
static void fill_waiting(struct view_trigger *trigger, const struct store_row *row)
{
    struct text_widget *text = &trigger->text;

    if (row && row->description)
        text_widget_add(text, THEME_HEADING, 0, false, row->description);
    if (row && row->state == STORE_ROW_FAILED && row->failure) {
        text_widget_addf(text, THEME_BAD, 2, "%s %s", canvas_sign(CANVAS_SIGN_FAILED), row->failure->text);
        text_widget_add(text, THEME_DIM, 2, false, row->failure->hint);
    } else if (row || tui_busy(trigger->view.tui)) {
        text_widget_addf(text, THEME_BUSY, 2, "%s reading the whole trigger", canvas_sign(CANVAS_SIGN_BUSY));
        if (row && row->failure)
            text_widget_addf(text, THEME_WARN, 2, "  %s; %s", row->failure->text, row->failure->hint);
    } else {
        text_widget_add(text, THEME_PLAIN, 0, false, "This trigger is not there any more: it was deleted.");
    }
}

static void fill_history(struct view_trigger *trigger)
{
    struct strbuf key = STRBUF_INIT;

    keymap_hint(tui_keymap(trigger->view.tui), ACTION_OPERATIONS, false, &key);
    trigger_history_fill(&trigger->text, tui_store(trigger->view.tui), trigger->region, trigger->identifier,
                         key.text);
    strbuf_release(&key);
}

static void fill(struct view_trigger *trigger)
{
    const struct store_row *row = row_of(trigger);
    cJSON *document = row && row->document ? json_parse_text(row->document, NULL) : NULL;

    text_widget_clear(&trigger->text);
    if (document)
        trigger_reads_lists(trigger->view.tui, trigger->region, trigger->domain, document);
    if (!document)
        fill_waiting(trigger, row);
    else if (trigger->shape != SHAPE_TREE)
        fill_text(trigger, document);
    else
        trigger_page_fill(&trigger->text, tui_store(trigger->view.tui), row, document);
    if (trigger->shape == SHAPE_TREE)
        fill_history(trigger);
    cJSON_Delete(document);
}

static void changed(struct view *view)
{
    fill((struct view_trigger *)view);
}

/* ---- the frame ---- */

static void title(struct view *view, struct strbuf *left, struct strbuf *right)
{
    struct view_trigger *trigger = (struct view_trigger *)view;
    const struct store_row *row = row_of(trigger);
    const char *dot = canvas_sign(CANVAS_SIGN_DOT);

    strbuf_adds(left, trigger->name);
    strbuf_addf(right, "%s %s %s", trigger->region, dot, trigger->domain);
    if (row && row->updated_ms) {
        char age[8];

        clock_format_age(clock_wall_ms() - row->updated_ms, age);
        strbuf_addf(right, " %s updated %s%s", dot, age, strcmp(age, "now") == 0 ? "" : " ago");
    }
}

static void draw(struct view *view, struct canvas *canvas, struct canvas_area area)
{
    text_widget_draw(&((struct view_trigger *)view)->text, canvas, area);
}

static const enum action_id *footer(struct view *view)
{
    static const enum action_id tree[] = {
        ACTION_EDIT, ACTION_TEXT, ACTION_DELETE, ACTION_PROMOTE, ACTION_TRY,         ACTION_JSON, ACTION_YAML,
        ACTION_COPY, ACTION_BACK, ACTION_HELP,   ACTION_EXPORT,  ACTION_AWS_COMMAND, ACTION_NONE};
    static const enum action_id text[] = {ACTION_EDIT, ACTION_TEXT,   ACTION_DELETE,      ACTION_TREE,
                                          ACTION_JSON, ACTION_YAML,   ACTION_COPY,        ACTION_BACK,
                                          ACTION_HELP, ACTION_EXPORT, ACTION_AWS_COMMAND, ACTION_NONE};

    return ((struct view_trigger *)view)->shape == SHAPE_TREE ? tree : text;
}

static void remark(struct view *view, struct strbuf *out)
{
    struct view_trigger *trigger = (struct view_trigger *)view;
    const struct store_row *row = row_of(trigger);
    struct strbuf key = STRBUF_INIT;

    if (row && row->change) {
        tui_key(view->tui, ACTION_OPERATIONS, &key);
        strbuf_addf(out, "%s: %s %s %s shows it", trigger->name,
                    row->change > 0 ? "a change is under way" : "the last change failed",
                    canvas_sign(CANVAS_SIGN_DOT), key.text);
    } else if (row && row->draft) {
        tui_key(view->tui, ACTION_EDIT, &key);
        strbuf_addf(out, "a draft waits %s %s goes on with it", canvas_sign(CANVAS_SIGN_DOT), key.text);
    }
    strbuf_release(&key);
}

/* ---- keys ---- */

static void show_as(struct view_trigger *trigger, enum shape shape)
{
    trigger->shape = shape;
    trigger->text.top = trigger->text.top_line = 0;
    trigger->text.sideways = 0;
    fill(trigger);
}

static bool act(struct view *view, enum action_id action, const char *argument)
{
    struct view_trigger *trigger = (struct view_trigger *)view;
    struct trigger_target target = {trigger->region, trigger->identifier, false};

    if (trigger_acts(view->tui, action, &target, 1, argument))
        return true;
    if (action == ACTION_JSON || action == ACTION_YAML || action == ACTION_TREE)
        show_as(trigger, action == ACTION_JSON   ? SHAPE_JSON
                         : action == ACTION_YAML ? SHAPE_YAML
                                                 : SHAPE_TREE);
    else if (action == ACTION_OPERATIONS)
        tui_show_operations(
            view->tui, trigger_history_newest(tui_store(view->tui), trigger->region, trigger->identifier));
    else if (action == ACTION_REFRESH)
        backend_read(tui_backend(view->tui), trigger->region, trigger->identifier, true);
    else
        return text_widget_act(&trigger->text, action);
    return true;
}

/* ---- life ---- */

static void release(struct view *view)
{
    struct view_trigger *trigger = (struct view_trigger *)view;

    text_widget_release(&trigger->text);
    free(trigger->region);
    free(trigger->identifier);
    free(trigger->domain);
    free(trigger->name);
    free(trigger);
}

static const struct view_type trigger_type = {
    .name = "view",
    .contexts = ACTION_IN_VIEW | ACTION_IN_SCROLL | ACTION_IN_EVERYWHERE,
    .title = title,
    .draw = draw,
    .footer = footer,
    .act = act,
    .remark = remark,
    .changed = changed,
    .free = release,
};

struct view *view_trigger_new(struct tui *tui, const char *region, const char *identifier)
{
    struct view_trigger *trigger = mem_alloc(1, sizeof *trigger);
    const struct store_row *row;

    trigger->view = (struct view){.type = &trigger_type, .tui = tui};
    trigger->region = mem_dup(region);
    trigger->identifier = mem_dup(identifier);
    if (!document_split_identifier(identifier, &trigger->domain, &trigger->name, NULL)) {
        trigger->domain = mem_dup("");
        trigger->name = mem_dup(identifier);
    }
    text_widget_init(&trigger->text);
    row = row_of(trigger);
    if (!row || row->state != STORE_ROW_WHOLE)
        backend_read(tui_backend(tui), region, identifier, true);
    backend_catalog(tui_backend(tui), STORE_INTEGRATIONS, region, trigger->domain, NULL, false);
    fill(trigger);
    return &trigger->view;
}
