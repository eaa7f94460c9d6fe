/* backend_scope: which regions and domains are read, and over which profile. */
#include "backend/backend_state.h"

#include <stdlib.h>
#include <string.h>
#include "aws/config.h"
#include "aws/endpoint.h"
#include "base/mem.h"

/* ---- what variables, the profile and the config say ---- */

/* place says where the names stand; NULL: on the command line. Taken over. */
static bool check_regions(const struct backend *backend, const struct texts *regions, char *place,
                          struct err *err)
{
    bool fine = true;
    for (size_t i = 0; i < regions->count && fine; i++)
        fine = backend_region_is_plausible(backend, regions->items[i], err);
    if (!fine && place != NULL)
        err_context(err, "%s", place);
    free(place);
    return fine;
}

/* A line of the config. free(). */
static char *place_of(const struct backend *backend, int line)
{
    return settings_place(backend->worker->settings_path, line);
}

static bool check_allowed(const struct backend *backend, struct err *err)
{
    const struct settings_profile *profile = backend->profile;
    return profile == NULL || check_regions(backend, &profile->allowed_regions,
                                            place_of(backend, profile->allowed_regions_line), err);
}

static bool take_all(struct backend *backend, struct err *err)
{
    if (!backend_known_regions(backend, &backend->regions, err))
        return err_context(err, "all");
    return check_regions(backend, &backend->regions, place_of(backend, backend->profiles_line), err);
}

/* Without a word of the person: the profile's region, else those of the config. */
static bool take_own(struct backend *backend, const struct connection_scope *scope, struct err *err)
{
    if (scope->region != NULL) {
        texts_add(&backend->regions, scope->region);
        return check_regions(backend, &backend->regions, mem_dup(scope->place), err);
    }
    texts_copy(&backend->regions, &backend->settings_regions);
    return check_regions(backend, &backend->regions, place_of(backend, backend->settings_line), err);
}

static void take_profile(struct backend *backend, const struct connection_scope *scope, bool local)
{
    backend->profile = local ? NULL : connection_plan_profile(&backend->worker->plan, scope->profile);
    err_clear(&backend->profile_failure);
    if (!local)
        backend->profile_failure = scope->failure;
    free(backend->own_region);
    backend->own_region = mem_dup(scope->region);
    backend->own_endpoint = local || scope->own_endpoint;
}

static void take_settings(struct backend *backend, const struct settings *settings)
{
    if (settings == NULL)
        return;
    texts_copy(&backend->settings_regions, &settings->regions);
    texts_copy(&backend->profiles_regions, &settings->profiles_regions);
    backend->settings_line = settings->regions_line;
    backend->profiles_line = settings->profiles_regions_line;
}

static bool take_regions(struct backend *backend, const struct texts *given,
                         const struct connection_scope *scope, struct err *err)
{
    if (!check_allowed(backend, err))
        return false;
    if (backend->by_all)
        return take_all(backend, err);
    if (!backend->regions_given)
        return take_own(backend, scope, err);
    texts_copy(&backend->regions, given);
    return check_regions(backend, &backend->regions, NULL, err);
}

bool backend_make_scope(struct backend *backend, const struct backend_options *options, struct err *err)
{
    struct connection_scope scope;
    backend->by_all = options->regions_by_all;
    backend->regions_given = options->regions.count > 0 || options->regions_by_all;
    backend->use_cache = options->use_cache;
    take_settings(backend, options->settings);
    texts_copy(&backend->domains, &options->domains);
    backend->endpoint_url = mem_dup(options->endpoint_url);
    connection_scope_read(&scope, options->profile, options->endpoint_url);
    take_profile(backend, &scope, options->local.data_file != NULL);
    bool fine = take_regions(backend, &options->regions, &scope, err);
    connection_scope_release(&scope);
    return fine;
}

struct message *backend_scope_message(const struct backend *backend)
{
    struct message *message = message_new(MESSAGE_SCOPE);
    texts_copy(&message->regions, &backend->regions);
    for (size_t i = 0; i < backend->beside.count; i++)
        if (!texts_has(&message->regions, backend->beside.items[i]))
            texts_add(&message->regions, backend->beside.items[i]);
    texts_copy(&message->domains, &backend->domains);
    message->flag = backend->by_all;
    return message;
}

/* ---- asked for by the caller ---- */

bool backend_profile_is_wrong(const struct backend *backend, struct err *err)
{
    if (backend->profile_failure.code == ERR_NONE)
        return false;
    *err = backend->profile_failure;
    return true;
}

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

/* In no region of the partition, or in none where the profile may go. */
static bool say_nowhere(const struct backend *backend, const char *region, bool is_offered, struct err *err)
{
    if (is_offered) {
        char *place = place_of(backend, backend->profile->allowed_regions_line);
        err_set(err, ERR_USAGE, "Customer Profiles is offered in none of the regions of profile %s (%s)",
                backend->profile->name, place);
        free(place);
        return err_hint(err, "add one to allowed_regions, or name the regions");
    }
    err_set(err, ERR_USAGE, "nobody has said yet where Customer Profiles is offered beside %s",
            region != NULL ? region : "AWS's first partition");
    return err_hint(err, "name the regions, or list them as profiles_regions in etrig's config");
}

bool backend_known_regions(const struct backend *backend, struct texts *names, struct err *err)
{
    const struct texts *now = &backend->regions;
    const char *region = backend->own_region;
    struct texts offered = {0};
    if (region == NULL && now->count > 0)
        region = now->items[0];
    if (backend->profiles_regions.count > 0)
        texts_copy(&offered, &backend->profiles_regions);
    else
        endpoint_profiles_regions(region, &offered);
    bool is_offered = offered.count > 0;
    size_t had = names->count;
    for (size_t i = 0; i < offered.count; i++)
        if (backend->profile == NULL || settings_allow(&backend->profile->allowed_regions, offered.items[i]))
            texts_add(names, offered.items[i]);
    texts_release(&offered);
    return names->count > had || say_nowhere(backend, region, is_offered, err);
}

bool backend_region_is_plausible(const struct backend *backend, const char *region, struct err *err)
{
    return backend->own_endpoint ? endpoint_region_is_label(region, err)
                                 : endpoint_region_is_plausible(region, err);
}

bool backend_connect(struct backend *backend, const char *profile, struct err *err)
{
    struct message *message = message_new(MESSAGE_CONNECT);
    struct connection_scope scope;
    bool fine = true;
    message->text = mem_dup(profile);
    mailbox_post(&backend->worker->inbox, message);
    connection_scope_read(&scope, profile, backend->endpoint_url);
    take_profile(backend, &scope, false);
    if (backend->by_all || !backend->regions_given) {
        texts_release(&backend->regions);
        fine = take_regions(backend, NULL, &scope, err);
        if (!fine)
            texts_release(&backend->regions);
    }
    connection_scope_release(&scope);
    mailbox_post(&backend->worker->inbox, backend_scope_message(backend));
    return fine;
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

void backend_scope_beside(struct backend *backend, const struct texts *regions)
{
    struct texts beside = {0};
    texts_copy(&beside, regions);
    texts_release(&backend->beside);
    backend->beside = beside;
    mailbox_post(&backend->worker->inbox, backend_scope_message(backend));
}
