#include "model/match_text.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "model/match_meaning.h"

char *match_text_of(const cJSON *found)
{
    if (cJSON_IsString(found))
        return mem_dup(found->valuestring);
    return cJSON_IsObject(found) || cJSON_IsArray(found) ? NULL : json_print(found);
}

static bool holds(enum match_text_test test, const char *text, const char *value)
{
    size_t length = strlen(text), wanted = strlen(value);

    if (test == MATCH_TEXT_EQUAL)
        return strcmp(text, value) == 0;
    if (test == MATCH_TEXT_PART)
        return strstr(text, value);
    if (test == MATCH_TEXT_BEGINS)
        return strncmp(text, value, wanted) == 0;
    return length >= wanted && strcmp(text + length - wanted, value) == 0;
}

static bool holds_folded(enum match_text_test test, const char *text, const char *value)
{
    char *text_folded = text_fold(text), *value_folded = text_fold(value);
    bool result = holds(test, text_folded, value_folded);

    free(text_folded);
    free(value_folded);
    return result;
}

/* Another meaning of "contains" and "includes" would see a part as the whole, or the whole only. */
static uint64_t about_parts(enum match_text_test test, const char *text, const char *value)
{
    if (strcmp(text, value) == 0 || !strstr(text, value))
        return 0;
    if (test == MATCH_TEXT_EQUAL)
        return MATCH_MEANING_BIT(MATCH_MEANING_WHOLE);
    return test == MATCH_TEXT_PART ? MATCH_MEANING_BIT(MATCH_MEANING_PART) : 0;
}

struct match_outcome match_text_compare(enum match_text_test test, const cJSON *found, const char *value)
{
    char *text = match_text_of(found);
    struct match_outcome result = {MATCH_UNKNOWN, 0, MATCH_TROUBLE_FOUND_OBJECT};

    if (!text)
        return result;
    result =
        (struct match_outcome){holds(test, text, value) ? MATCH_HOLDS : MATCH_FAILS, 0, MATCH_TROUBLE_NONE};
    result.assumed = about_parts(test, text, value);
    if (result.verdict == MATCH_FAILS && holds_folded(test, text, value))
        result.assumed |= MATCH_MEANING_BIT(MATCH_MEANING_CASE);
    if (!cJSON_IsString(found))
        result.assumed |= MATCH_MEANING_BIT(MATCH_MEANING_AS_TEXT);
    free(text);
    return result;
}
