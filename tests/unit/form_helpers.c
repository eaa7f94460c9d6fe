#include "form_helpers.h"

#include <stdio.h>
#include <string.h>

#include "tui/form_places.h"
#include "tui/form_text.h"

const char form_helpers_order[] =
    "{'DomainName':'retail','EventTriggerName':'high-value-order','ObjectTypeName':'Order',"
    "'Description':'Orders above 500 go to the VIP flow.','SegmentFilter':'vip-eu',"
    "'EventTriggerConditions':["
    "{'LogicalOperator':'ALL','EventTriggerDimensions':[{'ObjectAttributes':["
    "{'FieldName':'total','ComparisonOperator':'GREATER_THAN','Values':['500']},"
    "{'FieldName':'currency','ComparisonOperator':'CONTAINS','Values':['EUR','GBP']}]}]},"
    "{'LogicalOperator':'NONE','EventTriggerDimensions':[{'ObjectAttributes':["
    "{'Source':'_source.status','ComparisonOperator':'CONTAINS','Values':['cancelled']}]}]}],"
    "'EventTriggerLimits':{'EventExpiration':300000,"
    "'Periods':[{'Unit':'HOURS','Value':24,'MaxInvocationsPerProfile':5}]},"
    "'CreatedAt':'2026-01-01T00:00:00Z','LastUpdatedAt':'2026-01-02T00:00:00Z',"
    "'Tags':[{'Key':'team','Value':'cx'},{'Key':'aws:cloudformation:stack-name','Value':'orders'}]}";

static struct form *make(const char *json, bool editing)
{
    cJSON *document = helpers_json(json);
    struct form *form = form_new(editing ? document : NULL, document, editing, false);

    cJSON_Delete(document);
    return form;
}

struct form *form_helpers_edit(const char *json)
{
    return make(json, true);
}

struct form *form_helpers_create(const char *json)
{
    return make(json, false);
}

static void dump_cell(const struct form *form, size_t row, size_t i, struct strbuf *out)
{
    const struct form_cell *cell = &form->rows.items[row].cells[i];
    bool focused = form->row == row && form->cell == (int)i;

    strbuf_adds(out, focused ? " >[" : cell->locked ? " (" : " [");
    form_text_show(cell->field, cell->value, out);
    strbuf_adds(out, cell->locked ? ")" : "]");
    strbuf_adds(out, cell->kind == FORM_CHOICE || cell->kind == FORM_PICKER ? "v" : "");
    strbuf_adds(out, cell->kind == FORM_JSON ? "json" : "");
}

static void dump_row(const struct form *form, size_t at, struct strbuf *out)
{
    const struct form_row *row = &form->rows.items[at];
    struct strbuf part = STRBUF_INIT;

    strbuf_adds(out, form->row == at && form->cell == FORM_HEAD ? ">" : "");
    strbuf_fill(out, ' ', 2 * row->depth);
    strbuf_adds(out, !row->fold ? "" : row->open ? "- " : "+ ");
    strbuf_adds(out, row->label);
    for (size_t i = 0; i < row->cell_count; i++)
        dump_cell(form, at, i, out);
    if (form_counter(row, &part))
        strbuf_addf(out, " {%s}", part.text);
    strbuf_reset(&part);
    if (form_was(form, row, &part))
        strbuf_addf(out, " *%s", part.text);
    strbuf_reset(&part);
    if (form_problem_words(row, &part))
        strbuf_addf(out, " !%s", part.text);
    strbuf_addc(out, '\n');
    strbuf_release(&part);
}

char *form_helpers_dump(const struct form *form)
{
    struct strbuf out = STRBUF_INIT;

    for (size_t i = 0; i < form->rows.count; i++)
        dump_row(form, i, &out);
    return strbuf_detach(&out);
}

void form_helpers_at_place(struct form *form, const char *pointer, const char *file, int line)
{
    const char *reached;

    form_focus(form, pointer);
    reached = form_places_pointer(form_focused_row(form), form->cell);
    if (strcmp(reached, pointer) != 0) {
        print_error("no place for %s, the nearest is %s\n", pointer, reached);
        _fail(file, line);
    }
}

void form_helpers_open(struct form *form, const char *pointer)
{
    form_helpers_at(form, pointer);
    if (!form_focused_row(form)->open)
        form_toggle(form);
}

char *form_helpers_line(const struct form *form)
{
    struct strbuf out = STRBUF_INIT;

    dump_row(form, form->row, &out);
    strbuf_truncate(&out, out.length - 1);
    return strbuf_detach(&out);
}
