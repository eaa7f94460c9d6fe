/*
 * fields: one table per resource type (rule 1).
 *
 * Each row of a table is one property: its AWS name, its SQL name, its kind, its constraints, whether it can
 * be changed, its unit, its help and the list that it is chosen from. The form, the checks, the columns, the
 * SQL tables, the local cloud's validation and the manual's property list are made from it; a new property is
 * one row. Source of the EventTrigger table: CloudFormation's schema of AWS::CustomerProfiles::EventTrigger
 * (a test compares both). All tables are constant; pointers from here are never freed. Any thread.
 */
#ifndef MODEL_FIELDS_H
#define MODEL_FIELDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum field_kind { FIELD_TEXT, FIELD_INTEGER, FIELD_BOOLEAN, FIELD_LIST, FIELD_OBJECT };

/* Bits of field.flags. */
enum {
    FIELD_REQUIRED = 1 << 0,
    FIELD_CREATE_ONLY = 1 << 1, /* createOnlyProperties: locked on edit */
    FIELD_READ_ONLY = 1 << 2,   /* readOnlyProperties: never sent */
    FIELD_UNIQUE_ITEMS = 1 << 3 /* uniqueItems */
};

/* Where the form's picker gets its choices from: the account's own lists. */
enum field_source {
    FIELD_SOURCE_NONE,
    FIELD_SOURCE_DOMAINS,
    FIELD_SOURCE_OBJECT_TYPES,
    FIELD_SOURCE_OBJECT_FIELDS, /* the fields of the trigger's object type */
    FIELD_SOURCE_ATTRIBUTES,    /* ListObjectTypeAttributes of the trigger's object type */
    FIELD_SOURCE_SEGMENTS
};

/* One value of an enumeration. */
struct field_choice {
    const char *value; /* as AWS writes it: "GREATER_THAN" */
    const char *words; /* as a person says it: "is greater than" */
    const char *brief; /* in a narrow column: ">", "h" */
    int values_min;    /* operators: how many Values AWS documents (1..10); 0 for other enumerations */
    int values_max;
    const char *fits; /* operators: "text", "number", "number or date", "date"; else NULL */
    const char *help; /* one sentence, with AWS's own meaning and what is not documented */
};

/* One property, or one item of a list. */
struct field {
    const char *json;  /* "EventTriggerConditions"; NULL for the item of a list */
    const char *sql;   /* "event_trigger_conditions"; NULL for nested properties */
    const char *label; /* in the form and in tables: "Conditions" */
    enum field_kind kind;
    unsigned flags;
    int64_t min,
        max; /* FIELD_TEXT: characters; FIELD_INTEGER: value; FIELD_LIST: items. max < min: no limit */
    const char *pattern;                /* POSIX extended regular expression equal to the schema's, or NULL */
    const char *pattern_words;          /* the pattern in words: "letters, digits, _ and - only" */
    const struct field_choice *choices; /* FIELD_TEXT with an enumeration, else NULL */
    size_t choice_count;
    enum field_source source;
    const char *unit; /* "ms", or NULL */
    const char *help; /* one or two sentences for a person */
    const char *example;
    const struct field *members; /* FIELD_OBJECT */
    size_t member_count;
    const struct field *item; /* FIELD_LIST */
};

struct resource_type {
    const char *type_name; /* "AWS::CustomerProfiles::EventTrigger" */
    const char *sql_name;  /* "event_triggers" */
    struct field root;     /* FIELD_OBJECT: the properties */
    /* Names of the primary identifier's properties, in order, NULL-terminated. */
    const char *const *identifier;
};

/* The one resource type that etrig edits. */
extern const struct resource_type fields_event_trigger;

/* The member of an object field by JSON name, or NULL. */
const struct field *fields_member(const struct field *object, const char *json_name);
/* The field that a JSON pointer leads to from the root ("/EventTriggerConditions/0/LogicalOperator"),
 * or NULL. */
const struct field *fields_at(const struct resource_type *type, const char *pointer);
/* The choice by AWS's value, or NULL. */
const struct field_choice *fields_choice(const struct field *field, const char *value);

#endif
