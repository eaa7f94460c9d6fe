#include "helpers.h"

#include <ftw.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"

static char *with_double_quotes(const char *text)
{
    char *copy = mem_dup(text);

    for (char *p = copy; *p; p++)
        if (*p == '\'')
            *p = '"';
    return copy;
}

cJSON *helpers_json(const char *text)
{
    struct err err = {0};
    char *json = with_double_quotes(text);
    cJSON *tree = json_parse_text(json, &err);

    if (!tree)
        fail_msg("%s: %s", err.text, text);
    free(json);
    return tree;
}

void helpers_assert_text_at(char *owned, const char *expected, const char *file, int line)
{
    _assert_true(owned != NULL, "the text is there", file, line);
    _assert_string_equal(owned, expected, file, line);
    free(owned);
}

void helpers_assert_json_at(const cJSON *tree, const char *expected, const char *file, int line)
{
    char *wanted = with_double_quotes(expected), *got = tree ? json_print(tree) : mem_dup("no tree");

    _assert_string_equal(got, wanted, file, line);
    free(got);
    free(wanted);
}

char *helpers_make_folder(void)
{
    const char *temporary = getenv("TMPDIR");
    char *path = mem_printf("%s/etrig-test-XXXXXX", temporary && *temporary ? temporary : "/tmp");

    if (!mkdtemp(path))
        fail_msg("no folder can be made: %s", path);
    return path;
}

static int remove_one(const char *path, const struct stat *found, int kind, struct FTW *place)
{
    (void)found;
    (void)kind;
    (void)place;
    return remove(path);
}

void helpers_remove_folder(char *path)
{
    nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    free(path);
}

char *helpers_file(const char *folder, const char *name, const void *bytes, size_t length)
{
    char *path = mem_printf("%s/%s", folder, name);
    FILE *file = fopen(path, "wb");

    if (!file || fwrite(bytes, 1, length, file) != length || fclose(file) != 0)
        fail_msg("cannot write %s", path);
    return path;
}
