/* doctor: what works, line by line, and what to do about the rest. */
#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>
#include "base/text.h"
#include "cli/output.h"
#include "cli/output_records.h"
#include "cli/wait.h"
#include "model/permission.h"
#include "model/store_doctor.h"
#include "tui/canvas.h"

enum { STATE_CELLS = 7 }; /* "skipped" */

/* What was printed so far. */
struct told {
    size_t lines;
    size_t region_cells, what_cells; /* of the widest; all are known from the first line on */
    bool table;
};

static void measure(const struct store_doctor *doctor, struct told *told)
{
    for (size_t i = 0; i < doctor->count; i++) {
        size_t region = text_width(doctor->checks[i].region), what = text_width(doctor->checks[i].what);
        told->region_cells = region > told->region_cells ? region : told->region_cells;
        told->what_cells = what > told->what_cells ? what : told->what_cells;
    }
}

static void print_check(const struct store_check *check, const struct told *told)
{
    static const enum canvas_sign signs[] = {
        [STORE_CHECK_PENDING] = CANVAS_SIGN_UNKNOWN,
        [STORE_CHECK_PASSED] = CANVAS_SIGN_DONE,
        [STORE_CHECK_FAILED] = CANVAS_SIGN_FAILED,
        [STORE_CHECK_SKIPPED] = CANVAS_SIGN_NONE,
    };
    struct strbuf line = STRBUF_INIT;
    strbuf_addf(&line, "%s ", canvas_sign(signs[check->state]));
    text_fit(&line, store_doctor_word(check->state), STATE_CELLS, true);
    if (told->region_cells > 0) {
        strbuf_adds(&line, "  ");
        text_fit(&line, check->region, told->region_cells, true);
    }
    strbuf_adds(&line, "  ");
    text_fit(&line, check->what, told->what_cells, true);
    strbuf_adds(&line, "  ");
    text_shown(&line, check->detail);
    strbuf_addc(&line, '\n');
    if (check->hint != NULL) {
        strbuf_fill(&line, ' ', 2 + STATE_CELLS + 2);
        strbuf_adds(&line, "hint: ");
        text_shown(&line, check->hint);
        strbuf_addc(&line, '\n');
    }
    output_write(line.text, line.length);
    output_flush();
    strbuf_release(&line);
}

/* Prints each line as soon as those before it are settled. */
static bool all_is_told(struct wait_session *session, void *context)
{
    const struct store_doctor *doctor = &session->store.doctor;
    struct told *told = context;
    if (told->lines == 0)
        measure(doctor, told);
    while (told->table && told->lines < doctor->count &&
           doctor->checks[told->lines].state != STORE_CHECK_PENDING) {
        progress_wipe(&session->progress);
        print_check(&doctor->checks[told->lines++], told);
    }
    return doctor->state == STORE_READ;
}

static void print_records(const struct cli_options *options, const struct store_doctor *doctor)
{
    static const char *const members[] = {"State", "Region", "Check", "Detail", "Hint", NULL};
    cJSON *list = store_doctor_present(doctor);
    output_records_print(options, list, members);
    cJSON_Delete(list);
}

static int examine(struct wait_session *session, struct err *err)
{
    const struct store_doctor *doctor = &session->store.doctor;
    struct told told = {.table = output_format(session->options) == CLI_FORMAT_TABLE};
    backend_doctor(session->backend);
    if (!wait_until(session, all_is_told, &told, err))
        return (int)err->code;
    if (!told.table) {
        print_records(session->options, doctor);
    } else if (store_doctor_lacks_permission(doctor)) {
        output_note("the least policies that serve: etrig doctor --policy read, etrig doctor --policy write");
    }
    return store_doctor_count(doctor, STORE_CHECK_FAILED) > 0 ? ERR_FAILED : 0;
}

static int print_policy(bool writes)
{
    char *text = permission_policy(writes);
    puts(text);
    free(text);
    return 0;
}

int cmd_doctor_run(const struct cli_options *options, struct err *err)
{
    struct wait_session session;
    int status = 0;
    if (options->policy != CLI_POLICY_NONE)
        return print_policy(options->policy == CLI_POLICY_WRITE);
    if (wait_open(&session, options, WAIT_NO_REGION, err))
        status = examine(&session, err);
    wait_close(&session);
    return status;
}
