#include "model/match_meaning.h"

#include "base/mem.h"

#define API_REFERENCE "Customer Profiles API Reference"

static const struct match_meaning_row rows[MATCH_MEANING_COUNT] = {
    [MATCH_MEANING_CONDITIONS] = {"conditions", "one condition that holds is enough",
                                  "Amazon Connect's guide, in comments of an earlier revision", NULL},
    [MATCH_MEANING_DIMENSIONS] = {"dimensions",
                                  "the LogicalOperator joins the dimensions of a condition: ALL wants every "
                                  "one to hold, ANY at least one, NONE not a single one",
                                  API_REFERENCE ", EventTriggerCondition", NULL},
    [MATCH_MEANING_ATTRIBUTES] = {"attributes", "all attributes of a dimension must match",
                                  "Amazon Connect's guide, in comments of an earlier revision", NULL},
    [MATCH_MEANING_SOURCE] = {"Source", "Source names an attribute of the ingested object",
                              API_REFERENCE ", ObjectAttribute", NULL},
    [MATCH_MEANING_FIELD] = {"FieldName",
                             "FieldName names a field of the object type's mapping, and the mapping says "
                             "which attribute of the ingested object it is taken from",
                             API_REFERENCE ", ObjectAttribute and ObjectTypeField", NULL},
    [MATCH_MEANING_OWN_NAME] = {"a field whose mapping is not known",
                                "a field stands in the object under its own name", NULL,
                                "the object type's mapping is not known here"},
    [MATCH_MEANING_PREFIX] = {"_source. in a Source",
                              "_source. stands for the ingested object itself, as in mappings", NULL, NULL},
    [MATCH_MEANING_NESTED] = {"dots in a name", "dots lead into nested objects", NULL, NULL},
    [MATCH_MEANING_BOTH] = {"FieldName and Source together", "the field counts where a source is given too",
                            NULL, NULL},
    [MATCH_MEANING_MISSING] = {"what is missing or null",
                               "an attribute that is missing or null matches no comparison, not even a "
                               "negated one",
                               NULL, NULL},
    [MATCH_MEANING_LIST] = {"a list in the object",
                            "of a list one item that matches is enough, and negated comparisons are the "
                            "opposite of that",
                            NULL, NULL},
    [MATCH_MEANING_CASE] = {"upper and lower case", "upper and lower case of texts differ", NULL, NULL},
    [MATCH_MEANING_PART] = {"CONTAINS", "a text contains a value that is a part of it", NULL, NULL},
    [MATCH_MEANING_WHOLE] = {"INCLUSIVE and EXCLUSIVE on a single text",
                             "a single text includes only the value that equals it", NULL, NULL},
    [MATCH_MEANING_PARTLY] = {"EXCLUSIVE with some of the values",
                              "what includes some of the values, but not all, counts as excluded", NULL,
                              NULL},
    [MATCH_MEANING_AS_TEXT] = {"numbers, true and false where texts are compared",
                               "numbers, true and false are compared as they are written", NULL, NULL},
    [MATCH_MEANING_SEVERAL] = {"several values where one is wanted", "one of several values is enough", NULL,
                               NULL},
    [MATCH_MEANING_NUMBER_TEXT] = {"texts where numbers are compared",
                                   "a text that reads as a number is compared as that number", NULL, NULL},
    [MATCH_MEANING_BOUNDS] = {"the bounds of BETWEEN and NOT_BETWEEN", "both bounds belong to the range",
                              NULL, NULL},
    [MATCH_MEANING_REVERSED] = {"a range from high to low",
                                "a range whose first value is the greater one holds nothing", NULL, NULL},
    [MATCH_MEANING_DAY] = {"ON", "ON compares the day in UTC and leaves the time of day out", NULL, NULL},
    [MATCH_MEANING_DATE_ONLY] = {"a date without a time",
                                 "a date without a time is the beginning of that day in UTC", NULL, NULL},
    [MATCH_MEANING_ZONE] = {"a time without a zone", "a time without a zone is UTC", NULL, NULL},
    [MATCH_MEANING_EPOCH] = {"a number where dates are compared",
                             "a number is seconds since 1970, and milliseconds from 100,000,000,000 on", NULL,
                             NULL},
};

const struct match_meaning_row *match_meaning_row(enum match_meaning meaning)
{
    return &rows[meaning];
}

const char *match_meaning_ground(enum match_meaning meaning)
{
    const struct match_meaning_row *row = &rows[meaning];

    if (row->source)
        return row->source;
    return row->because ? row->because : "AWS does not document this";
}

char *match_meaning_sentence(enum match_meaning meaning)
{
    return mem_printf("assumes that %s; %s", rows[meaning].meaning, match_meaning_ground(meaning));
}
