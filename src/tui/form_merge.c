#include "tui/form_merge.h"

#include <string.h>

#include "model/change.h"
#include "model/pointer.h"
#include "model/tags.h"
#include "tui/form_places.h"
#include "tui/tui.h"

void form_merge_release(struct form_merge *merge)
{
    merge_release(&merge->merge);
}

void form_merge_begin(struct form_merge *merge, const struct form_session *session)
{
    cJSON *live = json_parse_text(session->live, NULL);

    merge_begin(&merge->merge, session->form->base, live, session->form->document);
    cJSON_Delete(live);
}

bool form_merge_finish(struct form_merge *merge, struct form_session *session)
{
    cJSON *merged = merge_result(&merge->merge);
    bool differs = change_differs(merge->merge.theirs, merged);

    form_session_merge(session, merge->merge.theirs, differs ? merged : merge->merge.theirs);
    cJSON_Delete(merged);
    merge_release(&merge->merge);
    form_merge_leave_operation(merge, session->tui);
    return differs;
}

void form_merge_leave_operation(struct form_merge *merge, struct tui *tui)
{
    if (merge->number)
        backend_answer(tui_backend(tui), merge->number, false);
    merge->number = 0;
}

/* The first token of a pointer and its slash: "/EventTriggerLimits". */
static size_t property_length(const char *pointer)
{
    return *pointer ? 1 + strcspn(pointer + 1, "/") : 0;
}

/* The key of the tag that a pointer leads into; NULL: into no tag. borrowed from document. */
static const char *tag_key(const cJSON *document, const char *pointer)
{
    struct texts tokens = {0};
    const char *key = NULL;

    if (pointer_split(pointer, &tokens) && tokens.count > 1 && strcmp(tokens.items[0], tags_property) == 0)
        key = json_text(pointer_child(json_get(document, tags_property), tokens.items[1]), "Key");
    texts_release(&tokens);
    return key;
}

/* True for a line about the property with the focus, and where that is a tag, about that tag. */
static bool is_about(const struct form *form, const cJSON *live, const struct change_line *line,
                     const char *focus)
{
    size_t length = property_length(focus);
    const char *key = tag_key(form->document, focus), *its;

    if (property_length(line->pointer) != length || strncmp(line->pointer, focus, length) != 0)
        return false;
    its = tag_key(line->after ? live : form->base, line->pointer);
    return !key || !its || strcmp(key, its) == 0;
}

void form_merge_theirs(const struct form_session *session, struct strbuf *out)
{
    const char *focus = form_places_pointer(form_focused_row(session->form), session->form->cell);
    cJSON *live = session->live ? json_parse_text(session->live, NULL) : NULL;
    size_t more = 0;
    const struct change_line *first = NULL;
    struct change change = {0};

    if (live && *focus)
        change_between(session->form->base, live, &change);
    for (size_t i = 0; i < change.count; i++) {
        const struct change_line *line = &change.lines[i];

        if (!is_about(session->form, live, line, focus))
            continue;
        more += first != NULL;
        first = first ? first : line;
    }
    if (first)
        strbuf_addf(out, "theirs now: %s: %s", first->label,
                    first->after ? first->after : canvas_sign(CANVAS_SIGN_NONE));
    if (more)
        strbuf_addf(out, ", and %zu more", more);
    change_release(&change);
    cJSON_Delete(live);
}
