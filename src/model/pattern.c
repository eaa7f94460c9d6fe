#include "model/pattern.h"

#include <assert.h>
#include <locale.h>
#include <regex.h>
#include <stdatomic.h>
#include <string.h>

#include "base/mem.h"

/* What has been compiled: entries are only ever added, at the front, so that readers need no lock. */
struct compiled {
    const char *pattern; /* borrowed: a constant of a table */
    regex_t regex;
    struct compiled *next;
};

static _Atomic(struct compiled *) compiled_patterns;

static void compile_in_c_locale(regex_t *regex, const char *pattern)
{
    locale_t c_locale = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    locale_t before = uselocale(c_locale);
    int failure = regcomp(regex, pattern, REG_EXTENDED | REG_NOSUB);

    assert(failure == 0);
    (void)failure;
    uselocale(before);
    freelocale(c_locale);
}

/* Two threads may both add the same pattern: then it stands there twice, which harms nobody. */
static const struct compiled *add(const char *pattern)
{
    struct compiled *entry = mem_alloc(1, sizeof *entry);

    entry->pattern = pattern;
    compile_in_c_locale(&entry->regex, pattern);
    entry->next = atomic_load(&compiled_patterns);
    while (!atomic_compare_exchange_weak(&compiled_patterns, &entry->next, entry))
        ;
    return entry;
}

static const struct compiled *find(const char *pattern)
{
    for (const struct compiled *entry = atomic_load(&compiled_patterns); entry; entry = entry->next)
        if (strcmp(entry->pattern, pattern) == 0)
            return entry;
    return add(pattern);
}

bool pattern_matches(const char *pattern, const char *text)
{
    return regexec(&find(pattern)->regex, text, 0, NULL, 0) == 0;
}
