#include "tui/operation_instead.h"

#include <string.h>

#include "tui/form_instead.h"
#include "tui/tui.h"
#include "tui/view_form.h"

/* True if the progress event names this error; without an event AWS refused the request itself. */
static bool may_be(const struct operation *operation, const char *code)
{
    cJSON *event = operation->event ? json_parse_text(operation->event, NULL) : NULL;
    const char *named = json_text(event, "ErrorCode");
    bool same = !named || strcmp(named, code) == 0;

    cJSON_Delete(event);
    return same;
}

enum operation_instead operation_instead_offer(const struct operation *operation)
{
    bool refused = operation->state == OPERATION_FAILED || operation->state == OPERATION_NOT_SENT;

    if (!refused || !operation->after)
        return OPERATION_INSTEAD_NOTHING;
    if (operation->kind == OPERATION_UPDATE && operation->before && operation->failure.code == ERR_NOT_FOUND)
        return OPERATION_INSTEAD_ANEW;
    if (operation->kind == OPERATION_CREATE && operation->failure.code == ERR_CONFLICT &&
        may_be(operation, "AlreadyExists"))
        return OPERATION_INSTEAD_OPEN;
    return OPERATION_INSTEAD_NOTHING;
}

void operation_instead_words(struct tui *tui, const struct operation *operation, struct strbuf *out)
{
    enum operation_instead offer = operation_instead_offer(operation);
    const char *bar = strchr(operation->identifier, '|'), *name = bar ? bar + 1 : operation->identifier;

    if (offer == OPERATION_INSTEAD_ANEW)
        form_instead_say_anew(tui, name, out);
    else if (offer == OPERATION_INSTEAD_OPEN)
        form_instead_say_open(tui, name, out);
}

void operation_instead_act(struct tui *tui, const struct operation *operation)
{
    enum operation_instead offer = operation_instead_offer(operation);

    if (offer == OPERATION_INSTEAD_NOTHING)
        tui_say(tui, "this change was not barred: there is nothing to do in its place");
    else if (tui_refuses_changes(tui))
        return;
    else if (offer == OPERATION_INSTEAD_ANEW)
        view_form_anew(tui, operation);
    else
        tui_push(tui, view_form_edit(tui, operation->region, operation->identifier));
}
