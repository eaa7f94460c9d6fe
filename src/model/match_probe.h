/*
 * match_probe: values worth trying for an attribute: such that hold and such that do not, on both sides of
 * every number and date that the trigger compares with.
 */
#ifndef MODEL_MATCH_PROBE_H
#define MODEL_MATCH_PROBE_H

#include "base/json.h"

/* A list of values for an attribute of a condition; others that look at the same have their say too, since
 * one value has to suit them all. Free: cJSON_Delete. */
cJSON *match_probe_values(const cJSON *attribute, const cJSON *condition);

#endif
