#include "fake_backend.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"

void fake_backend_init(struct backend *backend, const char *regions)
{
    *backend = (struct backend){.log = STRBUF_INIT};
    texts_split(&backend->regions, regions, ',');
}

void fake_backend_release(struct backend *backend)
{
    texts_release(&backend->regions);
    strbuf_release(&backend->log);
}

char *fake_backend_take_log(struct backend *backend)
{
    return strbuf_detach(&backend->log);
}

static void note(struct backend *backend, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void note(struct backend *backend, const char *format, ...)
{
    char line[1000];
    va_list args;
    va_start(args, format);
    vsnprintf(line, sizeof line, format, args);
    va_end(args);
    strbuf_addf(&backend->log, "%s\n", line);
}

static const char *or_all(const char *text)
{
    return text ? text : "all";
}

struct backend *backend_start(const struct backend_options *options, struct err *err)
{
    (void)options;
    err_set(err, ERR_FAILED, "this one is not started");
    return NULL;
}

int backend_fd(const struct backend *backend)
{
    (void)backend;
    return -1;
}

bool backend_pump(struct backend *backend, struct store *store)
{
    (void)backend;
    (void)store;
    return false;
}

const struct texts *backend_regions(const struct backend *backend)
{
    return &backend->regions;
}

void backend_profiles(struct texts *names)
{
    texts_add(names, "default");
    texts_add(names, "prod");
}

bool backend_known_regions(const struct backend *backend, struct texts *names, struct err *err)
{
    (void)backend;
    (void)err;
    texts_split(names, "us-east-1,eu-west-2,ap-southeast-2", ',');
    return true;
}

bool backend_region_is_plausible(const struct backend *backend, const char *region, struct err *err)
{
    (void)backend;
    return strchr(region, '-') || err_set(err, ERR_USAGE, "there is no region '%s'", region);
}

bool backend_connect(struct backend *backend, const char *profile, struct err *err)
{
    (void)err;
    note(backend, "connect %s", profile ? profile : "");
    return true;
}

void backend_renew(struct backend *backend)
{
    note(backend, "renew");
}

void backend_mfa(struct backend *backend, const char *code)
{
    note(backend, "mfa %s", code ? code : "none");
}

void backend_scope(struct backend *backend, const struct texts *regions, bool by_all,
                   const struct texts *domains)
{
    struct texts kept = {0};
    texts_copy(&kept, regions);
    texts_release(&backend->regions);
    backend->regions = kept;
    note(backend, "scope %zu regions%s, %zu domains", regions->count, by_all ? " by all" : "",
         domains->count);
}

void backend_scope_beside(struct backend *backend, const struct texts *regions)
{
    note(backend, "beside %zu regions", regions->count);
}

void backend_list(struct backend *backend, const char *region)
{
    note(backend, "list %s", or_all(region));
}

void backend_stop_reading(struct backend *backend)
{
    note(backend, "stop");
}

void backend_read(struct backend *backend, const char *region, const char *identifier, bool urgent)
{
    note(backend, "read %s %s%s", region, identifier, urgent ? " urgent" : "");
}

void backend_forget_reads(struct backend *backend)
{
    note(backend, "forget");
}

void backend_catalog(struct backend *backend, enum store_catalog_kind kind, const char *region,
                     const char *domain, const char *object_type, bool again)
{
    note(backend, "catalog %d %s %s %s%s", (int)kind, region, domain, or_all(object_type),
         again ? " again" : "");
}

void backend_doctor(struct backend *backend)
{
    note(backend, "doctor");
}

static uint64_t change(struct backend *backend, const char *what, const struct backend_change *change)
{
    note(backend, "%s %s %s account=%s before=%s", what, change->region, or_all(change->identifier),
         change->account ? change->account : "-", change->before ? change->before : "-");
    return 1;
}

uint64_t backend_create(struct backend *backend, const struct backend_change *given)
{
    return change(backend, "create", given);
}

uint64_t backend_update(struct backend *backend, const struct backend_change *given)
{
    return change(backend, "update", given);
}

uint64_t backend_delete(struct backend *backend, const struct backend_change *given)
{
    return change(backend, "delete", given);
}

void backend_cancel(struct backend *backend, uint64_t number)
{
    note(backend, "cancel %d", (int)number);
}

uint64_t backend_retry(struct backend *backend, uint64_t number)
{
    note(backend, "retry %d", (int)number);
    return number + 1;
}

void backend_resume(struct backend *backend, uint64_t number)
{
    note(backend, "resume %d", (int)number);
}

void backend_look_up(struct backend *backend, uint64_t number)
{
    note(backend, "look up %d", (int)number);
}

void backend_drop(struct backend *backend, uint64_t number)
{
    note(backend, "drop %d", (int)number);
}

void backend_answer(struct backend *backend, uint64_t number, bool go_on)
{
    note(backend, "answer %d %s", (int)number, go_on ? "yes" : "no");
}

void backend_load_operations(struct backend *backend, size_t limit)
{
    note(backend, "load %zu operations", limit);
}

void backend_draft_save(struct backend *backend, const struct store_draft *draft)
{
    note(backend, "save draft %s", draft->identifier);
}

void backend_draft_claim(struct backend *backend, const struct store_draft *draft)
{
    note(backend, "claim draft %s %s", draft->account, draft->identifier);
}

void backend_draft_drop(struct backend *backend, const char *account, const char *region,
                        const char *identifier)
{
    note(backend, "drop draft %s %s %s", account, region, identifier);
}

bool backend_draft_lock(struct backend *backend, const char *account, const char *region,
                        const char *identifier, struct err *err)
{
    (void)backend;
    (void)account;
    (void)region;
    (void)identifier;
    (void)err;
    return true;
}

void backend_draft_unlock(struct backend *backend, const char *account, const char *region,
                          const char *identifier)
{
    (void)backend;
    (void)account;
    (void)region;
    (void)identifier;
}

void backend_load_statements(struct backend *backend)
{
    note(backend, "load statements");
}

void backend_keep_statement(struct backend *backend, const char *text)
{
    note(backend, "keep %s", text);
}

bool backend_stop(struct backend *backend, int wait_ms)
{
    (void)backend;
    (void)wait_ms;
    return true;
}
