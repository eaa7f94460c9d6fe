/*
 * sample_tables: the sample data as tables that a person can read and edit; sample.c makes documents of them.
 *
 * Ages are sums such as "2h30m" (units m h d w mo y), counted back from the moment at which the data are
 * made. They stand in the middle of the unit in which screens show them, so that a screen stays the same for
 * a while.
 */
#ifndef LOCAL_SAMPLE_TABLES_H
#define LOCAL_SAMPLE_TABLES_H

#include <stdbool.h>
#include <stddef.h>

struct sample_domain {
    const char *region, *name;
    const char *created, *updated; /* ages */
    const char *tags;              /* "key=value key=value", or NULL */
};

struct sample_object_type {
    const char *region;                                    /* NULL: in every region that has the domain */
    const char *domain, *name, *description, *template_id; /* template_id may be NULL */
    const char *age;
    /* "orderId* total:number email:email": names with their content type (text if
     * none is given); * marks the key. */
    const char *fields;
    const char
        *attributes; /* attributes seen in ingested objects that no field maps: blank separated, or NULL */
};

struct sample_segment {
    const char *domain, *name, *display_name, *description, *age;
    bool enhanced; /* SegmentType ENHANCED, else CLASSIC */
};

struct sample_integration {
    const char *region; /* NULL: in every region that has the domain */
    const char *domain;
    const char *uri;                   /* %s is the region */
    const char *object_type, *trigger; /* either may be NULL */
    bool active;                       /* an active one keeps its trigger from being deleted */
    const char *age;
};

struct sample_trigger {
    const char *region, *domain, *name, *object_type;
    const char *description; /* NULL: none */
    /* Conditions joined by "||", each "ALL|ANY|NONE dimension; dimension", a dimension "attribute &
     * attribute", an attribute "name OPERATOR value, value": see operators in sample.c. A name that begins
     * with _source. is a Source, else a FieldName. Values stand in '…' where they hold a comma, a blank at
     * the edge or one of the separators. */
    const char *conditions;
    const char *segment; /* NULL: none */
    const char *limits; /* "5/24h 1/1d -/2w x300000": at most 5 in 24 hours, …, unlimited, expires after ms;
                           NULL: none */
    const char *tags;   /* as of domains */
    const char *stack;  /* the CloudFormation stack that manages it, or NULL */
    const char *created, *updated; /* ages */
};

extern const struct sample_domain sample_domains[];
extern const struct sample_object_type sample_object_types[];
extern const struct sample_segment sample_segments[];
extern const struct sample_integration sample_integrations[];
extern const struct sample_trigger sample_triggers[];
extern const size_t sample_domain_count, sample_object_type_count, sample_segment_count,
    sample_integration_count, sample_trigger_count;

#endif
