/* view_review and the form's lock: what keeps a change from the wrong account, and two people from one draft. */
#include "helpers.h"

#include <ftw.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/env.h"
#include "base/mem.h"
#include "base/text.h"
#include "tui/tui.h"
#include "tui/view_form.h"
#include "tui/view_review.h"

/* An interface over a backend that reaches nobody; what the account looks like is put into the store by hand. */
struct stage {
    char folder[32];
    struct settings settings;
    struct store store;
    struct backend *backend;
    struct tui *tui;
    struct canvas *canvas;
};

static const char before_json[] = "{'DomainName':'retail','EventTriggerName':'gold','ObjectTypeName':'Order',"
                                  "'Description':'old','EventTriggerConditions':[]}";
static const char after_json[] = "{'DomainName':'retail','EventTriggerName':'gold','ObjectTypeName':'Order',"
                                 "'Description':'new','EventTriggerConditions':[]}";

static int remove_one(const char *path, const struct stat *status, int kind, struct FTW *place)
{
    (void)status;
    (void)kind;
    (void)place;
    return remove(path);
}

static struct backend *start_backend(struct stage *stage)
{
    struct err err = {0};
    struct backend_options options = {.local = {.fd = -1},
                                      .endpoint_url = "http://127.0.0.1:1",
                                      .state_dir = stage->folder,
                                      .cache_dir = stage->folder,
                                      .settings = &stage->settings};
    struct backend *backend;

    texts_add(&options.regions, "us-east-1");
    backend = backend_start(&options, &err);
    texts_release(&options.regions);
    if (!backend)
        fail_msg("%s", err.text);
    return backend;
}

/* Its backend looks for keys: not at home, and not at the machine. */
static void set_environment(const char *folder)
{
    char *home = mem_printf("HOME=%s", folder), off[] = "AWS_EC2_METADATA_DISABLED=true";
    char *environment[] = {home, off, NULL};

    env_init(environment);
    free(home);
}

static int set_up(void **state)
{
    struct stage *stage = mem_alloc(1, sizeof *stage);

    json_init();
    text_set_ascii(false);
    snprintf(stage->folder, sizeof stage->folder, "/tmp/etrig-review-XXXXXX");
    assert_non_null(mkdtemp(stage->folder));
    set_environment(stage->folder);
    stage->settings.theme = mem_dup("default");
    stage->backend = start_backend(stage);
    store_init(&stage->store);
    free(stage->store.connection.account);
    stage->store.connection.account = mem_dup("123456789012");
    stage->canvas = canvas_new(24, 80);
    stage->tui = tui_new(&(struct tui_options){
        .backend = stage->backend, .store = &stage->store, .settings = &stage->settings});
    *state = stage;
    return 0;
}

static int tear_down(void **state)
{
    struct stage *stage = *state;

    tui_free(stage->tui);
    assert_true(backend_stop(stage->backend, 5000));
    canvas_free(stage->canvas);
    store_release(&stage->store);
    settings_release(&stage->settings);
    nftw(stage->folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
    free(stage);
    return 0;
}

static void press(struct stage *stage, const char *keys)
{
    struct texts names = {0};

    texts_split(&names, keys, ' ');
    for (size_t i = 0; i < names.count; i++) {
        struct input_event event = {.kind = INPUT_KEY};

        assert_true(keymap_key_from_name(names.items[i], &event.key));
        tui_event(stage->tui, &event);
        tui_draw(stage->tui, stage->canvas);
    }
    texts_release(&names);
}

static void type(struct stage *stage, const char *text)
{
    for (; *text; text++) {
        struct input_event event = {.kind = INPUT_KEY, .key = {(uint32_t)*text, 0}};

        tui_event(stage->tui, &event);
    }
    tui_draw(stage->tui, stage->canvas);
}

static void assert_shows(struct stage *stage, const char *text)
{
    struct strbuf screen = STRBUF_INIT;

    tui_draw(stage->tui, stage->canvas);
    canvas_dump(stage->canvas, &screen);
    if (!strstr(screen.text, text))
        fail_msg("\"%s\" is not on the screen:\n%s", text, screen.text);
    strbuf_release(&screen);
}

static void assert_top(struct stage *stage, const char *name)
{
    assert_string_equal(tui_top(stage->tui)->type->name, name);
}

/* The review of an update, above a form. */
static void review(struct stage *stage, const char *after)
{
    cJSON *old = helpers_json(before_json), *new = helpers_json(after);
    struct view_review_request request = {
        .account = stage->store.connection.account, .region = "us-east-1", .before = old, .after = new};

    tui_push(stage->tui, view_form_create(stage->tui, "us-east-1", "retail"));
    tui_push(stage->tui, view_review_new(stage->tui, &request));
    tui_draw(stage->tui, stage->canvas);
    cJSON_Delete(old);
    cJSON_Delete(new);
}

static void back_has_the_focus(void **state)
{
    review(*state, after_json);
    assert_shows(*state, "[ Back ]");
    press(*state, "Enter");
    assert_top(*state, "form");
}

static void tab_and_enter_or_f4_send(void **state)
{
    review(*state, after_json);
    press(*state, "Tab");
    assert_shows(*state, "[ Submit ]");
    press(*state, "Enter");
    assert_top(*state, "triggers");
    review(*state, after_json);
    press(*state, "F4");
    assert_top(*state, "triggers");
}

static void nothing_is_sent_without_a_change(void **state)
{
    review(*state, before_json);
    assert_shows(*state, "Nothing has changed");
    press(*state, "F4");
    assert_top(*state, "review");
}

static void a_protected_connection_wants_the_name(void **state)
{
    struct stage *stage = *state;

    stage->store.connection.protected_ = true;
    review(stage, after_json);
    assert_shows(stage, "PROTECTED");
    press(stage, "F4");
    assert_top(stage, "review");
    assert_shows(stage, "type gold to submit");
    type(stage, "gol");
    press(stage, "Enter");
    assert_top(stage, "review");
    type(stage, "d");
    press(stage, "Enter");
    assert_top(stage, "triggers");
}

static void an_unknown_account_asks_and_a_protected_one_refuses(void **state)
{
    struct stage *stage = *state;

    stage->store.connection.account[0] = '\0';
    review(stage, after_json);
    press(stage, "F4");
    assert_shows(stage, "The account is unknown");
    press(stage, "Enter");
    assert_top(stage, "review");
    press(stage, "F4 Tab Enter");
    assert_top(stage, "triggers");
    stage->store.connection.protected_ = true;
    review(stage, after_json);
    press(stage, "F4");
    assert_top(stage, "review");
    assert_shows(stage, "the connection is protected and its account is unknown");
}

static void a_read_only_connection_refuses(void **state)
{
    struct stage *stage = *state;

    stage->store.connection.read_only = true;
    review(stage, after_json);
    press(stage, "F4");
    assert_top(stage, "review");
    assert_shows(stage, "READ-ONLY");
}

/* What it holds is shown, as it was saved. */
static void a_second_etrig_opens_the_form_for_reading(void **state)
{
    struct stage *stage = *state;
    struct backend *other = start_backend(stage);
    char account[] = "123456789012", region[] = "us-east-1", identifier[] = "retail|?1",
         document[] = "{\"DomainName\":\"retail\",\"EventTriggerName\":\"silver\"}";
    struct store_draft draft = {account, region, identifier, NULL, document, 0, true, NULL};
    struct err err = {0};

    store_put_draft(&stage->store, &draft);
    assert_true(backend_draft_lock(other, account, region, identifier, &err));
    tui_push(stage->tui, view_form_resume(stage->tui, &draft));
    assert_shows(stage, "for reading only: ");
    assert_shows(stage, "silver");
    type(stage, "x");
    press(stage, "F2");
    assert_top(stage, "form");
    assert_shows(stage, "for reading");
    tui_pop(stage->tui);
    backend_draft_unlock(other, account, region, identifier);
    tui_push(stage->tui, view_form_resume(stage->tui, &draft));
    press(stage, "Up");
    type(stage, "-gold");
    assert_shows(stage, "silver-gold");
    assert_true(backend_stop(other, 5000));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(back_has_the_focus, set_up, tear_down),
        cmocka_unit_test_setup_teardown(tab_and_enter_or_f4_send, set_up, tear_down),
        cmocka_unit_test_setup_teardown(nothing_is_sent_without_a_change, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_protected_connection_wants_the_name, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_unknown_account_asks_and_a_protected_one_refuses, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_read_only_connection_refuses, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_second_etrig_opens_the_form_for_reading, set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
