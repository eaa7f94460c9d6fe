/*
 * Any text as a template: it is refused with a place in it, or filled in; and whatever stands in a value, the SQL has
 * the same pieces as with a harmless one.
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "sql/template.h"
#include "sql/token.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static bool fill(const char *text, const char *value, enum template_kind kind, struct strbuf *out)
{
    struct variables variables = {0};
    struct place_map map = {0};
    struct err err = {0};
    size_t length = strlen(text), fault = 0;
    cJSON *list = cJSON_CreateArray();

    cJSON_AddItemToArray(list, cJSON_CreateString(value));
    variables_set(&variables, "v", cJSON_CreateString(value), false);
    variables_set(&variables, "l", list, false);
    bool fine = template_fill(text, 0, length, kind, &variables, out, &map, &fault, &err);
    assert(fine || (err.code != ERR_NONE && err.text[0] && fault <= length));
    for (size_t i = 0, last = 0; i < map.count; i++) {
        assert(map.items[i].in <= length && map.items[i].in >= last && map.items[i].out <= out->length);
        last = map.items[i].in;
    }
    assert(place_find(&map, out->length) <= length);
    place_release(&map);
    variables_release(&variables);
    return fine;
}

/* A bare value may be a number or a name: both are one piece. */
static enum token_kind next_kind(struct token_reader *reader)
{
    enum token_kind kind = token_next_solid(reader).kind;

    return kind == TOKEN_NUMBER ? TOKEN_NAME : kind;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static const char hostile[] = "x'\"`;--/*{{ v }}\\\n";
    char *text = mem_dup_n((const char *)bytes, strnlen((const char *)bytes, length));
    struct strbuf harmless_sql = STRBUF_INIT, hostile_sql = STRBUF_INIT, plain = STRBUF_INIT;

    if (fill(text, "x", TEMPLATE_SQL, &harmless_sql) && fill(text, hostile, TEMPLATE_SQL, &hostile_sql)) {
        struct token_reader a = {harmless_sql.text, 0, strlen(harmless_sql.text), false};
        struct token_reader b = {hostile_sql.text, 0, strlen(hostile_sql.text), false};
        enum token_kind kind;

        do {
            kind = next_kind(&a);
            assert(kind == next_kind(&b));
        } while (kind != TOKEN_END);
    }
    fill(text, hostile, TEMPLATE_PLAIN, &plain);
    strbuf_release(&harmless_sql);
    strbuf_release(&hostile_sql);
    strbuf_release(&plain);
    free(text);
    return 0;
}
