/* match's drawn tree: describe's tree of the conditions, with a verdict and a reason on each line. */
#include "model/match.h"

#include <stdlib.h>

#include "base/array.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/describe.h"
#include "model/match_meaning.h"

const char *match_sign(enum match_verdict verdict)
{
    static const char *const drawn[] = {"\xe2\x9c\x97", "?", "\xe2\x9c\x93"};
    static const char *const ascii[] = {"x", "?", "+"};

    return text_is_ascii() ? ascii[verdict] : drawn[verdict];
}

/* The number under which a meaning stands in the notes, from 1. */
static int note_number(uint64_t all, int meaning)
{
    int number = 1;

    for (int i = 0; i < meaning; i++)
        number += (all & MATCH_MEANING_BIT(i)) != 0;
    return number;
}

static void add_note_numbers(struct strbuf *out, uint64_t all, uint64_t own)
{
    for (int i = 0; i < MATCH_MEANING_COUNT; i++)
        if (own & MATCH_MEANING_BIT(i))
            strbuf_addf(out, " [%d]", note_number(all, i));
}

/* node NULL: nothing was judged there. */
static void add_line(struct match_lines *out, const struct describe_line *line, const struct match_node *node,
                     uint64_t all)
{
    struct strbuf text = STRBUF_INIT;
    int indent = (int)text_width(line->prefix);

    strbuf_adds(&text, line->prefix);
    if (node) {
        strbuf_addf(&text, "%s ", match_sign(node->verdict));
        indent += 2;
    }
    strbuf_adds(&text, node && node->reason ? node->reason : line->subject);
    if (node)
        add_note_numbers(&text, all, node->assumed);
    ARRAY_GROW(out->items, out->count + 1, out->capacity);
    out->items[out->count++] =
        (struct match_line){strbuf_detach(&text), indent, node != NULL, node ? node->verdict : MATCH_UNKNOWN};
}

/* describe has a line for each node in this order, and one of its own where a list is empty. */
static void add_below(struct match_lines *out, const struct match_node *node,
                      const struct describe_tree *tree, size_t *line, uint64_t all)
{
    if (!node->count && !node->reason && *line < tree->count)
        add_line(out, &tree->items[(*line)++], NULL, all);
    for (size_t i = 0; i < node->count && *line < tree->count; i++) {
        add_line(out, &tree->items[(*line)++], &node->children[i], all);
        add_below(out, &node->children[i], tree, line, all);
    }
}

void match_lines(const struct match *match, const cJSON *document, struct match_lines *out)
{
    struct describe_tree tree;
    size_t line = 0;

    *out = (struct match_lines){0};
    describe_conditions_tree(document, &tree);
    add_below(out, &match->root, &tree, &line, match->assumed);
    describe_tree_release(&tree);
}

void match_lines_release(struct match_lines *lines)
{
    for (size_t i = 0; i < lines->count; i++)
        free(lines->items[i].text);
    free(lines->items);
    *lines = (struct match_lines){0};
}

void match_notes(const struct match *match, struct texts *out)
{
    *out = (struct texts){0};
    for (int i = 0; i < MATCH_MEANING_COUNT; i++) {
        char *sentence, *note;

        if (!(match->assumed & MATCH_MEANING_BIT(i)))
            continue;
        sentence = match_meaning_sentence((enum match_meaning)i);
        note = mem_printf("[%d] %s", note_number(match->assumed, i), sentence);
        texts_add(out, note);
        free(note);
        free(sentence);
    }
}
