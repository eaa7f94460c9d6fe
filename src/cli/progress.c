#include "cli/progress.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "base/env.h"
#include "base/text.h"
#include "cli/output.h"
#include "tui/canvas.h"

enum { CELLS = 78, BAR_CELLS = 10, REGION_CELLS = 14, DOMAIN_CELLS = 12 };

/* How much of something is done. */
struct share {
    size_t done, all;
};

/* "1,200" */
static void add_number(struct strbuf *out, size_t number)
{
    if (number >= 1000) {
        add_number(out, number / 1000);
        strbuf_addf(out, ",%03zu", number % 1000);
        return;
    }
    strbuf_addf(out, "%zu", number);
}

static void add_count(struct strbuf *out, size_t count, const char *what)
{
    add_number(out, count);
    strbuf_addf(out, " %s%s", what, count == 1 ? "" : "s");
}

static void add_bar(struct strbuf *out, struct share share)
{
    size_t full = share.all > 0 ? BAR_CELLS * share.done / share.all : 0;
    for (size_t i = 0; i < BAR_CELLS; i++)
        strbuf_adds(out, canvas_sign(i < full ? CANVAS_SIGN_FULL : CANVAS_SIGN_EMPTY));
    strbuf_adds(out, "  ");
}

/* ---- a listing ---- */

static bool is_read(const struct store_region *region)
{
    return region->state > STORE_REGION_READING;
}

/* A region counts as much as another, and its domains share in it: how many triggers there are nobody tells. */
static struct share listed(const struct store *store)
{
    enum { WHOLE = 100 };
    struct share share = {0, store->region_count * WHOLE};
    for (size_t i = 0; i < store->region_count; i++) {
        const struct store_region *region = &store->regions[i];
        size_t read = 0;
        for (size_t k = 0; k < region->domain_count; k++)
            read += region->domains[k].state >= STORE_READ;
        if (is_read(region))
            share.done += WHOLE;
        else if (region->domain_count > 0)
            share.done += WHOLE * read / (region->domain_count + 1);
    }
    return share;
}

/* The first region that is being read, and the first of its domains. */
static void add_place(struct strbuf *out, const struct store *store)
{
    const char *domain = "";
    for (size_t i = 0; i < store->region_count; i++) {
        const struct store_region *region = &store->regions[i];
        if (is_read(region))
            continue;
        for (size_t k = 0; k < region->domain_count && *domain == '\0'; k++)
            if (region->domains[k].state < STORE_READ)
                domain = region->domains[k].name;
        text_fit(out, region->name, REGION_CELLS, true);
        strbuf_adds(out, "  ");
        text_fit(out, domain, DOMAIN_CELLS, true);
        strbuf_adds(out, "  ");
        return;
    }
}

static void add_listing(struct strbuf *out, const struct store *store)
{
    size_t read = 0;
    for (size_t i = 0; i < store->region_count; i++)
        read += is_read(&store->regions[i]);
    add_place(out, store);
    add_bar(out, listed(store));
    add_count(out, store->row_count, "trigger");
    strbuf_addf(out, ", %zu of %zu regions", read, store->region_count);
}

/* ---- reading in full ---- */

static void add_reading(struct strbuf *out, const struct store *store)
{
    struct share share = {0, store->row_count};
    for (size_t i = 0; i < store->row_count; i++)
        share.done += store->rows[i]->state >= STORE_ROW_WHOLE;
    add_bar(out, share);
    add_number(out, share.done);
    strbuf_adds(out, " of ");
    add_number(out, share.all);
    strbuf_adds(out, " read in full");
}

/* ---- changes ---- */

static void add_operation(struct strbuf *out, const struct operation *operation)
{
    strbuf_addf(out, "%s %s: %s", operation_kind_word(operation->kind), operation->identifier,
                operation_state_word(operation));
    if (operation->activity != NULL)
        strbuf_addf(out, ", %s", operation->activity);
}

static void add_operations(struct strbuf *out, const struct progress *progress, const struct store *store)
{
    struct share share = {0};
    const struct operation *first = NULL;
    for (size_t i = 0; i < store->operation_count; i++) {
        const struct operation *operation = &store->operations[i];
        if (!operation->mine)
            continue;
        share.all++;
        share.done += operation_has_ended(operation);
        if (first == NULL && !operation_has_ended(operation))
            first = operation;
    }
    if (first == NULL)
        return;
    if (progress->all > 0)
        share = (struct share){progress->done, progress->all};
    if (share.all > 1) {
        add_bar(out, share);
        strbuf_addf(out, "%zu of %zu; ", share.done, share.all);
    }
    add_operation(out, first);
}

/* Hard weather comes first, and of it what is done about it: the line may end in the midst of the reason. */
static void add_weather(struct strbuf *out, const struct store *store)
{
    const struct err *why = store_why_late(store);
    if (store->connection.asks != NULL)
        strbuf_addf(out, "asking %s for the keys; ", store->connection.asks);
    else if (why != NULL)
        strbuf_addf(out, "%s: %s; ", why->hint, why->text);
}

static bool can_rewrite(void)
{
    const char *term = env_get_filled("TERM");
    return isatty(STDERR_FILENO) && (term == NULL || strcmp(term, "dumb") != 0);
}

void progress_show(struct progress *progress, const struct store *store)
{
    if (!can_rewrite())
        return;
    struct strbuf line = STRBUF_INIT, fitted = STRBUF_INIT;
    add_weather(&line, store);
    size_t before = line.length;
    if (store->listing)
        add_listing(&line, store);
    else if (store->reads_pending > 0 && store->row_count > 1)
        add_reading(&line, store);
    else
        add_operations(&line, progress, store);
    if (line.length == before)
        strbuf_adds(&line, "waiting for an answer");
    text_fit(&fitted, line.text, CELLS, false);
    fprintf(stderr, "\r\033[K%s", fitted.text);
    fflush(stderr);
    progress->stands = progress->was_shown = true;
    strbuf_release(&line);
    strbuf_release(&fitted);
}

void progress_wipe(struct progress *progress)
{
    if (progress->stands)
        fputs("\r\033[K", stderr);
    progress->stands = false;
}

void progress_end(struct progress *progress, const struct store *store)
{
    progress_wipe(progress);
    for (size_t i = 0; i < store->operation_count; i++)
        if (store->operations[i].mine)
            return; /* what came of a change is said by who made it */
    if (!progress->was_shown || store->generation == 0 || store->listing)
        return;
    struct strbuf line = STRBUF_INIT;
    size_t regions = 0, missing = 0;
    for (size_t i = 0; i < store->region_count; i++)
        regions +=
            store->regions[i].state == STORE_REGION_READ || store->regions[i].state == STORE_REGION_PARTLY;
    add_count(&line, store->row_count, "trigger");
    strbuf_adds(&line, " in ");
    add_count(&line, regions, "region");
    for (size_t i = 0; i < store->region_count; i++)
        if (store->regions[i].state == STORE_REGION_NOT_ENABLED)
            strbuf_addf(&line, "%s%s", missing++ == 0 ? " (" : ", ", store->regions[i].name);
    if (missing > 0)
        strbuf_adds(&line, ": not enabled in this account)");
    output_line("%s", line.text);
    strbuf_release(&line);
}
