/*
 * store_doctor: the life of a struct store_doctor, and how its lines are told. Any thread, one struct at a time.
 */
#ifndef MODEL_STORE_DOCTOR_H
#define MODEL_STORE_DOCTOR_H

#include "base/json.h"
#include "model/store.h"

/* Adds a pending line and returns its index. region: "" for what is of no region. Copies. */
size_t store_doctor_add(struct store_doctor *doctor, const char *region, const char *what);
/* Ends a pending line; nothing for one that has ended. hint may be NULL. Copies. */
void store_doctor_settle(struct store_doctor *doctor, size_t line, enum store_check_state state,
                         const char *detail, const char *hint);
/* How many lines are in that state. */
size_t store_doctor_count(const struct store_doctor *doctor, enum store_check_state state);
/* True if a permission is missing: lines that are named by an action. */
bool store_doctor_lacks_permission(const struct store_doctor *doctor);
/* "passed", "failed", "skipped"; "" while pending. */
const char *store_doctor_word(enum store_check_state state);
/* The lines as an array of objects with State, Region, Check, Detail, Hint. Free: cJSON_Delete. */
cJSON *store_doctor_present(const struct store_doctor *doctor);
/* Deep copy into uninitialised memory. */
void store_doctor_copy(struct store_doctor *to, const struct store_doctor *from);
/* Frees the lines and empties the struct. */
void store_doctor_release(struct store_doctor *doctor);

#endif
