/* match_order: one value found, compared as a number or a date with the trigger's values. */
#ifndef MODEL_MATCH_ORDER_H
#define MODEL_MATCH_ORDER_H

#include "base/json.h"
#include "model/match_outcome.h"

enum match_order_test {
    MATCH_ORDER_BELOW,
    MATCH_ORDER_ABOVE,
    MATCH_ORDER_SAME, /* of dates: the same day */
    MATCH_ORDER_AT_LEAST,
    MATCH_ORDER_AT_MOST
};

struct match_outcome match_order_numbers(enum match_order_test test, const cJSON *found, const char *value);
struct match_outcome match_order_dates(enum match_order_test test, const cJSON *found, const char *value);
/* Numbers where both bounds are, else dates. */
struct match_outcome match_order_between(const cJSON *found, const char *low, const char *high);

#endif
