#include "backend/task_doctor.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include "aws/aws_error.h"
#include "aws/cloudcontrol.h"
#include "backend/task_read.h"
#include "base/array.h"
#include "base/mem.h"
#include "base/random.h"
#include "model/document.h"
#include "model/fields.h"

enum { ACTIONS = 3 };

/* What a call needs that another one finds. */
enum need { NEEDS_NOTHING, NEEDS_DOMAIN, NEEDS_TRIGGER, NEEDS_TYPE };

/* The calls; those that find something stand before those that need it. */
enum kind {
    DOMAINS,
    TRIGGERS,
    RESOURCES,
    TYPES,
    GET,
    TYPE,
    ATTRIBUTES,
    SEGMENTS,
    INTEGRATIONS,
    STATUS,
    REQUESTS,
    CANCEL
};

static const struct trial {
    /* That its success proves, in the order in which they are asked; the first is the call's own. */
    const char *actions[ACTIONS];
    enum need needs;
    const char *control; /* Cloud Control's action; NULL: a call to Customer Profiles */
} trials[] = {
    [DOMAINS] = {{"profile:ListDomains"}, NEEDS_NOTHING, NULL},
    [TRIGGERS] = {{"profile:ListEventTriggers"}, NEEDS_DOMAIN, NULL},
    [RESOURCES] = {{"cloudformation:ListResources"}, NEEDS_DOMAIN, "ListResources"},
    [TYPES] = {{"profile:ListProfileObjectTypes"}, NEEDS_DOMAIN, NULL},
    [GET] = {{"cloudformation:GetResource", "profile:GetEventTrigger", "profile:ListTagsForResource"},
             NEEDS_TRIGGER,
             "GetResource"},
    [TYPE] = {{"profile:GetProfileObjectType"}, NEEDS_TYPE, NULL},
    [ATTRIBUTES] = {{"profile:ListObjectTypeAttributes"}, NEEDS_TYPE, NULL},
    [SEGMENTS] = {{"profile:ListSegmentDefinitions"}, NEEDS_DOMAIN, NULL},
    [INTEGRATIONS] = {{"profile:ListIntegrations"}, NEEDS_DOMAIN, NULL},
    /* Of a request that nobody made: whoever is told so may ask. */
    [STATUS] = {{"cloudformation:GetResourceRequestStatus"}, NEEDS_NOTHING, "GetResourceRequestStatus"},
    [REQUESTS] = {{"cloudformation:ListResourceRequests"}, NEEDS_NOTHING, "ListResourceRequests"},
    [CANCEL] = {{"cloudformation:CancelResourceRequest"}, NEEDS_NOTHING, "CancelResourceRequest"},
};
static_assert(ARRAY_COUNT(trials) == TASK_DOCTOR_TRIALS, "a place has one of each");

static enum kind kind_of(const struct task_doctor_trial *trial)
{
    return (enum kind)(trial - trial->place->trials);
}

static int line_of(const struct task_doctor_trial *trial, size_t action)
{
    return task_doctor_permission_line(trial->place, trials[kind_of(trial)].actions[action]);
}

static size_t actions_of(const struct trial *row)
{
    size_t count = 0;
    while (count < ACTIONS && row->actions[count] != NULL)
        count++;
    return count;
}

/* ---- what an answer brings ---- */

static void take_text(char **text, const char *value)
{
    if (*text == NULL && value != NULL && *value != '\0')
        *text = mem_dup(value);
}

static void take_identifier(struct task_doctor_place *place, const char *identifier)
{
    char *domain = NULL, *name = NULL;
    if (identifier != NULL && document_split_identifier(identifier, &domain, &name, NULL) &&
        strcmp(domain, place->domain) == 0)
        take_text(&place->trigger, name);
    free(domain);
    free(name);
}

/* Something to try the next calls on. */
static void take_first(struct task_doctor_trial *trial, const cJSON *page)
{
    struct task_doctor_place *place = trial->place;
    enum kind kind = kind_of(trial);
    const cJSON *first = cJSON_GetArrayItem(json_get(page, "Items"), 0);
    if (kind == DOMAINS)
        take_text(&place->domain, json_text(first, "DomainName"));
    else if (kind == TRIGGERS)
        take_text(&place->trigger, json_text(first, "EventTriggerName"));
    else if (kind == TYPES)
        take_text(&place->object_type, json_text(first, "ObjectTypeName"));
    else if (kind == RESOURCES)
        take_identifier(
            place, json_text(cJSON_GetArrayItem(json_get(page, "ResourceDescriptions"), 0), "Identifier"));
}

/* ---- judging ---- */

static void pass_all(struct task_doctor_trial *trial)
{
    const struct task_doctor_place *place = trial->place;
    enum kind kind = kind_of(trial);
    for (size_t i = 0; i < actions_of(&trials[kind]); i++) {
        int line = line_of(trial, i);
        if (kind == STATUS || kind == CANCEL)
            task_doctor_pass(place->doctor, line, "allowed; tried on a request that does not exist");
        else if (kind == GET)
            task_doctor_pass(place->doctor, line, "allowed; read %s of %s", place->trigger, place->domain);
        else if (trials[kind].needs == NEEDS_TYPE)
            task_doctor_pass(place->doctor, line, "allowed; tried on %s of %s", place->object_type,
                             place->domain);
        else if (trials[kind].needs == NEEDS_DOMAIN)
            task_doctor_pass(place->doctor, line, "allowed; tried on %s", place->domain);
        else
            task_doctor_pass(place->doctor, line, "allowed");
    }
}

/* The line of `which` fails; those before were allowed, those behind were not reached. */
static void fail_at(struct task_doctor_trial *trial, size_t which, const struct err *err)
{
    struct task_doctor *doctor = trial->place->doctor;
    const struct trial *row = &trials[kind_of(trial)];
    for (size_t i = 0; i < actions_of(row); i++) {
        if (i < which)
            task_doctor_pass(doctor, line_of(trial, i), "allowed");
        else if (i == which)
            task_doctor_fail(doctor, line_of(trial, i), err);
        else
            task_doctor_skip(doctor, line_of(trial, i), "not tried: it comes after %s", row->actions[which]);
    }
}

/* Denied behind Cloud Control, and AWS does not say what. */
static void judge_nameless(struct task_doctor_trial *trial, const struct aws_answer *answer)
{
    struct task_doctor *doctor = trial->place->doctor;
    const struct trial *row = &trials[kind_of(trial)];
    struct err err = answer->err;
    if (row->actions[1] == NULL) {
        task_doctor_pass(doctor, line_of(trial, 0), "allowed; but not all that it needs: %s", err.text);
        return;
    }
    err_hint(&err, "AWS does not say which it is: let somebody allow %s and %s", row->actions[1],
             row->actions[2]);
    fail_at(trial, 1, &err);
}

/* AWS may deny what a call does for the caller at another service: that action has a line of its own, here or
 * elsewhere, unless it is one that nobody thought of (a key of KMS …). */
static void judge_denial(struct task_doctor_trial *trial, const struct aws_answer *answer)
{
    const struct trial *row = &trials[kind_of(trial)];
    char *action = aws_error_denied_action(answer->message);
    if (action == NULL && aws_error_is_of_handler(answer->message)) {
        judge_nameless(trial, answer);
        return;
    }
    size_t which = 0;
    while (action != NULL && which < actions_of(row) && strcmp(row->actions[which], action) != 0)
        which++;
    if (action == NULL || which == actions_of(row))
        which = 0;
    bool elsewhere = action != NULL && strcmp(row->actions[which], action) != 0 &&
                     task_doctor_permission_line(trial->place, action) != TASK_DOCTOR_NO_LINE;
    if (elsewhere)
        task_doctor_pass(trial->place->doctor, line_of(trial, 0), "allowed; but not %s, which it needs",
                         action);
    else
        fail_at(trial, which, &answer->err);
    free(action);
}

/* Of a request or trigger that is not there, the answer is that it is not: whoever hears it was let in. */
static bool is_let_in(const struct task_doctor_trial *trial, const struct aws_answer *answer)
{
    return answer->err.code == ERR_NONE || (answer->err.code == ERR_NOT_FOUND && answer->error_name != NULL &&
                                            trials[kind_of(trial)].control != NULL);
}

static void judge(struct task_doctor_trial *trial, const struct aws_answer *answer)
{
    struct task_doctor_place *place = trial->place;
    bool first = kind_of(trial) == DOMAINS;
    if (is_let_in(trial, answer))
        pass_all(trial);
    else if (aws_error_is_denial(answer->error_name, answer->message))
        judge_denial(trial, answer);
    else if (answer->err.code == ERR_ACCESS && !first)
        for (size_t i = 0; i < actions_of(&trials[kind_of(trial)]); i++)
            task_doctor_skip(place->doctor, line_of(trial, i), "the keys are not taken in %s", place->region);
    else
        fail_at(trial, 0, &answer->err);
    place->keys_refused = place->keys_refused || aws_error_refuses_keys(answer->error_name);
}

/* ---- calling ---- */

static void answered(void *context, struct aws_answer *answer)
{
    struct task_doctor_trial *trial = context;
    trial->task = NULL;
    if (answer->body != NULL)
        take_first(trial, answer->body);
    judge(trial, answer);
    task_doctor_advance(trial->place->doctor);
}

static char *list_body(const struct task_doctor_place *place)
{
    const struct worker *worker = place->doctor->worker;
    const struct cloudcontrol_options options = {.role_arn = worker->role_arn,
                                                 .type_version_id = worker->type_version_id};
    cJSON *model = cJSON_CreateObject();
    json_set_text(model, "DomainName", place->domain);
    char *text = json_print(model);
    char *body = cloudcontrol_list_body(fields_event_trigger.type_name, text, NULL, &options);
    free(text);
    cJSON_Delete(model);
    return body;
}

static char *read_body(const struct task_doctor_place *place)
{
    char *identifier = mem_printf("%s|%s", place->domain, place->trigger);
    char *body = task_read_body(place->doctor->worker, identifier);
    free(identifier);
    return body;
}

/* free(). */
static char *control_body(const struct task_doctor_trial *trial)
{
    const struct task_doctor_place *place = trial->place;
    char token[37];
    random_uuid(token);
    switch (kind_of(trial)) {
    case RESOURCES:
        return list_body(place);
    case GET:
        return read_body(place);
    case STATUS:
        return cloudcontrol_status_body(token);
    case REQUESTS:
        return cloudcontrol_requests_body(NULL);
    default:
        return cloudcontrol_cancel_body(token);
    }
}

static void fill_profiles(const struct task_doctor_trial *trial, struct customer_profiles_call *call)
{
    const struct task_doctor_place *place = trial->place;
    switch (kind_of(trial)) {
    case TRIGGERS:
        customer_profiles_list_event_triggers(call, place->domain, NULL);
        break;
    case TYPES:
        customer_profiles_list_object_types(call, place->domain, NULL);
        break;
    case TYPE:
        customer_profiles_get_object_type(call, place->domain, place->object_type);
        break;
    case ATTRIBUTES:
        customer_profiles_list_attributes(call, place->domain, place->object_type, NULL);
        break;
    case SEGMENTS:
        customer_profiles_list_segments(call, place->domain, NULL);
        break;
    case INTEGRATIONS:
        customer_profiles_list_integrations(call, place->domain, NULL);
        break;
    default:
        customer_profiles_list_domains(call, NULL);
        break;
    }
}

static void call(struct task_doctor_trial *trial)
{
    struct task_doctor *doctor = trial->place->doctor;
    const char *control = trials[kind_of(trial)].control;
    struct task_call call = {
        .connection = doctor->connection,
        .service = AWS_CUSTOMER_PROFILES,
        .region = trial->place->region,
        .urgency = LIMITER_URGENT_READ,
        .done = answered,
        .context = trial,
    };
    if (control != NULL) {
        trial->task = task_control(doctor->worker, &call, control, control_body(trial));
        return;
    }
    fill_profiles(trial, &call.profiles);
    trial->task = task_start(doctor->worker, &call);
}

/* ---- what is due ---- */

static bool is_done(const struct task_doctor_place *place, enum kind kind)
{
    return place->trials[kind].begun && place->trials[kind].task == NULL;
}

static bool has_need(const struct task_doctor_place *place, enum need need)
{
    return need == NEEDS_NOTHING   ? true
           : need == NEEDS_DOMAIN  ? place->domain != NULL
           : need == NEEDS_TRIGGER ? place->trigger != NULL
                                   : place->object_type != NULL;
}

/* Why what it needs will not be there any more; NULL: it may come, or is there. free(). */
static char *lack(const struct task_doctor_place *place, enum need need)
{
    const struct task_doctor *doctor = place->doctor;
    int domains = task_doctor_permission_line(place, "profile:ListDomains");
    if (has_need(place, need))
        return NULL;
    if (place->domain == NULL) {
        if (!is_done(place, DOMAINS))
            return NULL;
        return doctor->said.checks[domains].state == STORE_CHECK_PASSED
                   ? mem_printf("there is no domain in %s to try it on", place->region)
                   : mem_dup("no domain is known to try it on: --domain NAME names one");
    }
    if (need == NEEDS_TRIGGER && is_done(place, TRIGGERS) && is_done(place, RESOURCES))
        return mem_printf("no trigger to read is known in %s", place->domain);
    if (need == NEEDS_TYPE && is_done(place, TYPES))
        return mem_printf("no object type to read is known in %s", place->domain);
    return NULL;
}

/* A reason that holds from the beginning. free(). NULL: none. */
static char *obstacle(const struct task_doctor_trial *trial)
{
    const struct task_doctor_place *place = trial->place;
    const struct task_doctor_probe *probe =
        trials[kind_of(trial)].control != NULL ? &place->control : &place->profiles;
    if (place->doctor->refused)
        return mem_dup("AWS does not take the keys");
    if (place->keys_refused)
        return mem_printf("the keys are not taken in %s", place->region);
    if (!probe->up)
        return mem_printf("%s does not answer", probe->host);
    return lack(place, trials[kind_of(trial)].needs);
}

static void try_one(struct task_doctor_trial *trial)
{
    struct task_doctor *doctor = trial->place->doctor;
    const struct trial *row = &trials[kind_of(trial)];
    bool wanted = doctor->said.checks[line_of(trial, 0)].state == STORE_CHECK_PENDING;
    char *why = wanted ? obstacle(trial) : NULL;
    trial->begun = !wanted || why != NULL;
    for (size_t i = 0; why != NULL && i < actions_of(row); i++)
        task_doctor_skip(doctor, line_of(trial, i), "%s", why);
    if (!trial->begun && has_need(trial->place, row->needs)) {
        trial->begun = true;
        call(trial);
    }
    free(why);
}

void task_doctor_try(struct task_doctor_place *place)
{
    if (!place->control.done || !place->profiles.done)
        return;
    for (size_t i = 0; i < TASK_DOCTOR_TRIALS; i++)
        if (!place->trials[i].begun)
            try_one(&place->trials[i]);
}

bool task_doctor_has_tried(const struct task_doctor_place *place)
{
    for (size_t i = 0; i < TASK_DOCTOR_TRIALS; i++)
        if (!is_done(place, (enum kind)i))
            return false;
    return true;
}
