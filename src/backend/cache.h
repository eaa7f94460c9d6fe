/*
 * cache: each region as it was last listed whole, so that the first screen and completion need no network.
 *
 * One flat file per account-and-endpoint in cache_dir: a header with version and checksum, regions with their
 * times, then length-prefixed rows in display order (region, domain, name) with an offset table. Written
 * atomically by the worker, mapped by the reader; anything wrong with it means no cache. No documents are
 * kept in it, only what the list shows: names, texts, when, limits, segment, tags, times.
 */
#ifndef BACKEND_CACHE_H
#define BACKEND_CACHE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/err.h"

struct cache;

struct cache_row {
    const char *region, *domain, *name, *object_type;         /* borrowed from the map; "" if none */
    const char *description, *tags, *segment, *when, *limits; /* "" if none or unknown */
    const char *lint; /* lint_severity_word of the document's worst finding; "" if none or unknown */
    int64_t created_ms, updated_ms;
};

struct cache_region {
    const char *name;
    int64_t read_ms;
};

/* Maps the file for this key (profile, endpoint); NULL if there is none or it is not sound. */
struct cache *cache_open(const char *cache_dir, const char *key);
/* As cache_open, of bytes that the caller keeps (borrowed until cache_close):
 * for tests and the fuzz target. */
struct cache *cache_from_bytes(const void *bytes, size_t length, const char *key);
/* Sets magic, size and checksum in the header of a file that is otherwise done. */
void cache_seal(void *bytes, size_t length);
/* Unmaps the file; rows and regions read from it point into it and are gone with it. */
void cache_close(struct cache *cache);
/* How many rows. */
size_t cache_count(const struct cache *cache);
/* The row at place (from 0), its texts borrowed until cache_close; false past the end. */
bool cache_row(const struct cache *cache, size_t place, struct cache_row *row);
/* How many regions the listing had, empty ones included. */
size_t cache_region_count(const struct cache *cache);
/* The region at place (from 0), its name borrowed as well; false past the end. */
bool cache_region(const struct cache *cache, size_t place, struct cache_region *region);
/* Writes anew. Rows must be in display order. */
bool cache_write(const char *cache_dir, const char *key, const struct cache_region *regions,
                 size_t region_count, const struct cache_row *rows, size_t count, struct err *err);

#endif
