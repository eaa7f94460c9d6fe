/*
 * Any bytes as a file of documents, as apply and lint read them: filled in and checked, with and without variables. Each
 * problem names the file, and where there is none every trigger has its region and its identifier.
 */
#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "model/document_set.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static cJSON *find(const char *name, void *context)
{
    (void)context;
    if (strlen(name) % 2 != 0)
        return NULL;
    return *name == 'l' ? json_parse_text("[{\"Key\":\"{{ name }}\",\"Value\":\"v\"}]", NULL)
                        : cJSON_CreateString(*name == 'n' ? "5" : "text {{ a }}");
}

static void check(const char *path, const struct vars *vars, const struct texts *domains)
{
    struct document_set set = {0};
    struct texts regions = {0};
    struct err err = {0};

    texts_add(&regions, "us-east-1");
    if (!document_set_read(&set, path, &err))
        assert(err.code != ERR_NONE && err.text[0]);
    document_set_fill(&set, vars);
    document_set_check(&set, &(struct document_set_where){&regions, domains});
    for (size_t i = 0; i < set.problems.count; i++)
        assert(strncmp(set.problems.items[i], path, strlen(path)) == 0);
    for (size_t i = 0; set.problems.count == 0 && i < set.count; i++)
        assert(set.items[i].region && set.items[i].identifier);
    document_set_release(&set);
    texts_release(&regions);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static const struct vars vars = {find, NULL};
    struct texts none = {0}, domains = {0};
    int file = memfd_create("documents", MFD_CLOEXEC);
    char path[64];

    assert(file >= 0 && write(file, bytes, length) == (ssize_t)length);
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    texts_add(&domains, "retail");
    if (length % 2 == 0) /* one of both: aliases make large sets of few bytes */
        check(path, NULL, &none);
    else
        check(path, &vars, &domains);
    close(file);
    texts_release(&domains);
    return 0;
}
