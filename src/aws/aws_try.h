/*
 * aws_try: a call to a service with its retries, for those who work below the backend's queue of calls: the
 * sources of credentials.
 *
 * As many attempts as the person's settings say, with the delays of retry.h; a clock that AWS calls wrong is corrected
 * for the next attempt.
 * Worker thread.
 */
#ifndef AWS_AWS_TRY_H
#define AWS_AWS_TRY_H

#include "aws/aws_json.h"
#include "aws/retry.h"

struct timers;
struct aws_try;

/* Sends. All that call points to is borrowed until done or aws_try_cancel; attempt, attempts and invocation are
 * set here. done is called once, never inside this function, when the try is gone. */
struct aws_try *aws_try_start(struct http *http, struct timers *timers, const struct retry_manner *manner,
                              const struct aws_call *call, aws_json_done_fn done, void *context);
/* Gives up without a word; NULL is fine. */
void aws_try_cancel(struct aws_try *try);

#endif
