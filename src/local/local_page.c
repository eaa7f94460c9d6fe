#include "local/local_page.h"

#include <inttypes.h>
#include "base/hash.h"
#include "base/mem.h"

/* What a listing's tokens begin with: another listing's token is refused. */
static void listing_mark(const struct state_key *key, char out[17])
{
    char *text = mem_printf("%d\n%s\n%s\n%s", (int)key->kind, key->region, key->domain, key->parent);
    snprintf(out, 17, "%016" PRIx64, hash_fnv(text, strlen(text), 0));
    free(text);
}

static char *make_token(const char *mark, const char *name)
{
    size_t length = strlen(name);
    char *token = mem_alloc(16 + 2 * length + 1, 1);
    memcpy(token, mark, 16);
    hash_hex((const unsigned char *)name, length, token + 16);
    return token;
}

static int digit(char c)
{
    const char *digits = "0123456789abcdef", *found = c != '\0' ? strchr(digits, c) : NULL;
    return found != NULL ? (int)(found - digits) : -1;
}

/* The name in a token, or NULL. free(). */
static char *read_token(const char *mark, const char *token)
{
    size_t length = strlen(token);
    if (length < 16 || length % 2 != 0 || strncmp(token, mark, 16) != 0)
        return NULL;
    char *name = mem_alloc((length - 16) / 2 + 1, 1);
    for (size_t i = 16; i < length; i += 2) {
        int high = digit(token[i]), low = digit(token[i + 1]);
        if (high < 0 || low < 0) {
            free(name);
            return NULL;
        }
        name[(i - 16) / 2] = (char)(high * 16 + low);
    }
    return name;
}

struct walk {
    struct local_page *page;
    size_t count;
    char *last; /* owned: the name of the last row taken */
    bool more;
};

static bool visit(void *context, const char *name, const char *document)
{
    struct walk *walk = context;
    if (walk->count == walk->page->limit) {
        walk->more = true;
        return false;
    }
    cJSON_AddItemToArray(walk->page->items, walk->page->row(walk->page->context, document));
    walk->count++;
    free(walk->last);
    walk->last = mem_dup(name);
    return true;
}

bool local_page_read(struct state *state, const struct state_key *key, struct local_page *page)
{
    char mark[17];
    listing_mark(key, mark);
    page->items = NULL;
    page->next = NULL;
    char *after = page->token != NULL ? read_token(mark, page->token) : mem_dup("");
    if (after == NULL)
        return false;
    struct state_key from = *key;
    from.name = after;
    page->items = cJSON_CreateArray();
    struct walk walk = {.page = page};
    state_each(state, &from, visit, &walk);
    if (walk.more)
        page->next = make_token(mark, walk.last);
    free(walk.last);
    free(after);
    return true;
}

char *local_page_number_token(int64_t number)
{
    return mem_printf("%016" PRIx64, (uint64_t)number);
}

bool local_page_number(const char *token, int64_t *number)
{
    if (strlen(token) != 16 || strspn(token, "0123456789abcdef") != 16)
        return false;
    *number = (int64_t)strtoull(token, NULL, 16);
    return *number > 0;
}
