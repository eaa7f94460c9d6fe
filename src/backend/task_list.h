/*
 * task_list: lists the triggers of the scope, region by region and domain by domain, many calls at once.
 *
 * Domains come from ListDomains (or the scope names them), triggers from ListEventTriggers, 100 rows a call;
 * where the Customer Profiles API does not answer, both come from Cloud Control's ListResources. Rows go up
 * page by page; what fails is named per region and domain; what a complete listing of a region did not see
 * goes at its end. A listing of a region ends the one before it. Worker thread.
 */
#ifndef BACKEND_TASK_LIST_H
#define BACKEND_TASK_LIST_H

#include "backend/worker.h"

/* Lists region, or the whole scope for NULL. */
void task_list_start(struct worker *worker, const char *region);
/* Ends all listings where they stand. */
void task_list_stop(struct worker *worker);
/* Who we are is known now: regions that wait for it to tell "not enabled" from "denied" end. */
void task_list_identity_settled(struct worker *worker);
/* True if an answer with AWS's error of this name (may be NULL) says that the account has not enabled the region. */
bool task_list_means_not_enabled(const struct worker *worker, const char *error_name);
/* A trigger was found to be there, or not: a page that was read before must not say otherwise. */
void task_list_note(struct worker *worker, const char *region, const char *identifier, bool is_there);
/* Ends all listings without a word: the worker stops. */
void task_list_free(struct worker *worker);

#endif
