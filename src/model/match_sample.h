/*
 * match_sample: an object to start from, made up so that a trigger fires for it.
 */
#ifndef MODEL_MATCH_SAMPLE_H
#define MODEL_MATCH_SAMPLE_H

#include "base/json.h"
#include "model/store.h"

/* An object with an example for each known field (fields may be NULL or unread), and with values that make the
 * first condition hold which can be made to. It need not fire: conditions may contradict themselves; ask
 * match. Free: cJSON_Delete. */
cJSON *match_sample_new(const cJSON *document, const struct store_catalog *fields);

#endif
