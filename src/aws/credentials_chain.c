/* credentials_chain: asks one source after the other; a search is the chain of the person's own profile. */
#include "aws/credentials_source.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/timers.h"

struct source {
    enum credentials_kind kind;
    const char *name; /* in the list of what was tried; NULL: the file's path */
    credentials_source_fn find;
};

/* The AWS CLI's order. */
static const struct source sources[] = {
    {CREDENTIALS_ENVIRONMENT, "environment", credentials_env_find},
    {CREDENTIALS_ROLE, "role", credentials_role_find},
    {CREDENTIALS_WEB_IDENTITY, "web identity", credentials_web_find},
    {CREDENTIALS_SSO, "IAM Identity Center", credentials_sso_find},
    {CREDENTIALS_CREDENTIALS_FILE, NULL, credentials_file_find},
    {CREDENTIALS_LOGIN, "aws login", credentials_login_find},
    {CREDENTIALS_PROCESS, "credential_process", credentials_process_find},
    {CREDENTIALS_CONFIG_FILE, NULL, credentials_file_find_in_config},
    {CREDENTIALS_CONTAINER, "container", credentials_container_find},
    {CREDENTIALS_IMDS, "instance metadata", credentials_imds_find},
};

/* Asked when a source cannot serve and the AWS CLI may: its own keys would come from that source too. */
static const struct source export_source = {0, "the AWS CLI", credentials_export_find};

struct credentials_chain {
    struct credentials_search *search;    /* borrowed */
    const struct credentials_ask *parent; /* borrowed; NULL: the search's own chain */
    char *profile;                        /* owned */
    unsigned kinds;
    size_t next;                /* source */
    const struct source *asked; /* the one that is asked now; NULL: none */
    struct credentials_ask ask;
    struct err unserved; /* what the source said for which the AWS CLI is asked */
    struct timer timer;  /* the first source is asked when the caller has returned */
    credentials_chain_fn done;
    void *context;
};

struct credentials_search {
    struct credentials_wish wish;
    struct credentials_hooks hooks;
    struct texts tried;
    struct credentials_chain *chain; /* owned */
    credentials_code_fn got_code;    /* NULL: no code is asked for */
    void *got_context;
};

/* ---- a chain's end ---- */

static void end_ask(struct credentials_chain *chain)
{
    struct credentials_ask *ask = &chain->ask;

    chain->asked = NULL;
    chain->search->got_code = NULL; /* only who is asked now can be waiting for one */
    if (ask->state)
        ask->release(ask->state);
    credentials_release(&ask->found);
    strbuf_release(&ask->why);
    *ask = (struct credentials_ask){0};
}

void credentials_chain_cancel(struct credentials_chain *chain)
{
    if (!chain)
        return;
    if (chain->asked)
        end_ask(chain);
    timers_clear(chain->search->wish.timers, &chain->timer);
    free(chain->profile);
    free(chain);
}

/* Who wanted the keys hears the result when the chain is gone. */
static void end_chain(struct credentials_chain *chain, struct credentials *found, const struct err *err)
{
    struct credentials keys;
    credentials_chain_fn done = chain->done;
    void *context = chain->context;
    struct err why = *err;

    credentials_move(&keys, found);
    credentials_chain_cancel(chain);
    done(context, &keys, &why);
}

static void end_without(struct credentials_chain *chain)
{
    struct credentials none = {0};
    struct err err;

    if (chain->parent && strcmp(chain->parent->profile, chain->profile) == 0) {
        err_set(&err, ERR_ACCESS, "its credential_source has no keys");
        err_hint(&err, "correct credential_source of profile %s, or what it names", chain->profile);
    } else if (chain->parent) {
        err_set(&err, ERR_ACCESS, "profile %s has no keys to assume a role with", chain->profile);
        err_hint(&err, "give profile %s keys, or correct the source_profile that names it", chain->profile);
    } else {
        err_set(&err, ERR_ACCESS, "no credentials: neither the environment nor profile %s has keys",
                chain->profile);
        err_hint(&err, "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, choose a profile with --profile, or "
                       "try --local");
    }
    end_chain(chain, &none, &err);
}

/* ---- results ---- */

/* Keys travel in a header: a line break in one would end it. */
static bool is_plain(const char *text)
{
    return !text || text_is_graphic(text);
}

static bool check_plain(const struct credentials *found, struct err *err)
{
    const char *bad = !is_plain(found->access_key)      ? "access key"
                      : !is_plain(found->secret_key)    ? "secret key"
                      : !is_plain(found->session_token) ? "session token"
                                                        : NULL;

    if (!bad)
        return true;
    err_set(err, ERR_ACCESS, "the %s from %s holds a blank, a line break or another odd character", bad,
            found->source);
    return err_hint(err, "copy the key again");
}

static char *name_of(const struct credentials_chain *chain)
{
    const struct aws_config *config = chain->search->wish.config;
    bool in_config = chain->asked->kind == CREDENTIALS_CONFIG_FILE;
    char *path;

    if (chain->asked->name)
        return mem_dup(chain->asked->name);
    path = config_shown_path(in_config ? &config->config : &config->credentials);
    if (*path)
        return path;
    free(path);
    return mem_dup(in_config ? "~/.aws/config" : "~/.aws/credentials");
}

/* A line for the list of what was tried; what a role's own profile holds is the role's affair. */
static void note(const struct credentials_chain *chain, enum credentials_result result)
{
    const struct credentials_ask *ask = &chain->ask;
    char *name, *line;

    if (chain->parent)
        return;
    name = name_of(chain);
    line = mem_printf("%s: %s", name,
                      result == CREDENTIALS_FOUND   ? "found"
                      : result == CREDENTIALS_WRONG ? ask->err.text
                                                    : ask->why.text);
    texts_add(&chain->search->tried, line);
    free(line);
    free(name);
}

static enum credentials_result ask_source(struct credentials_chain *chain, const struct source *source);

/* The AWS CLI in place of a source that cannot serve; if it cannot either, the source's own word counts. */
static enum credentials_result ask_cli(struct credentials_chain *chain)
{
    chain->unserved = chain->ask.err;
    end_ask(chain);
    return ask_source(chain, &export_source);
}

/* True: the next source is to be asked. */
static bool take_result(struct credentials_chain *chain, enum credentials_result result)
{
    struct credentials_ask *ask = &chain->ask;

    if (result == CREDENTIALS_FOUND && !check_plain(&ask->found, &ask->err))
        result = CREDENTIALS_WRONG;
    note(chain, result);
    if (result == CREDENTIALS_WRONG && ask->cli_may) {
        result = ask_cli(chain);
        if (result == CREDENTIALS_LATER)
            return false;
        note(chain, result); /* it could not be started */
    }
    if (result == CREDENTIALS_ABSENT) {
        end_ask(chain);
        return true;
    }
    if (result == CREDENTIALS_FOUND) {
        err_clear(&ask->err);
    } else {
        credentials_release(&ask->found);
        if (chain->unserved.code != ERR_NONE)
            ask->err = chain->unserved;
    }
    end_chain(chain, &ask->found, &ask->err);
    return false;
}

/* ---- asking ---- */

static enum credentials_result ask_source(struct credentials_chain *chain, const struct source *source)
{
    struct credentials_ask *ask = &chain->ask;

    chain->asked = source;
    *ask = (struct credentials_ask){.wish = &chain->search->wish,
                                    .profile = chain->profile,
                                    .nested = chain->parent != NULL,
                                    .chain = chain};
    strbuf_init(&ask->why);
    return source->find(ask);
}

static void ask_on(struct credentials_chain *chain)
{
    bool more = true;

    while (more && chain->next < ARRAY_COUNT(sources)) {
        const struct source *source = &sources[chain->next++];
        enum credentials_result result;

        if (!(chain->kinds & source->kind))
            continue;
        result = ask_source(chain, source);
        if (result == CREDENTIALS_LATER)
            return;
        more = take_result(chain, result);
    }
    if (more)
        end_without(chain);
}

void credentials_ask_end(struct credentials_ask *ask, enum credentials_result result)
{
    struct credentials_chain *chain = ask->chain;

    if (take_result(chain, result))
        ask_on(chain);
}

static void begin(void *context)
{
    ask_on(context);
}

static struct credentials_chain *new_chain(struct credentials_search *search,
                                           const struct credentials_ask *parent, const char *profile,
                                           unsigned kinds)
{
    struct credentials_chain *chain = mem_alloc(1, sizeof *chain);

    *chain = (struct credentials_chain){.search = search,
                                        .parent = parent,
                                        .profile = mem_dup(profile),
                                        .kinds = kinds,
                                        .timer = {.fire = begin, .context = chain}};
    timers_set(search->wish.timers, &chain->timer, clock_monotonic_ms());
    return chain;
}

struct credentials_chain *credentials_chain_start(struct credentials_ask *parent, const char *profile,
                                                  unsigned kinds, credentials_chain_fn done, void *context)
{
    struct credentials_chain *chain = new_chain(parent->chain->search, parent, profile, kinds);

    chain->done = done;
    chain->context = context;
    return chain;
}

bool credentials_chain_visits(const struct credentials_ask *ask, const char *profile)
{
    for (; ask; ask = ask->chain->parent)
        if (strcmp(ask->profile, profile) == 0)
            return true;
    return false;
}

enum credentials_result credentials_hint_login(struct credentials_ask *ask, const char *command)
{
    char *own = config_login_command(ask->wish->config, ask->profile);

    err_hint(&ask->err, "%s", own ? own : command);
    free(own);
    return CREDENTIALS_WRONG;
}

/* ---- a search ---- */

static void search_ended(void *context, struct credentials *found, const struct err *err)
{
    struct credentials_search *search = context;
    struct credentials_hooks hooks = search->hooks;
    struct texts tried = search->tried;

    free(search);
    hooks.done(hooks.context, found, &tried, err);
    credentials_release(found);
    texts_release(&tried);
}

struct credentials_search *credentials_search_start(const struct credentials_wish *wish,
                                                    const struct credentials_hooks *hooks)
{
    struct credentials_search *search = mem_alloc(1, sizeof *search);

    search->wish = *wish;
    search->hooks = *hooks;
    search->chain = new_chain(search, NULL, wish->profile, CREDENTIALS_ALL);
    search->chain->done = search_ended;
    search->chain->context = search;
    return search;
}

const char *credentials_search_asks(const struct credentials_search *search)
{
    const struct source *asked = search->chain->asked;

    return asked && asked->name ? asked->name : "AWS's files";
}

void credentials_search_cancel(struct credentials_search *search)
{
    if (!search)
        return;
    credentials_chain_cancel(search->chain);
    texts_release(&search->tried);
    free(search);
}

bool credentials_ask_mfa(struct credentials_ask *ask, const char *serial, credentials_code_fn got,
                         void *context)
{
    struct credentials_search *search = ask->chain->search;

    if (!search->hooks.mfa)
        return false;
    search->got_code = got;
    search->got_context = context;
    search->hooks.mfa(search->hooks.context, serial);
    return true;
}

void credentials_search_answer(struct credentials_search *search, const char *code)
{
    credentials_code_fn got = search->got_code;

    search->got_code = NULL;
    if (got)
        got(search->got_context, code);
}
