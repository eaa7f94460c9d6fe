/* match_attribute: one attribute's verdict, what was found, and why, in words. */
#ifndef MODEL_MATCH_ATTRIBUTE_H
#define MODEL_MATCH_ATTRIBUTE_H

#include "model/match.h"

/* Fills the verdict, what it assumes, the subject, the reason and what was found. */
void match_attribute(const cJSON *attribute, const cJSON *object, const struct store_catalog *fields,
                     struct match_node *node);

#endif
