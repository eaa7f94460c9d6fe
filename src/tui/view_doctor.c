#include "tui/view_doctor.h"

#include "base/text.h"
#include "model/store_doctor.h"
#include "tui/tui.h"
#include "tui/view_text.h"

enum { STATE_CELLS = 9, INDENT = 11 }; /* "skipped", and where what follows it begins */

static const struct store_doctor *told(const struct view *view)
{
    return &tui_store(view->tui)->doctor;
}

/* With one region the header says which. */
static bool has_several_regions(const struct store_doctor *doctor)
{
    const char *first = "";
    for (size_t i = 0; i < doctor->count; i++) {
        const char *region = doctor->checks[i].region;
        if (*first && *region && strcmp(first, region) != 0)
            return true;
        first = *region ? region : first;
    }
    return false;
}

static void add_check(struct text_widget *text, const struct store_check *check, bool with_region)
{
    static const struct {
        enum canvas_sign sign;
        unsigned style;
    } looks[] = {
        [STORE_CHECK_PENDING] = {CANVAS_SIGN_UNKNOWN, THEME_DIM},
        [STORE_CHECK_PASSED] = {CANVAS_SIGN_DONE, THEME_PLAIN},
        [STORE_CHECK_FAILED] = {CANVAS_SIGN_FAILED, THEME_BAD},
        [STORE_CHECK_SKIPPED] = {CANVAS_SIGN_NONE, THEME_DIM},
    };
    struct strbuf line = STRBUF_INIT;
    strbuf_addf(&line, "%s ", canvas_sign(looks[check->state].sign));
    text_fit(&line, store_doctor_word(check->state), STATE_CELLS, true);
    if (with_region && *check->region)
        strbuf_addf(&line, "%s  ", check->region);
    strbuf_adds(&line, check->what);
    if (check->detail)
        strbuf_addf(&line, "  %s", check->detail);
    text_widget_addf(text, looks[check->state].style, INDENT, "%s", line.text);
    if (check->hint)
        text_widget_addf(text, THEME_PLAIN, INDENT, "%*s%s", INDENT, "", check->hint);
    strbuf_release(&line);
}

static void fill(struct view *view)
{
    struct text_widget *text = view_text_of(view);
    const struct store_doctor *doctor = told(view);
    bool with_region = has_several_regions(doctor);
    text_widget_clear(text);
    for (size_t i = 0; i < doctor->count; i++)
        add_check(text, &doctor->checks[i], with_region);
    if (doctor->state == STORE_READ && store_doctor_lacks_permission(doctor))
        text_widget_add(text, THEME_PLAIN, 0, false,
                        "\netrig doctor --policy read and --policy write print the least policies");
}

static void title(struct view *view, struct strbuf *left, struct strbuf *right)
{
    const struct store_doctor *doctor = told(view);
    const char *dot = canvas_sign(CANVAS_SIGN_DOT);
    strbuf_addf(left, "Doctor  %zu passed %s %zu failed %s %zu skipped",
                store_doctor_count(doctor, STORE_CHECK_PASSED), dot,
                store_doctor_count(doctor, STORE_CHECK_FAILED), dot,
                store_doctor_count(doctor, STORE_CHECK_SKIPPED));
    strbuf_adds(right, doctor->state == STORE_READ ? "nothing was changed" : "looking");
}

static const enum action_id *footer(struct view *view)
{
    static const enum action_id actions[] = {ACTION_DOWN, ACTION_PAGE_DOWN, ACTION_REFRESH, ACTION_PROFILE,
                                             ACTION_BACK, ACTION_HELP,      ACTION_NONE};
    (void)view;
    return actions;
}

static bool act(struct view *view, enum action_id action, const char *argument)
{
    struct tui *tui = view->tui;
    if (action == ACTION_REFRESH) {
        backend_doctor(tui_backend(tui));
    } else if (action == ACTION_PROFILE) {
        tui_act_below(tui, action, argument); /* the list chooses */
    } else if (action == ACTION_LOCAL) {
        tui_go_local(tui);
    } else {
        return view_text_act(view, action, argument);
    }
    return true;
}

static void changed(struct view *view)
{
    fill(view);
}

static bool busy(const struct view *view)
{
    return told(view)->state == STORE_READING;
}

static const struct view_type doctor_type = {
    .name = "doctor",
    .contexts = ACTION_IN_CONNECTION | ACTION_IN_SCROLL | ACTION_IN_EVERYWHERE,
    .title = title,
    .draw = view_text_draw,
    .footer = footer,
    .act = act,
    .changed = changed,
    .busy = busy,
    .free = view_text_free,
};

struct view *view_doctor_new(struct tui *tui)
{
    struct view_text *doctor = view_text_new(sizeof *doctor, &doctor_type, tui);
    backend_doctor(tui_backend(tui));
    return &doctor->view;
}
