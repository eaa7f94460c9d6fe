#include "tui/news.h"

#include "base/array.h"
#include "base/mem.h"
#include "tui/canvas.h"

void news_release(struct news *news)
{
    free(news->known);
    texts_release(&news->failures);
    *news = (struct news){0};
}

/* "update of high-value-order" */
static char *subject_of(const struct operation *operation)
{
    const char *bar = strchr(operation->identifier, '|');
    return mem_printf("%s of %s", operation_kind_word(operation->kind),
                      bar ? bar + 1 : operation->identifier);
}

static void say_end(struct store *store, const struct operation *operation, const char *key,
                    const char *undo_key)
{
    char *subject = subject_of(operation), *text;
    bool failed = operation->failure.code != ERR_NONE;
    enum operation_bar bar = operation_bar(operation);
    if (bar != OPERATION_BAR_NONE)
        text = mem_printf("%s %s: it %s; %s shows a way on", subject, operation_state_word(operation),
                          bar == OPERATION_BAR_GONE ? "was deleted elsewhere" : "exists already", key);
    else if (failed)
        text = mem_printf("%s %s: %s", subject, operation_state_word(operation), operation->failure.text);
    else if (operation->warning)
        text = mem_printf("%s: %s", subject, operation->warning);
    else if (operation->kind == OPERATION_DELETE && operation->mine)
        text = mem_printf("%s: %s %s %s brings it back", subject, operation_state_word(operation),
                          canvas_sign(CANVAS_SIGN_DOT), undo_key);
    else
        text = mem_printf("%s: %s", subject, operation_state_word(operation));
    store_add_message(store, failed || operation->warning, text,
                      failed && bar == OPERATION_BAR_NONE ? operation->failure.hint : NULL);
    free(text);
    free(subject);
}

static void say_question(struct store *store, const struct operation *operation, const char *key)
{
    char *subject = subject_of(operation);
    char *text = mem_printf("%s asks you something; %s shows it", subject, key);
    store_add_message(store, true, text, NULL);
    free(text);
    free(subject);
}

static void say_interrupted(struct store *store, const char *key)
{
    size_t count = 0;
    for (size_t i = 0; i < store->operation_count; i++) {
        const struct operation *operation = &store->operations[i];
        count += !operation_has_ended(operation) && operation->wait == OPERATION_INTERRUPTED;
    }
    if (count == 0)
        return;
    char *text = mem_printf("%zu change%s interrupted; %s shows %s: resume, look up, drop", count,
                            count == 1 ? " was" : "s were", key, count == 1 ? "it" : "them");
    store_add_message(store, true, text, NULL);
    free(text);
}

static struct news_known last_look(const struct news *news, const struct operation *operation)
{
    for (size_t i = 0; i < news->count; i++) {
        if (news->known[i].number == operation->number)
            return news->known[i];
    }
    /* Never seen: one of another run, found in the journal with its end, is no news. */
    return (struct news_known){operation->number, false, !operation->mine};
}

static void look_at_operations(struct news *news, struct store *store, const char *key, const char *undo_key)
{
    struct news_known *known = NULL;
    size_t count = 0, capacity = 0;
    for (size_t i = 0; i < store->operation_count; i++) {
        const struct operation *operation = &store->operations[i];
        struct news_known last = last_look(news, operation),
                          now = {operation->number, operation->wait == OPERATION_ASKING,
                                 operation_has_ended(operation)};
        /* One that asked, and that the person left, is no news to that person. */
        bool was_left = last.asked && operation->failure.code == ERR_CONFLICT;
        if (now.ended && !last.ended && !was_left)
            say_end(store, operation, key, undo_key);
        else if (!now.ended && now.asked && !last.asked)
            say_question(store, operation, key);
        if (now.ended && !operation->mine)
            continue;
        ARRAY_GROW(known, count + 1, capacity);
        known[count++] = now;
    }
    free(news->known);
    news->known = known;
    news->count = count;
}

/* ---- reading ---- */

/* A failure is kept as its sentence and, on a second line, its hint. */
static void add_failure(struct texts *failures, const char *where, const struct err *failure)
{
    char *text =
        mem_printf("%s%s%s\n%s", where ? where : "", where ? ": " : "", failure->text, failure->hint);
    texts_add(failures, text);
    free(text);
}

static void add_region(struct texts *failures, const struct store_region *region)
{
    bool failed = region->state == STORE_REGION_FAILED || region->state == STORE_REGION_DENIED ||
                  (region->state == STORE_REGION_NOT_ENABLED && !region->by_all);
    if (failed && region->failure.text[0])
        add_failure(failures, region->name, &region->failure);
    for (size_t i = 0; i < region->domain_count; i++) {
        if (region->domains[i].state == STORE_FAILED)
            add_failure(failures, region->domains[i].name, &region->domains[i].failure);
    }
}

/* What cannot be read now. Without a connection that says it all: each region would repeat it. */
static void list_failures(const struct store *store, struct texts *failures)
{
    if (store->connection.state == STORE_FAILED) {
        add_failure(failures, NULL, &store->connection.failure);
        return;
    }
    for (size_t i = 0; i < store->region_count; i++)
        add_region(failures, &store->regions[i]);
}

static void say_failure(struct store *store, const char *failure)
{
    const char *hint = strchr(failure, '\n');
    char *text = mem_dup_n(failure, (size_t)(hint - failure));
    store_add_message(store, true, text, hint[1] ? hint + 1 : NULL);
    free(text);
}

static void look_at_reading(struct news *news, struct store *store)
{
    struct texts failures = {0};
    list_failures(store, &failures);
    for (size_t i = 0; i < failures.count; i++) {
        if (!texts_has(&news->failures, failures.items[i]))
            say_failure(store, failures.items[i]);
    }
    texts_release(&news->failures);
    news->failures = failures;
}

void news_look(struct news *news, struct store *store, const char *key, const char *undo_key)
{
    look_at_reading(news, store);
    if (news->version == store->operations_version)
        return;
    news->version = store->operations_version;
    look_at_operations(news, store, key, undo_key);
    if (store->operations_loaded && !news->interrupted_said) {
        news->interrupted_said = true;
        say_interrupted(store, key);
    }
}
