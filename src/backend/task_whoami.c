#include "backend/task_whoami.h"

#include <stdlib.h>
#include <string.h>
#include "aws/aws_error.h"
#include "aws/sts.h"
#include "backend/task.h"
#include "backend/task_write.h"
#include "base/json.h"
#include "base/mem.h"

enum { AGAIN_FIRST_MS = 1000, AGAIN_MOST_MS = 30000 };
/* Where other services answer and STS does not, nobody will tell. Once or twice may be the weather. */
enum { VAIN_MOST = 3 };

struct task_whoami {
    struct task_whoami *next;
    struct worker *worker;
    struct connection *connection; /* held */
    struct task *task;             /* NULL between two tries */
    struct timer timer;
    int64_t again_ms;
    int vain; /* how often STS was asked in vain while others answered */
};

static void ask(void *context);

static void free_whoami(struct task_whoami *whoami)
{
    struct task_whoami **link = &whoami->worker->whoamis;
    while (*link != whoami)
        link = &(*link)->next;
    *link = whoami->next;
    task_cancel(whoami->task);
    timers_clear(&whoami->worker->timers, &whoami->timer);
    connection_release(whoami->connection);
    free(whoami);
}

static void settle(struct task_whoami *whoami, enum connection_identity identity)
{
    struct worker *worker = whoami->worker;
    struct connection *connection = connection_hold(whoami->connection);
    connection->identity = identity;
    err_clear(&connection->identity_late);
    free_whoami(whoami);
    worker_identity_settled(worker, connection);
    connection_release(connection);
}

/* Answers about the keys themselves. An endpoint of another maker that knows no STS may put its refusal into
 * such a name too: there the word of Cloud Control counts, which comes with the first call. */
static bool refuses_keys(const struct connection *connection, const struct aws_answer *answer)
{
    static const char *const names[] = {
        "InvalidClientTokenId",       "UnrecognizedClient", "ExpiredToken",
        "SignatureDoesNotMatch",      "InvalidSignature",   "IncompleteSignature",
        "MissingAuthenticationToken", "RequestExpired",     "AccessDenied",
        "InvalidAccessKeyId",         "AuthFailure",        NULL};
    return *connection->endpoint == '\0' && aws_error_is_one_of(answer->error_name, names);
}

/* Renewed keys that are another account's: nothing that was seen is theirs. */
static void refuse_account(struct task_whoami *whoami, const char *account)
{
    struct connection *connection = whoami->connection;
    err_set(&connection->failure, ERR_REFUSED,
            "the renewed keys are those of account %s, not of %s as before", account, connection->account);
    err_hint(&connection->failure, "choose the profile again to read that account");
    connection->state = CONNECTION_FAILED;
    settle(whoami, CONNECTION_ASKING);
}

static void take_identity(struct task_whoami *whoami, const cJSON *body)
{
    struct connection *connection = whoami->connection;
    const char *account = json_text(body, "Account"), *arn = json_text(body, "Arn");
    if (account == NULL || *account == '\0') {
        settle(whoami, CONNECTION_UNKNOWN);
        return;
    }
    if (*connection->account != '\0' && strcmp(connection->account, account) != 0) {
        refuse_account(whoami, account);
        return;
    }
    limiter_rename(&whoami->worker->limiter, connection_lane(connection), account);
    free(connection->account);
    free(connection->principal);
    connection->account = mem_dup(account);
    connection->principal = arn != NULL ? sts_principal(arn) : mem_dup("");
    settle(whoami, CONNECTION_KNOWN);
}

static void post_late(const struct task_whoami *whoami)
{
    if (whoami->connection == whoami->worker->connection)
        worker_post_connection(whoami->worker);
    task_write_identity_late(whoami->worker, whoami->connection, &whoami->connection->identity_late);
}

static void waits(void *context, const struct delay *delay)
{
    const struct task_whoami *whoami = context;
    delay_say(delay, &whoami->connection->identity_late);
    post_late(whoami);
}

static void ask_later(struct task_whoami *whoami, const struct err *err)
{
    struct connection *connection = whoami->connection;
    connection->identity_failure = connection->identity_late = *err;
    err_hint(&connection->identity_late, "trying again in %d s", (int)(whoami->again_ms / 1000));
    timers_set(&whoami->worker->timers, &whoami->timer, worker_now_ms() + whoami->again_ms);
    whoami->again_ms = whoami->again_ms * 2 < AGAIN_MOST_MS ? whoami->again_ms * 2 : AGAIN_MOST_MS;
    task_write_identity_settled(whoami->worker, connection);
    post_late(whoami);
}

static bool is_vain(struct task_whoami *whoami)
{
    whoami->vain += whoami->connection->answered;
    return whoami->vain >= VAIN_MOST;
}

static void answered(void *context, struct aws_answer *answer)
{
    struct task_whoami *whoami = context;
    struct connection *connection = whoami->connection;
    bool no_answer = answer->status == 0 || (answer->status >= 500 && *connection->endpoint == '\0');
    whoami->task = NULL;
    if (answer->err.code == ERR_NONE) {
        take_identity(whoami, answer->body);
    } else if (refuses_keys(connection, answer)) {
        connection->identity_failure = answer->err;
        settle(whoami, CONNECTION_REFUSED);
    } else if (connection->state == CONNECTION_FAILED) {
        free_whoami(whoami);
    } else if (!no_answer || is_vain(whoami)) {
        settle(whoami, CONNECTION_UNKNOWN);
    } else {
        ask_later(whoami, &answer->err);
    }
}

static void ask(void *context)
{
    struct task_whoami *whoami = context;
    const struct texts *regions = &whoami->worker->regions;
    struct task_call call = {
        .connection = whoami->connection,
        .service = AWS_STS,
        .region = regions->count > 0 ? regions->items[0] : "us-east-1",
        .urgency = LIMITER_FOLLOW,
        .done = answered,
        .waits = waits,
        .outlasts = true,
        .context = whoami,
    };
    whoami->task = task_start(whoami->worker, &call);
}

void task_whoami_start(struct worker *worker, struct connection *connection)
{
    struct task_whoami *whoami = mem_alloc(1, sizeof *whoami);
    *whoami = (struct task_whoami){
        .next = worker->whoamis,
        .worker = worker,
        .connection = connection_hold(connection),
        .timer = {.fire = ask},
        .again_ms = AGAIN_FIRST_MS,
    };
    whoami->timer.context = whoami;
    worker->whoamis = whoami;
    ask(whoami);
}

void task_whoami_leave(struct worker *worker, const struct connection *connection)
{
    struct task_whoami *next;
    for (struct task_whoami *whoami = worker->whoamis; whoami != NULL; whoami = next) {
        next = whoami->next;
        if (whoami->connection == connection)
            free_whoami(whoami);
    }
}

void task_whoami_cancel_all(struct worker *worker)
{
    while (worker->whoamis != NULL)
        free_whoami(worker->whoamis);
}
