/*
 * generated: documents by the thousand, hostile and the same each time: properties that are missing, of a wrong kind,
 * unknown or named like nothing good, lists that hold the same thing twice, texts of all kinds. One thread.
 */
#ifndef TESTS_GENERATED_H
#define TESTS_GENERATED_H

#include <stdbool.h>
#include <stdint.h>
#include "base/json.h"

/* What comes next follows from it alone. */
void generated_seed(uint32_t seed);
/* A number below n. */
unsigned generated_below(unsigned n);
/* Free all: cJSON_Delete. */
cJSON *generated_document(void);
/* A copy with all lists in another order. */
cJSON *generated_shuffled(const cJSON *tree);
/* A copy in another order, with a few properties made anew, changed inside or taken away. */
cJSON *generated_change(const cJSON *document);
/* What a difference is about, in words of its own: equal as sets but for LastUpdatedAt, Region and aws: tags, and no tags
 * are as good as an empty list of them. */
bool generated_same(const cJSON *a, const cJSON *b);

#endif
