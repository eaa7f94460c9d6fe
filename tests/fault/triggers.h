/*
 * triggers: the documents and the environment that the fault tests and their helpers share.
 */
#ifndef TESTS_TRIGGERS_H
#define TESTS_TRIGGERS_H

/* The trigger d|t as every test finds it, and as it is with another segment, a tag less, a description. */
extern const char triggers_plain[], triggers_segment[], triggers_tags[], triggers_described[];
/* Sets the environment that etrig reads, anew: HOME is folder, keys are static. */
void triggers_environment(const char *folder);
/* The same with one variable more: "AWS_MAX_ATTEMPTS=5". */
void triggers_environment_with(const char *folder, const char *variable);

#endif
