/*
 * variables: what fills the {{ }} of a statement.
 *
 * Values are JSON: texts from --var, whatever YAML says from a file. A name is found as it is written, else in the
 * other spelling (domain_name for DomainName and back), else in the environment as it is written. What --var gives
 * stands above what files give; of two files the later counts. {0} is an empty set. One thread at a time.
 *
 * Files (variables_read) are JSON or YAML: a plain object of names and values, or a stackql_manifest.yml, known by its
 * lists globals and resources. Of that the globals count, then the props of one resource: the one whose name or file is
 * that of the statements, or the only one. A prop's value, or values.ENV.value for the environment asked for, has its
 * own {{ }} filled in from what stands before it; merge joins lists and objects of other variables to it; a text that is
 * file(NAME) is that JSON or YAML file in the folder resources beside the manifest. Lists and objects become JSON text,
 * as stackql-deploy has it. stack_name, stack_env, resource_name and idempotency_token are set. description, protected,
 * exports, if and auth mean nothing here. Source: stackql-deploy 1.9, manifest_fields.
 */
#ifndef SQL_VARIABLES_H
#define SQL_VARIABLES_H

#include <stdbool.h>
#include <stddef.h>
#include "base/err.h"
#include "base/json.h"

struct variable {
    char *name;   /* owned */
    cJSON *value; /* owned */
    bool given;   /* by --var */
};

struct variables {
    struct variable *items; /* owned */
    size_t count, capacity;
    bool use_environment;
};

/* Which part of a manifest counts. */
struct variables_choice {
    const char *environment; /* of values: {ENV: …}; NULL: none is chosen */
    const char *statements;  /* the file of the statements, "resources/event_triggers.iql"; NULL: none */
    bool globals_only;       /* there are no statements: no resource's props are asked for */
};

/* Sets one; value is taken over. One that --var gave stays, unless given. */
void variables_set(struct variables *variables, const char *name, cJSON *value, bool given);
/* "NAME=VALUE" of --var: a text. ERR_USAGE. */
bool variables_assign(struct variables *variables, const char *assignment, struct err *err);
/* Adds what the file says. ERR_USAGE: it cannot be read, or the choice fits nothing; ERR_INVALID: what it says is wrong,
 * with its place. */
bool variables_read(struct variables *variables, const char *path, const struct variables_choice *choice,
                    struct err *err);
/* A copy of the value, or NULL. Free: cJSON_Delete. */
cJSON *variables_find(const struct variables *variables, const char *name);
/* The names, for "did you mean"; borrowed, the array is free()d by the caller. */
const char **variables_names(const struct variables *variables);
void variables_release(struct variables *variables);

#endif
