/*
 * xml: single elements of a small XML answer (STS and IAM have no other form). Foreign bytes; any thread.
 *
 * No parser: no attributes, no nesting, no entities but the five of XML and numbers. What is malformed is
 * absent.
 */
#ifndef AWS_XML_H
#define AWS_XML_H

#include <stddef.h>

/* The text of the first element <name> (any prefix), entities resolved; NULL if there is none. free(). */
char *xml_text(const char *xml, size_t length, const char *name);

/* What stands in the first element <name>, other elements of that name inside it included, as it came: its start,
 * and *inner bytes. NULL if there is none, or no end of it. borrowed. */
const char *xml_inner(const char *xml, size_t length, const char *name, size_t *inner);

#endif
