#include "aws/sso_settings.h"

#include <stdlib.h>
#include <string.h>

#include "aws/endpoint.h"
#include "base/mem.h"

struct reading {
    const struct aws_config *config;
    const char *profile;
    const struct ini_section *session; /* NULL: none is named */
    struct err *err;
};

bool sso_settings_are_there(const struct aws_config *config, const char *profile)
{
    return config_filled(config, profile, "sso_account_id") ||
           config_filled(config, profile, "sso_role_name");
}

static bool hint(const struct reading *reading)
{
    return err_hint(reading->err, "correct it there, or let aws configure sso write the profile");
}

/* ---- the profile ---- */

static bool read_role(const struct reading *reading, struct sso_role *role)
{
    char *place;

    role->account_id = config_filled(reading->config, reading->profile, "sso_account_id");
    role->role_name = config_filled(reading->config, reading->profile, "sso_role_name");
    if (role->account_id && role->role_name)
        return true;
    place = config_place(reading->config, reading->profile,
                         role->account_id ? "sso_account_id" : "sso_role_name");
    err_set(reading->err, ERR_ACCESS, "profile %s has %s (%s) and no %s", reading->profile,
            role->account_id ? "sso_account_id" : "sso_role_name", place,
            role->account_id ? "sso_role_name" : "sso_account_id");
    free(place);
    return hint(reading);
}

/* ---- the session ---- */

/* A key that stands in both must say the same: nobody can know which one is meant. */
static bool check_equal(const struct reading *reading, const struct ini_entry *entry)
{
    const char *value = config_value(reading->config, reading->profile, entry->key);
    char *there, *here;

    if (!value || strcmp(value, entry->value) == 0)
        return true;
    there = config_place(reading->config, reading->profile, entry->key);
    here = config_line_place(&reading->config->config, entry->line);
    err_set(reading->err, ERR_ACCESS, "%s of profile %s (%s) is not that of [%s] (%s)", entry->key,
            reading->profile, there, reading->session->name, here);
    free(there);
    free(here);
    return hint(reading);
}

static bool read_session(struct reading *reading, struct sso_settings *settings)
{
    char *place;

    settings->session = config_filled(reading->config, reading->profile, "sso_session");
    if (!settings->session)
        return true;
    reading->session = config_session_section(reading->config, settings->session);
    if (!reading->session) {
        place = config_place(reading->config, reading->profile, "sso_session");
        err_set(reading->err, ERR_ACCESS,
                "profile %s names sso_session %s (%s), and there is no [sso-session %s]", reading->profile,
                settings->session, place, settings->session);
        free(place);
        return hint(reading);
    }
    for (size_t i = 0; i < reading->session->count; i++)
        if (!check_equal(reading, &reading->session->entries[i]))
            return false;
    return true;
}

static bool say_missing(const struct reading *reading, const char *key)
{
    char *place;

    if (reading->session) {
        place = config_line_place(&reading->config->config, reading->session->line);
        err_set(reading->err, ERR_ACCESS, "[%s] (%s) has no %s", reading->session->name, place, key);
    } else {
        place = config_place(reading->config, reading->profile, "sso_account_id");
        err_set(reading->err, ERR_ACCESS, "profile %s has sso_account_id (%s) and no %s", reading->profile,
                place, key);
    }
    free(place);
    return hint(reading);
}

static bool read_shared(const struct reading *reading, const char *key, const char **value)
{
    *value = ini_value(reading->session, key);
    if (!*value || !**value)
        *value = config_filled(reading->config, reading->profile, key);
    return *value || say_missing(reading, key);
}

/* It becomes part of a host's name. */
static bool check_region(const struct reading *reading, const char *region)
{
    const struct ini_entry *entry = ini_entry(reading->session, "sso_region");
    char *place;

    if (endpoint_region_is_plausible(region, reading->err))
        return true;
    place = entry && *entry->value ? config_line_place(&reading->config->config, entry->line)
                                   : config_place(reading->config, reading->profile, "sso_region");
    err_context(reading->err, "sso_region (%s)", place);
    free(place);
    return false;
}

bool sso_settings_read(struct sso_settings *settings, const struct aws_config *config, const char *profile,
                       struct err *err)
{
    struct reading reading = {.config = config, .profile = profile, .err = err};

    *settings = (struct sso_settings){0};
    return read_role(&reading, &settings->role) && read_session(&reading, settings) &&
           read_shared(&reading, "sso_start_url", &settings->start_url) &&
           read_shared(&reading, "sso_region", &settings->region) && check_region(&reading, settings->region);
}

const char *sso_settings_token_name(const struct sso_settings *settings)
{
    return settings->session ? settings->session : settings->start_url;
}
