#include "model/filter.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/listing.h"

struct filter_word {
    char *text; /* owned; folded, never "" */
    size_t length;
    uint64_t letters;
    bool negated;
    bool told_by_letters; /* a single letter: its bit says all */
    int cell;             /* the only one to look in, or FILTER_ANY_CELL */
};

enum { FILTER_ANY_CELL = -1 };

struct filter {
    struct filter_word *words; /* owned */
    size_t count, capacity;
};

/* ---- letters ---- */

/* Letters and digits have a bit of their own, the rest share some. */
static uint64_t letter_bit(unsigned char c)
{
    if (c >= 'a' && c <= 'z')
        return UINT64_C(1) << (c - 'a');
    if (c >= '0' && c <= '9')
        return UINT64_C(1) << (26 + c - '0');
    return UINT64_C(1) << (36 + c % 28);
}

static uint64_t letters_of(const char *bytes, size_t length)
{
    uint64_t letters = 0;

    for (size_t i = 0; i < length; i++)
        letters |= letter_bit((unsigned char)bytes[i]);
    return letters;
}

static bool has_own_bit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* ---- texts ---- */

/* Most texts are ASCII: those are folded in place. */
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

static char *fold_owned(char *text)
{
    char *folded;

    if (fold_ascii(text))
        return text;
    folded = text_fold(text);
    free(text);
    return folded;
}

void filter_text_add(struct strbuf *joined, const char *cell)
{
    size_t start = joined->length;

    strbuf_adds(joined, cell);
    for (char *p = joined->text + start; *p; p++)
        if (*p == FILTER_CELL_END)
            *p = ' ';
    strbuf_addc(joined, FILTER_CELL_END);
}

void filter_text_make(struct filter_text *text, const struct strbuf *joined)
{
    const char *last;

    filter_text_release(text);
    text->cells = fold_owned(mem_dup_n(joined->text, joined->length));
    text->length = (uint32_t)strlen(text->cells);
    last = text->length > 1 ? memrchr(text->cells, FILTER_CELL_END, text->length - 1) : NULL;
    text->words_length = last ? (uint32_t)(last + 1 - text->cells) : 0;
    text->letters = letters_of(text->cells, text->words_length);
}

void filter_text_release(struct filter_text *text)
{
    free(text->cells);
    *text = (struct filter_text){0};
}

/* ---- words ---- */

/* Where a column's cell stands: in the order of the columns, but the time last. */
static int cell_of(enum listing_column column)
{
    if (column == LISTING_UPDATED)
        return LISTING_COLUMNS - 1;
    return column < LISTING_UPDATED ? (int)column : (int)column - 1;
}

/* Takes "name:" off the front of the text if it names a column. */
static int take_column(struct strbuf *text)
{
    char *colon = strchr(text->text, ':');
    enum listing_column column;
    bool is_column;

    if (!colon)
        return FILTER_ANY_CELL;
    *colon = '\0';
    is_column = listing_column_from_name(text->text, &column);
    *colon = ':';
    if (!is_column)
        return FILTER_ANY_CELL;
    strbuf_remove(text, 0, (size_t)(colon + 1 - text->text));
    return cell_of(column);
}

/* A word that says nothing ("!", "name:") is left out. */
static void add_word(struct filter *filter, bool negated, struct strbuf *text)
{
    struct filter_word word = {.negated = negated, .cell = take_column(text)};

    if (text->length == 0)
        return;
    word.text = fold_owned(mem_dup(text->text));
    word.length = strlen(word.text);
    word.letters = letters_of(word.text, word.length);
    word.told_by_letters = word.length == 1 && has_own_bit(word.text[0]);
    ARRAY_GROW(filter->words, filter->count + 1, filter->capacity);
    filter->words[filter->count++] = word;
}

/* Reads up to the next blank outside quotes; a quote that is never closed reaches to the end. */
static const char *read_word(const char *p, struct strbuf *text)
{
    bool quoted = false;

    strbuf_reset(text);
    for (; *p && (quoted || *p != ' '); p++) {
        if (*p == '"')
            quoted = !quoted;
        else
            strbuf_addc(text, *p);
    }
    return p;
}

struct filter *filter_new(const char *text)
{
    struct filter *filter = mem_alloc(1, sizeof *filter);
    struct strbuf word = STRBUF_INIT;

    for (const char *p = text; *p;) {
        bool negated;

        p += strspn(p, " ");
        negated = *p == '!';
        p = read_word(p + negated, &word);
        add_word(filter, negated, &word);
    }
    strbuf_release(&word);
    return filter;
}

void filter_free(struct filter *filter)
{
    if (!filter)
        return;
    for (size_t i = 0; i < filter->count; i++)
        free(filter->words[i].text);
    free(filter->words);
    free(filter);
}

/* ---- matching ---- */

static bool has_in_cell(const struct filter_word *word, const struct filter_text *text)
{
    const char *start = text->cells, *end = text->cells + text->length, *cell_end;

    for (int i = 0; start < end; i++, start = cell_end + 1) {
        cell_end = memchr(start, FILTER_CELL_END, (size_t)(end - start));
        if (!cell_end)
            return false;
        if (i == word->cell)
            return memmem(start, (size_t)(cell_end - start), word->text, word->length) != NULL;
    }
    return false;
}

static bool has_word(const struct filter_word *word, const struct filter_text *text)
{
    /* The letters are those of all cells but the last. */
    if (word->cell != LISTING_COLUMNS - 1 && (text->letters & word->letters) != word->letters)
        return false;
    if (word->cell != FILTER_ANY_CELL)
        return has_in_cell(word, text);
    return word->told_by_letters || memmem(text->cells, text->words_length, word->text, word->length);
}

bool filter_matches(const struct filter *filter, const struct filter_text *text)
{
    for (size_t i = 0; filter && i < filter->count; i++)
        if (has_word(&filter->words[i], text) == filter->words[i].negated)
            return false;
    return true;
}

/* ---- comparing ---- */

static bool is_within(const struct filter_word *inner, const struct filter_word *outer)
{
    return memmem(outer->text, outer->length, inner->text, inner->length) != NULL;
}

/* True if a row that satisfies `narrow` must satisfy `wide`. */
static bool word_implies(const struct filter_word *narrow, const struct filter_word *wide)
{
    const struct filter_word *longer = narrow, *shorter = wide;

    if (narrow->negated != wide->negated)
        return false;
    if (narrow->negated) { /* what holds no "ab" holds no "abc" */
        longer = wide;
        shorter = narrow;
    }
    if (longer->cell != shorter->cell &&
        (shorter->cell != FILTER_ANY_CELL || longer->cell == LISTING_COLUMNS - 1))
        return false;
    return is_within(shorter, longer);
}

static bool filter_implies(const struct filter *narrow, const struct filter_word *wide)
{
    for (size_t i = 0; narrow && i < narrow->count; i++)
        if (word_implies(&narrow->words[i], wide))
            return true;
    return false;
}

bool filter_narrows(const struct filter *narrow, const struct filter *wide)
{
    for (size_t i = 0; wide && i < wide->count; i++)
        if (!filter_implies(narrow, &wide->words[i]))
            return false;
    return true;
}

bool filter_needs_documents(const struct filter *filter)
{
    for (size_t i = 0; filter && i < filter->count; i++) {
        int cell = filter->words[i].cell;

        if (cell == cell_of(LISTING_WHEN) || cell == cell_of(LISTING_LIMITS) ||
            cell == cell_of(LISTING_SEGMENT))
            return true;
    }
    return false;
}
