/*
 * Any JSON as a page of a listing or of a catalog, and as the properties of a trigger: rows, items and
 * documents come of it that the store takes and every column of the table can show.
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "aws/cloudcontrol.h"
#include "backend/apply.h"
#include "backend/pages.h"
#include "backend/task_catalog.h"
#include "backend/task_read.h"
#include "backend/task_rows.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/listing.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

enum { NAMES_MOST = 100 };

static void apply(struct store *store, struct message *event)
{
    event->region = mem_dup("r");
    apply_event(store, event);
    message_free(event);
}

static void apply_rows(struct store *store, const cJSON *page,
                       void (*read)(const cJSON *, struct message_rows *))
{
    struct message *event = message_new(EVENT_ROWS);
    event->domain = mem_dup("d");
    event->rows = message_rows_new();
    read(page, event->rows);
    for (size_t i = 0; i < event->rows->count; i++)
        assert(*message_rows_text(event->rows, event->rows->items[i].name));
    apply(store, event);
}

static void apply_catalog(struct store *store, const cJSON *page, enum store_catalog_kind kind)
{
    struct message *event = message_new(EVENT_CATALOG);
    event->catalog = mem_alloc(1, sizeof *event->catalog);
    event->catalog->kind = kind;
    event->catalog->region = mem_dup("r");
    event->catalog->domain = mem_dup("d");
    event->catalog->object_type = kind >= STORE_OBJECT_FIELDS ? mem_dup("o") : NULL;
    event->catalog->state = STORE_READ;
    task_catalog_read_page(page, event->catalog);
    apply(store, event);
}

static void apply_document(struct store *store, const cJSON *page)
{
    struct err err = {.code = ERR_NONE};
    cJSON *document = task_read_document(page, &err);
    assert((document != NULL) == (err.code == ERR_NONE));
    for (size_t i = 0; document != NULL && i < store->row_count; i++) {
        struct message *event = message_new(EVENT_DOCUMENT);
        event->identifier = mem_printf("%s|%s", store->rows[i]->domain, store->rows[i]->name);
        event->text = json_print(document);
        apply(store, event);
    }
    cJSON_Delete(document);
}

static void read_names(const cJSON *page)
{
    struct texts names = {0};
    struct pages pages = {.token = NULL};
    task_rows_domains_of_profiles(page, &names, NAMES_MOST);
    task_rows_domains_of_control(page, &names, NAMES_MOST);
    assert(names.count <= NAMES_MOST);
    for (size_t i = 0; i < names.count; i++)
        assert(*names.items[i]);
    texts_release(&names);
    while (pages_next(&pages, page, NULL) == PAGES_MORE)
        ;
    pages_release(&pages);
}

/* What is shown is harmless, whatever stood in the page. */
static void show(const struct store *store)
{
    struct listing *listing = listing_new();
    struct strbuf scratch = STRBUF_INIT, shown = STRBUF_INIT;
    size_t count;
    for (int column = 0; column < LISTING_COLUMNS; column++) {
        listing_sort(listing, (enum listing_column)column, column % 2 == 1);
        listing_update(listing, store);
        struct store_row *const *rows = listing_rows(listing, &count);
        for (size_t i = 0; i < count; i++)
            text_fit(&shown, listing_cell(store, rows[i], (enum listing_column)column, &scratch), 30, true);
    }
    uint32_t code;
    for (const char *p = shown.text, *end = p + shown.length; p < end;) {
        p += text_decode(p, end, &code);
        assert(!text_is_unsafe(code));
    }
    strbuf_release(&scratch);
    strbuf_release(&shown);
    listing_free(listing);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    cJSON *page = json_parse((const char *)bytes, length, JSON_LIMIT_DOCUMENT, NULL);
    struct store store;
    if (page == NULL)
        return 0;
    text_set_ascii(false);
    store_init(&store);
    struct message *scope = message_new(MESSAGE_SCOPE);
    texts_add(&scope->regions, "r");
    apply(&store, scope);
    apply_rows(&store, page, task_rows_of_profiles);
    apply_rows(&store, page, task_rows_of_control);
    for (int kind = STORE_DOMAINS; kind <= STORE_ATTRIBUTES; kind++)
        apply_catalog(&store, page, (enum store_catalog_kind)kind);
    apply_document(&store, page);
    read_names(page);
    show(&store);
    store_release(&store);
    cJSON_Delete(page);
    return 0;
}
