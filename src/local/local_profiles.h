/*
 * local_profiles: the reading calls of Customer Profiles that etrig uses, as its service model
 * (customer-profiles-2020-08-15) shapes them: paths with names in them, paging by query, times as epoch
 * seconds, tags as a map.
 *
 * Changes go through Cloud Control alone; other calls answer UnknownOperationException.
 */
#ifndef LOCAL_LOCAL_PROFILES_H
#define LOCAL_LOCAL_PROFILES_H

#include "local/exchange.h"
#include "local/local.h"
#include "local/state.h"

/* Answers x. Within the caller's transaction on settled data. */
void local_profiles_answer(struct state *state, const struct local_options *options, struct exchange *x);

#endif
