/* promote: copies triggers to other regions, domains or names. */
#include "cli/cli.h"

#include <stdlib.h>
#include <unistd.h>
#include "base/mem.h"
#include "cli/output.h"
#include "cli/output_promotion.h"
#include "cli/wait.h"
#include "cli/wait_many.h"

/* ---- where to ---- */

static bool says_where(const struct cli_options *options, struct err *err)
{
    if (options->to_regions.count > 0 || options->to_domains.count > 0 || options->rename != NULL)
        return true;
    err_set(err, ERR_USAGE, "promote wants to know where to");
    return err_hint(err, "give --to-region, --to-domain or --rename");
}

static bool may_ask(const struct cli_options *options, struct err *err)
{
    if (options->yes || options->dry_run || isatty(STDIN_FILENO))
        return true;
    err_set(err, ERR_USAGE, "promote asks first, and there is no terminal to ask on");
    return err_hint(err, "--yes answers in advance; nothing was changed");
}

/* How many copies are asked for. */
static size_t count_copies(const struct cli_options *options)
{
    size_t regions = options->to_regions.count, domains = options->to_domains.count;
    return options->arguments.count * (regions > 0 ? regions : 1) * (domains > 0 ? domains : 1);
}

static bool token_serves(const struct cli_options *options, struct err *err)
{
    return options->client_token == NULL || count_copies(options) == 1 ||
           err_set(err, ERR_USAGE, "--client-token is for one change only, and these are %zu",
                   count_copies(options));
}

static bool regions_are_plausible(const struct wait_session *session, struct err *err)
{
    const struct texts *regions = &session->options->to_regions;
    for (size_t i = 0; i < regions->count; i++)
        if (!backend_region_is_plausible(session->backend, regions->items[i], err))
            return false;
    return true;
}

/* The name at this place; NULL once, if there are none: as it is. */
static const char *pick(const struct texts *names, size_t place)
{
    return place < names->count ? names->items[place] : NULL;
}

static void add_places(struct promotion *promotion, const struct wait_session *session,
                       const char *identifier)
{
    const struct cli_options *options = session->options;
    size_t regions = options->to_regions.count, domains = options->to_domains.count;
    for (size_t r = 0; r < (regions > 0 ? regions : 1); r++)
        for (size_t d = 0; d < (domains > 0 ? domains : 1); d++)
            promotion_add(promotion, wait_region(session), identifier,
                          &(struct promote_where){pick(&options->to_regions, r),
                                                  pick(&options->to_domains, d), options->rename});
}

/* ---- what stands against it ---- */

/* The first that cannot be is the command's failure: nothing is sent then. */
static bool can_all(const struct promotion *promotion, struct err *err)
{
    for (size_t i = 0; i < promotion->count && err->code == ERR_NONE; i++)
        if (promotion->plans[i].kind == PROMOTE_CANNOT)
            *err = promotion->plans[i].failure;
    return err->code == ERR_NONE;
}

static void say_needs(const struct promote *plan)
{
    for (size_t i = 0; i < plan->needs.count; i++) {
        const struct promote_need *need = &plan->needs.items[i];
        if (need->words != NULL)
            output_line("%s in %s: %s: %s", plan->identifier, plan->region, need->pointer, need->words);
    }
    if (plan->blind)
        output_line("%s in %s: what is there could not be read: %s; if it exists, AWS refuses to create it",
                    plan->identifier, plan->region, plan->failure.text);
}

/* Says all that is missing or not known; false if something is missing. */
static bool lacks_nothing(const struct promotion *promotion, struct err *err)
{
    size_t lacking = 0;
    for (size_t i = 0; i < promotion->count; i++) {
        say_needs(&promotion->plans[i]);
        lacking += promote_lacks(&promotion->plans[i]);
    }
    if (lacking == 0)
        return true;
    if (promotion->count == 1)
        err_set(err, ERR_INVALID, "%s lacks something in %s; nothing was sent",
                promotion->plans[0].identifier, promotion->plans[0].region);
    else
        err_set(err, ERR_INVALID, "%zu of %zu triggers lack something where they go; nothing was sent",
                lacking, promotion->count);
    return err_hint(err, "make it there first, or promote without them");
}

/* ---- doing it ---- */

static bool is_settled(struct wait_session *session, void *context)
{
    (void)session;
    return promotion_follow(context) == 0;
}

static bool is_sent(const struct promote *plan)
{
    return plan->kind == PROMOTE_CREATE || plan->kind == PROMOTE_UPDATE;
}

static size_t count_sent(const struct promotion *promotion)
{
    size_t count = 0;
    for (size_t i = 0; i < promotion->count; i++)
        count += is_sent(&promotion->plans[i]);
    return count;
}

static bool ask(struct wait_session *session, const struct promotion *promotion, struct err *err)
{
    const char *account = session->store.connection.account;
    size_t count = count_sent(promotion);
    if (session->options->yes)
        return true;
    char *question = mem_printf("Make %s in account %s?", count == 1 ? "this change" : "these changes",
                                *account != '\0' ? account : "unknown");
    bool agreed = output_ask(question, err);
    free(question);
    return agreed;
}

static uint64_t send_one(struct wait_session *session, const struct promote *plan)
{
    char *before = plan->before != NULL ? json_print(plan->before) : NULL, *after = json_print(plan->after);
    struct backend_change change = {
        .region = plan->region,
        .account = wait_account(session),
        .identifier = before != NULL ? plan->identifier : NULL,
        .before = before,
        .after = after,
        .client_token = session->options->client_token,
        .unguarded = session->options->unguarded,
        .account_unknown_ok = true,
    };
    uint64_t number = before != NULL ? backend_update(session->backend, &change)
                                     : backend_create(session->backend, &change);
    free(before);
    free(after);
    return number;
}

static void send(struct wait_session *session, const struct promotion *promotion, struct err *err)
{
    uint64_t *numbers = mem_alloc(promotion->count, sizeof *numbers);
    size_t count = 0;
    for (size_t i = 0; i < promotion->count; i++)
        if (is_sent(&promotion->plans[i]))
            numbers[count++] = send_one(session, &promotion->plans[i]);
    wait_many(&(struct wait_many){.session = session,
                                  .not_done = "triggers were not promoted",
                                  .count = promotion->count},
              numbers, count, err);
    free(numbers);
}

static void go_on(struct wait_session *session, const struct promotion *promotion, struct err *err)
{
    if (session->options->dry_run) {
        output_promotion(session->options, promotion);
        lacks_nothing(promotion, err);
        return;
    }
    output_promotion_plan(promotion);
    if (!lacks_nothing(promotion, err))
        return;
    bool nothing = count_sent(promotion) == 0;
    if (nothing)
        output_note("no change: everything is there already; nothing is sent");
    if (nothing || ask(session, promotion, err))
        send(session, promotion, err);
}

int cmd_promote_run(const struct cli_options *options, struct err *err)
{
    struct wait_session session;
    struct promotion promotion;
    if (!says_where(options, err) || !token_serves(options, err) || !may_ask(options, err))
        return (int)err->code;
    if (wait_open(&session, options, WAIT_ONE_REGION, err) && regions_are_plausible(&session, err)) {
        promotion_init(&promotion, session.backend, &session.store);
        for (size_t i = 0; i < options->arguments.count; i++)
            add_places(&promotion, &session, options->arguments.items[i]);
        promotion_start(&promotion);
        if (can_all(&promotion, err) && wait_until(&session, is_settled, &promotion, err) &&
            can_all(&promotion, err))
            go_on(&session, &promotion, err);
        promotion_release(&promotion);
    }
    wait_close(&session);
    return (int)err->code;
}
