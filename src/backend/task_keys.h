/*
 * task_keys: finds the keys of a connection, and renews them before they end.
 *
 * While there are none the connection is CONNECTION_WAITING: calls wait, and one search answers them all. Keys
 * that can be renewed are looked for again 15 minutes before their end (or at half of a shorter life), while the
 * old ones serve. If that fails it is said once and tried again; when the old ones have ended the connection
 * has lapsed: calls wait, operations too, until the person has signed in and task_keys_renew is called. Fresh
 * keys under another name are asked anew whose they are (task_whoami); if that is another account, the
 * connection fails. A code of an MFA device is asked for only where calls wait for it. Worker thread.
 */
#ifndef BACKEND_TASK_KEYS_H
#define BACKEND_TASK_KEYS_H

#include "backend/worker.h"

/* The first search; nothing for a connection that has failed already or that is the local cloud's. */
void task_keys_start(struct worker *worker, struct connection *connection);
/* Looks again: AWS refused the present keys (refused), or the person signed in. Calls wait meanwhile. Nothing
 * if a search is under way. */
void task_keys_renew(struct worker *worker, struct connection *connection, bool refused);
/* The code for the role that waits for it; NULL: the person has none. */
void task_keys_answer(struct worker *worker, const char *code);
/* Nobody needs this connection's keys any more: its search ends without a word. */
void task_keys_leave(struct worker *worker, const struct connection *connection);
/* Ends all searches without a word: the worker stops. */
void task_keys_cancel_all(struct worker *worker);

#endif
