#include "tui/form_session.h"

#include "base/mem.h"
#include "model/change.h"
#include "model/document.h"
#include "model/merge.h"
#include "model/store_look.h"
#include "tui/form_places.h"
#include "tui/tui.h"

/* ---- beginning ---- */

/* Begins the form, or begins it anew with the focus where it was. base NULL for a new trigger; start is what needs
 * no draft. */
static void begin(struct form_session *session, const cJSON *base, const cJSON *document, const cJSON *start)
{
    char *focus = session->form
                      ? mem_dup(form_places_pointer(form_focused_row(session->form), session->form->cell))
                      : NULL;
    uint64_t version = session->form ? session->form->version : 0;

    if (session->form)
        form_free(session->form);
    session->form = form_new(base, document, !session->is_new, !session->draft.locked);
    session->form->version += version; /* who has looked at the one before looks again */
    session->begun++;
    form_draft_watch(&session->draft, session->form, start);
    if (focus)
        form_focus(session->form, focus);
    free(focus);
}

/* Goes on with the waiting draft. false: there is none that can be read, or another etrig edits it and there is
 * something else to show. One of a new trigger whose name exists by now stands on top of what is there. */
static bool begin_from_draft(struct form_session *session, const cJSON *start)
{
    bool shown = session->draft.locked || session->is_new || !start;
    const struct store_draft *draft = shown ? form_draft_waiting(&session->draft) : NULL;
    cJSON *document = draft ? json_parse_text(draft->document, NULL) : NULL;
    cJSON *base = draft && draft->base ? json_parse_text(draft->base, NULL) : NULL;

    if (document && !base && !session->is_new && start)
        base = cJSON_Duplicate(start, true);
    session->resumed = document && (base || session->is_new);
    if (session->resumed)
        begin(session, base, document, base ? base : start);
    cJSON_Delete(document);
    cJSON_Delete(base);
    return session->resumed;
}

static void begin_new(struct form_session *session)
{
    char *domain = mem_dup_n(session->identifier, strcspn(session->identifier, "|"));
    cJSON *document = document_new(*domain ? domain : NULL);

    if (!begin_from_draft(session, document))
        begin(session, NULL, document, document);
    cJSON_Delete(document);
    free(domain);
}

static void begin_edit(struct form_session *session, const char *text)
{
    cJSON *document = json_parse_text(text, NULL);

    if (document && !begin_from_draft(session, document))
        begin(session, document, document, document);
    cJSON_Delete(document);
}

void form_session_open(struct form_session *session, struct tui *tui, const char *region,
                       const char *identifier, bool is_new, bool from_draft)
{
    const char *bar = is_new ? NULL : strchr(identifier, '|');

    *session = (struct form_session){.tui = tui, .is_new = is_new, .from_draft = from_draft};
    session->region = mem_dup(region);
    session->identifier = mem_dup(identifier);
    session->name = mem_dup(bar ? bar + 1 : "");
}

bool form_session_waits_for_account(const struct form_session *session)
{
    const struct store_connection *connection = &tui_store(session->tui)->connection;

    return !session->opened && connection->state != STORE_READ &&
           !(connection->account && *connection->account);
}

/* Drafts are an account's: a form that is opened before it is known whose it will be could neither find its draft nor
 * keep one. True if the form is there now. */
static bool open_session(struct form_session *session)
{
    session->opened = true;
    form_draft_begin(&session->draft, session->tui, session->region, session->identifier, session->is_new,
                     &session->refusal);
    if (session->is_new)
        begin_new(session);
    else if (session->from_draft && !form_session_row(session))
        begin_from_draft(session, NULL);
    return session->form;
}

void form_session_close(struct form_session *session)
{
    if (session->form) {
        form_draft_save(&session->draft, session->form);
        form_free(session->form);
    }
    if (session->opened)
        form_draft_end(&session->draft);
    free(session->region);
    free(session->identifier);
    free(session->name);
    free(session->live);
}

/* ---- what happens meanwhile ---- */

const struct store_row *form_session_row(const struct form_session *session)
{
    return session->is_new ? NULL : store_find(tui_store(session->tui), session->region, session->identifier);
}

static void set_live(struct form_session *session, const char *text)
{
    free(session->live);
    session->live = mem_dup(text);
}

/* True if this change is one from base to live. */
static bool leads(const struct operation *operation, const cJSON *base, const cJSON *live)
{
    cJSON *before = operation->before ? json_parse_text(operation->before, NULL) : NULL;
    cJSON *after = operation->after ? json_parse_text(operation->after, NULL) : NULL;
    bool leads = before && after && !change_differs(before, base) && !change_differs(after, live);

    cJSON_Delete(before);
    cJSON_Delete(after);
    return leads;
}

/* True if a change of this process made of what the form began from what is at AWS now. */
static bool is_ours(const struct form_session *session, const cJSON *live)
{
    const struct store *store = tui_store(session->tui);

    for (size_t i = 0; i < store->operation_count; i++) {
        const struct operation *operation = &store->operations[i];

        if (operation->mine && operation->kind == OPERATION_UPDATE &&
            strcmp(operation->region, session->region) == 0 &&
            strcmp(operation->identifier, session->identifier) == 0 &&
            leads(operation, session->form->base, live))
            return true;
    }
    return false;
}

/* One's own change has succeeded: the form goes on from there, with what was typed since on top. It may hold that
 * change (it began from its draft), or be typed anew on what was before it: then the change stays but where
 * something else was typed in its place. Nobody else is asked about. */
static void go_on_from(struct form_session *session, const cJSON *live)
{
    struct form *form = session->form;
    struct merge merge = {0};
    cJSON *merged;

    merge_begin(&merge, form->base, live, form->document);
    merged = merge_result(&merge);
    merge_release(&merge);
    if (change_differs(merged, form->document)) {
        form_session_merge(session, live, merged);
    } else {
        form_rebase(form, live);
        form_draft_watch(&session->draft, form, live);
        session->draft.handed = 0;
        form_draft_save(&session->draft, form);
    }
    cJSON_Delete(merged);
}

/* A form in which nothing was typed, or nothing that is not at AWS by now (its change has succeeded), shows what
 * is there. */
static enum form_session_news compare(struct form_session *session, const char *text)
{
    cJSON *live = json_parse_text(text, NULL);
    bool differs = live && change_differs(session->form->base, live);
    bool untouched = json_equal(session->form->document, session->form->base) ||
                     (live && !change_differs(session->form->document, live));
    bool known = session->live && strcmp(session->live, text) == 0, ours;

    if (differs && untouched) {
        if (session->draft.kept) /* it says what is there */
            form_draft_drop(&session->draft);
        begin(session, live, live, live);
        session->resumed = false;
    }
    ours = differs && !untouched && is_ours(session, live);
    if (ours)
        go_on_from(session, live);
    set_live(session, differs && !untouched && !ours ? text : NULL);
    cJSON_Delete(live);
    if (ours)
        return FORM_SESSION_OURS;
    if (!differs || known)
        return FORM_SESSION_NOTHING;
    return untouched ? FORM_SESSION_BEGUN : FORM_SESSION_MOVED;
}

/* The row of a trigger that was there is not any more, or it was looked for and is not there. A region that nobody looks at
 * any longer has no rows either. */
static bool is_gone(const struct form_session *session)
{
    const struct store *store = tui_store(session->tui);
    const struct store_look *look = store_look_find(store, session->region, session->identifier);

    return (session->known && store_find_region(store, session->region)) ||
           (look && look->state == STORE_READ && !look->document);
}

static enum form_session_news note_absence(struct form_session *session)
{
    cJSON *nothing;

    if (session->gone || !is_gone(session))
        return FORM_SESSION_NOTHING;
    session->gone = true;
    set_live(session, NULL);
    nothing = cJSON_CreateObject();
    if (!session->form)
        begin_from_draft(session, nothing);
    cJSON_Delete(nothing);
    return FORM_SESSION_GONE;
}

/* Of a trigger that is not in the list. */
static enum form_session_news look_beside(struct form_session *session)
{
    const struct store_look *look =
        store_look_find(tui_store(session->tui), session->region, session->identifier);

    if (session->form && look && look->state == STORE_READ && look->document)
        return compare(session, look->document);
    return note_absence(session);
}

enum form_session_news form_session_update(struct form_session *session)
{
    const struct store_row *row = form_session_row(session);

    if (form_session_waits_for_account(session))
        return FORM_SESSION_NOTHING;
    if (!session->opened && open_session(session))
        return FORM_SESSION_BEGUN;
    if (session->is_new)
        return FORM_SESSION_NOTHING;
    if (!row)
        return look_beside(session);
    session->known = true;
    session->gone = false;
    if (!row->document || row->state != STORE_ROW_WHOLE)
        return FORM_SESSION_NOTHING;
    if (session->form) {
        enum form_session_news news = compare(session, row->document);

        form_draft_hold(&session->draft, session->form);
        return news;
    }
    begin_edit(session, row->document);
    if (session->resumed)
        compare(session, row->document);
    return session->form ? FORM_SESSION_BEGUN : FORM_SESSION_NOTHING;
}

/* ---- going on, starting over ---- */

static void save_anew(struct form_session *session)
{
    session->draft.handed = 0;
    form_draft_save(&session->draft, session->form);
}

void form_session_resume(struct form_session *session, const char *before, const char *after,
                         const char *live)
{
    const struct store_row *row = form_session_row(session);
    cJSON *seen = json_parse_text(before, NULL), *asked = json_parse_text(after, NULL);

    if (!session->opened)
        open_session(session);
    session->known = row != NULL;
    if (seen && asked && !begin_from_draft(session, seen)) {
        begin(session, seen, asked, seen);
        save_anew(session);
    }
    session->resumed = false;
    if (session->form)
        compare(session, row && row->document && row->state == STORE_ROW_WHOLE ? row->document : live);
    cJSON_Delete(seen);
    cJSON_Delete(asked);
}

void form_session_merge(struct form_session *session, const cJSON *theirs, const cJSON *merged)
{
    if (!session->opened)
        open_session(session);
    set_live(session, NULL);
    begin(session, theirs, merged, theirs);
    save_anew(session);
}

void form_session_create_anew(struct form_session *session)
{
    cJSON *document = document_sendable(session->form->document);
    cJSON *start = document_new(json_text(document, "DomainName"));

    set_live(session, NULL);
    session->is_new = session->draft.is_new = true;
    session->gone = session->known = false;
    begin(session, NULL, document, start);
    save_anew(session);
    cJSON_Delete(document);
    cJSON_Delete(start);
}

void form_session_edit_existing(struct form_session *session)
{
    const char *bar = strchr(session->identifier, '|');

    form_draft_save(&session->draft, session->form);
    form_free(session->form);
    session->form = NULL;
    session->is_new = session->draft.is_new = false;
    store_look_begin(tui_store(session->tui), session->region,
                     session->identifier); /* not what was seen before */
    free(session->name);
    session->name = mem_dup(bar ? bar + 1 : "");
}

void form_session_start_over(struct form_session *session)
{
    const struct store_row *row = form_session_row(session);
    cJSON *fresh = NULL;

    form_draft_drop(&session->draft);
    if (session->is_new)
        fresh = cJSON_Duplicate(session->draft.start, true);
    else if (row && row->document)
        fresh = json_parse_text(row->document, NULL);
    if (!fresh)
        fresh = cJSON_Duplicate(session->form->base, true);
    set_live(session, NULL);
    begin(session, session->is_new ? NULL : fresh, fresh, fresh);
    session->draft.kept = false;
    session->resumed = false;
    cJSON_Delete(fresh);
}
