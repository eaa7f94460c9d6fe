#include "tui/form_drafts.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/mem.h"
#include "model/store_draft.h"
#include "tui/canvas.h"
#include "tui/form_claim.h"
#include "tui/tui.h"
#include "tui/view_form.h"
#include "tui/view_picker.h"

static const char fresh_label[] = "begin a new one";

struct offer {
    struct tui *tui; /* borrowed */
    bool only_new;
    struct form_drafts_fresh fresh; /* begin NULL: not offered */
};

/* ---- which, and what they are called ---- */

/* Drafts with the label of each, which no other has. */
struct listed {
    const struct store_draft **drafts; /* owned, borrowed items */
    size_t count;
    struct texts labels;
};

/* Of the account that is shown, or of none that was known then. */
static bool is_offered(const struct store *store, const struct store_draft *draft)
{
    return store_find_draft(store, draft->region, draft->identifier) == draft ||
           store_draft_is_unclaimed(store, draft);
}

static int newest_first(const void *left, const void *right)
{
    const struct store_draft *a = *(const struct store_draft *const *)left,
                             *b = *(const struct store_draft *const *)right;

    if (a->saved_ms != b->saved_ms)
        return a->saved_ms > b->saved_ms ? -1 : 1;
    return strcmp(a->document, b->document);
}

/* The trigger's name, of a new one as far as it was typed. free(). */
static char *name_of(const struct store_draft *draft)
{
    cJSON *document = draft->is_new ? json_parse_text(draft->document, NULL) : NULL;
    const char *typed = json_text(document, "EventTriggerName");
    char *name = !draft->is_new ? mem_dup(strchr(draft->identifier, '|') + 1)
                                : mem_dup(typed && *typed ? typed : "no name yet");

    cJSON_Delete(document);
    return name;
}

static void add_label(struct listed *listed, const struct store_draft *draft)
{
    char *name = name_of(draft), *label = mem_dup(name);

    for (int number = 2; texts_has(&listed->labels, label) || strcmp(label, fresh_label) == 0; number++) {
        free(label);
        label = mem_printf("%s (%d)", name, number);
    }
    texts_add(&listed->labels, label);
    free(label);
    free(name);
}

static void list(const struct store *store, bool only_new, struct listed *out)
{
    *out = (struct listed){.drafts = mem_alloc(store->draft_count + 1, sizeof(*out->drafts))};
    for (size_t i = 0; i < store->draft_count; i++)
        if (is_offered(store, &store->drafts[i]) && (!only_new || store->drafts[i].is_new))
            out->drafts[out->count++] = &store->drafts[i];
    qsort(out->drafts, out->count, sizeof(*out->drafts), newest_first);
    for (size_t i = 0; i < out->count; i++)
        add_label(out, out->drafts[i]);
}

static void release_listed(struct listed *listed)
{
    free(listed->drafts);
    texts_release(&listed->labels);
}

static char *domain_of(const struct store_draft *draft)
{
    return mem_dup_n(draft->identifier, strcspn(draft->identifier, "|"));
}

/* True if it is offered at the row of its trigger in the list that is shown, whatever the filter hides. */
static bool has_line(struct tui *tui, const struct store_draft *draft)
{
    const struct store *store = tui_store(tui);
    const struct texts *domains = tui_domains(tui);
    char *domain = domain_of(draft);
    bool has = !store_draft_is_unclaimed(store, draft) &&
               (domains->count == 0 || texts_has(domains, domain)) &&
               store_find_region(store, draft->region) && store_find(store, draft->region, draft->identifier);

    free(domain);
    return has;
}

/* "new · retail · us-east-1 · 5m ago". free(). */
static char *describe(struct tui *tui, const struct store_draft *draft)
{
    const char *dot = canvas_sign(CANVAS_SIGN_DOT);
    const char *place = store_draft_is_unclaimed(tui_store(tui), draft) ? "account unknown then"
                        : draft->is_new                                 ? "new"
                        : has_line(tui, draft)                          ? "change"
                                                                        : "not in the list";
    char *domain = domain_of(draft), *words;
    char age[8];
    bool now;

    clock_format_age(clock_wall_ms() - draft->saved_ms, age);
    now = strcmp(age, "now") == 0;
    words = mem_printf("%s %s %s %s %s %s %s%s", place, dot, *domain ? domain : "no domain yet", dot,
                       draft->region, dot, now ? "just now" : age, now ? "" : " ago");
    free(domain);
    return words;
}

/* ---- the picker ---- */

static void fill(struct view_picker *picker, void *context)
{
    const struct offer *offer = context;
    struct listed listed;

    if (offer->fresh.begin)
        view_picker_add(picker, fresh_label, "", false);
    list(tui_store(offer->tui), offer->only_new, &listed);
    for (size_t i = 0; i < listed.count; i++) {
        char *words = describe(offer->tui, listed.drafts[i]);

        view_picker_add(picker, listed.labels.items[i], words, false);
        free(words);
    }
    view_picker_state(picker, STORE_READ, NULL);
    release_listed(&listed);
}

static void open_draft(struct tui *tui, const struct store_draft *draft)
{
    if (store_draft_is_unclaimed(tui_store(tui), draft))
        form_claim_ask(tui, draft);
    else
        tui_push(tui, view_form_resume(tui, draft));
}

static void chosen(struct tui *tui, const struct texts *names, void *context)
{
    const struct offer *offer = context;
    struct listed listed;

    if (offer->fresh.begin && strcmp(names->items[0], fresh_label) == 0) {
        offer->fresh.begin(tui, offer->fresh.context);
        return;
    }
    list(tui_store(tui), offer->only_new, &listed);
    for (size_t i = 0; i < listed.count && !tui_refuses_changes(tui); i++)
        if (strcmp(listed.labels.items[i], names->items[0]) == 0)
            open_draft(tui, listed.drafts[i]);
    release_listed(&listed);
}

static void free_offer(void *context)
{
    struct offer *offer = context;

    if (offer->fresh.free_context)
        offer->fresh.free_context(offer->fresh.context);
    free(offer);
}

bool form_drafts_wait(struct tui *tui, bool only_new)
{
    struct listed listed;
    bool wait;

    list(tui_store(tui), only_new, &listed);
    wait = listed.count > 0;
    release_listed(&listed);
    return wait;
}

void form_drafts_push(struct tui *tui, const struct form_drafts_fresh *fresh)
{
    struct offer *offer = mem_alloc(1, sizeof *offer);

    offer->tui = tui;
    offer->only_new = fresh != NULL;
    if (fresh)
        offer->fresh = *fresh;
    tui_push(tui, view_picker_new(tui, &(struct view_picker_options){
                                           .title = fresh ? "A new trigger, or one begun before" : "Drafts",
                                           .empty = "no draft waits",
                                           .fill = fill,
                                           .done = chosen,
                                           .context = offer,
                                           .free_context = free_offer,
                                       }));
}

/* ---- what the list says ---- */

/* While a region is being listed nobody knows which rows are missing. */
void form_drafts_words(struct tui *tui, struct strbuf *out)
{
    const struct store *store = tui_store(tui);
    size_t count = 0;

    for (size_t i = 0; i < store->draft_count && !store->listing; i++)
        count += is_offered(store, &store->drafts[i]) && !has_line(tui, &store->drafts[i]);
    if (count)
        strbuf_addf(out, "%s%zu draft%s %s :drafts", out->length ? "  " : "", count, count == 1 ? "" : "s",
                    canvas_sign(CANVAS_SIGN_DOT));
}
