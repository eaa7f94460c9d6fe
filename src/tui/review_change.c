#include "tui/review_change.h"

#include "base/mem.h"
#include "model/document.h"
#include "tui/aws_command.h"
#include "tui/tui.h"

/* The patch as the backend makes it, or the document as it is sent. */
static void make_payload(struct review_change *self, const struct change_options *options)
{
    const struct store_connection *connection = &tui_store(self->tui)->connection;
    struct change_guards guards = {.test_absent_by_time = !connection->absence_unguarded};
    self->payload =
        self->before ? change_patch(self->before, self->after, &guards) : document_sendable(self->after);
    self->command = aws_command_of_change(self->region, self->before, self->after, options, connection);
}

void review_change_init(struct review_change *self, struct tui *tui, const char *region, const cJSON *before,
                        const cJSON *after, const struct change_options *options)
{
    const char *name = json_text(after, "EventTriggerName"), *domain = json_text(after, "DomainName");
    *self = (struct review_change){.tui = tui};
    self->region = mem_dup(region);
    self->before = before ? cJSON_Duplicate(before, true) : NULL;
    self->after = cJSON_Duplicate(after, true);
    self->name = mem_dup(name ? name : "");
    self->identifier = document_identifier(after);
    change_between(self->before, self->after, &self->change);
    columns_widget_init(&self->page);
    make_payload(self, options);
    if (domain)
        backend_catalog(tui_backend(tui), STORE_INTEGRATIONS, region, domain, NULL, false);
    review_change_fill(self);
}

void review_change_release(struct review_change *self)
{
    change_release(&self->change);
    columns_widget_release(&self->page);
    cJSON_Delete(self->before);
    cJSON_Delete(self->after);
    cJSON_Delete(self->payload);
    free(self->command);
    free(self->region);
    free(self->identifier);
    free(self->name);
}

void review_change_fill(struct review_change *self)
{
    struct strbuf payload_key = STRBUF_INIT, command_key = STRBUF_INIT;
    keymap_hint(tui_keymap(self->tui), ACTION_PATCH, true, &payload_key);
    keymap_hint(tui_keymap(self->tui), ACTION_AWS_COMMAND, true, &command_key);
    review_page_fill(&(struct review_page){.store = tui_store(self->tui),
                                           .region = self->region,
                                           .identifier = self->identifier,
                                           .before = self->before,
                                           .change = &self->change,
                                           .payload = self->payload,
                                           .command = self->command,
                                           .part = self->part,
                                           .payload_key = payload_key.text,
                                           .command_key = command_key.text},
                     &self->page);
    strbuf_release(&payload_key);
    strbuf_release(&command_key);
}

static void show_part(struct review_change *self, enum review_page_part part)
{
    self->part = self->part == part ? REVIEW_PAGE_CHANGE : part;
    self->page.top = 0;
    if (self->part == REVIEW_PAGE_COMMAND)
        tui_copy(self->tui, self->command, "the aws command is copied");
    review_change_fill(self);
}

bool review_change_act(struct review_change *self, enum action_id action)
{
    if (action == ACTION_PATCH)
        show_part(self, REVIEW_PAGE_PAYLOAD);
    else if (action == ACTION_AWS_COMMAND)
        show_part(self, REVIEW_PAGE_COMMAND);
    else
        return columns_widget_act(&self->page, action);
    return true;
}

void review_change_title(const struct review_change *self, struct strbuf *left, struct strbuf *right)
{
    strbuf_addf(left, "%s %s", self->before ? "update" : "create", self->name);
    if (self->before)
        strbuf_addf(right, "%zu change%s", self->change.count, self->change.count == 1 ? "" : "s");
}
