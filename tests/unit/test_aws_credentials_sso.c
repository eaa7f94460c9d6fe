/* credentials_sso: keys from IAM Identity Center for whom the AWS CLI has signed in; its tokens are renewed by one
 * process at a time. */
#include "credentials_outcome.h"

#include <fcntl.h>
#include <pthread.h>
#include <string.h>
#include <sys/file.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include "aws/config.h"
#include "aws/http.h"
#include "base/array.h"
#include "base/clock.h"
#include "base/env.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/timers.h"
#include "tiny_server.h"

#define START  "https://corp.awsapps.com/start"
#define ROLE   "sso_account_id = 123456789012\nsso_role_name = Read Only\n"
#define CONFIG "[profile p]\n" ROLE "sso_session = corp\n" SESSION
#define SESSION                                                                                              \
    "[sso-session corp]\nsso_region = eu-west-2\nsso_start_url = " START "\nsso_registration_scopes = "      \
    "sso:account:access\n"
#define LEGACY "[profile p]\n" ROLE "sso_region = eu-west-2\nsso_start_url = " START "\n"

#define LIVING   "'accessToken':'T0KEN','expiresAt':'2026-11-23T17:45:00Z'"
#define ENDING   "'accessToken':'T0KEN','expiresAt':'2026-11-23T16:59:59Z'"
#define ENDED    "'accessToken':'T0KEN','expiresAt':'2026-11-23T16:45:00UTC'"
#define CLIENT   "'clientId':'C','clientSecret':'S3CR3T','registrationExpiresAt':'2026-12-01T00:00:00Z'"
#define RENEWING ",'refreshToken':'R3FRESH'," CLIENT

#define KEYS_ANSWER                                                                                          \
    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 112\r\n\r\n"                       \
    "{\"roleCredentials\":{\"accessKeyId\":\"A\",\"secretAccessKey\":\"S3CR3T\",\"sessionToken\":\"T\","     \
    "\"expiration\":1795455900000}}"

static char *home;

static int begin(void **state)
{
    (void)state;
    home = helpers_make_folder();
    return 0;
}

static int end(void **state)
{
    (void)state;
    helpers_remove_folder(home);
    return 0;
}

/* ---- files ---- */

static char *path_of(const char *folder, const char *name)
{
    char hex[HASH_SHA1_HEX_SIZE];

    hash_sha1_hex(name, strlen(name), hex);
    return mem_printf("%s/.aws/%s/cache/%s.json", home, folder, hex);
}

/* Written with ' for ". */
static void keep(const char *folder, const char *name, const char *text)
{
    char *path = path_of(folder, name), *bytes = mem_dup(text), *parent = mem_dup(path);
    struct err err;

    for (char *c = bytes; *c; c++)
        if (*c == '\'')
            *c = '"';
    *strrchr(parent, '/') = '\0';
    assert_true(file_make_private_dir(parent, &err));
    assert_true(file_write_atomic(path, bytes, strlen(bytes), &err));
    free(parent);
    free(bytes);
    free(path);
}

static void assert_file(const char *folder, const char *name, const char *expected)
{
    char *path = path_of(folder, name);
    struct strbuf text = STRBUF_INIT;
    struct stat found;
    struct err err;
    cJSON *tree;

    assert_int_equal(stat(path, &found), 0);
    assert_int_equal(found.st_mode & 0777, 0600);
    assert_true(file_read(path, 65536, &text, &err));
    tree = json_parse_text(text.text, &err);
    helpers_assert_json(tree, expected);
    cJSON_Delete(tree);
    strbuf_release(&text);
    free(path);
}

/* As if a minute had passed since renewing failed. */
static void forget_failure(void)
{
    char *token = path_of("sso", "corp"), *path = mem_printf("%s.lock", token);

    unlink(path);
    free(token);
    free(path);
}

/* ---- the portal ---- */

static char *answer_of(int status, const char *error, const char *body)
{
    char *bytes, *json = mem_dup(body);

    for (char *c = json; *c; c++)
        if (*c == '\'')
            *c = '"';
    bytes = mem_printf(
        "HTTP/1.1 %d X\r\nContent-Type: application/json\r\n%s%s%sContent-Length: %zu\r\n\r\n%s", status,
        *error ? "x-amzn-ErrorType: " : "", error, *error ? "\r\n" : "", strlen(json), json);
    free(json);
    return bytes;
}

struct portal {
    struct tiny_server *server;
    char *portal, *tokens; /* variables */
};

static struct portal portal_new(const struct tiny_step *steps, size_t count)
{
    struct portal portal = {.server = tiny_server_new(steps, count)};
    char *url = tiny_server_url(portal.server, "");

    portal.portal = mem_printf("AWS_ENDPOINT_URL_SSO=%s", url);
    portal.tokens = mem_printf("AWS_ENDPOINT_URL_SSO_OIDC=%s", url);
    free(url);
    return portal;
}

static void portal_free(struct portal *portal)
{
    tiny_server_free(portal->server);
    free(portal->portal);
    free(portal->tokens);
}

static bool find(const struct portal *portal, const char *config, struct credentials_outcome *found)
{
    const struct credentials_case search = {
        .home = home, .env = {portal->portal, portal->tokens}, .config = config, .profile = "p"};

    return credentials_outcome_find(&search, found);
}

static void never_done(void *context, struct credentials *found, const struct texts *tried,
                       const struct err *err)
{
    (void)context;
    (void)found;
    (void)tried;
    fail_msg("the search has ended: %s", err->text);
}

/* Begins a search, and cancels it as soon as the server has been asked. */
static void give_up(const struct portal *portal)
{
    char *home_variable = mem_printf("HOME=%s", home);
    char *environment[] = {home_variable, portal->portal, portal->tokens, NULL};
    struct aws_config config = {0};
    struct timers timers = {0};
    struct err err;
    struct credentials_hooks hooks = {.done = never_done};
    struct credentials_wish wish = {.timers = &timers, .config = &config, .profile = "p"};
    struct credentials_search *search;

    env_init(environment);
    clock_freeze(CREDENTIALS_OUTCOME_NOW_MS);
    ini_parse(&config.config, "config", CONFIG, strlen(CONFIG));
    wish.http = http_new(NULL, &err);
    search = credentials_search_start(&wish, &hooks);
    while (tiny_server_requests(portal->server) == 0) {
        timers_run(&timers, clock_monotonic_ms());
        http_run(wish.http, timers_wait_ms(&timers, clock_monotonic_ms(), 10));
    }
    credentials_search_cancel(search);
    clock_freeze(-1);
    assert_int_equal(timers.count, 0);
    timers_release(&timers);
    http_free(wish.http);
    config_release(&config);
    free(home_variable);
}

static void assert_request(const struct portal *portal, size_t i, const char *part)
{
    char *text = tiny_server_request(portal->server, i);

    assert_non_null(text);
    if (!strstr(text, part))
        fail_msg("\"%s\" is not in: %s", part, text);
    free(text);
}

static void assert_keys(const struct credentials_outcome *found)
{
    if (!found->found)
        fail_msg("%s", found->err.text);
    assert_string_equal(found->credentials.access_key, "A");
    assert_string_equal(found->credentials.secret_key, "S3CR3T");
    assert_string_equal(found->credentials.session_token, "T");
    assert_string_equal(found->credentials.source, "IAM Identity Center (Read Only in 123456789012)");
    assert_true(found->credentials.renewable);
    assert_int_equal(found->credentials.expires_ms, CREDENTIALS_OUTCOME_NOW_MS + 3600000);
}

static void assert_no_secret(const struct credentials_outcome *found)
{
    static const char *const secrets[] = {"S3CR3T", "T0KEN", "R3FRESH"};

    for (size_t i = 0; i < ARRAY_COUNT(secrets); i++) {
        assert_null(strstr(found->err.text, secrets[i]));
        assert_null(strstr(found->err.hint, secrets[i]));
        for (size_t line = 0; line < found->tried.count; line++)
            assert_null(strstr(found->tried.items[line], secrets[i]));
    }
}

/* The search fails with this sentence; %F in it stands for the path of the token's file. */
static void assert_refused(const struct portal *portal, const char *config, const char *sentence,
                           const char *hint)
{
    char *path = path_of("sso", "corp"), *wanted;
    const char *mark = strstr(sentence, "%F");
    struct credentials_outcome found;

    wanted = mark ? mem_printf("%.*s~%s%s", (int)(mark - sentence), sentence, path + strlen(home), mark + 2)
                  : mem_dup(sentence);
    assert_false(find(portal, config, &found));
    assert_string_equal(found.err.text, wanted);
    assert_string_equal(found.err.hint, hint);
    assert_int_equal(found.err.code, ERR_ACCESS);
    assert_no_secret(&found);
    credentials_outcome_release(&found);
    free(wanted);
    free(path);
}

static const struct tiny_step keys_step[] = {{.deed = TINY_ANSWER, .bytes = KEYS_ANSWER}};

/* ---- keys ---- */

static void a_living_token_brings_keys(void **state)
{
    struct portal portal = portal_new(keys_step, 1);
    struct credentials_outcome found;

    (void)state;
    keep("sso", "corp", "{" LIVING RENEWING "}");
    find(&portal, CONFIG, &found);
    assert_keys(&found);
    assert_int_equal(tiny_server_requests(portal.server), 1);
    assert_request(&portal, 0,
                   "GET /federation/credentials?role_name=Read%20Only&account_id=123456789012 HTTP/1.1\r\n");
    assert_request(&portal, 0, "\r\nx-amz-sso_bearer_token: T0KEN\r\n");
    credentials_outcome_release(&found);
    portal_free(&portal);
}

static void a_profile_without_a_session_has_its_token_under_the_start_url(void **state)
{
    struct portal portal = portal_new(keys_step, 1);
    struct credentials_outcome found;

    (void)state;
    keep("sso", START, "{" ENDING RENEWING "}"); /* nobody renews those */
    find(&portal, LEGACY, &found);
    assert_keys(&found);
    assert_request(&portal, 0, "GET /federation");
    credentials_outcome_release(&found);
    portal_free(&portal);
}

static void keys_are_kept_where_the_aws_cli_looks(void **state)
{
    static const char kept[] = "{'ProviderType':'sso','Credentials':{'AccessKeyId':'A','SecretAccessKey':"
                               "'S3CR3T','SessionToken':'T','Expiration':'2026-11-23T17:45:00Z',"
                               "'AccountId':'123456789012'}}";
    static const char session_key[] =
        "{\"accountId\":\"123456789012\",\"roleName\":\"Read Only\",\"sessionName\":\"corp\"}";
    static const char legacy_key[] =
        "{\"accountId\":\"123456789012\",\"roleName\":\"Read Only\",\"startUrl\":\"" START "\"}";
    struct portal portal = portal_new(keys_step, 1);
    struct credentials_outcome found;

    (void)state;
    keep("sso", "corp", "{" LIVING "}");
    keep("sso", START, "{" LIVING "}");
    find(&portal, CONFIG, &found);
    assert_file("cli", session_key, kept);
    credentials_outcome_release(&found);
    find(&portal, LEGACY, &found);
    assert_file("cli", legacy_key, kept);
    credentials_outcome_release(&found);
    portal_free(&portal);
}

static void kept_keys_need_no_sign_in_unless_they_were_refused(void **state)
{
    static const char key[] =
        "{\"accountId\":\"123456789012\",\"roleName\":\"Read Only\",\"sessionName\":\"corp\"}";
    struct portal portal = portal_new(keys_step, 1);
    struct credentials_case search = {
        .home = home, .env = {portal.portal, portal.tokens}, .config = CONFIG, .profile = "p"};
    struct credentials_outcome found;

    (void)state;
    keep("cli", key,
         "{'ProviderType':'sso','Credentials':{'AccessKeyId':'K','SecretAccessKey':'S','SessionToken':'T',"
         "'Expiration':'2026-11-23T17:45:00Z'}}");
    assert_true(credentials_outcome_find(&search, &found));
    assert_string_equal(found.credentials.access_key, "K");
    assert_string_equal(found.credentials.source, "IAM Identity Center (Read Only in 123456789012)");
    assert_int_equal(tiny_server_requests(portal.server), 0);
    credentials_outcome_release(&found);
    keep("sso", "corp", "{" LIVING "}");
    search.fresh = true;
    credentials_outcome_find(&search, &found);
    assert_keys(&found);
    credentials_outcome_release(&found);
    portal_free(&portal);
}

static void too_many_requests_are_made_again(void **state)
{
    char *busy = answer_of(429, "TooManyRequestsException", "{'message':'slow'}");
    struct tiny_step steps[] = {{.deed = TINY_ANSWER, .bytes = busy}, keys_step[0]};
    struct portal portal = portal_new(steps, 2);
    struct credentials_outcome found;

    (void)state;
    keep("sso", "corp", "{" LIVING "}");
    find(&portal, CONFIG, &found);
    assert_keys(&found);
    assert_int_equal(tiny_server_requests(portal.server), 2);
    credentials_outcome_release(&found);
    portal_free(&portal);
    free(busy);
}

/* ---- what is wrong ---- */

static void what_the_files_get_wrong_is_said_with_its_line(void **state)
{
    static const struct {
        const char *config, *sentence;
    } cases[] = {
        {"[profile p]\nsso_role_name = r\n",
         "profile p has sso_role_name (~/.aws/config line 2) and no sso_account_id"},
        {"[profile p]\nsso_account_id = 1\nsso_role_name =\n",
         "profile p has sso_account_id (~/.aws/config line 2) and no sso_role_name"},
        {"[profile p]\n" ROLE "sso_session = crop\n" SESSION,
         "profile p names sso_session crop (~/.aws/config line 4), and there is no [sso-session crop]"},
        {"[profile p]\n" ROLE "sso_session = corp\nsso_region = us-east-1\n" SESSION,
         "sso_region of profile p (~/.aws/config line 5) is not that of [sso-session corp] (~/.aws/config "
         "line "
         "7)"},
        {"[profile p]\n" ROLE "sso_session = corp\n[sso-session corp]\nsso_region = eu-west-2\n",
         "[sso-session corp] (~/.aws/config line 5) has no sso_start_url"},
        {"[profile p]\n" ROLE "sso_session = corp\n[sso-session corp]\nsso_start_url = https://x\n",
         "[sso-session corp] (~/.aws/config line 5) has no sso_region"},
        {"[profile p]\n" ROLE "sso_start_url = https://x\n",
         "profile p has sso_account_id (~/.aws/config line 2) and no sso_region"},
        {"[profile p]\n" ROLE "sso_region = eu-west-2\n",
         "profile p has sso_account_id (~/.aws/config line 2) and no sso_start_url"},
    };
    struct portal portal = portal_new(keys_step, 1);

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++)
        assert_refused(&portal, cases[i].config, cases[i].sentence,
                       "correct it there, or let aws configure sso write the profile");
    assert_int_equal(tiny_server_requests(portal.server), 0);
    portal_free(&portal);
}

static void a_token_that_cannot_be_used_names_its_file_and_the_command(void **state)
{
    static const struct {
        const char *text, *sentence;
    } cases[] = {
        {"T0KEN", "%F is damaged: it holds no JSON object"},
        {"['T0KEN']", "%F is damaged: it holds no JSON object"},
        {"{'expiresAt':'2026-11-23T17:45:00Z'}", "%F is damaged: it has no accessToken"},
        {"{'accessToken':'T0KEN\\r\\nX: y','expiresAt':'2026-11-23T17:45:00Z'}",
         "%F is damaged: it has no accessToken"},
        {"{'accessToken':'T0KEN'}", "%F is damaged: its expiresAt is no time"},
        {"{'accessToken':'T0KEN','expiresAt':'S3CR3T'}", "%F is damaged: its expiresAt is no time"},
        {"{" ENDED "}", "the sign-in of profile p to IAM Identity Center has ended"},
        {"{" ENDED "," CLIENT "}", "the sign-in of profile p to IAM Identity Center has ended"},
        {"{" ENDED ",'refreshToken':'R3FRESH','clientId':'C','clientSecret':'S3CR3T',"
         "'registrationExpiresAt':'2026-11-23T16:44:00Z'}",
         "the sign-in of profile p to IAM Identity Center has ended"},
    };
    struct portal portal = portal_new(keys_step, 1);

    (void)state;
    assert_refused(&portal, CONFIG, "profile p is not signed in to IAM Identity Center",
                   "aws sso login --profile p");
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        keep("sso", "corp", cases[i].text);
        assert_refused(&portal, CONFIG, cases[i].sentence, "aws sso login --profile p");
    }
    assert_int_equal(tiny_server_requests(portal.server), 0);
    portal_free(&portal);
}

static void what_the_portal_refuses_is_said_in_one_sentence(void **state)
{
    static const char not_assigned[] =
        "role Read Only of account 123456789012 (~/.aws/config line 3) is not assigned to who is signed in";
    static const char assign[] = "correct sso_role_name and sso_account_id, or let somebody assign the role";
    static const char look[] = "look at sso_region and at the endpoint, and try again";
    static const struct {
        int status;
        const char *error, *body, *sentence, *hint;
    } cases[] = {
        {401, "UnauthorizedException", "{'message':'Session token not found or invalid'}",
         "profile p is not signed in to IAM Identity Center", "aws sso login --profile p"},
        {404, "ResourceNotFoundException", "{'message':'x'}", not_assigned, assign},
        {403, "ForbiddenException", "{'message':'No access'}", not_assigned, assign},
        {400, "InvalidRequestException", "{'message':'bad account'}",
         "IAM Identity Center gives no keys to profile p: bad account", ""},
        {200, "", "{}", "the answer of IAM Identity Center: there is no AccessKeyId", look},
        {200, "", "{'roleCredentials':{'accessKeyId':'A','expiration':1795455900000}}",
         "the answer of IAM Identity Center: there is no SecretAccessKey", look},
        {200, "", "{'roleCredentials':{'accessKeyId':'A','secretAccessKey':'S3CR3T'}}",
         "the answer of IAM Identity Center: it does not say when its keys end", look},
        {200, "",
         "{'roleCredentials':{'accessKeyId':'A','secretAccessKey':'S3CR3T','expiration':1795452300000}}",
         "the answer of IAM Identity Center: its keys ended at 2026-11-23T16:45:00Z", look},
    };

    (void)state;
    keep("sso", "corp", "{" LIVING "}");
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        char *bytes = answer_of(cases[i].status, cases[i].error, cases[i].body);
        struct tiny_step step = {.deed = TINY_ANSWER, .bytes = bytes};
        struct portal portal = portal_new(&step, 1);

        assert_refused(&portal, CONFIG, cases[i].sentence, cases[i].hint);
        portal_free(&portal);
        free(bytes);
    }
}

/* ---- renewing ---- */

static void a_token_near_its_end_is_renewed_first(void **state)
{
    static const char *const before[] = {"{'startUrl':'u'," ENDING RENEWING ",'more':[1]}",
                                         "{'startUrl':'u'," ENDED RENEWING ",'more':[1]}"};
    char *renewed = answer_of(
        200, "",
        "{'accessToken':'N3W','tokenType':'Bearer','expiresIn':28800,'refreshToken':'NEXT','idToken':'I'}");
    struct tiny_step steps[] = {{.deed = TINY_ANSWER, .bytes = renewed}, keys_step[0]};

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(before); i++) {
        struct portal portal = portal_new(steps, 2);
        const struct credentials_case search = {.home = home,
                                                .env = {portal.portal, portal.tokens},
                                                .config = CONFIG,
                                                .profile = "p",
                                                .fresh = true};
        struct credentials_outcome found;

        keep("sso", "corp", before[i]);
        credentials_outcome_find(&search, &found);
        assert_keys(&found);
        assert_request(&portal, 0, "POST /token HTTP/1.1\r\n");
        assert_request(&portal, 0, "\r\nContent-Type: application/json\r\n");
        assert_request(&portal, 0,
                       "\r\n\r\n{\"clientId\":\"C\",\"clientSecret\":\"S3CR3T\",\"refreshToken\":\"R3FRESH\","
                       "\"grantType\":\"refresh_token\"}");
        assert_request(&portal, 1, "\r\nx-amz-sso_bearer_token: N3W\r\n");
        assert_file("sso", "corp",
                    "{'startUrl':'u','accessToken':'N3W','expiresAt':'2026-11-24T00:45:00Z',"
                    "'refreshToken':'NEXT'," CLIENT ",'more':[1]}");
        credentials_outcome_release(&found);
        portal_free(&portal);
    }
    free(renewed);
}

static void a_renewed_token_without_a_successor_is_the_last(void **state)
{
    char *renewed = answer_of(200, "", "{'accessToken':'N3W','expiresIn':3600}");
    struct tiny_step steps[] = {{.deed = TINY_ANSWER, .bytes = renewed}, keys_step[0]};
    struct portal portal = portal_new(steps, 2);
    struct credentials_outcome found;

    (void)state;
    keep("sso", "corp", "{" ENDING RENEWING "}");
    find(&portal, CONFIG, &found);
    assert_keys(&found);
    assert_file("sso", "corp", "{'accessToken':'N3W','expiresAt':'2026-11-23T17:45:00Z'," CLIENT "}");
    credentials_outcome_release(&found);
    portal_free(&portal);
    free(renewed);
}

static const struct {
    int status;
    const char *body, *why;
} not_renewed[] = {
    {401, "{'error':'invalid_client','error_description':'Client is not known'}", "Client is not known"},
    {400, "{'error':'invalid_grant'}", "the service answered with invalid_grant"},
    {200, "{'accessToken':'','expiresIn':5}", "the answer of IAM Identity Center has no accessToken"},
    {200, "{'accessToken':'N'}", "the answer of IAM Identity Center does not say how long its token lives"},
};

static void a_token_that_is_not_renewed_serves_until_its_end(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(not_renewed); i++) {
        char *bytes = answer_of(not_renewed[i].status, "", not_renewed[i].body);
        struct tiny_step steps[] = {{.deed = TINY_ANSWER, .bytes = bytes}, keys_step[0]};
        struct portal portal = portal_new(steps, 2);
        const struct credentials_case search = {.home = home,
                                                .env = {portal.portal, portal.tokens},
                                                .config = CONFIG,
                                                .profile = "p",
                                                .fresh = true};
        struct credentials_outcome found;

        keep("sso", "corp", "{" ENDING RENEWING "}");
        forget_failure();
        credentials_outcome_find(&search, &found);
        assert_keys(&found);
        assert_request(&portal, 1, "\r\nx-amz-sso_bearer_token: T0KEN\r\n");
        assert_file("sso", "corp", "{" ENDING RENEWING "}");
        credentials_outcome_release(&found);
        portal_free(&portal);
        free(bytes);
    }
}

static void after_its_end_the_reason_is_said(void **state)
{
    (void)state;
    keep("sso", "corp", "{" ENDED RENEWING "}");
    for (size_t i = 0; i < ARRAY_COUNT(not_renewed); i++) {
        char *bytes = answer_of(not_renewed[i].status, "", not_renewed[i].body);
        char *sentence =
            mem_printf("the sign-in of profile p to IAM Identity Center has ended, and it cannot be "
                       "renewed: %s",
                       not_renewed[i].why);
        struct tiny_step step = {.deed = TINY_ANSWER, .bytes = bytes};
        struct portal portal = portal_new(&step, 1);

        forget_failure();
        assert_refused(&portal, CONFIG, sentence, "aws sso login --profile p");
        portal_free(&portal);
        free(sentence);
        free(bytes);
    }
}

static void without_a_network_it_is_said_that_it_is_the_network(void **state)
{
    static const char *const tokens[] = {"{" LIVING "}", "{" ENDED RENEWING "}"};
    static const char *const beginnings[] = {
        "IAM Identity Center gives no keys to profile p: ",
        "the sign-in of profile p to IAM Identity Center has ended, and it cannot be renewed: "};
    char *url = mem_printf("http://127.0.0.1:%d", tiny_server_closed_port());
    struct portal nobody = {.portal = mem_printf("AWS_ENDPOINT_URL_SSO=%s", url),
                            .tokens = mem_printf("AWS_ENDPOINT_URL_SSO_OIDC=%s", url)};

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(tokens); i++) {
        struct credentials_outcome found;

        keep("sso", "corp", tokens[i]);
        assert_false(find(&nobody, CONFIG, &found));
        assert_int_equal(found.err.code, ERR_NETWORK);
        assert_memory_equal(found.err.text, beginnings[i], strlen(beginnings[i]));
        assert_no_secret(&found);
        credentials_outcome_release(&found);
    }
    free(nobody.portal);
    free(nobody.tokens);
    free(url);
}

static void a_proxys_page_is_no_answer(void **state)
{
    static const struct tiny_step page = {
        .deed = TINY_ANSWER, .bytes = "HTTP/1.1 403 No\r\nContent-Length: 13\r\n\r\n<html>x</html"};
    struct portal portal = portal_new(&page, 1);
    struct credentials_outcome found;

    (void)state;
    keep("sso", "corp", "{" LIVING "}");
    assert_false(find(&portal, CONFIG, &found));
    assert_int_equal(found.err.code, ERR_NETWORK);
    assert_non_null(strstr(found.err.text, "gives no keys to profile p: 127.0.0.1:"));
    assert_non_null(strstr(found.err.text, "answered 403 with something that is not AWS's"));
    credentials_outcome_release(&found);
    portal_free(&portal);
}

static void a_search_that_is_given_up_leaves_no_lock(void **state)
{
    static const struct tiny_step silence = {.deed = TINY_SILENCE};
    struct portal portal = portal_new(&silence, 1);
    char *token = path_of("sso", "corp"), *path = mem_printf("%s.lock", token);

    (void)state;
    keep("sso", "corp", "{" ENDING RENEWING "}");
    give_up(&portal);
    assert_int_equal(access(path, F_OK), -1);
    portal_free(&portal);
    free(token);
    free(path);
}

/* Tells the file beside the token that renewing failed that long ago. */
static void fail_before(int64_t age_ms)
{
    char *token = path_of("sso", "corp"), *path = mem_printf("%s.lock", token);
    char *text =
        mem_printf("%lld %d no answer", (long long)(CREDENTIALS_OUTCOME_NOW_MS - age_ms), ERR_NETWORK);
    struct err err;

    assert_true(file_write_atomic(path, text, strlen(text), &err));
    free(text);
    free(token);
    free(path);
}

static void what_failed_is_not_tried_again_within_a_minute(void **state)
{
    char *refused = answer_of(400, "", "{'error':'invalid_grant','error_description':'No more'}");
    struct tiny_step step = {.deed = TINY_ANSWER, .bytes = refused};
    struct portal portal = portal_new(&step, 1);

    (void)state;
    keep("sso", "corp", "{" ENDED RENEWING "}");
    for (int i = 0; i < 3; i++)
        assert_refused(&portal, CONFIG,
                       "the sign-in of profile p to IAM Identity Center has ended, and it cannot be renewed: "
                       "No more",
                       "aws sso login --profile p");
    assert_int_equal(tiny_server_requests(portal.server), 1);
    portal_free(&portal);
    free(refused);
}

static void a_failure_counts_for_a_minute_and_keeps_its_kind(void **state)
{
    static const struct {
        int64_t age_ms;
        size_t requests;
        enum err_code code;
    } cases[] = {{59999, 0, ERR_NETWORK}, {60000, 1, ERR_ACCESS}, {-1, 1, ERR_ACCESS}};
    char *refused = answer_of(400, "", "{'error':'invalid_grant'}");
    struct tiny_step step = {.deed = TINY_ANSWER, .bytes = refused};

    (void)state;
    keep("sso", "corp", "{" ENDED RENEWING "}");
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct portal portal = portal_new(&step, 1);
        struct credentials_outcome found;

        fail_before(cases[i].age_ms);
        assert_false(find(&portal, CONFIG, &found));
        assert_int_equal(tiny_server_requests(portal.server), cases[i].requests);
        assert_int_equal(found.err.code, cases[i].code);
        credentials_outcome_release(&found);
        portal_free(&portal);
    }
    free(refused);
}

static void a_region_that_is_none_is_said_with_its_line(void **state)
{
    static const struct {
        const char *config, *sentence;
    } cases[] = {
        {"[profile p]\n" ROLE "sso_session = s\n[sso-session s]\nsso_start_url = x\nsso_region = eu/x\n",
         "sso_region (~/.aws/config line 7): \"eu/x\" is no region"},
        {"[profile p]\n" ROLE "sso_start_url = x\nsso_region = eu west 2\n",
         "sso_region (~/.aws/config line 5): \"eu west 2\" is no region"},
    };
    struct portal portal = portal_new(keys_step, 1);

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct credentials_outcome found;

        assert_false(find(&portal, cases[i].config, &found));
        assert_string_equal(found.err.text, cases[i].sentence);
        assert_int_equal(found.err.code, ERR_USAGE);
        assert_true(found.err.hint[0] != '\0');
        credentials_outcome_release(&found);
    }
    portal_free(&portal);
}

/* ---- two at once ---- */

struct other {
    int lock, watch;
    char *path; /* of the lock */
};

/* Another process holds the lock; it has the new token ready as soon as somebody else wants the lock. */
static void *renew_when_asked(void *context)
{
    const struct other *other = context;
    char event[4096];

    if (read(other->watch, event, sizeof event) > 0)
        keep("sso", "corp", "{'accessToken':'THEIRS','expiresAt':'2026-11-23T17:45:00Z'" RENEWING "}");
    return NULL;
}

static void who_finds_another_renewing_takes_the_others_token(void **state)
{
    struct portal portal = portal_new(keys_step, 1);
    struct credentials_outcome found;
    struct other other = {.path = path_of("sso", "corp")};
    char *path = mem_printf("%s.lock", other.path);
    pthread_t thread;

    (void)state;
    keep("sso", "corp", "{" ENDED RENEWING "}");
    other.lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    assert_true(other.lock >= 0 && flock(other.lock, LOCK_EX) == 0);
    other.watch = inotify_init1(IN_CLOEXEC);
    assert_true(inotify_add_watch(other.watch, path, IN_OPEN) >= 0);
    assert_int_equal(pthread_create(&thread, NULL, renew_when_asked, &other), 0);
    find(&portal, CONFIG, &found);
    pthread_join(thread, NULL);
    assert_keys(&found);
    assert_int_equal(tiny_server_requests(portal.server), 1);
    assert_request(&portal, 0, "\r\nx-amz-sso_bearer_token: THEIRS\r\n");
    credentials_outcome_release(&found);
    portal_free(&portal);
    close(other.watch);
    close(other.lock);
    free(other.path);
    free(path);
}

static void the_lock_is_gone_afterwards(void **state)
{
    char *renewed = answer_of(200, "", "{'accessToken':'N3W','expiresIn':3600}");
    struct tiny_step steps[] = {{.deed = TINY_ANSWER, .bytes = renewed}, keys_step[0]};
    struct portal portal = portal_new(steps, 2);
    struct credentials_outcome found;
    char *token = path_of("sso", "corp"), *path = mem_printf("%s.lock", token);

    (void)state;
    keep("sso", "corp", "{" ENDING RENEWING "}");
    find(&portal, CONFIG, &found);
    assert_keys(&found);
    assert_int_equal(access(path, F_OK), -1);
    credentials_outcome_release(&found);
    portal_free(&portal);
    free(renewed);
    free(token);
    free(path);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_living_token_brings_keys),
        TEST(a_profile_without_a_session_has_its_token_under_the_start_url),
        TEST(keys_are_kept_where_the_aws_cli_looks),
        TEST(kept_keys_need_no_sign_in_unless_they_were_refused),
        TEST(too_many_requests_are_made_again),
        TEST(what_the_files_get_wrong_is_said_with_its_line),
        TEST(a_token_that_cannot_be_used_names_its_file_and_the_command),
        TEST(what_the_portal_refuses_is_said_in_one_sentence),
        TEST(a_token_near_its_end_is_renewed_first),
        TEST(a_renewed_token_without_a_successor_is_the_last),
        TEST(a_token_that_is_not_renewed_serves_until_its_end),
        TEST(after_its_end_the_reason_is_said),
        TEST(what_failed_is_not_tried_again_within_a_minute),
        TEST(a_failure_counts_for_a_minute_and_keeps_its_kind),
        TEST(a_region_that_is_none_is_said_with_its_line),
        TEST(without_a_network_it_is_said_that_it_is_the_network),
        TEST(a_proxys_page_is_no_answer),
        TEST(a_search_that_is_given_up_leaves_no_lock),
        TEST(who_finds_another_renewing_takes_the_others_token),
        TEST(the_lock_is_gone_afterwards),
    };

    return cmocka_run_group_tests_name("aws credentials sso", tests, NULL, NULL);
}
