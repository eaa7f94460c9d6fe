/*
 * pairs: generated documents and the patches between them, a line each, for another implementation of RFC 6902 to check:
 *
 *     {"before": …, "after": …, "patch": […]}
 *
 * usage: pairs [COUNT]
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/json.h"
#include "generated.h"
#include "model/change.h"

enum { COUNT = 3000 };

static void print_pair(uint32_t seed)
{
    cJSON *line = cJSON_CreateObject(), *before, *after;
    char *text;

    generated_seed(seed);
    before = generated_document();
    after = generated_below(4) ? generated_change(before) : generated_document();
    json_set(line, "before", before);
    json_set(line, "after", after);
    json_set(line, "patch",
             change_patch(before, after, &(struct change_guards){.test_absent_by_time = true}));
    text = json_print(line);
    puts(text);
    free(text);
    cJSON_Delete(line);
}

int main(int argc, char **argv)
{
    long count = argc > 1 ? strtol(argv[1], NULL, 10) : COUNT;

    json_init();
    for (long seed = 1; seed <= count; seed++)
        print_pair((uint32_t)seed);
    return 0;
}
