#include "backend/cache.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/strbuf.h"

/*
 * The file, in the byte order of the machine that wrote it:
 *
 *     header      struct cache_header
 *     key         the text that it was written for
 *     regions     each: int64 read_ms, text
 *     offsets     uint64 for each row: where it begins in the file
 *     rows        each: int64 created_ms, int64 updated_ms, CACHE_TEXTS texts
 *
 * A text is its length (uint32, without NUL), its bytes, NUL. Nothing is aligned: numbers are copied out. The
 * checksum finds what went wrong on the disk, not what somebody forged: each length and offset is checked
 * before it is used.
 */
static const char cache_magic[8] = "etrig\r\n";

enum { CACHE_VERSION = 2, CACHE_BYTE_ORDER = 0x01020304, CACHE_TEXTS = 10, CACHE_REGIONS_MAX = 1000 };

#define CACHE_SIZE_MAX (UINT64_C(256) << 20)

struct cache_header {
    char magic[8];
    uint64_t checksum; /* of all bytes that follow it */
    uint64_t size;     /* of the file */
    uint32_t version, byte_order;
    uint32_t region_count, row_count;
    uint64_t key_at, regions_at, offsets_at;
};

#define CACHE_SUMMED_FROM offsetof(struct cache_header, size)

struct cache {
    const unsigned char *bytes;
    size_t size;
    bool mapped; /* bytes are to be unmapped */
    struct cache_header header;
};

/* Where in the file one reads. Once bad, all that is read is empty. */
struct cache_cursor {
    const unsigned char *at, *end;
    bool bad;
};

/* ---- bytes ---- */

/* By words of eight bytes: a large cache is summed before the first screen. */
static uint64_t sum_bytes(const unsigned char *bytes, size_t length)
{
    uint64_t sum = length, word;

    for (; length >= sizeof word; bytes += sizeof word, length -= sizeof word) {
        memcpy(&word, bytes, sizeof word);
        sum = (sum ^ word) * UINT64_C(0x9e3779b97f4a7c15);
        sum ^= sum >> 32;
    }
    return hash_fnv(bytes, length, sum);
}

static struct cache_cursor cursor_at(const struct cache *cache, uint64_t offset)
{
    struct cache_cursor cursor = {cache->bytes, cache->bytes + cache->size, offset > cache->size};

    if (!cursor.bad)
        cursor.at += offset;
    return cursor;
}

static void take(struct cache_cursor *cursor, void *out, size_t size)
{
    if (cursor->bad || (size_t)(cursor->end - cursor->at) < size) {
        cursor->bad = true;
        memset(out, 0, size);
        return;
    }
    memcpy(out, cursor->at, size);
    cursor->at += size;
}

static int64_t take_time(struct cache_cursor *cursor)
{
    int64_t ms;

    take(cursor, &ms, sizeof ms);
    return ms;
}

static const char *take_text(struct cache_cursor *cursor)
{
    const char *text;
    uint32_t length;

    take(cursor, &length, sizeof length);
    if (cursor->bad || (size_t)(cursor->end - cursor->at) <= length || cursor->at[length] != '\0') {
        cursor->bad = true;
        return "";
    }
    text = (const char *)cursor->at;
    cursor->at += (size_t)length + 1;
    return text;
}

/* ---- reading ---- */

/* The key is hashed: an endpoint's URL is no file name. Two keys of one hash take turns: the file holds its
 * key. It needs no cryptography, and the first screen need not wait until OpenSSL is up. free(). */
static char *cache_path(const char *cache_dir, const char *key)
{
    return mem_printf("%s/listing-%016" PRIx64, cache_dir, hash_fnv(key, strlen(key), 0));
}

static bool is_ours(int fd, uint64_t *size)
{
    struct stat found;

    if (fstat(fd, &found) != 0 || !S_ISREG(found.st_mode) || found.st_uid != geteuid())
        return false;
    *size = (uint64_t)found.st_size;
    return *size >= sizeof(struct cache_header) && *size <= CACHE_SIZE_MAX;
}

static void *map_file(const char *path, size_t *size)
{
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    uint64_t found;
    void *bytes = MAP_FAILED;

    if (fd < 0)
        return NULL;
    if (is_ours(fd, &found)) {
        *size = (size_t)found;
        bytes = mmap(NULL, *size, PROT_READ, MAP_PRIVATE, fd, 0);
    }
    close(fd);
    return bytes == MAP_FAILED ? NULL : bytes;
}

static bool is_sound(const struct cache *cache, const char *key)
{
    const struct cache_header *header = &cache->header;
    struct cache_cursor cursor;

    if (memcmp(header->magic, cache_magic, sizeof cache_magic) != 0 || header->version != CACHE_VERSION ||
        header->byte_order != CACHE_BYTE_ORDER || header->size != cache->size)
        return false;
    if (header->region_count > CACHE_REGIONS_MAX || header->offsets_at > cache->size ||
        header->row_count > (cache->size - header->offsets_at) / sizeof(uint64_t))
        return false;
    if (header->checksum != sum_bytes(cache->bytes + CACHE_SUMMED_FROM, cache->size - CACHE_SUMMED_FROM))
        return false;
    cursor = cursor_at(cache, header->key_at);
    return strcmp(take_text(&cursor), key) == 0 && !cursor.bad;
}

struct cache *cache_from_bytes(const void *bytes, size_t length, const char *key)
{
    struct cache *cache;

    if (length < sizeof cache->header)
        return NULL;
    cache = mem_alloc(1, sizeof *cache);
    cache->bytes = bytes;
    cache->size = length;
    memcpy(&cache->header, bytes, sizeof cache->header);
    if (is_sound(cache, key))
        return cache;
    free(cache);
    return NULL;
}

struct cache *cache_open(const char *cache_dir, const char *key)
{
    char *path = cache_path(cache_dir, key);
    size_t size;
    void *bytes = map_file(path, &size);
    struct cache *cache = bytes ? cache_from_bytes(bytes, size, key) : NULL;

    free(path);
    if (cache)
        cache->mapped = true;
    else if (bytes)
        munmap(bytes, size);
    return cache;
}

void cache_close(struct cache *cache)
{
    if (!cache)
        return;
    if (cache->mapped)
        munmap((void *)cache->bytes, cache->size);
    free(cache);
}

size_t cache_count(const struct cache *cache)
{
    return cache->header.row_count;
}

bool cache_row(const struct cache *cache, size_t place, struct cache_row *row)
{
    struct cache_cursor cursor;
    uint64_t offset;

    if (place >= cache->header.row_count)
        return false;
    cursor = cursor_at(cache, cache->header.offsets_at + place * sizeof offset);
    take(&cursor, &offset, sizeof offset);
    cursor = cursor_at(cache, offset);
    row->created_ms = take_time(&cursor);
    row->updated_ms = take_time(&cursor);
    row->region = take_text(&cursor);
    row->domain = take_text(&cursor);
    row->name = take_text(&cursor);
    row->object_type = take_text(&cursor);
    row->description = take_text(&cursor);
    row->tags = take_text(&cursor);
    row->segment = take_text(&cursor);
    row->when = take_text(&cursor);
    row->limits = take_text(&cursor);
    row->lint = take_text(&cursor);
    return !cursor.bad;
}

size_t cache_region_count(const struct cache *cache)
{
    return cache->header.region_count;
}

bool cache_region(const struct cache *cache, size_t place, struct cache_region *region)
{
    struct cache_cursor cursor = cursor_at(cache, cache->header.regions_at);

    if (place >= cache->header.region_count)
        return false;
    for (size_t i = 0; i <= place; i++) {
        region->read_ms = take_time(&cursor);
        region->name = take_text(&cursor);
    }
    return !cursor.bad;
}

/* ---- writing ---- */

static void add_text(struct strbuf *out, const char *text)
{
    uint32_t length = text ? (uint32_t)strlen(text) : 0;

    strbuf_add(out, &length, sizeof length);
    strbuf_add(out, text ? text : "", (size_t)length + 1);
}

static void add_row(struct strbuf *out, const struct cache_row *row)
{
    const char *const texts[CACHE_TEXTS] = {row->region,      row->domain, row->name,    row->object_type,
                                            row->description, row->tags,   row->segment, row->when,
                                            row->limits,      row->lint};

    strbuf_add(out, &row->created_ms, sizeof row->created_ms);
    strbuf_add(out, &row->updated_ms, sizeof row->updated_ms);
    for (size_t i = 0; i < CACHE_TEXTS; i++)
        add_text(out, texts[i]);
}

static void add_rows(struct strbuf *out, const struct cache_row *rows, size_t count)
{
    size_t offsets_at = out->length;
    uint64_t offset = 0;

    for (size_t i = 0; i < count; i++)
        strbuf_add(out, &offset, sizeof offset);
    for (size_t i = 0; i < count; i++) {
        offset = out->length;
        memcpy(out->text + offsets_at + i * sizeof offset, &offset, sizeof offset);
        add_row(out, &rows[i]);
    }
}

static void add_regions(struct strbuf *out, const struct cache_region *regions, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        strbuf_add(out, &regions[i].read_ms, sizeof regions[i].read_ms);
        add_text(out, regions[i].name);
    }
}

void cache_seal(void *bytes, size_t length)
{
    struct cache_header header;

    if (length < sizeof header)
        return;
    memcpy(&header, bytes, sizeof header);
    memcpy(header.magic, cache_magic, sizeof cache_magic);
    header.size = length;
    memcpy(bytes, &header, sizeof header);
    header.checksum = sum_bytes((unsigned char *)bytes + CACHE_SUMMED_FROM, length - CACHE_SUMMED_FROM);
    memcpy(bytes, &header, sizeof header);
}

bool cache_write(const char *cache_dir, const char *key, const struct cache_region *regions,
                 size_t region_count, const struct cache_row *rows, size_t count, struct err *err)
{
    struct cache_header header = {.version = CACHE_VERSION,
                                  .byte_order = CACHE_BYTE_ORDER,
                                  .region_count = (uint32_t)region_count,
                                  .row_count = (uint32_t)count};
    struct strbuf out = STRBUF_INIT;
    char *path = cache_path(cache_dir, key);
    bool done;

    strbuf_add(&out, &header, sizeof header);
    header.key_at = out.length;
    add_text(&out, key);
    header.regions_at = out.length;
    add_regions(&out, regions, region_count);
    header.offsets_at = out.length;
    add_rows(&out, rows, count);
    memcpy(out.text, &header, sizeof header);
    cache_seal(out.text, out.length);
    done = file_make_private_dir(cache_dir, err) && file_write_fast(path, out.text, out.length, err);
    strbuf_release(&out);
    free(path);
    return done;
}
