/*
 * Any bytes as the answer of a service: an answer or an error with a sentence, never both, never neither.
 *
 * The input is a service and a status ("control 400", "profiles …", "sts …", "iam …"), headers, an empty line and a
 * body.
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "aws/cloudcontrol.h"
#include "aws/customer_profiles.h"
#include "aws/iam.h"
#include "aws/retry.h"
#include "base/array.h"
#include "base/mem.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static const struct credentials keys = {.source = (char *)"environment"};

static void read_first_line(char *line, struct aws_call *call, struct http_answer *raw)
{
    char *status = strchr(line, ' ');

    call->service = line[0] == 's'   ? AWS_STS
                    : line[0] == 'i' ? AWS_IAM
                    : line[0] == 'p' ? AWS_CUSTOMER_PROFILES
                                     : AWS_CLOUDCONTROL;
    raw->status = status ? (int)(strtoul(status, NULL, 10) % 1000) : 200;
}

static void read_header(const char *line, struct http_answer *raw)
{
    size_t length = strcspn(line, ":");

    ARRAY_GROW(raw->headers, raw->header_count + 1, raw->header_capacity);
    raw->headers[raw->header_count++] = (struct http_header){
        .name = mem_dup_n(line, length), .value = mem_dup(line[length] ? line + length + 1 : "")};
}

/* Takes the next line off; false at the end of the head, which an empty line is. */
static bool next_line(const char **next, const char *end, char **line)
{
    const char *newline = memchr(*next, '\n', (size_t)(end - *next)), *stop = newline ? newline : end;

    *line = mem_dup_n(*next, (size_t)(stop - *next));
    *next = newline ? newline + 1 : end;
    return **line != '\0';
}

static void read_input(const char *next, size_t length, struct aws_call *call, struct http_answer *raw)
{
    const char *end = next + length;
    char *line;

    if (next_line(&next, end, &line))
        read_first_line(line, call, raw);
    free(line);
    while (next_line(&next, end, &line)) {
        read_header(line, raw);
        free(line);
    }
    free(line);
    strbuf_add(&raw->body, next, (size_t)(end - next));
}

static void check_event(const cJSON *body)
{
    struct cloudcontrol_event event;
    struct err err = {0};

    if (cloudcontrol_read_event(json_get(body, "ProgressEvent"), &event)) {
        assert(event.request_token && *event.request_token);
        cloudcontrol_event_error(&event, "profile:CreateEventTrigger", &err);
        assert(err.code != ERR_NONE && err.text[0]);
        free(cloudcontrol_token_in(event.status_message));
    }
    iam_refusal(body, "profile:TagResource");
    free(customer_profiles_tags(body));
    customer_profiles_time(body, "LastUpdatedAt");
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct aws_call call = {.region = "eu-west-2", .url = "https://aws.example", .credentials = &keys};
    struct http_answer raw = {.status = 200, .bytes_left = true, .body = STRBUF_INIT};
    struct aws_answer answer;

    read_input(length ? (const char *)bytes : "", length, &call, &raw);
    aws_json_read(&call, &raw, &answer);
    assert((answer.body != NULL) == (answer.err.code == ERR_NONE));
    assert(answer.body ? cJSON_IsObject(answer.body) : answer.err.text[0]);
    assert(!strpbrk(answer.err.text, "\r\n") && !strpbrk(answer.err.hint, "\r\n"));
    assert(!answer.error_name || (answer.error_name[0] && !answer.body));
    assert(answer.retry_after_ms >= -1);
    retry_classify(&answer);
    free(cloudcontrol_token_in(answer.message));
    check_event(answer.body);
    aws_json_release(&answer);
    for (size_t i = 0; i < raw.header_count; i++) {
        free(raw.headers[i].name);
        free(raw.headers[i].value);
    }
    free(raw.headers);
    strbuf_release(&raw.body);
    return 0;
}
