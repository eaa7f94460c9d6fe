/* credentials_sso: a role's keys from IAM Identity Center, for whom the AWS CLI has signed in. */
#include "aws/credentials_source.h"

#include <stdlib.h>
#include <string.h>

#include "aws/aws_error.h"
#include "aws/aws_try.h"
#include "aws/credentials_cache.h"
#include "aws/sso_settings.h"
#include "aws/sso_token.h"
#include "base/array.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/timers.h"

enum { LOOK_AGAIN_MS = 200, PATIENCE_MS = 30000 };

struct sso {
    struct credentials_ask *ask; /* borrowed; it owns this struct */
    struct sso_settings settings;
    char *url; /* owned; of the call under way */
    struct sso_token token;
    struct sso_lock lock;     /* while the token is renewed */
    int64_t patience_ends_ms; /* monotonic; 0: nobody else has been seen renewing */
    struct timer timer;
    struct sso_call call;
    struct aws_try *try; /* NULL: none under way */
};

static void release(void *state)
{
    struct sso *sso = state;

    aws_try_cancel(sso->try);
    timers_clear(sso->ask->wish->timers, &sso->timer);
    sso_token_unlock(&sso->lock);
    sso_call_release(&sso->call);
    sso_token_release(&sso->token);
    free(sso->url);
    free(sso);
}

static void end_unless_later(struct sso *sso, enum credentials_result result)
{
    if (result != CREDENTIALS_LATER)
        credentials_ask_end(sso->ask, result);
}

/* ---- errors ---- */

static enum credentials_result hint_login(struct credentials_ask *ask)
{
    return credentials_hint_login(ask, "aws sso login");
}

static enum credentials_result say_not_signed_in(struct credentials_ask *ask)
{
    err_set(&ask->err, ERR_ACCESS, "profile %s is not signed in to IAM Identity Center", ask->profile);
    return hint_login(ask);
}

/* why: what came in the way of renewing; its code may be that of the network, which may come back. NULL: nothing. */
static enum credentials_result say_ended(struct credentials_ask *ask, const struct err *why)
{
    err_set(&ask->err, why && why->code == ERR_NETWORK ? ERR_NETWORK : ERR_ACCESS,
            "the sign-in of profile %s to IAM Identity Center has ended%s%s", ask->profile,
            why ? ", and it cannot be renewed: " : "", why ? why->text : "");
    return hint_login(ask);
}

static enum credentials_result say_not_assigned(const struct sso *sso)
{
    struct credentials_ask *ask = sso->ask;
    char *place = config_place(ask->wish->config, ask->profile, "sso_role_name");

    err_set(&ask->err, ERR_ACCESS, "role %s of account %s (%s) is not assigned to who is signed in",
            sso->settings.role.role_name, sso->settings.role.account_id, place);
    err_hint(&ask->err, "correct sso_role_name and sso_account_id, or let somebody assign the role");
    free(place);
    return CREDENTIALS_WRONG;
}

static enum credentials_result say_refused(struct sso *sso, const struct aws_answer *answer)
{
    static const char *const not_signed_in[] = {"Unauthorized", NULL};
    static const char *const not_assigned[] = {"ResourceNotFound", "Forbidden", "AccessDenied", NULL};
    struct err *err = &sso->ask->err;

    if (aws_error_is_one_of(answer->error_name, not_signed_in))
        return say_not_signed_in(sso->ask);
    if (aws_error_is_one_of(answer->error_name, not_assigned))
        return say_not_assigned(sso);
    *err = answer->err;
    if (err->code != ERR_NETWORK)
        err->code = ERR_ACCESS;
    err_context(err, "IAM Identity Center gives no keys to profile %s", sso->ask->profile);
    return CREDENTIALS_WRONG;
}

/* ---- the role's keys ---- */

/* free(). */
static char *cache_key_of(const struct sso_settings *settings)
{
    const struct credentials_cache_part parts[] = {
        {"accountId", settings->role.account_id, 0},
        {"roleName", settings->role.role_name, 0},
        {settings->session ? "sessionName" : "startUrl", sso_settings_token_name(settings), 0},
    };

    return credentials_cache_key(parts, ARRAY_COUNT(parts), true);
}

static enum credentials_result found(struct credentials_ask *ask, const struct sso_settings *settings)
{
    ask->found.source =
        mem_printf("IAM Identity Center (%s in %s)", settings->role.role_name, settings->role.account_id);
    ask->found.renewable = true;
    return CREDENTIALS_FOUND;
}

static enum credentials_result take_keys(struct sso *sso, const cJSON *answer)
{
    static const char what[] = "the answer of IAM Identity Center";
    struct credentials_ask *ask = sso->ask;
    cJSON *document = sso_role_document(answer, &sso->settings.role);
    const cJSON *keys = json_get(document, "Credentials");
    bool good = credentials_read(keys, "SessionToken", what, &ask->found, &ask->err);

    if (good && !ask->found.expires_ms)
        good = err_set(&ask->err, ERR_ACCESS, "%s: it does not say when its keys end", what);
    if (good) {
        char *key = cache_key_of(&sso->settings);

        credentials_cache_write(key, document);
        free(key);
        found(ask, &sso->settings);
    } else {
        err_hint(&ask->err, "look at sso_region and at the endpoint, and try again");
    }
    cJSON_Delete(document);
    return good ? CREDENTIALS_FOUND : CREDENTIALS_WRONG;
}

static void role_answered(void *context, struct aws_answer *answer)
{
    struct sso *sso = context;

    sso->try = NULL;
    credentials_ask_end(sso->ask, answer->err.code == ERR_NONE ? take_keys(sso, answer->body)
                                                               : say_refused(sso, answer));
}

/* Where a service is asked; false and err. */
static bool set_url(struct sso *sso, enum aws_service service)
{
    const struct credentials_wish *wish = sso->ask->wish;

    free(sso->url);
    sso_call_release(&sso->call);
    sso->url = endpoint_url(service, sso->settings.region, wish->endpoint_url, wish->config,
                            sso->ask->profile, wish->allow_http, &sso->ask->err);
    sso->call.call.region = sso->settings.region;
    sso->call.call.url = sso->url;
    return sso->url != NULL;
}

static void send(struct sso *sso, aws_json_done_fn answered)
{
    const struct credentials_wish *wish = sso->ask->wish;

    sso->try = aws_try_start(wish->http, wish->timers, &wish->manner, &sso->call.call, answered, sso);
}

static enum credentials_result ask_role(struct sso *sso)
{
    if (!sso_token_is_alive(&sso->token))
        return say_ended(sso->ask, NULL);
    if (!set_url(sso, AWS_SSO))
        return CREDENTIALS_WRONG;
    sso_role_call(&sso->call, &sso->settings.role, sso_token_text(&sso->token));
    send(sso, role_answered);
    return CREDENTIALS_LATER;
}

/* ---- the token ---- */

/* It could not be renewed: it serves until its end. */
static enum credentials_result use_old(struct sso *sso, const struct err *why)
{
    log_line("aws", "the token of IAM Identity Center is not renewed: %s", why->text);
    return sso_token_is_alive(&sso->token) ? ask_role(sso) : say_ended(sso->ask, why);
}

static void token_answered(void *context, struct aws_answer *answer)
{
    struct sso *sso = context;
    struct err err = answer->err;
    bool good = err.code == ERR_NONE && sso_token_renew(&sso->token, answer->body, &err);

    sso->try = NULL;
    if (!good)
        sso_token_note_failure(&sso->lock, &err);
    sso_token_unlock(&sso->lock);
    end_unless_later(sso, good ? ask_role(sso) : use_old(sso, &err));
}

static enum credentials_result renew(struct sso *sso)
{
    struct err why;
    bool paused = sso_token_failed_lately(&sso->lock, &why);

    if (paused || !set_url(sso, AWS_SSO_OIDC)) {
        if (!paused)
            why = sso->ask->err;
        sso_token_unlock(&sso->lock);
        return use_old(sso, &why);
    }
    sso_token_call(&sso->call, sso->token.document);
    send(sso, token_answered);
    return CREDENTIALS_LATER;
}

static bool read_token(struct sso *sso)
{
    struct credentials_ask *ask = sso->ask;

    sso_token_release(&sso->token);
    if (sso_token_read(&sso->token, sso_settings_token_name(&sso->settings), &ask->err))
        return true;
    if (ask->err.code == ERR_NOT_FOUND)
        say_not_signed_in(ask);
    else
        hint_login(ask);
    return false;
}

/* Another process renews the token: its file is looked at again a little later. */
static enum credentials_result wait_for_other(struct sso *sso)
{
    int64_t now_ms = clock_monotonic_ms();
    struct err why;

    if (!sso->patience_ends_ms)
        sso->patience_ends_ms = now_ms + PATIENCE_MS;
    if (now_ms >= sso->patience_ends_ms) {
        err_set(&why, ERR_ACCESS, "another program has been at it for %d seconds", PATIENCE_MS / 1000);
        return use_old(sso, &why);
    }
    timers_set(sso->ask->wish->timers, &sso->timer, now_ms + LOOK_AGAIN_MS);
    return CREDENTIALS_LATER;
}

static bool is_due(const struct sso *sso)
{
    return sso->settings.session && sso_token_is_due(&sso->token);
}

/* Reads the token, renews it first if that is due. */
static enum credentials_result use_token(struct sso *sso)
{
    struct err why;
    bool busy;

    if (!read_token(sso))
        return CREDENTIALS_WRONG;
    if (!is_due(sso))
        return ask_role(sso);
    if (!sso_token_lock(&sso->token, &sso->lock, &busy, &why))
        return busy ? wait_for_other(sso) : use_old(sso, &why);
    if (!read_token(sso)) /* another may have renewed it just before */
        return CREDENTIALS_WRONG;
    if (is_due(sso))
        return renew(sso);
    sso_token_unlock(&sso->lock);
    return ask_role(sso);
}

static void look_again(void *context)
{
    struct sso *sso = context;

    end_unless_later(sso, use_token(sso));
}

/* ---- the source ---- */

static bool find_kept(struct credentials_ask *ask, const struct sso_settings *settings)
{
    char *key = cache_key_of(settings);
    bool kept = !ask->wish->fresh && credentials_cache_read(key, &ask->found);

    free(key);
    return kept;
}

enum credentials_result credentials_sso_find(struct credentials_ask *ask)
{
    struct sso_settings settings;
    struct sso *sso;

    if (!sso_settings_are_there(ask->wish->config, ask->profile)) {
        strbuf_addf(&ask->why, "profile %s has no sso_account_id", ask->profile);
        return CREDENTIALS_ABSENT;
    }
    if (!sso_settings_read(&settings, ask->wish->config, ask->profile, &ask->err))
        return CREDENTIALS_WRONG;
    if (find_kept(ask, &settings))
        return found(ask, &settings);
    sso = mem_alloc(1, sizeof *sso);
    *sso = (struct sso){.ask = ask, .settings = settings, .timer = {.fire = look_again, .context = sso}};
    ask->state = sso;
    ask->release = release;
    return use_token(sso);
}
