/*
 * task_rows: pages of a listing as rows. Pure; foreign trees in, rows out; what has no name is left out.
 */
#ifndef BACKEND_TASK_ROWS_H
#define BACKEND_TASK_ROWS_H

#include "backend/message.h"
#include "base/json.h"

/* A page of ListEventTriggers. */
void task_rows_of_profiles(const cJSON *page, struct message_rows *rows);
/* A page of ListResources of AWS::CustomerProfiles::EventTrigger. */
void task_rows_of_control(const cJSON *page, struct message_rows *rows);
/* Adds the names of a page of ListDomains, or of ListResources of AWS::CustomerProfiles::Domain,
 * each once, until names holds most. */
void task_rows_domains_of_profiles(const cJSON *page, struct texts *names, size_t most);
/* A page of ListResources has each domain's identifier, which is its name. */
void task_rows_domains_of_control(const cJSON *page, struct texts *names, size_t most);

#endif
