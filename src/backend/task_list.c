#include "backend/task_list.h"

#include <stdlib.h>
#include <string.h>
#include "aws/aws_error.h"
#include "aws/cloudcontrol.h"
#include "aws/retry.h"
#include "backend/pages.h"
#include "backend/task.h"
#include "backend/task_read.h"
#include "backend/task_rows.h"
#include "base/clock.h"
#include "base/mem.h"
#include "model/fields.h"

/* More in one domain, or more domains, than anybody can look through: the service is broken. */
enum { ROWS_MOST = 1000000, DOMAINS_MOST = 10000 };
/* How often it is said anew that a listing is throttled, and how long what holds it up stands at least. */
enum { LATE_AGAIN_MS = 500, LATE_STANDS_MS = 1000 };

#define DOMAIN_TYPE "AWS::CustomerProfiles::Domain"

/* One chain of pages: the domains of a region, or the triggers of one domain. */
struct chain {
    struct chain *next, *previous; /* in run->chains */
    struct run *run;
    char *domain;    /* NULL: the list of domains itself */
    bool by_control; /* asked of Cloud Control */
    struct pages pages;
    size_t rows; /* that came so far */
    struct task *task;
    struct err native; /* what Customer Profiles said before Cloud Control was asked instead */
    bool denied;       /* it said that a permission is missing */
};

/* The listing of one region. */
struct run {
    struct run *next; /* in list->runs */
    struct worker *worker;
    char *region;
    bool by_all, held; /* held: all calls have ended, only who we are is missing */
    uint32_t generation;
    struct chain *chains; /* owned: under way */
    bool domains_known;
    struct texts domains;      /* those that the list of domains named */
    struct texts read_domains; /* those read whole */
    struct texts gone;         /* identifiers that went meanwhile: a page may have named them before */
    size_t failed;             /* domains that could not be read */
    struct err failure;        /* the first one */
    char failure_name[64];     /* AWS's name for it */
    bool domains_failed;       /* it is the list of domains that failed */
    struct err late;           /* why it takes longer; ERR_NONE: it does not */
    int64_t late_ms;           /* monotonic: when that was said last */
};

struct task_list {
    struct run *runs;
};

static void ask_page(struct chain *chain);

/* ---- what is posted ---- */

static void post_region(const struct run *run, enum store_region_state state, const struct err *failure,
                        int64_t read_ms)
{
    struct message *event = message_new(EVENT_REGION);
    event->region = mem_dup(run->region);
    event->state = (int)state;
    event->flag = run->by_all;
    event->other = run->domains_known;
    event->failure = message_failure(failure);
    event->time_ms = read_ms;
    worker_post(run->worker, event);
}

static void post_domain(const struct run *run, const char *domain, enum store_state state,
                        const struct err *failure)
{
    struct message *event = message_new(EVENT_DOMAIN);
    event->region = mem_dup(run->region);
    event->domain = mem_dup(domain);
    event->state = (int)state;
    event->failure = message_failure(failure);
    worker_post(run->worker, event);
}

static void post_sweep(const struct run *run, const char *domain)
{
    struct message *event = message_new(EVENT_SWEEP);
    event->region = mem_dup(run->region);
    event->domain = mem_dup(domain);
    event->generation = run->generation;
    if (domain == NULL)
        texts_copy(&event->domains, &run->read_domains);
    worker_post(run->worker, event);
}

static void post_ended(struct worker *worker)
{
    struct message *event = message_new(EVENT_LISTING_ENDED);
    event->number = worker->connection_number;
    event->other = worker->scope_number;
    worker_post(worker, event);
}

static void post_rows(struct chain *chain, const cJSON *page)
{
    struct message *event = message_new(EVENT_ROWS);
    event->region = mem_dup(chain->run->region);
    event->domain = mem_dup(chain->domain);
    event->generation = chain->run->generation;
    event->rows = message_rows_new();
    if (chain->by_control)
        task_rows_of_control(page, event->rows);
    else
        task_rows_of_profiles(page, event->rows);
    chain->rows += event->rows->count;
    worker_post(chain->run->worker, event);
}

/* ---- chains ---- */

static void free_chain(struct chain *chain)
{
    if (chain->previous != NULL)
        chain->previous->next = chain->next;
    else
        chain->run->chains = chain->next;
    if (chain->next != NULL)
        chain->next->previous = chain->previous;
    task_cancel(chain->task);
    free(chain->domain);
    pages_release(&chain->pages);
    free(chain);
}

static void start_chain(struct run *run, const char *domain)
{
    struct chain *chain = mem_alloc(1, sizeof *chain);
    const struct worker *worker = run->worker;
    *chain = (struct chain){.next = run->chains, .run = run, .domain = mem_dup(domain)};
    chain->by_control =
        worker->connection->no_profiles || (domain != NULL && worker->list_via == BACKEND_VIA_CLOUDCONTROL);
    if (run->chains != NULL)
        run->chains->previous = chain;
    run->chains = chain;
    if (domain != NULL)
        post_domain(run, domain, STORE_READING, NULL);
    ask_page(chain);
}

/* ---- regions ---- */

static void free_run(struct run *run)
{
    struct run **link = &run->worker->list->runs;
    while (*link != run)
        link = &(*link)->next;
    *link = run->next;
    while (run->chains != NULL)
        free_chain(run->chains);
    texts_release(&run->domains);
    texts_release(&run->read_domains);
    texts_release(&run->gone);
    free(run->region);
    free(run);
}

/* Keys that work elsewhere and not here: the region is not enabled in the account. */
static bool refuses_keys(const char *error_name)
{
    static const char *const names[] = {"UnrecognizedClient", "InvalidClientTokenId", NULL};
    return aws_error_is_one_of(error_name, names);
}

bool task_list_means_not_enabled(const struct worker *worker, const char *error_name)
{
    static const char *const names[] = {"OptInRequired", "RegionDisabled", NULL};
    return error_name != NULL &&
           (aws_error_is_one_of(error_name, names) ||
            (refuses_keys(error_name) && worker->connection->identity == CONNECTION_KNOWN));
}

static enum store_region_state failed_state(const struct run *run)
{
    if (task_list_means_not_enabled(run->worker, run->failure_name))
        return STORE_REGION_NOT_ENABLED;
    return run->failure.code == ERR_ACCESS ? STORE_REGION_DENIED : STORE_REGION_FAILED;
}

static void say_not_enabled(struct run *run)
{
    err_set(&run->failure, ERR_ACCESS, "not enabled in this account");
    err_hint(&run->failure, "enable %s in the account's settings, or leave it out", run->region);
}

static void post_gone(const struct run *run)
{
    for (size_t i = 0; i < run->gone.count; i++) {
        struct message *event = message_new(EVENT_ROW_GONE);
        event->region = mem_dup(run->region);
        event->identifier = mem_dup(run->gone.items[i]);
        event->count = task_read_pending(run->worker);
        worker_post(run->worker, event);
    }
}

/* The last chain has ended. */
static void end_run(struct run *run)
{
    struct worker *worker = run->worker;
    bool nothing_read = run->domains_failed || (run->failed > 0 && run->read_domains.count == 0);
    run->held =
        nothing_read && refuses_keys(run->failure_name) && worker->connection->identity == CONNECTION_ASKING;
    if (run->held)
        return;
    if (nothing_read) {
        enum store_region_state state = failed_state(run);
        if (state == STORE_REGION_NOT_ENABLED)
            say_not_enabled(run);
        post_region(run, state, &run->failure, 0);
    } else if (run->failed > 0) {
        for (size_t i = 0; i < run->read_domains.count; i++)
            post_sweep(run, run->read_domains.items[i]);
        post_region(run, STORE_REGION_PARTLY, &run->failure, 0);
    } else {
        post_sweep(run, NULL);
        post_region(run, STORE_REGION_READ, NULL, clock_wall_ms());
    }
    post_gone(run);
    free_run(run);
    if (worker->list->runs == NULL)
        post_ended(worker);
}

/* A chain has come to its end: its run may have too. */
static void end_chain(struct chain *chain)
{
    struct run *run = chain->run;
    free_chain(chain);
    if (run->chains == NULL)
        end_run(run);
}

/* ---- failures ---- */

static void keep_failure(struct run *run, const struct err *err, const char *name)
{
    if (run->failure.code != ERR_NONE)
        return;
    run->failure = *err;
    snprintf(run->failure_name, sizeof run->failure_name, "%s", name != NULL ? name : "");
}

/* The list of domains could not be had: a domain that is named needs none. */
static void explain_no_domains(const struct chain *chain, const char *name, struct err *err)
{
    if (chain->denied || aws_error_is_denial(name, NULL)) {
        err_hint(err, "let somebody allow it, or name a domain that you know: --domain NAME");
    } else if (chain->by_control && name != NULL && err->code != ERR_ACCESS) {
        err_context(err, "its domains cannot be listed");
        err_hint(err, "--domain NAME lists a domain that you know");
    }
}

static void fail_chain(struct chain *chain, const struct err *why, const char *name)
{
    struct run *run = chain->run;
    struct err err = *why;
    if (chain->native.code == ERR_ACCESS) /* Cloud Control was only asked instead: the first word counts */
        err = chain->native;
    if (chain->domain == NULL) {
        run->domains_failed = true;
        explain_no_domains(chain, name, &err);
    } else {
        run->failed++;
        post_domain(run, chain->domain, STORE_FAILED, &err);
    }
    keep_failure(run, &err, name);
    end_chain(chain);
}

/* Customer Profiles answered, but not as the service does, or not us: Cloud Control may. */
static bool ask_control_instead(const struct chain *chain, const struct aws_answer *answer)
{
    return !chain->by_control && chain->run->worker->list_via != BACKEND_VIA_PROFILES &&
           answer->status >= 400 && retry_classify(answer) == RETRY_NO &&
           (answer->error_name == NULL || strcmp(answer->error_name, "ResourceNotFoundException") != 0);
}

/* ---- pages ---- */

static void take_domains(struct chain *chain, const cJSON *page)
{
    struct texts *names = &chain->run->domains;
    size_t known = names->count;
    if (chain->by_control)
        task_rows_domains_of_control(page, names, DOMAINS_MOST);
    else
        task_rows_domains_of_profiles(page, names, DOMAINS_MOST);
    for (size_t i = known; i < names->count; i++)
        start_chain(chain->run, names->items[i]);
}

/* False and err if no service that works holds so many. */
static bool is_plausible(const struct chain *chain, struct err *err)
{
    if (chain->rows > ROWS_MOST)
        return err_set(err, ERR_FAILED, "the service names more than %d triggers", (int)ROWS_MOST);
    return chain->domain != NULL || chain->run->domains.count < DOMAINS_MOST ||
           err_set(err, ERR_FAILED, "the service names more than %d domains", (int)DOMAINS_MOST);
}

static void end_pages(struct chain *chain)
{
    struct run *run = chain->run;
    if (chain->domain != NULL) {
        post_domain(run, chain->domain, STORE_READ, NULL);
        texts_add(&run->read_domains, chain->domain);
    } else {
        run->domains_known = true;
        if (run->chains->next != NULL)
            post_region(run, STORE_REGION_READING, &run->late, 0);
    }
    end_chain(chain);
}

static void take_page(struct chain *chain, const cJSON *page)
{
    struct err err;
    if (chain->by_control && chain->native.code != ERR_NONE && chain->native.code != ERR_ACCESS)
        chain->run->worker->connection->no_profiles = true;
    if (chain->domain == NULL)
        take_domains(chain, page);
    else
        post_rows(chain, page);
    enum pages_step step = is_plausible(chain, &err) ? pages_next(&chain->pages, page, &err) : PAGES_ENDLESS;
    if (step == PAGES_END)
        end_pages(chain);
    else if (step == PAGES_MORE)
        ask_page(chain);
    else
        fail_chain(chain, &err, NULL);
}

/* One of many calls meets hard weather: the region shows it. */
static void page_waits(void *context, const struct delay *delay)
{
    struct run *run = ((struct chain *)context)->run;
    if (delay->kind == DELAY_THROTTLED && run->late.code != ERR_NONE &&
        worker_now_ms() - run->late_ms < LATE_AGAIN_MS)
        return;
    delay_say(delay, &run->late);
    run->late_ms = worker_now_ms();
    post_region(run, STORE_REGION_READING, &run->late, 0);
}

/* Answers come again; what is throttled now and then does not flicker. */
static void note_in_time(struct run *run)
{
    if (run->late.code == ERR_NONE || worker_now_ms() - run->late_ms < LATE_STANDS_MS)
        return;
    err_clear(&run->late);
    post_region(run, STORE_REGION_READING, NULL, 0);
}

static void page_answered(void *context, struct aws_answer *answer)
{
    struct chain *chain = context;
    chain->task = NULL;
    if (answer->err.code == ERR_NONE) {
        note_in_time(chain->run);
        take_page(chain, answer->body);
    } else if (ask_control_instead(chain, answer)) {
        chain->native = answer->err;
        chain->denied = aws_error_is_denial(answer->error_name, answer->message);
        chain->by_control = true;
        pages_release(&chain->pages);
        ask_page(chain);
    } else {
        fail_chain(chain, &answer->err, answer->error_name);
    }
}

static char *control_body(const struct chain *chain)
{
    const struct worker *worker = chain->run->worker;
    struct cloudcontrol_options options = {.role_arn = worker->role_arn};
    if (chain->domain == NULL)
        return cloudcontrol_list_body(DOMAIN_TYPE, NULL, chain->pages.token, &options);
    cJSON *model = cJSON_CreateObject();
    json_set_text(model, "DomainName", chain->domain);
    char *text = json_print(model);
    options.type_version_id = worker->type_version_id;
    char *body = cloudcontrol_list_body(fields_event_trigger.type_name, text, chain->pages.token, &options);
    free(text);
    cJSON_Delete(model);
    return body;
}

static void ask_page(struct chain *chain)
{
    struct worker *worker = chain->run->worker;
    struct task_call call = {
        .connection = worker->connection,
        .service = AWS_CUSTOMER_PROFILES,
        .region = chain->run->region,
        .urgency = LIMITER_LIST,
        .done = page_answered,
        .waits = page_waits,
        .outlasts = true,
        .context = chain,
    };
    if (chain->by_control) {
        chain->task = task_control(worker, &call, "ListResources", control_body(chain));
        return;
    }
    if (chain->domain == NULL)
        customer_profiles_list_domains(&call.profiles, chain->pages.token);
    else
        customer_profiles_list_event_triggers(&call.profiles, chain->domain, chain->pages.token);
    chain->task = task_start(worker, &call);
}

/* ---- beginning and ending ---- */

static void end_older_run(struct worker *worker, const char *region)
{
    for (struct run *run = worker->list->runs; run != NULL; run = run->next)
        if (strcmp(run->region, region) == 0) {
            free_run(run);
            return;
        }
}

static void start_run(struct worker *worker, const char *region, uint32_t generation)
{
    end_older_run(worker, region);
    struct run *run = mem_alloc(1, sizeof *run);
    *run = (struct run){
        .next = worker->list->runs,
        .worker = worker,
        .region = mem_dup(region),
        .by_all = worker->by_all,
        .generation = generation,
        .domains_known = worker->domains.count > 0,
    };
    worker->list->runs = run;
    if (!connection_may_use(worker->connection, region, &run->failure)) {
        post_region(run, STORE_REGION_FAILED, &run->failure, 0);
        free_run(run);
        return;
    }
    post_region(run, STORE_REGION_READING, NULL, 0);
    if (!run->domains_known)
        start_chain(run, NULL);
    for (size_t i = 0; i < worker->domains.count; i++)
        start_chain(run, worker->domains.items[i]);
}

void task_list_start(struct worker *worker, const char *region)
{
    if (worker->list == NULL)
        worker->list = mem_alloc(1, sizeof *worker->list);
    struct message *event = message_new(EVENT_LISTING);
    event->generation = ++worker->generation;
    worker_post(worker, event);
    for (size_t i = 0; i < worker->regions.count; i++)
        if (region == NULL || strcmp(region, worker->regions.items[i]) == 0)
            start_run(worker, worker->regions.items[i], worker->generation);
    if (worker->list->runs == NULL)
        post_ended(worker);
}

void task_list_stop(struct worker *worker)
{
    struct err err;
    if (worker->list == NULL || worker->list->runs == NULL)
        return;
    err_set(&err, ERR_INTERRUPTED, "stopped; r reads it again");
    while (worker->list->runs != NULL) {
        post_region(worker->list->runs, STORE_REGION_PARTLY, &err, 0);
        free_run(worker->list->runs);
    }
    post_ended(worker);
}

void task_list_identity_settled(struct worker *worker)
{
    struct run *next;
    for (struct run *run = worker->list != NULL ? worker->list->runs : NULL; run != NULL; run = next) {
        next = run->next;
        if (run->held)
            end_run(run);
    }
}

static void drop_text(struct texts *list, const char *text)
{
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->items[i], text) == 0) {
            free(list->items[i]);
            list->items[i] = list->items[--list->count];
            return;
        }
}

void task_list_note(struct worker *worker, const char *region, const char *identifier, bool is_there)
{
    struct run *run = worker->list != NULL ? worker->list->runs : NULL;
    for (; run != NULL; run = run->next) {
        if (strcmp(run->region, region) != 0)
            continue;
        if (is_there)
            drop_text(&run->gone, identifier);
        else if (!texts_has(&run->gone, identifier))
            texts_add(&run->gone, identifier);
    }
}

void task_list_free(struct worker *worker)
{
    if (worker->list == NULL)
        return;
    while (worker->list->runs != NULL)
        free_run(worker->list->runs);
    free(worker->list);
    worker->list = NULL;
}
