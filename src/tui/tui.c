/* tui: the stack of screens, and what is common to all of them. The loop that feeds it from a terminal is
 * tui_run.c. */
#include "tui/tui_state.h"

#include "base/array.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "tui/dialog.h"
#include "tui/frame.h"
#include "tui/view_command.h"
#include "tui/view_doctor.h"
#include "tui/view_help.h"
#include "tui/view_messages.h"
#include "tui/view_operations.h"
#include "tui/view_sql.h"
#include "tui/view_triggers.h"

enum { OPERATIONS_LOADED = 200 };

/* ---- what screens may read ---- */

struct store *tui_store(struct tui *tui)
{
    return tui->options.store;
}

struct backend *tui_backend(struct tui *tui)
{
    return tui->options.backend;
}

const struct settings *tui_settings(struct tui *tui)
{
    return tui->options.settings;
}

const struct keymap *tui_keymap(struct tui *tui)
{
    return tui->keymap;
}

const struct texts *tui_domains(struct tui *tui)
{
    return &tui->domains;
}

struct try_samples *tui_samples(struct tui *tui)
{
    return &tui->samples;
}

void tui_show_domains(struct tui *tui, const struct texts *domains)
{
    texts_release(&tui->domains);
    texts_copy(&tui->domains, domains);
}

/* ---- the stack ---- */

static void put(struct stack *stack, struct view *view)
{
    ARRAY_GROW(stack->items, stack->count + 1, stack->capacity);
    stack->items[stack->count++] = view;
}

static void enter(struct tui *tui)
{
    tui->calls++;
}

/* After a call into a screen: frees those that were taken off meanwhile. */
static void leave(struct tui *tui)
{
    if (--tui->calls > 0)
        return;
    while (tui->gone.count > 0) {
        struct view *view = tui->gone.items[--tui->gone.count];
        tui_kept_forget(tui, view);
        view->type->free(view);
    }
}

struct view *tui_top(struct tui *tui)
{
    return tui->views.items[tui->views.count - 1];
}

struct view *tui_below(struct tui *tui, const struct view *view)
{
    for (size_t i = 1; i < tui->views.count; i++) {
        if (tui->views.items[i] == view)
            return tui->views.items[i - 1];
    }
    return NULL;
}

void tui_push(struct tui *tui, struct view *view)
{
    view->tui = tui;
    put(&tui->views, view);
}

void tui_pop(struct tui *tui)
{
    if (tui->views.count <= 1)
        return;
    enter(tui);
    put(&tui->gone, tui->views.items[--tui->views.count]);
    struct view *top = tui_top(tui);
    if (top->type->shown)
        top->type->shown(top);
    leave(tui);
}

void tui_pop_to(struct tui *tui, struct view *view)
{
    while (tui->views.count > 1 && tui_top(tui) != view)
        tui_pop(tui);
}

static bool typing(const struct view *view)
{
    return view->type->in_text && view->type->in_text(view);
}

void tui_key(struct tui *tui, enum action_id action, struct strbuf *out)
{
    keymap_say(tui->keymap, action, typing(tui_top(tui)), out);
}

/* ---- leaving ---- */

static void quit(struct tui *tui)
{
    tui->leaving = true;
}

void tui_go_local(struct tui *tui)
{
    if (!tui->options.wants_local) {
        tui_say(tui, "start it with etrig --local");
        return;
    }
    *tui->options.wants_local = true;
    quit(tui);
}

bool tui_goes_on(const struct tui *tui)
{
    return !tui->leaving;
}

/* Operations that this process follows; the journal keeps them, whoever follows them next. */
static size_t own_open_operations(const struct store *store)
{
    size_t count = 0;
    for (size_t i = 0; i < store->operation_count; i++) {
        const struct operation *operation = &store->operations[i];
        count +=
            operation->mine && !operation_has_ended(operation) && operation->wait != OPERATION_INTERRUPTED;
    }
    return count;
}

static void quit_answered(struct tui *tui, bool accepted, void *context)
{
    (void)context;
    if (accepted)
        quit(tui);
}

static void ask_to_quit(struct tui *tui)
{
    size_t open = own_open_operations(tui->options.store);
    if (open == 0) {
        quit(tui);
        return;
    }
    struct view *view = dialog_new(
        tui, &(struct dialog_options){
                 .title = "Leave etrig?", .cancel = "Stay", .accept = "Leave", .done = quit_answered});
    char *text = mem_printf(
        "%zu change%s under way. AWS goes on with what it has accepted; the journal keeps all of them, "
        "and etrig shows them when it starts again.",
        open, open == 1 ? " is" : "s are");
    dialog_add((struct dialog *)view, THEME_PLAIN, text);
    free(text);
    tui_push(tui, view);
}

/* ---- actions that every screen has ---- */

static void step_back(struct tui *tui)
{
    struct view *top = tui_top(tui);
    if (tui->views.count > 1 && (!top->type->leave || top->type->leave(top)))
        tui_pop(tui);
}

static void stop(struct tui *tui)
{
    struct store *store = tui->options.store;
    if (tui_top(tui)->type->overlay) {
        step_back(tui);
    } else if (!tui->stopping && (store->listing || store->reads_pending > 0)) {
        tui->stopping = true;
        backend_stop_reading(tui->options.backend);
        tui_say(tui, "reading is stopped; changes go on");
    } else if (tui->views.count == 1) {
        ask_to_quit(tui);
    }
}

static void choose_theme(struct tui *tui, const char *name)
{
    if (!name || !*name)
        tui_say(tui, "the theme is %s", theme_name());
    else if (!theme_choose(name))
        tui_failf(tui, "there is no theme '%s': default, mono, high-contrast", name);
    tui->wants |= TUI_WANTS_REDRAW;
}

/* The screen on top that is no overlay: help is about it, commands go to it. */
static struct view *screen_on_top(struct tui *tui)
{
    size_t i = tui->views.count - 1;
    while (i > 0 && tui->views.items[i]->type->overlay)
        i--;
    return tui->views.items[i];
}

/* Opens a screen unless it is the one that is shown. */
static bool open_once(struct tui *tui, const char *name, struct view *(*make)(struct tui *tui))
{
    if (strcmp(screen_on_top(tui)->type->name, name) != 0)
        tui_push(tui, make(tui));
    return true;
}

static struct view *make_help(struct tui *tui)
{
    return view_help_new(tui, tui_top(tui));
}

void tui_show_operations(struct tui *tui, uint64_t number)
{
    if (strcmp(screen_on_top(tui)->type->name, "operations") == 0)
        return;
    if (tui->options.backend) /* another etrig may have been at work meanwhile */
        backend_load_operations(tui->options.backend, OPERATIONS_LOADED);
    tui_push(tui, view_operations_new(tui, number));
}

static bool own_act(struct tui *tui, enum action_id action, const char *argument)
{
    if (action == ACTION_HELP)
        return open_once(tui, "help", make_help);
    if (action == ACTION_MESSAGES)
        return open_once(tui, "messages", view_messages_new);
    if (action == ACTION_DOCTOR)
        return open_once(tui, "doctor", view_doctor_new);
    if (action == ACTION_COMMAND)
        tui_push(tui, view_command_new(tui, tui_top(tui)));
    else if (action == ACTION_OPERATIONS)
        tui_show_operations(tui, 0);
    else if (action == ACTION_UNDO)
        tui_undo_last(tui);
    else if (action == ACTION_SQL)
        view_sql_open(tui, argument);
    else if (action == ACTION_THEME)
        choose_theme(tui, argument);
    else if (action == ACTION_REDRAW)
        tui->wants |= TUI_WANTS_REDRAW;
    else if (action == ACTION_SUSPEND)
        tui->wants |= TUI_WANTS_SUSPEND;
    else if (action == ACTION_LOGIN)
        tui_login(tui);
    else if (action == ACTION_STOP)
        stop(tui);
    else if (action == ACTION_QUIT && tui->views.count == 1)
        ask_to_quit(tui);
    else if (action == ACTION_BACK || action == ACTION_QUIT)
        step_back(tui);
    else
        return false;
    return true;
}

bool tui_act(struct tui *tui, enum action_id action, const char *argument)
{
    enter(tui);
    tui->stopping &= action == ACTION_STOP;
    struct view *top = tui_top(tui);
    bool taken = top->type->act(top, action, argument) || own_act(tui, action, argument);
    leave(tui);
    return taken;
}

void tui_act_below(struct tui *tui, enum action_id action, const char *argument)
{
    tui_pop(tui);
    while (tui_top(tui)->type->contexts & ACTION_IN_PICKER)
        tui_pop(tui);
    tui_act(tui, action, argument);
}

/* ---- events ---- */

static void say_unknown_key(struct tui *tui, const struct input_key *key)
{
    struct strbuf name = STRBUF_INIT, help = STRBUF_INIT;
    keymap_key_name(key, &name);
    tui_key(tui, ACTION_HELP, &help);
    tui_say(tui, "%s does nothing here; %s shows the keys", name.text, help.text);
    strbuf_release(&name);
    strbuf_release(&help);
}

/* False: the key means nothing here. */
static bool try_key(struct tui *tui, const struct input_key *key)
{
    struct view *top = tui_top(tui);
    if (typing(top) && input_is_text(key)) {
        struct strbuf text = STRBUF_INIT;
        text_encode(&text, key->code);
        top->type->text(top, text.text, false);
        strbuf_release(&text);
        return true;
    }
    unsigned contexts = top->type->contexts | (typing(top) ? ACTION_IN_LINE : 0);
    enum action_id action = keymap_find(tui->keymap, key, contexts);
    return action != ACTION_NONE && tui_act(tui, action, NULL);
}

/* Esc and a key that follow each other faster than a person types arrive as Alt and that key: without a
 * meaning of its own that is what they were. A question that Esc uncovered must be seen before it is
 * answered. */
static void take_key(struct tui *tui, const struct input_key *key)
{
    const struct input_key esc = {INPUT_ESC, 0};
    struct input_key bare = {key->code, key->mods & ~(unsigned)INPUT_ALT};
    if (try_key(tui, key))
        return;
    if (key->mods & INPUT_ALT && try_key(tui, &esc) && !tui_is_unseen(tui) && try_key(tui, &bare))
        return;
    say_unknown_key(tui, key);
}

static void take_paste(struct tui *tui, const struct input_event *event)
{
    struct view *top = tui_top(tui);
    if (!typing(top) && !top->type->takes_paste) {
        tui_say(tui, "the pasted text is ignored: no text field has the focus");
        return;
    }
    top->type->text(top, event->text, true);
    if (event->cut)
        tui_failf(tui, "the pasted text is too long: only its first %d KiB were taken",
                  INPUT_PASTE_MAX / 1024);
}

void tui_event(struct tui *tui, const struct input_event *event)
{
    if (tui_is_unseen(tui))
        return; /* nobody answers a question that he does not see */
    tui_say_nothing(tui);
    if (tui_kept_take(tui, event))
        return;
    enter(tui);
    if (event->kind == INPUT_KEY)
        take_key(tui, &event->key);
    else
        take_paste(tui, event);
    leave(tui);
    tui_kept_replay(tui);
}

static void look_for_news(struct tui *tui)
{
    struct strbuf key = STRBUF_INIT, undo_key = STRBUF_INIT;
    tui_key(tui, ACTION_OPERATIONS, &key);
    tui_key(tui, ACTION_UNDO, &undo_key);
    news_look(&tui->news, tui->options.store, key.text, undo_key.text);
    tui_say_together(tui);
    strbuf_release(&key);
    strbuf_release(&undo_key);
}

bool tui_pump(struct tui *tui)
{
    struct store *store = tui->options.store;
    if (tui->options.backend)
        backend_pump(tui->options.backend, store);
    if (store->version == tui->seen_version)
        return false;
    enter(tui);
    tui_watch_connection(tui);
    look_for_news(tui);
    for (size_t i = 0; i < tui->views.count; i++) {
        if (tui->views.items[i]->type->changed)
            tui->views.items[i]->type->changed(tui->views.items[i]);
    }
    tui_say_news(tui);
    tui->seen_version = store->version; /* news moved it, too */
    leave(tui);
    tui_kept_replay(tui);
    return true;
}

int tui_tick(struct tui *tui, int64_t now_ms)
{
    int wait_ms = 1000; /* ages on the screen */
    enter(tui);
    for (size_t i = 0; i < tui->views.count; i++) {
        struct view *view = tui->views.items[i];
        int wish_ms = view->type->tick ? view->type->tick(view, now_ms) : -1;
        if (wish_ms >= 0 && wish_ms < wait_ms)
            wait_ms = wish_ms;
    }
    leave(tui);
    return wait_ms;
}

/* ---- drawing ---- */

static void draw_body(struct tui *tui, struct canvas *canvas)
{
    struct strbuf left = STRBUF_INIT, right = STRBUF_INIT;
    struct view *screen = screen_on_top(tui);
    screen->type->title(screen, &left, &right);
    frame_title(canvas, left.text, right.text);
    screen->type->draw(screen, canvas, frame_body(canvas));
    strbuf_release(&left);
    strbuf_release(&right);
}

static void draw_message(struct tui *tui, struct canvas *canvas)
{
    struct view *top = tui_top(tui);
    const char *label = "";
    struct line_widget *line = top->type->prompt ? top->type->prompt(top, &label) : NULL;
    struct strbuf remark = STRBUF_INIT;
    if (!tui->message && top->type->remark)
        top->type->remark(top, &remark);
    if (tui->message)
        frame_message(canvas, tui->message_style, tui->message, tui->hint);
    else if (line)
        frame_prompt(canvas, label, line, remark.text);
    else if (remark.length > 0)
        frame_message(canvas, THEME_PLAIN, remark.text, NULL);
    strbuf_release(&remark);
}

static void draw_overlays(struct tui *tui, struct canvas *canvas)
{
    size_t i = tui->views.count;
    while (i > 0 && tui->views.items[i - 1]->type->overlay)
        i--;
    for (; i < tui->views.count; i++)
        tui->views.items[i]->type->draw(tui->views.items[i], canvas, canvas_whole(canvas));
}

bool tui_is_unseen(struct tui *tui)
{
    const struct view *top = tui_top(tui);
    return top->type->drops_typed && !top->drawn;
}

bool tui_draw(struct tui *tui, struct canvas *canvas)
{
    const struct texts none = {0};
    canvas_clear(canvas);
    if (frame_too_small(canvas))
        return tui_top(tui)->drawn = false; /* a question must be seen again before it is answered */
    enter(tui);
    const struct texts *regions = tui->options.backend ? backend_regions(tui->options.backend) : &none;
    frame_header(canvas, tui->options.store, regions, &tui->domains);
    draw_body(tui, canvas);
    struct view *top = tui_top(tui);
    if (top->type->overlay)
        canvas_cursor(canvas, -1, -1);
    draw_message(tui, canvas);
    draw_overlays(tui, canvas);
    frame_footer(canvas, tui->keymap, top->type->footer(top), typing(top));
    bool drop = tui_is_unseen(tui);
    top->drawn = true;
    leave(tui);
    return drop;
}

/* ---- life ---- */

static void note_settings(struct tui *tui, const struct texts *notes)
{
    for (size_t i = 0; i < notes->count; i++)
        store_add_message(tui->options.store, true, notes->items[i], NULL);
}

/* With the file's name: the person has several of that kind. */
static void note_file(struct tui *tui, const struct settings *settings)
{
    for (size_t i = 0; i < settings->notes.count; i++) {
        char *said = settings_said(settings, settings->notes.items[i]);
        store_add_message(tui->options.store, true, said, NULL);
        free(said);
    }
}

static void begin_reading(struct tui *tui)
{
    struct backend *backend = tui->options.backend;
    if (!backend)
        return;
    backend_load_operations(backend, OPERATIONS_LOADED);
    if (backend_regions(backend)->count == 0)
        tui_act(tui, ACTION_REGION, NULL);
    else
        backend_list(backend, NULL);
}

struct tui *tui_new(const struct tui_options *options)
{
    struct tui *tui = mem_alloc(1, sizeof *tui);
    struct texts notes = {0};
    tui->options = *options;
    strbuf_init(&tui->bytes);
    tui->keymap = keymap_new(options->settings, &notes);
    if (options->domains)
        texts_copy(&tui->domains, options->domains);
    if (options->settings) {
        note_file(tui, options->settings);
        if (options->settings->theme && !theme_choose(options->settings->theme))
            texts_add(&notes, "config: theme is one of default, mono, high-contrast");
    }
    note_settings(tui, &notes);
    texts_release(&notes);
    tui_push(tui, view_triggers_new(tui));
    begin_reading(tui);
    tui_say_news(tui);
    return tui;
}

void tui_free(struct tui *tui)
{
    if (!tui)
        return;
    while (tui->views.count > 0) {
        struct view *view = tui->views.items[--tui->views.count];
        tui_kept_forget(tui, view);
        view->type->free(view);
    }
    free(tui->views.items);
    free(tui->gone.items);
    tui_say_nothing(tui);
    keymap_free(tui->keymap);
    news_release(&tui->news);
    free(tui->together.items);
    free(tui->agreed);
    free(tui->program.command);
    free(tui->login);
    texts_release(&tui->domains);
    strbuf_release(&tui->bytes);
    try_samples_release(&tui->samples);
    free(tui);
}

unsigned tui_wants(struct tui *tui)
{
    unsigned wants = tui->wants;
    tui->wants = 0;
    return wants;
}

char *tui_take_bytes(struct tui *tui)
{
    return tui->bytes.length > 0 ? strbuf_detach(&tui->bytes) : NULL;
}

static bool store_is_busy(const struct store *store)
{
    bool busy = store->listing || store->reads_pending > 0 || store->connection.state == STORE_READING;
    for (size_t i = 0; i < store->catalog_count; i++)
        busy |= store->catalogs[i]->state == STORE_READING;
    for (size_t i = 0; i < store->operation_count; i++) {
        const struct operation *operation = &store->operations[i];
        busy |= !operation_has_ended(operation) && operation->wait < OPERATION_INTERRUPTED && operation->mine;
    }
    return busy;
}

bool tui_busy(struct tui *tui)
{
    bool busy = store_is_busy(tui->options.store);
    for (size_t i = 0; i < tui->views.count; i++) {
        struct view *view = tui->views.items[i];
        busy |= view->type->busy && view->type->busy(view);
    }
    return busy;
}
