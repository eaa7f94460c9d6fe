#include "tui/form_begin.h"

#include "base/mem.h"
#include "tui/form_drafts.h"
#include "tui/tui.h"
#include "tui/view_form.h"
#include "tui/view_picker.h"

/* What is known so far. */
struct beginning {
    char *region; /* owned; NULL: to be chosen */
    char *domain; /* owned: where the domains' picker begins; may be NULL */
};

static void free_beginning(void *context)
{
    struct beginning *beginning = context;

    free(beginning->region);
    free(beginning->domain);
    free(beginning);
}

static struct beginning *new_beginning(const char *region, const char *domain)
{
    struct beginning *beginning = mem_alloc(1, sizeof *beginning);

    beginning->region = mem_dup(region);
    beginning->domain = mem_dup(domain);
    return beginning;
}

/* ---- the domain ---- */

static void fill_domains(struct view_picker *picker, void *context)
{
    const struct beginning *beginning = context;
    const struct store_region *region =
        store_find_region(tui_store(view_picker_tui(picker)), beginning->region);
    bool failed = region && (region->state == STORE_REGION_FAILED || region->state == STORE_REGION_DENIED);
    bool late = region && region->state == STORE_REGION_READING;

    for (size_t i = 0; region && i < region->domain_count; i++)
        view_picker_add(picker, region->domains[i].name, NULL, false);
    view_picker_state(picker,
                      failed                            ? STORE_FAILED
                      : region && region->domains_known ? STORE_READ
                                                        : STORE_READING,
                      failed || late ? &region->failure : NULL);
}

static void domain_chosen(struct tui *tui, const struct texts *chosen, void *context)
{
    const struct beginning *beginning = context;

    tui_push(tui, view_form_create(tui, beginning->region, chosen->items[0]));
}

/* The one domain that can be meant; NULL: there are several, or none is known. borrowed. */
static const char *only_domain(struct tui *tui, const char *region)
{
    const struct store_region *known = store_find_region(tui_store(tui), region);

    if (tui_domains(tui)->count == 1)
        return tui_domains(tui)->items[0];
    return known && known->domains_known && known->domain_count == 1 ? known->domains[0].name : NULL;
}

static void choose_domain(struct tui *tui, const char *region, const char *domain)
{
    const char *only = only_domain(tui, region);

    if (only) {
        tui_push(tui, view_form_create(tui, region, only));
        return;
    }
    tui_push(tui, view_picker_new(tui, &(struct view_picker_options){
                                           .title = "The new trigger's domain",
                                           .free_text = true,
                                           .typing = true,
                                           .empty = "this region has no domains",
                                           .fill = fill_domains,
                                           .done = domain_chosen,
                                           .context = new_beginning(region, domain),
                                           .free_context = free_beginning,
                                           .current = domain,
                                       }));
}

/* ---- the region ---- */

static void fill_regions(struct view_picker *picker, void *context)
{
    const struct texts *regions = backend_regions(tui_backend(view_picker_tui(picker)));

    (void)context;
    for (size_t i = 0; i < regions->count; i++)
        view_picker_add(picker, regions->items[i], NULL, false);
    view_picker_state(picker, STORE_READ, NULL);
}

static void region_chosen(struct tui *tui, const struct texts *chosen, void *context)
{
    choose_domain(tui, chosen->items[0], ((const struct beginning *)context)->domain);
}

static void begin_fresh(struct tui *tui, const char *region, const char *domain)
{
    const struct texts *regions = backend_regions(tui_backend(tui));

    if (regions->count == 0)
        tui_act(tui, ACTION_REGION, NULL);
    else if (regions->count == 1)
        choose_domain(tui, regions->items[0], domain);
    else
        tui_push(tui, view_picker_new(tui, &(struct view_picker_options){
                                               .title = "The new trigger's region",
                                               .typing = true,
                                               .empty = "no region is chosen",
                                               .fill = fill_regions,
                                               .done = region_chosen,
                                               .context = new_beginning(NULL, domain),
                                               .free_context = free_beginning,
                                               .current = region,
                                           }));
}

static void begin_as_chosen(struct tui *tui, void *context)
{
    const struct beginning *beginning = context;

    begin_fresh(tui, beginning->region, beginning->domain);
}

void form_begin_new(struct tui *tui, const char *region, const char *domain)
{
    if (tui_refuses_changes(tui))
        return;
    if (form_drafts_wait(tui, true))
        form_drafts_push(
            tui, &(struct form_drafts_fresh){begin_as_chosen, new_beginning(region, domain), free_beginning});
    else
        begin_fresh(tui, region, domain);
}
