#include "tui/form_claim.h"

#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "model/store_draft.h"
#include "tui/dialog.h"
#include "tui/frame.h"
#include "tui/tui.h"
#include "tui/view_form.h"

/* What was asked about. */
struct claim {
    char *account; /* owned: whose it is to be */
    struct store_draft draft;
};

static char *name_of(const struct store_draft *draft)
{
    return draft->is_new ? mem_dup("a new trigger") : mem_dup(strchr(draft->identifier, '|') + 1);
}

static void fill(struct dialog *dialog, void *context)
{
    const struct claim *claim = context;
    char *name = name_of(&claim->draft), *text;
    struct strbuf account = STRBUF_INIT;
    char age[8];
    bool now;

    clock_format_age(clock_wall_ms() - claim->draft.saved_ms, age);
    now = strcmp(age, "now") == 0;
    frame_account(&account, claim->account);
    dialog_clear(dialog);
    text = mem_printf("%s, typed %s%s, while the account was unknown.", name, now ? "just now" : age,
                      now ? "" : " ago");
    dialog_add(dialog, THEME_WARN, text);
    free(text);
    text = mem_printf("Go on with it in account %s, %s?", account.text, claim->draft.region);
    dialog_add(dialog, THEME_PLAIN, text);
    dialog_add(dialog, THEME_DIM, "It becomes a draft of that account. Nothing is sent before the review.");
    free(text);
    strbuf_release(&account);
    free(name);
}

/* The draft as it is now, if nothing that was asked about is another thing by now. */
static const struct store_draft *find(const struct store *store, const struct claim *claim)
{
    for (size_t i = 0; i < store->draft_count; i++) {
        const struct store_draft *draft = &store->drafts[i];

        if (store_draft_is_unclaimed(store, draft) && strcmp(draft->region, claim->draft.region) == 0 &&
            strcmp(draft->identifier, claim->draft.identifier) == 0 &&
            strcmp(store->connection.account, claim->account) == 0)
            return draft;
    }
    return NULL;
}

static bool has_its_own(struct tui *tui, const struct store_draft *draft)
{
    char *name;

    if (!store_find_draft(tui_store(tui), draft->region, draft->identifier))
        return false;
    name = name_of(draft);
    tui_failf(tui, "this account has a draft of %s already: send or discard that one first", name);
    free(name);
    return true;
}

/* The lock says that no other etrig writes it. */
static void take(struct tui *tui, const struct store_draft *draft, const struct claim *claim)
{
    struct store_draft own;
    struct err err = {0};

    if (!backend_draft_lock(tui_backend(tui), draft->account, draft->region, draft->identifier, &err)) {
        tui_fail(tui, &err);
        return;
    }
    store_draft_copy(&own, draft);
    free(own.account);
    own.account = mem_dup(claim->account);
    backend_draft_claim(tui_backend(tui), &own);
    store_put_draft(tui_store(tui), &own);
    store_remove_draft(tui_store(tui), "", own.region, own.identifier);
    backend_draft_unlock(tui_backend(tui), "", own.region, own.identifier);
    tui_push(tui, view_form_resume(tui, &own));
    store_draft_release(&own);
}

static void done(struct tui *tui, bool accepted, void *context)
{
    const struct claim *claim = context;
    const struct store_draft *draft = find(tui_store(tui), claim);

    if (!accepted || tui_refuses_changes(tui))
        return;
    if (!draft)
        tui_failf(tui, "the account or the draft is another one now: nothing is changed");
    else if (!has_its_own(tui, draft))
        take(tui, draft, claim);
}

static void release(void *context)
{
    struct claim *claim = context;

    store_draft_release(&claim->draft);
    free(claim->account);
    free(claim);
}

void form_claim_ask(struct tui *tui, const struct store_draft *draft)
{
    struct claim *claim;

    if (has_its_own(tui, draft))
        return;
    claim = mem_alloc(1, sizeof *claim);
    claim->account = mem_dup(tui_store(tui)->connection.account);
    store_draft_copy(&claim->draft, draft);
    tui_push(tui, dialog_new(tui, &(struct dialog_options){.title = "A draft of an unknown account",
                                                           .cancel = "Leave it",
                                                           .accept = "Go on with it",
                                                           .fill = fill,
                                                           .done = done,
                                                           .context = claim,
                                                           .free_context = release}));
}
