#include "model/vars.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/fields.h"
#include "model/pointer.h"

enum { NESTING_MAX = 8 }; /* values within values: more is a circle */

struct filling {
    const struct vars *vars;
    struct strbuf pointer; /* of the text that is filled */
    int nesting;           /* how many values deep */
    vars_unfilled_fn *unfilled;
    void *context;
};

struct marker {
    const char *begin, *end; /* from the first brace to behind the last */
    char *name;              /* owned: what stands between, without outer blanks */
};

/* The first {{ }} of the text; free name. */
static bool find_marker(const char *text, struct marker *marker)
{
    const char *begin = strstr(text, "{{"), *close = begin ? strstr(begin + 2, "}}") : NULL, *first, *last;

    if (!close)
        return false;
    first = begin + 2 + strspn(begin + 2, " \t\n");
    for (last = close; last > first && strchr(" \t\n", last[-1]);)
        last--;
    *marker = (struct marker){begin, close + 2, mem_dup_n(first, last > first ? (size_t)(last - first) : 0)};
    return true;
}

static char *value_text(const cJSON *value)
{
    return cJSON_IsString(value) ? mem_dup(value->valuestring) : json_print(value);
}

/* The text with its markers replaced. free(). */
static char *fill_text(struct filling *filling, const char *text)
{
    struct strbuf out = STRBUF_INIT;
    struct marker marker;

    for (; find_marker(text, &marker); text = marker.end) {
        cJSON *value = filling->vars->find(marker.name, filling->vars->context);

        strbuf_add(&out, text, (size_t)(marker.begin - text));
        if (!value || cJSON_IsNull(value) || filling->nesting == NESTING_MAX) {
            filling->unfilled(filling->pointer.text, marker.name, filling->context);
            strbuf_add(&out, marker.begin, (size_t)(marker.end - marker.begin));
        } else {
            char *own = value_text(value), *filled;

            filling->nesting++;
            filled = fill_text(filling, own);
            filling->nesting--;
            strbuf_adds(&out, filled);
            free(filled);
            free(own);
        }
        cJSON_Delete(value);
        free(marker.name);
    }
    strbuf_adds(&out, text);
    return strbuf_detach(&out);
}

/* A number or a list that stands in a text, for where no text is wanted; else the text. Takes the value over. */
static cJSON *untexted(cJSON *value, const struct field *field)
{
    cJSON *tree = field && cJSON_IsString(value) ? json_parse_text(value->valuestring, NULL) : NULL;

    if (!tree)
        return value;
    cJSON_Delete(value);
    return tree;
}

/* The value of a text that is one marker and nothing else; NULL: it is more, or the value is a text. Free:
 * cJSON_Delete. */
static cJSON *whole_value(const struct filling *filling, const char *text)
{
    const struct field *field = fields_at(&fields_event_trigger, filling->pointer.text);
    cJSON *value = NULL;
    struct marker marker;

    if (!find_marker(text, &marker))
        return NULL;
    if (filling->nesting < NESTING_MAX && marker.begin == text && *marker.end == '\0' &&
        (!field || field->kind != FIELD_TEXT))
        value = untexted(filling->vars->find(marker.name, filling->vars->context), field);
    free(marker.name);
    if (!cJSON_IsString(value) && !cJSON_IsNull(value))
        return value;
    cJSON_Delete(value);
    return NULL;
}

static void fill_tree(struct filling *filling, cJSON *tree);

/* The filled child in the place of the child. */
static cJSON *fill_child(struct filling *filling, cJSON *tree, cJSON *child)
{
    cJSON *value = cJSON_IsString(child) ? whole_value(filling, child->valuestring) : NULL;
    cJSON *filled;

    if (value) {
        filled = value;
    } else if (cJSON_IsString(child) && strstr(child->valuestring, "{{")) {
        char *text = fill_text(filling, child->valuestring);

        filled = cJSON_CreateString(text);
        free(text);
    } else {
        fill_tree(filling, child);
        return child;
    }
    if (child->string) {
        char *name = mem_dup(child->string);

        json_set(tree, name, filled);
        filled = json_get(tree, name);
        free(name);
    } else {
        cJSON_ReplaceItemViaPointer(tree, child, filled);
    }
    filling->nesting++;
    if (value)
        fill_tree(filling, filled);
    filling->nesting--;
    return filled;
}

static void fill_tree(struct filling *filling, cJSON *tree)
{
    size_t index = 0, length = filling->pointer.length;

    if (!cJSON_IsObject(tree) && !cJSON_IsArray(tree))
        return;
    for (cJSON *child = tree->child; child; child = child->next) {
        if (child->string)
            pointer_add(&filling->pointer, child->string);
        else
            pointer_add_index(&filling->pointer, index++);
        child = fill_child(filling, tree, child);
        strbuf_truncate(&filling->pointer, length);
    }
}

void vars_fill(const struct vars *vars, cJSON *document, vars_unfilled_fn *unfilled, void *context)
{
    struct filling filling = {vars, STRBUF_INIT, 0, unfilled, context};

    fill_tree(&filling, document);
    strbuf_release(&filling.pointer);
}
