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
    bool settled;         /* filter_settle */
    int cell;             /* the only one to look in, or FILTER_ANY_CELL */
};

enum { FILTER_ANY_CELL = -1 };

struct filter {
    struct filter_word *words; /* owned */
    size_t count, capacity;
};

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
    word.text = text_fold(text->text);
    word.length = strlen(word.text);
    word.letters = filter_text_letters(word.text, word.length);
    word.told_by_letters = word.length == 1 && filter_text_has_own_bit(word.text[0]);
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

static bool has_in_cell(const struct filter_word *word, const char *cells, size_t length)
{
    size_t cell_length;
    const char *cell = filter_text_cell(cells, length, word->cell, LISTING_COLUMNS, &cell_length);

    return filter_text_find(cell, cell_length, word->text, word->length) != NULL;
}

static bool has_word(const struct filter_word *word, const char *cells, const struct filter_text *text)
{
    /* The letters are those of all cells but the last. */
    if (word->cell != LISTING_COLUMNS - 1 && (text->letters & word->letters) != word->letters)
        return false;
    if (word->cell != FILTER_ANY_CELL)
        return has_in_cell(word, cells, text->length);
    return word->told_by_letters || filter_text_find(cells, text->words_length, word->text, word->length);
}

bool filter_matches(const struct filter *filter, const struct filter_texts *texts,
                    const struct filter_text *text)
{
    for (size_t i = 0; filter && i < filter->count; i++)
        if (!filter->words[i].settled &&
            has_word(&filter->words[i], texts->bytes + text->at, text) == filter->words[i].negated)
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

void filter_settle(struct filter *filter, const struct filter *below)
{
    for (size_t i = 0; i < filter->count; i++)
        filter->words[i].settled = filter_implies(below, &filter->words[i]);
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
