#include "aws/sso_token.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "aws/credentials_cache.h"
#include "base/array.h"
#include "base/clock.h"
#include "base/env.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"

enum { LEFT_MIN_MS = 15 * 60 * 1000, LIFE_MAX_S = 366 * 24 * 3600, PAUSE_MS = 60 * 1000 };

void sso_token_release(struct sso_token *token)
{
    free(token->path);
    cJSON_Delete(token->document);
    *token = (struct sso_token){0};
}

/* ---- reading ---- */

static char *path_of(const char *name, char **shown)
{
    char hex[HASH_SHA1_HEX_SIZE];
    const char *home = env_home();

    hash_sha1_hex(name, strlen(name), hex);
    *shown = mem_printf("~/.aws/sso/cache/%s.json", hex);
    return home ? mem_printf("%s/.aws/sso/cache/%s.json", home, hex) : NULL;
}

/* It travels in a header. */
static bool is_token(const char *text)
{
    return text && *text && text_is_graphic(text);
}

static bool check(struct sso_token *token, const char *shown, struct err *err)
{
    const char *expires = json_text(token->document, "expiresAt");

    if (!is_token(json_text(token->document, "accessToken")))
        return err_set(err, ERR_ACCESS, "%s is damaged: it has no accessToken", shown);
    if (!expires || !clock_parse(expires, &token->expires_ms))
        return err_set(err, ERR_ACCESS, "%s is damaged: its expiresAt is no time", shown);
    return true;
}

static bool load(struct sso_token *token, const char *shown, struct err *err)
{
    token->document = credentials_cache_load(token->path, shown, err);
    return token->document && check(token, shown, err);
}

bool sso_token_read(struct sso_token *token, const char *name, struct err *err)
{
    char *shown;
    bool done;

    *token = (struct sso_token){.path = path_of(name, &shown)};
    done = token->path ? load(token, shown, err) : err_set(err, ERR_NOT_FOUND, "there is no home folder");
    if (!done)
        sso_token_release(token);
    free(shown);
    return done;
}

const char *sso_token_text(const struct sso_token *token)
{
    return json_text(token->document, "accessToken");
}

bool sso_token_is_alive(const struct sso_token *token)
{
    return token->expires_ms > clock_wall_ms();
}

bool sso_token_is_due(const struct sso_token *token)
{
    static const char *const needed[] = {"refreshToken", "clientId", "clientSecret"};
    const char *until = json_text(token->document, "registrationExpiresAt");
    int64_t until_ms;

    for (size_t i = 0; i < ARRAY_COUNT(needed); i++)
        if (!json_text(token->document, needed[i]) || !*json_text(token->document, needed[i]))
            return false;
    return token->expires_ms < clock_wall_ms() + LEFT_MIN_MS && until && clock_parse(until, &until_ms) &&
           until_ms > clock_wall_ms();
}

/* ---- renewing ---- */

static void write_file(const struct sso_token *token)
{
    char *text = json_print(token->document);
    struct err err;

    if (!file_write_atomic(token->path, text, strlen(text), &err))
        log_line("aws", "the renewed token of IAM Identity Center is not kept: %s", err.text);
    mem_free_wiped(&text);
}

bool sso_token_renew(struct sso_token *token, const cJSON *answer, struct err *err)
{
    const char *access = json_text(answer, "accessToken");
    int64_t life_s = 0, now_s = clock_wall_ms() / 1000;
    char until[25];

    if (!is_token(access))
        return err_set(err, ERR_ACCESS, "the answer of IAM Identity Center has no accessToken");
    if (!json_integer(answer, "expiresIn", &life_s) || life_s <= 0 || life_s > LIFE_MAX_S)
        return err_set(err, ERR_ACCESS,
                       "the answer of IAM Identity Center does not say how long its token lives");
    token->expires_ms = (now_s + life_s) * 1000;
    clock_format_iso(token->expires_ms, until);
    json_set_text(token->document, "accessToken", access);
    json_set_text(token->document, "expiresAt", until);
    json_set_text(token->document, "refreshToken", json_text(answer, "refreshToken"));
    write_file(token);
    return true;
}

/* ---- the lock ---- */

bool sso_token_lock(const struct sso_token *token, struct sso_lock *lock, bool *busy, struct err *err)
{
    char *path = mem_printf("%s.lock", token->path);
    int fd = file_lock(path, busy, err);

    if (fd >= 0)
        *lock = (struct sso_lock){.path = path, .fd = fd};
    else
        free(path);
    return fd >= 0;
}

/* "TIME CODE SENTENCE": wall clock in ms, and of the error. */
bool sso_token_failed_lately(struct sso_lock *lock, struct err *why)
{
    char text[sizeof why->text + 64], *rest;
    ssize_t length = pread(lock->fd, text, sizeof text - 1, 0);
    int64_t since_ms;
    long code;

    text[length > 0 ? length : 0] = '\0';
    since_ms = clock_wall_ms() - strtoll(text, &rest, 10);
    code = strtol(rest, &rest, 10);
    if (since_ms < 0 || since_ms >= PAUSE_MS || *rest != ' ' || !text_valid(rest, strlen(rest)))
        return false;
    err_set(why, code == ERR_NETWORK ? ERR_NETWORK : ERR_ACCESS, "%s", rest + 1);
    lock->stays = true;
    return true;
}

void sso_token_note_failure(struct sso_lock *lock, const struct err *why)
{
    char *text;
    ssize_t length;

    if (!lock->path)
        return;
    text = mem_printf("%lld %d %s", (long long)clock_wall_ms(), (int)why->code, why->text);
    length = (ssize_t)strlen(text);
    lock->stays = ftruncate(lock->fd, 0) == 0 && pwrite(lock->fd, text, strlen(text), 0) == length;
    free(text);
}

void sso_token_unlock(struct sso_lock *lock)
{
    if (!lock->path)
        return;
    if (!lock->stays)
        unlink(lock->path); /* before it is given up: no other's lock is taken away */
    close(lock->fd);
    free(lock->path);
    *lock = (struct sso_lock){0};
}
