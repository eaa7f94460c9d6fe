#include "tui/form_help.h"

#include <inttypes.h>

#include "base/array.h"
#include "base/text.h"
#include "tui/form_edit.h"

/* "1 to 64 characters", "at most 50 items"; nothing without limits. */
static void add_range(int64_t min, int64_t max, const char *unit, struct strbuf *out)
{
    if (max < min)
        return;
    if (min <= 0)
        strbuf_addf(out, "at most %" PRId64, max);
    else
        strbuf_addf(out, "%" PRId64 " to %" PRId64, min, max);
    if (*unit)
        strbuf_addf(out, " %s", unit);
}

/* The rule of a field in words: "1 to 64 characters, letters, digits, _ and - only"; nothing if it has none. */
static void add_rule(const struct field *field, struct strbuf *out)
{
    if (field->kind == FIELD_TEXT && !field->choices)
        add_range(field->min, field->max, "characters", out);
    else if (field->kind == FIELD_INTEGER)
        add_range(field->min, field->max, "", out);
    else if (field->kind == FIELD_LIST)
        add_range(field->min, field->max, field->item->kind == FIELD_TEXT ? "values" : "items", out);
    if (field->kind == FIELD_LIST && field->item->kind == FIELD_TEXT) {
        strbuf_adds(out, ", each ");
        add_rule(field->item, out);
    }
    if (field->pattern_words)
        strbuf_addf(out, "%s%s", out->length ? ", " : "", field->pattern_words);
}

static const struct field *focused_field(const struct form *form)
{
    const struct form_cell *cell = form_focused_cell(form);

    return cell ? cell->field : form_focused_row(form)->field;
}

/* "a period", "an attribute". */
static void add_item_word(struct strbuf *out, const char *label)
{
    char *word = text_fold(label);

    strbuf_addf(out, "%s %s", strchr("aeiou", *word) ? "an" : "a", word);
    free(word);
}

/* ---- comparisons ---- */

const struct field_choice *form_help_comparison(const struct form_row *row)
{
    for (size_t i = 0; i < row->cell_count; i++) {
        const struct form_cell *cell = &row->cells[i];
        const char *value = cJSON_GetStringValue(cell->value);
        const struct field_choice *choice =
            cell->kind == FORM_CHOICE && value ? fields_choice(cell->field, value) : NULL;

        if (choice && choice->values_max)
            return choice;
    }
    return NULL;
}

static const struct form_cell *values_of(const struct form_row *row)
{
    for (size_t i = 0; i < row->cell_count; i++)
        if (row->cells[i].kind == FORM_VALUES)
            return &row->cells[i];
    return NULL;
}

/* "2 values", "1 to 10 values". */
static void add_wanted(const struct field_choice *choice, struct strbuf *out)
{
    if (choice->values_min < choice->values_max)
        strbuf_addf(out, "%d to ", choice->values_min);
    strbuf_addf(out, "%d value%s", choice->values_max, choice->values_max == 1 ? "" : "s");
}

bool form_help_misfit(const struct form_row *row, struct strbuf *out)
{
    const struct field_choice *choice = form_help_comparison(row);
    const struct form_cell *values = choice ? values_of(row) : NULL;
    int count = values && cJSON_IsArray(values->value) ? cJSON_GetArraySize(values->value) : 0;

    if (!count || (count >= choice->values_min && count <= choice->values_max))
        return false;
    strbuf_adds(out, "takes ");
    add_wanted(choice, out);
    return true;
}

static const struct {
    const char *type, *words;
} kinds[] = {
    {"STRING", "a text"},
    {"NUMBER", "a number"},
    {"PHONE_NUMBER", "a phone number"},
    {"EMAIL_ADDRESS", "an e-mail address"},
    {"NAME", "a name"},
};

static const char *kind_words(const char *content_type)
{
    for (size_t i = 0; i < ARRAY_COUNT(kinds); i++)
        if (strcmp(kinds[i].type, content_type) == 0)
            return kinds[i].words;
    return content_type;
}

/* "currency: a text of the Order type. " */
static void add_kind(const struct form *form, const char *content_type, struct strbuf *out)
{
    const char *type = json_text(form->document, "ObjectTypeName");
    const char *name = cJSON_GetStringValue(form_focused_row(form)->cells[0].value);

    if (!content_type || form_focused_row(form)->cell_count < 2 || !name || !type)
        return;
    if (*content_type)
        strbuf_addf(out, "%s: %s of the %s type. ", name, kind_words(content_type), type);
    else
        strbuf_addf(out, "%s: no field of the %s type that is known. ", name, type);
}

/* What is compared, and what its comparison takes or means. True if that says all of the cell. */
static bool add_comparison(const struct form *form, const char *content_type, struct strbuf *out)
{
    const struct form_row *row = form_focused_row(form);
    const struct form_cell *cell = form_focused_cell(form);
    const struct field_choice *choice = cell ? form_help_comparison(row) : NULL;

    add_kind(form, content_type, out);
    if (choice && cell->kind == FORM_CHOICE) {
        strbuf_addf(out, "\"%s\" takes ", choice->words);
        add_wanted(choice, out);
        strbuf_addf(out, ". %s", choice->help);
        return true;
    }
    if (!choice || cell->kind != FORM_VALUES)
        return false;
    strbuf_addf(out, "\"%s\" takes ", choice->words);
    add_wanted(choice, out);
    strbuf_adds(out, choice->values_max == 1 ? " of " : ", each ");
    add_rule(cell->field->item, out);
    strbuf_adds(out, ".");
    return true;
}

void form_help_line(const struct form *form, const char *content_type, struct strbuf *out)
{
    const struct field *field = focused_field(form);
    struct err full = {0};
    const char *adds = form_focused_cell(form) ? NULL : form_edit_adds(form, &full);
    struct strbuf rule = STRBUF_INIT;

    if (!field) {
        strbuf_adds(out, "etrig does not know this property: it is kept and sent as it is.");
        return;
    }
    if (form_focused_row(form)->managed) {
        strbuf_adds(out, "AWS manages this tag: it is kept as it is.");
        return;
    }
    if (add_comparison(form, content_type, out))
        return;
    add_rule(field, &rule);
    strbuf_addf(out, "%s: %s", field->label, field->help);
    if (rule.length)
        strbuf_addf(out, " (%s)", rule.text);
    if (adds) {
        strbuf_adds(out, " Here ");
        add_item_word(out, adds);
        strbuf_adds(out, " can be added.");
    } else if (full.code != ERR_NONE) {
        strbuf_addf(out, " %s.", full.text);
    }
    strbuf_release(&rule);
}

static void add_fact(struct text_widget *text, const char *label, const char *words)
{
    if (words && *words)
        text_widget_addf(text, THEME_PLAIN, 15, "%-15s%s", label, words);
}

static void add_choices(struct text_widget *text, const struct field *field)
{
    text_widget_add(text, THEME_PLAIN, 0, false, "");
    text_widget_add(text, THEME_HEADING, 0, false, "Choices");
    for (size_t i = 0; i < field->choice_count; i++) {
        const struct field_choice *choice = &field->choices[i];
        struct strbuf line = STRBUF_INIT;

        text_fit(&line, choice->words, 24, true);
        strbuf_addf(&line, "  %s (%s", choice->help, choice->value);
        if (choice->values_max) {
            strbuf_adds(&line, "; ");
            add_wanted(choice, &line);
        }
        strbuf_addf(&line, "%s%s)", choice->fits ? ", " : "", choice->fits ? choice->fits : "");
        text_widget_add(text, THEME_PLAIN, 26, false, line.text);
        strbuf_release(&line);
    }
}

void form_help_page(const struct form *form, struct text_widget *text)
{
    const struct field *field = focused_field(form);
    const struct form_row *row = form_focused_row(form);
    struct strbuf rule = STRBUF_INIT, problem = STRBUF_INIT;

    if (!field) {
        text_widget_addf(text, THEME_PLAIN, 0, "%s is not known to etrig. It is kept and sent as it is.",
                         row->label);
        return;
    }
    text_widget_add(text, THEME_PLAIN, 0, false, field->help);
    text_widget_add(text, THEME_PLAIN, 0, false, "");
    add_rule(field, &rule);
    add_fact(text, "Rule", rule.text);
    add_fact(text, "Example", field->choices ? NULL : field->example);
    add_fact(text, "Must be there", field->flags & FIELD_REQUIRED ? "yes" : field->json ? "no" : NULL);
    add_fact(text, "Can change", field->flags & FIELD_CREATE_ONLY ? "only while the trigger is new" : NULL);
    add_fact(text, "Name at AWS", field->json);
    if (form_problem_words(row, &problem))
        add_fact(text, "Problem", problem.text);
    if (field->choices)
        add_choices(text, field);
    strbuf_release(&rule);
    strbuf_release(&problem);
}
