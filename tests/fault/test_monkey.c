/*
 * monkey: random keys, pastes and sizes over every screen, against a cloud that throttles, fails and changes
 * triggers behind the user's back. What must hold meanwhile:
 *
 *   - nothing crashes (run under the sanitizers);
 *   - a draft goes only where its change succeeded or it was given up; what stands in a form survives leaving etrig;
 *   - every patch that reaches the cloud is guarded (docs/changes.md, Guards 1 and 2);
 *   - the monkey saw every screen and each kind of change: keys that lead nowhere prove nothing.
 *
 * ETRIG_MONKEY_KEYS says how many keys are pressed at least: it goes on until it saw everything.
 * ETRIG_MONKEY_SEED says where to begin.
 */
#include "helpers.h"

#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "base/array.h"
#include "base/clock.h"
#include "base/env.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/program.h"
#include "base/text.h"
#include "model/change.h"
#include "model/document.h"
#include "session.h"
#include "tui/form_session.h"
#include "tui/tui.h"
#include "tui/view_form.h"

enum { KEYS = 20000, KEYS_MOST = 100000, KEYS_A_START = 4000, BACK_MS = 10000, STOP_MS = 10000 };

/* What was typed in a form. */
struct typed {
    char *region, *identifier; /* owned */
    cJSON *document;           /* owned */
    int successes;             /* changes that had succeeded then */
    bool seen;                 /* its draft has been there since */
};

struct typed_list {
    struct typed *items; /* owned */
    size_t count, capacity;
};

struct monkey {
    struct session session;
    struct settings settings;
    struct tui *tui;
    struct canvas *canvas;
    uint64_t seed;
    int pressed, starts;
    struct texts screens;    /* the names of those that were on top */
    struct typed_list forms; /* what stands in them now */
    struct typed_list kept;  /* what was typed in forms that were left */
    struct strbuf last;      /* the keys of late, for who looks for a fault */
};

static uint32_t chance(struct monkey *monkey, uint32_t bound)
{
    monkey->seed = monkey->seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(monkey->seed >> 33) % bound;
}

#define ANY_OF(monkey, list) ((list)[chance((monkey), ARRAY_COUNT(list))])

/* ---- the interface ---- */

static void turn(struct monkey *monkey)
{
    tui_pump(monkey->tui);
    tui_tick(monkey->tui, clock_monotonic_ms());
    tui_draw(monkey->tui, monkey->canvas);
}

static void let_time_pass(struct monkey *monkey, int ms)
{
    struct pollfd ready = {.fd = backend_fd(monkey->session.backend), .events = POLLIN};
    poll(&ready, 1, ms);
    turn(monkey);
}

/* ---- what is known of drafts ---- */

/* What is typed in the form and is more than it began with; NULL: nothing is. borrowed. */
static const struct form_session *typed_in(const struct view *view)
{
    const struct form_session *session = view_form_session(view);
    if (session == NULL || session->form == NULL || session->form->read_only || !session->draft.locked)
        return NULL;
    return json_equal(session->form->document, session->draft.start) ? NULL : session;
}

static bool is_edited(struct monkey *monkey, const struct typed *typed)
{
    for (struct view *view = tui_top(monkey->tui); view != NULL; view = tui_below(monkey->tui, view)) {
        const struct form_session *session = view_form_session(view);
        if (session != NULL && strcmp(session->draft.identifier, typed->identifier) == 0 &&
            strcmp(session->draft.region, typed->region) == 0)
            return true;
    }
    return false;
}

/* How many changes of the trigger, or of what it is called in the document, have succeeded; of a new one those in its
 * domain. */
static int successes(const struct monkey *monkey, const char *region, const char *identifier,
                     const cJSON *document)
{
    char *own = document_identifier(document);
    const struct store *store = &monkey->session.store;
    int count = 0;
    for (size_t i = 0; i < store->operation_count; i++) {
        const struct operation *operation = &store->operations[i];
        const char *new = strchr(identifier, '?'); /* a new one's has no name yet */
        size_t length = new ? (size_t)(new - identifier) : strlen(identifier) + 1;
        count += operation->state == OPERATION_SUCCEEDED && strcmp(operation->region, region) == 0 &&
                 (strncmp(operation->identifier, identifier, length) == 0 ||
                  (own && strcmp(operation->identifier, own) == 0));
    }
    free(own);
    return count;
}

static bool is_kept(const struct monkey *monkey, const struct typed *typed)
{
    const struct store *store = &monkey->session.store;
    for (size_t i = 0; i < store->draft_count; i++) {
        const struct store_draft *draft = &store->drafts[i];
        if (strcmp(draft->region, typed->region) != 0 || strcmp(draft->identifier, typed->identifier) != 0)
            continue;
        cJSON *document = json_parse_text(draft->document, NULL);
        bool same = !change_differs(document, typed->document);
        cJSON_Delete(document);
        if (same)
            return true;
    }
    return false;
}

static void forget(struct typed *typed)
{
    free(typed->region);
    free(typed->identifier);
    cJSON_Delete(typed->document);
}

/* What stands in the forms of the stack. */
static void note_forms(struct monkey *monkey, struct typed_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        forget(&list->items[i]);
    list->count = 0;
    for (struct view *view = tui_top(monkey->tui); view != NULL; view = tui_below(monkey->tui, view)) {
        const struct form_session *session = typed_in(view);
        if (session == NULL)
            continue;
        ARRAY_GROW(list->items, list->count + 1, list->capacity);
        list->items[list->count++] = (struct typed){
            mem_dup(session->draft.region), mem_dup(session->draft.identifier),
            cJSON_Duplicate(session->form->document, true),
            successes(monkey, session->draft.region, session->draft.identifier, session->form->document),
            false};
    }
}

/* Fails with all that helps to see why: the screens, the keys of late, the newest picture. */
static void give_up(struct monkey *monkey, const struct typed *typed)
{
    const struct store *store = &monkey->session.store;
    struct strbuf picture = STRBUF_INIT;
    char *text = json_print(typed->document);
    canvas_dump(monkey->canvas, &picture);
    for (struct view *view = tui_top(monkey->tui); view != NULL; view = tui_below(monkey->tui, view))
        print_message("on the stack: %s\n", view->type->name);
    print_message("keys:%s\n", monkey->last.text);
    fprintf(stderr, "%s\ntyped: %s\n", picture.text, text);
    for (size_t i = 0; i < store->draft_count; i++)
        print_message("draft: '%s' %s %s %s\n", store->drafts[i].account, store->drafts[i].region,
                      store->drafts[i].identifier, store->drafts[i].document);
    for (size_t i = 0; i < store->message_count; i++)
        print_message("message: %s\n", store->messages[i].text);
    strbuf_release(&picture);
    free(text);
    fail_msg("what was typed for %s in %s %s", typed->identifier, typed->region,
             typed->seen ? "is lost" : "was not kept");
}

/* The worker drops the draft of a change before its success is told. */
static bool succeeds_after_all(struct monkey *monkey, const struct typed *typed)
{
    int64_t end_ms = clock_monotonic_ms() + BACK_MS;
    cJSON *live = cloud_get(monkey->session.cloud, typed->identifier);
    bool is_so = live && !change_differs(live, typed->document);
    cJSON_Delete(live);
    while (!is_so &&
           successes(monkey, typed->region, typed->identifier, typed->document) == typed->successes) {
        if (clock_monotonic_ms() > end_ms)
            give_up(monkey, typed);
        let_time_pass(monkey, 10);
    }
    return true;
}

/* Forms that were left with something typed have a draft, until a form goes on with it or its change succeeds. */
static void check_drafts(struct monkey *monkey, bool may_discard)
{
    struct typed_list *kept = &monkey->kept;
    for (size_t i = 0; i < monkey->forms.count && !may_discard; i++) {
        struct typed *typed = &monkey->forms.items[i];
        if (is_edited(monkey, typed))
            continue;
        ARRAY_GROW(kept->items, kept->count + 1, kept->capacity);
        kept->items[kept->count++] = *typed;
        *typed = monkey->forms.items[--monkey->forms.count];
        i--;
    }
    for (size_t i = 0; i < kept->count; i++) {
        struct typed *typed = &kept->items[i];
        bool over = may_discard || is_edited(monkey, typed) ||
                    successes(monkey, typed->region, typed->identifier, typed->document) > typed->successes;
        bool kept_now = is_kept(monkey, typed);
        typed->seen |= kept_now;
        if (!over && !kept_now)
            over = succeeds_after_all(monkey, typed);
        if (over) {
            forget(typed);
            *typed = kept->items[--kept->count];
            i--;
        }
    }
}

/* ---- starting and leaving ---- */

static void start(struct monkey *monkey)
{
    struct backend_options options = session_options(&monkey->session);
    options.settings = &monkey->settings;
    options.use_cache = true;
    texts_add(&options.regions, "us-east-1");
    texts_add(&options.regions, "eu-west-2");
    session_start(&monkey->session, &options);
    texts_release(&options.regions);
    monkey->tui = tui_new(&(struct tui_options){
        .backend = monkey->session.backend, .store = &monkey->session.store, .settings = &monkey->settings});
    monkey->starts++;
    turn(monkey);
}

static void leave(struct monkey *monkey)
{
    tui_free(monkey->tui);
    monkey->tui = NULL;
    if (!backend_stop(monkey->session.backend, STOP_MS))
        fail_msg("the backend does not stop after %s", monkey->last.text);
    monkey->session.backend = NULL;
    store_release(&monkey->session.store);
}

static void forget_all(struct typed_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        forget(&list->items[i]);
    free(list->items);
    *list = (struct typed_list){0};
}

/* Leaves etrig and comes back: what was typed is there. */
static void start_again(struct monkey *monkey)
{
    struct typed_list typed = monkey->forms;
    monkey->forms = (struct typed_list){0};
    forget_all(&monkey->kept);
    leave(monkey);
    start(monkey);
    for (size_t i = 0; i < typed.count; i++) {
        int64_t end_ms = clock_monotonic_ms() + BACK_MS;
        while (!is_kept(monkey, &typed.items[i]) && clock_monotonic_ms() < end_ms)
            let_time_pass(monkey, 10);
        if (!is_kept(monkey, &typed.items[i]))
            give_up(monkey, &typed.items[i]);
    }
    forget_all(&typed);
}

/* ---- behind the user's back ---- */

static void change_behind(struct monkey *monkey, const char *identifier)
{
    cJSON *document = json_parse_text(triggers_plain, NULL);
    char *words = mem_printf("written behind your back, %u", chance(monkey, 50));
    char *text;
    json_set_text(document, "EventTriggerName", identifier + 2);
    json_set_text(document, "Description", words);
    if (chance(monkey, 3) == 0)
        json_set_text(document, "SegmentFilter", chance(monkey, 2) ? "vip" : "all");
    if (chance(monkey, 3) == 0)
        json_set(document, "Tags", NULL);
    text = json_print(document);
    cloud_put(monkey->session.cloud, identifier, chance(monkey, 8) == 0 ? NULL : text, false);
    free(text);
    free(words);
    cJSON_Delete(document);
}

static void change_something(struct monkey *monkey)
{
    static const char *const names[] = {"d|t", "d|u", "d|v", "d|w", "d|t"};
    change_behind(monkey, ANY_OF(monkey, names));
}

/* The very trigger that stands in the form on top, if it is one of the domain. */
static void change_what_is_edited(struct monkey *monkey)
{
    const struct form_session *session = typed_in(tui_top(monkey->tui));
    if (session != NULL && !session->is_new && strncmp(session->draft.identifier, "d|", 2) == 0)
        change_behind(monkey, session->draft.identifier);
    else
        change_something(monkey);
}

static void change_weather(struct monkey *monkey)
{
    static const char *const actions[] = {
        "CreateResource",           "UpdateResource",       "DeleteResource",      "GetResource",
        "ListEventTriggers",        "ListDomains",          "ListIntegrations",    "GetCallerIdentity",
        "GetResourceRequestStatus", "GetProfileObjectType", "ListResourceRequests"};
    static const enum cloud_weather weathers[] = {CLOUD_DROP_BEFORE, CLOUD_DROP_AFTER, CLOUD_CUT,
                                                  CLOUD_THROTTLE,    CLOUD_TROUBLE,    CLOUD_HTML,
                                                  CLOUD_DENY};
    cloud_order(monkey->session.cloud, ANY_OF(monkey, actions), ANY_OF(monkey, weathers),
                1 + (int)chance(monkey, 2));
}

/* ---- keys ---- */

/* The program that etrig wants to run in the terminal: an editor that does to the file what it likes. */
static void run_program(struct monkey *monkey)
{
    static const char *const texts[] = {
        "", "{", "Description: [", "Description: by hand\n", "\t- no: yes\n", "\xff\xfe"};
    struct err err = {0};
    char **words = program_words(tui_program(monkey->tui), &err);
    size_t count = 0;
    while (words != NULL && words[count] != NULL)
        count++;
    const char *path = count > 1 ? words[count - 1] : NULL;
    const char *text = ANY_OF(monkey, texts);
    if (path != NULL && path[0] == '/' && chance(monkey, 2) == 0)
        file_write_atomic(path, text, strlen(text), &err);
    program_free_words(words);
    err = (struct err){0};
    tui_program_ended(monkey->tui, chance(monkey, 5) == 0 ? 1 : 0, &err);
}

static void take(struct monkey *monkey, const struct input_event *event)
{
    const char *before = tui_top(monkey->tui)->type->name;
    bool may_discard = strcmp(before, "dialog") == 0 || strcmp(before, "command line") == 0;
    if (tui_is_unseen(monkey->tui))
        tui_draw(monkey->tui, monkey->canvas);
    note_forms(monkey, &monkey->forms);
    tui_event(monkey->tui, event);
    monkey->pressed++;
    free(tui_take_bytes(monkey->tui));
    if (tui_wants(monkey->tui) & TUI_WANTS_PROGRAM)
        run_program(monkey);
    turn(monkey);
    if (!tui_goes_on(monkey->tui)) {
        start_again(monkey);
        return;
    }
    const char *name = tui_top(monkey->tui)->type->name;
    if (!texts_has(&monkey->screens, name))
        texts_add(&monkey->screens, name);
    check_drafts(monkey, may_discard);
}

static void note_key(struct monkey *monkey, const char *name)
{
    enum { KEPT = 400 };
    strbuf_addf(&monkey->last, " %s", name);
    if (monkey->last.length > KEPT)
        strbuf_remove(&monkey->last, 0, monkey->last.length - KEPT);
}

static void press(struct monkey *monkey, const char *name)
{
    struct input_event event = {.kind = INPUT_KEY};
    if (!keymap_key_from_name(name, &event.key))
        fail_msg("there is no key %s", name);
    note_key(monkey, name);
    take(monkey, &event);
}

/* Until nothing is under way, or for a while. */
static void let_it_settle(struct monkey *monkey)
{
    enum { PATIENCE_MS = 200 };
    int64_t end_ms = clock_monotonic_ms() + PATIENCE_MS;
    do
        let_time_pass(monkey, 5);
    while (tui_busy(monkey->tui) && clock_monotonic_ms() < end_ms);
}

/* Something for the SQL console, pasted wherever it lands. */
static void paste_statement(struct monkey *monkey)
{
    static const char *const statements[] = {
        "SELECT * FROM event_triggers",
        "SELECT region, count(*), max(description) FROM event_triggers WHERE region IN ('eu-west-2', "
        "'eu-central-1')",
        "SELECT o.*, s.* FROM operations o, segment_definitions s;\nSELECT 1;",
        "SELECT nothing FROM\nevent_trigers;",
        "SHOW METHODS IN awscc.customerprofiles.event_triggers",
        "UPDATE event_triggers SET PatchDocument = "
        "'[{\"op\":\"add\",\"path\":\"/Description\",\"value\":\"by sql\"}]' "
        "WHERE region = 'us-east-1' AND Identifier = 'd|t' RETURNING *",
        "DELETE FROM event_triggers WHERE region = 'us-east-1' AND Identifier = 'd|u' RETURNING "
        "OperationStatus",
        "INSERT INTO event_triggers (DomainName, EventTriggerName, ObjectTypeName, EventTriggerConditions, "
        "region) "
        "SELECT 'd', 'sql' || value, 'Order', event_trigger_conditions, 'us-east-1' FROM json_each('[1,2]'), "
        "(SELECT event_trigger_conditions FROM event_triggers WHERE region = 'us-east-1' LIMIT 1)",
    };
    struct input_event event = {.kind = INPUT_PASTE, .text = mem_dup(ANY_OF(monkey, statements))};
    note_key(monkey, "STATEMENT");
    take(monkey, &event);
    input_event_release(&event);
}

/* Keys by their names; WAIT lets time pass; BEHIND changes behind the back what is edited; STATEMENT pastes one. */
static void press_all(struct monkey *monkey, const char *names)
{
    struct texts list = {0};
    texts_split(&list, names, ' ');
    for (size_t i = 0; i < list.count; i++) {
        if (strcmp(list.items[i], "WAIT") == 0)
            let_it_settle(monkey);
        else if (strcmp(list.items[i], "BEHIND") == 0)
            change_what_is_edited(monkey);
        else if (strcmp(list.items[i], "STATEMENT") == 0)
            paste_statement(monkey);
        else
            press(monkey, list.items[i]);
    }
    texts_release(&list);
}

/* A key of the table of actions; the one that leaves seldom. */
static void press_action(struct monkey *monkey)
{
    size_t count;
    const struct action *table = action_table(&count), *action = &table[chance(monkey, (uint32_t)count)];
    struct texts keys = {0};
    texts_split(&keys, action->keys, ' ');
    if (keys.count > 0 && (action->id != ACTION_QUIT || chance(monkey, 10) == 0))
        press(monkey, keys.items[chance(monkey, (uint32_t)keys.count)]);
    texts_release(&keys);
}

static void press_character(struct monkey *monkey)
{
    static const uint32_t characters[] = {'a', 'z',  '0',  '5',    ' ',     ',',   '"',    '-', '_', '|', '/',
                                          '{', '\'', 0xe9, 0x6f22, 0x1f600, 0x301, 0x202e, 'm', 'y', 'n'};
    struct input_event event = {.kind = INPUT_KEY, .key = {.code = ANY_OF(monkey, characters)}};
    struct strbuf text = STRBUF_INIT;
    text_encode(&text, event.key.code);
    note_key(monkey, text.text);
    strbuf_release(&text);
    take(monkey, &event);
}

static void paste(struct monkey *monkey)
{
    static const char *const texts[] = {"",
                                        "a\nb\nc",
                                        "\"x, y\", z",
                                        "500",
                                        "1000000000000000",
                                        "{\"total\": 5}",
                                        "[1,",
                                        "\xe2\x80\xae evil \x1b[2J",
                                        "total: 7\n",
                                        "d|t",
                                        "a name with blanks",
                                        "\xf0\x9f\x98\x80\xf0\x9f\x98\x80"};
    struct input_event event = {.kind = INPUT_PASTE, .text = mem_dup(ANY_OF(monkey, texts))};
    note_key(monkey, "PASTE");
    take(monkey, &event);
    input_event_release(&event);
}

/* What a person does: several keys that lead somewhere. */
static void do_something(struct monkey *monkey)
{
#define HOME "Esc Esc Esc Esc Esc g j "
    static const char *const deeds[] = {
        HOME "e WAIT Down Down x y F2 WAIT F4 WAIT",
        HOME "j e WAIT Down Down Ctrl-U z F2 WAIT Tab Enter WAIT",
        HOME "j e WAIT Down Down q BEHIND WAIT F2 WAIT",
        HOME "e WAIT Down Down q BEHIND F2 F4 WAIT o Enter WAIT",
        HOME "D WAIT y e s Enter WAIT",
        HOME "j D WAIT y e s Enter",
        HOME "j j D WAIT 1 Enter",
        HOME "a D",
        HOME "n WAIT",
        HOME "e WAIT F1 Esc",
        HOME "n WAIT d Enter WAIT",
        HOME "Ctrl-P n e w Enter WAIT Ctrl-U n e w Down Ctrl-U O r d e r Down Down Ctrl-U Ctrl-G t o t a l "
             "Ctrl-G 5 WAIT F2 F4 WAIT",
        HOME "j Enter WAIT",
        HOME "o WAIT Enter",
        HOME "o y",
        HOME "R",
        HOME "d WAIT",
        HOME "P",
        HOME "r WAIT",
        HOME "!",
        HOME "u",
        HOME "Space Space = WAIT n N =",
        HOME "Space Space e WAIT x F2 WAIT Enter",
        HOME "Space Space p WAIT a d Tab x Enter WAIT F4",
        HOME "p WAIT Tab Tab x F2 WAIT Enter WAIT",
        HOME "t WAIT n J v f",
        HOME "z WAIT F4 WAIT",
        HOME "z WAIT Enter WAIT",
        HOME "x Enter WAIT",
        HOME "E WAIT F2 WAIT F4",
        HOME "c",
        HOME "Ctrl-P s q l Enter STATEMENT Enter WAIT Ctrl-G j Enter",
        HOME "Ctrl-P s q l Enter STATEMENT Enter WAIT F4 WAIT",
        HOME "Ctrl-P s q l Enter Up Enter WAIT y e s Enter WAIT STATEMENT Enter Ctrl-C",
        HOME "Ctrl-P s q l Space s e l e Tab Space 1 Enter WAIT F4 x Enter",
        "F3 WAIT",
        "F9 WAIT n WAIT",
        "F6 WAIT",
        "t WAIT F2 WAIT F4 WAIT",
        "F2 F4",
        "F2 Tab Enter",
        "Ctrl-N Ctrl-N Ctrl-Y",
        "Ctrl-_ Ctrl-_ Ctrl-R",
        "F1",
        "Ctrl-P",
        "Ctrl-P d o c t o r Enter",
        "Down Down Down Down Enter",
    };
#undef HOME
    press_all(monkey, ANY_OF(monkey, deeds));
}

static void resize(struct monkey *monkey)
{
    bool tiny = chance(monkey, 6) == 0;
    canvas_resize(monkey->canvas, (tiny ? 1 : 6) + (int)chance(monkey, 60),
                  (tiny ? 1 : 30) + (int)chance(monkey, 160));
    turn(monkey);
}

static void step(struct monkey *monkey)
{
    uint32_t dice = chance(monkey, 1000);
    if (dice < 400)
        press_action(monkey);
    else if (dice < 650)
        press_character(monkey);
    else if (dice < 690)
        paste(monkey);
    else if (dice < 850)
        do_something(monkey);
    else if (dice < 870)
        resize(monkey);
    else if (dice < 900)
        change_something(monkey);
    else if (dice < 908)
        change_weather(monkey);
    else
        let_time_pass(monkey, 3);
}

/* ---- what the cloud saw ---- */

static bool tests_path(const cJSON *patch, const char *path)
{
    const cJSON *operation;
    cJSON_ArrayForEach(operation, patch)
    {
        const char *tested = json_text(operation, "path");
        if (strcmp(json_text(operation, "op"), "test") != 0)
            return false; /* guards come first */
        if (strcmp(tested, path) == 0 || strcmp(tested, "/LastUpdatedAt") == 0)
            return true;
    }
    return false;
}

static void check_patches(struct monkey *monkey)
{
    int calls = cloud_calls(monkey->session.cloud, "UpdateResource");
    for (int i = 1; i <= calls; i++) {
        char *text = cloud_update(monkey->session.cloud, i);
        cJSON *body = json_parse_text(text, NULL),
              *patch = json_parse_text(json_text(body, "PatchDocument"), NULL);
        const cJSON *operation;
        assert_true(cJSON_GetArraySize(patch) > 1);
        cJSON_ArrayForEach(operation, patch)
        {
            if (strcmp(json_text(operation, "op"), "test") != 0 &&
                !tests_path(patch, json_text(operation, "path")))
                fail_msg("an unguarded patch: %s", text);
        }
        cJSON_Delete(patch);
        cJSON_Delete(body);
        free(text);
    }
    print_message("%d patches, all guarded\n", calls);
}

/* The screens that must be seen. */
static const char *const screens[] = {
    "triggers",
    "view",
    "form",
    "review",
    "review of many",
    "change",
    "operations",
    "operation",
    "picker",
    "field",
    "dialog",
    "help",
    "command line",
    "messages",
    "doctor",
    "changed elsewhere",
    "compare",
    "promote",
    "trying",
    "SQL console",
    "row",
};

/* The first screen that was not on top yet, or change that was not asked for at the cloud; NULL: it saw everything. */
static const char *unseen(const struct monkey *monkey)
{
    static const char *const changes[] = {"CreateResource", "UpdateResource", "DeleteResource"};
    for (size_t i = 0; i < ARRAY_COUNT(screens); i++)
        if (!texts_has(&monkey->screens, screens[i]))
            return screens[i];
    for (size_t i = 0; i < ARRAY_COUNT(changes); i++)
        if (cloud_calls(monkey->session.cloud, changes[i]) == 0)
            return changes[i];
    return NULL;
}

static void nothing_is_lost_whatever_is_pressed(void **state)
{
    struct monkey *monkey = *state;
    const char *keys = getenv("ETRIG_MONKEY_KEYS"), *seed = getenv("ETRIG_MONKEY_SEED");
    int wanted = keys != NULL ? atoi(keys) : KEYS;

    monkey->seed = seed != NULL ? strtoull(seed, NULL, 10) : 20241031;
    monkey->canvas = canvas_new(24, 80);
    start(monkey);
    while (monkey->pressed < wanted || (unseen(monkey) != NULL && monkey->pressed < KEYS_MOST)) {
        step(monkey);
        note_forms(monkey, &monkey->forms);
        if (monkey->pressed / KEYS_A_START >= monkey->starts)
            start_again(monkey);
    }
    leave(monkey);
    print_message("%d keys, %d starts, %d effects at the cloud\n", monkey->pressed, monkey->starts,
                  cloud_effects(monkey->session.cloud));
    check_patches(monkey);
    if (unseen(monkey) != NULL)
        fail_msg("the monkey never saw %s", unseen(monkey));
}

static int set_up(void **state)
{
    struct monkey *monkey = mem_alloc(1, sizeof *monkey);
    struct err err = {0};
    session_begin(&monkey->session);
    *state = monkey;
    if (chdir(monkey->session.folder) != 0) /* what is exported lands here */
        return -1;
    char *config = helpers_file(monkey->session.folder, "config", "", 0);
    bool fine = settings_load(&monkey->settings, config, &err);
    free(config);
    strbuf_init(&monkey->last);
    return fine ? 0 : -1;
}

static int tear_down(void **state)
{
    struct monkey *monkey = *state;
    if (monkey->tui != NULL)
        tui_free(monkey->tui);
    int left = chdir("/");
    (void)left;
    session_end(&monkey->session);
    settings_release(&monkey->settings);
    canvas_free(monkey->canvas);
    texts_release(&monkey->screens);
    forget_all(&monkey->forms);
    forget_all(&monkey->kept);
    strbuf_release(&monkey->last);
    free(monkey);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(nothing_is_lost_whatever_is_pressed, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
