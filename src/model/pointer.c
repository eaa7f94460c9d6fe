#include "model/pointer.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* One token up to end, "~1" and "~0" read as "/" and "~". false: a "~" with anything else after it. */
static bool unescape(const char *p, const char *end, struct strbuf *token)
{
    for (; p < end; p++) {
        if (*p != '~') {
            strbuf_addc(token, *p);
            continue;
        }
        if (p + 1 == end || (p[1] != '0' && p[1] != '1'))
            return false;
        strbuf_addc(token, *++p == '0' ? '~' : '/');
    }
    return true;
}

static bool add_token(struct texts *tokens, const char *p, const char *end)
{
    struct strbuf token = STRBUF_INIT;
    bool fine = unescape(p, end, &token);

    if (fine)
        texts_add(tokens, token.text);
    strbuf_release(&token);
    return fine;
}

bool pointer_split(const char *pointer, struct texts *tokens)
{
    if (*pointer == '\0')
        return true;
    if (*pointer == '/')
        pointer++;
    for (;;) {
        const char *end = strchr(pointer, '/');

        if (!add_token(tokens, pointer, end ? end : pointer + strlen(pointer)))
            return false;
        if (!end)
            return true;
        pointer = end + 1;
    }
}

void pointer_add(struct strbuf *pointer, const char *token)
{
    strbuf_addc(pointer, '/');
    for (; *token; token++) {
        if (*token == '~')
            strbuf_adds(pointer, "~0");
        else if (*token == '/')
            strbuf_adds(pointer, "~1");
        else
            strbuf_addc(pointer, *token);
    }
}

void pointer_add_index(struct strbuf *pointer, size_t index)
{
    strbuf_addf(pointer, "/%zu", index);
}

bool pointer_index(const char *token, size_t *index)
{
    size_t value = 0;

    if (!*token || (*token == '0' && token[1]))
        return false;
    for (; *token; token++) {
        if (*token < '0' || *token > '9' || value > (SIZE_MAX - 9) / 10)
            return false;
        value = value * 10 + (size_t)(*token - '0');
    }
    *index = value;
    return true;
}

cJSON *pointer_child(const cJSON *container, const char *token)
{
    size_t index;
    cJSON *item;

    if (cJSON_IsObject(container))
        return json_get(container, token);
    if (!cJSON_IsArray(container) || !pointer_index(token, &index))
        return NULL;
    for (item = container->child; item && index; index--)
        item = item->next;
    return item;
}

cJSON *pointer_get(const cJSON *tree, const char *pointer)
{
    struct texts tokens = {0};
    cJSON *at = pointer_split(pointer, &tokens) ? (cJSON *)tree : NULL;

    for (size_t i = 0; at && i < tokens.count; i++)
        at = pointer_child(at, tokens.items[i]);
    texts_release(&tokens);
    return at;
}
