/* The doctor before a cloud that answers in every way: to which line a refusal belongs, whom IAM is asked about, what
 * is skipped and why; and that it can be given up at any moment. */
#include "helpers.h"

#include <string.h>
#include "base/array.h"
#include "base/mem.h"
#include "session.h"

/* What one call answers in place of the usual. */
struct answer {
    const char *call; /* "GetResource"; "probe" for requests without a signature */
    int status;
    const char *body; /* JSON with ' for ", or XML */
};

#define IDENTITY(arn)                                                                                        \
    "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>" arn                                          \
    "</Arn><Account>1</Account></GetCallerIdentityResult></GetCallerIdentityResponse>"
#define RESULT(action, decision)                                                                             \
    "<member><EvalActionName>" action "</EvalActionName><EvalDecision>" decision "</EvalDecision></member>"
#define ALLOWED(action) RESULT(action, "allowed")

static const struct answer usual[] = {
    {"probe", 403, "{}"},
    {"GetCallerIdentity", 200, IDENTITY("arn:aws:iam::1:user/ann")},
    {"ListDomains", 200, "{'Items':[{'DomainName':'d'}]}"},
    {"ListEventTriggers", 200, "{'Items':[{'EventTriggerName':'t'}]}"},
    {"ListProfileObjectTypes", 200, "{'Items':[{'ObjectTypeName':'o'}]}"},
    {"ListResources", 200, "{'ResourceDescriptions':[{'Identifier':'d|t','Properties':'{}'}]}"},
    {"GetResource", 200, "{'ResourceDescription':{'Identifier':'d|t','Properties':'{}'}}"},
    {"GetResourceRequestStatus", 400, "{'__type':'RequestTokenNotFoundException','Message':'no such'}"},
    {"CancelResourceRequest", 400, "{'__type':'RequestTokenNotFoundException','Message':'no such'}"},
    {"GetRole", 200, "<GetRoleResponse><Arn>arn:aws:iam::1:role/p/r</Arn></GetRoleResponse>"},
    {"SimulatePrincipalPolicy", 200,
     "<SimulatePrincipalPolicyResponse><EvaluationResults>" ALLOWED("cloudformation:CreateResource")
         ALLOWED("cloudformation:UpdateResource") ALLOWED("cloudformation:DeleteResource")
             ALLOWED("profile:CreateEventTrigger") ALLOWED("profile:UpdateEventTrigger")
                 ALLOWED("profile:DeleteEventTrigger") ALLOWED("profile:TagResource") ALLOWED(
                     "profile:UntagResource") "</EvaluationResults></SimulatePrincipalPolicyResponse>"},
};

struct scene {
    struct session session;
    struct standin *standin;
    char *url;
    const struct answer *others; /* borrowed: in place of the usual ones */
    size_t other_count;
    const char *held;  /* this call's answer is held back */
    struct strbuf log; /* the calls, one a line, with the body of those to IAM */
};

/* ---- the cloud ---- */

/* "ListDomains" of its path; free(). */
static char *name_of(const struct standin_request *request)
{
    static const struct {
        const char *part, *name;
    } paths[] = {
        {"/event-triggers", "ListEventTriggers"},
        {"/segment-definitions", "ListSegmentDefinitions"},
        {"/integrations", "ListIntegrations"},
        {"/attributes", "ListObjectTypeAttributes"},
        {"/object-types/", "GetProfileObjectType"},
        {"/object-types", "ListProfileObjectTypes"},
        {"/domains", "ListDomains"},
    };
    if (*request->action != '\0')
        return mem_dup(request->action);
    if (strcmp(request->method, "POST") == 0)
        return mem_dup_n(request->body + strlen("Action="), strcspn(request->body + strlen("Action="), "&"));
    for (size_t i = 0; i < ARRAY_COUNT(paths); i++)
        if (strstr(request->path, paths[i].part) != NULL)
            return mem_dup(paths[i].name);
    return mem_dup("probe");
}

static const struct answer *find(const struct answer *answers, size_t count, const char *call)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(answers[i].call, call) == 0)
            return &answers[i];
    return NULL;
}

static void reply_to(void *context, const struct standin_request *request, struct standin_reply *reply)
{
    static const struct answer nothing = {"", 200, "{}"};
    struct scene *scene = context;
    char *call = name_of(request);
    const struct answer *answer = find(scene->others, scene->other_count, call);
    if (answer == NULL)
        answer = find(usual, ARRAY_COUNT(usual), call);
    if (answer == NULL)
        answer = &nothing;
    bool iam = strstr(request->body, "2010-05-08") != NULL;
    strbuf_addf(&scene->log, "%s %s\n", call, iam ? request->body : "");
    reply->status = answer->status;
    reply->body = mem_dup(answer->body);
    for (char *c = reply->body; *answer->body == '{' && *c != '\0'; c++)
        *c = *c == '\'' ? '"' : *c;
    if (scene->held != NULL && strcmp(scene->held, call) == 0)
        reply->deed = STANDIN_HOLD;
    free(call);
}

/* ---- a scene ---- */

static int begin(void **state)
{
    struct scene *scene = mem_alloc(1, sizeof *scene);
    session_begin(&scene->session);
    strbuf_init(&scene->log);
    scene->standin = standin_new(reply_to, scene);
    scene->url = mem_printf("http://127.0.0.1:%d", standin_port(scene->standin));
    *state = scene;
    return 0;
}

static int end(void **state)
{
    struct scene *scene = *state;
    session_end(&scene->session);
    standin_free(scene->standin);
    strbuf_release(&scene->log);
    free(scene->url);
    free(scene);
    return 0;
}

static void hold(struct scene *scene, const char *call)
{
    standin_lock(scene->standin);
    scene->held = call;
    standin_unlock(scene->standin);
}

static void start(struct scene *scene)
{
    struct backend_options options = session_options(&scene->session);
    options.endpoint_url = scene->url;
    session_start(&scene->session, &options);
}

static bool has_told(const struct session *session, const void *context)
{
    (void)context;
    return session->store.doctor.state == STORE_READ;
}

/* The lines before a cloud with these answers. */
static void examine(struct scene *scene, const struct answer *others, size_t count)
{
    standin_lock(scene->standin);
    scene->others = others;
    scene->other_count = count;
    strbuf_reset(&scene->log);
    standin_unlock(scene->standin);
    start(scene);
    backend_doctor(scene->session.backend);
    session_wait(&scene->session, has_told, NULL, "the doctor has told all");
}

/* Asserts how a line ended and that its detail (or, behind a blank, its hint) holds a text. */
static void told(const struct scene *scene, const char *what, enum store_check_state state, const char *text)
{
    const struct store_doctor *doctor = &scene->session.store.doctor;
    for (size_t i = 0; i < doctor->count; i++) {
        const struct store_check *check = &doctor->checks[i];
        if (strcmp(check->what, what) != 0)
            continue;
        char *said = mem_printf("%s %s", check->detail, check->hint != NULL ? check->hint : "");
        if (check->state != state || strstr(said, text) == NULL)
            fail_msg("%s: state %d, \"%s\" (wanted %d, \"%s\")", what, check->state, said, state, text);
        free(said);
        return;
    }
    fail_msg("no line %s", what);
}

static size_t count_failed(const struct scene *scene)
{
    const struct store_doctor *doctor = &scene->session.store.doctor;
    size_t failed = 0;
    for (size_t i = 0; i < doctor->count; i++)
        failed += doctor->checks[i].state == STORE_CHECK_FAILED;
    return failed;
}

/* What was called so far. free(). */
static char *calls(struct scene *scene)
{
    standin_lock(scene->standin);
    char *log = mem_dup(scene->log.text);
    standin_unlock(scene->standin);
    return log;
}

/* ---- denials ---- */

static void all_is_well_and_nothing_is_changed(void **state)
{
    struct scene *scene = *state;
    examine(scene, NULL, 0);
    assert_int_equal(count_failed(scene), 0);
    told(scene, "profile:UntagResource", STORE_CHECK_PASSED, "allowed");
    char *log = calls(scene);
    assert_null(strstr(log, "CreateResource\n"));
    assert_null(strstr(log, "UpdateResource\n"));
    assert_null(strstr(log, "DeleteResource\n"));
    free(log);
}

#define DENIED "'__type':'com.amazon.coral.service#AccessDeniedException','Message':"
#define BEHIND "AWS::CustomerProfiles::EventTrigger Handler returned status FAILED: "

static void a_denial_behind_cloud_control_that_names_no_action(void **state)
{
    static const struct answer others[] = {
        {"GetResource", 400,
         "{" DENIED "'" BEHIND "Access denied for operation. (HandlerErrorCode: AccessDenied)'}"},
        {"ListResources", 400,
         "{" DENIED "'" BEHIND "Access denied for operation. (HandlerErrorCode: AccessDenied)'}"},
    };
    struct scene *scene = *state;
    examine(scene, others, ARRAY_COUNT(others));
    told(scene, "cloudformation:GetResource", STORE_CHECK_PASSED, "allowed");
    told(scene, "profile:GetEventTrigger", STORE_CHECK_FAILED,
         "let somebody allow profile:GetEventTrigger and profile:ListTagsForResource");
    told(scene, "profile:ListTagsForResource", STORE_CHECK_SKIPPED, "it comes after profile:GetEventTrigger");
    told(scene, "cloudformation:ListResources", STORE_CHECK_PASSED, "but not all that it needs");
}

static void an_action_that_has_no_line_fails_that_of_its_call(void **state)
{
    static const struct answer others[] = {
        {"ListSegmentDefinitions", 403,
         "{" DENIED
         "'User: arn:aws:iam::1:user/ann is not authorized to perform: kms:Decrypt on resource: k'}"},
        {"GetResource", 400,
         "{'__type':'GeneralServiceException','Message':'" BEHIND
         "User: arn:aws:iam::1:user/ann is not authorized to perform: kms:Decrypt on resource: k'}"},
    };
    struct scene *scene = *state;
    examine(scene, others, ARRAY_COUNT(others));
    told(scene, "profile:ListSegmentDefinitions", STORE_CHECK_FAILED, "kms:Decrypt is not allowed: user/ann");
    told(scene, "cloudformation:GetResource", STORE_CHECK_FAILED, "kms:Decrypt is not allowed: user/ann");
}

static void a_denial_without_an_action_is_that_of_the_call(void **state)
{
    static const struct answer others[] = {{"ListIntegrations", 403, "{" DENIED "'no access'}"}};
    struct scene *scene = *state;
    examine(scene, others, ARRAY_COUNT(others));
    told(scene, "profile:ListIntegrations", STORE_CHECK_FAILED, "no access let somebody allow it");
    assert_int_equal(count_failed(scene), 1);
}

static void a_service_in_trouble_says_nothing_of_permissions(void **state)
{
    static const struct answer others[] = {
        {"ListIntegrations", 400, "{'__type':'BadRequestException','Message':'odd'}"}};
    struct scene *scene = *state;
    examine(scene, others, ARRAY_COUNT(others));
    told(scene, "profile:ListIntegrations", STORE_CHECK_FAILED, "odd");
}

/* ---- what is not there ---- */

static void keys_that_one_region_does_not_take(void **state)
{
    static const struct answer others[] = {
        {"ListDomains", 403, "{'__type':'UnrecognizedClientException','Message':'invalid'}"},
        {"GetResourceRequestStatus", 403, "{'__type':'UnrecognizedClientException','Message':'invalid'}"},
        {"CancelResourceRequest", 403, "{'__type':'UnrecognizedClientException','Message':'invalid'}"},
        {"ListResourceRequests", 403, "{'__type':'UnrecognizedClientException','Message':'invalid'}"},
    };
    struct scene *scene = *state;
    examine(scene, others, ARRAY_COUNT(others));
    told(scene, "identity", STORE_CHECK_PASSED, "account 1, arn:aws:iam::1:user/ann");
    told(scene, "profile:ListDomains", STORE_CHECK_FAILED, "whether the account has this region enabled");
    told(scene, "profile:ListIntegrations", STORE_CHECK_SKIPPED, "the keys are not taken in us-east-1");
    told(scene, "cloudformation:CancelResourceRequest", STORE_CHECK_SKIPPED,
         "the keys are not taken in us-east-1");
    assert_int_equal(count_failed(scene), 1);
}

static void without_anything_to_try_on_the_reason_is_said(void **state)
{
    static const struct answer none[] = {{"ListDomains", 200, "{'Items':[]}"}};
    static const struct answer empty[] = {{"ListEventTriggers", 200, "{'Items':[]}"},
                                          {"ListResources", 200, "{'ResourceDescriptions':[]}"},
                                          {"ListProfileObjectTypes", 200, "{'Items':[]}"}};
    struct scene *scene = *state;
    examine(scene, none, ARRAY_COUNT(none));
    told(scene, "profile:ListEventTriggers", STORE_CHECK_SKIPPED, "there is no domain in us-east-1");
    told(scene, "profile:TagResource", STORE_CHECK_SKIPPED, "no domain is known to ask about");
    session_stop(&scene->session);
    examine(scene, empty, ARRAY_COUNT(empty));
    told(scene, "profile:GetEventTrigger", STORE_CHECK_SKIPPED, "no trigger to read is known in d");
    told(scene, "profile:GetProfileObjectType", STORE_CHECK_SKIPPED, "no object type to read is known in d");
    told(scene, "profile:TagResource", STORE_CHECK_PASSED, "allowed");
    assert_int_equal(count_failed(scene), 0);
}

static void an_endpoint_without_sts_is_tried_all_the_same(void **state)
{
    static const struct answer others[] = {{"GetCallerIdentity", 404, "{}"}};
    struct scene *scene = *state;
    examine(scene, others, ARRAY_COUNT(others));
    told(scene, "identity", STORE_CHECK_SKIPPED, "the endpoint does not say who this is");
    told(scene, "profile:ListDomains", STORE_CHECK_PASSED, "allowed");
    told(scene, "profile:TagResource", STORE_CHECK_SKIPPED, "IAM cannot be asked: the identity is not known");
}

/* ---- IAM ---- */

static void iam_is_asked_about_the_right_principal(void **state)
{
    static const struct {
        struct answer identity;
        const char *asked; /* in what was sent; NULL: nothing */
        enum store_check_state state;
        const char *text;
    } cases[] = {
        {{"GetCallerIdentity", 200, IDENTITY("arn:aws:iam::1:user/team/ann")},
         "PolicySourceArn=arn%3Aaws%3Aiam%3A%3A1%3Auser%2Fteam%2Fann&",
         STORE_CHECK_PASSED,
         "allowed"},
        {{"GetCallerIdentity", 200, IDENTITY("arn:aws:sts::1:assumed-role/r/session")},
         "GetRole Action=GetRole&Version=2010-05-08&RoleName=r\n",
         STORE_CHECK_PASSED,
         "allowed"},
        {{"GetCallerIdentity", 200, IDENTITY("arn:aws:sts::1:assumed-role/r/session")},
         "PolicySourceArn=arn%3Aaws%3Aiam%3A%3A1%3Arole%2Fp%2Fr&",
         STORE_CHECK_PASSED,
         "allowed"},
        {{"GetCallerIdentity", 200, IDENTITY("arn:aws:iam::1:root")},
         NULL,
         STORE_CHECK_SKIPPED,
         "IAM does not simulate the root user"},
        {{"GetCallerIdentity", 200, IDENTITY("arn:aws:sts::1:federated-user/bob")},
         NULL,
         STORE_CHECK_SKIPPED,
         "users and roles alone"},
    };
    struct scene *scene = *state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        examine(scene, &cases[i].identity, 1);
        told(scene, "profile:TagResource", cases[i].state, cases[i].text);
        char *log = calls(scene);
        if (cases[i].asked != NULL ? strstr(log, cases[i].asked) == NULL : strstr(log, "2010-05-08") != NULL)
            fail_msg("%s: not asked as wanted: %s", cases[i].identity.body, log);
        free(log);
        session_stop(&scene->session);
    }
}

static void iam_is_asked_about_the_place_and_the_region(void **state)
{
    struct scene *scene = *state;
    examine(scene, NULL, 0);
    char *log = calls(scene);
    assert_non_null(strstr(log, "&ResourceArns.member.1=arn%3Aaws%3Aprofile%3Aus-east-1%3A1%3Adomains%2Fd%2F"
                                "event-triggers%2Ft&"));
    assert_non_null(
        strstr(log, "&ResourceArns.member.1=arn%3Aaws%3Acloudformation%3Aus-east-1%3A1%3Aresource%2F%2A&"));
    assert_non_null(strstr(log, "aws%3ARequestedRegion"));
    free(log);
}

static void what_the_simulation_says_is_told(void **state)
{
    static const struct answer others[] = {
        {"SimulatePrincipalPolicy", 200,
         "<R><EvaluationResults>" RESULT("profile:TagResource", "explicitDeny")
             RESULT("profile:UntagResource", "implicitDeny") "</EvaluationResults></R>"}};
    struct scene *scene = *state;
    examine(scene, others, ARRAY_COUNT(others));
    told(scene, "profile:TagResource", STORE_CHECK_FAILED,
         "user/ann may not do it on arn:aws:profile:us-east-1:1:domains/d/event-triggers/t, says IAM's "
         "simulation: a policy denies it");
    told(scene, "profile:UntagResource", STORE_CHECK_FAILED,
         "let somebody allow it to arn:aws:iam::1:user/ann");
    told(scene, "profile:CreateEventTrigger", STORE_CHECK_SKIPPED, "does not speak of it");
}

static void iam_in_trouble_is_a_reason(void **state)
{
    static const struct answer others[] = {
        {"SimulatePrincipalPolicy", 400,
         "<ErrorResponse><Error><Code>NoSuchEntity</Code><Message>gone</Message></Error></ErrorResponse>"}};
    struct scene *scene = *state;
    examine(scene, others, ARRAY_COUNT(others));
    told(scene, "profile:TagResource", STORE_CHECK_SKIPPED, "IAM does not answer the question: gone");
}

/* ---- giving up, asking again ---- */

static bool is_waiting_for_one(const struct session *session, const void *context)
{
    const char *what = context;
    const struct store_doctor *doctor = &session->store.doctor;
    size_t pending = 0;
    bool this = false;
    for (size_t i = 0; i < doctor->count; i++) {
        pending += doctor->checks[i].state == STORE_CHECK_PENDING;
        this |= doctor->checks[i].state == STORE_CHECK_PENDING && strcmp(doctor->checks[i].what, what) == 0;
    }
    return this && pending > 0 && doctor->count > 0 && doctor->checks[0].state != STORE_CHECK_PENDING;
}

static void it_can_be_given_up_at_any_step(void **state)
{
    static const struct {
        const char *held, *line;
    } steps[] = {
        {"GetCallerIdentity", "identity"},
        {"ListDomains", "profile:ListDomains"},
        {"GetResource", "cloudformation:GetResource"},
        {"SimulatePrincipalPolicy", "profile:TagResource"},
    };
    struct scene *scene = *state;
    for (size_t i = 0; i < ARRAY_COUNT(steps); i++) {
        hold(scene, steps[i].held);
        start(scene);
        backend_doctor(scene->session.backend);
        session_wait(&scene->session, is_waiting_for_one, steps[i].line, steps[i].line);
        session_stop(&scene->session);
    }
}

static void asked_again_it_begins_anew(void **state)
{
    struct scene *scene = *state;
    hold(scene, "ListDomains");
    start(scene);
    backend_doctor(scene->session.backend);
    session_wait(&scene->session, is_waiting_for_one, "profile:ListDomains", "it waits");
    hold(scene, NULL);
    backend_doctor(scene->session.backend);
    session_wait(&scene->session, has_told, NULL, "the second one has told all");
    assert_int_equal(count_failed(scene), 0);
}

static void other_regions_begin_it_anew_while_it_looks(void **state)
{
    struct scene *scene = *state;
    struct texts regions = {0}, domains = {0};
    hold(scene, "ListDomains");
    start(scene);
    backend_doctor(scene->session.backend);
    session_wait(&scene->session, is_waiting_for_one, "profile:ListDomains", "it waits");
    hold(scene, NULL);
    texts_add(&regions, "eu-west-2");
    backend_scope(scene->session.backend, &regions, false, &domains);
    session_wait(&scene->session, has_told, NULL, "it has told all");
    assert_string_equal(scene->session.store.doctor.checks[5].region, "eu-west-2");
    texts_release(&regions);
}

#define SCENE(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCENE(all_is_well_and_nothing_is_changed),
        SCENE(a_denial_behind_cloud_control_that_names_no_action),
        SCENE(an_action_that_has_no_line_fails_that_of_its_call),
        SCENE(a_denial_without_an_action_is_that_of_the_call),
        SCENE(a_service_in_trouble_says_nothing_of_permissions),
        SCENE(keys_that_one_region_does_not_take),
        SCENE(without_anything_to_try_on_the_reason_is_said),
        SCENE(an_endpoint_without_sts_is_tried_all_the_same),
        SCENE(iam_is_asked_about_the_right_principal),
        SCENE(iam_is_asked_about_the_place_and_the_region),
        SCENE(what_the_simulation_says_is_told),
        SCENE(iam_in_trouble_is_a_reason),
        SCENE(it_can_be_given_up_at_any_step),
        SCENE(asked_again_it_begins_anew),
        SCENE(other_regions_begin_it_anew_while_it_looks),
    };
    json_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
