/* credentials_login: the keys that aws login has put down. Renewing them is left to the AWS CLI, which signs in. */
#include "aws/credentials_source.h"

#include <stdlib.h>
#include <string.h>

#include "aws/credentials_cache.h"
#include "base/clock.h"
#include "base/env.h"
#include "base/hash.h"
#include "base/mem.h"

/* The folder as it is opened and as it is shown; false without a home. free() both. */
static bool find_folder(char **folder, char **shown)
{
    const char *given = env_get_filled("AWS_LOGIN_CACHE_DIRECTORY"), *home = env_home();

    *folder = *shown = NULL;
    if (!given && !home)
        return false;
    *folder = given ? env_expand(given) : mem_printf("%s/.aws/login/cache", home);
    *shown = mem_dup(given ? *folder : "~/.aws/login/cache");
    return true;
}

/* The AWS CLI itself may do without the person. */
static enum credentials_result ask_cli(struct credentials_ask *ask)
{
    ask->cli_may = true;
    return credentials_hint_login(ask, "aws login");
}

/* accessToken's keys under the names that all other sources use. */
static cJSON *renamed(const cJSON *token)
{
    cJSON *keys = cJSON_CreateObject();

    json_set_text(keys, "AccessKeyId", json_text(token, "accessKeyId"));
    json_set_text(keys, "SecretAccessKey", json_text(token, "secretAccessKey"));
    json_set_text(keys, "SessionToken", json_text(token, "sessionToken"));
    json_set_text(keys, "Expiration", json_text(token, "expiresAt"));
    return keys;
}

static enum credentials_result take_keys(struct credentials_ask *ask, const cJSON *file, const char *shown)
{
    const cJSON *token = json_get(file, "accessToken");
    const char *expires = json_text(token, "expiresAt");
    int64_t expires_ms = 0;
    cJSON *keys;
    bool good;

    if (!expires || !clock_parse(expires, &expires_ms)) {
        err_set(&ask->err, ERR_ACCESS, "%s is damaged: the expiresAt of its accessToken is no time", shown);
        return ask_cli(ask);
    }
    if (expires_ms <= clock_wall_ms()) {
        err_set(&ask->err, ERR_ACCESS, "the sign-in of profile %s (aws login) has ended", ask->profile);
        return ask_cli(ask);
    }
    keys = renamed(token);
    good = credentials_read(keys, "SessionToken", shown, &ask->found, &ask->err);
    cJSON_Delete(keys);
    if (!good)
        return ask_cli(ask);
    ask->found.source = mem_printf("aws login [%s]", ask->profile);
    ask->found.renewable = true;
    return CREDENTIALS_FOUND;
}

static enum credentials_result read_file(struct credentials_ask *ask, const char *path, const char *shown)
{
    enum credentials_result result;
    cJSON *file = credentials_cache_load(path, shown, &ask->err);

    if (!file && ask->err.code == ERR_NOT_FOUND)
        err_set(&ask->err, ERR_ACCESS, "profile %s is not signed in (aws login)", ask->profile);
    result = file ? take_keys(ask, file, shown) : ask_cli(ask);
    cJSON_Delete(file);
    return result;
}

enum credentials_result credentials_login_find(struct credentials_ask *ask)
{
    const char *session = config_filled(ask->wish->config, ask->profile, "login_session");
    char *folder, *shown_folder, *path, *shown, hex[HASH_HEX_SIZE];
    unsigned char digest[HASH_SIZE];
    enum credentials_result result;

    if (!session || !find_folder(&folder, &shown_folder)) {
        strbuf_addf(&ask->why, "profile %s has no login_session", ask->profile);
        return CREDENTIALS_ABSENT;
    }
    hash_sha256(session, strlen(session), digest);
    hash_hex(digest, sizeof digest, hex);
    path = mem_printf("%s/%s.json", folder, hex);
    shown = mem_printf("%s/%s.json", shown_folder, hex);
    result = read_file(ask, path, shown);
    free(path);
    free(shown);
    free(folder);
    free(shown_folder);
    return result;
}
