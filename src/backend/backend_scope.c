/* backend_scope: which regions and domains are read, and over which profile. */
#include "backend/backend_state.h"

#include <stdlib.h>
#include "aws/config.h"
#include "aws/endpoint.h"
#include "base/mem.h"

/* ---- what variables, the profile and the config say ---- */

static bool check_region(const struct backend *backend, const char *region, const char *place,
                         struct err *err)
{
    if (backend_region_is_plausible(backend, region, err))
        return true;
    return place != NULL ? err_context(err, "%s", place) : false;
}

static bool check_regions(const struct backend *backend, const struct texts *regions, const char *place,
                          struct err *err)
{
    for (size_t i = 0; i < regions->count; i++)
        if (!check_region(backend, regions->items[i], place, err))
            return false;
    return true;
}

/* Every region of the partition where the service is offered and the profile may go. */
static bool take_all(struct backend *backend, const struct connection_scope *scope,
                     const struct settings_profile *profile, struct err *err)
{
    struct texts known = {0};
    backend_known_regions(backend, scope->region, &known);
    for (size_t i = 0; i < known.count; i++)
        if (profile == NULL || profile->allowed_regions.count == 0 ||
            texts_has(&profile->allowed_regions, known.items[i]))
            texts_add(&backend->regions, known.items[i]);
    texts_release(&known);
    if (backend->regions.count > 0)
        return check_regions(backend, &backend->regions, "profiles_regions in etrig's config", err);
    err_set(err, ERR_USAGE, "all: nobody has said yet where Customer Profiles is offered beside %s",
            scope->region != NULL ? scope->region : "AWS's first partition");
    return err_hint(err, "name the regions, or list them as profiles_regions in etrig's config");
}

/* What the config says of the profile; NULL: nothing. */
static const struct settings_profile *profile_settings(const struct backend_options *options,
                                                       const struct connection_scope *scope)
{
    return options->settings != NULL ? settings_profile(options->settings, scope->profile) : NULL;
}

static bool take_regions(struct backend *backend, const struct backend_options *options,
                         const struct connection_scope *scope, struct err *err)
{
    if (backend->by_all)
        return take_all(backend, scope, profile_settings(options, scope), err);
    if (backend->regions_given) {
        texts_copy(&backend->regions, &options->regions);
        return check_regions(backend, &backend->regions, NULL, err);
    }
    if (scope->region != NULL) {
        texts_add(&backend->regions, scope->region);
        return check_regions(backend, &backend->regions, scope->place, err);
    }
    texts_copy(&backend->regions, &backend->settings_regions);
    return check_regions(backend, &backend->regions, "regions in etrig's config", err);
}

bool backend_make_scope(struct backend *backend, const struct backend_options *options, struct err *err)
{
    struct connection_scope scope;
    bool local = options->local.fd >= 0;
    backend->by_all = options->regions_by_all;
    backend->regions_given = options->regions.count > 0 || options->regions_by_all;
    backend->use_cache = options->use_cache;
    if (options->settings != NULL) {
        texts_copy(&backend->settings_regions, &options->settings->regions);
        texts_copy(&backend->profiles_regions, &options->settings->profiles_regions);
    }
    texts_copy(&backend->domains, &options->domains);
    backend->endpoint_url = mem_dup(options->endpoint_url);
    connection_scope_read(&scope, options->profile, options->endpoint_url);
    backend->own_endpoint = local || scope.own_endpoint;
    bool fine = take_regions(backend, options, &scope, err);
    connection_scope_release(&scope);
    return fine;
}

struct message *backend_scope_message(const struct backend *backend)
{
    struct message *message = message_new(MESSAGE_SCOPE);
    texts_copy(&message->regions, &backend->regions);
    texts_copy(&message->domains, &backend->domains);
    message->flag = backend->by_all;
    return message;
}

/* ---- asked for by the caller ---- */

const struct texts *backend_regions(const struct backend *backend)
{
    return &backend->regions;
}

void backend_profiles(struct texts *names)
{
    struct aws_config config;
    struct err ignored;
    if (!config_load(&config, &ignored))
        return;
    config_profiles(&config, names);
    config_release(&config);
}

void backend_known_regions(const struct backend *backend, const char *region, struct texts *names)
{
    if (backend->profiles_regions.count > 0)
        texts_copy(names, &backend->profiles_regions);
    else
        endpoint_profiles_regions(region, names);
}

bool backend_region_is_plausible(const struct backend *backend, const char *region, struct err *err)
{
    return backend->own_endpoint ? endpoint_region_is_label(region, err)
                                 : endpoint_region_is_plausible(region, err);
}

/* The region of another profile; one that is no region's name shows where it is read. */
static void find_regions(struct backend *backend, const struct connection_scope *scope)
{
    texts_release(&backend->regions);
    if (scope->region != NULL)
        texts_add(&backend->regions, scope->region);
    else
        texts_copy(&backend->regions, &backend->settings_regions);
}

void backend_connect(struct backend *backend, const char *profile)
{
    struct message *message = message_new(MESSAGE_CONNECT);
    struct connection_scope scope;
    message->text = mem_dup(profile);
    mailbox_post(&backend->worker->inbox, message);
    connection_scope_read(&scope, profile, backend->endpoint_url);
    backend->own_endpoint = scope.own_endpoint;
    if (!backend->regions_given)
        find_regions(backend, &scope);
    connection_scope_release(&scope);
    mailbox_post(&backend->worker->inbox, backend_scope_message(backend));
}

void backend_scope(struct backend *backend, const struct texts *regions, bool by_all,
                   const struct texts *domains)
{
    struct texts regions_now = {0}, domains_now = {0};
    texts_copy(&regions_now, regions); /* before the old ones go: they may be the same */
    texts_copy(&domains_now, domains);
    texts_release(&backend->regions);
    texts_release(&backend->domains);
    backend->regions = regions_now;
    backend->domains = domains_now;
    backend->by_all = by_all;
    backend->regions_given = true;
    mailbox_post(&backend->worker->inbox, backend_scope_message(backend));
}
