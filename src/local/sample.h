/*
 * sample: what a new local cloud holds: three regions of a company with shops, phones, a bank and a travel
 * agency.
 */
#ifndef LOCAL_SAMPLE_H
#define LOCAL_SAMPLE_H

#include <stdint.h>
#include "base/texts.h"
#include "local/state.h"

/* Puts it all in, as seen from now_ms: ages are fixed distances from that moment, each in the middle of the
 * unit in which it is shown. */
void sample_fill(struct state *state, int64_t now_ms);

/* Adds the regions that have sample data, in the order of the tables. */
void sample_regions(struct texts *names);

#endif
