/*
 * credentials_assume: STS's answer to who wants a role, for the sources that take one: a role of a profile, a web
 * identity. Worker thread.
 */
#ifndef AWS_CREDENTIALS_ASSUME_H
#define AWS_CREDENTIALS_ASSUME_H

#include "aws/credentials_source.h"
#include "aws/sts.h"

struct credentials_assume;

/* The keys of the role, but for source. On failure (found empty) err says why, in AWS's words; denied: who asked may not
 * take the role. All borrowed; found may be taken over. The call is gone. */
typedef void (*credentials_assume_fn)(void *context, struct credentials *found, bool denied,
                                      const struct err *err);

/* Asks STS with the keys (NULL: unsigned), and keeps its answer in the AWS CLI's cache under cache_key; both are
 * borrowed until done or cancel. NULL and err if its endpoint is not known. */
struct credentials_assume *credentials_assume_start(const struct credentials_wish *wish, const char *profile,
                                                    const struct sts_role *role,
                                                    const struct credentials *keys, const char *cache_key,
                                                    credentials_assume_fn done, void *context,
                                                    struct err *err);
/* NULL is fine. */
void credentials_assume_cancel(struct credentials_assume *assume);
/* A session's name as STS takes it: the given one, checked, or etrig-SECONDS. NULL and err with the place where it
 * stands. free(). */
char *credentials_assume_session(const char *given, const char *place, struct err *err);
/* "Admin" of arn:aws:iam::1:role/team/Admin; borrowed from arn. */
const char *credentials_assume_role_name(const char *arn);

#endif
