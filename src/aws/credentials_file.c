#include "aws/credentials_source.h"

#include <stdlib.h>

#include "base/mem.h"

/* What is wrong with the pair, at which line; access is there. */
static enum credentials_result wrong_pair(const struct ini *file, const struct ini_section *section,
                                          const struct ini_entry *access, const struct ini_entry *secret,
                                          struct err *err)
{
    const struct ini_entry *bad = *access->value ? secret : access;
    char *path = config_shown_path(file);

    if (bad)
        err_set(err, ERR_ACCESS, "%s line %d: %s of [%s] is empty", path, bad->line, bad->key, section->name);
    else
        err_set(err, ERR_ACCESS,
                "%s line %d: half a key pair: [%s] has aws_access_key_id and no aws_secret_access_key", path,
                access->line, section->name);
    err_hint(err, "write both keys into the section: aws configure does it");
    free(path);
    return CREDENTIALS_WRONG;
}

static const char *token_of(const struct ini_section *section)
{
    const char *token = ini_value(section, "aws_security_token");

    if (!token || !*token)
        token = ini_value(section, "aws_session_token");
    return token && *token ? token : NULL;
}

static enum credentials_result read_section(struct credentials_ask *ask, const struct ini *file,
                                            const struct ini_section *section)
{
    const struct ini_entry *access = section ? ini_entry(section, "aws_access_key_id") : NULL;
    const struct ini_entry *secret = section ? ini_entry(section, "aws_secret_access_key") : NULL;
    char *path;

    if (!section)
        strbuf_addf(&ask->why, "there is no profile %s", ask->profile);
    else if (!access)
        strbuf_addf(&ask->why, "[%s] has no aws_access_key_id%s", section->name,
                    secret ? ", though an aws_secret_access_key" : "");
    if (!access)
        return CREDENTIALS_ABSENT;
    if (!secret || !*secret->value || !*access->value)
        return wrong_pair(file, section, access, secret, &ask->err);
    path = config_shown_path(file);
    ask->found.access_key = mem_dup(access->value);
    ask->found.secret_key = mem_dup(secret->value);
    ask->found.session_token = mem_dup(token_of(section));
    ask->found.source = mem_printf("%s [%s]", path, section->name);
    free(path);
    return CREDENTIALS_FOUND;
}

enum credentials_result credentials_file_find(struct credentials_ask *ask)
{
    const struct aws_config *config = ask->wish->config;

    return read_section(ask, &config->credentials, config_credentials_section(config, ask->profile));
}

enum credentials_result credentials_file_find_in_config(struct credentials_ask *ask)
{
    const struct aws_config *config = ask->wish->config;

    return read_section(ask, &config->config, config_file_section(config, ask->profile));
}
