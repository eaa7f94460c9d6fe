#include "backend/task_attempt.h"

#include <stdlib.h>
#include <string.h>
#include "aws/cloudcontrol.h"
#include "backend/guard.h"
#include "backend/task_submit.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/random.h"
#include "model/document.h"
#include "model/fields.h"

#define FACT_NO_TIME "test-read-only"
#define FACT_REFUSED "refused"

bool task_attempt_no_time(const struct worker *worker, const char *endpoint)
{
    char *fact = worker->journal != NULL ? journal_fact(worker->journal, endpoint, FACT_NO_TIME) : NULL;
    bool refused = fact != NULL && strcmp(fact, FACT_REFUSED) == 0;
    free(fact);
    return refused;
}

void task_attempt_learn_no_time(const struct task_write *write)
{
    struct worker *worker = write->worker;
    journal_set_fact(worker->journal, write->entry.operation.endpoint, FACT_NO_TIME, FACT_REFUSED);
    worker_post_connection(worker);
}

/* ---- the bytes ---- */

static char *desired_state(const struct operation *operation)
{
    cJSON *after = task_write_parse(operation->after), *sendable = document_sendable(after);
    char *text = json_print(sendable);
    cJSON_Delete(after);
    cJSON_Delete(sendable);
    return text;
}

cJSON *task_attempt_patch(const struct task_write *write)
{
    cJSON *seen = task_write_parse(write->seen), *after = task_write_parse(write->target);
    struct guard_how how = {
        .unguarded = write->unguarded, .no_time = write->no_time, .without = &write->without};
    cJSON *patch = guard_patch(seen, after, &how);
    cJSON_Delete(seen);
    cJSON_Delete(after);
    return patch;
}

/* The patch that is sent, as JSON; NULL if nothing differs. free(). */
static char *patch_text(const struct task_write *write)
{
    if (write->patch != NULL)
        return mem_dup(write->patch);
    cJSON *patch = task_attempt_patch(write);
    char *text = patch->child != NULL ? json_print(patch) : NULL;
    cJSON_Delete(patch);
    return text;
}

/* The body and the action of a fresh attempt; false if an update has nothing to do. */
static bool compose(struct task_write *write)
{
    struct journal_entry *entry = &write->entry;
    const struct operation *operation = &entry->operation;
    const char *type = fields_event_trigger.type_name;
    struct cloudcontrol_options options = {operation->client_token, write->role_arn, write->type_version_id};
    char *text = NULL, *body;
    if (operation->kind == OPERATION_CREATE) {
        text = desired_state(operation);
        body = cloudcontrol_create_body(type, text, &options);
    } else if (operation->kind == OPERATION_DELETE) {
        body = cloudcontrol_delete_body(type, operation->identifier, &options);
    } else {
        text = patch_text(write);
        if (text == NULL)
            return false;
        body = cloudcontrol_update_body(type, operation->identifier, text, &options);
    }
    static const char *const actions[] = {"CreateResource", "UpdateResource", "DeleteResource"};
    task_write_set(&entry->action, actions[operation->kind]);
    free(entry->body);
    entry->body = body;
    free(text);
    return true;
}

/* Commits the row of an attempt, then sends. */
void task_attempt_commit(struct task_write *write)
{
    struct err err;
    struct journal_entry *entry = &write->entry;
    if (!compose(write)) {
        task_write_set(&entry->operation.warning, "nothing differs: nothing was sent");
        task_write_end(write, OPERATION_NOT_SENT, NULL);
        return;
    }
    entry->operation.changed_ms = clock_wall_ms();
    if (journal_add(write->worker->journal, entry, &err))
        task_submit_send(write);
    else
        task_write_give_up(write, &err);
}

/* The refused attempt's row ends; the operation goes on as another attempt. */
void task_attempt_close(struct task_write *write)
{
    struct operation *operation = &write->entry.operation;
    if (operation->journal_id != 0) {
        operation->state = OPERATION_FAILED;
        operation->failure = write->refusal;
        operation->failure.code = ERR_CONFLICT; /* another attempt, or a question, is in its place */
        err_context(&operation->failure, "refused, so nothing was changed");
        operation->ended_ms = clock_wall_ms();
        task_write_keep(write);
    }
    operation->state = OPERATION_INTENDED;
    operation->failure = (struct err){.code = ERR_NONE};
    operation->ended_ms = operation->journal_id = write->entry.first_sent_ms = 0;
    task_write_set(&operation->request_token, NULL);
    write->sends = write->polls = write->pauses = 0;
    write->maybe_arrived = false;
}

/* Other bytes: a token and a row of their own. */
void task_attempt_renew(struct task_write *write)
{
    char uuid[37];
    random_uuid(uuid);
    task_attempt_close(write);
    task_write_set(&write->entry.operation.client_token, uuid);
    task_attempt_commit(write);
}

/* From now on the guards stand on live, and the change is made to it. */
void task_attempt_stand_on(struct task_write *write, const cJSON *live)
{
    cJSON *seen = task_write_parse(write->seen), *target = task_write_parse(write->target);
    if (seen != NULL && target != NULL) {
        cJSON *rebased = guard_rebase(seen, live, target);
        free(write->target);
        write->target = json_print(rebased);
        cJSON_Delete(rebased);
    }
    cJSON_Delete(seen);
    cJSON_Delete(target);
    free(write->seen);
    write->seen = json_print(live);
}
