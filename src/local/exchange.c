#include "local/exchange.h"

#include <ctype.h>
#include <stdarg.h>
#include <strings.h>
#include "base/array.h"
#include "base/mem.h"
#include "base/random.h"

void exchange_init(struct exchange *x, const char *method, const char *target, int64_t now_ms)
{
    const char *question = strchr(target, '?');
    memset(x, 0, sizeof *x);
    x->method = mem_dup(method);
    x->path = question != NULL ? mem_dup_n(target, (size_t)(question - target)) : mem_dup(target);
    x->query = mem_dup(question != NULL ? question + 1 : "");
    x->now_ms = now_ms;
    strbuf_init(&x->body);
    strbuf_init(&x->answer);
    random_uuid(x->request_id);
}

void exchange_release(struct exchange *x)
{
    for (size_t i = 0; i < x->header_count; i++) {
        free(x->headers[i].name);
        free(x->headers[i].value);
    }
    free(x->headers);
    free(x->method);
    free(x->path);
    free(x->query);
    free(x->region);
    free(x->service);
    free(x->access_key);
    free(x->action);
    free(x->client_token);
    strbuf_release(&x->body);
    strbuf_release(&x->answer);
    memset(x, 0, sizeof *x);
}

void exchange_add_header(struct exchange *x, const char *name, const char *value)
{
    ARRAY_GROW(x->headers, x->header_count + 1, x->header_capacity);
    struct exchange_header *header = &x->headers[x->header_count++];
    header->name = mem_dup(name);
    header->value = mem_dup(value);
    for (char *c = header->name; *c != '\0'; c++)
        *c = (char)tolower((unsigned char)*c);
}

const char *exchange_header(const struct exchange *x, const char *lower_name)
{
    for (size_t i = 0; i < x->header_count; i++)
        if (strcmp(x->headers[i].name, lower_name) == 0)
            return x->headers[i].value;
    return NULL;
}

enum exchange_dialect exchange_dialect(const struct exchange *x)
{
    if (x->service != NULL && strcmp(x->service, "cloudcontrolapi") == 0)
        return EXCHANGE_JSON;
    if (x->service != NULL && (strcmp(x->service, "sts") == 0 || strcmp(x->service, "iam") == 0))
        return EXCHANGE_XML;
    if (x->service != NULL && strcmp(x->service, "profile") == 0)
        return EXCHANGE_REST;
    if (exchange_header(x, "x-amz-target") != NULL)
        return EXCHANGE_JSON;
    const char *type = exchange_header(x, "content-type");
    bool form = type != NULL && strncasecmp(type, "application/x-www-form-urlencoded", 33) == 0;
    return form || strncmp(x->query, "Action=", 7) == 0 ? EXCHANGE_XML : EXCHANGE_REST;
}

const char *exchange_content_type(const struct exchange *x)
{
    static const char *const types[] = {
        [EXCHANGE_JSON] = "application/x-amz-json-1.0",
        [EXCHANGE_REST] = "application/json",
        [EXCHANGE_XML] = "text/xml",
    };
    return types[exchange_dialect(x)];
}

char *exchange_decode(const char *bytes, size_t length, bool plus_is_blank)
{
    struct strbuf out = STRBUF_INIT;
    for (size_t i = 0; i < length; i++) {
        char c = bytes[i];
        if (c == '+' && plus_is_blank)
            c = ' ';
        if (c == '%') {
            if (i + 2 >= length || !isxdigit((unsigned char)bytes[i + 1]) ||
                !isxdigit((unsigned char)bytes[i + 2])) {
                strbuf_release(&out);
                return NULL;
            }
            char hex[3] = {bytes[i + 1], bytes[i + 2], '\0'};
            c = (char)strtol(hex, NULL, 16);
            i += 2;
        }
        if (c == '\0') {
            strbuf_release(&out);
            return NULL;
        }
        strbuf_addc(&out, c);
    }
    return strbuf_detach(&out);
}

char *exchange_query(const struct exchange *x, const char *name)
{
    size_t name_length = strlen(name);
    for (const char *p = x->query; *p != '\0';) {
        size_t length = strcspn(p, "&");
        if (length > name_length && strncmp(p, name, name_length) == 0 && p[name_length] == '=')
            return exchange_decode(p + name_length + 1, length - name_length - 1, true);
        p += length + (p[length] == '&');
    }
    return NULL;
}

char *exchange_parameter(const struct exchange *x, const char *name)
{
    struct exchange form = {.query = x->body.length > 0 ? x->body.text : x->query};
    return exchange_query(&form, name);
}

void exchange_answer(struct exchange *x, cJSON *tree)
{
    char *text = json_print(tree);
    cJSON_Delete(tree);
    strbuf_reset(&x->answer);
    strbuf_adds(&x->answer, text);
    free(text);
    x->status = 200;
    x->error[0] = '\0';
}

/* ---- errors ---- */

/* Names with a status of their own. Sources: the service models, and AWS's list of common errors. */
static const struct status {
    const char *name;
    int json, rest;    /* by dialect; XML answers as REST does */
    const char *space; /* what stands before '#' in __type of JSON 1.0 */
} statuses[] = {
    {"ValidationException", 400, 400, "com.amazon.coral.validate"},
    {"ThrottlingException", 400, 429, "com.amazon.coral.availability"},
    {"Throttling", 400, 400, "com.amazon.coral.availability"},
    {"AccessDeniedException", 400, 403, "com.amazon.coral.service"},
    {"AccessDenied", 403, 403, "com.amazon.coral.service"},
    {"NoSuchEntity", 404, 404, "com.amazon.coral.service"},
    {"SerializationException", 400, 400, "com.amazon.coral.service"},
    {"UnknownOperationException", 400, 404, "com.amazon.coral.service"},
    {"InvalidSignatureException", 403, 403, "com.amazon.coral.service"},
    {"SignatureDoesNotMatch", 403, 403, "com.amazon.coral.service"},
    {"UnrecognizedClientException", 403, 403, "com.amazon.coral.service"},
    {"InvalidClientTokenId", 403, 403, "com.amazon.coral.service"},
    {"MissingAuthenticationTokenException", 403, 403, "com.amazon.coral.service"},
    {"MissingAuthenticationToken", 403, 403, "com.amazon.coral.service"},
    {"IncompleteSignatureException", 400, 400, "com.amazon.coral.service"},
    {"IncompleteSignature", 400, 400, "com.amazon.coral.service"},
    {"ForbiddenException", 403, 403, "com.amazon.coral.service"},
    {"RequestEntityTooLargeException", 413, 413, "com.amazon.coral.service"},
    {"ServiceInternalErrorException", 500, 500, "com.amazon.cloudapiservice"},
    {"InternalFailure", 500, 500, "com.amazon.coral.service"},
    {"InternalServerException", 500, 500, NULL},
    {"ResourceNotFoundException", 400, 404, "com.amazon.cloudapiservice"},
};

static const struct status *find_status(const char *name)
{
    static const struct status other = {"", 400, 400, "com.amazon.cloudapiservice"};
    for (size_t i = 0; i < ARRAY_COUNT(statuses); i++)
        if (strcmp(statuses[i].name, name) == 0)
            return &statuses[i];
    return &other;
}

void exchange_add_xml(struct strbuf *out, const char *text)
{
    for (; *text != '\0'; text++) {
        if (*text == '<')
            strbuf_adds(out, "&lt;");
        else if (*text == '>')
            strbuf_adds(out, "&gt;");
        else if (*text == '&')
            strbuf_adds(out, "&amp;");
        else
            strbuf_addc(out, *text);
    }
}

static void write_xml_error(struct exchange *x, const char *name, const char *message)
{
    bool iam = x->service != NULL && strcmp(x->service, "iam") == 0;
    strbuf_addf(&x->answer,
                "<ErrorResponse xmlns=\"https://%s/\">\n  <Error>\n    <Type>%s</Type>\n"
                "    <Code>%s</Code>\n    <Message>",
                iam ? "iam.amazonaws.com/doc/2010-05-08" : "sts.amazonaws.com/doc/2011-06-15",
                x->status >= 500 ? "Receiver" : "Sender", name);
    exchange_add_xml(&x->answer, message);
    strbuf_addf(&x->answer, "</Message>\n  </Error>\n  <RequestId>%s</RequestId>\n</ErrorResponse>\n",
                x->request_id);
}

static void write_json_error(struct exchange *x, const struct status *status, const char *name,
                             const char *message)
{
    cJSON *tree = cJSON_CreateObject();
    if (exchange_dialect(x) == EXCHANGE_JSON) {
        char *type = mem_printf("%s#%s", status->space, name);
        json_set_text(tree, "__type", type);
        free(type);
    }
    json_set_text(tree, "Message", message);
    char *text = json_print(tree);
    strbuf_adds(&x->answer, text);
    free(text);
    cJSON_Delete(tree);
}

bool exchange_fail(struct exchange *x, const char *name, const char *format, ...)
{
    char *message = NULL;
    va_list args;
    va_start(args, format);
    if (vasprintf(&message, format, args) < 0)
        message = mem_dup(name);
    va_end(args);

    const struct status *status = find_status(name);
    x->status = exchange_dialect(x) == EXCHANGE_JSON ? status->json : status->rest;
    snprintf(x->error, sizeof x->error, "%s", name);
    strbuf_reset(&x->answer);
    if (exchange_dialect(x) == EXCHANGE_XML)
        write_xml_error(x, name, message);
    else
        write_json_error(x, status, name, message);
    free(message);
    return false;
}

bool exchange_failed(const struct exchange *x)
{
    return x->error[0] != '\0';
}
