/* The table of rules. */
#include "model/lint.h"

const struct lint_rule lint_rules[LINT_RULES] = {
    [LINT_SCHEMA] = {"schema", LINT_ERROR, "A rule of the schema is broken: AWS refuses the document.",
                     "mend it: etrig and AWS refuse it as it stands"},
    [LINT_UNKNOWN_PROPERTY] =
        {"unknown-property", LINT_WARNING,
         "A document has a property that etrig does not know, or a trigger one whose name "
         "is near to a known one; it is kept and sent as it is.",
         "look for a slip in its name; AWS refuses what it does not know"},
    [LINT_NEVER_FIRES] = {"never-fires", LINT_ERROR,
                          "Not one of the conditions can hold: the trigger never fires.",
                          "take one of the comparisons that exclude each other out of each condition"},
    [LINT_CONTRADICTION] =
        {"contradiction", LINT_WARNING,
         "Comparisons that must hold together exclude each other: EQUAL 5 and "
         "GREATER_THAN 10, ranges without overlap, CONTAINS and EXCLUSIVE of the same value.",
         "take one of them out, or put them into conditions of their own, which are "
         "joined by OR"},
    [LINT_EXCLUSIVE_UNCLEAR] = {"exclusive-unclear", LINT_NOTE,
                                "Comparisons exclude each other if EXCLUSIVE means that none of its values "
                                "is there; AWS does not document that.",
                                "say it so that it does not matter: one EXCLUSIVE for each value"},
    [LINT_ALWAYS_HOLDS] = {"always-holds", LINT_WARNING,
                           "A condition, or several of them together, hold whatever the compared number or "
                           "text is.",
                           "take it out, or make one of its ranges smaller"},
    [LINT_NONE_NEVER] = {"none-never", LINT_WARNING,
                         "A condition wants NONE of its dimensions, and one of them always holds.",
                         "make one of its ranges smaller, or choose ANY or ALL"},
    [LINT_DUPLICATE_CONDITION] = {"duplicate-condition", LINT_WARNING,
                                  "The same condition stands there twice.",
                                  "take one of them out: conditions are joined by OR"},
    [LINT_DUPLICATE_DIMENSION] = {"duplicate-dimension", LINT_WARNING,
                                  "A condition has the same dimension twice.",
                                  "take one of them out: the second says nothing more"},
    [LINT_DUPLICATE_ATTRIBUTE] = {"duplicate-attribute", LINT_WARNING,
                                  "A dimension has the same comparison twice.",
                                  "take one of them out: the second says nothing more"},
    [LINT_DUPLICATE_VALUE] = {"duplicate-value", LINT_WARNING, "A comparison has the same value twice.",
                              "take one of them out, or mend a slip in it"},
    [LINT_NO_OPERAND] = {"no-operand", LINT_WARNING,
                         "A comparison names neither Source nor FieldName: nothing is compared. AWS does not "
                         "document what holds then.",
                         "give FieldName, a field of the object type, or Source, an attribute of the object"},
    [LINT_TWO_OPERANDS] = {"two-operands", LINT_WARNING,
                           "A comparison names both Source and FieldName: AWS speaks of one attribute per "
                           "entry, and does not document which one counts.",
                           "take Source or FieldName out"},
    [LINT_VALUE_COUNT] = {"value-count", LINT_WARNING,
                          "A comparison has more or fewer values than its operator is documented with: two "
                          "for ranges, one for numbers, dates, beginnings and ends.",
                          "give as many values as the operator takes, or another operator"},
    [LINT_VALUE_NOT_NUMBER] = {"value-not-number", LINT_WARNING,
                               "A value of a comparison of numbers is no number.",
                               "write a number, or choose an operator for texts, such as CONTAINS"},
    [LINT_VALUE_NOT_DATE] =
        {"value-not-date", LINT_WARNING,
         "A value of BEFORE, AFTER or ON is no date that etrig can read; AWS documents no "
         "list of formats.",
         "write it in UTC, as 2024-10-31T20:14:49Z"},
    [LINT_BETWEEN_MIXED] = {"between-mixed", LINT_WARNING,
                            "A bound of a range is neither number nor date, or one is a number and the other "
                            "a date.",
                            "write two numbers, or two dates as 2024-10-31T20:14:49Z"},
    [LINT_BETWEEN_REVERSED] = {"between-reversed", LINT_WARNING,
                               "The first bound of a range is above the second; AWS does not document what "
                               "holds then.",
                               "write the lower bound first"},
    [LINT_OPERATOR_UNFIT] = {"operator-unfit", LINT_WARNING,
                             "A field's content type is not what the operator compares: numbers against a "
                             "STRING, texts against a NUMBER.",
                             "choose an operator that fits the field, or change the field's ContentType in "
                             "the object type"},
    [LINT_UNLIMITED_AND_MAXIMUM] = {"unlimited-and-maximum", LINT_WARNING,
                                    "A period has a maximum and is Unlimited; AWS does not document which "
                                    "one counts.",
                                    "take Unlimited or MaxInvocationsPerProfile out"},
    [LINT_NO_MAXIMUM] = {"no-maximum", LINT_WARNING,
                         "A period has no maximum and is not Unlimited; AWS does not document what holds "
                         "then.",
                         "give MaxInvocationsPerProfile, or Unlimited"},
    [LINT_NO_PERIOD] = {"no-period", LINT_NOTE,
                        "There is no period: AWS then allows 10 invocations a day for each profile.",
                        "give a period if that is not what is wanted"},
    [LINT_DUPLICATE_PERIOD] = {"duplicate-period", LINT_WARNING, "The same period stands there twice.",
                               "take one of them out"},
    [LINT_PERIOD_POINTLESS] = {"period-pointless", LINT_WARNING,
                               "The maximum of a period cannot be reached because of another period.",
                               "take it out, or lower its maximum"},
    [LINT_PERIOD_MINUTES] = {"period-minutes", LINT_WARNING,
                             "A period is counted in minutes: the schema allows them, Amazon Connect's guide "
                             "and the SDKs do not name them.",
                             "count it in hours, or try it first"},
    [LINT_PERIOD_LONG] = {"period-long", LINT_WARNING,
                          "A period lasts more than 24 units: the schema allows 60, Amazon Connect's guide "
                          "speaks of 24.",
                          "use a longer unit, or try it first"},
    [LINT_EXPIRATION_LONG] = {"expiration-long", LINT_WARNING,
                              "EventExpiration is above 15 minutes, the most that AWS allows for campaigns.",
                              "give 900000 (15m) or less if a campaign uses the trigger"},
    [LINT_EXPIRATION_NONE] = {"expiration-none", LINT_WARNING,
                              "EventExpiration is not above 0: taken by the word, each event is too old.",
                              "give the milliseconds that an event may take, such as 300000 (5m), or none"},
    [LINT_DUPLICATE_TAG] = {"duplicate-tag", LINT_ERROR, "Two tags have the same key: AWS refuses that.",
                            "take one of them out"},
    [LINT_STANDARD_TYPE] = {"standard-type", LINT_WARNING,
                            "The object type is a standard one (_order, _case and the like), which AWS does "
                            "not support for event triggers.",
                            "name an object type of the domain's own"},
    [LINT_TYPE_MISSING] = {"type-missing", LINT_ERROR,
                           "The domain has no such object type: no object of it can come.",
                           "choose one of the domain's object types, or create it first"},
    [LINT_SEGMENT_MISSING] = {"segment-missing", LINT_ERROR,
                              "The domain has no such segment: no profile is in it.",
                              "choose one of the domain's segments, or create it first"},
    [LINT_FIELD_MISSING] = {"field-missing", LINT_WARNING, "The object type has no such field.",
                            "choose one of its fields, or add it to the object type"},
    [LINT_SOURCE_MISSING] =
        {"source-missing", LINT_WARNING,
         "AWS lists no such attribute for the object type. It lists those of objects that "
         "have come; how Source is written is not documented.",
         "look for a slip in the name, or compare a field of the object type"},
    [LINT_UNUSED] = {"unused", LINT_WARNING,
                     "No integration names the trigger: nothing happens when it fires.",
                     "name it in an integration (a campaign), or delete it"},
};
