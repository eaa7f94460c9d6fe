#include "backend/task_doctor.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "aws/aws_error.h"
#include "base/clock.h"
#include "base/env.h"
#include "base/mem.h"

/* The longest that anybody waits for the whole of it. */
enum { MOST_MS = 15000 };

static const char no_region[] = "no region is given: --region, AWS_REGION, or the profile's region";

/* ---- lines ---- */

static void __attribute__((format(printf, 4, 0)))
settle(struct task_doctor *doctor, int line, enum store_check_state state, const char *format, va_list args)
{
    char *detail = NULL;
    if (line == TASK_DOCTOR_NO_LINE)
        return;
    if (vasprintf(&detail, format, args) < 0)
        detail = mem_dup("");
    store_doctor_settle(&doctor->said, (size_t)line, state, detail, NULL);
    free(detail);
}

void task_doctor_pass(struct task_doctor *doctor, int line, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    settle(doctor, line, STORE_CHECK_PASSED, format, args);
    va_end(args);
}

void task_doctor_skip(struct task_doctor *doctor, int line, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    settle(doctor, line, STORE_CHECK_SKIPPED, format, args);
    va_end(args);
}

/* A line that is named by the action does not repeat it. */
void task_doctor_fail(struct task_doctor *doctor, int line, const struct err *err)
{
    if (line == TASK_DOCTOR_NO_LINE)
        return;
    const char *what = doctor->said.checks[line].what, *text = err->text;
    size_t length = strlen(what);
    if (strncmp(text, what, length) == 0 && strncmp(text + length, " is not allowed: ", 17) == 0)
        text += length + 17;
    store_doctor_settle(&doctor->said, (size_t)line, STORE_CHECK_FAILED, text, err->hint);
}

int task_doctor_permission_line(const struct task_doctor_place *place, const char *action)
{
    size_t count;
    const struct permission *rows = permission_table(&count);
    for (size_t i = 0; i < count; i++)
        if (strcmp(rows[i].action, action) == 0)
            return place->line + (int)i;
    return TASK_DOCTOR_NO_LINE;
}

static int add_line(struct task_doctor *doctor, const char *region, const char *what)
{
    return (int)store_doctor_add(&doctor->said, region, what);
}

/* Ends all lines from one on that are still pending. */
static void skip_rest(struct task_doctor *doctor, int first, const char *why)
{
    for (int line = first; line < (int)doctor->said.count; line++)
        task_doctor_skip(doctor, line, "%s", why);
}

static void post(struct task_doctor *doctor)
{
    struct message *event = message_new(EVENT_DOCTOR);
    event->doctor = mem_alloc(1, sizeof *event->doctor);
    store_doctor_copy(event->doctor, &doctor->said);
    worker_post(doctor->worker, event);
}

/* ---- files ---- */

/* "; ignored: line 7: …, line 9: …" */
static void add_notes(struct strbuf *out, const struct texts *notes)
{
    for (size_t i = 0; i < notes->count; i++)
        strbuf_addf(out, "%s%s", i == 0 ? "; ignored: " : ", ", notes->items[i]);
}

static void tell_aws_file(struct task_doctor *doctor, bool credentials)
{
    struct aws_config config = {0};
    struct texts profiles = {0}, notes = {0};
    struct strbuf detail = STRBUF_INIT;
    struct err err;
    bool fine = config_load_one(&config, credentials, &err);
    const struct ini *file = credentials ? &config.credentials : &config.config;
    char *path = config_shown_path(file);
    int line = add_line(doctor, "", credentials ? "AWS credentials file" : "AWS config file");
    config_profiles(&config, &profiles);
    strbuf_addf(&detail, "%s: %zu profile%s", path, profiles.count, profiles.count == 1 ? "" : "s");
    config_notes(&config, credentials, &notes);
    add_notes(&detail, &notes);
    if (doctor->connection->local)
        task_doctor_skip(doctor, line, "the local cloud needs none");
    else if (!fine)
        task_doctor_fail(doctor, line, &err);
    else if (access(file->path, F_OK) != 0)
        task_doctor_skip(doctor, line, "%s is not there", path);
    else
        task_doctor_pass(doctor, line, "%s", detail.text);
    strbuf_release(&detail);
    texts_release(&profiles);
    texts_release(&notes);
    config_release(&config);
    free(path);
}

static void tell_settings(struct task_doctor *doctor)
{
    const struct worker *worker = doctor->worker;
    struct strbuf detail = STRBUF_INIT;
    char *path = worker->settings_path != NULL ? env_shown_path(worker->settings_path) : NULL;
    int line = add_line(doctor, "", "etrig config file");
    strbuf_adds(&detail, path != NULL ? path : "");
    add_notes(&detail, &worker->settings_notes);
    if (path == NULL)
        task_doctor_skip(doctor, line, "there is no home folder");
    else if (!worker->settings_found)
        task_doctor_skip(doctor, line, "%s is not there: the defaults hold", path);
    else
        task_doctor_pass(doctor, line, "%s", detail.text);
    strbuf_release(&detail);
    free(path);
}

/* ---- all lines, pending ---- */

static void add_permissions(struct task_doctor *doctor, const char *region)
{
    size_t count;
    const struct permission *rows = permission_table(&count);
    for (size_t i = 0; i < count; i++)
        add_line(doctor, region, rows[i].action);
}

/* What etrig itself would refuse needs no permission. */
static void skip_refused(struct task_doctor_place *place)
{
    const struct connection *connection = place->doctor->connection;
    struct err err;
    bool foreign = !connection_may_use(connection, place->region, &err);
    size_t count;
    const struct permission *rows = permission_table(&count);
    for (size_t i = 0; i < count; i++) {
        int line = place->line + (int)i;
        if (foreign)
            task_doctor_skip(place->doctor, line, "%s", err.text);
        else if (rows[i].writes && connection->read_only)
            task_doctor_skip(place->doctor, line, "read-only: etrig changes nothing here");
    }
}

static void add_lines(struct task_doctor *doctor)
{
    static const char *const endpoints[] = {"endpoint of Cloud Control", "endpoint of Customer Profiles"};
    tell_aws_file(doctor, false);
    tell_aws_file(doctor, true);
    tell_settings(doctor);
    doctor->credentials_line = add_line(doctor, "", "credentials");
    doctor->clock_line = add_line(doctor, "", "clock");
    for (size_t i = 0; i < doctor->place_count; i++) {
        struct task_doctor_place *place = &doctor->places[i];
        place->control.line = add_line(doctor, place->region, endpoints[0]);
        place->profiles.line = add_line(doctor, place->region, endpoints[1]);
    }
    for (size_t i = 0; i < 2 && doctor->place_count == 0; i++)
        task_doctor_skip(doctor, add_line(doctor, "", endpoints[i]), "%s", no_region);
    doctor->sts.line = add_line(doctor, "", "endpoint of STS");
    doctor->identity_line = add_line(doctor, "", "identity");
    for (size_t i = 0; i < doctor->place_count; i++) {
        struct task_doctor_place *place = &doctor->places[i];
        place->line = (int)doctor->said.count;
        add_permissions(doctor, place->region);
        skip_refused(place);
    }
}

/* Without a region there is nobody to ask but STS. */
static void add_lines_without_region(struct task_doctor *doctor)
{
    int first = doctor->identity_line + 1;
    add_permissions(doctor, "");
    skip_rest(doctor, first, no_region);
}

static void make_places(struct task_doctor *doctor)
{
    const struct texts *domains = &doctor->worker->domains;
    texts_copy(&doctor->regions, &doctor->worker->regions);
    doctor->place_count = doctor->regions.count;
    doctor->places = mem_alloc(doctor->place_count + 1, sizeof *doctor->places);
    for (size_t i = 0; i < doctor->place_count; i++) {
        struct task_doctor_place *place = &doctor->places[i];
        place->doctor = doctor;
        place->region = doctor->regions.items[i];
        place->domain = domains->count > 0 ? mem_dup(domains->items[0]) : NULL;
        for (size_t t = 0; t < TASK_DOCTOR_TRIALS; t++)
            place->trials[t].place = place;
    }
}

/* ---- credentials ---- */

static void fail_credentials(struct task_doctor *doctor, const struct err *failure)
{
    const struct texts *tried = &doctor->connection->tried;
    struct err err = *failure;
    struct strbuf text = STRBUF_INIT;
    strbuf_adds(&text, failure->text);
    for (size_t i = 0; i < tried->count; i++)
        strbuf_addf(&text, "%s%s", i == 0 ? "; tried: " : "; ", tried->items[i]);
    store_doctor_settle(&doctor->said, (size_t)doctor->credentials_line, STORE_CHECK_FAILED, text.text,
                        err.hint);
    strbuf_release(&text);
}

static void tell_expiry(struct task_doctor *doctor, const struct credentials *credentials)
{
    int64_t left_ms = credentials->expires_ms - clock_wall_ms();
    char until[25], time[8];
    struct err err;
    clock_format_iso(credentials->expires_ms, until);
    clock_format_age(llabs(left_ms), time);
    if (left_ms > 0) {
        task_doctor_pass(doctor, doctor->credentials_line, "from %s; they expire at %s (in %s)",
                         credentials->source, until, time);
        return;
    }
    err_set(&err, ERR_ACCESS, "the keys from %s ended at %s", credentials->source, until);
    err_hint(&err, "sign in again and take fresh keys");
    task_doctor_fail(doctor, doctor->credentials_line, &err);
}

static void settle_credentials(struct task_doctor *doctor)
{
    const struct connection *connection = doctor->connection;
    if (connection->failure.code != ERR_NONE && connection->state != CONNECTION_READY)
        fail_credentials(doctor, &connection->failure);
    else if (connection->state != CONNECTION_READY)
        return;
    else if (connection->credentials.expires_ms != 0)
        tell_expiry(doctor, &connection->credentials);
    else
        task_doctor_pass(doctor, doctor->credentials_line, "from %s; they do not expire",
                         connection->credentials.source);
}

/* ---- identity ---- */

static void take_identity(struct task_doctor *doctor, const cJSON *body)
{
    const char *account = json_text(body, "Account"), *arn = json_text(body, "Arn");
    bool whole = account != NULL && arn != NULL && strncmp(arn, "arn:", 4) == 0;
    if (whole) {
        doctor->account = mem_dup(account);
        doctor->arn = mem_dup(arn);
        task_doctor_pass(doctor, doctor->identity_line, "account %s, %s", account, arn);
    } else {
        task_doctor_skip(doctor, doctor->identity_line, "the endpoint does not say who this is");
    }
}

/* An endpoint of another maker may know no STS: whether it takes the keys is seen when it is asked for
 * something. */
static void identity_answered(void *context, struct aws_answer *answer)
{
    struct task_doctor *doctor = context;
    bool keys = aws_error_refuses_keys(answer->error_name);
    doctor->identity = NULL;
    doctor->identified = true;
    doctor->refused = keys && *doctor->connection->endpoint == '\0';
    if (answer->err.code == ERR_NONE)
        take_identity(doctor, answer->body);
    else if (keys || aws_error_is_denial(answer->error_name, answer->message) ||
             *doctor->connection->endpoint == '\0')
        task_doctor_fail(doctor, doctor->identity_line, &answer->err);
    else
        task_doctor_skip(doctor, doctor->identity_line, "the endpoint does not say who this is: %s",
                         answer->err.text);
    task_doctor_advance(doctor);
}

static void ask_identity(struct task_doctor *doctor)
{
    if (doctor->identified || doctor->identity != NULL || !doctor->sts.done)
        return;
    if (!doctor->sts.up) {
        doctor->identified = true;
        task_doctor_skip(doctor, doctor->identity_line, "%s does not answer", doctor->sts.host);
        return;
    }
    struct task_call call = {
        .connection = doctor->connection,
        .service = AWS_STS,
        .region = doctor->sts.region,
        .urgency = LIMITER_FOLLOW,
        .done = identity_answered,
        .context = doctor,
    };
    doctor->identity = task_start(doctor->worker, &call);
}

/* ---- what comes after what ---- */

/* The address of the local cloud is known once it runs; all others are at once. */
static void probe(struct task_doctor *doctor)
{
    const struct connection *connection = doctor->connection;
    if (doctor->probing || doctor->worker->http == NULL ||
        (connection->local && connection->state != CONNECTION_READY))
        return;
    doctor->probing = true;
    task_doctor_probe_all(doctor);
}

static bool all_probes_done(const struct task_doctor *doctor)
{
    bool done = doctor->probing && doctor->sts.done;
    for (size_t i = 0; i < doctor->place_count; i++)
        done = done && doctor->places[i].control.done && doctor->places[i].profiles.done;
    return done;
}

static void use_credentials(struct task_doctor *doctor)
{
    if (doctor->connection->state == CONNECTION_FAILED)
        skip_rest(doctor, doctor->identity_line, "there are no credentials to ask with");
    if (doctor->connection->state != CONNECTION_READY)
        return;
    ask_identity(doctor);
    if (!doctor->identified)
        return;
    for (size_t i = 0; i < doctor->place_count; i++)
        task_doctor_try(&doctor->places[i]);
    task_doctor_ask_iam(doctor);
}

static void stop(struct task_doctor *doctor)
{
    timers_clear(&doctor->worker->timers, &doctor->timer);
    task_cancel(doctor->identity);
    task_cancel(doctor->role);
    doctor->identity = doctor->role = NULL;
    task_doctor_probe_end(&doctor->sts);
    task_doctor_probe_end(&doctor->iam);
    for (size_t i = 0; i < doctor->place_count; i++) {
        struct task_doctor_place *place = &doctor->places[i];
        task_doctor_probe_end(&place->control);
        task_doctor_probe_end(&place->profiles);
        for (size_t t = 0; t < TASK_DOCTOR_TRIALS; t++) {
            task_cancel(place->trials[t].task);
            place->trials[t].task = NULL;
        }
        for (size_t q = 0; q < 2; q++) {
            task_cancel(place->questions[q].task);
            place->questions[q].task = NULL;
        }
    }
}

void task_doctor_advance(struct task_doctor *doctor)
{
    probe(doctor);
    settle_credentials(doctor);
    use_credentials(doctor);
    if (all_probes_done(doctor))
        task_doctor_skip(doctor, doctor->clock_line, "no service told the time");
    if (store_doctor_count(&doctor->said, STORE_CHECK_PENDING) == 0) {
        doctor->said.state = STORE_READ;
        stop(doctor);
    }
    post(doctor);
}

static void too_late(void *context)
{
    struct task_doctor *doctor = context;
    struct err err;
    err_set(&err, ERR_NETWORK, "no answer within %d s", MOST_MS / 1000);
    err_hint(&err, "try again; if it stays, look at the network and the endpoint");
    for (int line = 0; line < (int)doctor->said.count; line++)
        task_doctor_fail(doctor, line, &err);
    doctor->said.state = STORE_READ;
    stop(doctor);
    post(doctor);
}

/* ---- life ---- */

void task_doctor_start(struct worker *worker)
{
    struct task_doctor *doctor = mem_alloc(1, sizeof *doctor);
    task_doctor_free(worker);
    worker->doctor = doctor;
    *doctor = (struct task_doctor){
        .worker = worker,
        .connection = connection_hold(worker->connection),
        .said = {.state = STORE_READING},
        .iam = {.line = TASK_DOCTOR_NO_LINE},
        .timer = {.fire = too_late, .context = doctor},
    };
    make_places(doctor);
    add_lines(doctor);
    if (doctor->place_count == 0)
        add_lines_without_region(doctor);
    timers_set(&worker->timers, &doctor->timer, worker_now_ms() + MOST_MS);
    task_doctor_advance(doctor);
}

static bool is_under_way(const struct task_doctor *doctor)
{
    return doctor != NULL && doctor->said.state == STORE_READING;
}

void task_doctor_connection_changed(struct worker *worker, const struct connection *connection)
{
    if (is_under_way(worker->doctor) && worker->doctor->connection == connection)
        task_doctor_advance(worker->doctor);
}

void task_doctor_scope_changed(struct worker *worker)
{
    if (is_under_way(worker->doctor))
        task_doctor_start(worker);
}

void task_doctor_free(struct worker *worker)
{
    struct task_doctor *doctor = worker->doctor;
    if (doctor == NULL)
        return;
    worker->doctor = NULL;
    stop(doctor);
    for (size_t i = 0; i < doctor->place_count; i++) {
        free(doctor->places[i].domain);
        free(doctor->places[i].trigger);
        free(doctor->places[i].object_type);
    }
    free(doctor->places);
    free(doctor->account);
    free(doctor->arn);
    free(doctor->source);
    texts_release(&doctor->regions);
    store_doctor_release(&doctor->said);
    connection_release(doctor->connection);
    free(doctor);
}
