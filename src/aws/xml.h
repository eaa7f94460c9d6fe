/*
 * xml: single elements of a small XML answer (STS has no other form). Foreign bytes; any thread.
 *
 * No parser: no attributes, no nesting, no entities but the five of XML and numbers. What is malformed is
 * absent.
 */
#ifndef AWS_XML_H
#define AWS_XML_H

#include <stddef.h>

/* The text of the first element <name> (any prefix), entities resolved; NULL if there is none. free(). */
char *xml_text(const char *xml, size_t length, const char *name);

#endif
