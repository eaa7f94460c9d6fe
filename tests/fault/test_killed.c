/* Killed at each step: nothing is sent twice, nothing is lost, nothing is sent unasked
 * (changes.md, Journal 2, 3 and 6). */
#include "helpers.h"

#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include "base/mem.h"
#include "session.h"

struct step {
    const char *rule, *action;
    bool after;                 /* killed once the action is carried out, before it is answered */
    enum cloud_weather weather; /* of that call: CLOUD_DROP_BEFORE if it never reached the cloud */
    int nth;
    enum operation_state left; /* the row's state afterwards; OPERATION_DROPPED: there is none */
};

static const struct step steps[] = {
    {"while it asks who it is: nothing was intended", "GetCallerIdentity", false, CLOUD_FINE, 1,
     OPERATION_DROPPED},
    {"the request left and never arrived", "*", false, CLOUD_DROP_BEFORE, 1, OPERATION_SENT},
    {"the request arrived, no answer came", "*", true, CLOUD_DROP_AFTER, 1, OPERATION_SENT},
    {"while the status is asked for", "GetResourceRequestStatus", false, CLOUD_FINE, 1, OPERATION_ACCEPTED},
    {"when AWS has just said that it is done", "GetResourceRequestStatus", true, CLOUD_FINE, 2,
     OPERATION_ACCEPTED},
};

static const struct {
    const char *word, *action;
} kinds[] = {{"create", "CreateResource"}, {"update", "UpdateResource"}, {"delete", "DeleteResource"}};

static void kill_child(void *context, struct cloud *cloud)
{
    (void)cloud;
    kill(*(const pid_t *)context, SIGKILL);
}

static pid_t spawn_changer(const struct session *session, const char *what)
{
    const char *build = getenv("builddir");
    char *program = mem_printf("%s/tests/fault/changer", build != NULL ? build : ".");
    char *arguments[] = {program, session->folder, (char *)cloud_url(session->cloud), (char *)what, NULL};
    pid_t pid = 0;
    if (posix_spawn(&pid, program, NULL, NULL, arguments, environ) != 0)
        fail_msg("cannot start %s", program);
    free(program);
    return pid;
}

static void run_until_killed(struct session *session, const struct step *step, const char *what,
                             const char *action)
{
    static pid_t child;
    const char *at = strcmp(step->action, "*") == 0 ? action : step->action;
    int status = 0;
    if (step->weather != CLOUD_FINE)
        cloud_order(session->cloud, at, step->weather, 1);
    standin_lock(
        cloud_standin(session->cloud)); /* no request is answered before the hook knows whom to kill */
    cloud_hook(session->cloud, at, step->nth, step->after, kill_child, &child);
    child = spawn_changer(session, what);
    standin_unlock(cloud_standin(session->cloud));
    waitpid(child, &status, 0);
    if (!WIFSIGNALED(status))
        fail_msg("%s %s: it was to be killed, and ended with %d", what, step->rule, status);
}

static bool has_loaded(const struct session *session, const void *context)
{
    (void)context;
    return session->store.operations_loaded;
}

static void load(struct session *session)
{
    backend_load_operations(session->backend, 0);
    session_wait(session, has_loaded, NULL, "the journal is loaded");
}

/* What another etrig finds and makes of it. */
static void go_on(struct session *session, const struct step *step, const char *action)
{
    int calls = cloud_calls(session->cloud, action);
    session_start(session, NULL);
    load(session);
    if (step->left == OPERATION_DROPPED) {
        assert_int_equal(session->store.operation_count, 0);
        assert_int_equal(cloud_effects(session->cloud), 0);
        return;
    }
    if (step->left == OPERATION_SENT) {
        uint64_t number = session_any(session, OPERATION_SENT, OPERATION_INTERRUPTED)->number;
        assert_int_equal(cloud_calls(session->cloud, action), calls); /* not unasked */
        backend_resume(session->backend, number);
    }
    const struct operation *operation = session_any(session, OPERATION_SUCCEEDED, OPERATION_RUNNING);
    assert_int_equal(operation->failure.code, ERR_NONE);
    if (cloud_effects(session->cloud) != 1)
        fail_msg("%s, %s: %d effects", action, step->rule, cloud_effects(session->cloud));
    if (step->left == OPERATION_ACCEPTED)
        assert_int_equal(cloud_calls(session->cloud, action), calls); /* followed by reading only */
}

static void killed_at_any_step_it_takes_effect_once(void **state)
{
    (void)state;
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
        for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
            struct session session;
            session_begin(&session);
            if (k == 0)
                cloud_put(session.cloud, "d|t", NULL, false);
            run_until_killed(&session, &steps[i], kinds[k].word, kinds[k].action);
            go_on(&session, &steps[i], kinds[k].action);
            session_end(&session);
        }
}

/* ---- rows that a dying etrig left ---- */

static void leave_row(struct session *session, const char *what)
{
    int status = 0;
    waitpid(spawn_changer(session, what), &status, 0);
    assert_true(WIFSIGNALED(status));
}

static void intended_is_sent_when_asked(void **state)
{
    struct session *session = *state;
    leave_row(session, "intend");
    session_start(session, NULL);
    uint64_t number = session_any(session, OPERATION_INTENDED, OPERATION_INTERRUPTED)->number;
    assert_int_equal(cloud_calls(session->cloud, "UpdateResource"), 0);
    backend_resume(session->backend, number);
    assert_int_equal(session_settled(session, number)->state, OPERATION_SUCCEEDED);
    assert_string_equal(store_find_operation(&session->store, number)->client_token, "left-behind");
}

static void what_another_left_meanwhile_is_found_by_loading_again(void **state)
{
    struct session *session = *state;
    session_start(session, NULL);
    load(session);
    assert_int_equal(session->store.operation_count, 0);
    leave_row(session, "intend");
    load(session);
    uint64_t number = session_any(session, OPERATION_INTENDED, OPERATION_INTERRUPTED)->number;
    backend_resume(session->backend, number);
    assert_int_equal(session_settled(session, number)->state, OPERATION_SUCCEEDED);
    assert_int_equal(cloud_effects(session->cloud), 1);
}

static bool says_something(const struct session *session, const void *context)
{
    (void)context;
    return session->store.message_count > 0;
}

static void what_another_is_at_work_on_is_left_to_it(void **state)
{
    struct session *session = *state;
    struct session other = {.cloud = session->cloud, .folder = session->folder};
    struct backend_change change = session_change(triggers_plain, triggers_segment);
    cloud_order(session->cloud, "GetResourceRequestStatus", CLOUD_HOLD, 1);
    session_start(session, NULL);
    uint64_t number = backend_update(session->backend, &change);
    session_any(session, OPERATION_ACCEPTED, OPERATION_RUNNING);
    session_start(&other, NULL);
    load(&other);
    assert_int_equal(other.store.operation_count, 1);
    backend_cancel(other.backend, other.store.operations[0].number);
    session_wait(&other, says_something, NULL, "it is refused in words");
    assert_non_null(strstr(other.store.messages[0].text, "another etrig"));
    standin_let_go(cloud_standin(session->cloud));
    assert_int_equal(session_settled(session, number)->state, OPERATION_SUCCEEDED);
    assert_int_equal(cloud_calls(session->cloud, "CancelResourceRequest"), 0);
    session_stop(&other);
}

static void an_old_token_is_looked_up_not_sent(void **state)
{
    struct session *session = *state;
    leave_row(session, "old");
    session_start(session, NULL);
    uint64_t number = session_any(session, OPERATION_SENT, OPERATION_INTERRUPTED)->number;
    backend_resume(session->backend, number);
    const struct operation *operation = session_settled(session, number);
    assert_int_equal(operation->state,
                     OPERATION_NOT_SENT); /* AWS knows no such request, and the trigger is as before */
    assert_int_equal(cloud_calls(session->cloud, "UpdateResource"), 0);
    assert_int_equal(cloud_calls(session->cloud, "ListResourceRequests"), 1);
}

static void a_token_of_a_clock_that_was_set_back_is_not_sent(void **state)
{
    struct session *session = *state;
    leave_row(session, "ahead");
    session_start(session, NULL);
    uint64_t number = session_any(session, OPERATION_SENT, OPERATION_INTERRUPTED)->number;
    backend_resume(session->backend, number);
    assert_int_equal(session_settled(session, number)->question, OPERATION_ASK_UNSETTLED);
    assert_int_equal(cloud_calls(session->cloud, "UpdateResource"), 0);
    assert_int_equal(cloud_calls(session->cloud, "ListResourceRequests"), 1);
}

static void looking_up_finds_what_was_asked_for(void **state)
{
    struct session *session = *state;
    leave_row(session, "sent");
    cloud_put(session->cloud, "d|t", triggers_segment, false);
    session_start(session, NULL);
    uint64_t number = session_any(session, OPERATION_SENT, OPERATION_INTERRUPTED)->number;
    backend_look_up(session->backend, number);
    assert_int_equal(session_settled(session, number)->state, OPERATION_SUCCEEDED);
    assert_int_equal(cloud_calls(session->cloud, "UpdateResource"), 0);
}

static void what_looking_up_does_not_settle_is_put_to_the_person(void **state)
{
    struct session *session = *state;
    cJSON *other = json_parse_text(triggers_plain, NULL);
    json_set_text(other, "SegmentFilter", "third");
    char *text = json_print(other);
    leave_row(session, "sent");
    cloud_put(session->cloud, "d|t", text, false);
    session_start(session, NULL);
    uint64_t number = session_any(session, OPERATION_SENT, OPERATION_INTERRUPTED)->number;
    backend_look_up(session->backend, number);
    const struct operation *operation = session_settled(session, number);
    assert_int_equal(operation->question, OPERATION_ASK_UNSETTLED);
    backend_answer(session->backend, number, false); /* left as it is */
    session_waits(session, number, OPERATION_INTERRUPTED);
    backend_drop(session->backend, number);
    session_any(session, OPERATION_DROPPED, OPERATION_RUNNING);
    free(text);
    cJSON_Delete(other);
}

static bool has_failure(const struct session *session, const void *context)
{
    const struct operation *operation = store_find_operation(&session->store, *(const uint64_t *)context);
    return operation != NULL && operation->failure.code == ERR_REFUSED &&
           operation->wait == OPERATION_INTERRUPTED;
}

static void assert_not_resumed(struct session *session, const struct backend_options *options)
{
    session_start(session, options);
    uint64_t number = session_any(session, OPERATION_SENT, OPERATION_INTERRUPTED)->number;
    backend_resume(session->backend, number);
    session_wait(session, has_failure, &number, "resuming is refused");
    assert_int_equal(cloud_calls(session->cloud, "UpdateResource"), 0);
    session_stop(session);
}

static void never_under_read_only_nor_in_another_account(void **state)
{
    struct session *session = *state;
    struct backend_options options = session_options(session);
    leave_row(session, "sent");
    options.read_only = true;
    assert_not_resumed(session, &options);
    cloud_manners(session->cloud)->account = "999999999999";
    assert_not_resumed(session, NULL);
}

static void nor_where_the_profile_may_not_go(void **state)
{
    struct session *session = *state;
    struct backend_options options = session_options(session);
    struct settings_profile profile = {.name = (char *)"default"};
    struct settings settings = {.profiles = &profile, .profile_count = 1, .journal_keep_days = 90};
    texts_add(&profile.allowed_regions, "elsewhere");
    leave_row(session, "sent");
    options.settings = &settings;
    assert_not_resumed(session, &options);
    texts_release(&profile.allowed_regions);
}

static void a_command_shows_them_and_takes_them_only_when_asked(void **state)
{
    struct session *session = *state;
    struct backend_options options = session_options(session);
    leave_row(session, "sent");
    options.take_over_interrupted = false;
    session_start(session, &options);
    const struct operation *operation = session_any(session, OPERATION_SENT, OPERATION_INTERRUPTED);
    uint64_t number = operation->number;
    assert_false(operation->mine);
    load(session);
    assert_int_equal(session->store.operation_count, 1); /* the same row, the same number */
    backend_resume(session->backend, number);
    operation = session_settled(session, number);
    assert_int_equal(operation->state, OPERATION_SUCCEEDED);
    assert_true(operation->mine);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(killed_at_any_step_it_takes_effect_once),
        cmocka_unit_test_setup_teardown(intended_is_sent_when_asked, session_setup, session_teardown),
        cmocka_unit_test_setup_teardown(what_another_left_meanwhile_is_found_by_loading_again, session_setup,
                                        session_teardown),
        cmocka_unit_test_setup_teardown(what_another_is_at_work_on_is_left_to_it, session_setup,
                                        session_teardown),
        cmocka_unit_test_setup_teardown(an_old_token_is_looked_up_not_sent, session_setup, session_teardown),
        cmocka_unit_test_setup_teardown(a_token_of_a_clock_that_was_set_back_is_not_sent, session_setup,
                                        session_teardown),
        cmocka_unit_test_setup_teardown(looking_up_finds_what_was_asked_for, session_setup, session_teardown),
        cmocka_unit_test_setup_teardown(what_looking_up_does_not_settle_is_put_to_the_person, session_setup,
                                        session_teardown),
        cmocka_unit_test_setup_teardown(never_under_read_only_nor_in_another_account, session_setup,
                                        session_teardown),
        cmocka_unit_test_setup_teardown(nor_where_the_profile_may_not_go, session_setup, session_teardown),
        cmocka_unit_test_setup_teardown(a_command_shows_them_and_takes_them_only_when_asked, session_setup,
                                        session_teardown),
    };
    json_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
