#include "local/local_weather.h"

#include "base/random.h"

static struct local_weather_bucket *bucket_of(struct local_weather *weather, const char *service)
{
    static const char *const services[LOCAL_WEATHER_SERVICES] = {"cloudcontrolapi", "profile", "sts", "iam"};
    for (int i = 0; i < LOCAL_WEATHER_SERVICES; i++)
        if (strcmp(services[i], service) == 0)
            return &weather->buckets[i];
    return &weather->buckets[0];
}

bool local_weather_admits(struct local_weather *weather, const char *service, int per_s, int64_t monotonic_ms)
{
    if (per_s <= 0)
        return true;
    struct local_weather_bucket *bucket = bucket_of(weather, service);
    bucket->spent -= (double)(monotonic_ms - bucket->at_ms) * per_s / 1000.0;
    bucket->at_ms = monotonic_ms;
    if (bucket->spent < 0)
        bucket->spent = 0;
    if (bucket->spent + 1 > per_s)
        return false;
    bucket->spent += 1;
    return true;
}

bool local_weather_fails(double rate)
{
    enum { PARTS = 1000000 };
    return rate > 0 && (double)random_below(PARTS) < rate * PARTS;
}
