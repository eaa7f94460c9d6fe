#include "model/filter_text.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/mem.h"
#include "base/text.h"

/* A block may reach behind the last byte, by less than FILTER_TEXT_PAD. */
enum { FIND_BLOCK = FILTER_TEXT_PAD / 2, WASTE_MIN = 1 << 20 };

/* ---- letters ---- */

bool filter_text_has_own_bit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

static unsigned letter_bit(unsigned char c)
{
    if (c >= 'a' && c <= 'z')
        return c - 'a';
    if (c >= '0' && c <= '9')
        return 26u + c - '0';
    return 36u + c % 28;
}

uint64_t filter_text_letters(const char *bytes, size_t length)
{
    uint64_t letters = 0;

    for (size_t i = 0; i < length; i++)
        letters |= UINT64_C(1) << letter_bit((unsigned char)bytes[i]);
    return letters;
}

/* ---- finding ---- */

/* Marks where in the block the two letters stand at this distance. True if anywhere.
 * Compilers turn it into vectors. */
static bool mark_block(const char *block, size_t distance, char first, char last,
                       unsigned char marks[FIND_BLOCK])
{
    uint64_t words[FIND_BLOCK / sizeof(uint64_t)], any = 0;

    for (int i = 0; i < FIND_BLOCK; i++)
        marks[i] = (unsigned char)((block[i] == first) & (block[i + distance] == last));
    memcpy(words, marks, sizeof words);
    for (size_t i = 0; i < ARRAY_COUNT(words); i++)
        any |= words[i];
    return any != 0;
}

const char *filter_text_find(const char *bytes, size_t length, const char *needle, size_t needle_length)
{
    unsigned char marks[FIND_BLOCK];
    size_t last = needle_length - 1;

    for (size_t i = 0; i + needle_length <= length; i += FIND_BLOCK) {
        if (!mark_block(bytes + i, last, needle[0], needle[last], marks))
            continue;
        for (const unsigned char *mark = marks; (mark = memchr(mark, 1, (size_t)(marks + FIND_BLOCK - mark)));
             mark++) {
            size_t place = i + (size_t)(mark - marks);

            if (place + needle_length <= length && memcmp(bytes + place, needle, needle_length) == 0)
                return bytes + place;
        }
    }
    return NULL;
}

static const char *next_cell(const char *cell, size_t length)
{
    const char *end = memchr(cell, FILTER_TEXT_END, length);

    return end ? end + 1 : NULL;
}

const char *filter_text_cell(const char *bytes, size_t length, int cell, int cells, size_t *cell_length)
{
    const char *start = bytes, *end = bytes + length;

    if (cell < cells / 2) {
        for (; start && cell > 0; cell--)
            start = next_cell(start, (size_t)(end - start));
        end = start ? memchr(start, FILTER_TEXT_END, (size_t)(end - start)) : NULL;
    } else {
        for (; end && cell < cells; cell++)
            end = memrchr(start, FILTER_TEXT_END, (size_t)(end - start));
        start = end ? memrchr(bytes, FILTER_TEXT_END, (size_t)(end - bytes)) : NULL;
        start = start ? start + 1 : bytes;
    }
    *cell_length = start && end ? (size_t)(end - start) : 0;
    return start;
}

/* ---- pieces ---- */

/* Most texts are ASCII: those are folded where they stand. */
static bool fold_ascii(char *text)
{
    for (; *text; text++) {
        if ((unsigned char)*text >= 0x80)
            return false;
        if (*text >= 'A' && *text <= 'Z')
            *text = (char)(*text + 'a' - 'A');
    }
    return true;
}

void filter_text_add(struct strbuf *joined, const char *cell)
{
    size_t start = joined->length;

    strbuf_adds(joined, cell);
    for (char *p = joined->text + start; (p = strchr(p, FILTER_TEXT_END));)
        *p = ' ';
    strbuf_addc(joined, FILTER_TEXT_END);
}

/* By an eighth: these are the most bytes that a long list has, and large blocks grow without being copied. */
static void make_room(struct filter_texts *texts, size_t need)
{
    assert(need < UINT32_MAX);
    if (need <= texts->capacity)
        return;
    texts->capacity = need + need / 8 + 4096;
    texts->bytes = mem_resize(texts->bytes, texts->capacity, 1);
}

static void append(struct filter_texts *texts, struct filter_text *text, const char *bytes, size_t length)
{
    make_room(texts, texts->length + length + FILTER_TEXT_PAD);
    memcpy(texts->bytes + texts->length, bytes, length);
    text->at = (uint32_t)texts->length;
    text->length = (uint32_t)length;
    texts->length += length;
    memset(texts->bytes + texts->length, 0, FILTER_TEXT_PAD);
}

void filter_text_make(struct filter_texts *texts, struct filter_text *text, struct strbuf *joined)
{
    char *folded = fold_ascii(joined->text) ? NULL : text_fold(joined->text);
    const char *bytes = folded ? folded : joined->text, *last;
    size_t length = strlen(bytes);

    filter_text_drop(texts, text);
    append(texts, text, bytes, length);
    last = length > 1 ? memrchr(bytes, FILTER_TEXT_END, length - 1) : NULL;
    text->words_length = last ? (uint32_t)(last + 1 - bytes) : 0;
    text->letters = filter_text_letters(bytes, text->words_length);
    free(folded);
}

void filter_text_drop(struct filter_texts *texts, struct filter_text *text)
{
    texts->garbage += text->length;
    *text = (struct filter_text){0};
}

bool filter_text_is_wasteful(const struct filter_texts *texts)
{
    return texts->garbage > WASTE_MIN && texts->garbage > texts->length / 2;
}

void filter_text_move(const struct filter_texts *from, struct filter_texts *to, struct filter_text *text)
{
    if (text->length)
        append(to, text, from->bytes + text->at, text->length);
}

void filter_text_release(struct filter_texts *texts)
{
    free(texts->bytes);
    *texts = (struct filter_texts){0};
}
