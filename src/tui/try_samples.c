#include "tui/try_samples.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/mem.h"

struct try_sample *try_samples_of(struct try_samples *samples, const char *object_type)
{
    for (size_t i = 0; i < samples->count; i++)
        if (strcmp(samples->items[i].object_type, object_type) == 0)
            return &samples->items[i];
    ARRAY_GROW(samples->items, samples->count + 1, samples->capacity);
    samples->items[samples->count] = (struct try_sample){.object_type = mem_dup(object_type)};
    return &samples->items[samples->count++];
}

static void forget(struct try_sample *sample)
{
    if (sample->json)
        mem_wipe(sample->json, strlen(sample->json));
    free(sample->json);
    free(sample->origin);
    sample->json = sample->origin = NULL;
}

void try_samples_keep(struct try_sample *sample, const char *json, const char *origin)
{
    char *kept_json = mem_dup(json), *kept_origin = mem_dup(origin);

    forget(sample);
    sample->json = kept_json;
    sample->origin = kept_origin;
}

void try_samples_release(struct try_samples *samples)
{
    for (size_t i = 0; i < samples->count; i++) {
        forget(&samples->items[i]);
        free(samples->items[i].object_type);
        free(samples->items[i].path);
    }
    free(samples->items);
    *samples = (struct try_samples){0};
}
