#include "aws/credentials.h"

#include <stdlib.h>

#include "aws/credentials_source.h"
#include "base/mem.h"

enum { SOURCE_ENVIRONMENT, SOURCE_CREDENTIALS_FILE, SOURCE_CONFIG_FILE, SOURCES };

/* The AWS CLI's order. */
static const credentials_source_fn sources[SOURCES] = {
    [SOURCE_ENVIRONMENT] = credentials_env_find,
    [SOURCE_CREDENTIALS_FILE] = credentials_file_find,
    [SOURCE_CONFIG_FILE] = credentials_file_find_in_config,
};

void credentials_release(struct credentials *credentials)
{
    mem_free_wiped(&credentials->access_key);
    mem_free_wiped(&credentials->secret_key);
    mem_free_wiped(&credentials->session_token);
    free(credentials->source);
    *credentials = (struct credentials){0};
}

/* Keys travel in a header: a line break in one would end it. */
static bool is_plain(const char *text)
{
    for (; text && *text; text++)
        if ((unsigned char)*text <= ' ' || (unsigned char)*text >= 0x7f)
            return false;
    return true;
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

static char *source_name(const struct aws_config *config, int source)
{
    char *path, *name;

    if (source == SOURCE_ENVIRONMENT)
        return mem_dup("environment");
    path = config_shown_path(source == SOURCE_CREDENTIALS_FILE ? &config->credentials : &config->config);
    name = *path ? mem_dup(path)
                 : mem_dup(source == SOURCE_CREDENTIALS_FILE ? "~/.aws/credentials" : "~/.aws/config");
    free(path);
    return name;
}

static void note(struct texts *tried, const struct aws_config *config, int source, const char *said)
{
    char *name, *line;

    if (!tried)
        return;
    name = source_name(config, source);
    line = mem_printf("%s: %s", name, said);
    texts_add(tried, line);
    free(line);
    free(name);
}

static enum credentials_result ask(const struct credentials_wish *wish, int source, struct credentials *out,
                                   struct texts *tried, struct err *err)
{
    struct strbuf why = STRBUF_INIT;
    enum credentials_result result = sources[source](wish, out, &why, err);

    if (result == CREDENTIALS_FOUND && !check_plain(out, err))
        result = CREDENTIALS_WRONG;
    if (result == CREDENTIALS_WRONG)
        credentials_release(out);
    note(tried, wish->config, source,
         result == CREDENTIALS_FOUND   ? "found"
         : result == CREDENTIALS_WRONG ? err->text
                                       : why.text);
    strbuf_release(&why);
    return result;
}

bool credentials_find(const struct aws_config *config, const char *profile, bool ignore_env,
                      struct credentials *out, struct texts *tried, struct err *err)
{
    const struct credentials_wish wish = {.config = config, .profile = profile, .ignore_env = ignore_env};
    enum credentials_result result = CREDENTIALS_ABSENT;
    struct err unread = {.code = ERR_NONE};

    err = err ? err : &unread;
    *out = (struct credentials){0};
    for (int i = 0; i < SOURCES && result == CREDENTIALS_ABSENT; i++)
        result = ask(&wish, i, out, tried, err);
    if (result == CREDENTIALS_ABSENT) {
        err_set(err, ERR_ACCESS, "no credentials: neither the environment nor profile %s has keys", profile);
        err_hint(err, "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, choose a profile with --profile, or "
                      "try --local");
    }
    return result == CREDENTIALS_FOUND;
}
