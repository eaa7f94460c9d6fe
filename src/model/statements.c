#include "model/statements.h"

#include <stdlib.h>
#include <string.h>
#include "base/json.h"

static void drop_oldest(struct texts *list)
{
    free(list->items[0]);
    memmove(list->items, list->items + 1, (list->count - 1) * sizeof *list->items);
    list->count--;
}

void statements_add(struct texts *list, const char *text)
{
    bool again = list->count > 0 && strcmp(list->items[list->count - 1], text) == 0;
    if (again || text[strspn(text, " \t\r\n")] == '\0' || strlen(text) > STATEMENTS_BYTES_MOST)
        return;
    texts_add(list, text);
    while (list->count > STATEMENTS_MOST)
        drop_oldest(list);
}

void statements_parse(const char *bytes, size_t length, struct texts *list)
{
    const char *end = bytes + length;
    while (bytes < end) {
        const char *line_end = memchr(bytes, '\n', (size_t)(end - bytes));
        line_end = line_end != NULL ? line_end : end;
        cJSON *line = json_parse(bytes, (size_t)(line_end - bytes), JSON_LIMIT_DOCUMENT, NULL);
        if (cJSON_IsString(line))
            statements_add(list, line->valuestring);
        cJSON_Delete(line);
        bytes = line_end + 1;
    }
}

void statements_print(const struct texts *list, struct strbuf *out)
{
    for (size_t i = 0; i < list->count; i++) {
        cJSON *line = cJSON_CreateString(list->items[i]);
        char *text = json_print(line);
        strbuf_addf(out, "%s\n", text);
        free(text);
        cJSON_Delete(line);
    }
}
