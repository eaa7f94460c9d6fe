#include "tui/view_conflict.h"

#include "base/mem.h"
#include "model/change.h"
#include "model/merge.h"
#include "tui/columns_widget.h"
#include "tui/tui.h"
#include "tui/view_form.h"

struct view_conflict {
    struct view view;
    char *region, *name;    /* owned */
    cJSON *theirs, *merged; /* owned */
    struct merge_count count;
    struct columns_widget page;
    void (*go_on)(struct tui *tui, const cJSON *theirs, const cJSON *merged, void *context);
    void *context;    /* borrowed */
    uint64_t number;  /* of the operation that asks; 0: none */
    char *identifier; /* owned; of the operation, else NULL */
};

/* ---- content ---- */

static const struct change_line *line_of(const struct change *change, const char *label)
{
    for (size_t i = 0; i < change->count; i++)
        if (strcmp(change->lines[i].label, label) == 0)
            return &change->lines[i];
    return NULL;
}

static const char *or_none(const char *text)
{
    return text && *text ? text : canvas_sign(CANVAS_SIGN_NONE);
}

/* One line: what was seen, what they and you made of it; a side that left it alone shows a dash. */
static void add_line(struct columns_widget *page, const char *label, const struct change_line *they,
                     const struct change_line *you)
{
    const char *seen = they ? they->before : you->before;
    const char *texts[] = {label, or_none(seen), they ? or_none(they->after) : "as it was",
                           you ? or_none(you->after) : "as it was"};
    unsigned both = they && you ? THEME_WARN : THEME_CHANGED;
    unsigned styles[] = {THEME_PLAIN, THEME_DIM, they ? both : THEME_DIM, you ? both : THEME_DIM};

    columns_widget_add(page, 4, texts, styles);
}

static void fill(struct view_conflict *self, const struct change *they, const struct change *you)
{
    static const unsigned heading[] = {THEME_HEADING, THEME_HEADING, THEME_HEADING, THEME_HEADING};

    columns_widget_add(&self->page, 4, (const char *const[]){"", "as you saw it", "theirs now", "yours"},
                       heading);
    for (size_t i = 0; i < they->count; i++)
        add_line(&self->page, they->lines[i].label, &they->lines[i], line_of(you, they->lines[i].label));
    for (size_t i = 0; i < you->count; i++)
        if (!line_of(they, you->lines[i].label))
            add_line(&self->page, you->lines[i].label, NULL, &you->lines[i]);
    columns_widget_text(&self->page, THEME_PLAIN, "");
    columns_widget_text(&self->page, THEME_DIM,
                        "Going on takes over what only they changed and keeps yours where both did; review "
                        "shows it before anything "
                        "is sent. Leaving keeps the draft.");
}

static void title(struct view *view, struct strbuf *left, struct strbuf *right)
{
    const struct view_conflict *self = (const struct view_conflict *)view;

    strbuf_addf(left, "%s was changed elsewhere", self->name);
    strbuf_addf(right, "%zu on both sides %s %zu on theirs alone", self->count.both,
                canvas_sign(CANVAS_SIGN_DOT), self->count.theirs);
}

static void draw(struct view *view, struct canvas *canvas, struct canvas_area area)
{
    columns_widget_draw(&((struct view_conflict *)view)->page, canvas, area);
}

static const enum action_id *footer(struct view *view)
{
    static const enum action_id actions[] = {ACTION_EDIT, ACTION_DOWN, ACTION_UP,
                                             ACTION_BACK, ACTION_HELP, ACTION_NONE};

    (void)view;
    return actions;
}

/* ---- going on ---- */

/* From an operation: it is left, and the form takes its place. */
static void leave_operation(struct view_conflict *self)
{
    struct tui *tui = self->view.tui;

    backend_answer(tui_backend(tui), self->number, false);
    tui_push(tui, view_form_merge(tui, self->region, self->identifier, self->theirs, self->merged));
}

static bool act(struct view *view, enum action_id action, const char *argument)
{
    struct view_conflict *self = (struct view_conflict *)view;

    (void)argument;
    if (action != ACTION_EDIT)
        return columns_widget_act(&self->page, action);
    tui_pop(view->tui);
    if (self->number)
        leave_operation(self);
    else
        self->go_on(view->tui, self->theirs, self->merged, self->context);
    return true;
}

/* ---- life ---- */

static void release(struct view *view)
{
    struct view_conflict *self = (struct view_conflict *)view;

    columns_widget_release(&self->page);
    cJSON_Delete(self->theirs);
    cJSON_Delete(self->merged);
    free(self->region);
    free(self->name);
    free(self->identifier);
    free(self);
}

static const struct view_type conflict_type = {
    .name = "conflict",
    .contexts = ACTION_IN_CONFLICT | ACTION_IN_SCROLL | ACTION_IN_EVERYWHERE,
    .title = title,
    .draw = draw,
    .footer = footer,
    .act = act,
    .free = release,
};

struct view *view_conflict_new(struct tui *tui, const struct view_conflict_request *request)
{
    struct view_conflict *self = mem_alloc(1, sizeof *self);
    struct change they, you;

    self->view = (struct view){.type = &conflict_type, .tui = tui};
    self->region = mem_dup(request->region);
    self->name = mem_dup(request->name);
    self->theirs = cJSON_Duplicate(request->theirs, true);
    self->merged = merge_onto(request->seen, request->theirs, request->yours, &self->count);
    self->go_on = request->go_on;
    self->context = request->context;
    columns_widget_init(&self->page);
    change_between(request->seen, request->theirs, &they);
    change_between(request->seen, request->yours, &you);
    fill(self, &they, &you);
    change_release(&they);
    change_release(&you);
    return &self->view;
}

struct view *view_conflict_of_operation(struct tui *tui, uint64_t number)
{
    const struct operation *operation = store_find_operation(tui_store(tui), number);
    struct view *view = NULL;
    cJSON *seen, *theirs, *yours;

    if (!operation || operation->question != OPERATION_ASK_CONFLICT || operation->kind != OPERATION_UPDATE ||
        !operation->before || !operation->live || !operation->after)
        return NULL;
    seen = json_parse_text(operation->before, NULL);
    theirs = json_parse_text(operation->live, NULL);
    yours = json_parse_text(operation->after, NULL);
    if (seen && theirs && yours) {
        const char *bar = strchr(operation->identifier, '|');
        struct view_conflict_request request = {.region = operation->region,
                                                .name = bar ? bar + 1 : operation->identifier,
                                                .seen = seen,
                                                .theirs = theirs,
                                                .yours = yours};

        view = view_conflict_new(tui, &request);
        ((struct view_conflict *)view)->number = number;
        ((struct view_conflict *)view)->identifier = mem_dup(operation->identifier);
    }
    cJSON_Delete(seen);
    cJSON_Delete(theirs);
    cJSON_Delete(yours);
    return view;
}
