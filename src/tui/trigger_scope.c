#include "tui/trigger_scope.h"

#include "base/mem.h"
#include "tui/view_picker.h"

/* Gives the backend what to look at; lists anew only if something is not known yet. */
static void set_scope(struct tui *tui, const struct texts *regions, bool by_all, const struct texts *domains,
                      bool list)
{
    struct texts copy = {0}, shown = {0};
    texts_copy(&copy, regions);
    texts_copy(&shown, domains);
    tui_show_domains(tui, &shown);
    backend_scope(tui_backend(tui), &copy, by_all, &shown);
    if (list)
        backend_list(tui_backend(tui), NULL);
    store_touch(tui_store(tui));
    texts_release(&copy);
    texts_release(&shown);
}

bool trigger_scope_by_all(struct tui *tui)
{
    const struct store *store = tui_store(tui);
    return store->region_count > 0 && store->regions[0].by_all;
}

static const char *first_of(const struct texts *names)
{
    return names->count ? names->items[0] : NULL;
}

/* ---- regions ---- */

static void take_regions(struct tui *tui, const struct texts *chosen)
{
    struct texts regions = {0};
    struct err err = {0};
    bool all = texts_has(chosen, "all"), fine = true;
    struct backend *backend = tui_backend(tui);
    if (all)
        fine = backend_known_regions(backend, &regions, &err);
    else
        texts_copy(&regions, chosen);
    for (size_t i = 0; i < regions.count && fine; i++)
        fine = backend_region_is_plausible(backend, regions.items[i], &err);
    if (fine)
        set_scope(tui, &regions, all, tui_domains(tui), true);
    else
        tui_fail(tui, &err);
    texts_release(&regions);
}

static void fill_regions(struct view_picker *picker, void *context)
{
    struct backend *backend = tui_backend(view_picker_tui(picker));
    const struct texts *now = backend_regions(backend);
    struct texts known = {0};
    struct err ignored;
    (void)context;
    backend_known_regions(backend, &known, &ignored);
    view_picker_state(picker, STORE_READ, NULL);
    view_picker_add(picker, "all", "every region where Customer Profiles is offered", false);
    for (size_t i = 0; i < known.count; i++)
        view_picker_add(picker, known.items[i], NULL, texts_has(now, known.items[i]));
    for (size_t i = 0; i < now->count; i++) {
        if (!texts_has(&known, now->items[i]))
            view_picker_add(picker, now->items[i], NULL, true);
    }
    texts_release(&known);
}

static void regions_chosen(struct tui *tui, const struct texts *chosen, void *context)
{
    (void)context;
    take_regions(tui, chosen);
}

void trigger_scope_regions(struct tui *tui, const char *given)
{
    struct texts names = {0};
    if (given)
        texts_split(&names, given, ',');
    if (names.count > 0)
        take_regions(tui, &names);
    else
        tui_push(tui, view_picker_new(tui, &(struct view_picker_options){
                                               .title = "Regions",
                                               .many = true,
                                               .free_text = true,
                                               .empty = "no region is known",
                                               .current = first_of(backend_regions(tui_backend(tui))),
                                               .fill = fill_regions,
                                               .done = regions_chosen}));
    texts_release(&names);
}

/* ---- domains ---- */

/* True if something of these domains (none: all) was not listed yet. */
static bool lacks(const struct store *store, const struct texts *domains)
{
    for (size_t r = 0; r < store->region_count; r++) {
        const struct store_region *region = &store->regions[r];
        if (domains->count == 0 && !region->domains_known)
            return true;
        for (size_t d = 0; d < domains->count; d++) {
            const struct store_domain *domain = store_find_domain(region, domains->items[d]);
            if (domain ? domain->state == STORE_UNREAD : !region->domains_known)
                return true;
        }
    }
    return store->region_count == 0;
}

static void take_domains(struct tui *tui, const struct texts *chosen)
{
    const struct texts none = {0};
    const struct texts *domains = texts_has(chosen, "all") ? &none : chosen;
    set_scope(tui, backend_regions(tui_backend(tui)), trigger_scope_by_all(tui), domains,
              lacks(tui_store(tui), domains));
}

static size_t domain_rows(const struct store *store, const char *name)
{
    size_t rows = 0;
    for (size_t r = 0; r < store->region_count; r++) {
        const struct store_domain *domain = store_find_domain(&store->regions[r], name);
        rows += domain ? domain->rows : 0;
    }
    return rows;
}

static void fill_domains(struct view_picker *picker, void *context)
{
    struct tui *tui = view_picker_tui(picker);
    const struct store *store = tui_store(tui);
    struct texts seen = {0};
    (void)context;
    view_picker_add(picker, "all", "every domain", false);
    for (size_t r = 0; r < store->region_count; r++) {
        for (size_t d = 0; d < store->regions[r].domain_count; d++) {
            const char *name = store->regions[r].domains[d].name;
            if (texts_has(&seen, name))
                continue;
            size_t rows = domain_rows(store, name);
            char *detail = mem_printf("%zu trigger%s", rows, rows == 1 ? "" : "s");
            view_picker_add(picker, name, detail, texts_has(tui_domains(tui), name));
            texts_add(&seen, name);
            free(detail);
        }
    }
    view_picker_state(picker, store->listing ? STORE_READING : STORE_READ,
                      store->listing ? store_why_late(store) : NULL);
    texts_release(&seen);
}

static void domains_chosen(struct tui *tui, const struct texts *chosen, void *context)
{
    (void)context;
    take_domains(tui, chosen);
}

void trigger_scope_domains(struct tui *tui, const char *given)
{
    struct texts names = {0};
    if (given)
        texts_split(&names, given, ',');
    if (names.count > 0)
        take_domains(tui, &names);
    else
        tui_push(tui,
                 view_picker_new(tui, &(struct view_picker_options){.title = "Domains",
                                                                    .many = true,
                                                                    .free_text = true,
                                                                    .empty = "no domain is known",
                                                                    .current = first_of(tui_domains(tui)),
                                                                    .fill = fill_domains,
                                                                    .done = domains_chosen}));
    texts_release(&names);
}

/* ---- profile ---- */

static void take_profile(struct tui *tui, const char *name)
{
    const struct texts none = {0};
    struct err err;
    tui_show_domains(tui, &none);
    bool fine = backend_connect(tui_backend(tui), name, &err);
    if (backend_regions(tui_backend(tui))->count > 0)
        backend_list(tui_backend(tui), NULL);
    else
        trigger_scope_regions(tui, NULL);
    if (fine)
        tui_say(tui, "profile %s", name);
    else
        tui_fail(tui, &err);
}

static void fill_profiles(struct view_picker *picker, void *context)
{
    struct texts names = {0};
    (void)context;
    backend_profiles(&names);
    view_picker_state(picker, STORE_READ, NULL);
    for (size_t i = 0; i < names.count; i++)
        view_picker_add(picker, names.items[i], NULL, false);
    texts_release(&names);
}

static void profile_chosen(struct tui *tui, const struct texts *chosen, void *context)
{
    (void)context;
    take_profile(tui, chosen->items[0]);
}

void trigger_scope_profile(struct tui *tui, const char *given)
{
    if (given && *given) {
        take_profile(tui, given);
        return;
    }
    tui_push(tui, view_picker_new(
                      tui, &(struct view_picker_options){.title = "Profile",
                                                         .empty = "~/.aws/config names no profile",
                                                         .fill = fill_profiles,
                                                         .done = profile_chosen,
                                                         .current = tui_store(tui)->connection.profile}));
}
