#include "credentials_outcome.h"

#include <stdlib.h>
#include <string.h>

#include "aws/config.h"
#include "aws/http.h"
#include "base/array.h"
#include "base/clock.h"
#include "base/env.h"
#include "base/mem.h"
#include "base/timers.h"

enum { PATIENCE_MS = 20000, HURRY_MS = 61000 };

struct running {
    struct credentials_search *search;
    const struct credentials_case *wanted;
    struct credentials_outcome *outcome;
    bool done;
};

static void on_done(void *context, struct credentials *found, const struct texts *tried,
                    const struct err *err)
{
    struct running *running = context;
    struct credentials_outcome *outcome = running->outcome;

    outcome->found = err->code == ERR_NONE;
    outcome->credentials = *found;
    *found = (struct credentials){0};
    texts_copy(&outcome->tried, tried);
    outcome->err = *err;
    running->done = true;
}

static void on_mfa(void *context, const char *serial)
{
    struct running *running = context;

    running->outcome->mfa_serial = mem_dup(serial);
    credentials_search_answer(running->search, running->wanted->mfa_code);
}

static void read_environment(const struct credentials_case *search, const char *folder)
{
    char *environment[ARRAY_COUNT(search->env) + 4] = {0}, off[] = "AWS_EC2_METADATA_DISABLED=true";
    char path[] = "PATH=/usr/bin:/bin";
    bool asks_instance = false;
    char *home = mem_printf("HOME=%s", folder);
    size_t count = 0;

    environment[count++] = home;
    environment[count++] = path;
    for (size_t i = 0; i < ARRAY_COUNT(search->env); i++)
        if (search->env[i]) {
            environment[count++] = (char *)search->env[i];
            asks_instance |= strncmp(search->env[i], "AWS_EC2_METADATA_", 17) == 0;
        }
    if (!asks_instance)
        environment[count++] = off;
    env_init(environment);
    free(home);
}

static void read_files(const struct credentials_case *search, const char *home, struct aws_config *both)
{
    const char *texts[] = {search->config ? search->config : "",
                           search->credentials ? search->credentials : ""};
    char *paths[] = {mem_printf("%s/.aws/config", home), mem_printf("%s/.aws/credentials", home)};

    ini_parse(&both->config, paths[0], texts[0], strlen(texts[0]));
    ini_parse(&both->credentials, paths[1], texts[1], strlen(texts[1]));
    free(paths[0]);
    free(paths[1]);
}

static void run(struct http *http, struct timers *timers, const struct aws_config *config,
                struct running *running)
{
    const struct credentials_case *search = running->wanted;
    struct credentials_wish wish = {.http = http,
                                    .timers = timers,
                                    .config = config,
                                    .profile = search->profile ? search->profile : "default",
                                    .ignore_env = search->ignore_env,
                                    .fresh = search->fresh,
                                    .manner = {.attempts = 3, .corrects_clock = true},
                                    .region = search->region,
                                    .endpoint_url = search->endpoint_url};
    struct credentials_hooks hooks = {
        .done = on_done, .mfa = search->mfa_code ? on_mfa : NULL, .context = running};
    int64_t begun = clock_monotonic_ms(), ahead_ms = search->hurried ? HURRY_MS : 0;

    running->search = credentials_search_start(&wish, &hooks);
    assert_false(running->done);
    while (!running->done && clock_monotonic_ms() - begun < PATIENCE_MS) {
        timers_run(timers, clock_monotonic_ms() + ahead_ms);
        if (!running->done)
            http_run(http, timers_wait_ms(timers, clock_monotonic_ms() + ahead_ms, 1000));
    }
    assert_true(running->done);
}

/* A program is looked up in the PATH of the process. The old value, for set_path again; free(). */
static char *set_path(const char *path)
{
    char *before = mem_dup(getenv("PATH"));

    if (path)
        setenv("PATH", path, 1);
    return before;
}

bool credentials_outcome_find(const struct credentials_case *search, struct credentials_outcome *outcome)
{
    struct aws_config both = {0};
    struct timers timers = {0};
    struct err err = {0};
    struct running running = {.wanted = search, .outcome = outcome};
    char *home = search->home ? mem_dup(search->home) : helpers_make_folder();
    char *path = set_path(search->path);
    struct http *http;

    *outcome = (struct credentials_outcome){0};
    read_environment(search, home);
    http = http_new(NULL, &err);
    assert_non_null(http);
    clock_freeze(CREDENTIALS_OUTCOME_NOW_MS);
    read_files(search, home, &both);
    run(http, &timers, &both, &running);
    free(set_path(path));
    free(path);
    assert_int_equal(timers.count, 0);
    assert_int_equal(http_watches(http)->count, 0);
    config_release(&both);
    clock_freeze(-1);
    timers_release(&timers);
    http_free(http);
    if (search->home)
        free(home);
    else
        helpers_remove_folder(home);
    return outcome->found;
}

void credentials_outcome_release(struct credentials_outcome *outcome)
{
    credentials_release(&outcome->credentials);
    texts_release(&outcome->tried);
    free(outcome->mfa_serial);
}
