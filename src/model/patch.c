#include "model/patch.h"

#include <string.h>

#include "model/pointer.h"

/* A patch of 30 copies of the whole document would make it a billion times
 * as large: what is copied is counted. */
enum { COPIED_BYTES_MAX = 16 << 20 };

enum op { OP_ADD, OP_REMOVE, OP_REPLACE, OP_MOVE, OP_COPY, OP_TEST, OP_COUNT };

static const char *const op_names[OP_COUNT] = {"add", "remove", "replace", "move", "copy", "test"};

/* One operation, read. */
struct step {
    enum op op;
    const char *path_text; /* borrowed, for messages */
    struct texts path, from;
    const cJSON *value; /* borrowed; NULL where the operation has none */
};

/* What a run has made so far. */
struct run {
    cJSON *tree; /* owned; NULL only between two steps */
    size_t copied_bytes;
    enum patch_failure failure;
    struct err why; /* without the operation's number */
};

static void release_step(struct step *step)
{
    texts_release(&step->path);
    texts_release(&step->from);
}

static bool has_from(enum op op)
{
    return op == OP_MOVE || op == OP_COPY;
}

static bool has_value(enum op op)
{
    return op == OP_ADD || op == OP_REPLACE || op == OP_TEST;
}

static bool read_op(const cJSON *item, enum op *op, struct err *err)
{
    const char *name = json_text(item, "op");

    if (!cJSON_IsObject(item))
        return err_set(err, ERR_INVALID, "it is no object");
    if (!name)
        return err_set(err, ERR_INVALID, "\"op\" is missing");
    for (*op = 0; *op < OP_COUNT; (*op)++)
        if (strcmp(name, op_names[*op]) == 0)
            return true;
    return err_set(err, ERR_INVALID, "\"%s\" is none of add, remove, replace, move, copy, test", name);
}

static bool read_pointer(const cJSON *item, const char *member, struct texts *tokens, struct err *err)
{
    const char *text = json_text(item, member);

    if (!text)
        return err_set(err, ERR_INVALID, "\"%s\" is missing", member);
    if (!pointer_split(text, tokens))
        return err_set(err, ERR_INVALID, "\"%s\" is no JSON pointer: %s", member, text);
    return true;
}

/* True if path leads to something inside of what from leads to. */
static bool is_inside(const struct texts *path, const struct texts *from)
{
    if (path->count <= from->count)
        return false;
    for (size_t i = 0; i < from->count; i++)
        if (strcmp(path->items[i], from->items[i]) != 0)
            return false;
    return true;
}

/* Reads one item of the patch; the caller releases out in any case. */
static bool read_step(const cJSON *item, struct step *out, struct err *err)
{
    *out = (struct step){0};
    if (!read_op(item, &out->op, err) || !read_pointer(item, "path", &out->path, err))
        return false;
    out->path_text = json_text(item, "path");
    if (has_from(out->op) && !read_pointer(item, "from", &out->from, err))
        return false;
    if (out->op == OP_MOVE && is_inside(&out->path, &out->from))
        return err_set(err, ERR_INVALID, "a value cannot be moved into itself");
    if (has_value(out->op) && !(out->value = json_get(item, "value")))
        return err_set(err, ERR_INVALID, "\"value\" is missing");
    return true;
}

bool patch_is_well_formed(const cJSON *patch, struct err *err)
{
    const cJSON *item;
    size_t number = 0;

    if (!cJSON_IsArray(patch))
        return err_set(err, ERR_INVALID, "a patch is a JSON array of operations");
    cJSON_ArrayForEach(item, patch)
    {
        struct step step;
        bool fine = read_step(item, &step, err);

        release_step(&step);
        if (!fine)
            return err_context(err, "operation %zu of the patch", number);
        number++;
    }
    return true;
}

static bool refuse(struct run *run, enum patch_failure failure, const char *why)
{
    run->failure = failure;
    return err_set(&run->why, ERR_INVALID, "%s", why);
}

/* The value that the first count tokens lead to, or NULL. */
static cJSON *walk(cJSON *tree, const struct texts *tokens, size_t count)
{
    for (size_t i = 0; tree && i < count; i++)
        tree = pointer_child(tree, tokens->items[i]);
    return tree;
}

static size_t depth_of(const cJSON *value)
{
    size_t deepest = 0;
    const cJSON *item;

    cJSON_ArrayForEach(item, value)
    {
        size_t depth = depth_of(item);

        deepest = depth > deepest ? depth : deepest;
    }
    return cJSON_IsObject(value) || cJSON_IsArray(value) ? deepest + 1 : 0;
}

static size_t bytes_of(const cJSON *value)
{
    size_t bytes = sizeof *value;
    const cJSON *item;

    bytes += value->string ? strlen(value->string) : 0;
    bytes += cJSON_IsString(value) ? strlen(value->valuestring) : 0;
    cJSON_ArrayForEach(item, value)
    {
        bytes += bytes_of(item);
    }
    return bytes;
}

static bool insert_into_array(struct run *run, cJSON *array, const char *token, cJSON *value)
{
    size_t count = (size_t)cJSON_GetArraySize(array), index = count;

    if (strcmp(token, "-") != 0 && !pointer_index(token, &index))
        return refuse(run, PATCH_NO_TARGET, "a list has no such member");
    if (index > count)
        return refuse(run, PATCH_NO_TARGET, "the list is shorter");
    json_insert(array, index, value);
    return true;
}

/* Puts value at path; takes it over, also when it is refused. */
static bool place(struct run *run, const struct texts *path, cJSON *value)
{
    cJSON *parent = path->count ? walk(run->tree, path, path->count - 1) : NULL;
    bool fine;

    if (path->count + depth_of(value) > JSON_DEPTH_MAX) {
        fine = refuse(run, PATCH_MALFORMED, "the result is nested too deep");
    } else if (!path->count) {
        cJSON_Delete(run->tree);
        run->tree = value;
        fine = true;
    } else if (cJSON_IsObject(parent)) {
        json_set(parent, path->items[path->count - 1], value);
        fine = true;
    } else if (cJSON_IsArray(parent)) {
        fine = insert_into_array(run, parent, path->items[path->count - 1], value);
    } else {
        fine = refuse(run, PATCH_NO_TARGET, "what should hold it is not there");
    }
    if (!fine)
        cJSON_Delete(value);
    return fine;
}

/* Takes the value at path out of the tree; NULL if there is none or it is the whole document. */
static cJSON *detach(struct run *run, const struct texts *path)
{
    cJSON *parent = path->count ? walk(run->tree, path, path->count - 1) : NULL;
    cJSON *value = parent ? pointer_child(parent, path->items[path->count - 1]) : NULL;

    if (!value)
        refuse(run, PATCH_NO_TARGET,
               path->count ? "it is not there" : "the whole document cannot be taken away");
    return value ? cJSON_DetachItemViaPointer(parent, value) : NULL;
}

static bool run_remove(struct run *run, const struct step *step)
{
    cJSON *value = detach(run, &step->path);

    cJSON_Delete(value);
    return value != NULL;
}

/* The member keeps its place. */
static bool run_replace(struct run *run, const struct step *step)
{
    const struct texts *path = &step->path;
    cJSON *value = walk(run->tree, path, path->count), *parent;

    if (!value)
        return refuse(run, PATCH_NO_TARGET, "it is not there");
    if (!path->count)
        return place(run, path, cJSON_Duplicate(step->value, true));
    parent = walk(run->tree, path, path->count - 1);
    if (cJSON_IsObject(parent))
        return place(run, path, cJSON_Duplicate(step->value, true));
    cJSON_Delete(detach(run, path));
    return place(run, path, cJSON_Duplicate(step->value, true));
}

static bool run_move(struct run *run, const struct step *step)
{
    cJSON *value;

    if (!step->from.count && !step->path.count)
        return true;
    value = detach(run, &step->from);
    return value && place(run, &step->path, value);
}

static bool run_copy(struct run *run, const struct step *step)
{
    const cJSON *value = walk(run->tree, &step->from, step->from.count);

    if (!value)
        return refuse(run, PATCH_NO_TARGET, "what should be copied is not there");
    run->copied_bytes += bytes_of(value);
    if (run->copied_bytes > COPIED_BYTES_MAX)
        return refuse(run, PATCH_MALFORMED, "the patch copies too much");
    return place(run, &step->path, cJSON_Duplicate(value, true));
}

/* Exactly as read: the order of a list counts. */
static bool run_test(struct run *run, const struct step *step)
{
    const cJSON *value = walk(run->tree, &step->path, step->path.count);

    if (!value)
        return refuse(run, PATCH_TEST_FAILED, "it is not there");
    return json_equal(value, step->value) || refuse(run, PATCH_TEST_FAILED, "the value is another");
}

static bool run_step(struct run *run, const struct step *step)
{
    switch (step->op) {
    case OP_ADD:
        return place(run, &step->path, cJSON_Duplicate(step->value, true));
    case OP_REMOVE:
        return run_remove(run, step);
    case OP_REPLACE:
        return run_replace(run, step);
    case OP_MOVE:
        return run_move(run, step);
    case OP_COPY:
        return run_copy(run, step);
    case OP_TEST:
    case OP_COUNT:
        break;
    }
    return run_test(run, step);
}

static bool run_all(struct run *run, const cJSON *patch, struct err *err)
{
    const cJSON *item;
    size_t number = 0;

    cJSON_ArrayForEach(item, patch)
    {
        struct step step;
        bool fine = read_step(item, &step, NULL) && run_step(run, &step);

        if (!fine)
            err_set(err, ERR_INVALID, "operation %zu of the patch (%s %s): %s", number, op_names[step.op],
                    step.path_text, run->why.text);
        release_step(&step);
        if (!fine)
            return false;
        number++;
    }
    return true;
}

cJSON *patch_apply(const cJSON *document, const cJSON *patch, enum patch_failure *failure, struct err *err)
{
    struct run run = {.failure = PATCH_FINE};

    if (!patch_is_well_formed(patch, err)) {
        run.failure = PATCH_MALFORMED;
    } else {
        run.tree = cJSON_Duplicate(document, true);
        if (!run_all(&run, patch, err)) {
            cJSON_Delete(run.tree);
            run.tree = NULL;
        }
    }
    if (failure)
        *failure = run.failure;
    return run.tree;
}

static const char *first_token(const struct texts *tokens)
{
    return tokens->count ? tokens->items[0] : "";
}

void patch_each_property(const cJSON *patch, void (*visit)(const char *name, bool writes, void *context),
                         void *context)
{
    const cJSON *item;

    cJSON_ArrayForEach(item, patch)
    {
        struct step step;

        if (read_step(item, &step, NULL)) {
            if (has_from(step.op))
                visit(first_token(&step.from), step.op == OP_MOVE, context);
            visit(first_token(&step.path), step.op != OP_TEST, context);
        }
        release_step(&step);
    }
}
