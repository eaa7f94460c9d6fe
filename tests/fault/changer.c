/*
 * changer: a process that makes one change and is killed meanwhile, for test_killed.
 *
 *     changer FOLDER URL create|update|delete   asks a backend for the change of d|t and waits for its end
 *     changer FOLDER URL intend|sent|old        writes the row of an update as a dying etrig leaves it, and
 * dies: before the first byte, after it, or after it 25 hours ago
 */
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "aws/cloudcontrol.h"
#include "backend/backend.h"
#include "backend/journal.h"
#include "base/array.h"
#include "base/clock.h"
#include "base/env.h"
#include "base/json.h"
#include "base/mem.h"
#include "triggers.h"

#define HOURS_25 (25 * 60 * 60 * INT64_C(1000))

static int change(const char *folder, const char *url, const char *what)
{
    struct err err;
    struct store store;
    struct backend_options options = {
        .endpoint_url = url, .local = {.fd = -1}, .state_dir = folder, .cache_dir = folder};
    struct backend_change change = {.region = "us-east-1", .identifier = "d|t", .after = triggers_segment};
    const struct operation *operation;
    texts_add(&options.regions, "us-east-1");
    store_init(&store);
    struct backend *backend = backend_start(&options, &err);
    if (backend == NULL)
        return 1;
    uint64_t number = *what == 'c'   ? backend_create(backend, &change)
                      : *what == 'u' ? backend_update(backend, &change)
                                     : (change.after = NULL, backend_delete(backend, &change));
    for (;;) {
        struct pollfd ready = {.fd = backend_fd(backend), .events = POLLIN};
        poll(&ready, 1, -1);
        backend_pump(backend, &store);
        operation = store_find_operation(&store, number);
        if (operation != NULL && (operation_has_ended(operation) || operation->wait == OPERATION_ASKING))
            break;
    }
    return operation->state == OPERATION_SUCCEEDED ? 0 : 2;
}

static int leave_row(const char *folder, const char *url, const char *what)
{
    struct err err;
    struct journal *journal = journal_open(folder, 90, &err);
    struct cloudcontrol_options options = {.client_token = "left-behind"};
    struct journal_entry entry = {
        .operation = {.kind = OPERATION_UPDATE,
                      .region = mem_dup("us-east-1"),
                      .account = mem_dup("123456789012"),
                      .endpoint = mem_dup(url),
                      .principal = mem_dup("ann"),
                      .identifier = mem_dup("d|t"),
                      .client_token = mem_dup("left-behind"),
                      .before = mem_dup(triggers_plain),
                      .after = mem_dup(triggers_segment),
                      .started_ms = clock_wall_ms()},
        .action = mem_dup("UpdateResource"),
        .body = cloudcontrol_update_body(
            "AWS::CustomerProfiles::EventTrigger", "d|t",
            "[{\"op\":\"replace\",\"path\":\"/SegmentFilter\",\"value\":\"all\"}]", &options),
    };
    if (journal == NULL || !journal_add(journal, &entry, &err))
        return 1;
    if (strcmp(what, "old") == 0)
        entry.first_sent_ms = clock_wall_ms() - HOURS_25;
    if (strcmp(what, "ahead") == 0) /* the clock was set back since */
        entry.first_sent_ms = clock_wall_ms() + HOURS_25;
    if (strcmp(what, "intend") != 0 && !journal_mark_sent(journal, &entry, &err))
        return 1;
    return raise(SIGKILL);
}

int main(int argc, char **argv)
{
    if (argc != 4)
        return 64;
    triggers_environment(argv[1]);
    json_init();
    static const char *const left[] = {"intend", "sent", "old", "ahead"};
    bool leaves = false;
    for (size_t i = 0; i < ARRAY_COUNT(left); i++)
        leaves = leaves || strcmp(argv[3], left[i]) == 0;
    return leaves ? leave_row(argv[1], argv[2], argv[3]) : change(argv[1], argv[2], argv[3]);
}
