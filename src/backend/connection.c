#include "backend/connection.h"

#include <stdlib.h>
#include <string.h>
#include "base/array.h"
#include "base/env.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "model/store_connection.h"

void connection_plan_release(struct connection_plan *plan)
{
    free(plan->profile);
    free(plan->endpoint_url);
    free(plan->data_file);
    free(plan->access_key);
    mem_free_wiped(&plan->secret_key);
    mem_free_wiped(&plan->mfa_code);
    texts_release(&plan->allow_http);
    for (size_t i = 0; i < plan->profile_count; i++)
        settings_profile_release(&plan->profiles[i]);
    free(plan->profiles);
    *plan = (struct connection_plan){.profile = NULL};
}

const struct settings_profile *connection_plan_profile(const struct connection_plan *plan, const char *name)
{
    for (size_t i = 0; i < plan->profile_count; i++)
        if (strcmp(plan->profiles[i].name, name) == 0)
            return &plan->profiles[i];
    return NULL;
}

/* ---- making ---- */

static void fail(struct connection *connection, const struct err *err)
{
    connection->state = CONNECTION_FAILED;
    connection->failure = *err;
}

static void set_text(char **text, const char *value)
{
    free(*text);
    *text = mem_dup(value);
}

static void apply_settings(struct connection *connection, const struct connection_plan *plan)
{
    const struct settings_profile *settings = connection_plan_profile(plan, connection->profile);
    connection->read_only = plan->read_only;
    texts_copy(&connection->allow_http, &plan->allow_http);
    if (settings == NULL)
        return;
    connection->protected_ = settings->protected_;
    connection->read_only |= settings->read_only;
    texts_copy(&connection->allowed_regions, &settings->allowed_regions);
    if (settings->label != NULL)
        set_text(&connection->label, settings->label);
    if (settings->colour != NULL)
        set_text(&connection->colour, settings->colour);
}

static void make_local(struct connection *connection, const struct connection_plan *plan)
{
    connection->local = true;
    connection->state = CONNECTION_WAITING;
    connection->profile = mem_dup("");
    connection->endpoint = mem_dup(plan->data_file != NULL ? plan->data_file : "");
    connection->credentials.access_key = mem_dup(plan->access_key);
    connection->credentials.secret_key = mem_dup(plan->secret_key);
    connection->credentials.source = mem_dup("the local cloud");
}

/* Where changes go, in the journal's word: nothing for AWS itself, else the URL. */
static char *endpoint_name(const struct connection *connection)
{
    struct err ignored;
    char *url = connection_url(connection, AWS_CLOUDCONTROL, "us-east-1", &ignored);
    if (url != NULL && strncmp(url, "https://cloudcontrolapi", 23) != 0)
        return url;
    free(url);
    return mem_dup("");
}

/* AWS's files, and whether a profile that somebody named is in them; *profile is its name. */
static bool read_files(struct aws_config *config, const char *option, const char **profile, struct err *err)
{
    bool named;
    *profile = config_profile_name(option, &named);
    return config_load(config, err) && (!named || config_profile_exists(config, *profile, err));
}

static void make_remote(struct connection *connection, const struct connection_plan *plan)
{
    struct err err;
    const char *profile;
    bool fine = read_files(&connection->config, plan->profile, &profile, &err);
    connection->profile = mem_dup(profile);
    connection->endpoint_option = mem_dup(plan->endpoint_url);
    connection->ignore_env = plan->profile_from_option;
    connection->state = CONNECTION_WAITING;
    if (!fine)
        fail(connection, &err);
    connection->region = mem_dup(config_region(&connection->config, profile));
}

static void read_manner(struct connection *connection)
{
    struct err err;
    if (!retry_manner_read(&connection->config, connection->profile, &connection->manner, &err) &&
        connection->state != CONNECTION_FAILED)
        fail(connection, &err);
}

struct connection *connection_new(const struct connection_plan *plan)
{
    struct connection *connection = mem_alloc(1, sizeof *connection);
    connection->references = 1;
    connection->account = mem_dup("");
    connection->principal = mem_dup("");
    connection->label = mem_dup("");
    connection->colour = mem_dup("");
    retry_bucket_init(&connection->bucket);
    if (plan->local)
        make_local(connection, plan);
    else
        make_remote(connection, plan);
    read_manner(connection);
    apply_settings(connection, plan);
    if (connection->endpoint == NULL)
        connection->endpoint = endpoint_name(connection);
    return connection;
}

struct connection *connection_hold(struct connection *connection)
{
    connection->references++;
    return connection;
}

void connection_release(struct connection *connection)
{
    if (connection == NULL || --connection->references > 0)
        return;
    credentials_release(&connection->credentials);
    config_release(&connection->config);
    texts_release(&connection->tried);
    texts_release(&connection->allowed_regions);
    texts_release(&connection->allow_http);
    free(connection->profile);
    free(connection->endpoint_option);
    free(connection->endpoint);
    free(connection->label);
    free(connection->colour);
    free(connection->account);
    free(connection->principal);
    free(connection->region);
    free(connection->mfa_serial);
    free(connection);
}

void connection_local_ready(struct connection *connection, int port)
{
    connection->endpoint_option = mem_printf("http://127.0.0.1:%d", port);
    connection->state = CONNECTION_READY;
}

void connection_local_failed(struct connection *connection, const struct err *err)
{
    fail(connection, err);
}

/* ---- keys ---- */

void connection_fill_wish(const struct connection *connection, struct credentials_wish *wish)
{
    wish->config = &connection->config;
    wish->profile = connection->profile;
    wish->ignore_env = connection->ignore_env;
    wish->region = connection->region;
    wish->endpoint_url = connection->endpoint_option;
    wish->allow_http = &connection->allow_http;
    wish->manner = connection->manner;
    wish->skew_ms = connection->skew_ms;
}

const char *connection_ca_bundle(const struct connection *connection)
{
    return config_setting(&connection->config, connection->profile, "AWS_CA_BUNDLE", "ca_bundle");
}

void connection_ask_code(struct connection *connection, const char *serial)
{
    free(connection->mfa_serial);
    connection->mfa_serial = mem_dup(serial);
}

char *connection_keys_name(const struct connection *connection)
{
    static const char *const variables[] = {"AWS_ACCESS_KEY_ID", "AWS_ROLE_ARN",
                                            "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
                                            "AWS_CONTAINER_CREDENTIALS_FULL_URI"};
    static const char *const keys[] = {"aws_access_key_id", "role_arn",      "sso_account_id",
                                       "sso_role_name",     "login_session", "credential_process"};
    struct strbuf out = STRBUF_INIT;
    strbuf_addf(&out, "%s\n", connection->profile);
    for (size_t i = 0; !connection->local && !connection->ignore_env && i < ARRAY_COUNT(variables); i++)
        if (env_get_filled(variables[i]) != NULL)
            strbuf_addf(&out, "%s\n", env_get(variables[i]));
    for (size_t i = 0; !connection->local && i < ARRAY_COUNT(keys); i++) {
        const char *value = config_value(&connection->config, connection->profile, keys[i]);
        /* The keys of a session change with each sign-in: their profile stands for them. */
        if (value != NULL && strncmp(value, "ASIA", 4) != 0)
            strbuf_addf(&out, "%s\n", value);
    }
    return strbuf_detach(&out);
}

/* ---- asking ---- */

const char *connection_lane(const struct connection *connection)
{
    if (*connection->account != '\0')
        return connection->account;
    return connection->credentials.access_key != NULL ? connection->credentials.access_key : "";
}

bool connection_may_use(const struct connection *connection, const char *region, struct err *err)
{
    if (settings_allow(&connection->allowed_regions, region))
        return true;
    struct strbuf names = STRBUF_INIT;
    for (size_t i = 0; i < connection->allowed_regions.count; i++)
        strbuf_addf(&names, "%s%s", i > 0 ? ", " : "", connection->allowed_regions.items[i]);
    err_set(err, ERR_REFUSED, "the profile %s may not be used in %s", connection->profile, region);
    err_hint(err, "allowed_regions in etrig's config says where it may: %s", names.text);
    strbuf_release(&names);
    return false;
}

char *connection_url(const struct connection *connection, enum aws_service service, const char *region,
                     struct err *err)
{
    return endpoint_url(service, region, connection->endpoint_option, &connection->config,
                        connection->profile, &connection->allow_http, err);
}

static enum store_state shown_state(const struct connection *connection)
{
    if (connection->state == CONNECTION_FAILED || connection->lapsed ||
        connection->identity == CONNECTION_REFUSED)
        return STORE_FAILED;
    return connection->identity == CONNECTION_ASKING ? STORE_READING : STORE_READ;
}

void connection_describe(const struct connection *connection, struct store_connection *out)
{
    store_connection_init(out);
    out->state = shown_state(connection);
    if (connection->state == CONNECTION_FAILED || connection->lapsed)
        out->failure = connection->failure;
    else if (connection->identity == CONNECTION_REFUSED)
        out->failure = connection->identity_failure;
    else if (out->state == STORE_READING)
        out->failure = connection->identity_late;
    out->no_credentials =
        connection->state == CONNECTION_FAILED && connection->credentials.access_key == NULL;
    bool keys_of_environment =
        connection->credentials.source != NULL && strcmp(connection->credentials.source, "environment") == 0;
    set_text(&out->profile, keys_of_environment ? "" : connection->profile);
    set_text(&out->account, connection->account);
    set_text(&out->principal, connection->principal);
    set_text(&out->label, connection->label);
    set_text(&out->colour, connection->colour);
    set_text(&out->endpoint, connection->endpoint);
    out->local = connection->local;
    out->read_only = connection->read_only;
    out->protected_ = connection->protected_;
    out->plain_http = !connection->local && strncmp(connection->endpoint, "http://", 7) == 0 &&
                      !endpoint_is_loopback(connection->endpoint);
    out->expires_ms = connection->credentials.expires_ms;
    out->lapsed = connection->lapsed;
    out->asks = connection->asks;
    out->mfa_serial = mem_dup(connection->mfa_serial);
    out->login = connection->local || keys_of_environment
                     ? NULL
                     : config_login_command(&connection->config, connection->profile);
    texts_copy(&out->tried, &connection->tried);
}

void connection_scope_read(struct connection_scope *scope, const char *profile, const char *endpoint_url)
{
    struct aws_config config;
    const char *name;
    *scope = (struct connection_scope){.profile = NULL};
    read_files(&config, profile, &name, &scope->failure);
    scope->profile = mem_dup(name);
    scope->region = mem_dup(config_region(&config, name));
    scope->place = config_region_place(&config, name);
    scope->own_endpoint = endpoint_is_configured(AWS_CLOUDCONTROL, endpoint_url, &config, name);
    config_release(&config);
}

void connection_scope_release(struct connection_scope *scope)
{
    free(scope->profile);
    free(scope->region);
    free(scope->place);
}
