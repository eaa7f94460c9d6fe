#include "tui/form_draft.h"

#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/random.h"
#include "tui/tui.h"

/* Names hold no "?": nothing that is or will be at AWS is found in this place. */
char *form_draft_new_identifier(const char *domain)
{
    char uuid[37];

    random_uuid(uuid);
    return mem_printf("%s|?%s", domain ? domain : "", uuid);
}

bool form_draft_begin(struct form_draft *draft, struct tui *tui, const char *region, const char *identifier,
                      bool is_new, struct err *err)
{
    const char *account = tui_store(tui)->connection.account;

    *draft = (struct form_draft){.tui = tui, .is_new = is_new};
    draft->account = mem_dup(account ? account : "");
    draft->region = mem_dup(region);
    draft->identifier = mem_dup(identifier);
    if (tui_store(tui)->connection.read_only)
        return err_set(err, ERR_REFUSED, "this connection is READ-ONLY");
    draft->locked = backend_draft_lock(tui_backend(tui), draft->account, region, identifier, err);
    return draft->locked;
}

void form_draft_end(struct form_draft *draft)
{
    if (draft->locked)
        backend_draft_unlock(tui_backend(draft->tui), draft->account, draft->region, draft->identifier);
    free(draft->account);
    free(draft->region);
    free(draft->identifier);
    cJSON_Delete(draft->start);
    *draft = (struct form_draft){.tui = draft->tui};
}

const struct store_draft *form_draft_waiting(const struct form_draft *draft)
{
    return store_find_draft(tui_store(draft->tui), draft->region, draft->identifier);
}

void form_draft_watch(struct form_draft *draft, const struct form *form, const cJSON *start)
{
    cJSON_Delete(draft->start);
    draft->start = cJSON_Duplicate(start, true);
    draft->handed = draft->seen = form->version;
    draft->due_ms = 0;
    draft->kept = form_draft_waiting(draft) != NULL;
}

bool form_draft_pending(const struct form_draft *draft, const struct form *form)
{
    return draft->locked && draft->handed != form->version;
}

void form_draft_drop(struct form_draft *draft)
{
    draft->kept = false;
    if (!draft->locked)
        return;
    backend_draft_drop(tui_backend(draft->tui), draft->account, draft->region, draft->identifier);
    store_remove_draft(tui_store(draft->tui), draft->account, draft->region, draft->identifier);
}

/* The store knows before the worker has answered, so that a form opened again in that moment goes on with it. */
static void hand_over(struct form_draft *draft, const struct form *form)
{
    char *base = form->base ? json_print(form->base) : NULL, *document = json_print(form->document);
    struct store_draft saved = {
        .account = draft->account,
        .region = draft->region,
        .identifier = draft->identifier,
        .base = base,
        .document = document,
        .saved_ms = clock_wall_ms(),
        .is_new = draft->is_new,
        .endpoint = tui_store(draft->tui)->connection.endpoint,
    };

    backend_draft_save(tui_backend(draft->tui), &saved);
    store_put_draft(tui_store(draft->tui), &saved);
    draft->kept = true;
    free(base);
    free(document);
}

static void settle(struct form_draft *draft, const struct form *form)
{
    if (!json_equal(form->document, draft->start))
        hand_over(draft, form);
    else if (draft->kept)
        form_draft_drop(draft);
    draft->handed = form->version;
}

void form_draft_hold(struct form_draft *draft, const struct form *form)
{
    const char *account = tui_store(draft->tui)->connection.account;
    bool shown = strcmp(account ? account : "", draft->account) == 0; /* else its draft is not to be found */

    if (draft->locked && draft->kept && shown && !form_draft_waiting(draft)) {
        draft->kept = false;
        settle(draft, form);
    }
}

void form_draft_save(struct form_draft *draft, const struct form *form)
{
    if (form_draft_pending(draft, form))
        settle(draft, form);
}

int form_draft_tick(struct form_draft *draft, const struct form *form, int64_t now_ms)
{
    if (!form_draft_pending(draft, form))
        return -1;
    if (draft->seen != form->version) {
        draft->seen = form->version;
        draft->due_ms = now_ms + FORM_DRAFT_WAIT_MS;
    }
    if (now_ms < draft->due_ms)
        return (int)(draft->due_ms - now_ms);
    settle(draft, form);
    return -1;
}
