#include "tui/form_instead.h"

#include <string.h>

#include "model/document.h"
#include "tui/tui.h"

char *form_instead_identifier(const struct form_session *session)
{
    return document_identifier(session->form->document);
}

/* True if a trigger of this name is in the list, or AWS has said that there is one to the newest change of it. */
static bool exists(const struct store *store, const char *region, const char *identifier)
{
    if (store_find(store, region, identifier))
        return true;
    for (size_t i = store->operation_count; i-- > 0;) {
        const struct operation *operation = &store->operations[i];

        if (strcmp(operation->region, region) == 0 && strcmp(operation->identifier, identifier) == 0)
            return operation_bar(operation) == OPERATION_BAR_TAKEN;
    }
    return false;
}

enum form_instead form_instead_offer(const struct form_session *session)
{
    char *identifier;
    bool taken;

    if (!session->form || session->form->read_only)
        return FORM_INSTEAD_NOTHING;
    if (!session->is_new)
        return session->gone ? FORM_INSTEAD_ANEW : FORM_INSTEAD_NOTHING;
    identifier = form_instead_identifier(session);
    taken = identifier && exists(tui_store(session->tui), session->region, identifier);
    free(identifier);
    return taken ? FORM_INSTEAD_OPEN : FORM_INSTEAD_NOTHING;
}

void form_instead_say_anew(struct tui *tui, const char *name, struct strbuf *out)
{
    strbuf_addf(out, "%s was deleted elsewhere: ", name);
    tui_key(tui, ACTION_INSTEAD, out);
    strbuf_adds(out, " creates it anew from what you typed");
}

void form_instead_say_open(struct tui *tui, const char *name, struct strbuf *out)
{
    strbuf_addf(out, "%s exists already: ", name);
    tui_key(tui, ACTION_INSTEAD, out);
    strbuf_adds(out, " opens it; what you typed stays a draft");
}

void form_instead_words(const struct form_session *session, struct strbuf *out)
{
    enum form_instead offer = form_instead_offer(session);

    if (offer == FORM_INSTEAD_ANEW)
        form_instead_say_anew(session->tui, session->name, out);
    else if (offer == FORM_INSTEAD_OPEN)
        form_instead_say_open(session->tui, json_text(session->form->document, "EventTriggerName"), out);
}
