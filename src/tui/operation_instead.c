#include "tui/operation_instead.h"

#include <string.h>

#include "tui/form_instead.h"
#include "tui/tui.h"
#include "tui/view_form.h"

void operation_instead_words(struct tui *tui, const struct operation *operation, struct strbuf *out)
{
    enum operation_bar bar = operation_bar(operation);
    const char *mark = strchr(operation->identifier, '|'), *name = mark ? mark + 1 : operation->identifier;

    if (bar == OPERATION_BAR_GONE)
        form_instead_say_anew(tui, name, out);
    else if (bar == OPERATION_BAR_TAKEN)
        form_instead_say_open(tui, name, out);
}

void operation_instead_act(struct tui *tui, const struct operation *operation)
{
    enum operation_bar bar = operation_bar(operation);

    if (bar == OPERATION_BAR_NONE)
        tui_say(tui,
                "this is for a change of a trigger that was deleted elsewhere, and for a new one whose name "
                "exists already");
    else if (tui_refuses_changes(tui))
        return;
    else if (bar == OPERATION_BAR_GONE)
        view_form_anew(tui, operation);
    else
        tui_push(tui, view_form_edit(tui, operation->region, operation->identifier));
}
