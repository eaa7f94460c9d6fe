/* The reading half of yaml.h: libyaml's events are kept for one document, with each alias tied to its anchor; then the
 * tree is built from them, for what a scalar means depends on where it stands, an alias's too. */
#include "model/yaml.h"

#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "base/array.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/yaml_scalar.h"

enum { ANCHORS_MAX = 1000 };

/* What aliases may add, in bytes of text and 16 for each value. */
#define ALIAS_BUDGET (4u << 20)

enum node_kind { NODE_SCALAR, NODE_LIST, NODE_OBJECT, NODE_ALIAS };
enum node_tag { TAG_NONE, TAG_TEXT, TAG_CORE };

/* A node of a document; what is within it follows. */
struct node {
    enum node_kind kind;
    enum node_tag tag;
    bool plain;          /* a scalar without quotes */
    char *text;          /* owned: of a scalar */
    size_t line, column; /* from 0, as libyaml counts */
    size_t end;          /* the index after the last node within it; 0 while it is open */
    size_t target;       /* of an alias */
};

struct anchor {
    char *name; /* owned */
    size_t node;
};

struct reader {
    yaml_parser_t parser;
    struct node *nodes; /* owned, of the present document */
    size_t count, capacity;
    struct anchor *anchors; /* owned */
    size_t anchor_count, anchor_capacity;
    size_t alias_cost, alias_depth;
    size_t alias; /* the outermost one that is built */
    const struct field *root;
    struct marks *marks;
    yaml_take_fn *take;
    void *context;
    struct err *err;
};

static bool fail(struct reader *r, size_t line, size_t column, const char *problem)
{
    return err_set(r->err, ERR_INVALID, "line %zu, column %zu: %s", line + 1, column + 1, problem);
}

static bool fail_at(struct reader *r, const struct node *node, const char *problem)
{
    return fail(r, node->line, node->column, problem);
}

/* libyaml's terse words in those of a person. */
static const char *in_words(const char *problem, char next)
{
    static const struct {
        const char *libyaml, *words;
    } known[] = {
        {"mapping values are not allowed in this context",
         "a second ':' on one line, or a key that is indented otherwise than its neighbours; put a text with "
         "': ' in "
         "quotes"},
        {"did not find expected key",
         "a key is expected here; look at the indentation, and at quotes inside a text"},
        {"did not find expected '-' indicator", "'- ' is expected here; look at the indentation"},
        {"could not find expected ':'", "':' is expected after a key"},
        {"did not find expected <document start>", "something stands behind the end of the document"},
        {"found unexpected end of stream", "the text ends within quotes"},
        {"block sequence entries are not allowed in this context", "'- ' cannot begin a list here"},
        {"did not find expected ',' or ']'", "',' or ']' is expected"},
        {"did not find expected ',' or '}'", "',' or '}' is expected"},
        {"found unknown escape character", "no such escape"},
        {"found undefined tag handle", "tags of one's own are not read"},
    };

    if (next == '\t')
        return "a tab cannot indent: use blanks";
    for (size_t i = 0; problem && i < ARRAY_COUNT(known); i++)
        if (strcmp(problem, known[i].libyaml) == 0)
            return known[i].words;
    if (next == '@' || next == '`' || next == '%')
        return "a text that begins with this character must stand in quotes";
    return problem ? problem : "the YAML text cannot be read";
}

static bool fail_parser(struct reader *r)
{
    const yaml_parser_t *p = &r->parser;
    const yaml_char_t *at = p->buffer.pointer;
    bool is_scanner = p->error == YAML_SCANNER_ERROR && at && at < p->buffer.last;

    return fail(r, p->problem_mark.line, p->problem_mark.column,
                in_words(p->problem, is_scanner ? (char)*at : '\0'));
}

static void drop_nodes(struct reader *r)
{
    for (size_t i = 0; i < r->count; i++)
        free(r->nodes[i].text);
    for (size_t i = 0; i < r->anchor_count; i++)
        free(r->anchors[i].name);
    r->count = r->anchor_count = 0;
}

static struct node *add_node(struct reader *r, enum node_kind kind, yaml_mark_t mark)
{
    ARRAY_GROW(r->nodes, r->count + 1, r->capacity);
    r->nodes[r->count] = (struct node){.kind = kind, .line = mark.line, .column = mark.column};
    return &r->nodes[r->count++];
}

/* The standard tags alone: those of one's own would be lost. */
static bool set_tag(struct reader *r, struct node *node, const yaml_char_t *tag)
{
    static const char standard[] = "tag:yaml.org,2002:";
    const char *name = (const char *)tag;

    if (!tag)
        return true;
    if (strcmp(name, "!") == 0) {
        node->tag = node->kind == NODE_SCALAR ? TAG_TEXT : TAG_NONE;
        return true;
    }
    if (strncmp(name, standard, sizeof standard - 1) != 0)
        return fail_at(r, node, "tags of one's own are not read");
    name += sizeof standard - 1;
    if (node->kind != NODE_SCALAR)
        return strcmp(name, node->kind == NODE_LIST ? "seq" : "map") == 0 ||
               fail_at(r, node, "the tag does not fit what it stands at");
    node->tag = strcmp(name, "str") == 0 ? TAG_TEXT : TAG_CORE;
    if (node->tag == TAG_TEXT || strcmp(name, "int") == 0 || strcmp(name, "float") == 0 ||
        strcmp(name, "bool") == 0 || strcmp(name, "null") == 0)
        return true;
    return fail_at(r, node, "such a tag is not read");
}

static bool set_anchor(struct reader *r, size_t index, const yaml_char_t *name)
{
    if (!name)
        return true;
    if (r->anchor_count == ANCHORS_MAX)
        return fail_at(r, &r->nodes[index], "more than 1000 anchors");
    ARRAY_GROW(r->anchors, r->anchor_count + 1, r->anchor_capacity);
    r->anchors[r->anchor_count++] = (struct anchor){mem_dup((const char *)name), index};
    return true;
}

static bool add_alias(struct reader *r, const yaml_event_t *event)
{
    struct node *node = add_node(r, NODE_ALIAS, event->start_mark);

    node->end = r->count;
    for (size_t i = r->anchor_count; i > 0; i--) {
        const struct anchor *anchor = &r->anchors[i - 1];

        if (strcmp(anchor->name, (const char *)event->data.alias.anchor) != 0)
            continue;
        node->target = anchor->node;
        return r->nodes[anchor->node].end || fail_at(r, node, "an alias to what it stands in itself");
    }
    return fail_at(r, node, "an alias without its anchor");
}

static bool add_scalar(struct reader *r, const yaml_event_t *event)
{
    struct node *node = add_node(r, NODE_SCALAR, event->start_mark);
    size_t index = r->count - 1, length = event->data.scalar.length;
    const char *value = (const char *)event->data.scalar.value;

    node->end = r->count;
    node->plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    if (memchr(value, '\0', length))
        return fail_at(r, node, "the character NUL is not allowed");
    node->text = mem_dup_n(value, length);
    return set_tag(r, node, event->data.scalar.tag) && set_anchor(r, index, event->data.scalar.anchor);
}

/* The beginning of a list or an object. */
static bool open_node(struct reader *r, const yaml_event_t *event)
{
    bool is_list = event->type == YAML_SEQUENCE_START_EVENT;
    struct node *node = add_node(r, is_list ? NODE_LIST : NODE_OBJECT, event->start_mark);
    size_t index = r->count - 1;

    return set_tag(r, node, is_list ? event->data.sequence_start.tag : event->data.mapping_start.tag) &&
           set_anchor(r, index,
                      is_list ? event->data.sequence_start.anchor : event->data.mapping_start.anchor);
}

/* Takes one event; open are the indices of what is open, *depth their count. */
static bool take_event(struct reader *r, const yaml_event_t *event, size_t *open, size_t *depth)
{
    switch (event->type) {
    case YAML_ALIAS_EVENT:
        return add_alias(r, event);
    case YAML_SCALAR_EVENT:
        return add_scalar(r, event);
    case YAML_SEQUENCE_START_EVENT:
    case YAML_MAPPING_START_EVENT:
        if (*depth == JSON_DEPTH_MAX)
            return fail(r, event->start_mark.line, event->start_mark.column, "nested more than 64 deep");
        open[(*depth)++] = r->count;
        return open_node(r, event);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        r->nodes[open[--*depth]].end = r->count;
        return true;
    default:
        return true;
    }
}

static const struct node *followed(const struct reader *r, size_t index)
{
    return &r->nodes[r->nodes[index].kind == NODE_ALIAS ? r->nodes[index].target : index];
}

/* A key's text, or NULL. */
static const char *key_text(struct reader *r, size_t index)
{
    const struct node *key = followed(r, index);
    const char *problem = NULL;
    cJSON *value;
    bool is_text;

    if (key->kind != NODE_SCALAR || key->tag == TAG_CORE) {
        fail_at(r, &r->nodes[index], "a key must be a text");
        return NULL;
    }
    if (!key->plain || key->tag == TAG_TEXT)
        return key->text;
    if (strcmp(key->text, "<<") == 0) {
        fail_at(r, &r->nodes[index], "merge keys (<<) are not read: write the properties out");
        return NULL;
    }
    value = yaml_scalar_core(key->text, &problem);
    is_text = cJSON_IsString(value);
    cJSON_Delete(value);
    if (!is_text)
        fail_at(r, &r->nodes[index], "a key must be a text: put it in quotes");
    return is_text ? key->text : NULL;
}

struct key {
    const char *text; /* borrowed */
    size_t node;
};

static int compare_keys(const void *a, const void *b)
{
    const struct key *left = a, *right = b;
    int order = strcmp(left->text, right->text);

    return order ? order : (left->node > right->node) - (left->node < right->node);
}

/* Keys are texts, and each stands once. */
static bool check_keys(struct reader *r, size_t object)
{
    struct key *keys = NULL;
    size_t count = 0, capacity = 0, again = 0;
    bool fine = true;

    for (size_t i = object + 1; fine && i < r->nodes[object].end; i = r->nodes[i + 1].end) {
        const char *text = key_text(r, i);

        ARRAY_GROW(keys, count + 1, capacity);
        keys[count++] = (struct key){text, i};
        fine = text != NULL;
    }
    if (fine && count)
        qsort(keys, count, sizeof *keys, compare_keys);
    for (size_t i = 1; fine && i < count; i++)
        if (strcmp(keys[i - 1].text, keys[i].text) == 0 && (!again || keys[i].node < again))
            again = keys[i].node;
    free(keys);
    return fine && (!again || fail_at(r, &r->nodes[again], "this key stands twice in its object"));
}

static cJSON *build(struct reader *r, size_t index, const struct field *field, size_t depth);

static cJSON *build_scalar(struct reader *r, const struct node *node, const struct field *field)
{
    const char *problem = NULL;
    cJSON *value;

    if (node->tag == TAG_TEXT || (!node->plain && node->tag == TAG_NONE))
        return cJSON_CreateString(node->text);
    value = node->tag == TAG_CORE ? yaml_scalar_core(node->text, &problem)
                                  : yaml_scalar_value(node->text, field, &problem);
    if (value && node->tag == TAG_CORE && cJSON_IsString(value)) {
        cJSON_Delete(value);
        value = NULL;
        problem = "the tag does not fit what it stands at";
    }
    if (!value)
        fail_at(r, node, problem);
    return value;
}

/* What is within a list or an object into value. */
static bool build_items(struct reader *r, size_t index, const struct field *field, size_t depth, cJSON *value)
{
    bool is_object = r->nodes[index].kind == NODE_OBJECT;
    size_t end = r->nodes[index].end, i = index + 1;

    while (i < end) {
        const struct node *start = &r->nodes[i];
        const char *key = is_object ? followed(r, i)->text : NULL;
        const struct field *below = NULL;
        size_t mark = marks_open(r->marks, start->line + 1, start->column + 1, key);
        cJSON *item;

        if (field && is_object && field->kind == FIELD_OBJECT)
            below = fields_member(field, key);
        else if (field && !is_object && field->kind == FIELD_LIST)
            below = field->item;
        i += is_object;
        item = build(r, i, below, depth + 1);
        if (!item)
            return false;
        marks_close(r->marks, mark);
        if (is_object)
            cJSON_AddItemToObject(value, key, item);
        else
            cJSON_AddItemToArray(value, item);
        i = r->nodes[i].end;
    }
    return true;
}

static cJSON *build_alias(struct reader *r, size_t index, const struct field *field, size_t depth)
{
    cJSON *value;

    if (r->alias_depth++ == 0)
        r->alias = index;
    value = build(r, r->nodes[index].target, field, depth);
    r->alias_depth--;
    return value;
}

/* The value of a node; NULL and err if it has none. */
static cJSON *build(struct reader *r, size_t index, const struct field *field, size_t depth)
{
    const struct node *node = &r->nodes[index];
    cJSON *value;

    if (r->alias_depth) {
        r->alias_cost += 16 + (node->text ? strlen(node->text) : 0);
        if (r->alias_cost > ALIAS_BUDGET) {
            fail_at(r, &r->nodes[r->alias], "aliases make this text too large");
            return NULL;
        }
    }
    if (node->kind == NODE_ALIAS)
        return build_alias(r, index, field, depth);
    if (node->kind == NODE_SCALAR)
        return build_scalar(r, node, field);
    if (depth >= JSON_DEPTH_MAX) {
        fail_at(r, node, "nested more than 64 deep");
        return NULL;
    }
    if (node->kind == NODE_OBJECT && !check_keys(r, index))
        return NULL;
    value = node->kind == NODE_OBJECT ? cJSON_CreateObject() : cJSON_CreateArray();
    if (build_items(r, index, field, depth, value))
        return value;
    cJSON_Delete(value);
    return NULL;
}

/* Hands over one document, or those of a list. */
static bool give_document(struct reader *r, size_t index, size_t depth)
{
    const struct node *node = &r->nodes[index];
    size_t mark;
    cJSON *tree;

    if (node->kind == NODE_LIST && !depth) {
        for (size_t i = index + 1; i < node->end; i = r->nodes[i].end)
            if (!give_document(r, i, 1))
                return false;
        return true;
    }
    if (followed(r, index)->kind != NODE_OBJECT)
        return fail_at(r, node,
                       "a document must be properties with their values, such as \"DomainName: retail\"");
    mark = marks_open(r->marks, node->line + 1, node->column + 1, NULL);
    tree = build(r, index, r->root, depth);
    if (!tree)
        return false;
    marks_close(r->marks, mark);
    r->take(tree, mark, r->context);
    return true;
}

static bool is_nothing(const struct node *node)
{
    return node->kind == NODE_SCALAR && node->plain && !*node->text;
}

/* One document's events up to its end; *ended if there is none. */
static bool read_document(struct reader *r, bool *ended)
{
    size_t open[JSON_DEPTH_MAX], depth = 0;
    bool fine = true, done = false;

    while (fine && !done) {
        yaml_event_t event;

        if (!yaml_parser_parse(&r->parser, &event))
            return fail_parser(r);
        *ended = event.type == YAML_STREAM_END_EVENT;
        done = *ended || event.type == YAML_DOCUMENT_END_EVENT;
        fine = take_event(r, &event, open, &depth);
        yaml_event_delete(&event);
    }
    return fine && (!r->count || is_nothing(&r->nodes[0]) || give_document(r, 0, 0));
}

/* libyaml names a byte's offset for what is no text; lines and columns are what a person can look for. */
static bool check_characters(struct reader *r, const char *bytes, size_t length)
{
    const char *end = bytes + length;
    size_t line = 0, column = 0;

    for (const char *p = bytes; p < end; column++) {
        uint32_t code;
        size_t taken = text_decode(p, end, &code);
        bool is_blank = code == '\t' || code == '\n' || code == '\r';

        if (taken == 1 && (unsigned char)*p >= 0x80)
            return fail(r, line, column, "not UTF-8");
        if (code == 0)
            return fail(r, line, column, "the character NUL is not allowed");
        if ((code < 0x20 && !is_blank) || (code >= 0x7f && code < 0xa0 && code != 0x85) || code == 0xfeff ||
            code == 0xfffe || code == 0xffff)
            return fail(r, line, column, "a control character must be escaped, in double quotes");
        if (code == '\n') {
            line++;
            column = (size_t)-1;
        }
        p += taken;
    }
    return true;
}

bool yaml_read(const char *bytes, size_t length, const struct field *root, struct marks *marks,
               yaml_take_fn *take, void *context, struct err *err)
{
    struct reader r = {.root = root, .marks = marks, .take = take, .context = context, .err = err};
    bool fine = check_characters(&r, bytes, length), ended = false;

    if (!fine)
        return false;
    if (!yaml_parser_initialize(&r.parser))
        return err_set(err, ERR_INVALID, "the YAML text cannot be read");
    yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&r.parser, (const unsigned char *)bytes, length);
    while (fine && !ended) {
        fine = read_document(&r, &ended);
        drop_nodes(&r);
    }
    yaml_parser_delete(&r.parser);
    free(r.nodes);
    free(r.anchors);
    return fine;
}
