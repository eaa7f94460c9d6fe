/*
 * aws_error: what an error's name means for the program, and in words for the person.
 *
 * Names are AWS's own: those of both service models, those that every service may answer with
 * (AccessDeniedException, ValidationException …), STS's, and the short HandlerErrorCode of a progress event
 * ("AlreadyExists"). Pure functions; any thread.
 */
#ifndef AWS_AWS_ERROR_H
#define AWS_AWS_ERROR_H

#include <stdbool.h>
#include <stdint.h>
#include "base/err.h"

/* All borrowed. */
struct aws_error {
    const char *name;    /* "ThrottlingException", "AlreadyExists" */
    const char *message; /* the service's words; NULL or "" for none */
    const char *action;  /* the IAM action that is missing if a denial names none; NULL: not known */
    const char *source;  /* where the credentials came from, or NULL */
    const char *region;  /* or NULL */
    int64_t skew_ms;     /* AWS's clock minus ours; 0 if not known */
};

/* Fills err with code, sentence and hint. Always returns false, as err_set does. */
bool aws_error_explain(const struct aws_error *error, struct err *err);
/* The name of an error as a service spells it, cleaned:
 * "com.amazon.coral.service#AccessDeniedException:http://…" and "ThrottlingException,x" give their middle.
 * free(); NULL if nothing is left. */
char *aws_error_name(const char *spelled);
/* True if the name of an error (NULL: false) is one of names, which end with NULL and stand there without the
 * "Exception" that some services put behind them. */
bool aws_error_is_one_of(const char *name, const char *const *names);
/* How far the clock of this machine is from AWS's, half a minute at least, as a sentence (ERR_ACCESS) with its hint.
 * Always returns false. */
bool aws_error_clock(int64_t skew_ms, struct err *err);
/* The IAM action that a denial's message names ("… is not authorized to perform: profile:ListDomains on …"),
 * which is another than the call's own where Cloud Control does something for the caller. free(); NULL: none. */
char *aws_error_denied_action(const char *message);
/* True if the error says that a permission is missing, by its name or in its message. */
bool aws_error_is_denial(const char *name, const char *message);
/* True if the message (NULL: false) tells of what Cloud Control did for the caller at the service behind it: the call
 * itself was let in. */
bool aws_error_is_of_handler(const char *message);
/* True for the names that refuse the keys or the signature, whatever was asked for. */
bool aws_error_refuses_keys(const char *name);
/* True for the names that speak of the signer's clock. */
bool aws_error_is_clock(const char *name);

#endif
