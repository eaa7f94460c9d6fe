#include "backend/task_doctor.h"

#include <stdlib.h>
#include <string.h>
#include "aws/aws_error.h"
#include "aws/iam.h"
#include "base/array.h"
#include "base/mem.h"

/* Stands in for a trigger where there is none: a policy that names triggers by a pattern is asked all the same. */
static const char no_trigger[] = "etrig-doctor";

bool task_doctor_asks_iam(const struct task_doctor *doctor)
{
    return doctor->place_count > 0 && !doctor->connection->read_only;
}

/* ---- whose policies ---- */

static void cannot_ask(struct task_doctor *doctor, const char *why)
{
    err_set(&doctor->no_source, ERR_ACCESS, "%s", why);
}

static void refused(struct err *err, const struct aws_answer *answer, const char *action)
{
    if (aws_error_is_denial(answer->error_name, answer->message))
        err_set(err, ERR_ACCESS, "AWS does not let this principal ask: %s", action);
    else
        err_set(err, ERR_ACCESS, "IAM does not answer the question: %s", answer->err.text);
}

static void role_answered(void *context, struct aws_answer *answer)
{
    struct task_doctor *doctor = context;
    doctor->role = NULL;
    doctor->source = mem_dup(json_text(answer->body, "Arn"));
    if (answer->err.code != ERR_NONE)
        refused(&doctor->no_source, answer, "iam:GetRole");
    else if (doctor->source == NULL)
        cannot_ask(doctor, "IAM does not say which role this is");
    task_doctor_advance(doctor);
}

static struct task *ask(struct task_doctor *doctor, const char *region, const char *action, char *body,
                        task_done_fn done, void *context)
{
    struct task_call call = {
        .connection = doctor->connection,
        .service = AWS_IAM,
        .region = region,
        .urgency = LIMITER_URGENT_READ,
        .action = action,
        .body = body,
        .done = done,
        .context = context,
    };
    return task_start(doctor->worker, &call);
}

/* "assumed-role/ROLE/SESSION": the path of the role is not in it, so that its ARN must be asked for. */
static void ask_role(struct task_doctor *doctor, const char *role)
{
    char *name = mem_dup_n(role, strcspn(role, "/"));
    doctor->role = ask(doctor, doctor->iam.region, "GetRole", iam_role_body(name), role_answered, doctor);
    free(name);
}

static void find_source(struct task_doctor *doctor)
{
    static const char session[] = "assumed-role/";
    const char *name = doctor->arn != NULL ? strrchr(doctor->arn, ':') : NULL;
    if (doctor->refused)
        cannot_ask(doctor, "AWS does not take the keys");
    else if (name == NULL)
        cannot_ask(doctor, "IAM cannot be asked: the identity is not known");
    else if (!doctor->iam.up)
        cannot_ask(doctor, "IAM cannot be asked: it does not answer");
    else if (strncmp(name + 1, session, sizeof session - 1) == 0)
        ask_role(doctor, name + sizeof session);
    else if (strncmp(name + 1, "user/", 5) == 0)
        doctor->source = mem_dup(doctor->arn);
    else if (strcmp(name + 1, "root") == 0)
        cannot_ask(doctor,
                   "IAM does not simulate the root user, who may do all that the organization allows");
    else
        cannot_ask(doctor, "IAM simulates users and roles alone");
}

/* ---- one question ---- */

/* The actions that nothing was said of yet and that write to this kind of resource. */
static void add_actions(const struct task_doctor_question *question, struct texts *actions)
{
    const struct task_doctor_place *place = question->place;
    size_t count;
    const struct permission *rows = permission_table(&count);
    for (size_t i = 0; i < count; i++)
        if (rows[i].writes && rows[i].resource == question->resource &&
            place->doctor->said.checks[place->line + (int)i].state == STORE_CHECK_PENDING)
            texts_add(actions, rows[i].action);
}

static void skip(const struct task_doctor_question *question, const char *why)
{
    const struct task_doctor_place *place = question->place;
    struct texts actions = {0};
    add_actions(question, &actions);
    for (size_t i = 0; i < actions.count; i++)
        task_doctor_skip(place->doctor, task_doctor_permission_line(place, actions.items[i]), "%s", why);
    texts_release(&actions);
}

/* Where the handlers run as another role (--role-arn), its policies count for what is done behind Cloud Control. */
static const char *source_of(const struct task_doctor_question *question)
{
    const struct task_doctor *doctor = question->place->doctor;
    bool other = question->resource == PERMISSION_TRIGGER && doctor->worker->role_arn != NULL;
    return other ? doctor->worker->role_arn : doctor->source;
}

/* free(). */
static char *resource_of(const struct task_doctor_question *question)
{
    const struct task_doctor_place *place = question->place;
    const struct permission permission = {.resource = question->resource};
    const char *arn = place->doctor->arn + strlen("arn:");
    char *partition = mem_dup_n(arn, strcspn(arn, ":"));
    char *resource = permission_arn(&permission, partition, place->region, place->doctor->account,
                                    place->domain, place->trigger != NULL ? place->trigger : no_trigger);
    free(partition);
    return resource;
}

static void tell(const struct task_doctor_question *question, const char *action, const char *refusal)
{
    struct task_doctor *doctor = question->place->doctor;
    int line = task_doctor_permission_line(question->place, action);
    char *resource = resource_of(question);
    const char *source = source_of(question), *name = strrchr(source, ':');
    struct err err;
    if (refusal == NULL) {
        task_doctor_pass(doctor, line, "allowed, says IAM's simulation");
    } else if (*refusal == '\0') {
        task_doctor_skip(doctor, line, "IAM's simulation does not speak of it");
    } else {
        err_set(&err, ERR_ACCESS, "%s may not do it on %s, says IAM's simulation: %s",
                name != NULL ? name + 1 : source, resource, refusal);
        err_hint(&err, "let somebody allow it to %s", source);
        task_doctor_fail(doctor, line, &err);
    }
    free(resource);
}

static void answered(void *context, struct aws_answer *answer)
{
    struct task_doctor_question *question = context;
    struct texts actions = {0};
    struct err why;
    question->task = NULL;
    add_actions(question, &actions);
    for (size_t i = 0; i < actions.count && answer->err.code == ERR_NONE; i++)
        tell(question, actions.items[i], iam_refusal(answer->body, actions.items[i]));
    if (answer->err.code != ERR_NONE) {
        refused(&why, answer, "iam:SimulatePrincipalPolicy");
        skip(question, why.text);
    }
    texts_release(&actions);
    task_doctor_advance(question->place->doctor);
}

static void put(struct task_doctor_question *question)
{
    struct task_doctor_place *place = question->place;
    struct task_doctor *doctor = place->doctor;
    struct texts actions = {0};
    if (doctor->source == NULL) {
        skip(question, doctor->no_source.text);
        return;
    }
    if (question->resource == PERMISSION_TRIGGER && place->domain == NULL) {
        skip(question, "no domain is known to ask about: --domain NAME names one");
        return;
    }
    add_actions(question, &actions);
    if (actions.count > 0) {
        char *resource = resource_of(question);
        question->task = ask(doctor, doctor->iam.region, "SimulatePrincipalPolicy",
                             iam_simulation_body(source_of(question), &actions, resource, place->region),
                             answered, question);
        free(resource);
    }
    texts_release(&actions);
}

void task_doctor_ask_iam(struct task_doctor *doctor)
{
    static const enum permission_resource kinds[] = {PERMISSION_CONTROL, PERMISSION_TRIGGER};
    if (!task_doctor_asks_iam(doctor) || !doctor->iam.done)
        return;
    if (doctor->source == NULL && doctor->role == NULL && doctor->no_source.code == ERR_NONE)
        find_source(doctor);
    for (size_t i = 0; i < doctor->place_count && doctor->role == NULL; i++) {
        struct task_doctor_place *place = &doctor->places[i];
        if (place->asked || !task_doctor_has_tried(place))
            continue;
        place->asked = true;
        for (size_t k = 0; k < ARRAY_COUNT(kinds); k++) {
            place->questions[k] = (struct task_doctor_question){.place = place, .resource = kinds[k]};
            put(&place->questions[k]);
        }
    }
}
