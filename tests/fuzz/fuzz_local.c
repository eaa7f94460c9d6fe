/*
 * Any bytes as a request to the local cloud: its head is let in or refused with a name, and what a service
 * answers is well-formed. The bytes: a line "METHOD TARGET", header lines, an empty line, the body.
 */
#include <assert.h>
#include <stdint.h>

#include "base/mem.h"
#include "local/dispatch.h"
#include "local/local_control.h"
#include "local/local_iam.h"
#include "local/local_operation.h"
#include "local/local_profiles.h"
#include "local/local_sts.h"
#include "local/sample.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static const int64_t now_ms = 1795452300000;
static const struct auth_keys keys = {"AKIALOCALEXAMPLE0000", "secret"};
static const struct local_options options = {.operation_ms = 400, .deny = "profile:Untag*,iam:GetRole"};

static struct state *sample(void)
{
    static struct state *state;
    struct err err = {0};
    bool fresh;
    if (state == NULL) {
        state = state_open(":memory:", &fresh, &err);
        assert(state != NULL);
        sample_fill(state, now_ms);
        assert(state_end(state, &err));
    }
    return state;
}

/* The next line without its end; *rest moves behind it. free(). */
static char *take_line(const char **rest, const char *end)
{
    const char *line = *rest, *stop = memchr(line, '\n', (size_t)(end - line));
    if (stop == NULL)
        stop = end;
    *rest = stop < end ? stop + 1 : end;
    return mem_dup_n(line, (size_t)(stop - line));
}

static void read_headers(struct exchange *x, const char **rest, const char *end)
{
    for (;;) {
        char *line = take_line(rest, end), *colon = strchr(line, ':');
        bool over = *line == '\0';
        if (colon != NULL) {
            *colon = '\0';
            exchange_add_header(x, line, colon + 1 + strspn(colon + 1, " "));
        }
        free(line);
        if (over)
            return;
    }
}

static void read_request(struct exchange *x, const char *bytes, size_t length)
{
    const char *rest = bytes, *end = bytes + length;
    char *line = take_line(&rest, end), *blank = strchr(line, ' ');
    if (blank != NULL)
        *blank = '\0';
    exchange_init(x, line, blank != NULL ? blank + 1 : "/", now_ms);
    free(line);
    read_headers(x, &rest, end);
    dispatch_add_body(x, rest, (size_t)(end - rest));
}

static void check_answer(struct exchange *x)
{
    assert(x->status >= 200 && x->status < 600);
    assert(exchange_failed(x) == (x->status != 200));
    if (exchange_dialect(x) != EXCHANGE_XML) {
        cJSON *tree = json_parse(x->answer.text, x->answer.length, JSON_LIMIT_ANSWER, NULL);
        assert(cJSON_IsObject(tree));
        cJSON_Delete(tree);
    }
}

/* As if the head had been fine; what it changes is undone. */
static void ask_service(struct exchange *x)
{
    static const char *const services[] = {
        [EXCHANGE_JSON] = "cloudcontrolapi", [EXCHANGE_REST] = "profile", [EXCHANGE_XML] = "sts"};
    bool iam = strstr(x->body.text, "2010-05-08") != NULL;
    x->service = mem_dup(exchange_dialect(x) == EXCHANGE_XML && iam ? "iam" : services[exchange_dialect(x)]);
    x->region = mem_dup("us-east-1");
    if (exchange_dialect(x) == EXCHANGE_XML && iam) {
        local_iam_answer(&options, x);
    } else if (exchange_dialect(x) == EXCHANGE_XML) {
        local_sts_answer(x);
    } else {
        state_begin(sample());
        (exchange_dialect(x) == EXCHANGE_JSON ? local_control_answer : local_profiles_answer)(sample(),
                                                                                              &options, x);
        local_operation_settle(sample(), now_ms + 1000);
        state_undo(sample());
    }
    check_answer(x);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct dispatch dispatch = {.state = sample(), .options = &options, .keys = &keys, .port = 4000};
    struct exchange head, whole;
    if (length > DISPATCH_BODY_MAX)
        return 0;
    read_request(&head, (const char *)bytes, length);
    if (!dispatch_head(&dispatch, &head) || !auth_check_body(&keys, &head))
        check_answer(&head);
    exchange_release(&head);
    read_request(&whole, (const char *)bytes, length);
    ask_service(&whole);
    exchange_release(&whole);
    return 0;
}
