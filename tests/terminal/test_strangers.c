/*
 * Texts of a cloud that means harm, in every place where an answer can hold one: whatever the program writes,
 * to a terminal or to a pipe, is its own sequences and harmless text (changes.md, "Secrets and strangers").
 */
#include "helpers.h"

#include <errno.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include "base/mem.h"
#include "base/text.h"
#include "pty.h"
#include "standin.h"

/* As JSON: C0, DEL, C1, what turns and hides text, sequences that a terminal would obey (ask it, name it,
 * reset it), a flood of combining marks, wide characters. */
#define HARM                                                                                                 \
    "\\u0001\\u0007\\b\\t\\n\\u000b\\f\\r\\u000e\\u001b]0;owned\\u0007\\u001b[6n\\u001bc\\u001b[?"           \
    "1049l\\u001bP1$r\\u001b\\\\"                                                                            \
    "\\u007f\\u0080\\u0085\\u009b6n\\u009d0;"                                                                \
    "owned\\u009c\\u200b\\u200e\\u200f\\u202a\\u202e\\u2060\\u2066\\u2069\\ufeff"                            \
    "a\\u0301\\u0301\\u0301\\u0301\\u0301\\u0301\\u0301\\u0301\\u0301\\u0301\\u0301\\u0301\\u0301\\u0301\\u" \
    "0301\\u0301"                                                                                            \
    "\\u6f22\\u5b57\\ud83d\\ude00"
/* The same as an argument holds it. */
#define HARM_BYTES                                                                                           \
    "\x01\x07\b\t\n\v\f\r\x0e\033]0;owned\x07\033[6n\033c\033[?1049l\033P1$"                                 \
    "r\033\\\x7f\xc2\x80\xc2\x85\xc2\x9b"                                                                    \
    "6n\xc2\x9d"                                                                                             \
    "0;owned\xc2\x9c\u200b\u200e\u200f\u202a\u202e\u2060\u2066\u2069\ufeff"                                  \
    "a\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301"      \
    "\u6f22\u5b57\U0001f600"
#define WIDE                                                                                                 \
    "\\u6f22\\u5b57\\u6f22\\u5b57\\u6f22\\u5b57\\u6f22\\u5b57\\u6f22\\u5b57\\u6f22\\u5b57\\u6f22\\u5b57\\u6" \
    "f22\\u5b57"
#define WIDER WIDE WIDE WIDE WIDE WIDE WIDE WIDE WIDE WIDE WIDE WIDE WIDE WIDE WIDE WIDE

#define PROPERTIES                                                                                           \
    "{\"DomainName\":\"d" HARM "\",\"EventTriggerName\":\"t" HARM "\",\"ObjectTypeName\":\"o" HARM           \
    "\",\"Description\":\"" HARM "\",\"SegmentFilter\":\"" HARM "\",\"x" HARM "\":\"" HARM                   \
    "\",\"LastUpdatedAt\":\"" HARM "\",\"CreatedAt\":\"" HARM                                                \
    "\",\"EventTriggerConditions\":[{\"LogicalOperator\":\"" HARM                                            \
    "\",\"EventTriggerDimensions\":[{\"ObjectAttributes\":[{\"FieldName\":\"f" HARM                          \
    "\",\"ComparisonOperator\":\"" HARM "\",\"Values\":[\"" HARM "\",\"" WIDER                               \
    "\"]}]}]}],\"EventTriggerLimits\":{\"EventExpiration\":1,\"Periods\":[{\"Unit\":\"" HARM                 \
    "\",\"Value\":1}]},\"Tags\":[{\"Key\":\"" HARM "\",\"Value\":\"" HARM                                    \
    "\"},{\"Key\":\"aws:cloudformation:stack-name\",\"Value\":\"" HARM "\"}]}"

#define EVENT(status)                                                                                        \
    "{\"ProgressEvent\":{\"RequestToken\":\"r" HARM "\",\"OperationStatus\":\"" status                       \
    "\",\"ErrorCode\":\"" HARM "\",\"StatusMessage\":\"" HARM "\",\"HooksRequestToken\":\"" HARM             \
    "\",\"x" HARM "\":\"" HARM "\",\"ResourceModel\":\"" HARM "\",\"EventTime\":1e300}}"

/* ---- the cloud ---- */

static const struct {
    const char *path, *action; /* what the path holds, or the whole action */
    int status;
    const char *answer;
} answers[] = {
    {"/broken", NULL, 400, "{\"__type\":\"" HARM "\",\"Message\":\"" HARM "\"}"},
    {"/denied", NULL, 403,
     "{\"__type\":\"AccessDeniedException\",\"Message\":\"User: " HARM " is not authorized to perform: " HARM
     " on resource: " HARM " because " HARM "\"}"},
    {"/page", NULL, 502, "\033]0;owned\a\033[6n\xff\xfe<html>\033c"},
    {"/event-triggers", NULL, 200,
     "{\"Items\":[{\"EventTriggerName\":\"t" HARM "\",\"ObjectTypeName\":\"o" HARM
     "\",\"Description\":\"" HARM "\",\"CreatedAt\":1e300,\"LastUpdatedAt\":-5,\"Tags\":{\"" HARM "\":\"" HARM
     "\"}},{\"EventTriggerName\":\"" WIDER "\",\"ObjectTypeName\":\"" WIDER "\"}]}"},
    {"/integrations", NULL, 200,
     "{\"Items\":[{\"Uri\":\"" HARM "\",\"EventTriggerNames\":[\"t" HARM "\"],\"WorkflowId\":\"" HARM
     "\"}]}"},
    {"/segment-definitions", NULL, 200,
     "{\"Items\":[{\"SegmentDefinitionName\":\"" HARM "\",\"DisplayName\":\"" HARM "\"}]}"},
    {"/attributes", NULL, 200, "{\"Items\":[{\"AttributeName\":\"" HARM "\",\"Description\":\"" HARM "\"}]}"},
    {"/object-types/", NULL, 200,
     "{\"Fields\":{\"" HARM "\":{\"Source\":\"" HARM "\",\"ContentType\":\"" HARM "\"}}}"},
    {"/object-types", NULL, 200,
     "{\"Items\":[{\"ObjectTypeName\":\"o" HARM "\",\"Description\":\"" HARM "\"}]}"},
    {"/domains", NULL, 200, "{\"Items\":[{\"DomainName\":\"d" HARM "\"},{\"DomainName\":\"" WIDE "\"}]}"},
    {NULL, "UpdateResource", 200, EVENT("IN_PROGRESS")},
    {NULL, "CreateResource", 200, EVENT("IN_PROGRESS")},
    {NULL, "DeleteResource", 200, EVENT("PENDING")},
    {NULL, "GetResourceRequestStatus", 200, EVENT("FAILED")},
};

/* The resource description holds the properties as a text. */
static char *described(void)
{
    cJSON *answer = cJSON_CreateObject(), *description = cJSON_CreateObject();
    json_set_text(description, "Properties", PROPERTIES);
    json_set(answer, "ResourceDescription", description);
    char *text = json_print(answer);
    cJSON_Delete(answer);
    return text;
}

static void answer(void *context, const struct standin_request *request, struct standin_reply *reply)
{
    (void)context;
    if (strstr(request->body, "GetCallerIdentity") != NULL) {
        reply->body = mem_dup("<R><Account>12\033[6n\xff&#27;c</Account><Arn>arn:aws:iam::1:user/"
                              "\033]0;owned\a&#x202e;</Arn></R>");
        return;
    }
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++)
        if (answers[i].path != NULL ? strstr(request->path, answers[i].path) != NULL
                                    : strcmp(request->action, answers[i].action) == 0) {
            reply->status = answers[i].status;
            reply->body = mem_dup(answers[i].answer);
            return;
        }
    reply->body = strcmp(request->action, "GetResource") == 0 ? described() : mem_dup("{}");
}

/* ---- what was written ---- */

/* The length of a sequence of ours at p: ESC [ of letters that move, erase, colour and set modes, and what
 * ncurses sends for character sets and the keypad. 0: it is none. */
static size_t own_sequence(const char *p, const char *end)
{
    const char *at = p + 2;
    if (end - p >= 3 && (p[1] == '(' || p[1] == ')') && strchr("B0", p[2]) != NULL)
        return 3;
    if (end - p >= 2 && strchr("=>78M", p[1]) != NULL)
        return 2;
    if (end - p < 3 || p[1] != '[')
        return 0;
    at += strspn(at, "?0123456789;");
    return at < end && strchr("ABCDGHJKLMPSTXZ@bdfhlmrt", *at) != NULL ? (size_t)(at - p) + 1 : 0;
}

static void complain(const char *what, const char *bytes, size_t at, size_t length)
{
    size_t from = at > 40 ? at - 40 : 0, to = at + 40 < length ? at + 40 : length;
    struct strbuf shown = STRBUF_INIT;
    for (size_t i = from; i < to; i++)
        strbuf_addf(&shown, bytes[i] >= ' ' && bytes[i] < 0x7f ? "%c" : "\\x%02x", (unsigned char)bytes[i]);
    fail_msg("%s, at byte %zu: %s", what, at, shown.text);
}

static void assert_harmless(const char *what, const struct strbuf *bytes, bool terminal)
{
    const char *start = bytes->text, *end = start + bytes->length;
    for (const char *p = start; p < end;) {
        uint32_t code;
        size_t length = *p == '\033' && terminal ? own_sequence(p, end) : text_decode(p, end, &code);
        bool own = *p == '\033' && terminal ? length > 0
                                            : !text_is_unsafe(code) || (code == '\n') ||
                                                  (terminal && (code == '\r' || code == '\b'));
        if (!own || (code == 0xfffd && length == 1))
            complain(what, start, (size_t)(p - start), bytes->length);
        p += length;
    }
}

/* ---- the command line ---- */

/* All that one end of a pipe gives. */
static void drain(int fd, struct strbuf *out)
{
    char bytes[4096];
    ssize_t count;
    while ((count = read(fd, bytes, sizeof bytes)) > 0 || (count < 0 && errno == EINTR))
        if (count > 0)
            strbuf_add(out, bytes, (size_t)count);
    close(fd);
}

struct place {
    struct standin *standin;
    char *folder, *url;
};

/* Runs a command; both of its outputs in one. The status. */
static int run(const struct place *place, const char *below, const char *const *words, struct strbuf *out)
{
    char *url = mem_printf("%s%s", place->url, below);
    const char *argv[16] = {getenv("ETRIG"), "--endpoint-url", url, "--region", "us-east-1"};
    int ends[2], status = -1;
    for (size_t i = 0; words[i] != NULL; i++)
        argv[5 + i] = words[i];
    assert_int_equal(pipe(ends), 0);
    pid_t pid = fork();
    if (pid == 0) {
        dup2(ends[1], STDOUT_FILENO);
        dup2(ends[1], STDERR_FILENO);
        close(ends[0]);
        close(ends[1]);
        close(STDIN_FILENO);
        execv(argv[0], (char *const *)argv);
        _exit(127);
    }
    close(ends[1]);
    drain(ends[0], out);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    free(url);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void commands_write_nothing_raw(void **state)
{
    struct place *place = *state;
    static const char identifier[] = "d" HARM_BYTES "|t" HARM_BYTES;
    char *document = helpers_file(place->folder, "document.json", PROPERTIES, strlen(PROPERTIES));
    char good[] = "{\"DomainName\":\"d" HARM "\",\"EventTriggerName\":\"t" HARM "\",\"Description\":\"new\","
                  "\"ObjectTypeName\":\"o\",\"EventTriggerConditions\":[]}";
    char *other = helpers_file(place->folder, "other.json", good, strlen(good));
    char patch[] = "[{\"op\":\"add\",\"path\":\"/Description\",\"value\":\"" HARM "\"}]";
    char *patch_file = helpers_file(place->folder, "patch.json", patch, strlen(patch));
    const struct {
        const char *words[10];
        const char *below;
        int status;
    } cases[] = {
        {{"list", "-o", "table"}, "", 0},
        {{"list", "-o", "json"}, "", 0},
        {{"list", "--full", "-o", "table"}, "", 0},
        {{"list", "--full", "-o", "json"}, "", 0},
        {{"list"}, "/broken", 1},
        {{"list"}, "/denied", 6},
        {{"list"}, "/page", -1},
        {{"list", "--filter", HARM_BYTES}, "", 0},
        {{"list", "--list-via", "cloudcontrol"}, "", -1},
        {{"get", identifier, "-o", "table"}, "", 0},
        {{"get", identifier, "-o", "json"}, "", 0},
        {{"get", identifier}, "/denied", 6},
        {{"get", HARM_BYTES}, "", 2},
        {{"create", "-f", document}, "", 3},
        {{"update", identifier, "-f", other}, "", 3},
        {{"update", identifier, "--patch", patch_file}, "", 1},
        {{"update", identifier, "--patch", patch_file, "--dry-run"}, "", 0},
        {{"delete", identifier, "--yes"}, "", -1},
        {{"delete", identifier, "--dry-run"}, "", 0},
        {{"operations", "-o", "table"}, "", 0},
        {{"operations", "-o", "json"}, "", 0},
        {{"operations", "show", HARM_BYTES}, "", 4},
        {{HARM_BYTES}, "", 2},
        {{"--" HARM_BYTES}, "", 2},
        {{"--profile", HARM_BYTES, "list"}, "", -1},
        {{"-f", HARM_BYTES, "create"}, "", 2},
        {{"--config", HARM_BYTES, "list"}, "", -1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct strbuf out = STRBUF_INIT;
        char *name = mem_printf("case %zu: %s", i, cases[i].words[0]);
        int status = run(place, cases[i].below, cases[i].words, &out);
        assert_harmless(name, &out, false);
        if (cases[i].status >= 0 && status != cases[i].status)
            fail_msg("%s ended with %d: %s", name, status, out.text);
        assert_true(status >= 0 && status <= 10);
        free(name);
        strbuf_release(&out);
    }
    free(document);
    free(other);
    free(patch_file);
}

/* ---- the interface ---- */

static void visit(struct place *place, const char *below, const char *const *keys, int rows, int cols)
{
    char *url = mem_printf("%s%s", place->url, below);
    const char *const argv[] = {getenv("ETRIG"), "--endpoint-url", url, "--region", "us-east-1", NULL};
    struct pty pty;
    pty_start(&pty, argv, rows, cols);
    assert_true(pty_sees(&pty, "\u2039001B\u203a", 0));
    for (size_t i = 0; keys[i] != NULL; i++)
        pty_key(&pty, keys[i]);
    pty_key(&pty, "\033\033\033\033q");
    pty_key(&pty, "q");
    pty_key(&pty, "yes\r");
    assert_harmless(below, &pty.bytes, true);
    assert_true(pty_wait(&pty));
    assert_true(WIFEXITED(pty.status) && WEXITSTATUS(pty.status) == 0);
    assert_true(pty_is_given_back(&pty));
    pty_end(&pty);
    free(url);
}

static void screens_write_nothing_raw(void **state)
{
    /* the table, the view in its three forms, the pickers, the form, review, deletion,
     * operations, messages, help */
    static const char *const keys[] = {"j",    "k",  "ll",   "hh",   "sss",  "/",    "owned", "\033", "\r",
                                       "jjj",  "J",  "v",    "\033", "d",    "\033", "R",     "\033", "e",
                                       "\t",   "\t", "\r",   "\033", "\t",   "\t",   "\t",    "\r",   "\033",
                                       "\033", "n",  "\r",   "\033", "\033", "D",    "yes\r", "1\r",  "\033",
                                       "o",    "\r", "\033", "\033", "!",    "\033", "?",     "\033", NULL};
    visit(*state, "", keys, 40, 120);
}

static void a_narrow_screen_writes_nothing_raw(void **state)
{
    static const char *const keys[] = {"\r", "jjj",  "\033", "e",    "\t", "\033",
                                       "D",  "\033", "o",    "\033", "!",  NULL};
    visit(*state, "", keys, 12, 41);
}

static void failures_on_the_screen_are_harmless(void **state)
{
    static const char *const keys[] = {"!", "\033", "r", "d", "\033", NULL};
    visit(*state, "/broken", keys, 24, 80);
    visit(*state, "/denied", keys, 24, 80);
}

static int set_up(void **state)
{
    struct place *place = mem_alloc(1, sizeof *place);
    place->standin = standin_new(answer, NULL);
    place->folder = helpers_make_folder();
    place->url = mem_printf("http://127.0.0.1:%d", standin_port(place->standin));
    setenv("HOME", place->folder, 1);
    setenv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE", 1);
    setenv("AWS_SECRET_ACCESS_KEY", "secret", 1);
    *state = place;
    return 0;
}

static int tear_down(void **state)
{
    struct place *place = *state;
    standin_free(place->standin);
    helpers_remove_folder(place->folder);
    free(place->url);
    free(place);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(commands_write_nothing_raw, set_up, tear_down),
        cmocka_unit_test_setup_teardown(screens_write_nothing_raw, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_narrow_screen_writes_nothing_raw, set_up, tear_down),
        cmocka_unit_test_setup_teardown(failures_on_the_screen_are_harmless, set_up, tear_down),
    };
    json_init();
    text_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
