/*
 * review_answer: the last lines of a review: where the change goes, what must be typed, Back and Submit.
 *
 *     us-east-1 · account 1234 5678 9012 · prod PROTECTED
 *     Protected: type the trigger's name   high-val
 *                                                 [ Back ]   Submit
 *
 * Submit never has the focus at first. On a protected connection a text must be typed. Who may send, and what is
 * asked before, is decided here for every review. UI thread.
 */
#ifndef TUI_REVIEW_ANSWER_H
#define TUI_REVIEW_ANSWER_H

#include <stdbool.h>
#include "tui/action.h"
#include "tui/canvas.h"
#include "tui/line_widget.h"

struct tui;

/* Where the keys go; the field is there on a protected connection only. */
enum review_answer_focus {
    REVIEW_ANSWER_PAGE, /* what is reviewed takes Enter; not all reviews have this */
    REVIEW_ANSWER_BACK,
    REVIEW_ANSWER_FIELD,
    REVIEW_ANSWER_SUBMIT
};

struct review_answer {
    struct tui *tui; /* borrowed */
    bool has_page;
    enum review_answer_focus focus;
    bool cramped;             /* drawn where there is no room for what is sent and where: it cannot be sent */
    char *region;             /* owned: the region, or "3 regions" */
    char *label, *wanted;     /* owned: "type the trigger's name", and what must be typed */
    struct line_widget field; /* what is typed */
    void (*send)(bool account_unknown_ok, void *context); /* while it is asked about an unknown account */
    void *context;
};

/* has_page: the focus begins on the page, where Enter is the owner's; else on Back. */
void review_answer_init(struct review_answer *answer, struct tui *tui, bool has_page);
void review_answer_release(struct review_answer *answer);
/* Where it goes and what must be typed if the connection is protected. Copied. */
void review_answer_set(struct review_answer *answer, const char *region, const char *label,
                       const char *wanted);
/* Draws at the end of the area, with a line above; works: there is something to send. Returns the rows that are left for
 * what is reviewed. */
int review_answer_draw(struct review_answer *answer, struct canvas *canvas, struct canvas_area area,
                       bool works);
/* Line editing and the focus: true if the action was one of these. Enter is the owner's: he looks at focus. */
bool review_answer_act(struct review_answer *answer, enum action_id action);
bool review_answer_in_text(const struct review_answer *answer);
void review_answer_text(struct review_answer *answer, const char *text);
/* Calls send at once, or when the person has agreed to an unknown account; or says why not. The owner must have
 * something to send, and outlive the question. */
void review_answer_submit(struct review_answer *answer, void (*send)(bool account_unknown_ok, void *context),
                          void *context);

#endif
