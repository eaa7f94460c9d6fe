#include "aws/credentials_cache.h"

#include <stdlib.h>
#include <string.h>

#include "aws/credentials_source.h"
#include "base/clock.h"
#include "base/env.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"

static const int64_t least_life_ms = 15 * 60 * 1000;

/* ---- keys ---- */

static void add_code(struct strbuf *out, uint32_t code)
{
    if (code > 0xffff) {
        code -= 0x10000;
        strbuf_addf(out, "\\u%04x\\u%04x", 0xd800 + (unsigned)(code >> 10),
                    0xdc00 + (unsigned)(code & 0x3ff));
    } else {
        strbuf_addf(out, "\\u%04x", (unsigned)code);
    }
}

/* A text as json.dumps writes it: ASCII alone. */
static void quote(struct strbuf *out, const char *text)
{
    static const char plain[] = "\"\\\n\r\t\b\f", letters[] = "\"\\nrtbf";
    const char *end = text + strlen(text);

    strbuf_addc(out, '"');
    while (text < end) {
        uint32_t code;
        const char *found;

        text += text_decode(text, end, &code);
        found = code && code < 0x80 ? strchr(plain, (int)code) : NULL;
        if (found)
            strbuf_addf(out, "\\%c", letters[found - plain]);
        else if (code >= ' ' && code < 0x7f)
            strbuf_addc(out, (char)code);
        else
            add_code(out, code);
    }
    strbuf_addc(out, '"');
}

char *credentials_cache_key(const struct credentials_cache_part *parts, size_t count, bool compact)
{
    struct strbuf text = STRBUF_INIT;
    char hex[HASH_SHA1_HEX_SIZE];

    for (size_t i = 0; i < count; i++) {
        if (!parts[i].text && !parts[i].number)
            continue;
        strbuf_adds(&text, !text.length ? "{" : compact ? "," : ", ");
        quote(&text, parts[i].name);
        strbuf_adds(&text, compact ? ":" : ": ");
        if (parts[i].text)
            quote(&text, parts[i].text);
        else
            strbuf_addf(&text, "%ld", parts[i].number);
    }
    strbuf_addc(&text, '}');
    hash_sha1_hex(text.text, text.length, hex);
    strbuf_wipe(&text);
    return mem_dup(hex);
}

/* ---- files ---- */

/* NULL without a home. free(). */
static char *folder(void)
{
    return env_home() ? file_join(env_home(), ".aws/cli/cache") : NULL;
}

static char *path_of(const char *key)
{
    char *dir = folder(), *name = mem_printf("%s.json", key), *path = dir ? file_join(dir, name) : NULL;

    free(dir);
    free(name);
    return path;
}

cJSON *credentials_cache_load(const char *path, const char *shown, struct err *err)
{
    struct strbuf bytes = STRBUF_INIT;
    struct err why;
    cJSON *tree = NULL;

    if (file_read(path, JSON_LIMIT_DOCUMENT, &bytes, &why)) {
        tree = json_parse(bytes.text, bytes.length, JSON_LIMIT_DOCUMENT, &why);
        if (!cJSON_IsObject(tree))
            err_set(err, ERR_ACCESS, "%s is damaged: it holds no JSON object", shown);
    } else if (why.code == ERR_NOT_FOUND) {
        err_set(err, ERR_NOT_FOUND, "%s is not there", shown);
    } else {
        err_set(err, ERR_ACCESS, "%s", why.text);
    }
    strbuf_wipe(&bytes);
    if (cJSON_IsObject(tree))
        return tree;
    cJSON_Delete(tree);
    return NULL;
}

bool credentials_cache_read(const char *key, struct credentials *out)
{
    char *path = path_of(key);
    struct err ignored;
    cJSON *tree = path ? credentials_cache_load(path, path, &ignored) : NULL;
    bool fine = credentials_read(json_get(tree, "Credentials"), "SessionToken", "cache", out, NULL) &&
                out->expires_ms >= clock_wall_ms() + least_life_ms;

    if (!fine)
        credentials_release(out);
    cJSON_Delete(tree);
    free(path);
    return fine;
}

void credentials_cache_write(const char *key, const cJSON *document)
{
    char *dir = folder(), *path = path_of(key), *text = json_print(document);
    struct err err = {0};

    if (dir && !(file_make_private_dir(dir, &err) && file_write_atomic(path, text, strlen(text), &err)))
        log_line("credentials", "the cache of roles is not written: %s", err.text);
    mem_free_wiped(&text);
    free(path);
    free(dir);
}
