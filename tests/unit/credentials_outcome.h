/*
 * credentials_outcome: one search for credentials, in an environment and with files of the test's own.
 */
#ifndef TESTS_CREDENTIALS_OUTCOME_H
#define TESTS_CREDENTIALS_OUTCOME_H

#include "helpers.h"

#include "aws/credentials.h"
#include "base/texts.h"

/* 2026-11-23T16:45:00Z: the wall clock stands there during a search. */
#define CREDENTIALS_OUTCOME_NOW_MS INT64_C(1795452300000)

struct credentials_case {
    /* Beside HOME and PATH; NULLs are left out. Without a variable of its own the instance's metadata are off. */
    const char *env[8];
    const char *home; /* NULL: an empty folder of the search's own */
    const char *path; /* where programs are looked up; NULL: as in the test's own PATH */
    bool hurried;     /* timers run a minute ahead: pauses are short, what hangs is late at once */
    const char *config, *credentials; /* texts of the two files; NULL: empty */
    const char *profile;              /* NULL: default */
    bool ignore_env, fresh;
    const char *region, *endpoint_url;
    const char *mfa_code; /* the answer to the question for one; NULL: nobody can be asked */
};

struct credentials_outcome {
    struct credentials credentials;
    struct texts tried;
    struct err err;
    bool found;
    char *mfa_serial; /* of the question; NULL: none was put */
};

/* Runs the search to its end; fails the test if that does not come within 20 s. */
bool credentials_outcome_find(const struct credentials_case *search, struct credentials_outcome *outcome);
void credentials_outcome_release(struct credentials_outcome *outcome);

#endif
