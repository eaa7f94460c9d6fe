/*
 * store: what is known about the account, on the UI side.
 *
 * Owned and touched by the UI thread alone. The backend's events are applied to it by backend_pump; screens
 * and commands read it, and redraw when store->version has moved. It knows no network, token, page or retry.
 * Everything reached through a pointer from here stays valid until the next backend_pump.
 */
#ifndef MODEL_STORE_H
#define MODEL_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/err.h"
#include "base/texts.h"
#include "model/operation.h"

struct store_index;
struct store_look;

enum store_state { STORE_UNREAD, STORE_READING, STORE_READ, STORE_FAILED };

/* Who we are at AWS. */
struct store_connection {
    enum store_state state; /* STORE_READ: the identity is known (or known not to be had: account "") */
    struct err
        failure; /* of STORE_FAILED: no credentials, refused keys; of STORE_READING: why it takes long */
    bool no_credentials; /* failure is that no source had any: the connection screen opens */
    bool lapsed;         /* failure is that the keys have ended: what waits goes on after a sign-in */
    char *login;         /* owned; the command that signs in again; NULL: nothing does */
    const char *asks; /* a constant: the source that has been asked for keys for 2 s and more; NULL: none */
    char *mfa_serial; /* owned; the device whose code is asked for; NULL: none is */
    char *profile;    /* owned; "" for keys from the environment or the local cloud */
    char *endpoint;   /* owned; as an operation's: "" for AWS itself, the URL, the local cloud's data file */
    char *account;    /* owned; 12 digits, "" while unknown */
    char *principal;  /* owned; "ConnectAdmin" or the ARN's last part */
    char *label;      /* owned; from the config, as is colour: of the header, "" for none */
    char *colour;     /* owned */
    bool local, read_only, protected_, plain_http;
    /* The endpoint refuses to test LastUpdatedAt: absence is guarded by reading right before. */
    bool absence_unguarded;
    int64_t expires_ms; /* of the credentials, wall clock; 0: never */
    struct texts tried; /* the sources of credentials asked, in order, each with its result */
};

enum store_region_state {
    STORE_REGION_UNREAD,
    STORE_REGION_READING,
    STORE_REGION_READ,
    STORE_REGION_PARTLY, /* some domain failed */
    STORE_REGION_NOT_ENABLED,
    STORE_REGION_DENIED,
    STORE_REGION_FAILED
};

struct store_domain {
    char *name;             /* owned */
    enum store_state state; /* of its listing of triggers */
    struct err failure;
    size_t rows;         /* rows of the newest listing so far; kept by the store */
    uint32_t generation; /* the listing that rows counts */
};

struct store_region {
    char *name; /* owned */
    enum store_region_state state;
    struct err failure; /* the cause, when not read or partly read; while reading: why it takes longer */
    bool by_all;        /* chosen by `all`: not enabled is no failure then */
    bool domains_known; /* the list of domains is complete */
    bool from_cache;    /* rows are those of the cached listing */
    int64_t read_ms;    /* wall clock of the newest complete listing; 0: never */
    struct store_domain *domains; /* owned */
    size_t domain_count, domain_capacity;
    size_t rows; /* of the store that stand in this region; kept by the store */
};

enum store_row_state { STORE_ROW_LISTED, STORE_ROW_READING, STORE_ROW_WHOLE, STORE_ROW_FAILED };

/* One trigger of the listing. Texts are foreign: draw them through text_shown or text_fit. */
struct store_row {
    const char *region; /* borrowed from the store's interned names, as are domain and object_type */
    const char *domain;
    const char *object_type; /* "" if the listing lacks it */
    char *name;              /* owned */
    char *description;       /* owned; NULL: none or not known */
    char *tags;              /* owned; JSON array as in the document, or NULL */
    char *document;          /* owned; the whole document as JSON once read in full, else NULL */
    char *segment;           /* owned; known with the document or from the cache; NULL: none or not known */
    char *when;              /* owned; describe_when, likewise; NULL: not known */
    char *limits;            /* owned; describe_limits, likewise; NULL: not known */
    int64_t created_ms, updated_ms; /* wall clock; 0: not known */
    struct err *failure;            /* owned; why reading in full failed (STORE_ROW_FAILED) or takes longer */
    uint32_t generation;            /* of the listing that saw it last */
    uint8_t state;                  /* enum store_row_state */
    bool draft : 1;                 /* a draft waits */
    bool marked : 1;                /* by the person */
    bool linted : 1;                /* lint is up to date (lint_row.h) */
    uint8_t lint : 2;               /* enum lint_severity: the worst that lint finds */
    uint8_t brief_lint : 2;         /* likewise, of the document alone: with it, or from the cache */
    int8_t change;                  /* 0 none, 1 a change is under way, -1 the last change failed */
    uint32_t version;               /* moves with every change of its texts, never the same for two rows */
    uint32_t place;                 /* in store->rows */
};

/* The account's own lists that pickers, View and Delete use, per region and domain. */
struct store_item {
    char *name;         /* owned: object type, segment, field; for integrations the Uri */
    char *detail;       /* owned: description, content type, ...; may be NULL */
    char *names;        /* owned: integrations: the EventTriggerNames, comma separated; else NULL */
    char *object_types; /* owned: integrations: object types, comma separated; fields: Source; else NULL */
};

enum store_catalog_kind {
    STORE_DOMAINS, /* of a region; domain "" */
    STORE_OBJECT_TYPES,
    STORE_SEGMENTS,
    STORE_INTEGRATIONS,
    STORE_OBJECT_FIELDS, /* of one object type: GetProfileObjectType's Fields */
    STORE_ATTRIBUTES     /* of one object type: ListObjectTypeAttributes */
};

struct store_catalog {
    enum store_catalog_kind kind;
    char *region, *domain, *object_type; /* owned; object_type NULL but for fields and attributes */
    enum store_state state;
    struct err failure;
    bool not_enabled; /* domains: failure is that the account has not enabled the region */
    int64_t read_ms;
    struct store_item *items; /* owned */
    size_t count, capacity;
};

/* One line under `!`. */
struct store_message {
    int64_t at_ms; /* wall clock */
    bool is_error;
    char *text, *hint; /* owned; hint may be NULL */
};

enum store_check_state { STORE_CHECK_PENDING, STORE_CHECK_PASSED, STORE_CHECK_FAILED, STORE_CHECK_SKIPPED };

/* One line of the doctor. */
struct store_check {
    enum store_check_state state;
    char *region; /* owned; "" for what is of no region */
    char *what;   /* owned; "credentials", "profile:ListDomains" */
    char *detail; /* owned; what was found, or why it was skipped; NULL while pending */
    char *hint;   /* owned; what to do about a failed one; else NULL */
};

/* What works and what does not, line by line in the order in which one thing needs the other. */
struct store_doctor {
    enum store_state state; /* STORE_READING: some lines are pending */
    struct store_check *checks;
    size_t count, capacity;
};

/* A draft on disk. */
struct store_draft {
    char *account, *region, *identifier; /* owned; identifier of a new trigger may be "domain|" */
    char *base;     /* owned; the document it began from, JSON, or NULL for a new trigger */
    char *document; /* owned; what was typed, JSON */
    int64_t saved_ms;
    bool is_new;
    char *endpoint; /* owned; as the connection's; NULL or "" for AWS itself */
};

struct store {
    uint64_t version;      /* moves with every change */
    uint64_t rows_version; /* moves when rows come, go or change */
    uint64_t operations_version;
    struct store_connection connection;
    struct store_region *regions;
    size_t region_count, region_capacity;
    struct store_row **rows; /* owned, in no particular order */
    size_t row_count, row_capacity;
    struct store_catalog **catalogs;
    size_t catalog_count, catalog_capacity;
    struct operation *operations; /* newest last */
    size_t operation_count, operation_capacity;
    struct store_message *messages; /* newest last; at most 500 */
    size_t message_count, message_capacity;
    uint64_t message_total; /* ever added: tells which ones are new */
    struct store_draft *drafts;
    size_t draft_count, draft_capacity;
    struct texts statements; /* typed into the console (statements.h): backend_load_statements was answered */
    bool statements_loaded;
    struct store_look *looks; /* store_look.h */
    size_t look_count, look_capacity;
    struct store_doctor doctor;
    uint32_t generation;           /* of the newest listing */
    bool listing;                  /* a listing is under way */
    size_t reads_pending;          /* rows being read in full */
    uint32_t reads_given_up;       /* how many were not, since the store began */
    bool operations_loaded;        /* the journal's rows are here: backend_load_operations was answered */
    struct err operations_failure; /* with them: why they are not all there */
    struct store_index *index;     /* owned: rows by region and identifier, catalogs, interned names */
};

/* Empty, with nobody connected. store_release. */
void store_init(struct store *store);
/* Frees everything; the struct must be initialised again before use. */
void store_release(struct store *store);

/* ---- reading ---- */

/* The row of "domain|name" in that region, or NULL. */
struct store_row *store_find(const struct store *store, const char *region, const char *identifier);
/* The same by its parts, which need not be joined for it. */
struct store_row *store_find_parts(const struct store *store, const char *region, const char *domain,
                                   const char *name);
/* By name, or NULL. */
struct store_region *store_find_region(const struct store *store, const char *name);
/* By name, or NULL. */
struct store_domain *store_find_domain(const struct store_region *region, const char *name);
/* The catalog, or NULL if it was never asked for. */
const struct store_catalog *store_find_catalog(const struct store *store, enum store_catalog_kind kind,
                                               const char *region, const char *domain,
                                               const char *object_type);
/* By the number that backend_create and its kin returned, or NULL. */
const struct operation *store_find_operation(const struct store *store, uint64_t number);
/* The draft of this trigger in the account that is shown now, or NULL. */
const struct store_draft *store_find_draft(const struct store *store, const char *region,
                                           const char *identifier);
/* Operations that have not ended. */
size_t store_open_operations(const struct store *store);
/* "domain|name". free(). */
char *store_row_identifier(const struct store_row *row);
/* How many integrations name the trigger; -1 if that is not known. *first (may
 * be NULL) gets the first one's item. */
int store_row_used_by(const struct store *store, const struct store_row *row,
                      const struct store_item **first);
/* The CloudFormation stack that manages it (tag aws:cloudformation:stack-name), or NULL. free(). */
char *store_row_stack(const struct store_row *row);
/* True if some region or domain that was asked for by name could not be listed (exit 1 of list). */
bool store_listing_lacks(const struct store *store);
/* Why reading that is under way takes longer, of the first to be found: the sentence, and as hint what is done
 * about it; NULL if nothing of that kind is known. borrowed. */
const struct err *store_why_late(const struct store *store);

/* ---- writing: backend_pump, and tests ---- */

/* Moves the version: every writer does it, so that screens draw anew. */
void store_touch(struct store *store);
/* Puts a deep copy in the place of what is known of the connection; the rows' marks of drafts and changes
 * follow the account. */
void store_set_connection(struct store *store, const struct store_connection *connection);
/* Finds or makes it; by_all: nobody named it, so that it may be missing without an error. */
struct store_region *store_add_region(struct store *store, const char *name, bool by_all);
/* Finds or makes it. */
struct store_domain *store_add_domain(struct store_region *region, const char *name);
/* The region with its rows and domains goes: the person no longer looks at it. */
void store_drop_region(struct store *store, const char *name);
/* Domains that a complete listing did not name go. */
void store_keep_domains(struct store_region *region, const struct texts *names);
/* A new listing begins: moves the generation. */
void store_begin_listing(struct store *store);
/* Finds or makes the row and notes that this listing saw it. Texts are copied; NULL leaves what is known; a
 * newer updated_ms than the document's throws the document away (it is read anew). */
struct store_row *store_put_row(struct store *store, const char *region, const char *domain, const char *name,
                                const char *object_type, const char *description, const char *tags,
                                int64_t created_ms, int64_t updated_ms);
/* Sets the texts that a listing lacks, as the cached listing has them (copied; NULL: not known). They go when
 * the trigger proves newer. */
void store_put_brief(struct store *store, struct store_row *row, const char *segment, const char *when,
                     const char *limits);
/* Sets the whole document (JSON, copied) and all that follows from it. Finds or makes the row. NULL if
 * document is no object. */
struct store_row *store_put_document(struct store *store, const char *region, const char *identifier,
                                     const char *document);
/* It was deleted, or found to be gone; nothing if it is not there. */
void store_remove_row(struct store *store, const char *region, const char *identifier);
/* Drops the rows of this region and domain (NULL: of the region) that the newest listing did not see. */
void store_sweep(struct store *store, const char *region, const char *domain);
/* Drops all rows, regions, catalogs: another connection. Operations, messages and drafts stay. */
void store_clear_account(struct store *store);
/* Finds or makes the list, whose items the caller then replaces. Rows of its domain are linted anew. */
struct store_catalog *store_put_catalog(struct store *store, enum store_catalog_kind kind, const char *region,
                                        const char *domain, const char *object_type);
/* Copies the texts. */
void store_catalog_add(struct store_catalog *catalog, const char *name, const char *detail, const char *names,
                       const char *object_types);
/* Frees the items; kind, region and names stay. */
void store_catalog_reset(struct store_catalog *catalog);
/* Puts a deep copy in the place of the operation of the same number, or at
 * the end; sets the row's change mark. */
void store_put_operation(struct store *store, const struct operation *operation);
/* Copies both; hint may be NULL. The oldest of more than 500 goes. */
void store_add_message(struct store *store, bool is_error, const char *text, const char *hint);
/* The sentence and the hint of err as a message. */
void store_add_error(struct store *store, const struct err *err);
/* Puts a deep copy in the place of the draft of the same trigger, unless a newer one (saved_ms) is known: those
 * of the disk may come late. Marks its row. */
void store_put_draft(struct store *store, const struct store_draft *draft);
/* Unmarks its row; nothing if there is none. */
void store_remove_draft(struct store *store, const char *account, const char *region, const char *identifier);

#endif
