/*
 * bench_keys: from a key press to the finished screen, at 100,000 rows, in a grid of 120×40.
 *
 * The store is filled by hand; the keys go through the same code as those of a terminal. Prints the median
 * and the 99th percentile of scrolling, of paging, and of typing and clearing a filter; then of typing, moving, adding
 * and undoing in the form of the largest trigger that AWS takes, with nothing folded.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include "backend/backend.h"
#include "base/env.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/settings.h"
#include "model/store.h"
#include "tui/canvas.h"
#include "tui/tui.h"
#include "tui/view_form.h"

enum { ROWS = 100000, PRESSES = 400 };

/* The time that this thread worked: a key neither sleeps nor waits, so on a machine with nothing else to do it is the
 * time that passes. */
static double now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void fill(struct store *store)
{
    static const char *const types[] = {"Order", "Cart", "Shipment", "Contract", "Loyalty"};
    char name[64], domain[32], description[96];
    store_add_region(store, "us-east-1", false);
    store_begin_listing(store);
    for (int i = 0; i < ROWS; i++) {
        snprintf(name, sizeof name, "trigger-%06d-%s", i, i % 7 == 0 ? "late" : "soon");
        snprintf(domain, sizeof domain, "domain-%d", i % 40);
        snprintf(description, sizeof description, "Orders of kind %d go to the flow for them", i % 1000);
        store_put_row(store, "us-east-1", domain, name, types[i % 5], description, NULL, 1700000000000,
                      1710000000000 + i);
    }
    store->listing = false;
}

/* 5 conditions of 10 dimensions of 10 attributes of 10 values. */
static void fill_largest(struct store *store)
{
    struct strbuf json = STRBUF_INIT;
    strbuf_adds(&json, "{\"DomainName\":\"d\",\"EventTriggerName\":\"largest\",\"ObjectTypeName\":\"Order\","
                       "\"EventTriggerConditions\":[");
    for (int c = 0; c < 5; c++) {
        strbuf_addf(&json, "%s{\"LogicalOperator\":\"ALL\",\"EventTriggerDimensions\":[", c ? "," : "");
        for (int a = 0; a < 100; a++) {
            strbuf_adds(&json, a % 10 ? "," : a ? "]},{\"ObjectAttributes\":[" : "{\"ObjectAttributes\":[");
            strbuf_addf(&json, "{\"FieldName\":\"field%d\",\"ComparisonOperator\":\"CONTAINS\",\"Values\":[",
                        a);
            for (int v = 0; v < 10; v++)
                strbuf_addf(&json, "%s\"value %d.%d.%d\"", v ? "," : "", c, a, v);
            strbuf_adds(&json, "]}");
        }
        strbuf_adds(&json, "]}]}");
    }
    strbuf_adds(&json, "],\"LastUpdatedAt\":\"2026-01-02T00:00:00Z\"}");
    store_put_document(store, "us-east-1", "d|largest", json.text);
    strbuf_release(&json);
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

struct bench {
    struct tui *tui;
    struct canvas *canvas;
    struct input *input;
    double ms[PRESSES * 4];
    int count;
};

/* As the loop does before the first key comes: what makes a filter quick is prepared in quiet moments. */
static void be_idle(const struct bench *bench)
{
    while (tui_tick(bench->tui, 0) <= 1)
        continue;
}

/* Presses the keys one by one and notes the time of each. */
static void press(struct bench *bench, const char *bytes)
{
    for (const char *p = bytes; *p != '\0'; p++) {
        struct input_event event;
        double start = now_ms();
        input_feed(bench->input, p, 1, 0);
        while (input_next(bench->input, &event, 0)) {
            tui_event(bench->tui, &event);
            input_event_release(&event);
        }
        tui_draw(bench->tui, bench->canvas);
        bench->ms[bench->count++] = now_ms() - start;
    }
}

static void report(struct bench *bench, const char *what)
{
    qsort(bench->ms, (size_t)bench->count, sizeof *bench->ms, compare);
    printf("%-24s median %.2f ms, 99th percentile %.2f ms\n", what, bench->ms[bench->count / 2],
           bench->ms[bench->count * 99 / 100]);
    bench->count = 0;
}

static void measure(struct bench *bench)
{
    for (int i = 0; i < PRESSES; i++)
        press(bench, "j");
    report(bench, "scroll a line");
    for (int i = 0; i < PRESSES; i++)
        press(bench, "\006");
    report(bench, "scroll a page");
    for (int i = 0; i < 20; i++) {
        press(bench, "/late 12");
        press(bench, "\r");
        press(bench, "/\025\r");
    }
    report(bench, "type a filter");
}

#define UP   "\033[A"
#define DOWN "\033[B"

/* The form with all of its folds open, the cursor on the first condition. */
static void open_form(struct bench *bench)
{
    tui_push(bench->tui, view_form_edit(bench->tui, "us-east-1", "d|largest"));
    press(bench, DOWN DOWN DOWN DOWN "\r"); /* the first condition, which was open */
    press(bench, DOWN DOWN DOWN DOWN "\r" UP "\r" UP "\r" UP "\r" UP "\r");
    bench->count = 0;
}

/* To the values of the last attribute; the limits and the tags stand below it. */
static void go_to_last(struct bench *bench)
{
    for (int i = 0; i < 60; i++) {
        press(bench, "\033[6~");
        bench->count = 0;
    }
    press(bench, UP UP UP "\t\t");
    bench->count = 0;
}

static void measure_form(struct bench *bench)
{
    open_form(bench);
    for (int i = 0; i < PRESSES; i++)
        press(bench, "\t");
    report(bench, "form: move");
    go_to_last(bench);
    for (int i = 0; i < PRESSES / 2; i++)
        press(bench, "x");
    report(bench, "form: type");
    for (int i = 0; i < PRESSES / 4; i++)
        press(bench, "\030\037");
    report(bench, "form: remove, undo");
}

int main(void)
{
    env_init(environ);
    text_init();
    json_init();
    struct err err = {0};
    struct settings settings;
    struct store store;
    store_init(&store);
    fill(&store);
    if (!settings_load(&settings, NULL, &err))
        return 2;
    struct backend_options options = {
        .endpoint_url = "http://127.0.0.1:1", .settings = &settings, .local.fd = -1};
    texts_add(&options.regions, "us-east-1");
    static struct bench bench;
    struct backend *backend = backend_start(&options, &err);
    if (backend == NULL) {
        fprintf(stderr, "%s\n", err.text);
        return 2;
    }
    struct tui_options interface = {.backend = backend, .store = &store, .settings = &settings};
    bench.tui = tui_new(&interface);
    bench.canvas = canvas_new(40, 120);
    bench.input = input_new();
    tui_draw(bench.tui, bench.canvas);
    be_idle(&bench);
    measure(&bench);
    fill_largest(&store);
    store.connection.account = mem_dup("123456789012");
    measure_form(&bench);
    fflush(stdout);
    _exit(0);
}
