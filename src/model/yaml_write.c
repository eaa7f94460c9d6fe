/* The writing half of yaml.h. libyaml's emitter writes true, 007 and 2024-01-01 without quotes. */
#include "model/yaml.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/text.h"
#include "model/yaml_scalar.h"

enum { STEP = 2, COMMENT_CELLS = 100, KEY_MAX = 500 };

struct writer {
    struct strbuf *out;
    bool comments, existing;
    const struct field **met; /* owned: whose rules were written */
    size_t met_count, met_capacity;
};

static void write_value(struct writer *w, const cJSON *value, const struct field *field, size_t indent);

static void add_escaped(struct strbuf *out, uint32_t code)
{
    static const char letters[] = "btn-fr"; /* for 8 to 13; 11 has another in YAML */

    if (code == '"' || code == '\\')
        strbuf_addf(out, "\\%c", (char)code);
    else if (code >= 8 && code <= 13 && code != 11)
        strbuf_addf(out, "\\%c", letters[code - 8]);
    else
        strbuf_addf(out, "\\u%04x", (unsigned)code);
}

/* What YAML takes for the end of a line, or for no character at all. */
static bool is_odd(uint32_t code)
{
    return code == 0x2028 || code == 0x2029 || code == 0xfffe || code == 0xffff;
}

static void add_quoted(struct strbuf *out, const char *text)
{
    const char *end = text + strlen(text);

    strbuf_addc(out, '"');
    while (text < end) {
        uint32_t code;
        size_t taken = text_decode(text, end, &code);

        if (code == '"' || code == '\\' || text_is_unsafe(code) || is_odd(code))
            add_escaped(out, code);
        else
            text_encode(out, code);
        text += taken;
    }
    strbuf_addc(out, '"');
}

void yaml_write_text(struct strbuf *out, const char *text)
{
    if (yaml_scalar_is_safe_plain(text))
        strbuf_adds(out, text);
    else
        add_quoted(out, text);
}

/* Several lines of visible characters, none of which ends or all begin with a blank. */
static bool is_block(const char *text)
{
    size_t length = strlen(text);
    const char *end = text + length;

    if (!strchr(text, '\n') || *text == '\n' || *text == ' ' || strstr(text, " \n") || end[-1] == ' ' ||
        (length > 1 && end[-1] == '\n' && end[-2] == '\n'))
        return false;
    while (text < end) {
        uint32_t code;

        text += text_decode(text, end, &code);
        if (code != '\n' && (text_is_unsafe(code) || is_odd(code)))
            return false;
    }
    return true;
}

static void add_block(struct writer *w, const char *text, size_t indent)
{
    bool ends = text[strlen(text) - 1] == '\n';

    strbuf_adds(w->out, ends ? " |\n" : " |-\n");
    while (*text) {
        size_t length = strcspn(text, "\n");

        if (length) {
            strbuf_fill(w->out, ' ', indent);
            strbuf_add(w->out, text, length);
        }
        strbuf_addc(w->out, '\n');
        text += length + (text[length] == '\n');
    }
}

void yaml_write_comment(struct strbuf *out, const char *text, size_t indent)
{
    struct strbuf shown = STRBUF_INIT;
    size_t cells = COMMENT_CELLS > indent + 40 ? COMMENT_CELLS - indent - 2 : 38, taken, skip;
    const char *rest;

    text_shown(&shown, text);
    for (rest = shown.text; *rest; rest += taken + skip) {
        taken = text_wrap(rest, cells, &skip);
        strbuf_fill(out, ' ', indent);
        strbuf_adds(out, "# ");
        strbuf_add(out, rest, taken);
        strbuf_addc(out, '\n');
    }
    strbuf_release(&shown);
}

/* A number as PyYAML's and YAML 1.1's readers want it too: a fraction before an exponent. */
static void add_number(struct writer *w, const cJSON *value)
{
    char *text = json_print(value);
    size_t whole = strcspn(text, "e");

    strbuf_add(w->out, text, whole);
    if (text[whole] && !memchr(text, '.', whole))
        strbuf_adds(w->out, ".0");
    strbuf_adds(w->out, text + whole);
    free(text);
}

/* At the place of a text the reader would take 500 and true for one. */
static void add_other_scalar(struct writer *w, const cJSON *value, const struct field *field)
{
    bool tagged = field && field->kind == FIELD_TEXT;

    if (cJSON_IsNumber(value)) {
        strbuf_adds(w->out, !tagged                                         ? " "
                            : value->valuedouble == (double)value->valueint ? " !!int "
                                                                            : " !!float ");
        add_number(w, value);
    } else {
        strbuf_adds(w->out, !tagged ? " " : cJSON_IsBool(value) ? " !!bool " : " !!null ");
        strbuf_adds(w->out, cJSON_IsTrue(value) ? "true" : cJSON_IsFalse(value) ? "false" : "null");
    }
}

static void add_words(struct strbuf *out, const char *words)
{
    strbuf_adds(out, out->length ? ", " : "");
    strbuf_adds(out, words);
}

static void add_limits(struct strbuf *out, const struct field *field)
{
    const char *what = field->kind == FIELD_TEXT ? "character" : field->kind == FIELD_LIST ? "item" : "";

    if (field->max < field->min || field->choice_count)
        return;
    strbuf_adds(out, out->length ? ", " : "");
    strbuf_addf(out, "%lld to %lld", (long long)field->min, (long long)field->max);
    if (*what)
        strbuf_addf(out, " %s%s", what, field->max == 1 ? "" : "s");
}

static void add_choices(struct strbuf *out, const struct field *field)
{
    for (size_t i = 0; i < field->choice_count; i++) {
        const struct field_choice *choice = &field->choices[i];

        strbuf_addf(out, "%s%s (%s", i ? ", " : "; one of ", choice->value, choice->words);
        if (choice->values_max)
            strbuf_addf(out, choice->values_min == choice->values_max ? ", %d value%s" : ", up to %d value%s",
                        choice->values_max, choice->values_max == 1 ? "" : "s");
        strbuf_addc(out, ')');
    }
}

/* "Description: 1 to 1000 characters. What the trigger is for, in your own words." */
static void add_rules(struct strbuf *out, const struct field *field)
{
    struct strbuf limits = STRBUF_INIT;

    if (field->flags & FIELD_REQUIRED)
        add_words(&limits, "required");
    if (field->kind == FIELD_INTEGER)
        add_words(&limits, "a whole number");
    if (field->kind == FIELD_BOOLEAN)
        add_words(&limits, "true or false");
    add_limits(&limits, field);
    if (field->unit)
        add_words(&limits, field->unit);
    if (field->pattern_words)
        add_words(&limits, field->pattern_words);
    if (field->flags & FIELD_UNIQUE_ITEMS)
        add_words(&limits, "no two alike");
    strbuf_addf(out, "%s: ", field->json);
    strbuf_adds(out, limits.length ? limits.text : "optional");
    add_choices(out, field);
    if (field->item && !field->item->members) {
        struct strbuf each = STRBUF_INIT;

        add_limits(&each, field->item);
        strbuf_addf(out, "; each %s", each.text);
        strbuf_release(&each);
    }
    strbuf_addf(out, ". %s", field->help);
    strbuf_release(&limits);
}

static bool was_met(const struct writer *w, const struct field *field)
{
    for (size_t i = 0; i < w->met_count; i++)
        if (w->met[i] == field)
            return true;
    return false;
}

static void comment_field(struct writer *w, const struct field *field, size_t indent)
{
    struct strbuf rules = STRBUF_INIT;

    if (!w->comments || was_met(w, field))
        return;
    ARRAY_GROW(w->met, w->met_count + 1, w->met_capacity);
    w->met[w->met_count++] = field;
    add_rules(&rules, field);
    yaml_write_comment(w->out, rules.text, indent);
    strbuf_release(&rules);
}

/* The rules of what is not there, and of all that could be within it. */
static void comment_absent(struct writer *w, const struct field *field, size_t indent)
{
    const struct field *object = field->item ? field->item : field;

    if (field->flags & FIELD_READ_ONLY || (w->existing && field->flags & FIELD_CREATE_ONLY))
        return;
    comment_field(w, field, indent);
    for (size_t i = 0; i < object->member_count; i++)
        comment_absent(w, &object->members[i], indent + STEP);
}

/* libyaml takes a key of more than 1024 characters only behind "? ". */
static void write_key(struct writer *w, const char *key, size_t indent)
{
    bool is_long = strlen(key) > KEY_MAX;

    strbuf_adds(w->out, is_long ? "? " : "");
    yaml_write_text(w->out, key);
    if (is_long) {
        strbuf_addc(w->out, '\n');
        strbuf_fill(w->out, ' ', indent);
    }
    strbuf_addc(w->out, ':');
}

/* The members go on lines of their own; of the first the line has its indent if it stands behind "- ". */
struct members {
    const struct field *field;
    size_t indent;
    bool begun; /* the next member stands on the line that is there */
};

static void write_member(struct writer *w, const cJSON *member, const struct field *field, struct members *at)
{
    if (!at->begun)
        strbuf_fill(w->out, ' ', at->indent);
    at->begun = false;
    write_key(w, member->string, at->indent);
    write_value(w, member, field, at->indent + STEP);
}

/* The rules of the members before the first of them where that stands behind "- ", else each before its member. */
static void write_members(struct writer *w, const cJSON *object, struct members *at)
{
    const struct field *field = at->field && at->field->kind == FIELD_OBJECT ? at->field : NULL;
    const cJSON *member;

    for (size_t i = 0; field && i < field->member_count; i++) {
        const struct field *known = &field->members[i];

        member = json_get(object, known->json);
        if (!at->begun && member)
            comment_field(w, known, at->indent);
        else if (!at->begun && w->comments)
            comment_absent(w, known, at->indent);
        if (member)
            write_member(w, member, known, at);
    }
    cJSON_ArrayForEach(member, object)
    {
        if (!field || !fields_member(field, member->string))
            write_member(w, member, NULL, at);
    }
}

static void write_item(struct writer *w, const cJSON *item, const struct field *field, size_t indent)
{
    bool is_object = cJSON_IsObject(item) && item->child;

    if (is_object && w->comments && field && field->kind == FIELD_OBJECT)
        for (size_t i = 0; i < field->member_count; i++)
            comment_field(w, &field->members[i], indent);
    strbuf_fill(w->out, ' ', indent);
    strbuf_addc(w->out, '-');
    if (is_object) {
        struct members at = {field, indent + STEP, true};

        strbuf_addc(w->out, ' ');
        write_members(w, item, &at);
    } else {
        write_value(w, item, field, indent + STEP);
    }
}

static void write_items(struct writer *w, const cJSON *list, const struct field *field, size_t indent)
{
    const cJSON *item;

    cJSON_ArrayForEach(item, list)
    {
        write_item(w, item, field && field->kind == FIELD_LIST ? field->item : NULL, indent);
    }
}

/* What stands behind "KEY:" or "-", up to the end of its last line; indent is that of lines within. */
static void write_value(struct writer *w, const cJSON *value, const struct field *field, size_t indent)
{
    if ((cJSON_IsObject(value) || cJSON_IsArray(value)) && value->child) {
        struct members at = {field, indent, false};

        strbuf_addc(w->out, '\n');
        if (cJSON_IsObject(value))
            write_members(w, value, &at);
        else
            write_items(w, value, field, indent);
        return;
    }
    if (cJSON_IsString(value) && is_block(value->valuestring)) {
        add_block(w, value->valuestring, indent);
        return;
    }
    if (cJSON_IsObject(value) || cJSON_IsArray(value)) {
        strbuf_adds(w->out, cJSON_IsObject(value) ? " {}" : " []");
    } else if (cJSON_IsString(value)) {
        strbuf_addc(w->out, ' ');
        yaml_write_text(w->out, value->valuestring);
    } else {
        add_other_scalar(w, value, field);
    }
    strbuf_addc(w->out, '\n');
}

void yaml_write(struct strbuf *out, const cJSON *tree, const struct field *field, unsigned how)
{
    struct writer w = {.out = out, .comments = how & YAML_COMMENTS, .existing = how & YAML_EXISTING};
    struct members at = {field, 0, false};

    if (cJSON_IsObject(tree))
        write_members(&w, tree, &at);
    else if (cJSON_IsArray(tree))
        write_items(&w, tree, field, 0);
    if (!tree->child)
        strbuf_adds(out, cJSON_IsArray(tree) ? "[]\n" : "{}\n");
    free(w.met);
}

void yaml_write_rules(struct strbuf *out, const struct field *object, unsigned how)
{
    struct writer w = {.out = out, .comments = true, .existing = how & YAML_EXISTING};

    for (size_t i = 0; i < object->member_count; i++)
        comment_absent(&w, &object->members[i], 0);
    free(w.met);
}

void yaml_add_item(struct strbuf *out, const char *document)
{
    const char *lead = "- ";

    while (*document) {
        size_t length = strcspn(document, "\n");

        if (length) {
            strbuf_adds(out, lead);
            lead = "  ";
        }
        strbuf_add(out, document, length);
        strbuf_addc(out, '\n');
        document += length + (document[length] == '\n');
    }
}
