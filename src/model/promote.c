#include "model/promote.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/change.h"
#include "model/check.h"
#include "model/document.h"
#include "model/fields.h"
#include "model/store_look.h"
#include "model/tags.h"

/* ---- where it goes ---- */

/* The pattern with the trigger's own name in each {name}. */
static char *name_of(const char *pattern, const char *own)
{
    static const char mark[] = "{name}";
    struct strbuf name = STRBUF_INIT;
    for (const char *at; (at = strstr(pattern, mark)) != NULL; pattern = at + sizeof mark - 1)
        strbuf_addf(&name, "%.*s%s", (int)(at - pattern), pattern, own);
    strbuf_adds(&name, pattern);
    return strbuf_detach(&name);
}

static void cannot(struct promote *plan, const struct err *why)
{
    plan->kind = PROMOTE_CANNOT;
    plan->failure = *why;
}

void promote_begin(struct promote *plan, const char *from_region, const char *from,
                   const struct promote_where *where)
{
    char *domain, *name;
    struct err why;
    *plan = (struct promote){.from_region = mem_dup(from_region)};
    plan->region = mem_dup(where->region ? where->region : from_region);
    if (!document_split_identifier(from, &domain, &name, &plan->failure)) {
        plan->kind = PROMOTE_CANNOT;
        plan->from = mem_dup(from);
        plan->identifier = mem_dup(from);
        return;
    }
    char *other = name_of(where->name ? where->name : "{name}", name);
    plan->from = mem_printf("%s|%s", domain, name);
    plan->identifier = mem_printf("%s|%s", where->domain ? where->domain : domain, other);
    if (strcmp(plan->region, from_region) == 0 && strcmp(plan->identifier, plan->from) == 0) {
        plan->kind = PROMOTE_CANNOT;
        err_set(&plan->failure, ERR_USAGE, "%s in %s is the trigger itself", plan->from, plan->region);
        err_hint(&plan->failure, "give another region, domain or name");
    }
    free(other);
    free(domain);
    free(name);
    if (plan->kind == PROMOTE_CANNOT || !document_split_identifier(plan->identifier, &domain, &name, &why)) {
        if (plan->kind != PROMOTE_CANNOT)
            cannot(plan, &why);
        return;
    }
    free(domain);
    free(name);
}

void promote_release(struct promote *plan)
{
    free(plan->from_region);
    free(plan->from);
    free(plan->region);
    free(plan->identifier);
    cJSON_Delete(plan->after);
    cJSON_Delete(plan->before);
    promote_need_release(&plan->needs);
    *plan = (struct promote){0};
}

/* ---- the copy ---- */

static cJSON *copy_of(const struct promote *plan, const cJSON *from)
{
    cJSON *copy = document_sendable(from);
    char *domain, *name;
    tags_drop_managed(copy); /* they are those of whoever manages the other */
    if (document_split_identifier(plan->identifier, &domain, &name, NULL)) {
        json_set_text(copy, "DomainName", domain);
        json_set_text(copy, "EventTriggerName", name);
        free(domain);
        free(name);
    }
    return copy;
}

/* A name or a domain that AWS would not take. */
static void check_copy(struct promote *plan)
{
    struct problems problems = {0};
    struct err why;
    if (!check_document(&fields_event_trigger, plan->after, 0, &problems)) {
        const struct problem *first = &problems.items[0];
        err_set(&why, ERR_INVALID, "%s: %s: %s", plan->identifier, first->pointer, first->words);
        cannot(plan, &why);
    }
    check_release(&problems);
}

/* True if the trigger is there: the copy and its needs are made. */
static bool take_trigger(struct promote *plan, const struct store *store)
{
    const struct store_look *look = store_look_find(store, plan->from_region, plan->from);
    struct err why;
    if (!look) {
        err_set(&why, ERR_REFUSED, "the connection is another one now");
        cannot(plan, &why);
    } else if (look->state == STORE_FAILED) {
        cannot(plan, &look->failure);
    } else if (look->state == STORE_READ && !look->document) {
        err_set(&why, ERR_NOT_FOUND, "%s does not exist in %s", plan->from, plan->from_region);
        cannot(plan, &why);
    } else if (look->state == STORE_READ) {
        cJSON *from = json_parse_text(look->document, &why);
        if (!from)
            cannot(plan, &why);
        else
            plan->after = copy_of(plan, from);
        cJSON_Delete(from);
    }
    if (!plan->after)
        return false;
    promote_need_collect(&plan->needs, plan->after);
    check_copy(plan);
    return plan->kind == PROMOTE_WAITS;
}

/* ---- what is there ---- */

/* What could not be read for want of a permission is left to the person; all else is not sent into the dark. */
static void take_failure(struct promote *plan, const struct err *why)
{
    if (why->code != ERR_ACCESS) {
        cannot(plan, why);
        return;
    }
    plan->blind = true;
    plan->failure = *why;
    plan->kind = PROMOTE_CREATE;
}

static void take_there(struct promote *plan, const struct store_look *look)
{
    struct err why;
    cJSON_Delete(plan->before);
    plan->before = look->document ? json_parse_text(look->document, &why) : NULL;
    if (look->document && !plan->before)
        cannot(plan, &why);
    else
        plan->kind = !plan->before                               ? PROMOTE_CREATE
                     : change_differs(plan->before, plan->after) ? PROMOTE_UPDATE
                                                                 : PROMOTE_EQUAL;
}

/* False: the account has not enabled the region, or the profile may not be used there. */
static bool may_go_there(struct promote *plan, const struct store *store)
{
    const struct store_catalog *domains = store_find_catalog(store, STORE_DOMAINS, plan->region, "", NULL);
    struct err why;
    if (!domains || domains->state != STORE_FAILED)
        return true;
    if (domains->not_enabled) {
        err_set(&why, ERR_ACCESS, "%s is not enabled in this account", plan->region);
        cannot(plan, &why);
    } else if (domains->failure.code == ERR_REFUSED) {
        cannot(plan, &domains->failure);
    }
    return plan->kind != PROMOTE_CANNOT;
}

/* The domain that the trigger comes from; free(). */
static char *from_domain(const struct promote *plan)
{
    return mem_dup_n(plan->from, strcspn(plan->from, "|"));
}

static void judge(struct promote *plan, const struct store *store)
{
    char *domain = from_domain(plan);
    promote_need_judge(&plan->needs, store, plan->region, plan->from_region, domain);
    free(domain);
}

bool promote_settle(struct promote *plan, const struct store *store)
{
    if (plan->kind != PROMOTE_WAITS)
        return false;
    if (!plan->after)
        return take_trigger(plan, store);
    if (!may_go_there(plan, store))
        return false;
    judge(plan, store);
    const struct store_look *look = store_look_find(store, plan->region, plan->identifier);
    if (!look) {
        struct err why;
        err_set(&why, ERR_REFUSED, "the connection is another one now");
        cannot(plan, &why);
    } else if (look->state == STORE_READING || promote_need_count(&plan->needs, PROMOTE_READING) > 0) {
        return false;
    } else if (look->state == STORE_FAILED) {
        take_failure(plan, &look->failure);
    } else {
        take_there(plan, look);
    }
    return false;
}

void promote_each_list(const struct promote *plan,
                       void (*want)(enum store_catalog_kind kind, const char *region, const char *domain,
                                    const char *object_type, void *context),
                       void *context)
{
    const char *domain = promote_need_name(&plan->needs, STORE_DOMAINS),
               *object_type = promote_need_name(&plan->needs, STORE_OBJECT_TYPES);
    if (!domain)
        return;
    want(STORE_DOMAINS, plan->region, "", NULL, context);
    want(STORE_OBJECT_TYPES, plan->region, domain, NULL, context);
    if (promote_need_name(&plan->needs, STORE_SEGMENTS))
        want(STORE_SEGMENTS, plan->region, domain, NULL, context);
    if (!object_type || (!promote_need_name(&plan->needs, STORE_OBJECT_FIELDS) &&
                         !promote_need_name(&plan->needs, STORE_ATTRIBUTES)))
        return;
    want(STORE_OBJECT_FIELDS, plan->region, domain, object_type, context);
    want(STORE_ATTRIBUTES, plan->region, domain, object_type, context);
    char *from = from_domain(plan);
    want(STORE_OBJECT_FIELDS, plan->from_region, from, object_type, context);
    want(STORE_ATTRIBUTES, plan->from_region, from, object_type, context);
    free(from);
}

/* ---- in words ---- */

bool promote_lacks(const struct promote *plan)
{
    return promote_need_count(&plan->needs, PROMOTE_MISSING) > 0;
}

/* That a trigger needs its domain is sure; of all else AWS does not document what it checks. */
static const char *consequence_of(const struct promote_need *need)
{
    if (need->found != PROMOTE_MISSING)
        return "";
    return need->kind == STORE_DOMAINS ? ": AWS will refuse" : ": AWS may refuse, or it may never fire";
}

char *promote_notes(const struct promote *plan)
{
    struct strbuf notes = STRBUF_INIT;
    if (plan->kind == PROMOTE_CANNOT)
        strbuf_adds(&notes, plan->failure.text);
    if (plan->blind)
        strbuf_addf(&notes, "what is there could not be read: %s; if it exists, AWS refuses to create it",
                    plan->failure.text);
    for (size_t i = 0; plan->kind != PROMOTE_CANNOT && i < plan->needs.count; i++) {
        const struct promote_need *need = &plan->needs.items[i];
        if (need->words)
            strbuf_addf(&notes, "%s%s%s", notes.length ? "\n" : "", need->words, consequence_of(need));
    }
    if (notes.length > 0)
        return strbuf_detach(&notes);
    strbuf_release(&notes);
    return NULL;
}
