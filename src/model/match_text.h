/* match_text: one value found, compared as a text with one of the trigger's values. */
#ifndef MODEL_MATCH_TEXT_H
#define MODEL_MATCH_TEXT_H

#include "base/json.h"
#include "model/match_outcome.h"

enum match_text_test { MATCH_TEXT_EQUAL, MATCH_TEXT_PART, MATCH_TEXT_BEGINS, MATCH_TEXT_ENDS };

struct match_outcome match_text_compare(enum match_text_test test, const cJSON *found, const char *value);
/* A text, number, true or false as it is written; NULL for what has members. free(). */
char *match_text_of(const cJSON *found);

#endif
