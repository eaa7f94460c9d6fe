#include "model/merge.h"

#include "model/change.h"

/* Takes one property from yours into the merged document if you changed it. */
static void merge_property(const cJSON *seen, const cJSON *yours, const char *name, cJSON *merged,
                           struct merge_count *count)
{
    bool you = !change_same_property(seen, yours, name), they = !change_same_property(seen, merged, name);
    const cJSON *value = json_get(yours, name);

    if (you && they && change_same_property(yours, merged, name))
        return;
    count->both += you && they;
    count->theirs += they && !you;
    count->yours += you && !they;
    if (you)
        json_set(merged, name, value ? cJSON_Duplicate(value, true) : NULL);
}

cJSON *merge_onto(const cJSON *seen, const cJSON *theirs, const cJSON *yours, struct merge_count *count)
{
    cJSON *merged = cJSON_Duplicate(theirs, true);
    struct merge_count counted = {0, 0, 0};
    struct change all[2];

    change_between(seen, theirs, &all[0]);
    change_between(seen, yours, &all[1]);
    for (size_t i = 0; i < all[0].properties.count; i++)
        merge_property(seen, yours, all[0].properties.items[i], merged, &counted);
    for (size_t i = 0; i < all[1].properties.count; i++)
        if (!texts_has(&all[0].properties, all[1].properties.items[i]))
            merge_property(seen, yours, all[1].properties.items[i], merged, &counted);
    change_release(&all[0]);
    change_release(&all[1]);
    if (count)
        *count = counted;
    return merged;
}
