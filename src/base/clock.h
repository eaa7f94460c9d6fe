/*
 * clock: the two clocks, and how times are written.
 *
 * Monotonic milliseconds are for waiting and ages within a run; wall milliseconds (since 1970, UTC) for
 * everything that is stored or shown. Tests set either with clock_freeze. Any thread.
 */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* For waiting and ages: never set back, stands still while the machine sleeps. */
int64_t clock_monotonic_ms(void);
/* Since 1970, UTC; the person may set it. */
int64_t clock_wall_ms(void);

/* For tests: from now on the wall clock stands at wall_ms (negative: runs again). */
void clock_freeze(int64_t wall_ms);

/* "20261123T164500Z", the form of x-amz-date; out holds 17 bytes. */
void clock_format_amz(int64_t wall_ms, char out[17]);
/* "2026-11-23T16:45:00.123Z" (milliseconds only when not zero); out holds 25 bytes. */
void clock_format_iso(int64_t wall_ms, char out[25]);
/* ISO 8601 with Z, UTC, an offset or a fraction, the amz form, or epoch
 * seconds with a fraction -> wall ms. */
bool clock_parse(const char *text, int64_t *wall_ms);
/* An HTTP date ("Mon, 23 Nov 2026 16:45:00 GMT") -> wall ms. */
bool clock_parse_http(const char *text, int64_t *wall_ms);
/* How long ago, in the form of the screens: "now", "12s", "5m", "2h", "11d",
 * "3w", "14mo", "2y"; out 8 bytes. */
void clock_format_age(int64_t age_ms, char out[8]);

#endif
