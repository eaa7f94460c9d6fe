#include "local/local_input.h"

#include "base/array.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/pattern.h"

enum { MODEL_MAX = 262144 };

/* Source: AWS's service model cloudcontrol-2021-09-30. */
static const struct member {
    unsigned bit;
    const char *name;
    const char *words; /* as messages name it */
    bool is_number, is_sensitive;
    long min, max;       /* characters, or the number's bounds */
    const char *pattern; /* between ^ and $; NULL: none that could be broken */
} members[] = {
    {LOCAL_INPUT_TYPE_NAME, "TypeName", "typeName", false, false, 10, 196,
     "^[A-Za-z0-9]{2,64}::[A-Za-z0-9]{2,64}::[A-Za-z0-9]{2,64}$"},
    {LOCAL_INPUT_TYPE_VERSION_ID, "TypeVersionId", "typeVersionId", false, false, 1, 128, "^[A-Za-z0-9-]+$"},
    {LOCAL_INPUT_ROLE_ARN, "RoleArn", "roleArn", false, false, 20, 2048, "^arn:.+:iam::[0-9]{12}:role/.+$"},
    {LOCAL_INPUT_CLIENT_TOKEN, "ClientToken", "clientToken", false, false, 1, 128, "^[-A-Za-z0-9+/=]+$"},
    {LOCAL_INPUT_IDENTIFIER, "Identifier", "identifier", false, false, 1, 1024, "^.+$"},
    {LOCAL_INPUT_DESIRED_STATE, "DesiredState", "desiredState", false, true, 1, MODEL_MAX, NULL},
    {LOCAL_INPUT_PATCH_DOCUMENT, "PatchDocument", "patchDocument", false, true, 1, MODEL_MAX, NULL},
    {LOCAL_INPUT_RESOURCE_MODEL, "ResourceModel", "resourceModel", false, true, 1, MODEL_MAX, NULL},
    {LOCAL_INPUT_REQUEST_TOKEN, "RequestToken", "requestToken", false, false, 1, 128, "^[-A-Za-z0-9+/=]+$"},
    {LOCAL_INPUT_HANDLER_NEXT_TOKEN, "NextToken", "nextToken", false, false, 1, 4096, "^.+$"},
    {LOCAL_INPUT_NEXT_TOKEN, "NextToken", "nextToken", false, false, 1, 2048, "^[-A-Za-z0-9+/=]+$"},
    {LOCAL_INPUT_MAX_RESULTS, "MaxResults", "maxResults", true, false, 1, 100, NULL},
};

struct breaches {
    struct strbuf words;
    size_t count;
};

static void breach(struct breaches *breaches, const struct member *member, const char *value,
                   const char *rule)
{
    strbuf_adds(&breaches->words, breaches->count++ > 0 ? "; Value" : "Value");
    if (value == NULL)
        strbuf_adds(&breaches->words, " null");
    else if (!member->is_sensitive)
        strbuf_addf(&breaches->words, " '%s'", value);
    strbuf_addf(&breaches->words, " at '%s' failed to satisfy constraint: %s", member->words, rule);
}

static void check_bounds(struct breaches *breaches, const struct member *member, long actual,
                         const char *value)
{
    const char *what = member->is_number ? "value" : "length";
    if (actual >= member->min && actual <= member->max)
        return;
    char *rule = actual < member->min
                     ? mem_printf("Member must have %s greater than or equal to %ld", what, member->min)
                     : mem_printf("Member must have %s less than or equal to %ld", what, member->max);
    breach(breaches, member, value, rule);
    free(rule);
}

static void check_text(struct breaches *breaches, const struct member *member, const char *text)
{
    check_bounds(breaches, member, (long)text_count(text), text);
    if (member->pattern != NULL && !pattern_matches(member->pattern, text)) {
        char *rule = mem_printf("Member must satisfy regular expression pattern: %.*s",
                                (int)strlen(member->pattern) - 2, member->pattern + 1);
        breach(breaches, member, text, rule);
        free(rule);
    }
}

static void check_number(struct breaches *breaches, const struct member *member, double number)
{
    char value[32];
    snprintf(value, sizeof value, "%.0f", number);
    check_bounds(breaches, member, number > 1e6 ? 1000000 : number < -1e6 ? -1000000 : (long)number, value);
}

/* One member: false if it is of another kind than the model says. */
static bool check_member(struct exchange *x, struct breaches *breaches, const struct member *member,
                         const cJSON *value, bool required)
{
    if (value == NULL || cJSON_IsNull(value)) {
        if (required)
            breach(breaches, member, NULL, "Member must not be null");
    } else if (member->is_number && cJSON_IsNumber(value)) {
        check_number(breaches, member, value->valuedouble);
    } else if (!member->is_number && cJSON_IsString(value)) {
        check_text(breaches, member, value->valuestring);
    } else {
        return exchange_fail(x, "SerializationException", "%s cannot be read as %s", member->name,
                             member->is_number ? "an Integer" : "a String");
    }
    return true;
}

bool local_input_check(struct exchange *x, const cJSON *input, unsigned known, unsigned required)
{
    struct breaches breaches = {.words = STRBUF_INIT};
    bool fine = true;
    for (size_t i = 0; i < ARRAY_COUNT(members) && fine; i++)
        if ((known & members[i].bit) != 0)
            fine = check_member(x, &breaches, &members[i], json_get(input, members[i].name),
                                (required & members[i].bit) != 0);
    if (fine && breaches.count > 0)
        fine = exchange_fail(x, "ValidationException", "%zu validation error%s detected: %s", breaches.count,
                             breaches.count > 1 ? "s" : "", breaches.words.text);
    strbuf_release(&breaches.words);
    return fine;
}
