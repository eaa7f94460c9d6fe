/*
 * backend: the only door between the faces (tui, cli, sql) and AWS.
 *
 * One worker thread owns curl, credentials, timers, the journal, drafts and the cache. Calls below return at
 * once; what comes of them arrives as events, which backend_pump applies to the store. The caller sleeps in
 * poll() on backend_fd and pumps when it is readable. All calls are made from one thread (the UI thread).
 * Texts given are copied. Where a call takes a document it is JSON text.
 *
 * Order of life: backend_start, any calls, backend_stop. Every function may be called in any state of the
 * connection: requests wait for the connection or fail with its error.
 */
#ifndef BACKEND_BACKEND_H
#define BACKEND_BACKEND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/err.h"
#include "base/texts.h"
#include "model/operation.h"
#include "model/settings.h"
#include "model/store.h"

struct backend;

enum backend_list_via { BACKEND_VIA_AUTO, BACKEND_VIA_PROFILES, BACKEND_VIA_CLOUDCONTROL };

/* The local cloud started by --local: the parent's end of its socket pair and the keys made for it. */
struct backend_local {
    /* -1: none; taken over. It writes "PORT\n" or "! what failed\n" when ready; it ends when this closes. */
    int fd;
    char *data_file; /* identity of the endpoint in the journal; NULL: there is no local cloud */
    char *access_key, *secret_key; /* wiped by backend_start after copying */
};

struct backend_options {
    const char *profile;      /* NULL: AWS_PROFILE, else default */
    bool profile_from_option; /* --profile was given: environment keys do not count then */
    struct texts regions;     /* empty: from the variables, profile, config */
    bool regions_by_all;      /* every region where the service is offered, in place of regions */
    struct texts domains;     /* --domain; empty: all that ListDomains names */
    const char *endpoint_url; /* NULL: AWS */
    const char *mfa_code;     /* --mfa-code; NULL: the store asks for one where a role wants it */
    struct backend_local local;
    bool read_only;
    const char *role_arn, *type_version_id; /* passed through with each change */
    enum backend_list_via list_via;
    const char *state_dir, *cache_dir; /* NULL: from XDG */
    const struct settings *settings;   /* borrowed during backend_start */
    bool take_over_interrupted;        /* the interface: rows of dead owners are shown as its own */
    bool use_cache; /* the interface: show the cached listing first, write it after a complete one */
};

/* Starts the worker. Reads nothing from the network before it returns. NULL and err on local trouble
 * (ERR_LOCAL) or wrong options. */
struct backend *backend_start(const struct backend_options *options, struct err *err);
/* Readable when events wait. */
int backend_fd(const struct backend *backend);
/* Applies the waiting events to the store; after many rows it leaves the rest for the next call, and
 * backend_fd stays readable. True if there were any. The store is the same at each call and lives until
 * backend_stop, which writes the cached listing from it. */
bool backend_pump(struct backend *backend, struct store *store);
/* The regions in force (from options, variables, profile or config); empty: none given anywhere. borrowed. */
const struct texts *backend_regions(const struct backend *backend);
/* True and err (ERR_ACCESS, ERR_USAGE) if the profile is in neither of AWS's files, or one of them cannot be read: then
 * nobody knows its region. */
bool backend_profile_is_wrong(const struct backend *backend, struct err *err);
/* The names of the profiles in ~/.aws/config and credentials, for the picker, into an empty list. */
void backend_profiles(struct texts *names);
/* Every region where Customer Profiles is offered, in the partition of the connection's own region, or what
 * profiles_regions of the config says, as far as the profile may go there: `--region all`, the picker. ERR_USAGE: there is
 * none. */
bool backend_known_regions(const struct backend *backend, struct texts *names, struct err *err);
/* A row of the cached listing, its texts borrowed for the call. */
typedef void (*backend_row_fn)(const char *region, const char *domain, const char *name, void *context);
/* What a start with these options would know before anybody answers: the rows of the cached listing, and the regions
 * that it has or that may be chosen. Without a thread, a network or a change; what goes wrong gives nothing. */
void backend_cached_rows(const struct backend_options *options, backend_row_fn row, void *context);
void backend_cached_regions(const struct backend_options *options, struct texts *names);
/* A name that a region may have, at a configured endpoint any that can be a host's part; else ERR_USAGE with the near
 * name. */
bool backend_region_is_plausible(const struct backend *backend, const char *region, struct err *err);

/* Another profile or endpoint: all rows go, running operations keep the connection they began with. Regions that nobody
 * named, or named as `all`, are the profile's now; false and err (ERR_USAGE) if what it names is no region: then there
 * are none. */
bool backend_connect(struct backend *backend, const char *profile, struct err *err);
/* Looks for the keys anew, without giving up anything that was read: the person has signed in, or asks to try
 * again. What waits for keys goes on when there are some. */
void backend_renew(struct backend *backend);
/* The code of the device store_connection.mfa_serial; NULL: the person gives none, and the connection fails. */
void backend_mfa(struct backend *backend, const char *code);
/* Other regions, other domains (both copied). Does not list by itself. */
void backend_scope(struct backend *backend, const struct texts *regions, bool by_all,
                   const struct texts *domains);
/* Regions whose triggers are read beside those of the scope, until the next call (copied; empty: none): for a statement
 * that names them. They are none of backend_regions. Listings that are under way end. Does not list by itself. */
void backend_scope_beside(struct backend *backend, const struct texts *regions);

/* ---- reading ---- */

/* Lists the triggers of the scope anew; only region (NULL: all). A listing under
 * way for the same region is given up. */
void backend_list(struct backend *backend, const char *region);
/* Stops listing and reading (Ctrl-C). Changes go on. */
void backend_stop_reading(struct backend *backend);
/* Reads this trigger in full. urgent ones go before all others. The answer is store_put_document, or the
 * row's failure, or the row's removal if it is gone. A trigger that is being read is not asked for twice. */
void backend_read(struct backend *backend, const char *region, const char *identifier, bool urgent);
/* Forgets reads that were asked for, not urgent and not yet sent (the person scrolled on). */
void backend_forget_reads(struct backend *backend);
/* Asks for an account's list; again = even if it is there. */
void backend_catalog(struct backend *backend, enum store_catalog_kind kind, const char *region,
                     const char *domain, const char *object_type, bool again);

/* Looks at everything that etrig needs, from the config to each permission, without changing anything: the lines
 * come up in store->doctor, which is STORE_READING until all are settled. Again: from the beginning. */
void backend_doctor(struct backend *backend);

/* ---- changing: each returns the operation's number at once, 0 never ---- */

struct backend_change {
    const char *region;
    /* The account that the person saw ("" = unknown was shown): the change is refused (ERR_REFUSED) if the
     * live one differs. NULL: nobody looked (a script). */
    const char *account;
    const char *identifier; /* "domain|name"; NULL for a create (taken from after) */
    const char *before; /* as the person saw it, JSON; NULL for a create or when nothing was seen (scripts) */
    const char *after;  /* as asked for, JSON; NULL for a delete */
    const char *patch;  /* a given RFC 6902 patch, sent as it stands (update --patch); else NULL */
    const char *client_token;               /* NULL: one is made */
    const char *role_arn, *type_version_id; /* NULL: those of backend_options */
    bool unguarded;                         /* no test operations, no reading before */
    bool account_unknown_ok; /* the person was asked and agreed to go on with an unknown account */
};

/* after is the whole document; its name and domain make the identifier. */
uint64_t backend_create(struct backend *backend, const struct backend_change *change);
/* before and after are whole documents; only the properties that differ are sent. */
uint64_t backend_update(struct backend *backend, const struct backend_change *change);
/* before is what the person saw: if the trigger differs by then, it is asked about. */
uint64_t backend_delete(struct backend *backend, const struct backend_change *change);
/* Asks AWS to cancel; AWS undoes nothing. Of an operation that has not been sent: it ends as not sent. */
void backend_cancel(struct backend *backend, uint64_t number);
/* An ended (failed, cancelled, not sent) operation again: other bytes, a new row, a token of its own. Returns
 * its number; 0 if there is none such. */
uint64_t backend_retry(struct backend *backend, uint64_t number);
/* Interrupted operations: send again (or look up if the token is old); look up only; give up. One that cannot
 * go on stays OPERATION_INTERRUPTED, with the reason in its failure. */
void backend_resume(struct backend *backend, uint64_t number);
/* Reads only: what became of it, by its request at AWS, else by the trigger. */
void backend_look_up(struct backend *backend, uint64_t number);
/* It ends as OPERATION_DROPPED; nothing is sent and nothing at AWS is undone. */
void backend_drop(struct backend *backend, uint64_t number);
/* The answer to a question: go on (send without the refused guard; delete
 * although it changed) or leave it. */
void backend_answer(struct backend *backend, uint64_t number, bool go_on);

/* ---- journal and drafts ---- */

/* Loads the journal's rows (the newest `limit`, 0 = all within journal_keep_days) into the store as
 * operations. Again: brings what other processes did since, and takes over what they left behind. */
void backend_load_operations(struct backend *backend, size_t limit);
/* Writes a draft (copied); the worker does it atomically. No event comes of it, nor of dropping one: the store is the
 * caller's, who changes it at once. */
void backend_draft_save(struct backend *backend, const struct store_draft *draft);
/* The same of a draft that was of no account (""): the file of that one goes once this one is written. */
void backend_draft_claim(struct backend *backend, const struct store_draft *draft);
/* Removes the draft from the disk; its lock stays with who holds it. */
void backend_draft_drop(struct backend *backend, const char *account, const char *region,
                        const char *identifier);
/* Takes the lock of a trigger's draft, so that a second etrig opens the form for reading only. Asks the file
 * system, not the worker. True if we hold it now; false with err (ERR_CONFLICT) if another does. */
bool backend_draft_lock(struct backend *backend, const char *account, const char *region,
                        const char *identifier, struct err *err);
/* Gives the lock back; nothing if we do not hold it. */
void backend_draft_unlock(struct backend *backend, const char *account, const char *region,
                          const char *identifier);

/* ---- the console's statements ---- */

/* Loads those of former sessions, and of other etrigs, into the store. */
void backend_load_statements(struct backend *backend);
/* Writes one behind them (copied). No event comes of it: the store is the caller's, who changes it at once
 * (statements_add). */
void backend_keep_statement(struct backend *backend, const char *text);

/* Stops the worker: the journal is written, requests are cut. True if it answered within wait_ms;
 * the struct is freed then. false: it hangs (a resolver); the caller ends the process with _exit
 * and the struct is left alone. */
bool backend_stop(struct backend *backend, int wait_ms);

#endif
