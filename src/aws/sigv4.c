#include "aws/sigv4.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/hash.h"
#include "base/mem.h"

static const char algorithm[] = "AWS4-HMAC-SHA256";

/* ASCII alone: a header's name must not change with the locale. */
static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_unreserved(char c)
{
    return (lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
           c == '.' || c == '~';
}

static void encode_bytes(struct strbuf *out, const char *bytes, size_t length, bool keep_slash)
{
    for (size_t i = 0; i < length; i++) {
        if (is_unreserved(bytes[i]) || (keep_slash && bytes[i] == '/'))
            strbuf_addc(out, bytes[i]);
        else
            strbuf_addf(out, "%%%02X", (unsigned char)bytes[i]);
    }
}

void sigv4_encode(struct strbuf *out, const char *text)
{
    encode_bytes(out, text, strlen(text), false);
}

/* ---- step 1: the path ---- */

static void drop_last_segment(struct strbuf *path)
{
    size_t end = path->length;

    while (end > 0 && path->text[end - 1] != '/')
        end--;
    strbuf_truncate(path, end ? end - 1 : 0);
}

/* Drops "." and empty segments, resolves "..", keeps a slash at the end. */
static void normalize_path(const char *path, struct strbuf *out)
{
    const char *p = path;

    while (*p) {
        size_t length = strcspn(p, "/");

        if (length == 2 && p[0] == '.' && p[1] == '.') {
            drop_last_segment(out);
        } else if (length && !(length == 1 && p[0] == '.')) {
            strbuf_addc(out, '/');
            strbuf_add(out, p, length);
        }
        p += length + (p[length] == '/');
    }
    if (!out->length || (p > path && p[-1] == '/'))
        strbuf_addc(out, '/');
}

static void canonical_path(const struct sigv4_request *request, struct strbuf *out)
{
    struct strbuf path = STRBUF_INIT;

    if (request->keep_path && request->path && *request->path)
        strbuf_adds(&path, request->path);
    else
        normalize_path(request->path ? request->path : "", &path);
    encode_bytes(out, path.text, path.length, true);
    strbuf_release(&path);
}

/* ---- step 1: the query ---- */

struct pair {
    char *name, *value; /* owned; encoded */
};

struct pairs {
    struct pair *items; /* owned */
    size_t count, capacity;
};

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* What was sent, decoded and encoded anew: "%c3" and a raw byte both become
 * "%C3". A '+' is a plus sign here. */
static char *encode_again(const char *sent, size_t length)
{
    struct strbuf out = STRBUF_INIT;

    for (size_t i = 0; i < length; i++) {
        char c = sent[i];

        if (c == '%' && i + 2 < length && hex_digit(sent[i + 1]) >= 0 && hex_digit(sent[i + 2]) >= 0) {
            c = (char)(hex_digit(sent[i + 1]) * 16 + hex_digit(sent[i + 2]));
            i += 2;
        }
        encode_bytes(&out, &c, 1, false);
    }
    return strbuf_detach(&out);
}

static void read_pairs(const char *query, struct pairs *pairs)
{
    while (*query) {
        size_t length = strcspn(query, "&"), name = strcspn(query, "=&");

        if (length) {
            struct pair pair = {.name = encode_again(query, name)};

            pair.value = name < length ? encode_again(query + name + 1, length - name - 1) : mem_dup("");
            ARRAY_GROW(pairs->items, pairs->count + 1, pairs->capacity);
            pairs->items[pairs->count++] = pair;
        }
        query += length + (query[length] == '&');
    }
}

static int compare_pairs(const void *a, const void *b)
{
    const struct pair *x = a, *y = b;
    int order = strcmp(x->name, y->name);

    return order ? order : strcmp(x->value, y->value);
}

static void canonical_query(const char *query, struct strbuf *out)
{
    struct pairs pairs = {0};

    read_pairs(query ? query : "", &pairs);
    if (pairs.count)
        qsort(pairs.items, pairs.count, sizeof *pairs.items, compare_pairs);
    for (size_t i = 0; i < pairs.count; i++) {
        strbuf_addf(out, "%s%s=%s", i ? "&" : "", pairs.items[i].name, pairs.items[i].value);
        free(pairs.items[i].name);
        free(pairs.items[i].value);
    }
    free(pairs.items);
}

/* ---- step 1: the headers ---- */

static int compare_names(const char *a, const char *b)
{
    while (*a && lower(*a) == lower(*b)) {
        a++;
        b++;
    }
    return (unsigned char)lower(*a) - (unsigned char)lower(*b);
}

/* Headers of the same name keep the order in which they were given. */
static int compare_headers(const void *a, const void *b)
{
    const struct sigv4_header *x = *(const struct sigv4_header *const *)a;
    const struct sigv4_header *y = *(const struct sigv4_header *const *)b;
    int order = compare_names(x->name, y->name);

    return order ? order : (x > y) - (x < y);
}

static void add_name(struct strbuf *out, const char *name)
{
    for (; *name; name++)
        strbuf_addc(out, lower(*name));
}

/* Trimmed, each run of blanks as one space. */
static void add_value(struct strbuf *out, const char *value)
{
    while (is_blank(*value))
        value++;
    for (; *value; value++) {
        if (!is_blank(*value))
            strbuf_addc(out, *value);
        else if (value[1] && !is_blank(value[1]))
            strbuf_addc(out, ' ');
    }
}

static void canonical_headers(const struct sigv4_request *request, struct strbuf *out, struct strbuf *names)
{
    const struct sigv4_header **sorted = mem_alloc(request->header_count, sizeof *sorted);

    for (size_t i = 0; i < request->header_count; i++)
        sorted[i] = &request->headers[i];
    qsort(sorted, request->header_count, sizeof(*sorted), compare_headers);
    for (size_t i = 0; i < request->header_count; i++) {
        bool repeated = i && compare_names(sorted[i - 1]->name, sorted[i]->name) == 0;

        if (!repeated) {
            strbuf_adds(names, i ? ";" : "");
            add_name(names, sorted[i]->name);
            strbuf_adds(out, i ? "\n" : "");
            add_name(out, sorted[i]->name);
        }
        strbuf_addc(out, repeated ? ',' : ':');
        add_value(out, sorted[i]->value);
    }
    strbuf_addc(out, '\n');
    free(sorted);
}

/* ---- the three steps ---- */

static void add_hash(struct strbuf *out, const void *bytes, size_t length)
{
    unsigned char hash[HASH_SIZE];
    char hex[HASH_HEX_SIZE];

    hash_sha256(bytes, length, hash);
    hash_hex(hash, sizeof hash, hex);
    strbuf_adds(out, hex);
}

void sigv4_canonical_request(const struct sigv4_request *request, struct strbuf *out,
                             struct strbuf *signed_headers)
{
    size_t names = signed_headers->length;

    strbuf_addf(out, "%s\n", request->method);
    canonical_path(request, out);
    strbuf_addc(out, '\n');
    canonical_query(request->query, out);
    strbuf_addc(out, '\n');
    canonical_headers(request, out, signed_headers);
    strbuf_addf(out, "\n%s\n", signed_headers->text + names);
    if (request->payload_hash)
        strbuf_adds(out, request->payload_hash);
    else
        add_hash(out, request->body ? request->body : "", request->body ? request->body_length : 0);
}

/* "20150830/us-east-1/service/aws4_request" */
static void add_scope(struct strbuf *out, const struct sigv4_scope *scope)
{
    strbuf_addf(out, "%.8s/%s/%s/aws4_request", scope->time, scope->region, scope->service);
}

void sigv4_string_to_sign(const struct sigv4_scope *scope, const char *canonical_request, struct strbuf *out)
{
    strbuf_addf(out, "%s\n%s\n", algorithm, scope->time);
    add_scope(out, scope);
    strbuf_addc(out, '\n');
    add_hash(out, canonical_request, strlen(canonical_request));
}

void sigv4_signature(const struct sigv4_scope *scope, const char *string_to_sign, char out[65])
{
    const char *parts[] = {scope->region, scope->service, "aws4_request", string_to_sign};
    unsigned char key[HASH_SIZE], next[HASH_SIZE];
    struct strbuf secret = STRBUF_INIT;

    strbuf_addf(&secret, "AWS4%s", scope->secret_key);
    hash_hmac_sha256(secret.text, secret.length, scope->time, 8, key);
    strbuf_wipe(&secret);
    for (size_t i = 0; i < ARRAY_COUNT(parts); i++) {
        hash_hmac_sha256(key, sizeof key, parts[i], strlen(parts[i]), next);
        memcpy(key, next, sizeof key);
    }
    hash_hex(key, sizeof key, out);
    mem_wipe(key, sizeof key);
    mem_wipe(next, sizeof next);
}

void sigv4_sign(const struct sigv4_scope *scope, const struct sigv4_request *request,
                struct strbuf *authorization)
{
    struct strbuf canonical = STRBUF_INIT, names = STRBUF_INIT, text = STRBUF_INIT;
    char signature[HASH_HEX_SIZE];

    assert(strlen(scope->time) == 16);
    sigv4_canonical_request(request, &canonical, &names);
    sigv4_string_to_sign(scope, canonical.text, &text);
    sigv4_signature(scope, text.text, signature);
    strbuf_addf(authorization, "%s Credential=%s/", algorithm, scope->access_key);
    add_scope(authorization, scope);
    strbuf_addf(authorization, ", SignedHeaders=%s, Signature=%s", names.text, signature);
    strbuf_wipe(&canonical);
    strbuf_release(&names);
    strbuf_release(&text);
}
