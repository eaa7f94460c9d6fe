#include "base/env.h"

#include <ctype.h>
#include <limits.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "base/texts.h"

static struct texts env_pairs; /* NAME=value, in the order of the environment */
static char *env_passwd_home;  /* NULL while HOME is an absolute path */
static char *env_self;

static void remember_home(void)
{
    const struct passwd *entry;

    free(env_passwd_home);
    env_passwd_home = NULL;
    if (env_home())
        return;
    entry = getpwuid(geteuid()); /* cppcheck-suppress getpwuidCalled ; before threads */
    if (entry && entry->pw_dir && *entry->pw_dir)
        env_passwd_home = mem_dup(entry->pw_dir);
}

static void remember_executable(void)
{
    char path[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);

    free(env_self);
    env_self = mem_dup_n(path, length > 0 ? (size_t)length : 0);
}

void env_init(char **environ_now)
{
    for (size_t i = 0; i < env_pairs.count; i++)
        mem_free_wiped(&env_pairs.items[i]);
    texts_release(&env_pairs);
    for (; environ_now && *environ_now; environ_now++)
        texts_add(&env_pairs, *environ_now);
    remember_home();
    remember_executable();
}

static const char *find(const char *name, size_t length)
{
    for (size_t i = 0; i < env_pairs.count; i++)
        if (strncmp(env_pairs.items[i], name, length) == 0 && env_pairs.items[i][length] == '=')
            return env_pairs.items[i] + length + 1;
    return NULL;
}

const char *env_get(const char *name)
{
    return find(name, strlen(name));
}

const char *env_get_filled(const char *name)
{
    const char *value = env_get(name);

    return value && *value ? value : NULL;
}

const char *env_home(void)
{
    const char *home = env_get("HOME");

    /* A relative one would put keys and journal wherever somebody happens to stand. */
    return home && *home == '/' ? home : env_passwd_home;
}

char *env_xdg_dir(const char *variable, const char *fallback)
{
    const char *folder = env_get(variable);

    /* The XDG specification: a relative path is invalid and to be ignored. */
    if (folder && *folder == '/')
        return mem_printf("%s/etrig", folder);
    if (!env_home())
        return NULL;
    return mem_printf("%s/%s/etrig", env_home(), fallback);
}

/* The length of NAME at p. */
static size_t name_length(const char *p)
{
    size_t length = 0;

    while (isalnum((unsigned char)p[length]) || p[length] == '_')
        length++;
    return length;
}

/* Appends what stands at *p (a $) with its value, or as it is if there is no such variable, and moves on. */
static void expand_variable(struct strbuf *out, const char **p)
{
    const char *start = *p;
    bool braced = start[1] == '{';
    const char *name = start + (braced ? 2 : 1);
    size_t length = name_length(name);
    const char *end = name + length + (braced ? 1 : 0);
    const char *value;

    if (!length || (braced && name[length] != '}')) {
        strbuf_addc(out, '$');
        *p = start + 1;
        return;
    }
    value = find(name, length);
    if (value)
        strbuf_adds(out, value);
    else
        strbuf_add(out, start, (size_t)(end - start));
    *p = end;
}

/* botocore: os.path.expandvars, then os.path.expanduser; what is unknown stays as it is. */
char *env_expand(const char *text)
{
    struct strbuf out = STRBUF_INIT;
    const char *home = env_home();

    while (*text) {
        size_t plain = strcspn(text, "$");

        strbuf_add(&out, text, plain);
        text += plain;
        if (*text)
            expand_variable(&out, &text);
    }
    if (home && out.text[0] == '~' && (out.text[1] == '/' || out.text[1] == '\0')) {
        strbuf_remove(&out, 0, 1);
        strbuf_insert(&out, 0, home, strlen(home));
    }
    return strbuf_detach(&out);
}

char *env_shown_path(const char *path)
{
    const char *home = env_home();
    size_t length = home ? strlen(home) : 0;

    if (length > 1 && strncmp(path, home, length) == 0 && path[length] == '/')
        return mem_printf("~%s", path + length);
    return mem_dup(path);
}

const char *env_executable(void)
{
    return env_self ? env_self : "";
}
