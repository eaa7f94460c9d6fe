#include "sql/variables.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include "base/array.h"
#include "base/env.h"
#include "base/mem.h"

/* domain_name and DomainName are one: letters in one case, without _. */
static bool is_other_spelling(const char *a, const char *b)
{
    for (;;) {
        a += strspn(a, "_");
        b += strspn(b, "_");
        if (tolower((unsigned char)*a) != tolower((unsigned char)*b))
            return false;
        if (*a == '\0')
            return true;
        a++;
        b++;
    }
}

static const struct variable *find(const struct variables *variables, const char *name)
{
    for (size_t i = 0; i < variables->count; i++)
        if (strcmp(variables->items[i].name, name) == 0)
            return &variables->items[i];
    return NULL;
}

void variables_set(struct variables *variables, const char *name, cJSON *value, bool given)
{
    for (size_t i = 0; i < variables->count; i++) {
        struct variable *old = &variables->items[i];
        if (strcmp(old->name, name) != 0 && !(old->given && is_other_spelling(old->name, name)))
            continue;
        if (old->given && !given) {
            cJSON_Delete(value);
            return;
        }
        if (strcmp(old->name, name) == 0) {
            cJSON_Delete(old->value);
            old->value = value;
            old->given = given;
            return;
        }
    }
    ARRAY_GROW(variables->items, variables->count + 1, variables->capacity);
    variables->items[variables->count++] = (struct variable){mem_dup(name), value, given};
}

bool variables_assign(struct variables *variables, const char *assignment, struct err *err)
{
    const char *equals = strchr(assignment, '=');
    if (equals == NULL || equals == assignment)
        return err_set(err, ERR_USAGE, "--var wants NAME=VALUE, not \"%s\"", assignment);
    char *name = mem_dup_n(assignment, (size_t)(equals - assignment));
    variables_set(variables, name, cJSON_CreateString(equals + 1), true);
    free(name);
    return true;
}

cJSON *variables_find(const struct variables *variables, const char *name)
{
    const struct variable *found = find(variables, name);
    for (size_t i = variables->count; found == NULL && i > 0; i--)
        if (is_other_spelling(variables->items[i - 1].name, name))
            found = &variables->items[i - 1];
    if (found != NULL)
        return cJSON_Duplicate(found->value, true);
    const char *text = variables->use_environment ? env_get(name) : NULL;
    return text != NULL ? cJSON_CreateString(text) : NULL;
}

const char **variables_names(const struct variables *variables)
{
    const char **names = mem_alloc(variables->count + 1, sizeof *names);
    for (size_t i = 0; i < variables->count; i++)
        names[i] = variables->items[i].name;
    return names;
}

void variables_release(struct variables *variables)
{
    for (size_t i = 0; i < variables->count; i++) {
        free(variables->items[i].name);
        cJSON_Delete(variables->items[i].value);
    }
    free(variables->items);
    *variables = (struct variables){0};
}
