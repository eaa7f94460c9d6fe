/* form_edit_whole: the part of form_edit.h that takes a whole document over. */
#include "tui/form_edit.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "base/texts.h"
#include "model/pointer.h"
#include "tui/form_places.h"
#include "tui/form_undo.h"

static void set(struct form *form, const char *name, const cJSON *value)
{
    struct strbuf pointer = STRBUF_INIT;

    pointer_add(&pointer, name);
    form_undo_set(form->undo, form->document, pointer.text, value ? cJSON_Duplicate(value, true) : NULL);
    strbuf_release(&pointer);
}

bool form_edit_whole(struct form *form, const cJSON *document, struct err *err)
{
    struct texts names = {0};
    const cJSON *member;
    char *focus;

    if (form->read_only)
        return err_set(err, ERR_REFUSED, "this form is for reading only");
    focus = mem_dup(form_places_pointer(form_focused_row(form), form->cell));
    cJSON_ArrayForEach(member, form->document)
    {
        if (!json_get(document, member->string))
            texts_add(&names, member->string);
    }
    form_undo_begin(form->undo, focus, false);
    for (size_t i = 0; i < names.count; i++)
        set(form, names.items[i], NULL);
    cJSON_ArrayForEach(member, document)
    {
        if (!json_equal(member, json_get(form->document, member->string)))
            set(form, member->string, member);
    }
    form_undo_end(form->undo);
    form_refresh(form, focus);
    texts_release(&names);
    free(focus);
    return true;
}
