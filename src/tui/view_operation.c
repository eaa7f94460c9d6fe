#include "tui/view_operation.h"

#include "base/clock.h"
#include "base/mem.h"
#include "model/change.h"
#include "tui/aws_command.h"
#include "tui/operation_instead.h"
#include "tui/tui.h"
#include "tui/view_text.h"
#include "tui/view_form.h"

struct view_operation {
    struct view_text base;
    uint64_t number;
};

enum canvas_sign view_operation_sign(const struct operation *operation, unsigned *style)
{
    static const struct {
        enum canvas_sign sign;
        unsigned style;
    } ends[] = {
        [OPERATION_SUCCEEDED] = {CANVAS_SIGN_DONE, THEME_GOOD},
        [OPERATION_FAILED] = {CANVAS_SIGN_FAILED, THEME_BAD},
        [OPERATION_CANCELLED] = {CANVAS_SIGN_NONE, THEME_WARN},
        [OPERATION_NOT_SENT] = {CANVAS_SIGN_FAILED, THEME_BAD},
        [OPERATION_DROPPED] = {CANVAS_SIGN_NONE, THEME_DIM},
    };
    if (operation_gave_way(operation)) {
        *style = THEME_DIM;
        return CANVAS_SIGN_NONE;
    }
    if (operation_has_ended(operation)) {
        *style = ends[operation->state].style;
        return ends[operation->state].sign;
    }
    bool waits = operation->wait == OPERATION_INTERRUPTED || operation->wait == OPERATION_ASKING;
    *style = waits ? THEME_WARN : THEME_BUSY;
    return waits ? CANVAS_SIGN_WARNING : CANVAS_SIGN_BUSY;
}

/* ---- what can be done ---- */

static const char *question_words(const struct operation *operation)
{
    if (operation->question == OPERATION_ASK_CONFLICT && operation->kind == OPERATION_DELETE)
        return "it was changed since you saw it: delete it all the same?";
    if (operation->question == OPERATION_ASK_CONFLICT)
        return "it was changed elsewhere since you saw it: look at both sides?";
    if (operation->question == OPERATION_ASK_UNGUARDED)
        return "AWS refused its guard three times: send it without that guard?";
    return "AWS does not say what became of it: send it again?";
}

void view_operation_question(struct tui *tui, const struct operation *operation, struct strbuf *out)
{
    if (operation_has_ended(operation)) {
        operation_instead_words(tui, operation, out);
    } else if (operation->wait == OPERATION_ASKING) {
        strbuf_addf(out, "%s ", question_words(operation));
        tui_key(tui, ACTION_GO_ON, out);
        strbuf_adds(out, " yes, ");
        tui_key(tui, ACTION_LEAVE_IT, out);
        strbuf_adds(out, " no");
    } else if (operation->wait == OPERATION_INTERRUPTED) {
        strbuf_adds(out, "interrupted: ");
        tui_key(tui, ACTION_RESUME, out);
        strbuf_adds(out, " resume, ");
        tui_key(tui, ACTION_LOOK_UP, out);
        strbuf_adds(out, " look up, ");
        tui_key(tui, ACTION_DROP, out);
        strbuf_adds(out, " drop");
    }
}

static void retry(struct tui *tui, const struct operation *operation)
{
    if (!operation_can_be_retried(operation))
        tui_say(tui, "only a change that failed, was cancelled or was not sent can be tried again");
    else if (!tui_refuses_changes(tui) && backend_retry(tui_backend(tui), operation->number) == 0)
        tui_say(tui, "this change cannot be tried again");
}

static void cancel(struct tui *tui, const struct operation *operation)
{
    if (operation_has_ended(operation)) {
        tui_say(tui, "it has ended: there is nothing to cancel");
        return;
    }
    backend_cancel(tui_backend(tui), operation->number);
    tui_say(tui, "asking AWS to cancel; AWS undoes nothing of what it did");
}

static void settle_interrupted(struct tui *tui, const struct operation *operation, enum action_id action)
{
    struct backend *backend = tui_backend(tui);
    if (operation_has_ended(operation) || operation->wait != OPERATION_INTERRUPTED)
        tui_say(tui, "this is for interrupted changes");
    else if (action == ACTION_LOOK_UP)
        backend_look_up(backend, operation->number);
    else if (action == ACTION_DROP)
        backend_drop(backend, operation->number);
    else if (!tui_refuses_changes(tui))
        backend_resume(backend, operation->number);
}

static void answer(struct tui *tui, const struct operation *operation, bool go_on)
{
    if (operation_has_ended(operation) || operation->wait != OPERATION_ASKING) {
        tui_say(tui, "this change asks nothing");
    } else if (!go_on) {
        backend_answer(tui_backend(tui), operation->number, false);
        tui_say(tui, "it is left as it is");
    } else if (!view_form_settle(tui, operation) && !tui_refuses_changes(tui)) {
        backend_answer(tui_backend(tui), operation->number, true);
    }
}

static void copy_command(struct tui *tui, const struct operation *operation)
{
    char *text = aws_command_of_operation(operation, &tui_store(tui)->connection);
    if (text)
        tui_copy(tui, text, "copied: the aws command of this change");
    else
        tui_say(tui, "this change came as a patch: etrig operations show has what was sent");
    free(text);
}

bool view_operation_act(struct tui *tui, const struct operation *operation, enum action_id action)
{
    if (action == ACTION_CANCEL)
        cancel(tui, operation);
    else if (action == ACTION_RETRY)
        retry(tui, operation);
    else if (action == ACTION_RESUME || action == ACTION_LOOK_UP || action == ACTION_DROP)
        settle_interrupted(tui, operation, action);
    else if (action == ACTION_INSTEAD)
        operation_instead_act(tui, operation);
    else if (action == ACTION_GO_ON || action == ACTION_LEAVE_IT)
        answer(tui, operation, action == ACTION_GO_ON);
    else if (action == ACTION_UNDO)
        tui_undo(tui, operation->number);
    else if (action == ACTION_COPY_CHANGE)
        copy_command(tui, operation);
    else
        return false;
    return true;
}

const enum action_id *view_operation_footer(const struct operation *operation)
{
    static const enum action_id running[] = {ACTION_DETAILS, ACTION_FILTER, ACTION_CANCEL,
                                             ACTION_BACK,    ACTION_HELP,   ACTION_NONE};
    static const enum action_id ended[] = {ACTION_DETAILS, ACTION_FILTER, ACTION_BACK, ACTION_HELP,
                                           ACTION_NONE};
    static const enum action_id done[] = {ACTION_DETAILS, ACTION_FILTER, ACTION_UNDO,
                                          ACTION_BACK,    ACTION_HELP,   ACTION_NONE};
    static const enum action_id failed[] = {ACTION_DETAILS, ACTION_FILTER, ACTION_RETRY,
                                            ACTION_BACK,    ACTION_HELP,   ACTION_NONE};
    static const enum action_id asking[] = {ACTION_DETAILS, ACTION_FILTER, ACTION_GO_ON, ACTION_LEAVE_IT,
                                            ACTION_BACK,    ACTION_HELP,   ACTION_NONE};
    static const enum action_id broken[] = {ACTION_DETAILS, ACTION_FILTER, ACTION_RESUME, ACTION_LOOK_UP,
                                            ACTION_DROP,    ACTION_BACK,   ACTION_HELP,   ACTION_NONE};
    if (operation && operation->state == OPERATION_SUCCEEDED)
        return done;
    if (!operation || operation_has_ended(operation))
        return operation && operation_can_be_retried(operation) ? failed : ended;
    if (operation->wait == OPERATION_ASKING)
        return asking;
    return operation->wait == OPERATION_INTERRUPTED ? broken : running;
}

/* ---- details ---- */

static void add_fact(struct text_widget *text, const char *label, const char *value)
{
    if (value && *value)
        text_widget_addf(text, THEME_PLAIN, 16, "%-14s  %s", label, value);
}

static void add_time(struct text_widget *text, const char *label, int64_t wall_ms)
{
    char iso[25], age[8];
    if (wall_ms <= 0)
        return;
    clock_format_iso(wall_ms, iso);
    clock_format_age(clock_wall_ms() - wall_ms, age);
    text_widget_addf(text, THEME_PLAIN, 16, "%-14s  %s (%s)", label, iso, age);
}

/* What one document makes of another, a line a difference. */
static void add_change(struct text_widget *text, const char *heading, const char *before, const char *after)
{
    cJSON *old = before ? json_parse_text(before, NULL) : NULL,
          *new = after ? json_parse_text(after, NULL) : NULL;
    struct change change = {0};
    if (change_between(old, new, &change)) {
        char *words = change_words(&change);
        text_widget_addf(text, THEME_HEADING, 0, "\n%s", heading);
        text_widget_add(text, THEME_PLAIN, 4, false, words);
        free(words);
    }
    change_release(&change);
    cJSON_Delete(old);
    cJSON_Delete(new);
}

static void add_events(struct text_widget *text, const char *heading, const char *json)
{
    cJSON *tree = json ? json_parse_text(json, NULL) : NULL;
    if (!tree)
        return;
    char *pretty = json_print_pretty(tree);
    text_widget_addf(text, THEME_HEADING, 0, "\n%s", heading);
    text_widget_add(text, THEME_PLAIN, 0, true, pretty);
    free(pretty);
    cJSON_Delete(tree);
}

static void add_facts(struct text_widget *text, const struct operation *operation)
{
    add_fact(text, "Trigger", operation->identifier);
    add_fact(text, "Region", operation->region);
    add_fact(text, "Account", operation->account);
    add_fact(text, "Endpoint", operation->endpoint);
    add_fact(text, "Made by", operation->principal);
    add_fact(text, "State", operation_state_word(operation));
    add_fact(text, "In the journal", operation_state_name(operation->state));
    add_fact(text, "Doing", operation->activity);
    add_time(text, "Begun", operation->started_ms);
    add_time(text, "Last news", operation->changed_ms);
    add_time(text, "Ended", operation->ended_ms);
    add_fact(text, "ClientToken", operation->client_token);
    add_fact(text, "RequestToken", operation->request_token);
}

static void add_failure(struct text_widget *text, const struct operation *operation)
{
    bool gave_way = operation_gave_way(operation);
    text_widget_addf(text, gave_way ? THEME_WARN : THEME_BAD, 2, "%s %s",
                     canvas_sign(gave_way ? CANVAS_SIGN_WARNING : CANVAS_SIGN_FAILED),
                     operation->failure.text);
}

static void fill(struct view *view, const struct operation *operation)
{
    struct text_widget *text = view_text_of(view);
    struct strbuf question = STRBUF_INIT;
    text_widget_clear(text);
    view_operation_question(view->tui, operation, &question);
    if (question.length > 0)
        text_widget_addf(text, THEME_WARN, 0, "%s\n", question.text);
    strbuf_release(&question);
    if (operation->failure.code != ERR_NONE)
        add_failure(text, operation);
    if (operation->failure.hint[0])
        text_widget_addf(text, THEME_PLAIN, 2, "  %s", operation->failure.hint);
    if (operation->warning)
        text_widget_addf(text, THEME_WARN, 2, "%s %s", canvas_sign(CANVAS_SIGN_WARNING), operation->warning);
    add_facts(text, operation);
    if (operation->question == OPERATION_ASK_CONFLICT && operation->live)
        add_change(text, "Changed elsewhere", operation->before, operation->live);
    add_change(text, operation->question == OPERATION_ASK_CONFLICT ? "Your change" : "Change",
               operation->before, operation->after);
    add_events(text, "Progress event", operation->event);
    add_events(text, "All progress events", operation->events);
}

static const struct operation *find(const struct view *view)
{
    return store_find_operation(tui_store(view->tui), ((const struct view_operation *)view)->number);
}

static void title(struct view *view, struct strbuf *left, struct strbuf *right)
{
    const struct operation *operation = find(view);
    if (!operation)
        return;
    strbuf_addf(left, "Operation: %s %s", operation_kind_word(operation->kind), operation->identifier);
    strbuf_addf(right, "%s %s %s", operation->region, canvas_sign(CANVAS_SIGN_DOT),
                operation_state_word(operation));
}

static void draw(struct view *view, struct canvas *canvas, struct canvas_area area)
{
    const struct operation *operation = find(view);
    if (operation)
        fill(view, operation); /* ages move */
    text_widget_draw(view_text_of(view), canvas, area);
}

static const enum action_id *footer(struct view *view)
{
    return view_operation_footer(find(view)) + 2; /* these are the details, and nothing is filtered */
}

static bool act(struct view *view, enum action_id action, const char *argument)
{
    const struct operation *operation = find(view);
    if (operation && view_operation_act(view->tui, operation, action))
        return true;
    return view_text_act(view, action, argument);
}

static const struct view_type operation_type = {
    .name = "operation",
    .contexts = ACTION_IN_OPERATIONS | ACTION_IN_SCROLL | ACTION_IN_EVERYWHERE,
    .title = title,
    .draw = draw,
    .footer = footer,
    .act = act,
    .free = view_text_free,
};

struct view *view_operation_new(struct tui *tui, uint64_t number)
{
    struct view_operation *view = view_text_new(sizeof *view, &operation_type, tui);
    view->number = number;
    return &view->base.view;
}
