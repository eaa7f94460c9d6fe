#include "tui/form_lint.h"

#include <string.h>

#include "model/lint_row.h"
#include "tui/trigger_reads.h"
#include "tui/tui.h"

void form_lint_follow(struct form_lint *lint, struct tui *tui, const struct form *form, const char *region)
{
    const char *domain = json_text(form->document, "DomainName");
    uint64_t store_version = tui_store(tui)->version;
    struct lint_facts facts;

    if (lint->form == form && lint->form_version == form->version && lint->store_version == store_version)
        return;
    form_lint_release(lint);
    *lint = (struct form_lint){.form = form, .form_version = form->version, .store_version = store_version};
    trigger_reads_lists(tui, region, domain, form->document);
    lint_row_facts(tui_store(tui), region, domain ? domain : "", json_text(form->document, "ObjectTypeName"),
                   &facts);
    facts.integrations = NULL; /* who uses the trigger is no matter of what is written here */
    lint_document(form->document, &facts, 0, &lint->findings);
}

/* True if pointer leads to outer or into it. */
static bool is_within(const char *pointer, const char *outer)
{
    size_t length = strlen(outer);

    return strncmp(pointer, outer, length) == 0 && (pointer[length] == '/' || pointer[length] == '\0');
}

const struct lint_finding *form_lint_at(const struct form_lint *lint, const struct form_row *row)
{
    bool all = !row->fold || !row->open;

    for (size_t i = 0; i < lint_count(&lint->findings); i++) {
        const struct lint_finding *finding = &lint->findings.items[i];

        if (all ? is_within(finding->pointer, row->pointer) : strcmp(finding->pointer, row->pointer) == 0)
            return finding;
    }
    return NULL;
}

const struct lint_finding *form_lint_at_focus(const struct form_lint *lint, const struct form *form)
{
    const struct form_cell *cell = form_focused_cell(form);

    for (size_t i = 0; cell && i < lint_count(&lint->findings); i++)
        if (is_within(lint->findings.items[i].pointer, cell->pointer))
            return &lint->findings.items[i];
    return form_lint_at(lint, form_focused_row(form));
}

void form_lint_release(struct form_lint *lint)
{
    lint_release(&lint->findings);
    *lint = (struct form_lint){0};
}
