#include "tui/form_picker.h"

#include "base/array.h"
#include "base/mem.h"
#include "base/text.h"
#include "tui/form_rows.h"
#include "tui/tui.h"
#include "tui/view_picker.h"

/* A list of the account, by the source that the field table names. */
static const struct source {
    enum field_source source;
    enum store_catalog_kind kind;
    bool of_object_type;
    const char *title, *empty;
} sources[] = {
    {FIELD_SOURCE_OBJECT_TYPES, STORE_OBJECT_TYPES, false, "Object types", "this domain has no object types"},
    {FIELD_SOURCE_SEGMENTS, STORE_SEGMENTS, false, "Segments", "this domain has no segments"},
    {FIELD_SOURCE_OBJECT_FIELDS, STORE_OBJECT_FIELDS, true, "Fields", "this object type has no fields"},
    {FIELD_SOURCE_ATTRIBUTES, STORE_ATTRIBUTES, true, "Fields", "this object type has no fields"},
};

/* An open picker. */
struct picking {
    char *region, *domain, *object_type; /* owned */
    const struct field *object; /* borrowed, static: whose member is picked; NULL: a property by itself */
    const struct field *member; /* borrowed, static */
    form_picker_fn done;
    void *context; /* borrowed */
};

static const struct source *source_of(const struct field *member)
{
    for (size_t i = 0; i < ARRAY_COUNT(sources); i++)
        if (sources[i].source == member->source)
            return &sources[i];
    return NULL;
}

/* ---- which members ---- */

/* The members that are picked from one list: the field itself and those that stand in for it. NULL: no more.
 */
static const struct field *member_number(const struct picking *picking, size_t number)
{
    if (!picking->object)
        return number == 0 ? picking->member : NULL;
    for (size_t i = picking->object->member_count; i-- > 0;) {
        const struct field *member = &picking->object->members[i];

        if ((member == picking->member || form_rows_alternatives(member, picking->member)) && number-- == 0)
            return member;
    }
    return NULL;
}

/* The first list stands as it is; the items of others carry their member's label: "status (source)". */
static char *shown_name(const struct picking *picking, size_t number, const char *name)
{
    char *label, *shown;

    if (number == 0)
        return mem_dup(name);
    label = text_fold(member_number(picking, number)->label);
    shown = mem_printf("%s (%s)", name, label);
    free(label);
    return shown;
}

/* ---- filling ---- */

static const struct store_catalog *catalog_of(struct tui *tui, const struct picking *picking,
                                              const struct source *source)
{
    return store_find_catalog(tui_store(tui), source->kind, picking->region, picking->domain,
                              source->of_object_type ? picking->object_type : NULL);
}

static void add_domains(struct view_picker *picker, const struct picking *picking)
{
    const struct store_region *region =
        store_find_region(tui_store(view_picker_tui(picker)), picking->region);

    for (size_t i = 0; region && i < region->domain_count; i++)
        view_picker_add(picker, region->domains[i].name, NULL, false);
    if (region && region->state == STORE_REGION_FAILED)
        view_picker_state(picker, STORE_FAILED, &region->failure);
    else
        view_picker_state(picker, region && region->domains_known ? STORE_READ : STORE_READING,
                          region && region->state == STORE_REGION_READING ? &region->failure : NULL);
}

static void add_items(struct view_picker *picker, const struct picking *picking, size_t number,
                      const struct store_catalog *catalog)
{
    for (size_t i = 0; catalog && i < catalog->count; i++) {
        char *name = shown_name(picking, number, catalog->items[i].name);

        view_picker_add(picker, name, catalog->items[i].detail, false);
        free(name);
    }
}

static void fill(struct view_picker *picker, void *context)
{
    const struct picking *picking = context;
    enum store_state state = STORE_FAILED;
    const struct err *failure = NULL, *late = NULL;
    const struct field *member;

    if (picking->member->source == FIELD_SOURCE_DOMAINS) {
        add_domains(picker, picking);
        return;
    }
    for (size_t i = 0; (member = member_number(picking, i)) != NULL; i++) {
        const struct store_catalog *catalog = catalog_of(view_picker_tui(picker), picking, source_of(member));

        add_items(picker, picking, i, catalog);
        if (!catalog || catalog->state == STORE_READING || catalog->state == STORE_UNREAD) {
            state = STORE_READING;
            late = catalog && catalog->failure.text[0] ? &catalog->failure : late;
        } else if (catalog->state == STORE_READ && state == STORE_FAILED) {
            state = STORE_READ;
        } else if (catalog->state == STORE_FAILED) {
            failure = &catalog->failure;
        }
    }
    view_picker_state(picker, state, state == STORE_FAILED ? failure : state == STORE_READING ? late : NULL);
}

static void ask(struct tui *tui, const struct picking *picking, bool again)
{
    const struct field *member;

    for (size_t i = 0; (member = member_number(picking, i)) != NULL; i++) {
        const struct source *source = source_of(member);

        if (source)
            backend_catalog(tui_backend(tui), source->kind, picking->region, picking->domain,
                            source->of_object_type ? picking->object_type : NULL, again);
    }
}

static void ask_again(struct tui *tui, void *context)
{
    ask(tui, context, true);
}

/* ---- choosing ---- */

static void chosen(struct tui *tui, const struct texts *names, void *context)
{
    struct picking *picking = context;
    const char *text = names->items[0];
    const struct field *member;
    char *plain = NULL;

    (void)tui;
    for (size_t i = 1; !plain && (member = member_number(picking, i)) != NULL; i++) {
        char *suffix = shown_name(picking, i, "");
        size_t length = strlen(text), cut = strlen(suffix);

        if (length > cut && strcmp(text + length - cut, suffix) == 0) {
            plain = mem_dup_n(text, length - cut);
            picking->done(member, plain, picking->context);
        }
        free(suffix);
    }
    if (!plain)
        picking->done(picking->object ? member_number(picking, 0) : picking->member, text, picking->context);
    free(plain);
}

static void free_picking(void *context)
{
    struct picking *picking = context;

    free(picking->region);
    free(picking->domain);
    free(picking->object_type);
    free(picking);
}

/* ---- opening ---- */

static char *text_of(const struct form *form, enum field_source source)
{
    const struct field *root = &fields_event_trigger.root;

    for (size_t i = 0; i < root->member_count; i++)
        if (root->members[i].source == source) {
            const char *text = json_text(form->document, root->members[i].json);

            return mem_dup(text ? text : "");
        }
    return mem_dup("");
}

static struct picking *new_picking(const struct form *form, const char *region)
{
    struct picking *picking = mem_alloc(1, sizeof *picking);

    picking->region = mem_dup(region);
    picking->domain = text_of(form, FIELD_SOURCE_DOMAINS);
    picking->object_type = text_of(form, FIELD_SOURCE_OBJECT_TYPES);
    return picking;
}

void form_picker_push(struct tui *tui, const struct form *form, const char *region, form_picker_fn done,
                      void *context)
{
    const struct form_cell *cell = form_focused_cell(form);
    const struct form_row *row = form_focused_row(form);
    struct picking *picking = new_picking(form, region);
    const struct source *source;

    picking->member = cell->field;
    picking->object = row->field != cell->field ? row->field : NULL;
    picking->done = done;
    picking->context = context;
    source = source_of(cell->field);
    if (*picking->domain && (!source || !source->of_object_type || *picking->object_type))
        ask(tui, picking, false);
    tui_push(tui, view_picker_new(tui, &(struct view_picker_options){
                                           .title = source ? source->title : "Domains",
                                           .free_text = true,
                                           .typing = true,
                                           .empty = source ? source->empty : "this region has no domains",
                                           .fill = fill,
                                           .done = chosen,
                                           .again = ask_again,
                                           .context = picking,
                                           .free_context = free_picking,
                                           .current = cJSON_GetStringValue(cell->value),
                                       }));
}

/* ---- content types ---- */

void form_picker_prepare(struct tui *tui, const struct form *form, const char *region)
{
    struct picking *picking = new_picking(form, region);

    if (*picking->domain && *picking->object_type)
        backend_catalog(tui_backend(tui), STORE_OBJECT_FIELDS, region, picking->domain, picking->object_type,
                        false);
    free_picking(picking);
}

/* The cell of the focused row that is picked from what the object type has. */
static const struct form_cell *compared_cell(const struct form *form)
{
    const struct form_row *row = form_focused_row(form);

    for (size_t i = 0; i < row->cell_count; i++) {
        const struct form_cell *cell = &row->cells[i];
        bool compared = cell->field && (cell->field->source == FIELD_SOURCE_OBJECT_FIELDS ||
                                        cell->field->source == FIELD_SOURCE_ATTRIBUTES);

        if (compared && cJSON_IsString(cell->value) && *cell->value->valuestring)
            return cell;
    }
    return NULL;
}

/* AWS does not say whether a source carries the prefix that mappings write before it. */
static const char *bare(const char *source)
{
    static const char prefix[] = "_source.";

    return strncmp(source, prefix, strlen(prefix)) == 0 ? source + strlen(prefix) : source;
}

static bool is_about(const struct store_item *item, const struct form_cell *cell)
{
    const char *text = cell->value->valuestring;

    if (cell->field->source == FIELD_SOURCE_OBJECT_FIELDS)
        return strcmp(item->name, text) == 0;
    return item->object_types && strcmp(bare(item->object_types), bare(text)) == 0;
}

const char *form_picker_content_type(struct tui *tui, const struct form *form, const char *region)
{
    const struct form_cell *cell = compared_cell(form);
    struct picking *picking = new_picking(form, region);
    const struct store_catalog *catalog = store_find_catalog(tui_store(tui), STORE_OBJECT_FIELDS, region,
                                                             picking->domain, picking->object_type);
    bool is_field = cell && cell->field->source == FIELD_SOURCE_OBJECT_FIELDS;
    const char *type = is_field && catalog && catalog->state == STORE_READ ? "" : NULL;

    for (size_t i = 0; cell && catalog && i < catalog->count; i++)
        if (is_about(&catalog->items[i], cell))
            type = catalog->items[i].detail;
    free_picking(picking);
    return type;
}
