/* Which functions a SELECT may call (functions.h). */
#include "sql/functions.h"

#include <strings.h>
#include "base/text.h"

enum { NAMES_MOST = 200 };

/* Left out beside those that reach files or modules: what tells of the database itself (changes, last_insert_rowid,
 * sqlite_compileoption_get, sqlite_offset, …), which is etrig's own. */
static const char *const texts[] = {
    "char",  "format",  "glob",  "hex",     "instr",  "length",    "like", "lower",   "ltrim", "printf",
    "quote", "replace", "rtrim", "soundex", "substr", "substring", "trim", "unicode", "upper", NULL};
static const char *const values[] = {"coalesce", "ifnull",         "iif",        "likelihood",
                                     "likely",   "nullif",         "randomblob", "typeof",
                                     "unlikely", "sqlite_version", "zeroblob",   NULL};
static const char *const numbers[] = {"abs",   "acos",  "acosh",   "asin",   "asinh", "atan",    "atan2",
                                      "atanh", "ceil",  "ceiling", "cos",    "cosh",  "degrees", "exp",
                                      "floor", "ln",    "log",     "log10",  "log2",  "mod",     "pi",
                                      "pow",   "power", "radians", "random", "round", "sign",    "sin",
                                      "sinh",  "sqrt",  "tan",     "tanh",   "trunc", NULL};
static const char *const aggregates[] = {"avg", "count", "group_concat", "max", "min", "sum", "total", NULL};
static const char *const windows[] = {"cume_dist", "dense_rank", "first_value",  "lag",  "last_value", "lead",
                                      "nth_value", "ntile",      "percent_rank", "rank", "row_number", NULL};
static const char *const dates[] = {
    "current_date", "current_time", "current_timestamp", "date", "datetime", "julianday",
    "strftime",     "time",         "unixepoch",         NULL};
static const char *const json[] = {"->",
                                   "->>",
                                   "json",
                                   "json_array",
                                   "json_array_length",
                                   "json_extract",
                                   "json_group_array",
                                   "json_group_object",
                                   "json_insert",
                                   "json_object",
                                   "json_patch",
                                   "json_quote",
                                   "json_remove",
                                   "json_replace",
                                   "json_set",
                                   "json_type",
                                   "json_valid",
                                   NULL};

const struct functions_group functions_of_sqlite[] = {
    {"Texts", texts},     {"Values", values}, {"Numbers", numbers}, {"Aggregates", aggregates},
    {"Windows", windows}, {"Dates", dates},   {"JSON", json},       {NULL, NULL}};

static size_t all_names(const char **names)
{
    size_t count = functions_own(names);
    for (const struct functions_group *group = functions_of_sqlite; group->title != NULL; group++)
        for (const char *const *name = group->names; *name != NULL && count < NAMES_MOST; name++)
            names[count++] = *name;
    return count;
}

bool functions_allow(const char *name)
{
    const char *names[NAMES_MOST];
    size_t count = all_names(names);
    for (size_t i = 0; i < count; i++)
        if (strcasecmp(names[i], name) == 0)
            return true;
    return false;
}

const char *functions_nearest(const char *name)
{
    const char *names[NAMES_MOST];
    return text_nearest(name, names, all_names(names));
}
