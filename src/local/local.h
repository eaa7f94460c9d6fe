/*
 * local: the embedded cloud behind --local and `etrig serve`: Cloud Control, Customer Profiles,
 * sts:GetCallerIdentity and IAM's simulation on 127.0.0.1, with its state in SQLite. A process of its own; only main and
 * cli/cmd_serve include this header.
 *
 * For tests: where ETRIG_LOCAL_LOG names a file, each request adds a line of JSON to it (time, service,
 * region, action, path, ClientToken, SHA-256 of the body, status, error); never a key or a body.
 */
#ifndef LOCAL_LOCAL_H
#define LOCAL_LOCAL_H

#include <stdbool.h>
#include "base/err.h"
#include "base/texts.h"

struct local_options {
    int port;              /* 0: a free one */
    const char *data_file; /* NULL: XDG_DATA_HOME/etrig/local.db; sample data is put into a new one */
    int latency_ms;        /* each answer is that late */
    int operation_ms;      /* how long an operation stays IN_PROGRESS; negative: 400 */
    int throttle_per_s;    /* calls a second per service before ThrottlingException; 0: no limit */
    double fail_rate;      /* 0..1: that share of operations ends FAILED, and of reads as
                              ServiceInternalErrorException (HTTP 500) */
    const char *deny;      /* IAM actions that the principal lacks, see local_deny.h; NULL: none */
};

/* The parent's end of a --local cloud. */
struct local_child {
    int fd; /* answers "PORT\n" or "! what failed\n" when ready; the child ends when it closes */
    char access_key[24], secret_key[48];
    char *data_file; /* owned; absolute */
};

/* Starts etrig's own executable in serve mode as a child: makes keys anew and hands them over the socket
 * pair. Does not wait. */
bool local_start_child(const struct local_options *options, struct local_child *child, struct err *err);
/* The child's side: serves until the socket (descriptor 3) closes. Returns an exit status. */
int local_serve_child(const struct local_options *options);
/* `etrig serve`: prints the export lines on stdout, flushed, when ready, AWS_REGION last; serves until TERM
 * or INT. Returns an exit status. */
int local_serve(const struct local_options *options, struct err *err);

/* The absolute path of the data file; named may be NULL. Makes nothing. free(); NULL without a home folder. */
char *local_data_path(const char *named);
/* Adds the regions for which a new local cloud has sample data: those shown when nobody named any. */
void local_sample_regions(struct texts *names);

#endif
