/*
 * match_date: dates as an object or a trigger may write them.
 *
 * ISO 8601 with a zone is exact. What AWS does not document about the other forms is noted as the meaning
 * that was assumed (match_meaning.h).
 */
#ifndef MODEL_MATCH_DATE_H
#define MODEL_MATCH_DATE_H

#include <stdbool.h>
#include <stdint.h>

/* 2024-10-31T20:14:49Z, with an offset or without a zone, 2024-10-31, epoch seconds or milliseconds -> wall
 * ms. *assumed gets the bits of what was assumed added. */
bool match_date_parse(const char *text, int64_t *wall_ms, uint64_t *assumed);

#endif
