/*
 * Any bytes as what hands out keys: a program's or a service's JSON, STS's XML, the answer of IAM Identity Center. Keys
 * come out whole or not at all.
 *
 * The input is a word (program, container, sts, sso), a newline and the answer.
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "aws/credentials_source.h"
#include "aws/sso.h"
#include "aws/sts.h"
#include "base/clock.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void check_keys(const cJSON *object, const char *token_name)
{
    struct credentials found = {0};
    struct err err = {0};

    if (credentials_read(object, token_name, "the answer", &found, &err)) {
        assert(found.access_key && *found.access_key && found.secret_key && *found.secret_key);
        assert(!found.session_token || *found.session_token);
        assert(found.expires_ms == 0 || found.expires_ms > clock_wall_ms());
    } else {
        assert(err.code == ERR_ACCESS && err.text[0] && !found.access_key && !found.secret_key);
    }
    credentials_release(&found);
}

/* An answer of status 200 from a service. NULL if it is none. Free: cJSON_Delete. */
static cJSON *answer_of(enum aws_service service, const char *text, size_t length)
{
    struct aws_call call = {.service = service, .region = "eu-west-2", .url = "https://aws.example"};
    struct http_answer raw = {.status = 200, .body = STRBUF_INIT};
    struct aws_answer answer;
    cJSON *body;

    strbuf_add(&raw.body, text, length);
    aws_json_read(&call, &raw, &answer);
    body = answer.body;
    answer.body = NULL;
    aws_json_release(&answer);
    strbuf_release(&raw.body);
    return body;
}

static void check_service(enum aws_service service, const char *text, size_t length)
{
    static const struct sso_role role = {.account_id = "123456789012", .role_name = "Reader"};
    cJSON *answer = answer_of(service, text, length);
    cJSON *document = service == AWS_STS ? sts_assumed(answer) : sso_role_document(answer, &role);

    check_keys(json_get(document, "Credentials"), "SessionToken");
    cJSON_Delete(document);
    cJSON_Delete(answer);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    const char *word = length ? (const char *)bytes : "", *newline = memchr(word, '\n', length);
    const char *text = newline ? newline + 1 : word;
    size_t left = length - (size_t)(text - word);

    if (length > 2 && memcmp(word, "sts", 3) == 0) {
        check_service(AWS_STS, text, left);
    } else if (length > 2 && memcmp(word, "sso", 3) == 0) {
        check_service(AWS_SSO, text, left);
    } else {
        cJSON *tree = json_parse(text, left, JSON_LIMIT_DOCUMENT, NULL);

        check_keys(tree, length && *word == 'c' ? "Token" : "SessionToken");
        cJSON_Delete(tree);
    }
    return 0;
}
