#include "backend/task_doctor.h"

#include <stdlib.h>
#include <string.h>
#include "aws/aws_error.h"
#include "base/clock.h"
#include "base/mem.h"

/* A dead endpoint is said within three seconds. */
enum { ANSWER_MS = 2500, CLOCK_RIGHT_MS = 2000 };

static const char *service_name(enum aws_service service)
{
    static const char *const names[AWS_SERVICES] = {[AWS_CLOUDCONTROL] = "Cloud Control",
                                                    [AWS_CUSTOMER_PROFILES] = "Customer Profiles",
                                                    [AWS_STS] = "STS",
                                                    [AWS_IAM] = "IAM"};
    return names[service];
}

/* ---- the clock ---- */

static void settle_clock(struct task_doctor *doctor, int64_t off_ms)
{
    long long seconds = (llabs(off_ms) + 500) / 1000;
    const char *side = off_ms > 0 ? "behind" : "ahead of";
    if (retry_clock_is_off(off_ms)) {
        struct err err;
        aws_error_clock(off_ms, &err);
        err_hint(&err, "set the clock of this machine, or let it be set (timedatectl set-ntp true)");
        task_doctor_fail(doctor, doctor->clock_line, &err);
    } else if (llabs(off_ms) <= CLOCK_RIGHT_MS) {
        task_doctor_pass(doctor, doctor->clock_line, "within two seconds of the services'");
    } else {
        task_doctor_pass(doctor, doctor->clock_line, "%lld seconds %s the services', which does no harm",
                         seconds, side);
    }
}

/* An answer's Date is of the moment when it was made, to the second. */
static void look_at_clock(struct task_doctor *doctor, const struct http_answer *answer)
{
    const char *date = http_answer_header(answer, "date");
    int64_t wall_ms;
    if (date != NULL && http_answer_header(answer, "age") == NULL && clock_parse_http(date, &wall_ms))
        settle_clock(doctor, wall_ms - clock_wall_ms());
}

/* ---- one endpoint ---- */

static bool is_offered(const struct task_doctor_probe *probe)
{
    struct texts regions = {0};
    if (probe->service != AWS_CUSTOMER_PROFILES || *probe->doctor->connection->endpoint != '\0')
        return true;
    endpoint_profiles_regions(probe->region, &regions);
    bool offered = texts_has(&regions, probe->region);
    texts_release(&regions);
    return offered;
}

static void add_remedy(const struct task_doctor_probe *probe, struct err *err)
{
    if (!is_offered(probe))
        err_hint(err, "Customer Profiles is not offered in %s, as far as etrig knows: choose another region",
                 probe->region);
    else if (*err->hint == '\0')
        err_hint(err, "look at the network, the endpoint, and whether a proxy stands between (HTTPS_PROXY, "
                      "NO_PROXY)");
}

static void tell(struct task_doctor_probe *probe, const struct http_answer *answer)
{
    struct task_doctor *doctor = probe->doctor;
    struct err err = answer->err;
    if (answer->status >= 500)
        err_set(&err, ERR_NETWORK, "%s is in trouble and answered %d", probe->host, answer->status);
    else if (answer->status == 407)
        err_set(&err, ERR_NETWORK, "the proxy before %s wants to know who we are", probe->host);
    probe->up = err.code == ERR_NONE;
    if (probe->up) {
        bool plain = strncmp(probe->host, "http://", 7) == 0;
        task_doctor_pass(doctor, probe->line, "%s answered in %lld ms%s", probe->host,
                         (long long)answer->took_ms, plain ? ", not encrypted" : "");
        look_at_clock(doctor, answer);
        return;
    }
    add_remedy(probe, &err);
    task_doctor_fail(doctor, probe->line, &err);
}

static void answered(void *context, const struct http_answer *answer)
{
    struct task_doctor_probe *probe = context;
    probe->request = 0;
    probe->done = true;
    tell(probe, answer);
    task_doctor_advance(probe->doctor);
}

/* Without a signature: whether it answers at all does not depend on keys. It will refuse, and that is an
 * answer. */
static void send(struct task_doctor_probe *probe, const char *url)
{
    struct worker *worker = probe->doctor->worker;
    struct http_request request = {
        .method = mem_dup("GET"), .url = mem_printf("%s/", url), .total_ms = ANSWER_MS};
    probe->request = http_send(worker->http, &request, answered, NULL, NULL, probe);
}

static void start(struct task_doctor_probe *probe, struct task_doctor *doctor, enum aws_service service,
                  const char *region)
{
    struct err err;
    probe->doctor = doctor;
    probe->service = service;
    probe->region = region;
    char *url = connection_url(doctor->connection, service, region, &err);
    probe->host = mem_dup(url == NULL                        ? service_name(service)
                          : strncmp(url, "https://", 8) == 0 ? url + 8
                                                             : url);
    if (url != NULL) {
        send(probe, url);
    } else {
        probe->done = true;
        task_doctor_fail(doctor, probe->line, &err);
    }
    free(url);
}

void task_doctor_probe_all(struct task_doctor *doctor)
{
    const char *home = doctor->regions.count > 0 ? doctor->regions.items[0] : "us-east-1";
    for (size_t i = 0; i < doctor->place_count; i++) {
        struct task_doctor_place *place = &doctor->places[i];
        start(&place->control, doctor, AWS_CLOUDCONTROL, place->region);
        start(&place->profiles, doctor, AWS_CUSTOMER_PROFILES, place->region);
    }
    start(&doctor->sts, doctor, AWS_STS, home);
    if (task_doctor_asks_iam(doctor))
        start(&doctor->iam, doctor, AWS_IAM, home);
}

void task_doctor_probe_end(struct task_doctor_probe *probe)
{
    if (probe->request != 0)
        http_cancel(probe->doctor->worker->http, probe->request);
    probe->request = 0;
    free(probe->host);
    probe->host = NULL;
}
