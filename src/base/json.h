/*
 * json: the one door through which JSON enters.
 *
 * The tree is cJSON's (struct cJSON), used directly; its parser is called nowhere else. json_parse refuses
 * what it would let through: NUL, invalid UTF-8, duplicate keys, text after the end, depth over 64, sizes
 * over the limit, and integers of 16 digits and more, which a double would round. Names are looked up with
 * case.
 */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <cjson/cJSON.h>
#include "base/err.h"
#include "base/marks.h"
#include "base/strbuf.h"

enum { JSON_DEPTH_MAX = 64 };
#define JSON_LIMIT_ANSWER   (16u << 20) /* bytes of a service's answer */
#define JSON_LIMIT_DOCUMENT (1u << 20)  /* bytes of a document, patch or draft */

/* Sets cJSON's allocators to the clearing ones of mem.h. Once, from main or a test, before the first call. */
void json_init(void);

/* Parses length bytes. NULL and err (ERR_INVALID, with line and column)
 * on failure. Free with cJSON_Delete. */
cJSON *json_parse(const char *bytes, size_t length, size_t limit, struct err *err);
/* The same, and adds where each value stands to marks; on failure they may hold a part. */
cJSON *json_parse_marked(const char *bytes, size_t length, size_t limit, struct marks *marks,
                         struct err *err);
/* json_parse of a NUL-terminated text with JSON_LIMIT_DOCUMENT. */
cJSON *json_parse_text(const char *text, struct err *err);

/* Compact text for sending and storing. Free with free(). Control characters are \u escaped as JSON wants. */
char *json_print(const cJSON *tree);
/* Text for people: two blanks of indent; characters that could mislead a terminal (text.h) as \u escapes. */
char *json_print_pretty(const cJSON *tree);
/* Appends json_print_pretty's text as it stands inside depth lists, so that a long
 * list can be printed piece by piece. */
void json_print_item(struct strbuf *out, const cJSON *tree, size_t depth);
/* As json_print_pretty but on one line. Free with free(). */
char *json_print_shown(const cJSON *tree);

/* A member by its exact name, or NULL (also when object is NULL or no object). borrowed. */
cJSON *json_get(const cJSON *object, const char *name);
/* The text of a string member, or NULL. borrowed. */
const char *json_text(const cJSON *object, const char *name);
/* A number member as an integer; false if absent or not a whole number. */
bool json_integer(const cJSON *object, const char *name, int64_t *out);
/* True only for a member that is literally true. */
bool json_is_true(const cJSON *object, const char *name);
/* Sets (or replaces) a member; value is taken over, NULL removes the member. Keeps the member's place. */
void json_set(cJSON *object, const char *name, cJSON *value);
void json_set_text(cJSON *object, const char *name, const char *text); /* NULL text removes */
/* Below 10^15: what json_parse takes back. */
void json_set_integer(cJSON *object, const char *name, int64_t value);
/* Puts item, which is taken over, before the item at index of an array, or of an object (item has its name
 * then); at the end if there are fewer. Use this and never cJSON_InsertItemInArray: 1.7.15 as Debian patched it,
 * and 1.7.17, refuse a fresh item at any place but the first. */
void json_insert(cJSON *container, size_t index, cJSON *item);
/* Exact equality (order of array items matters, order of members does not, names with case). */
bool json_equal(const cJSON *a, const cJSON *b);
/* Equality with every array taken as a multiset at every level (AWS's insertionOrder: false). */
bool json_equal_as_sets(const cJSON *a, const cJSON *b);
/* Appends text as a quoted JSON string. */
void json_quote(struct strbuf *out, const char *text);
/* The same, with the escapes of json_print_pretty. */
void json_quote_shown(struct strbuf *out, const char *text);

#endif
