/*
 * local_weather: hard weather on purpose: throttling and failures, as --throttle and --fail ask for.
 */
#ifndef LOCAL_LOCAL_WEATHER_H
#define LOCAL_LOCAL_WEATHER_H

#include <stdbool.h>
#include <stdint.h>

enum { LOCAL_WEATHER_SERVICES = 4 };

/* A bucket per service: it holds one second's calls and fills as time goes. Zeroed: full. */
struct local_weather {
    struct local_weather_bucket {
        double spent;  /* calls not yet made good by time */
        int64_t at_ms; /* monotonic; when spent was right */
    } buckets[LOCAL_WEATHER_SERVICES];
};

/* Takes one call to the service ("cloudcontrolapi", "profile", "sts", "iam"); false if more than per_s calls a
 * second came. per_s 0: never. */
bool local_weather_admits(struct local_weather *weather, const char *service, int per_s,
                          int64_t monotonic_ms);
/* True for that share of calls, by chance. */
bool local_weather_fails(double rate);

#endif
