/*
 * helpers: what several unit tests need. Includes cmocka and what it wants before it.
 */
#ifndef TESTS_HELPERS_H
#define TESTS_HELPERS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "base/json.h"

/* Parses JSON written with ' for ", which keeps it readable in C. Fails the test if it is no JSON. Free:
 * cJSON_Delete. */
cJSON *helpers_json(const char *text);
/* Asserts that the owned text is what is expected, and frees it. */
#define helpers_assert_text(owned, expected) helpers_assert_text_at((owned), (expected), __FILE__, __LINE__)
void helpers_assert_text_at(char *owned, const char *expected, const char *file, int line);
/* Asserts that a tree prints as the expected JSON (with ' for "). The tree stays the caller's. */
#define helpers_assert_json(tree, expected) helpers_assert_json_at((tree), (expected), __FILE__, __LINE__)
void helpers_assert_json_at(const cJSON *tree, const char *expected, const char *file, int line);

/* A fresh, empty folder under $TMPDIR or /tmp. Remove it, and free the path, with helpers_remove_folder. */
char *helpers_make_folder(void);
void helpers_remove_folder(char *path);
/* Writes bytes to folder/name and returns that path (free()). */
char *helpers_file(const char *folder, const char *name, const void *bytes, size_t length);

#endif
