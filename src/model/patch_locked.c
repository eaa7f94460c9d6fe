/* What a patch may not write. */
#include "model/patch.h"

#include "base/texts.h"
#include "model/fields.h"

struct locked {
    struct texts names;
    unsigned flags; /* of all that are written */
};

static void note_locked(const char *name, bool writes, void *context)
{
    const struct field *field = fields_member(&fields_event_trigger.root, name);
    struct locked *locked = context;
    unsigned flags = field ? field->flags & (FIELD_CREATE_ONLY | FIELD_READ_ONLY) : 0;

    if (!writes || !flags || texts_has(&locked->names, name))
        return;
    texts_add(&locked->names, name);
    locked->flags |= flags;
}

bool patch_may_write(const cJSON *patch, struct err *err)
{
    struct locked locked = {0};
    struct strbuf names = STRBUF_INIT;
    bool fine;

    patch_each_property(patch, note_locked, &locked);
    fine = locked.names.count == 0;
    for (size_t i = 0; i < locked.names.count; i++)
        strbuf_addf(&names, "%s%s", i ? ", " : "", locked.names.items[i]);
    if (!fine)
        err_set(err, ERR_INVALID, "the patch writes %s, which %s; nothing was sent", names.text,
                locked.names.count > 1           ? "cannot be changed"
                : locked.flags & FIELD_READ_ONLY ? "is read-only"
                                                 : "cannot change after creation");
    strbuf_release(&names);
    texts_release(&locked.names);
    return fine;
}
