/*
 * What the list costs with 100,000 rows: a filter step, a scroll, a page that arrives, a sort, the memory of
 * a row. Prints a line for each; nothing fails here, since a machine under load says nothing.
 */
#include <inttypes.h>
#include <malloc.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/array.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/listing.h"

enum { ROWS = 100000, SCREEN_ROWS = 40, ROUNDS = 20, PAGES = 200, PAGE_ROWS = 100 };

struct samples {
    double *ms; /* owned */
    size_t count, capacity;
};

/* The time that the processor worked for us: on a machine with nothing else to do it is the time that passes.
 */
static double now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static void add_sample(struct samples *samples, double started_ms)
{
    ARRAY_GROW(samples->ms, samples->count + 1, samples->capacity);
    samples->ms[samples->count++] = now_ms() - started_ms;
}

static int compare_ms(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static void print_samples(const char *what, struct samples *samples)
{
    qsort(samples->ms, samples->count, sizeof *samples->ms, compare_ms);
    printf("%-34s p50 %7.3f ms   p99 %7.3f ms   max %7.3f ms   (%zu)\n", what,
           samples->ms[samples->count / 2], samples->ms[samples->count * 99 / 100],
           samples->ms[samples->count - 1], samples->count);
    free(samples->ms);
    *samples = (struct samples){0};
}

/* A row as the listing of Customer Profiles gives it, with the short texts of one that was read before. */
static void put_row(struct store *store, size_t number)
{
    static const char *const regions[] = {"us-east-1", "eu-west-2", "ap-southeast-2", "eu-central-1",
                                          "us-west-2"};
    static const char *const domains[] = {"retail", "telco", "insurance-production", "travel"};
    static const char *const types[] = {"Order", "Cart", "Loyalty", "Shipment", "Contract", "_profile"};
    static const char *const words[] = {"abandoned", "high-value", "loyalty", "late",
                                        "churn",     "win-back",   "vip"};
    const char *a = words[number % 7], *b = words[number / 7 % 7];
    char name[64], description[120], when[120];
    struct store_row *row;

    snprintf(name, sizeof name, "%s-%s-%zu", a, b, number);
    snprintf(description, sizeof description, "Tells the %s team about every %s case of the day.", b, a);
    snprintf(when, sizeof when, "total > %zu, status contains %s or open", number % 900, a);
    row = store_put_row(
        store, regions[number % 5], domains[number / 5 % 4], name, types[number % 6], description,
        number % 3 ? "[{\"Key\":\"team\",\"Value\":\"cx\"},{\"Key\":\"env\",\"Value\":\"prod\"}]" : NULL,
        1750000000000, 1760000000000 + (int64_t)number * 60000);
    store_put_brief(store, row, number % 4 ? "" : "vip-eu", when, "5/24h");
}

static void type_filter(struct listing *listing, const struct store *store, const char *text,
                        struct samples *samples)
{
    char typed[64];

    for (size_t i = 1; i <= strlen(text); i++) {
        double started_ms = now_ms();

        snprintf(typed, sizeof typed, "%.*s", (int)i, text);
        listing_filter(listing, typed);
        listing_update(listing, store);
        add_sample(samples, started_ms);
    }
    listing_filter(listing, "");
    listing_update(listing, store);
}

static void bench_filter(struct listing *listing, const struct store *store)
{
    static const char *const texts[] = {"order",       "loyalty-vip-42", "eu-west",
                                        "zzz",         "name:churn",     "!retail late",
                                        "status open", "tags:prod",      "total > 10"};
    struct samples samples = {0};

    for (int round = 0; round < ROUNDS; round++)
        for (size_t i = 0; i < ARRAY_COUNT(texts); i++)
            type_filter(listing, store, texts[i], &samples);
    print_samples("filter step", &samples);
}

/* The cells of one screen, as a key that scrolls makes them. */
static void bench_scroll(struct listing *listing, const struct store *store)
{
    struct strbuf scratch = STRBUF_INIT;
    struct samples samples = {0};
    size_t count, shown = 0;

    for (size_t top = 0; top + SCREEN_ROWS < ROWS; top += 97) {
        double started_ms = now_ms();
        struct store_row *const *rows;

        listing_update(listing, store);
        rows = listing_rows(listing, &count);
        for (size_t i = 0; i < SCREEN_ROWS * LISTING_COLUMNS; i++)
            shown += strlen(listing_cell(store, rows[top + i / LISTING_COLUMNS],
                                         (enum listing_column)(i % LISTING_COLUMNS), &scratch));
        add_sample(&samples, started_ms);
    }
    print_samples(shown ? "scroll, 40 rows of all columns" : "nothing was shown", &samples);
    strbuf_release(&scratch);
}

static void bench_pages(struct listing *listing, struct store *store, const char *what)
{
    struct samples samples = {0};
    size_t number = store->row_count;

    for (int page = 0; page < PAGES; page++) {
        double started_ms;

        for (int i = 0; i < PAGE_ROWS; i++)
            put_row(store, number++);
        started_ms = now_ms();
        listing_update(listing, store);
        add_sample(&samples, started_ms);
    }
    print_samples(what, &samples);
}

static void bench_sort(struct listing *listing, const struct store *store)
{
    struct samples samples = {0};

    for (int i = 0; i < LISTING_COLUMNS * 2; i++) {
        double started_ms = now_ms();

        listing_sort(listing, (enum listing_column)(i % LISTING_COLUMNS), i % 2);
        listing_update(listing, store);
        add_sample(&samples, started_ms);
    }
    listing_sort(listing, LISTING_REGION, false);
    listing_update(listing, store);
    print_samples("sort by another column", &samples);
}

/* The first key of a filter, when none of the rows was made ready for it yet. */
static void bench_first_key(const struct store *store)
{
    struct samples samples = {0};

    for (int i = 0; i < 3; i++) {
        struct listing *listing = listing_new();
        double started_ms;

        listing_update(listing, store);
        listing_filter(listing, "o");
        started_ms = now_ms();
        listing_update(listing, store);
        add_sample(&samples, started_ms);
        listing_free(listing);
    }
    print_samples("filter step before it is ready", &samples);
}

static size_t bytes_in_use(void)
{
    struct mallinfo2 info = mallinfo2();

    return info.uordblks + info.hblkhd;
}

int main(void)
{
    struct store store;
    struct listing *listing = listing_new();
    double started_ms = now_ms();
    size_t before = bytes_in_use();

    text_init();
    store_init(&store);
    store_add_region(&store, "us-east-1", false);
    for (size_t i = 0; i < ROWS; i++)
        put_row(&store, i);
    printf("%-34s %11.3f ms\n", "100,000 rows into the store", now_ms() - started_ms);
    printf("%-34s %8zu bytes\n", "memory of a row in the store", (bytes_in_use() - before) / ROWS);
    bench_first_key(&store);
    started_ms = now_ms();
    listing_update(listing, &store);
    printf("%-34s %11.3f ms\n", "first order of all rows", now_ms() - started_ms);
    started_ms = now_ms();
    while (listing_prepare(listing)) /* as the interface's turns do */
        continue;
    printf("%-34s %11.3f ms\n", "all rows made ready for a filter", now_ms() - started_ms);
    bench_scroll(listing, &store);
    bench_filter(listing, &store);
    printf("%-34s %8zu bytes\n", "memory of a row, list included", (bytes_in_use() - before) / ROWS);
    bench_sort(listing, &store);
    bench_pages(listing, &store, "a page of 100 rows arrives");
    listing_filter(listing, "order");
    listing_update(listing, &store);
    bench_pages(listing, &store, "the same, while a filter stands");
    listing_free(listing);
    store_release(&store);
    return 0;
}
