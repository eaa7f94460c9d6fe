#include "local/auth.h"

#include <ctype.h>
#include "aws/sigv4.h"
#include "base/array.h"
#include "base/clock.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/random.h"
#include "base/texts.h"
#include "model/pattern.h"

/* AWS takes a signature that is at most five minutes old, or ahead. */
enum { SKEW_MS = 5 * 60 * 1000, CREDENTIAL_PARTS = 5 };

static const char algorithm[] = "AWS4-HMAC-SHA256";

void auth_make_keys(struct auth_keys *keys)
{
    char letters[12];
    random_alnum(letters, sizeof letters - 1);
    for (char *c = letters; *c != '\0'; c++)
        *c = (char)toupper((unsigned char)*c);
    snprintf(keys->access_key, sizeof keys->access_key, "AKIALOCAL%s", letters);
    random_alnum(keys->secret_key, 40);
}

/* ---- the names of refusals: STS keeps the older ones ---- */

static const char *name_of(const struct exchange *x, const char *json, const char *xml)
{
    return exchange_dialect(x) == EXCHANGE_XML ? xml : json;
}

static const char *incomplete(const struct exchange *x)
{
    return name_of(x, "IncompleteSignatureException", "IncompleteSignature");
}

static const char *mismatch(const struct exchange *x)
{
    return name_of(x, "InvalidSignatureException", "SignatureDoesNotMatch");
}

/* ---- reading the Authorization header ---- */

/* What the header claims. */
struct claim {
    struct texts credential;     /* access key, date, region, service, "aws4_request" */
    struct texts signed_headers; /* lower-case names */
    char *signature;             /* owned */
};

static void release_claim(struct claim *claim)
{
    texts_release(&claim->credential);
    texts_release(&claim->signed_headers);
    free(claim->signature);
}

/* The value of NAME= in "Credential=…, SignedHeaders=…, Signature=…". free(). NULL if absent or empty. */
static char *parameter(const char *header, const char *name)
{
    struct texts parts = {0};
    size_t length = strlen(name);
    char *value = NULL;
    texts_split(&parts, header + strlen(algorithm), ',');
    for (size_t i = 0; i < parts.count && value == NULL; i++)
        if (strncmp(parts.items[i], name, length) == 0 && parts.items[i][length] == '=' &&
            parts.items[i][length + 1] != '\0')
            value = mem_dup(parts.items[i] + length + 1);
    texts_release(&parts);
    return value;
}

static bool read_parameters(struct exchange *x, const char *header, struct claim *claim)
{
    char *credential = parameter(header, "Credential"), *names = parameter(header, "SignedHeaders");
    claim->signature = parameter(header, "Signature");
    bool whole = credential != NULL && names != NULL && claim->signature != NULL;
    if (!whole)
        exchange_fail(x, incomplete(x), "%s%s%s(the Authorization header)",
                      credential != NULL ? "" : "Authorization header requires 'Credential' parameter. ",
                      claim->signature != NULL ? "" : "Authorization header requires 'Signature' parameter. ",
                      names != NULL ? "" : "Authorization header requires 'SignedHeaders' parameter. ");
    else {
        texts_split(&claim->credential, credential, '/');
        texts_split(&claim->signed_headers, names, ';');
        if (claim->credential.count != CREDENTIAL_PARTS)
            whole = exchange_fail(x, incomplete(x),
                                  "Credential must have exactly 5 slash-delimited elements, e.g. "
                                  "keyid/date/region/service/term, got '%s'",
                                  credential);
    }
    free(credential);
    free(names);
    return whole;
}

static bool read_claim(struct exchange *x, struct claim *claim)
{
    const char *header = exchange_header(x, "authorization");
    if (header == NULL || *header == '\0')
        return exchange_fail(x,
                             name_of(x, "MissingAuthenticationTokenException", "MissingAuthenticationToken"),
                             "Missing Authentication Token");
    size_t length = strcspn(header, " ");
    if (length != strlen(algorithm) || strncmp(header, algorithm, length) != 0)
        return exchange_fail(x, incomplete(x), "Unsupported AWS 'algorithm': '%.*s'", (int)length, header);
    return read_parameters(x, header, claim);
}

/* ---- what the claim must be ---- */

/* The service that the request is for, by its look: its credential must be scoped to it. What looks like STS's
 * may be IAM's. */
static const char *service_of(const struct exchange *x)
{
    static const char *const services[] = {
        [EXCHANGE_JSON] = "cloudcontrolapi", [EXCHANGE_REST] = "profile", [EXCHANGE_XML] = "sts"};
    return services[exchange_dialect(x)];
}

static bool check_scope(struct exchange *x, const struct claim *claim)
{
    const char *region = claim->credential.items[2], *service = claim->credential.items[3];
    if (strcmp(claim->credential.items[4], "aws4_request") != 0)
        return exchange_fail(x, mismatch(x),
                             "Credential should be scoped with a valid terminator: 'aws4_request'.");
    bool iam = exchange_dialect(x) == EXCHANGE_XML && strcmp(service, "iam") == 0;
    if (!iam && strcmp(service, service_of(x)) != 0)
        return exchange_fail(x, mismatch(x), "Credential should be scoped to correct service: '%s'.",
                             service_of(x));
    if (!pattern_matches("^[a-z][a-z0-9-]{1,62}$", region))
        return exchange_fail(x, mismatch(x), "Credential should be scoped to a valid region.");
    x->region = mem_dup(region);
    x->service = mem_dup(service);
    x->access_key = mem_dup(claim->credential.items[0]);
    return true;
}

/* The keys are lasting ones: a session token with them is another identity's. */
static bool check_key(const struct auth_keys *keys, struct exchange *x)
{
    if (strcmp(x->access_key, keys->access_key) == 0 && exchange_header(x, "x-amz-security-token") == NULL)
        return true;
    return exchange_fail(x, name_of(x, "UnrecognizedClientException", "InvalidClientTokenId"),
                         "The security token included in the request is invalid.");
}

static bool check_age(struct exchange *x, const char *date, int64_t signed_ms)
{
    char now[17], bound[17];
    clock_format_amz(x->now_ms, now);
    if (signed_ms < x->now_ms - SKEW_MS) {
        clock_format_amz(x->now_ms - SKEW_MS, bound);
        return exchange_fail(x, mismatch(x), "Signature expired: %s is now earlier than %s (%s - 5 min.)",
                             date, bound, now);
    }
    if (signed_ms > x->now_ms + SKEW_MS) {
        clock_format_amz(x->now_ms + SKEW_MS, bound);
        return exchange_fail(x, mismatch(x),
                             "Signature not yet current: %s is still later than %s (%s + 5 min.)", date,
                             bound, now);
    }
    return true;
}

static bool check_date(struct exchange *x, const struct claim *claim)
{
    const char *date = exchange_header(x, "x-amz-date"), *scope = claim->credential.items[1];
    int64_t signed_ms;
    if (date == NULL)
        return exchange_fail(
            x, incomplete(x),
            "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
    if (!pattern_matches("^[0-9]{8}T[0-9]{6}Z$", date) || !clock_parse(date, &signed_ms))
        return exchange_fail(x, incomplete(x), "Date must be in ISO-8601 'basic format'. Got '%s'.", date);
    if (strlen(scope) != 8 || strncmp(scope, date, 8) != 0)
        return exchange_fail(x, mismatch(x),
                             "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date "
                             "from HTTP: '%s' != '%.8s', "
                             "from '%s'.",
                             scope, date, date);
    return check_age(x, date, signed_ms);
}

/* Headers that say what is asked must be signed, or anybody could change them on the way. */
static bool check_signed_headers(struct exchange *x, const struct claim *claim)
{
    static const char *const needed[] = {"host", "x-amz-date", "x-amz-target"};
    for (size_t i = 0; i < ARRAY_COUNT(needed); i++)
        if (exchange_header(x, needed[i]) != NULL && !texts_has(&claim->signed_headers, needed[i]))
            return exchange_fail(x, mismatch(x), "'%s' must be a 'SignedHeader' in the AWS Authorization.",
                                 needed[i]);
    return true;
}

/* ---- the signature ---- */

/* The hash that the client signed as a header, or NULL: then the body must be there. */
static const char *signed_hash(const struct exchange *x, const struct claim *claim)
{
    const char *hash = exchange_header(x, "x-amz-content-sha256");
    return hash != NULL && pattern_matches("^[0-9a-f]{64}$", hash) &&
                   texts_has(&claim->signed_headers, "x-amz-content-sha256")
               ? hash
               : NULL;
}

static void refuse_signature(struct exchange *x, const char *canonical, const char *to_sign)
{
    exchange_fail(x, mismatch(x),
                  "The request signature we calculated does not match the signature you provided. Check your "
                  "AWS Secret Access Key and "
                  "signing method. Consult the service documentation for details.\n\nThe Canonical String "
                  "for this request should have "
                  "been\n'%s'\n\nThe String-to-Sign should have been\n'%s'\n",
                  canonical, to_sign);
}

/* The request as the client must have signed it; headers is filled with those it names. */
static struct sigv4_request make_request(const struct exchange *x, const struct claim *claim,
                                         const char *hash, struct sigv4_header *headers)
{
    struct sigv4_request request = {.method = x->method,
                                    .path = x->path,
                                    .query = x->query,
                                    .headers = headers,
                                    .body = x->body.text,
                                    .body_length = x->body.length,
                                    .payload_hash = hash};
    for (size_t i = 0; i < x->header_count; i++)
        if (texts_has(&claim->signed_headers, x->headers[i].name))
            headers[request.header_count++] = (struct sigv4_header){x->headers[i].name, x->headers[i].value};
    return request;
}

/* hash: of the payload; NULL: the body's own. */
static bool check_signature(const struct auth_keys *keys, struct exchange *x, const struct claim *claim,
                            const char *hash)
{
    struct strbuf canonical = STRBUF_INIT, names = STRBUF_INIT, to_sign = STRBUF_INIT;
    struct sigv4_header *headers = mem_alloc(x->header_count, sizeof *headers);
    struct sigv4_request request = make_request(x, claim, hash, headers);
    struct sigv4_scope scope = {keys->access_key, keys->secret_key, x->region, x->service, ""};
    char signature[65];
    snprintf(scope.time, sizeof scope.time, "%s", exchange_header(x, "x-amz-date"));
    sigv4_canonical_request(&request, &canonical, &names);
    sigv4_string_to_sign(&scope, canonical.text, &to_sign);
    sigv4_signature(&scope, to_sign.text, signature);
    bool holds = strlen(claim->signature) == 64 && hash_equal(claim->signature, signature, 64);
    if (!holds)
        refuse_signature(x, canonical.text, to_sign.text);
    free(headers);
    strbuf_release(&canonical);
    strbuf_release(&names);
    strbuf_release(&to_sign);
    return holds;
}

bool auth_check_head(const struct auth_keys *keys, struct exchange *x)
{
    struct claim claim = {0};
    bool fine = read_claim(x, &claim) && check_scope(x, &claim) && check_key(keys, x) &&
                check_date(x, &claim) && check_signed_headers(x, &claim);
    const char *hash = fine ? signed_hash(x, &claim) : NULL;
    if (hash != NULL)
        fine = check_signature(keys, x, &claim, hash);
    release_claim(&claim);
    return fine;
}

bool auth_check_body(const struct auth_keys *keys, struct exchange *x)
{
    struct claim claim = {0};
    bool fine = read_claim(x, &claim) && check_signature(keys, x, &claim, NULL);
    release_claim(&claim);
    return fine;
}
