/*
 * check_words: what a breach of the schema is called, for a person and in AWS's words.
 *
 * AWS's texts are those of the validator behind Cloud Control (everit json-schema with CloudFormation's
 * resource schema): keywords that would echo a value name only themselves.
 */
#ifndef MODEL_CHECK_WORDS_H
#define MODEL_CHECK_WORDS_H

#include "model/check.h"

/* Fills problem->words and problem->aws (owned by the problem) from its other members. value is what was
 * found there, NULL if nothing. */
void check_words_fill(struct problem *problem, const struct field *field, const cJSON *value);

#endif
