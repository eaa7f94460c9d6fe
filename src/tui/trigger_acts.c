#include "tui/trigger_acts.h"

#include "base/array.h"
#include "base/mem.h"
#include "tui/aws_command.h"
#include "tui/tui.h"
#include "tui/view_bulk.h"
#include "tui/view_compare.h"
#include "tui/view_delete.h"
#include "tui/view_export.h"
#include "tui/view_form.h"
#include "tui/view_promote.h"
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
    (void)argument;
    if (!tui_refuses_changes(tui))
        push(tui, count > 1 ? view_bulk_new(tui, targets, count)
                            : view_form_edit(tui, targets->region, targets->identifier));
}

static void edit_text(struct tui *tui, const struct trigger_target *targets, size_t count,
                      const char *argument)
{
    (void)count;
    if (!tui_refuses_changes(tui))
        push(tui, view_form_edit_text(tui, targets->region, targets->identifier, argument));
}

static void export(struct tui *tui, const struct trigger_target *targets, size_t count, const char *argument)
{
    view_export_begin(tui, targets, count, argument);
}

static void delete (struct tui *tui, const struct trigger_target *targets, size_t count, const char *argument)
{
    (void)argument;
    push(tui, view_delete_new(tui, targets, count));
}

static void promote(struct tui *tui, const struct trigger_target *targets, size_t count, const char *argument)
{
    push(tui, view_promote_new(tui, targets, count, argument));
}

static void compare(struct tui *tui, const struct trigger_target *targets, size_t count, const char *argument)
{
    struct strbuf key = STRBUF_INIT;
    (void)argument;
    tui_key(tui, ACTION_MARK, &key);
    if (count == 2)
        push(tui, view_compare_new(tui, &targets[0], &targets[1]));
    else if (count == 1)
        tui_say(tui, "two marked triggers can be compared; %s marks them", key.text);
    else
        tui_say(tui, "two marked triggers can be compared; %zu are marked", count);
    strbuf_release(&key);
}

/* One text for each trigger, one a line. */
static void copy_texts(struct tui *tui, const struct texts *texts, const char *what)
{
    struct strbuf all = STRBUF_INIT;
    for (size_t i = 0; i < texts->count; i++)
        strbuf_addf(&all, "%s%s", i > 0 ? "\n" : "", texts->items[i]);
    char *words = texts->count == 1 ? mem_printf("copied: %s", texts->items[0])
                                    : mem_printf("copied: %zu %s, one a line", texts->count, what);
    tui_copy(tui, all.text, words);
    free(words);
    strbuf_release(&all);
}

static void copy(struct tui *tui, const struct trigger_target *targets, size_t count, const char *argument)
{
    struct texts texts = {0};
    (void)argument;
    for (size_t i = 0; i < count; i++)
        texts_add(&texts, targets[i].identifier);
    copy_texts(tui, &texts, "identifiers");
    texts_release(&texts);
}

static void copy_command(struct tui *tui, const struct trigger_target *targets, size_t count,
                         const char *argument)
{
    struct texts texts = {0};
    (void)argument;
    for (size_t i = 0; i < count; i++) {
        struct aws_command command = {
            .action = "get-resource", .region = targets[i].region, .identifier = targets[i].identifier};
        char *text = aws_command_text(&command, &tui_store(tui)->connection);
        texts_add(&texts, text);
        free(text);
    }
    copy_texts(tui, &texts, "aws commands");
    texts_release(&texts);
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
    {ACTION_EDIT, TRIGGER_ACTS_MARKED, edit},
    {ACTION_TEXT, TRIGGER_ACTS_ONE, edit_text},
    {ACTION_EXPORT, TRIGGER_ACTS_MARKED, export},
    {ACTION_DELETE, TRIGGER_ACTS_MARKED, delete},
    {ACTION_TRY, TRIGGER_ACTS_ONE, try_sample},
    {ACTION_PROMOTE, TRIGGER_ACTS_MARKED, promote},
    {ACTION_COMPARE, TRIGGER_ACTS_MARKED, compare},
    {ACTION_COPY, TRIGGER_ACTS_MARKED, copy},
    {ACTION_AWS_COMMAND, TRIGGER_ACTS_MARKED, copy_command},
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
