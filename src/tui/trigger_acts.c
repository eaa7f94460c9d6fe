#include "tui/trigger_acts.h"

#include "base/array.h"
#include "base/mem.h"
#include "tui/aws_command.h"
#include "tui/tui.h"
#include "tui/view_delete.h"
#include "tui/view_form.h"
#include "tui/view_try.h"

typedef void (*trigger_acts_fn)(struct tui *tui, const struct trigger_target *targets, size_t count,
                                const char *argument);

static void push(struct tui *tui, struct view *view)
{
    if (view)
        tui_push(tui, view);
}

static void edit(struct tui *tui, const struct trigger_target *targets, size_t count, const char *argument)
{
    (void)count, (void)argument;
    if (!tui_refuses_changes(tui))
        push(tui, view_form_edit(tui, targets->region, targets->identifier));
}

static void delete (struct tui *tui, const struct trigger_target *targets, size_t count, const char *argument)
{
    (void)argument;
    push(tui, view_delete_new(tui, targets, count));
}

static void copy_text(struct tui *tui, const char *text)
{
    char *words = mem_printf("copied: %s", text);
    tui_copy(tui, text, words);
    free(words);
}

static void copy(struct tui *tui, const struct trigger_target *targets, size_t count, const char *argument)
{
    (void)count, (void)argument;
    copy_text(tui, targets->identifier);
}

static void copy_command(struct tui *tui, const struct trigger_target *targets, size_t count,
                         const char *argument)
{
    struct aws_command command = {"get-resource", targets->region, targets->identifier, NULL};
    char *text = aws_command_text(&command, &tui_store(tui)->connection);

    (void)count, (void)argument;
    copy_text(tui, text);
    free(text);
}

static void try_sample(struct tui *tui, const struct trigger_target *targets, size_t count,
                       const char *argument)
{
    (void)count, (void)argument;
    push(tui, view_try_trigger(tui, targets->region, targets->identifier));
}

static const struct {
    enum action_id action;
    enum trigger_acts_scope scope;
    trigger_acts_fn act;
} table[] = {
    {ACTION_EDIT, TRIGGER_ACTS_ONE, edit},
    {ACTION_DELETE, TRIGGER_ACTS_MARKED, delete},
    {ACTION_TRY, TRIGGER_ACTS_ONE, try_sample},
    {ACTION_COPY, TRIGGER_ACTS_ONE, copy},
    {ACTION_AWS_COMMAND, TRIGGER_ACTS_ONE, copy_command},
};

enum trigger_acts_scope trigger_acts_scope(enum action_id action)
{
    for (size_t i = 0; i < ARRAY_COUNT(table); i++) {
        if (table[i].action == action)
            return table[i].scope;
    }
    return TRIGGER_ACTS_NOT;
}

bool trigger_acts(struct tui *tui, enum action_id action, const struct trigger_target *targets, size_t count,
                  const char *argument)
{
    for (size_t i = 0; i < ARRAY_COUNT(table); i++) {
        if (table[i].action == action) {
            table[i].act(tui, targets, count, argument);
            return true;
        }
    }
    return false;
}
