#include "model/check_words.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "base/strbuf.h"

static const struct {
    const char *words, *aws;
} kinds[] = {
    [FIELD_TEXT] = {"a text", "String"},
    [FIELD_INTEGER] = {"a whole number", "Integer"},
    [FIELD_BOOLEAN] = {"true or false", "Boolean"},
    [FIELD_LIST] = {"a list", "JSONArray"},
    [FIELD_OBJECT] = {"an object", "JSONObject"},
};

static const char *found_in_aws_words(const cJSON *value)
{
    if (cJSON_IsString(value))
        return "String";
    if (cJSON_IsBool(value))
        return "Boolean";
    if (cJSON_IsArray(value))
        return "JSONArray";
    if (cJSON_IsObject(value))
        return "JSONObject";
    if (cJSON_IsNumber(value))
        return value->valuedouble == trunc(value->valuedouble) ? "Integer" : "Number";
    return "Null";
}

/* "11 values, at most 10": the label of a list names its items. */
static char *count_words(const struct problem *problem, const struct field *field, const char *bound)
{
    struct strbuf words = STRBUF_INIT;

    if (problem->actual)
        strbuf_addf(&words, "%ld ", problem->actual);
    else
        strbuf_adds(&words, "no ");
    for (const char *p = field->label; *p; p++)
        strbuf_addc(&words, (char)tolower((unsigned char)*p));
    strbuf_addf(&words, ", at %s %ld", bound, problem->limit);
    return strbuf_detach(&words);
}

static char *length_words(const struct problem *problem, const struct field *field)
{
    const char *plural = problem->limit == 1 ? "" : "s";

    if (problem->keyword == CHECK_MAX_LENGTH)
        return mem_printf("%ld characters, at most %ld", problem->actual, problem->limit);
    if (problem->actual == 0 && field->flags & FIELD_REQUIRED)
        return mem_dup("required");
    if (problem->actual == 0)
        return mem_printf("empty, at least %ld character%s", problem->limit, plural);
    return mem_printf("%ld character%s, at least %ld", problem->actual, problem->actual == 1 ? "" : "s",
                      problem->limit);
}

static char *choice_words(const struct field *field, const cJSON *value)
{
    struct strbuf words = STRBUF_INIT;

    strbuf_adds(&words, *value->valuestring ? "not one of " : "choose one of ");
    for (size_t i = 0; i < field->choice_count; i++)
        strbuf_addf(&words, "%s%s", i ? ", " : "", field->choices[i].value);
    return strbuf_detach(&words);
}

static char *person_words(const struct problem *problem, const struct field *field, const cJSON *value)
{
    switch (problem->keyword) {
    case CHECK_REQUIRED:
        return mem_dup("required");
    case CHECK_EXTRANEOUS:
        return mem_dup(field ? "set by AWS, cannot be given" : "unknown property");
    case CHECK_TYPE:
        return mem_printf("must be %s", kinds[field->kind].words);
    case CHECK_MIN_LENGTH:
    case CHECK_MAX_LENGTH:
        return length_words(problem, field);
    case CHECK_MIN_ITEMS:
        return count_words(problem, field, "least");
    case CHECK_MAX_ITEMS:
        return count_words(problem, field, "most");
    case CHECK_UNIQUE_ITEMS:
        return mem_dup("the same item stands here twice");
    case CHECK_ENUM:
        return choice_words(field, value);
    case CHECK_PATTERN:
        return field->pattern_words ? mem_dup(field->pattern_words)
                                    : mem_printf("must match %s", field->pattern);
    case CHECK_MINIMUM:
        return mem_printf("%ld, at least %ld", problem->actual, problem->limit);
    case CHECK_MAXIMUM:
        break;
    }
    return mem_printf("%ld, at most %ld", problem->actual, problem->limit);
}

/* AWS names a missing or unknown key after the object that lacks or holds
 * it: without the pointer's last token. */
static int aws_pointer_length(const struct problem *problem)
{
    const char *slash = strrchr(problem->pointer, '/');

    return problem->name && slash ? (int)(slash - problem->pointer) : (int)strlen(problem->pointer);
}

static char *aws_text(const struct problem *problem, const struct field *field, const cJSON *value)
{
    switch (problem->keyword) {
    case CHECK_REQUIRED:
        return mem_printf("required key [%s] not found", problem->name);
    case CHECK_EXTRANEOUS:
        return mem_printf("extraneous key [%s] is not permitted", problem->name);
    case CHECK_TYPE:
        return mem_printf("expected type: %s, found: %s", kinds[field->kind].aws, found_in_aws_words(value));
    case CHECK_MIN_LENGTH:
        return mem_printf("expected minLength: %ld, actual: %ld", problem->limit, problem->actual);
    case CHECK_MAX_LENGTH:
        return mem_printf("expected maxLength: %ld, actual: %ld", problem->limit, problem->actual);
    case CHECK_MIN_ITEMS:
        return mem_printf("expected minimum item count: %ld, found: %ld", problem->limit, problem->actual);
    case CHECK_MAX_ITEMS:
        return mem_printf("expected maximum item count: %ld, found: %ld", problem->limit, problem->actual);
    case CHECK_UNIQUE_ITEMS:
        return mem_dup("array items are not unique");
    case CHECK_ENUM:
        return mem_dup("failed validation constraint for keyword [enum]");
    case CHECK_PATTERN:
        return mem_dup("failed validation constraint for keyword [pattern]");
    case CHECK_MINIMUM:
        return mem_dup("failed validation constraint for keyword [minimum]");
    case CHECK_MAXIMUM:
        break;
    }
    return mem_dup("failed validation constraint for keyword [maximum]");
}

void check_words_fill(struct problem *problem, const struct field *field, const cJSON *value)
{
    char *text = aws_text(problem, field, value);

    problem->words = person_words(problem, field, value);
    problem->aws = mem_printf("#%.*s: %s", aws_pointer_length(problem), problem->pointer, text);
    free(text);
}
